package cli

import (
	"errors"
	"fmt"
	"io"

	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/term"
)

type policyCommands struct {
	Why   whyCommand   `cmd:"" help:"Say whether somebody may do something, and which row of the permission table decides (権限の理由)."`
	Print printCommand `cmd:"" help:"Print the role matrix as the plan prints it (役割分担表の表示)."`
}

type whyCommand struct {
	User      string    `arg:"" help:"A person's id, mail address or number; - for somebody who is not signed in (利用者)."`
	Action    string    `arg:"" help:"The action, such as application.approve (操作)."`
	Object    string    `arg:"" help:"What it is done to, such as organization:ID, person:ID, application:ID, duty:bank/O; - for nothing (対象)."`
	At        term.Date `placeholder:"DATE" help:"As of the first moment of a day; now if left out (時点)."`
	OneFactor bool      `help:"As if signed in without a second factor; otherwise with one, and just confirmed (一要素でのログイン)."`
}

// errRefused is the end of an explanation that says no.
var errRefused = errors.New("この操作は許可されていません")

// Run prints the explanation; a refusal ends with code 1.
func (c *whyCommand) Run(t *terminal) error {
	db, err := t.open()
	if err != nil {
		return err
	}
	defer db.Close()
	text, allowed, err := app.Why(t.ctx, db, app.Asked{User: c.User, Action: policy.Action(c.Action), Object: c.Object, At: c.At, OneFactor: c.OneFactor})
	if errors.Is(err, app.ErrAsked) {
		return usageError{fmt.Errorf("利用者、操作、対象のどれかが見つかりません: %w", err)}
	} else if err != nil {
		return err
	}
	if _, err := io.WriteString(t.out, text); err != nil {
		return err
	}
	if !allowed {
		return errRefused
	}
	return nil
}

type printCommand struct {
	At          term.Date `placeholder:"DATE" help:"The table in force on a day; today if left out (時点)."`
	Permissions bool      `help:"Print the permission table instead (権限の表)."`
}

// Run prints the 役割分担表 in force on a day, or the permission table.
func (c *printCommand) Run(t *terminal) error {
	if c.Permissions {
		text, _, _ := policy.Text()
		_, err := io.WriteString(t.out, text)
		return err
	}
	db, err := t.open()
	if err != nil {
		return err
	}
	defer db.Close()
	rules, err := policy.New(db, &id.Source{}, audit.Log{}).Fresh(t.ctx)
	if err != nil {
		return err
	}
	if c.At.IsZero() {
		c.At = term.Of(db.Now())
	}
	_, err = io.WriteString(t.out, rules.Matrix(c.At).Print())
	return err
}
