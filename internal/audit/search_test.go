package audit_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestSearchFindsWhatAReaderWouldPick compares every query with a plain look at every entry.
func TestSearchFindsWhatAReaderWouldPick(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		c := &clock{dbtest.Now()}
		db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		w := newWorld(db)
		entries := sample(350)
		for i := range entries {
			if i%13 == 0 {
				entries[i].Action = audit.DataExport
			}
			if i%17 == 0 {
				entries[i].Actor = audit.Import
			}
		}
		start := c.now
		for part := range slices.Chunk(entries, 10) {
			w.record(t, part...)
			c.now = c.now.Add(time.Minute)
		}
		all := find(t, w, audit.Query{})
		if len(all) != len(entries) || !slices.IsSortedFunc(all, func(a, b audit.Found) int { return cmp.Compare(b.At.UnixMicro(), a.At.UnixMicro()) }) {
			t.Fatalf("%d entries found, want %d, the newest first", len(all), len(entries))
		}
		for _, f := range all[:20] {
			if (f.Action == audit.DataRead) != (f.Personal["name"] == "【架空】山田") && f.Action != audit.DataExport {
				t.Errorf("personal values of %s: %v", f.Action, f.Personal)
			}
		}
		for _, q := range []audit.Query{
			{Subject: "p3", Action: audit.DataRead}, {Subject: "p3"}, {Object: "o7"}, {Actor: "p2"}, {Actor: "p2", Action: audit.DataRead},
			{Action: audit.DataExport}, {Action: "data."}, {Action: "nothing."}, {Actor: audit.Import, Action: "organization."},
			{From: start.Add(5 * time.Minute), To: start.Add(9 * time.Minute)}, {Actor: "p2", From: start.Add(20 * time.Minute)},
			{Subject: "p3", Object: "o3", Actor: "p3"}, {Action: "data.", Limit: 7}, {Object: "o7", Limit: 2}, {Limit: 33},
		} {
			var want []string
			for _, f := range all {
				if (q.Subject == "" || q.Subject == f.Subject) && (q.Object == "" || q.Object == f.Object) && (q.Actor == "" || q.Actor == f.Actor) &&
					(f.Action == q.Action || q.Action == "" || strings.HasSuffix(q.Action, ".") && strings.HasPrefix(f.Action, q.Action)) &&
					!f.At.Before(q.From) && (q.To.IsZero() || f.At.Before(q.To)) {
					want = append(want, f.ID)
				}
			}
			var got []string
			for _, f := range find(t, w, q) {
				got = append(got, f.ID)
			}
			if d := gocmp.Diff(want, got); d != "" {
				t.Errorf("%+v (-want +got):\n%s", q, d)
			}
		}
		if err := db.View(t.Context(), func(tx *sqldb.Tx) error {
			_, err := audit.Search(tx, audit.Query{After: "nonsense"})
			return err
		}); !errors.Is(err, fault.Invalid) {
			t.Errorf("a cursor that is none: %v", err)
		}
	})
}

// find follows a query to its last page.
func find(t *testing.T, w *world, q audit.Query) (all []audit.Found) {
	t.Helper()
	limit := cmp.Or(q.Limit, 100)
	for {
		var page audit.Page
		w.view(t, func(tx *sqldb.Tx) (err error) { page, err = audit.Search(tx, q); return err })
		if len(page.Entries) > limit || page.Next != "" && len(page.Entries) != limit {
			t.Fatalf("%+v: a page of %d entries", q, len(page.Entries))
		}
		all = append(all, page.Entries...)
		if page.Next == "" {
			return all
		}
		q.After = page.Next
	}
}
