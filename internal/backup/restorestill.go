package backup

import (
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

// Stilled is what a restore ended, because the backup cannot know what became of it: counts of rows.
type Stilled struct {
	account.Revoked
	Held, Dropped int64 // mails
}

// still ends it, as far as the schema of the backup has it.
func still(tx *sqldb.Tx, tables []sqldb.Table) (s Stilled, err error) {
	has := func(name string) bool {
		return slices.ContainsFunc(tables, func(t sqldb.Table) bool { return t.Name == name })
	}
	if has("session") {
		if s.Revoked, err = account.Restored(tx); err != nil {
			return s, err
		}
	}
	if has("mail") {
		s.Held, s.Dropped, err = mail.Restored(tx)
	}
	return s, err
}
