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
	path := t.secretPath()
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

// secretPath is the file of the secret where KYODO_SECRET is not set.
func (t *terminal) secretPath() string {
	if file, ok := strings.CutPrefix(t.config.Database, "sqlite:"); ok {
		return file + ".secret"
	}
	return "kyodo-data/postgres.secret"
}

// hasSecret says whether there is a secret already, so that secret would not make one.
func (t *terminal) hasSecret() bool {
	_, err := os.Stat(t.secretPath())
	return t.config.Secret != "" || err == nil
}
