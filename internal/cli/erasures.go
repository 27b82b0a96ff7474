package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/backup"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
)

type erasuresCommand struct{}

// Run prints an id and a day for every erasure. It holds no personal data, so it may lie beside the
// signed heads of the log.
func (c *erasuresCommand) Run(t *terminal) error {
	db, err := t.open()
	if err != nil {
		return err
	}
	defer db.Close()
	var list []account.PastErasure
	if err := db.View(t.ctx, func(tx *sqldb.Tx) (err error) { list, err = account.Erasures(tx); return err }); err != nil {
		return err
	}
	for _, e := range list {
		fmt.Fprintf(t.out, "%s %s\n", e.Person, e.On)
	}
	return nil
}

// aftermath says what the restore ended, and which erasures have to be repeated.
func (c *restoreCommand) aftermath(t *terminal, db *sqldb.DB, s backup.Stilled) error {
	fmt.Fprintf(t.out, "ログイン %d件、使われていない招待・カード %d件、途中の手続き %d件を無効にしました。\n", s.Sessions, s.Tickets, s.Challenges)
	fmt.Fprintf(t.out, "送る前のメール %d件を止めました（/admin/mail で確かめて送ります）。ログイン用のリンクのメール %d件は取りやめました。\n", s.Held, s.Dropped)
	if c.Erased == "" {
		fmt.Fprintln(t.out, "バックアップの後に消去した人の情報は、元に戻っています。このファイルからは、だれを消去したか分かりません。"+
			"別に保管した「kyodo erasures」の一覧を確かめ、/admin/people でもう一度消去してください。")
		return nil
	}
	text, err := os.ReadFile(c.Erased)
	if err != nil {
		return err
	}
	var people []account.PersonID
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 0 && id.Valid(fields[0]) && !slices.Contains(people, account.PersonID(fields[0])) {
			people = append(people, account.PersonID(fields[0]))
		}
	}
	var again []account.PersonID
	if err := db.View(t.ctx, func(tx *sqldb.Tx) (err error) { again, err = account.Unerased(tx, people); return err }); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "一覧の %d人のうち、もう一度消去が必要な人：%d人。一覧を書き出した後の消去は、別に確かめてください。\n", len(people), len(again))
	for _, p := range again {
		fmt.Fprintf(t.out, "  /admin/people/%s/erase\n", p)
	}
	return nil
}
