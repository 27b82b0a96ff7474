package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

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
