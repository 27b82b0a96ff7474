package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// importGroups reads a list of groups of the support centre or a town.
type importGroups struct {
	File    string    `arg:"" type:"existingfile" help:"The list: .xlsx or CSV (任意団体の名簿)."`
	Sheet   string    `help:"The worksheet; without it the first one (シート名)."`
	Mapping string    `type:"existingfile" help:"A file of lines COLUMN<TAB>HEADING, where the headings do not speak for themselves (列の対応)." placeholder:"FILE"`
	City    string    `help:"The municipality of rows that name none: JIS 5 digits or a name (市町)." placeholder:"CODE"`
	Source  string    `help:"The list's name, the same every year; without it the file's name without digits (名簿の名前)." placeholder:"NAME"`
	AsOf    term.Date `help:"The day for which the list speaks: 2026-11-22 or R8.11.22 (時点)." placeholder:"DATE"`
	DryRun  bool      `help:"Read and judge everything, write nothing (試し取込)."`
	Report  string    `help:"Write the report as JSON to this file (報告の書き出し先)." placeholder:"OUT.json"`
}

// Run imports the list.
func (c *importGroups) Run(t *terminal) error {
	l := register.GroupList{Name: c.Source, FileName: filepath.Base(c.File), AsOf: c.AsOf, DryRun: c.DryRun}
	if l.Name == "" {
		l.Name = listName(l.FileName)
	}
	if c.City != "" {
		m, ok := codes.MunicipalityByCode(c.City)
		if !ok {
			m, ok = codes.MunicipalityByWord(c.City)
		}
		if !ok {
			return usageError{fault.Fields{{Name: "--city", Says: "県内の市町のコード（5桁）か名前を指定してください。例：35203、山口市"}}}
		}
		l.City = m.Code
	}
	var by map[register.GroupColumn]string
	if c.Mapping != "" {
		text, err := os.ReadFile(c.Mapping)
		if err != nil {
			return err
		}
		if by, err = register.ReadGroupMapping(string(text)); err != nil {
			return err
		}
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if l.Sheet, err = intake.ReadSheet(t.ctx, f, info.Size(), c.Sheet, intake.SheetLimits()); err != nil {
		return err
	}
	svc, closeDB, err := t.register()
	if err != nil {
		return err
	}
	defer closeDB()
	if l.Mapping, err = svc.MapGroups(t.ctx, &l, by); err != nil {
		return err
	}
	var report *os.File
	if c.Report != "" { // a place that cannot be written is told before anything is imported
		if report, err = os.Create(c.Report); err != nil {
			return err
		}
		defer report.Close()
	}
	rep, err := svc.ImportGroups(t.ctx, audit.By{Actor: audit.Console}, l)
	if err != nil {
		if report != nil {
			os.Remove(c.Report)
		}
		return err
	}
	c.tell(t, &l, &rep)
	if report == nil {
		return nil
	}
	w := json.NewEncoder(report)
	w.SetIndent("", "  ")
	w.SetEscapeHTML(false)
	return w.Encode(rep)
}

// tell prints what was done.
func (c *importGroups) tell(t *terminal, l *register.GroupList, rep *register.GroupReport) {
	if c.DryRun {
		fmt.Fprintln(t.out, "試し取込です。何も書き込んでいません。")
	}
	fmt.Fprintf(t.out, "%s：%s（%s現在）\n", l.FileName, l.Name, rep.AsOf)
	how := "見出しから推測"
	switch {
	case c.Mapping != "":
		how = "指定"
	case l.Mapping.Kept:
		how = "前回と同じ"
	}
	fmt.Fprintf(t.out, "  列の対応（%s）：", how)
	for _, col := range register.GroupColumns() {
		fmt.Fprintf(t.out, " %s=%s", col.Label().Ja, cmp.Or(rep.Mapping[col], "なし"))
	}
	fmt.Fprintf(t.out, "\n  %d行：新規 %d、更新 %d、変更なし %d、要確認 %d、取り込めなかった箇所 %d\n", rep.Rows, rep.Created, rep.Updated, rep.Unchanged,
		rep.Asked, len(rep.Rejected))
	fmt.Fprintf(t.out, "  公開の同意：公開可 %d、未確認 %d、不可 %d（公開可でない団体は、同意を確かめるまで公開されません）\n", rep.Open, rep.Unknown, rep.Refused)
	for i, r := range rep.Rejected {
		if i == shownRejections {
			fmt.Fprintf(t.out, "  ほか %d 箇所。--report FILE で全部を書き出せます。\n", len(rep.Rejected)-i)
			break
		}
		fmt.Fprintf(t.out, "  %d行目 %s：%s\n", r.Line, r.Column, r.Reason)
	}
	if rep.Asked > 0 {
		fmt.Fprintln(t.out, "  「kyodo import questions」で、判断を待っている行を確かめられます。")
	}
}

// listName is what a file's name says of the list, without the year and the ending: the list of next
// year has the same name.
func listName(file string) string {
	name := strings.TrimSuffix(file, filepath.Ext(file))
	name = strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' || r == '_' || r == '-' {
			return -1
		}
		return r
	}, name)
	for _, word := range []string{"令和年度", "平成年度", "年度", "令和", "平成"} {
		name = strings.ReplaceAll(name, word, "")
	}
	return cmp.Or(strings.TrimSpace(name), file)
}
