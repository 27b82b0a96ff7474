package audit_test

import (
	"fmt"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// million is how many entries the benchmark verifies and searches.
const million = 1_000_000

// BenchmarkMillion verifies a log of a million entries, every tenth with personal values, reads the
// same rows plainly in the same run, and searches.
func BenchmarkMillion(b *testing.B) {
	for name, dsn := range map[string]func(testing.TB) string{"sqlite": dbtest.SQLite, "postgres": dbtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(dbtest.Open(b, dsn(b)))
			start := time.Now()
			for part := range million / 1000 {
				entries := make([]audit.Entry, 1000)
				for i := range entries {
					n := 1000*part + i
					by := audit.By{Actor: audit.Actor(fmt.Sprintf("person%010d", n%300)), Post: "post000000000001", Session: "session000000001",
						Request: fmt.Sprintf("request%09d", n)}
					entries[i] = by.Entry("organization.update", fmt.Sprintf("org%013d", n%20000), "fields=name,address")
					if n%10 == 0 {
						entries[i].Action, entries[i].Subject = audit.DataRead, fmt.Sprintf("person%010d", n%5000)
						entries[i].Personal = map[string]string{"address": "架空町1番地"}
					}
				}
				entries[0].Action = "rare.action"
				w.record(b, entries...)
			}
			recorded := time.Since(start)
			start = time.Now()
			w.drain(b)
			drained := time.Since(start)
			if w.db.Engine() == sqldb.Postgres {
				w.exec(b, `ANALYZE`)
			}
			b.Run("verify", func(b *testing.B) {
				var plain, verify time.Duration
				for b.Loop() {
					start := time.Now()
					read(b, w)
					plain += time.Since(start)
					start = time.Now()
					if rep := w.green(b, ""); rep.Entries != million || rep.Personal != million/10 {
						b.Fatalf("report %+v", rep)
					}
					verify += time.Since(start)
				}
				b.ReportMetric(million/recorded.Seconds(), "recorded/s")
				b.ReportMetric(million/drained.Seconds(), "sequenced/s")
				b.ReportMetric(plain.Seconds()/float64(b.N), "s/read")
				b.ReportMetric(verify.Seconds()/float64(b.N), "s/verify")
				b.ReportMetric(verify.Seconds()/plain.Seconds(), "verify/read")
			})
			for name, q := range map[string]audit.Query{
				"subject": {Subject: "person0000000010", Action: audit.DataRead}, "object": {Object: "org0000000000007"},
				"actor": {Actor: "person0000000007"}, "actor+rare": {Actor: "person0000000100", Action: "rare."}, "rare": {Action: "rare."},
				"data": {Action: "data."}, "all": {}, "none": {Subject: "nobody", Action: audit.DataRead},
			} {
				b.Run("search/"+name, func(b *testing.B) {
					for b.Loop() {
						w.view(b, func(tx *sqldb.Tx) error { _, err := audit.Search(tx, q); return err })
					}
				})
			}
		})
	}
}

// read reads the rows that Verify reads, and does nothing with them.
func read(b *testing.B, w *world) {
	b.Helper()
	w.view(b, func(tx *sqldb.Tx) error {
		n := 0
		err := sqldb.Each(tx, `SELECT l.seq, l.seal, a.id, a.at, a.actor, a.post, a.session, a.request, a.behalf, a.action, a.object, a.subject,
			a.result, a.reason, a.detail, a.personal, a.mac FROM audit_leaf l JOIN audit a ON a.id = l.entry_id ORDER BY l.seq`, nil,
			func(r sqldb.Row) error {
				var seq int64
				var s [16]string
				n++
				return r.Scan(&seq, &s[0], &s[1], &s[2], &s[3], &s[4], &s[5], &s[6], &s[7], &s[8], &s[9], &s[10], &s[11], &s[12], &s[13], &s[14], &s[15])
			})
		if n != million {
			b.Fatalf("%d rows read", n)
		}
		return err
	})
}
