package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/backup"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
)

type backupCommand struct {
	Target  string `arg:"" name:"file" help:"The file to write, or a folder, where its name is the time (書き出し先)."`
	KeyFile string `type:"existingfile" placeholder:"FILE" help:"Encrypt with the key in this file: 64 hexadecimal digits, readable by its owner alone (暗号化の鍵)."`
}

// Run writes a backup of the database as it is, without migrating it first.
func (c *backupCommand) Run(t *terminal) (err error) {
	key, err := readKey(c.KeyFile)
	if err != nil {
		return err
	}
	if file, ok := strings.CutPrefix(t.config.Database, "sqlite:"); ok { // opening would make one
		if _, err := os.Stat(file); err != nil {
			return err
		}
	}
	db, err := sqldb.Open(t.ctx, t.config.Database, sqldb.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var secret []byte // none is made here: entries of the log under a new one would be false
	if t.hasSecret() {
		if secret, err = t.secret(); err != nil {
			return err
		}
	}
	path := c.Target
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		ending := ".tar"
		if key != nil {
			ending = ".kyodo"
		}
		path = filepath.Join(path, db.Now().In(time.FixedZone("JST", 9*60*60)).Format("kyodo-20060102-150405")+ending)
	}
	start := time.Now()
	m, size, err := writeFile(path, func(w io.Writer) (backup.Manifest, error) {
		return backup.Write(t.ctx, db, w, backup.Options{Program: program(), Key: key, Secret: string(secret)})
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s に書き出しました。%s現在、%d表 %d行、%.1fMB、%.1f秒。\n", path, japanTime(m.At), len(m.Tables), m.Rows(), float64(size)/1e6, time.Since(start).Seconds())
	fmt.Fprintln(t.out, "写真と添付は入っていません。その保存先（KYODO_FILES、指定がなければデータベースの隣の .files）のフォルダも、続けて写してください。")
	if key == nil {
		fmt.Fprintln(t.out, "このファイルは暗号化していません。個人情報が入っています。--key-file で暗号化できます。")
	}
	if secret == nil {
		fmt.Fprintf(t.out, "KYODO_SECRET も %s もないので、監査記録には残していません。\n", t.secretPath())
		return nil
	}
	return t.note(db, secret, "backup.write", m)
}

// program is the version of this program, for people who find an old file.
func program() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}

// writeFile writes a new file that is there whole or not at all, for its owner alone.
func writeFile(path string, write func(io.Writer) (backup.Manifest, error)) (m backup.Manifest, size int64, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, 0, fmt.Errorf("%s がすでにあります。上書きはしません", path)
	}
	partial := path + ".partial"
	f, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // #nosec G304 -- a path that whoever runs the command gives
	if err != nil {
		return m, 0, err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(partial)
		}
	}()
	if err := f.Chmod(0o600); err != nil { // it may be what an earlier run left
		return m, 0, err
	}
	if m, err = write(f); err != nil {
		return m, 0, err
	}
	if size, err = f.Seek(0, io.SeekCurrent); err != nil {
		return m, 0, err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return m, 0, err
	}
	if err := os.Rename(partial, path); err != nil {
		return m, 0, err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return m, 0, err
	}
	return m, size, errors.Join(dir.Sync(), dir.Close())
}

// note puts into the log that all data went out or came in, and the entry into the log's tree.
// A database of another schema than this program's has no log that this program may write to.
func (t *terminal) note(db *sqldb.DB, secret []byte, action string, m backup.Manifest) error {
	ctx := context.WithoutCancel(t.ctx)
	newest, err := sqldb.Newest(db)
	if err != nil {
		return err
	}
	if version, err := sqldb.Version(ctx, db); err != nil || version != newest {
		return err
	}
	log := audit.Log{IDs: &id.Source{}, Key: secret}
	entry := audit.By{Actor: audit.Console}.Entry(action, "database", fmt.Sprintf("at=%s rows=%d sealed=%t", m.At, m.Rows(), m.Secret != ""))
	if err := db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, entry) }); err != nil {
		return err
	}
	return (&audit.Sequencer{DB: db, Key: secret, Log: t.logger()}).Drain(t.now)
}

// readKey reads a key file; without a name there is no key.
func readKey(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s をほかの人も読めます。「chmod 600 %s」としてください", name, name)
	}
	text, err := os.ReadFile(name) // #nosec G304 -- a path that whoever runs the command gives
	if err != nil {
		return nil, err
	}
	key, err := backup.ParseKey(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: 鍵は「openssl rand -hex 32」で作る64桁の16進数です", name)
	}
	return key, nil
}

// japanTime writes a stored time for people.
func japanTime(stored string) string {
	at, err := time.Parse(time.RFC3339, stored)
	if err != nil {
		return stored
	}
	return at.In(time.FixedZone("JST", 9*60*60)).Format("2006-01-02 15:04:05")
}

// explainBackup says in Japanese what is wrong with a backup or its target, if it is that.
func explainBackup(w io.Writer, err error) bool {
	for _, says := range []struct {
		kind error
		text string
	}{
		{backup.ErrKey, "鍵が違うか、ファイルが書き換えられています。"},
		{backup.ErrNeedsKey, "暗号化されています。--key-file で鍵を指定してください。"},
		{backup.ErrNoSecret, "暗号化されていないファイルです。--key-file を付けずに実行してください。"},
		{backup.ErrDamaged, "ファイルがこわれているか、途中で切れているか、バックアップではありません。"},
		{backup.ErrTooNew, "このプログラムより新しいもので作られたバックアップです。新しいプログラムで復元してください。"},
		{backup.ErrNotEmpty, "復元先が空ではありません。--database で新しいデータベースを指定してください。"},
		{backup.ErrUnrelated, "バックアップの表が、このプログラムのものと合いません。"},
	} {
		if errors.Is(err, says.kind) {
			fmt.Fprintf(w, "%s何も変更していません。（%v）\n", says.text, err)
			return true
		}
	}
	return false
}
