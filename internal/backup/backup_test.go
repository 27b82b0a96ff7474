package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kyodo/internal/audit"
	"kyodo/internal/backup"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// texts are values that a careless copy would change.
var texts = []string{"", " ", "'", `"`, `\`, `\u0000`, "\t\r\n", "\x01\x1f\x7f", "\u2028\u2029\ufeff\ufffd", "<&>", "𠮷野家 葛󠄀城", "null", "true", "12", "1e3", "{\"hex\":\"00\"}",
	strings.Repeat("長", 800)}

// fixture writes rows of every kind of column, and of every kind of table that others watch.
func fixture(t *testing.T, db *sqldb.DB) {
	t.Helper()
	log := audit.Log{IDs: &id.Source{}}
	outbox := &mail.Outbox{DB: db, IDs: &id.Source{}, Queue: jobs.New(db, slog.New(slog.DiscardHandler))}
	err := db.Update(t.Context(), func(tx *sqldb.Tx) error {
		for i, s := range texts {
			if _, err := tx.Exec(`INSERT INTO due (kind, subject, due_at) VALUES ($1, $2, $3)`, fmt.Sprint("text", i), s, "2999-01-01T00:00:00.000000Z"); err != nil {
				return err
			}
		}
		for i, n := range []int64{0, -1, 1 << 53, 1<<53 + 1, math.MaxInt64, math.MinInt64} {
			if _, err := tx.Exec(`INSERT INTO counter (name, n) VALUES ($1, $2)`, fmt.Sprint("number", i), n); err != nil {
				return err
			}
		}
		for i := range 5 {
			m := mail.Message{To: "a@example.jp", Kind: "test.x", Subject: "件名", Text: strings.Repeat("長", 80_000), Secret: i%2 == 0}
			if _, err := outbox.Send(tx, m); err != nil {
				return err
			}
		}
		e := audit.By{Actor: audit.System}.Entry("test.act", "organization/1", "x")
		e.Personal = map[string]string{"name": "周防 花子"}
		return log.Record(tx, e, audit.By{Actor: audit.Visitor}.Entry("test.see", "organization/2", ""))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := (&audit.Sequencer{DB: db, Log: slog.New(slog.DiscardHandler)}).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, db *sqldb.DB, key []byte) ([]byte, backup.Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := backup.Write(t.Context(), db, &b, backup.Options{Program: "test", Key: key, Secret: "the secret"})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m
}

func source(b []byte) backup.Source {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
}

var key = bytes.Repeat([]byte{7}, 32)

// targets opens an empty database of each engine.
func targets(t *testing.T) map[string]*sqldb.DB {
	return map[string]*sqldb.DB{
		"to sqlite":   dbtest.Open(t, "sqlite:"+filepath.Join(t.TempDir(), "new", "k.db")),
		"to postgres": dbtest.Open(t, dbtest.EmptyPostgres(t)),
	}
}

func TestBackupUnderLoadIsOneMomentAndComesBackOnEitherEngine(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		fixture(t, db)
		log := audit.Log{IDs: &id.Source{}}
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		var written [4]int
		for w := range 4 {
			writers.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					err := db.Update(context.WithoutCancel(ctx), func(tx *sqldb.Tx) error {
						subject := fmt.Sprintf("%d-%d", w, i)
						if _, err := tx.Exec(`INSERT INTO due (kind, subject, due_at) VALUES ('load', $1, '2999')`, subject); err != nil {
							return err
						}
						if _, err := tx.Exec(`INSERT INTO counter (name, n) VALUES ($1, $2)`, "load"+subject, i); err != nil {
							return err
						}
						return log.Record(tx, audit.By{Actor: audit.System}.Entry("test.load", subject, ""))
					})
					if err != nil {
						t.Error(err)
						return
					}
					written[w]++
				}
			})
		}
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline) && count(t, db, `SELECT count(*) FROM due WHERE kind = 'load'`) < 200; {
			time.Sleep(5 * time.Millisecond)
		}
		file, m := write(t, db, nil)
		stop()
		writers.Wait()
		rows := map[string]int64{}
		for _, table := range m.Tables {
			rows[table.Name] = table.Rows
		}
		var total int64
		for _, n := range written {
			total += int64(n)
		}
		// counter has the load's rows, six of the fixture and those of the migrations.
		load := rows["due"] - int64(len(texts))
		seeds := count(t, db, `SELECT count(*) FROM counter`) - total - 6
		if rows["audit"]-2 != load || rows["counter"]-6-seeds != load || load < 200 || load > total {
			t.Errorf("of %d transactions the backup has %d, with %d entries of the log and %d counters", total, load, rows["audit"]-2, rows["counter"]-6-seeds)
		}
		for name, target := range targets(t) {
			t.Run(name, func(t *testing.T) {
				got, _, err := backup.Restore(t.Context(), target, source(file), nil)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(m, got); d != "" {
					t.Errorf("manifest (-want +got):\n%s", d)
				}
				_, again := write(t, target, nil)
				byHand := cmpopts.IgnoreSliceElements(func(t backup.TableManifest) bool { return t.Name == "mail" }) // held, see values
				if d := cmp.Diff(m.Tables, again.Tables, byHand); d != "" {
					t.Errorf("tables (-want +got):\n%s", d)
				}
				if again.AuditHead != m.AuditHead || m.AuditHead == "" {
					t.Errorf("head of the log %q, want %q", again.AuditHead, m.AuditHead)
				}
				if err := (&audit.Sequencer{DB: target, Log: slog.New(slog.DiscardHandler)}).Drain(t.Context()); err != nil {
					t.Fatal(err)
				}
				rep, err := audit.Verify(t.Context(), target, nil, []byte(m.AuditHead))
				if err != nil || rep.Bad != nil || rep.Entries != rows["audit"] || rep.Anchors != 1 {
					t.Errorf("the log: %+v, %v; want %d entries", rep, err, rows["audit"])
				}
				values(t, target)
				if err := target.Update(t.Context(), func(tx *sqldb.Tx) error {
					_, err := tx.Exec(`UPDATE audit SET detail = 'x'`)
					return err
				}); err == nil {
					t.Error("the restored log can be changed")
				}
			})
		}
	})
}

// values sees that every value of fixture came through exactly.
func values(t *testing.T, db *sqldb.DB) {
	t.Helper()
	err := db.View(t.Context(), func(tx *sqldb.Tx) error {
		for i, want := range texts {
			got, ok, err := sqldb.One(tx, sqldb.Text, `SELECT subject FROM due WHERE kind = $1`, fmt.Sprint("text", i))
			if err != nil || !ok || got != want {
				t.Errorf("text %.40q came back as %.40q, %v, %v", want, got, ok, err)
			}
		}
		for i, want := range []int64{0, -1, 1 << 53, 1<<53 + 1, math.MaxInt64, math.MinInt64} {
			got, ok, err := sqldb.One(tx, sqldb.Int, `SELECT n FROM counter WHERE name = $1`, fmt.Sprint("number", i))
			if err != nil || !ok || got != want {
				t.Errorf("%d came back as %d, %v, %v", want, got, ok, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `SELECT count(*) FROM mail WHERE secret AND state = 'dropped' AND body = ''`); n != 3 {
		t.Errorf("%d secret mails are dropped, want 3", n)
	}
	if n := count(t, db, `SELECT count(*) FROM mail WHERE NOT secret AND state = 'held' AND length(body) = 80000`); n != 2 {
		t.Errorf("%d mails are held, want 2", n)
	}
}

func count(t *testing.T, db *sqldb.DB, query string) (n int64) {
	t.Helper()
	err := db.View(t.Context(), func(tx *sqldb.Tx) (err error) { n, _, err = sqldb.One(tx, sqldb.Int, query); return err })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAFlippedByteAnywhereIsFound(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	fixture(t, db)
	for name, key := range map[string][]byte{"open": nil, "sealed": key} {
		t.Run(name, func(t *testing.T) {
			file, m := write(t, db, key)
			if got, err := backup.Check(t.Context(), bytes.NewReader(file), key); err != nil || cmp.Diff(m, got) != "" {
				t.Fatalf("the file as it is: %v\n%s", err, cmp.Diff(m, got))
			}
			if sealed := !bytes.Contains(file, []byte("about.json")); sealed != (key != nil) {
				t.Errorf("sealed: %v", sealed)
			}
			random := rand.New(rand.NewPCG(1, uint64(len(key))))
			at := []int{0, 1, len(file) - 1, len(file) - 1024, len(file) - 1025, len(file) - 2048, len(file) - 2049, 148, 154, 155, 257, 511, 512}
			for len(at) < 400 {
				at = append(at, random.IntN(len(file)))
			}
			for _, i := range at {
				broken := bytes.Clone(file)
				broken[i] ^= 1 << random.IntN(8)
				if _, err := backup.Check(t.Context(), bytes.NewReader(broken), key); !refuses(err) {
					t.Errorf("byte %d of %d: %v", i, len(file), err)
				}
			}
			for range 100 {
				n := random.IntN(len(file))
				if _, err := backup.Check(t.Context(), bytes.NewReader(file[:n]), key); !refuses(err) {
					t.Errorf("cut at %d of %d: %v", n, len(file), err)
				}
			}
			if _, err := backup.Check(t.Context(), bytes.NewReader(append(bytes.Clone(file), 0)), key); !refuses(err) {
				t.Errorf("one byte more: %v", err)
			}
		})
	}
}

func refuses(err error) bool {
	return errors.Is(err, backup.ErrDamaged) || errors.Is(err, backup.ErrKey) || errors.Is(err, backup.ErrNoSecret)
}

func TestRefusalsChangeNothing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		fixture(t, db)
		open, _ := write(t, db, nil)
		sealed, _ := write(t, db, key)
		if bytes.Contains(open, []byte("the secret")) {
			t.Error("the secret lies in the open")
		}
		broken := bytes.Clone(sealed)
		broken[len(broken)/2] ^= 1
		other := bytes.Repeat([]byte{8}, 32)
		for name, target := range targets(t) {
			for what, tt := range map[string]struct {
				file, key []byte
				want      error
			}{
				"wrong key":            {sealed, other, backup.ErrKey},
				"no key":               {sealed, nil, backup.ErrNeedsKey},
				"a key for an open":    {open, key, backup.ErrNoSecret},
				"damaged":              {broken, key, backup.ErrKey},
				"cut":                  {open[:len(open)-100], nil, backup.ErrDamaged},
				"nothing":              {nil, nil, backup.ErrDamaged},
				"something else":       {bytes.Repeat([]byte("abc\n"), 5000), nil, backup.ErrDamaged},
				"sealed, cut anywhere": {sealed[:len(sealed)/3], key, backup.ErrKey},
			} {
				if _, _, err := backup.Restore(t.Context(), target, source(tt.file), tt.key); !errors.Is(err, tt.want) {
					t.Errorf("%s, %s: %v, want %v", name, what, err, tt.want)
				}
				if v, err := sqldb.Version(t.Context(), target); err != nil || v != 0 {
					t.Errorf("%s, %s: the target has schema %d, %v", name, what, v, err)
				}
			}
			if m, _, err := backup.Restore(t.Context(), target, source(sealed), key); err != nil || m.Secret != "the secret" {
				t.Fatalf("%s: %v, secret %q", name, err, m.Secret)
			}
			_, before := write(t, target, nil)
			if _, _, err := backup.Restore(t.Context(), target, source(sealed), key); !errors.Is(err, backup.ErrNotEmpty) {
				t.Errorf("%s: a second restore: %v", name, err)
			}
			if _, after := write(t, target, nil); cmp.Diff(before.Tables, after.Tables) != "" {
				t.Errorf("%s: the refused restore changed the database", name)
			}
		}
	})
}

// TestOneRowMakesADatabaseNotEmpty: a database that was only migrated is empty, though migrations
// put rows in; one row more, or one of those rows changed, and it is not.
func TestOneRowMakesADatabaseNotEmpty(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		file, _ := write(t, db, nil)
		for _, change := range []string{`INSERT INTO due (kind, subject, due_at) VALUES ('a', 'b', '2999')`, `UPDATE counter SET n = n + 1 WHERE name = 'change'`} {
			if err := db.Update(t.Context(), func(tx *sqldb.Tx) error { _, err := tx.Exec(change); return err }); err != nil {
				t.Fatal(err)
			}
			if _, _, err := backup.Restore(t.Context(), db, source(file), nil); !errors.Is(err, backup.ErrNotEmpty) {
				t.Errorf("after %s: %v", change, err)
			}
			if err := db.Update(t.Context(), func(tx *sqldb.Tx) error {
				_, err := tx.Exec(`DELETE FROM due`)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Update(t.Context(), func(tx *sqldb.Tx) error { _, err := tx.Exec(`UPDATE counter SET n = 0`); return err }); err != nil {
			t.Fatal(err)
		}
		if _, _, err := backup.Restore(t.Context(), db, source(file), nil); err != nil {
			t.Errorf("into a database that was only migrated: %v", err)
		}
	})
}

func TestABackupOfAnOlderSchemaComesBackInThePresentOne(t *testing.T) {
	for _, dsn := range []string{"sqlite:" + filepath.Join(t.TempDir(), "k.db"), dbtest.EmptyPostgres(t)} {
		old := dbtest.Open(t, dsn)
		newest, err := sqldb.Newest(old)
		if err != nil {
			t.Fatal(err)
		}
		if err := sqldb.MigrateTo(t.Context(), old, 8); err != nil {
			t.Fatal(err)
		}
		if err := old.Update(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`INSERT INTO due (kind, subject, due_at) VALUES ('old', 'x', '2999')`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		file, m := write(t, old, nil)
		if m.Schema != 8 {
			t.Fatalf("schema %d, want 8", m.Schema)
		}
		for name, target := range targets(t) {
			if _, _, err := backup.Restore(t.Context(), target, source(file), nil); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if v, err := sqldb.Version(t.Context(), target); err != nil || v != newest {
				t.Errorf("%s: schema %d, %v; want %d", name, v, err, newest)
			}
			if n := count(t, target, `SELECT count(*) FROM due WHERE kind = 'old'`); n != 1 {
				t.Errorf("%s: %d rows, want 1", name, n)
			}
		}
	}
}

func TestParseKey(t *testing.T) {
	if k, err := backup.ParseKey(strings.Repeat("0f", 32) + "\n"); err != nil || len(k) != 32 {
		t.Errorf("%x, %v", k, err)
	}
	for _, bad := range []string{"", "0f", strings.Repeat("0f", 33), strings.Repeat("xx", 32)} {
		if _, err := backup.ParseKey(bad); err == nil {
			t.Errorf("%q is a key", bad)
		}
	}
}
