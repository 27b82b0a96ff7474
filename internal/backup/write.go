package backup

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Options of Write.
type Options struct {
	Program string // version of the program
	Key     []byte // of ParseKey; nil leaves the file in the open
	// Secret is the installation's secret. It goes along in a sealed file alone, because without it
	// nobody can verify the restored log.
	Secret string
}

// Write writes a backup of db to w: one snapshot, while others go on writing.
func Write(ctx context.Context, db *sqldb.DB, w io.Writer, opt Options) (m Manifest, err error) {
	defer fault.Wrap(&err, "backup.Write")
	out := w
	var seal *sealer
	if opt.Key != nil {
		if seal, err = newSealer(w, opt.Key); err != nil {
			return m, err
		}
		out = seal
	}
	sum := sha256.New()
	a := &archive{out: io.MultiWriter(out, sum), now: db.Now()}
	err = db.View(ctx, func(tx *sqldb.Tx) error {
		m, err = a.fill(tx, db.Engine(), opt)
		return err
	})
	if err != nil {
		return m, err
	}
	if _, err := out.Write(tail(sum)); err != nil {
		return m, err
	}
	if seal != nil {
		err = seal.Close()
	}
	return m, err
}

// archive writes the entries of the tar.
type archive struct {
	out io.Writer
	now time.Time
}

// fill writes everything but the tail.
func (a *archive) fill(tx *sqldb.Tx, engine sqldb.Engine, opt Options) (m Manifest, err error) {
	m = Manifest{Format: format, Program: opt.Program, Engine: engine, At: sqldb.Stamp(tx.Now)}
	if opt.Key != nil {
		m.Secret = opt.Secret
	}
	if m.Schema, err = sqldb.VersionIn(tx); err != nil {
		return m, err
	}
	if m.AuditHead, err = audit.Head(tx); err != nil {
		return m, err
	}
	tables, err := sqldb.Tables(tx)
	if err != nil {
		return m, err
	}
	for _, t := range tables {
		m.Tables = append(m.Tables, TableManifest{Name: t.Name, Columns: t.Columns})
	}
	if err := a.document(aboutName, m); err != nil {
		return m, err
	}
	for i, t := range tables {
		if err := a.table(tx, t, &m.Tables[i]); err != nil {
			return m, fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return m, a.document(manifestName, m)
}

func (a *archive) document(name string, v any) error {
	text, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		return err
	}
	return a.entry(name, append(text, '\n'))
}

// entry writes one file of the tar. There is no tar.Writer over all of them, because the tail is
// made by hand.
func (a *archive) entry(name string, content []byte) error {
	block, err := entry(name, content, a.now)
	if err != nil {
		return err
	}
	_, err = a.out.Write(block)
	return err
}

func entry(name string, content []byte, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o600, ModTime: at.UTC().Truncate(time.Second), Format: tar.FormatUSTAR}); err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err := w.Flush() // pads the entry; Close would end the tar
	return b.Bytes(), err
}

// tail is the end of the tar: the sum of all before it, and the tar's own end. It follows from the
// sum to the last byte.
func tail(sum hash.Hash) []byte {
	block, err := entry(sumName, []byte(hex.EncodeToString(sum.Sum(nil))+"\n"), time.Unix(0, 0))
	if err != nil {
		panic(err) // a fixed name, size and time are always written
	}
	return append(block, make([]byte, 1024)...)
}

// tailSize is the length of every tail.
const tailSize = 512 + 512 + 1024

// table writes the rows of a table in parts.
func (a *archive) table(tx *sqldb.Tx, t sqldb.Table, m *TableManifest) error {
	sum := sha256.New()
	var packed bytes.Buffer
	pack, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return err
	}
	part, plain := 0, 0
	flush := func() error {
		if err := pack.Close(); err != nil {
			return err
		}
		part++
		if err := a.entry(fmt.Sprintf(partFormat, t.Name, part), packed.Bytes()); err != nil {
			return err
		}
		packed.Reset()
		pack.Reset(&packed)
		plain = 0
		return nil
	}
	var line []byte
	err = sqldb.EachRow(tx, t, func(values []any) (err error) {
		if line, err = appendRow(line[:0], values); err != nil {
			return err
		}
		if len(line) > maxRow {
			return fmt.Errorf("a row of %d bytes", len(line))
		}
		sum.Write(line)
		m.Rows++
		plain += len(line)
		if _, err := pack.Write(line); err != nil {
			return err
		}
		if packed.Len() >= maxPart || plain >= maxFile/2 {
			return flush()
		}
		return nil
	})
	if err != nil {
		return err
	}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return flush()
}
