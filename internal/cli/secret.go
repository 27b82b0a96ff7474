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
	// #nosec G304 -- a path that the settings give
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
	if err := makeSecret(path); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	// #nosec G304 -- a path that the settings give
	key, err = os.ReadFile(path) // another process may have come first: its secret counts
	return []byte(strings.TrimSpace(string(key))), err
}

// makeSecret writes a new secret whole or not at all; os.ErrExist when there is one.
func makeSecret(path string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".secret-*") // 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	var b [32]byte
	rand.Read(b[:])
	_, err = fmt.Fprintln(f, hex.EncodeToString(b[:]))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
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
