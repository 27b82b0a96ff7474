package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// personal is the erasable part of an entry. The salt goes with it, so that after erasure nobody
// can try values against the hash.
type personal struct{ entry, salt, content string }

func newPersonal(entry string, values map[string]string) (personal, error) {
	var salt [sha256.Size]byte
	rand.Read(salt[:])
	content, err := json.Marshal(values) // sorts by name
	return personal{entry, base64.RawStdEncoding.EncodeToString(salt[:]), string(content)}, err
}

// hash returns the salted hash that the entry keeps.
func (p personal) hash() string {
	sum := sha256.Sum256([]byte(p.salt + "\n" + p.content))
	return base64.RawStdEncoding.EncodeToString(sum[:])
}

// keep writes the values of entries.
func keep(tx *sqldb.Tx, values []personal) error {
	for len(values) > 0 {
		n := min(len(values), tx.Rows(3))
		args := make([]any, 0, 3*n)
		for _, p := range values[:n] {
			args = append(args, p.entry, p.salt, p.content)
		}
		if _, err := tx.Exec(`INSERT INTO audit_personal (entry_id, salt, content) VALUES `+sqldb.Values(n, 3), args...); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// Erasure says whose personal values go: those of every entry about a subject, or those of the
// entries named.
type Erasure struct {
	Subject string
	Entries []string // ids of entries, at most 1,000
	Reason  string   // why, without personal data
}

// Erase deletes personal values for ever, records that, and returns how many entries had any. The
// entries themselves stay, and so does everything that proves them.
func (l Log) Erase(tx *sqldb.Tx, by By, e Erasure) (n int64, err error) {
	defer fault.Wrap(&err, "audit.Erase(%q)", e.Subject)
	switch {
	case e.Subject != "" && len(e.Entries) > 0, e.Subject == "" && len(e.Entries) == 0, len(e.Entries) > 1000:
		return 0, errors.New("either a subject or up to 1,000 entries")
	case e.Subject != "":
		n, err = tx.Exec(`DELETE FROM audit_personal WHERE entry_id IN
			(SELECT id FROM audit WHERE subject = $1 AND subject <> '' AND personal <> '')`, e.Subject)
	default:
		args := make([]any, len(e.Entries))
		for i, id := range e.Entries {
			args[i] = id
		}
		n, err = tx.Exec(`DELETE FROM audit_personal WHERE entry_id IN `+sqldb.In(1, len(args)), args...)
	}
	if err != nil {
		return 0, err
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
