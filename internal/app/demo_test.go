package app_test

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/app"
	"kyodo/internal/candidate"
	"kyodo/internal/codes"
	"kyodo/internal/demo"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// story builds the demo on db as the command does.
func story(t *testing.T, db *sqldb.DB) *app.App {
	t.Helper()
	ctx := context.Background()
	base := sure(url.Parse("http://localhost:8080"))(t)
	a, err := app.New(db, app.Options{Demo: true, BaseURL: base, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	empty, err := a.Register.Empty(ctx)
	if err == nil && empty {
		err = demo.Fill(ctx, a.Register, 320, 2008, term.Of(db.Now()), nil)
	}
	for _, f := range []func(context.Context) error{a.Load, a.Seats, a.Story} {
		if err == nil {
			err = f(ctx)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// at opens a database on which it is ten in the morning of a day.
func at(t *testing.T, dsn, day string) *sqldb.DB {
	t.Helper()
	date, err := term.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	now := date.Time().Add(10 * time.Hour)
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{Now: func() time.Time { return now }, MaxConns: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// table reads the rows of a query as lines of text.
func table(t *testing.T, db *sqldb.DB, query string) (lines []string) {
	t.Helper()
	err := db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		lines, err = sqldb.All(tx, sqldb.Text, query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// counts counts the lines.
func counts(lines []string) map[string]int {
	by := map[string]int{}
	for _, l := range lines {
		by[l]++
	}
	return by
}

// atLeast compares counts with the least that a newcomer must find.
func atLeast(t *testing.T, what string, have map[string]int, want map[string]int) {
	t.Helper()
	for key, n := range want {
		if have[key] < n {
			t.Errorf("%s %s: %d, want %d (of %v)", what, key, have[key], n, have)
		}
	}
}

// what is one day's demo as text, without ids.
func told(t *testing.T, db *sqldb.DB) []string {
	return table(t, db, `SELECT l.direction || ' ' || l.kind || ' ' || l.title || ' ' || l.state || ' ' || o.name || ' ' || l.published_at || ' ' || l.audience
		FROM listing l JOIN organization o ON o.id = l.organization_id ORDER BY l.title, l.direction`)
}

// TestTheStoryOfTheBank: every kind of support, every state of listings, inquiries and
// collaborations, on whatever day the demo begins.
func TestTheStoryOfTheBank(t *testing.T) {
	for _, day := range []string{"2026-11-23", "2027-01-05", "2027-05-10", "2028-02-29"} {
		t.Run(day, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				db := at(t, dsn, day)
				story(t, db)
				if n := len(told(t, db)); n < 60 {
					t.Errorf("%d listings", n)
				}
				kinds := counts(table(t, db, `SELECT kind FROM listing WHERE state = 'open'`))
				for _, k := range codes.Supports("") {
					atLeast(t, "kind", kinds, map[string]int{string(k): 1})
				}
				atLeast(t, "listings", counts(table(t, db, `SELECT state FROM listing`)), map[string]int{"open": 48, "paused": 1, "expired": 2,
					"withdrawn": 2, "done": 1, "checking": 2, "returned": 1, "draft": 1, "approving": 1})
				atLeast(t, "audience", counts(table(t, db, `SELECT audience FROM listing WHERE state = 'open'`)), map[string]int{"public": 20, "registered": 10, "center": 1})
				atLeast(t, "choosing", counts(table(t, db, `SELECT choosing FROM listing`)), map[string]int{"first": 5, "center": 3, "selection": 5, "talk": 10, "lottery": 1})
				atLeast(t, "inquiries", counts(table(t, db, `SELECT state FROM inquiry`)), map[string]int{"sent": 5, "read": 4, "talking": 4, "waiting": 2,
					"accepted": 20, "declined": 2, "withdrawn": 1, "silent": 1})
				atLeast(t, "who owes", counts(table(t, db, `SELECT owes FROM inquiry WHERE state IN ('sent', 'read', 'talking')`)),
					map[string]int{"owner": 8, "asker": 1, "center": 2})
				atLeast(t, "reservations", counts(table(t, db, `SELECT state FROM reservation`)), map[string]int{"held": 1, "waiting": 1, "confirmed": 20, "released": 1})
				atLeast(t, "collaborations", counts(table(t, db, `SELECT stage || ' ' || outcome FROM collaboration`)),
					map[string]int{"S6 ": 8, "S7 ": 2, "S8 ": 1, "S9 ": 1, "S9 done": 5, "S6 ended": 1})
				atLeast(t, "channels", counts(table(t, db, `SELECT channel FROM listing UNION ALL SELECT channel FROM inquiry`)), map[string]int{"phone": 2, "visit": 1})
				atLeast(t, "draws", counts(table(t, db, `SELECT CASE WHEN closed_at = '' THEN 'open' ELSE 'drawn' END FROM draw`)), map[string]int{"open": 1, "drawn": 1})
				atLeast(t, "searches", counts(table(t, db, `SELECT rhythm FROM alert`)), map[string]int{"daily": 3, "weekly": 1})
				atLeast(t, "mails", counts(table(t, db, `SELECT kind FROM mail`)), map[string]int{"alert.new": 2, "inquiry.new": 3, "inquiry.remind": 1, "collaboration.done": 1})
				for _, name := range table(t, db, `SELECT name FROM organization`) {
					if !strings.Contains(name, register.InventedMark) {
						t.Errorf("%q is not marked as invented", name)
					}
				}
				for _, late := range table(t, db, `SELECT id || ' ' || at FROM listing_event WHERE at > '`+sqldb.Stamp(db.Now())+`'`) {
					t.Errorf("%s has not happened yet", late)
				}
			})
		})
	}
}

// TestTheStoryHasCandidates: a coordinator finds several candidates that differ, and what would bring more.
func TestTheStoryHasCandidates(t *testing.T) {
	for _, day := range []string{"2026-11-23", "2027-05-10"} {
		t.Run(day, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				db := at(t, dsn, day)
				a := story(t, db)
				offers := table(t, db, `SELECT id FROM listing WHERE title = 'ノートパソコン12台（抽選）'`)
				if len(offers) != 1 {
					t.Fatalf("%d offers of that title", len(offers))
				}
				r, err := a.Candidates.For(t.Context(), offers[0], candidate.Options{Reader: candidate.Center, Changes: true})
				if err != nil {
					t.Fatal(err)
				}
				scores, verdicts := map[int]bool{}, map[string]bool{}
				for _, c := range r.Candidates {
					scores[c.Score] = true
					for _, k := range c.Criteria {
						verdicts[string(k.Name)+" "+string(k.Verdict)] = true
					}
				}
				if n := len(r.Candidates); n < 4 || n > 8 || len(scores) < 3 || len(r.Changes) == 0 || len(r.Questions) == 0 ||
					!verdicts["fields meets"] || !verdicts["fields fails"] || !verdicts["quantity meets"] || !verdicts["quantity unknown"] {
					t.Errorf("%d candidates, scores %v, changes %+v, verdicts %v", n, scores, r.Changes, verdicts)
				}
			})
		})
	}
}

// TestTheStoryIsToldOnce: a demo that starts again adds nothing, and the same day tells the same.
func TestTheStoryIsToldOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		story(t, db)
		first := told(t, db)
		story(t, db)
		if d := cmp.Diff(first, told(t, db)); d != "" {
			t.Errorf("a second start (-want +got):\n%s", d)
		}
	})
}
