package cli

import (
	"errors"
	"fmt"

	"kyodo/internal/app"
	"kyodo/internal/config"
	"kyodo/internal/demo"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Where the demo lives unless KYODO_DATABASE says otherwise: with invented organizations, or
// with real files alone.
const (
	demoDatabase = "sqlite:kyodo-data/demo.db"
	realDatabase = "sqlite:kyodo-data/demo-only.db"
)

// demoSeed makes every newcomer see the same register.
const demoSeed = 2008

type demoCommand struct {
	config.Server
	Import []string `type:"existingfile" help:"Load these official files too: CSV, .gz or .zip, of 国税庁 or 内閣府 (実データも読み込む)." placeholder:"FILE"`
	Only   bool     `help:"Load only the files of --import, no invented organizations (架空の団体を入れない)."`
	Count  int      `default:"320" help:"How many organizations to invent (架空の団体の数)."`
}

// Run fills an empty database with invented organizations and serves it.
func (c *demoCommand) Run(t *terminal) error {
	if err := c.Server.Validate(); err != nil {
		return usageError{err}
	}
	if c.Only && len(c.Import) == 0 {
		return usageError{errors.New("--only は --import FILE と一緒に使います。")}
	}
	if t.config.Database == defaultDatabase {
		t.config.Database = demoDatabase
		if c.Only {
			t.config.Database = realDatabase
		}
	}
	db, err := t.open()
	if err != nil {
		return err
	}
	defer db.Close()
	if t.config.LogLevel == "info" { // the terminal is for people here
		t.config.LogLevel = "warn"
	}
	return t.serve(db, c.Server, true, func(a *app.App) error { return c.fill(t, db, a.Register) }, func(a *app.App) error {
		if err := a.Seats(t.ctx); err != nil || c.Only {
			return err
		}
		return a.Story(t.ctx)
	})
}

func (c *demoCommand) fill(t *terminal, db *sqldb.DB, svc *register.Service) error {
	empty, err := svc.Empty(t.ctx)
	if err != nil {
		return err
	}
	if empty && !c.Only {
		fmt.Fprintf(t.err, "架空の団体を %d 件つくっています。\n", c.Count)
		if err := demo.Fill(t.ctx, svc, c.Count, demoSeed, term.Of(db.Now()), nil); err != nil {
			return err
		}
	}
	flags := importFlags{MaxMB: 200, MaxRows: 500_000}
	for _, path := range c.Import {
		family := intake.Houjin
		if _, err := intake.Check(t.ctx, path, family, intake.Limits{}, nil); err != nil {
			if _, e := intake.Check(t.ctx, path, intake.Portal, intake.Limits{}, nil); e != nil {
				return err
			}
			family = intake.Portal
		}
		if _, err := flags.one(t, svc, family, path); err != nil {
			return err
		}
	}
	return nil
}
