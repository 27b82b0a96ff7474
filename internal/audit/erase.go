package audit

import (
	"encoding/json"
	"errors"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Erasure says whose personal values go: those of every entry about a subject, those of the entries
// named, or both.
type Erasure struct {
	Subject string
	Entries []string // ids of entries, at most 1,000
	Reason  string   // why, without personal data
}

// Erase deletes personal values for ever, records that, and returns how many entries had any. The
// entries themselves stay, and so does everything that proves them.
func (l Log) Erase(tx *sqldb.Tx, by By, e Erasure) (n int64, err error) {
	defer fault.Wrap(&err, "audit.Erase(%q)", e.Subject)
	if e.Subject == "" && len(e.Entries) == 0 || len(e.Entries) > 1000 {
		return 0, errors.New("a subject or up to 1,000 entries")
	}
	if e.Subject != "" {
		n, err = tx.Exec(`DELETE FROM audit_personal WHERE entry_id IN
			(SELECT id FROM audit WHERE subject = $1 AND subject <> '' AND personal <> '')`, e.Subject)
		if err != nil {
			return 0, err
		}
	}
	if len(e.Entries) > 0 {
		args := make([]any, len(e.Entries))
		for i, id := range e.Entries {
			args[i] = id
		}
		more, err := tx.Exec(`DELETE FROM audit_personal WHERE entry_id IN `+sqldb.In(1, len(args)), args...)
		if err != nil {
			return 0, err
		}
		n += more
	}
	detail, err := json.Marshal(struct {
		Erased  int64    `json:"erased"`
		Entries []string `json:"entries,omitempty"`
	}{n, e.Entries})
	if err != nil {
		return 0, err
	}
	entry := by.Entry(LogErase, e.Subject, string(detail))
	entry.Subject, entry.Reason = e.Subject, e.Reason
	return n, l.Record(tx, entry)
}

// Holding returns the ids of the entries of some actions whose personal values are still there, as
// far as holds says that they are those that are looked for: values of a person in entries about an
// organization, which have no other mark of the person. It reads every such entry; whoever erases
// somebody's data calls it, and nobody else.
func Holding(tx *sqldb.Tx, actions []string, holds func(object string, values map[string]string) bool) (ids []string, err error) {
	defer fault.Wrap(&err, "audit.Holding")
	args := make([]any, len(actions))
	for i, a := range actions {
		args[i] = a
	}
	err = sqldb.Each(tx, `SELECT a.id, a.object, p.content FROM audit a JOIN audit_personal p ON p.entry_id = a.id
		WHERE a.action IN `+sqldb.In(1, len(args))+` ORDER BY a.id`, args, func(r sqldb.Row) error {
		var id, object, content string
		if err := r.Scan(&id, &object, &content); err != nil {
			return err
		}
		var values map[string]string
		if err := json.Unmarshal([]byte(content), &values); err != nil {
			return err
		}
		if holds(object, values) {
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// PersonalOf returns the personal values that are still there in entries of some actions about a
// subject, oldest first: what a record of the subject held before.
func PersonalOf(tx *sqldb.Tx, subject string, actions ...string) (list []map[string]string, err error) {
	defer fault.Wrap(&err, "audit.PersonalOf(%q)", subject)
	args := []any{subject}
	for _, a := range actions {
		args = append(args, a)
	}
	return sqldb.All(tx, func(r sqldb.Row) (values map[string]string, err error) {
		var content string
		if err := r.Scan(&content); err != nil {
			return nil, err
		}
		return values, json.Unmarshal([]byte(content), &values)
	}, `SELECT p.content FROM audit a JOIN audit_personal p ON p.entry_id = a.id
		WHERE a.subject = $1 AND a.subject <> '' AND a.action IN `+sqldb.In(2, len(actions))+` ORDER BY a.at, a.id`, args...)
}
