package cli

import (
	"errors"
	"fmt"
	"strings"

	"kyodo/internal/blob"
	"kyodo/internal/config"
)

// files opens the folder of photos and attachments.
func (t *terminal) files(c config.Server) (*blob.Store, error) { return blob.Open(t.filesPath(c)) }

// filesPath is KYODO_FILES; where that is not set, the folder lies beside a SQLite database, else under
// kyodo-data: several nodes on one PostgreSQL must be given one that they share.
func (t *terminal) filesPath(c config.Server) string {
	if c.Files != "" {
		return c.Files
	}
	if file, ok := strings.CutPrefix(t.config.Database, "sqlite:"); ok {
		return file + ".files"
	}
	return "kyodo-data/files"
}

// tryFiles writes a file into the folder and takes it away again.
func (t *terminal) tryFiles(c config.Server) error {
	store, err := t.files(c)
	if err != nil {
		return err
	}
	name, err := store.Put([]byte("kyodo"))
	if err == nil {
		err = store.Remove(name)
	}
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "写真と添付の保存先に書き込めました（%s）。\n", t.filesPath(c))
	return nil
}
