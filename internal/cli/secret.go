package cli

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kyodo/internal/fault"
)

// secret is the key from which all keys come: KYODO_SECRET, or the content of a file that is made
// at first use. On SQLite the file lies beside the database, else under kyodo-data: several nodes
// on one PostgreSQL must be given KYODO_SECRET.
func (t *terminal) secret() (key []byte, err error) {
	defer fault.Wrap(&err, "cli.secret")
	if t.config.Secret != "" {
		return []byte(t.config.Secret), nil
	}
	path := "kyodo-data/postgres.secret"
	if file, ok := strings.CutPrefix(t.config.Database, "sqlite:"); ok {
		path = file + ".secret"
	}
	if key, err := os.ReadFile(path); err == nil {
		if len(key) < 32 {
			return nil, fmt.Errorf("%s: too short for a key", path)
		}
		return []byte(strings.TrimSpace(string(key))), nil
	} else if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	var b [32]byte
	rand.Read(b[:])
	text := hex.EncodeToString(b[:])
	// A file of another process that came first counts: O_EXCL decides who is first.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return t.secret()
	} else if err != nil {
		return nil, err
	}
	_, err = f.WriteString(text + "\n")
	return []byte(text), errors.Join(err, f.Sync(), f.Close())
}
