package cli

import (
	"errors"
	"fmt"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

type userCommands struct {
	Setup userSetup `cmd:"" help:"Print the link with which the first administrator of an empty site comes in, within an hour (最初の管理者の設定)."`
	List  userList  `cmd:"" help:"List people with their posts, without contact data (利用者の一覧)."`
}

// people opens the database and returns the accounts, and what ends the command.
func (t *terminal) people(base string) (*account.Service, func() error, error) {
	db, err := t.open()
	if err != nil {
		return nil, nil, err
	}
	secret, err := t.secret()
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	ids := &id.Source{}
	end := func() error { // without a server beside it, this command puts its own entries into the log's tree
		sequencer := &audit.Sequencer{DB: db, Key: secret, Log: t.logger()}
		return errors.Join(sequencer.Drain(t.now), db.Close())
	}
	return &account.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids, Key: secret}, Frame: mail.Frame{BaseURL: base}}, end, nil
}

type userSetup struct {
	Addr    string `env:"KYODO_ADDR" default:"localhost:8080" help:"Where pages are served (待受アドレス)."`
	BaseURL string `env:"KYODO_BASE_URL" default:"" help:"Public address of the site; empty = http:// and the listening address (公開URL)."`
}

// Run prints the link. An earlier one is worthless from then on.
func (c *userSetup) Run(t *terminal) (err error) {
	server := config.Server{Addr: c.Addr, BaseURL: c.BaseURL}
	if err := server.Validate(); err != nil {
		return usageError{err}
	}
	_, port, ok := strings.Cut(c.Addr, ":")
	if !ok {
		port = "80"
	}
	base, err := baseURL(server, port)
	if err != nil {
		return usageError{err}
	}
	people, end, err := t.people(base.String())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	link, err := people.SetupLink(t.ctx, policy.FirstAdministrator)
	if errors.Is(err, fault.Conflict) {
		return errors.New("すでに利用者がいます。管理者の画面（/admin/people）から招いてください")
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s\n1時間だけ、1回だけ使えます。\n", link)
	return nil
}

type userList struct {
	Q     string `help:"Part of the name, its kana, the mail address or the number (さがす言葉)." placeholder:"TEXT"`
	Limit int    `default:"100" help:"How many to list, at most 200."`
}

// Run prints people in the order of their kana.
func (c *userList) Run(t *terminal) (err error) {
	people, end, err := t.people("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	list, err := people.People(t.ctx, account.Filter{Q: c.Q, Limit: c.Limit})
	if err != nil {
		return err
	}
	if len(list.People) == 0 {
		fmt.Fprintln(t.out, "利用者はいません。まだだれもいないときは「kyodo user setup」で最初の管理者を作ります。")
		return nil
	}
	table, today := policy.Default(), term.Of(people.DB.Now())
	err = people.DB.View(t.ctx, func(tx *sqldb.Tx) error {
		for _, x := range list.People {
			held, err := people.HoldingsOf(tx, x.ID, today)
			if err != nil {
				return err
			}
			fmt.Fprintf(t.out, "%s  %s  %s\n", x.Number, x.Status, x.Name)
			for _, h := range held {
				role, _ := table.Role(h.Role)
				fmt.Fprintf(t.out, "  %s %s（%s）\n", h.Unit, h.Title, role.Ja)
			}
		}
		return nil
	})
	if err == nil && int64(len(list.People)) < list.Total {
		fmt.Fprintf(t.out, "\n%d人のうち%d人。\n", list.Total, len(list.People))
	}
	return err
}
