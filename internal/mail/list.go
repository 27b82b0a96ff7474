package mail

import (
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

const columns = `id, kind, to_address, to_name, subject, body, unsubscribe, secret, person, organization, ref, message_id,
	state, turn, attempts, again, last_error, created_at, taken_at, sent_at`

func scan(r sqldb.Row) (m Mail, err error) {
	err = r.Scan(&m.ID, &m.Kind, &m.To, &m.ToName, &m.Subject, &m.Text, &m.Unsubscribe, &m.Secret, &m.Person, &m.Organization, &m.Ref,
		&m.MessageID, &m.State, &m.turn, &m.Attempts, &m.again, &m.LastError, sqldb.Time(&m.CreatedAt), sqldb.Time(&m.takenAt), sqldb.Time(&m.SentAt))
	return m, err
}

// ByID returns a mail, or fault.NotFound.
func ByID(tx *sqldb.Tx, mailID string) (m Mail, err error) {
	defer fault.Wrap(&err, "mail.ByID(%q)", mailID)
	m, ok, err := sqldb.One(tx, scan, `SELECT `+columns+` FROM mail WHERE id = $1`, mailID)
	if err == nil && !ok {
		err = fault.NotFound
	}
	return m, err
}

// Filter says which mails List returns. Empty fields do not narrow.
type Filter struct {
	State        State
	Person       string
	Organization string
	After        string // the id of the last mail of the page before
	Limit        int    // at most 100; 0 means 100
}

// MaxList is the most that List returns.
const MaxList = 100

// List returns mails, newest first.
func List(tx *sqldb.Tx, f Filter) (list []Mail, err error) {
	defer fault.Wrap(&err, "mail.List")
	if f.Limit <= 0 || f.Limit > MaxList {
		f.Limit = MaxList
	}
	var where []string
	args := []any{f.Limit}
	narrow := func(value, condition string) {
		if value != "" {
			args = append(args, value)
			where = append(where, condition+sqldb.In(len(args), 1))
		}
	}
	narrow(string(f.State), `state = `)
	narrow(f.Person, `person <> '' AND person = `)
	narrow(f.Organization, `organization <> '' AND organization = `)
	narrow(f.After, `id < `)
	query := `SELECT ` + columns + ` FROM mail`
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, ` AND `)
	}
	return sqldb.All(tx, scan, query+` ORDER BY id DESC LIMIT $1`, args...)
}

// Count returns how many mails are in each state; states without mails are absent.
func Count(tx *sqldb.Tx) (by map[State]int64, err error) {
	defer fault.Wrap(&err, "mail.Count")
	by = map[State]int64{}
	err = sqldb.Each(tx, `SELECT state, count(*) FROM mail GROUP BY state`, nil, func(r sqldb.Row) error {
		var s State
		var n int64
		if err := r.Scan(&s, &n); err != nil {
			return err
		}
		by[s] = n
		return nil
	})
	return by, err
}
