package cli

import (
	"errors"
	"fmt"
	"os"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
)

type verifyCommand struct {
	Anchor string `type:"existingfile" placeholder:"FILE" help:"Signed heads that were kept elsewhere, one after the other: shows that nothing was cut off (別に保管した署名)."`
	Head   bool   `help:"Print the newest signed head, to keep it elsewhere, and do nothing else (保管する署名の表示)."`
}

// Run verifies the log of who did what, or prints its newest signed head.
func (c *verifyCommand) Run(t *terminal) (err error) {
	db, err := t.open()
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Head {
		return printHead(t, db)
	}
	var anchors []byte
	if c.Anchor != "" {
		if anchors, err = os.ReadFile(c.Anchor); err != nil {
			return err
		}
	}
	secret, err := t.secret()
	if err != nil {
		return err
	}
	rep, err := audit.Verify(t.ctx, db, secret, anchors)
	if err != nil {
		return err
	}
	if rep.Bad != nil {
		return errors.New(describe(*rep.Bad))
	}
	if c.Anchor != "" && rep.Anchors == 0 {
		return fmt.Errorf("%s に署名がありません。「kyodo verify --head」で表示したものを保管してください", c.Anchor)
	}
	fmt.Fprintf(t.out, "監査記録は、記録したときのままです。登録 %d件、登録待ち %d件、個人情報つき %d件（うち消去 %d件）、署名 %d件、保管した署名 %d件。\n",
		rep.Entries, rep.Pending, rep.Personal, rep.Erased, rep.Heads, rep.Anchors)
	return nil
}

// printHead prints the newest signed head.
func printHead(t *terminal, db *sqldb.DB) error {
	var head string
	if err := db.View(t.ctx, func(tx *sqldb.Tx) (err error) { head, err = audit.Head(tx); return err }); err != nil {
		return err
	}
	if head == "" {
		return errors.New("監査記録はまだ空です。署名はありません")
	}
	_, err := fmt.Fprint(t.out, head)
	return err
}

// describe says which entry is the first bad one, and what is wrong.
func describe(b audit.Bad) string {
	at := "番号なし"
	if b.Seq >= 0 {
		at = fmt.Sprintf("番号 %d", b.Seq)
	}
	if b.Entry != "" {
		at += "、記録 " + b.Entry
	}
	return fmt.Sprintf("監査記録に異常があります。最初の異常は %s：%s（%s）", at, says(b.Flaw), b.Flaw)
}

func says(f audit.Flaw) string {
	switch f {
	case audit.Changed:
		return "内容が書き換えられたか、システムが記録していないものです"
	case audit.Moved:
		return "ほかの番号の記録がここに移されています"
	case audit.Missing:
		return "記録が消されています"
	case audit.Stray:
		return "システムが記録していないものです"
	case audit.Forged:
		return "登録待ちの記録が偽造されています"
	case audit.Again:
		return "登録待ちの一覧が書き換えられています"
	case audit.Values:
		return "個人情報の部分が書き換えられています"
	case audit.BadHead:
		return "保存された署名が正しくありません"
	case audit.NoHead:
		return "ここから後を証明する署名が消されています"
	case audit.Cut:
		return "ここから後の記録が切り取られています"
	case audit.BadTree:
		return "記録の集計が書き換えられています"
	case audit.BadAnchor:
		return "保管した署名が、このシステムのものではありません"
	case audit.Rewritten:
		return "保管した署名のときと記録が違います。この番号から後のどこかが書き換えられています"
	}
	return "異常です"
}
