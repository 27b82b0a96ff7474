package register

import (
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// DeclareTx writes in tx what a body states about itself (本人), or the prefecture about it (行政), and
// returns its id. A record with the 法人番号 of a body in the register is added to that body; every
// other record makes a new one, since a name proves nothing. from stands in the provenance.
func (s *Service) DeclareTx(tx *sqldb.Tx, by audit.By, rec Record, source Source, from string) (oid ID, err error) {
	defer fault.Wrap(&err, "register.DeclareTx(%q)", from)
	if err := search.Turn(tx, mergeTurn); err != nil {
		return "", err
	}
	today := term.Of(tx.Now)
	m := newMerge(s, tx, &importRun{FileName: from, AsOf: today, By: by})
	ids, err := m.take([]row{{recordStatement(rec, source, today, from), 0}})
	if err != nil {
		return "", err
	}
	return ids[0], nil
}

// ByIDTx returns an organization; an id that was merged into another leads to that one. The error is
// fault.NotFound.
func ByIDTx(tx *sqldb.Tx, oid ID) (o Organization, err error) {
	defer fault.Wrap(&err, "register.ByIDTx(%q)", oid)
	o, ok, err := byID(tx, oid)
	if err == nil && !ok {
		err = fault.NotFound
	}
	return o, err
}

// NumberedTx returns the id of the organization with a 法人番号, "" = none has it.
func NumberedTx(tx *sqldb.Tx, number string) (ID, error) {
	if number == "" {
		return "", nil
	}
	oid, _, err := idByNumber(tx, number)
	return oid, err
}

// NamesTx returns the names of organizations by id, in one query; unknown ids are absent.
func NamesTx(tx *sqldb.Tx, ids ...ID) (map[ID]string, error) {
	keys := make([]string, len(ids))
	for i, x := range ids {
		keys[i] = string(x)
	}
	names := make(map[ID]string, len(ids))
	err := inChunks(keys, func(in string, args []any) error {
		return sqldb.Each(tx, `SELECT id, name FROM organization WHERE id IN `+in, args, func(r sqldb.Row) error {
			var oid ID
			var name string
			err := r.Scan(&oid, &name)
			names[oid] = name
			return err
		})
	})
	return names, err
}

// NamesakesTx returns at most 20 organizations whose name, without its legal form, is spelt alike.
func NamesakesTx(tx *sqldb.Tx, name string) ([]Organization, error) {
	return sqldb.All(tx, scan, `SELECT `+columns+` FROM organization WHERE name_key = $1 AND united_into = '' ORDER BY id LIMIT 20`, ja.NameKey(name))
}
