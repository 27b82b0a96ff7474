package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/backup"
	"kyodo/internal/sqldb"
)

type restoreCommand struct {
	File    string `arg:"" type:"existingfile" help:"A file that kyodo backup wrote."`
	Check   bool   `help:"Only read the file and compare every hash (ファイルの確認だけ)."`
	KeyFile string `type:"existingfile" placeholder:"FILE" help:"The key with which the file was encrypted (暗号化の鍵)."`
	Erased  string `type:"existingfile" placeholder:"FILE" help:"What kyodo erasures printed last: says whose data must be erased again (消去の一覧)."`
}

// Run fills the database, which must be empty, and verifies the log in it.
func (c *restoreCommand) Run(t *terminal) (err error) {
	key, err := readKey(c.KeyFile)
	if err != nil {
		return err
	}
	source := func() (io.ReadCloser, error) { return os.Open(c.File) }
	start := time.Now()
	if c.Check {
		f, err := source()
		if err != nil {
			return err
		}
		defer f.Close()
		m, err := backup.Check(t.ctx, f, key)
		if err != nil {
			return err
		}
		fmt.Fprintf(t.out, "ファイルは書き出したときのままです。%s現在、%d表 %d行。%.1f秒。\n", japanTime(m.At), len(m.Tables), m.Rows(), time.Since(start).Seconds())
		return nil
	}
	file, isFile := strings.CutPrefix(t.config.Database, "sqlite:")
	isNew := false
	if isFile {
		_, err := os.Stat(file)
		isNew = errors.Is(err, os.ErrNotExist)
	}
	db, err := sqldb.Open(t.ctx, t.config.Database, sqldb.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	m, stilled, err := backup.Restore(t.ctx, db, source, key)
	if err != nil {
		if isNew { // what opening made
			err = errors.Join(err, db.Close())
			for _, ending := range []string{"", "-wal", "-shm"} {
				os.Remove(file + ending)
			}
		}
		return err
	}
	fmt.Fprintf(t.out, "復元しました（%s）。%s現在、%d表 %d行。%.1f秒。\n", db.Engine(), japanTime(m.At), len(m.Tables), m.Rows(), time.Since(start).Seconds())
	if err := c.aftermath(t, db, stilled); err != nil {
		return err
	}
	return c.verify(t, db, m)
}

// verify verifies the restored log with the secret of the installation that wrote it. Without
// that secret it says so: a new one could neither verify the log nor go on with it.
func (c *restoreCommand) verify(t *terminal, db *sqldb.DB, m backup.Manifest) error {
	path := t.secretPath()
	if !t.hasSecret() {
		if m.Secret == "" {
			fmt.Fprintf(t.out, "元の環境の KYODO_SECRET を指定するか、元の鍵のファイルを %s に置いて、「kyodo verify」で監査記録を確かめてください。\n", path)
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(m.Secret+"\n"), 0o600); err != nil {
			return err
		}
		fmt.Fprintf(t.out, "元の環境の鍵を %s に置きました。\n", path)
	}
	secret, err := t.secret()
	if err != nil {
		return err
	}
	rep, err := audit.Verify(t.ctx, db, secret, []byte(m.AuditHead))
	if err != nil {
		return err
	}
	if rep.Bad != nil {
		return fmt.Errorf("データは復元しましたが、監査記録を確かめられません。元の環境の KYODO_SECRET が必要です。%s", describe(*rep.Bad))
	}
	fmt.Fprintf(t.out, "監査記録は、記録したときのままです。登録 %d件、登録待ち %d件。\n", rep.Entries, rep.Pending)
	return t.note(db, secret, "backup.restore", m)
}
