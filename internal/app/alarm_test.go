package app_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// alarms are the addresses that were told of matters without an owner, sorted.
func (h *house) alarms() []string {
	h.t.Helper()
	var list []string
	err := h.db.View(h.t.Context(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.All(tx, func(r sqldb.Row) (to string, err error) { return to, r.Scan(&to) },
			`SELECT to_address FROM mail WHERE kind = $1 ORDER BY to_address`, account.OrphansKind)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// morning goes to half past six of the next day in Japan and does what is due.
func (h *house) morning() {
	h.t.Helper()
	h.now.Store(term.Of(h.db.Now()).AddDays(1).Time().Add(6*time.Hour + 30*time.Minute).UnixNano())
	if _, err := h.Tick(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

// TestMattersWithoutAnOwner: an application waits for the centre. When the centre's only officer
// leaves, the lead division is told the next morning, and every morning until somebody takes over.
func TestMattersWithoutAnOwner(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		system := audit.By{Actor: audit.System}
		if err := h.db.Update(t.Context(), account.WatchOrphans); err != nil {
			t.Fatal(err)
		}
		h.apply("川辺の会【架空】")
		h.morning()
		if got := h.alarms(); len(got) != 0 {
			t.Fatalf("with an officer at the centre, %q were told", got)
		}

		var held account.HeldPost
		var page account.HandOverPage
		err := h.db.View(t.Context(), func(tx *sqldb.Tx) error {
			list, err := h.Accounts.TenuresOf(tx, h.people["centre"])
			if err != nil {
				return err
			}
			held = list[0]
			page, err = h.Accounts.HandOver(tx, held.Post.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Matters) != 1 || page.Matters[0].Title != "川辺の会【架空】" || page.Matters[0].Owner != held.Post.ID ||
			!strings.HasPrefix(page.Matters[0].Path, "/desk/applications/") {
			t.Errorf("the hand-over page of the centre's officer has %+v", page.Matters)
		}

		if err := h.Accounts.EndTenure(t.Context(), system, held.Tenure.ID, term.Of(h.db.Now()), "異動"); err != nil {
			t.Fatal(err)
		}
		want := []string{"prefecture@example.jp"}
		for day := range 2 {
			h.morning()
			if got := h.alarms(); !slices.Equal(got, want) {
				t.Errorf("morning %d after the officer left: %q were told, want %q", day+1, got, want)
			}
			want = append(want, want[0])
		}

		if _, err := h.Accounts.Appoint(t.Context(), system, held.Post.ID, h.people["applicant"], term.Date{}, term.Date{}); err != nil {
			t.Fatal(err)
		}
		told := h.alarms()
		h.morning()
		if got := h.alarms(); !slices.Equal(got, told) {
			t.Errorf("with a new officer, %q were told", got)
		}
	})
}

// TestMattersThatNobodyMayDecide: the duty moves to a body that has no post. What waits then has
// nobody who may decide it, though no post is vacant.
func TestMattersThatNobodyMayDecide(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		if err := h.db.Update(t.Context(), account.WatchOrphans); err != nil {
			t.Fatal(err)
		}
		h.apply("川辺の会【架空】")
		rec := h.officer("prefecture").post("/admin/matrix", "/admin/matrix", url.Values{"item": {"bank"}, "kind": {"O"}, "from": {policy.Center},
			"to": {policy.Foundation}, "on": {"令和8年11月24日"}, "why": {"財団が受け付けるため"}, "step": {"apply"}, "version": {"changes-0"}})
		if rec.Code != http.StatusSeeOther {
			t.Fatalf("the change: %d\n%s", rec.Code, rec.Body)
		}
		h.morning()
		if got, want := h.alarms(), []string{"centre@example.jp", "prefecture@example.jp"}; !slices.Equal(got, want) {
			t.Errorf("%q were told, want %q", got, want)
		}
	})
}
