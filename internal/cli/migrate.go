package cli

import (
	"fmt"

	"kyodo/internal/config"
)

type migrateCommand struct{}

// Run brings the schema up to date.
func (c *migrateCommand) Run(t *terminal) error {
	db, err := t.open()
	if err != nil {
		return err
	}
	fmt.Fprintln(t.out, "スキーマは最新です。")
	return db.Close()
}

type checkCommand struct{ config.Server }

// Run prints the configuration with secrets hidden and tries the database.
func (c *checkCommand) Run(t *terminal) error {
	if err := config.Dump(t.out, t.config, c.Server); err != nil {
		return err
	}
	if err := c.Server.Validate(); err != nil {
		return usageError{err}
	}
	db, err := t.open()
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "データベースにつながりました（%s）。\n", db.Engine())
	return db.Close()
}
