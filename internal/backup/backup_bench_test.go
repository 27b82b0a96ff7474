package backup_test

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kyodo/internal/backup"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

const benchRows = 200_000

// BenchmarkBackup says how fast rows of 200 bytes go out and come in, and how long one write takes
// beside a backup, against one without.
func BenchmarkBackup(b *testing.B) {
	for engine, dsn := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		b.Run(engine, func(b *testing.B) {
			db := dbtest.Open(b, dsn(b))
			table := sqldb.Table{Name: "due"}
			columns := []sqldb.Column{{Name: "kind", Kind: "text"}, {Name: "subject", Kind: "text"}, {Name: "due_at", Kind: "text"}}
			for from := 0; from < benchRows; from += 2000 {
				var rows [][]any
				for i := range 2000 {
					rows = append(rows, []any{"bench", fmt.Sprintf("%08d %0150d", from+i, i*i), "2999-01-01T00:00:00.000000Z"})
				}
				if err := db.Update(b.Context(), func(tx *sqldb.Tx) error { return sqldb.InsertRows(tx, table, columns, rows) }); err != nil {
					b.Fatal(err)
				}
			}
			alone := writes(b, db, func() bool { return false })
			for b.Loop() {
				var file bytes.Buffer
				begin := time.Now()
				done := make(chan error, 1)
				go func() {
					_, err := backup.Write(b.Context(), db, &file, backup.Options{Key: key})
					done <- err
				}()
				beside := writes(b, db, func() bool { return len(done) == 1 })
				if err := <-done; err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(benchRows/time.Since(begin).Seconds(), "rows-out/s")
				b.ReportMetric(float64(file.Len())/benchRows, "bytes/row")
				b.ReportMetric(float64(alone.Microseconds()), "µs-write-p95")
				b.ReportMetric(float64(beside.Microseconds()), "µs-write-p95-beside")
				begin = time.Now()
				if _, err := backup.Check(b.Context(), bytes.NewReader(file.Bytes()), key); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(benchRows/time.Since(begin).Seconds(), "rows-checked/s")
				begin = time.Now()
				target := dbtest.Open(b, "sqlite:"+filepath.Join(b.TempDir(), "t.db"))
				if engine == "postgres" {
					target = dbtest.Open(b, dbtest.EmptyPostgres(b))
				}
				source := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file.Bytes())), nil }
				if _, _, err := backup.Restore(b.Context(), target, source, key); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(benchRows/time.Since(begin).Seconds(), "rows-in/s")
			}
		})
	}
}

// writes writes a row every 5 ms until done, at most 400 times, and returns the 95th percentile.
func writes(b *testing.B, db *sqldb.DB, done func() bool) time.Duration {
	var took []time.Duration
	for range 400 {
		begin := time.Now()
		if err := db.Update(b.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE counter SET n = n + 1 WHERE name = 'change'`)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
		time.Sleep(5 * time.Millisecond)
		if done() {
			break
		}
	}
	slices.Sort(took)
	return took[len(took)*95/100]
}
