package cli

import (
	"errors"
	"fmt"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
)

// questionsImport lists and answers what an import could not decide.
type questionsImport struct {
	List   questionList   `cmd:"" default:"withargs" help:"List the open questions (一覧)."`
	Answer questionAnswer `cmd:"" help:"Decide a question (回答)."`
}

type questionList struct {
	Limit int `default:"100" help:"How many to list."`
}

// Run prints the open questions.
func (c *questionList) Run(t *terminal) error {
	svc, closeDB, err := t.register()
	if err != nil {
		return err
	}
	defer closeDB()
	list, err := svc.Questions(t.ctx, c.Limit)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintln(t.out, "判断を待っている行はありません。")
		return nil
	}
	for _, q := range list {
		fmt.Fprintf(t.out, "%s\n  行：%s　%s　認証 %s　法人番号 %s（%s、%s現在）\n", q.ID, q.Name, q.Address, or(q.Certified.String(), "不明"),
			or(q.Number, "なし"), q.File, q.AsOf)
		for _, o := range q.Candidates {
			fmt.Fprintf(t.out, "  候補 %s：%s　%s　法人番号 %s\n", o.ID, o.Name, o.Address, or(string(o.Number), "なし"))
		}
	}
	fmt.Fprintf(t.out, "\n%d件。同じ団体なら「kyodo import questions answer ID same」、別の団体なら「… answer ID new」。\n", len(list))
	fmt.Fprintln(t.out, "候補が複数あるときは「… answer ID same --org 候補のID」。")
	return nil
}

type questionAnswer struct {
	ID     string `arg:"" help:"The question's id."`
	Answer string `arg:"" enum:"same,new" help:"same: it is the candidate; new: it is another organization."`
	Org    string `help:"Which candidate, where there are several."`
}

// Run decides one question.
func (c *questionAnswer) Run(t *terminal) error {
	svc, closeDB, err := t.register()
	if err != nil {
		return err
	}
	defer closeDB()
	oid, err := svc.Answer(t.ctx, audit.Console, c.ID, c.Answer, register.ID(c.Org))
	if errors.Is(err, fault.Conflict) {
		return fault.Fields{{Name: c.ID, Says: "すでに答えが出ています。答えは変えられません。"}}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s を %s と決めました。団体：%s\n", c.ID, c.Answer, oid)
	return nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
