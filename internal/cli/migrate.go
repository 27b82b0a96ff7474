package cli

import (
	"errors"
	"fmt"

	"kyodo/internal/config"
	"kyodo/internal/sqldb"
)

type migrateCommand struct {
	Grant string `help:"Let this PostgreSQL role run the program, with no right to change the schema or the log (プログラム用の役割に権限を与える)." placeholder:"ROLE"`
}

// Run brings the schema up to date, and gives the program's role what it needs.
func (c *migrateCommand) Run(t *terminal) error {
	db, err := t.open()
	if err != nil {
		return err
	}
	fmt.Fprintln(t.out, "スキーマは最新です。")
	if c.Grant != "" {
		if err := sqldb.Grant(t.ctx, db, c.Grant); err != nil {
			return errors.Join(err, db.Close())
		}
		fmt.Fprintf(t.out, "役割 %s に、プログラムを動かす権限だけを与えました。\n", c.Grant)
	}
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
	return errors.Join(t.tryFiles(c.Server), db.Close())
}
