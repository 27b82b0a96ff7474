package app_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/desk"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestConsultationsFollowAUnion: what an organization asked the centre, closed or not, is found under the
// record that stays, and goes back with the undo, but for what was asked meanwhile.
func TestConsultationsFollowAUnion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by := t.Context(), audit.By{Actor: audit.System}
		keep := h.enter(codes.Group, "残る会【架空】", "keep@example.jp", "GRP_OWNER")
		gone := h.enter(codes.Group, "まとまる会【架空】", "gone@example.jp", "GRP_OWNER")
		says := &desk.Says{Long: func(int) string { return "long" }}
		log := func(org register.ID) string {
			t.Helper()
			nid, err := h.Desk.Log(ctx, by, desk.Note{Body: "center", On: term.Of(dbtest.Now()), Channel: "phone", Category: "company", Content: "机を借りたい", Organization: org}, says)
			if err != nil {
				t.Fatal(err)
			}
			return nid
		}
		of := func(org register.ID) (ids []string) {
			t.Helper()
			list, _, err := h.Desk.Notes(ctx, desk.NoteFilter{Books: []string{"center"}, Organization: org})
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range list {
				ids = append(ids, n.ID)
			}
			slices.Sort(ids)
			return ids
		}
		own, open, closed := log(keep), log(gone), log(gone)
		if err := h.Desk.CloseNote(ctx, by, closed, 1); err != nil {
			t.Fatal(err)
		}
		for range 2 { // once more after the undo
			u, err := h.Register.Unite(ctx, by, keep, gone, "同じ団体")
			if err != nil {
				t.Fatal(err)
			}
			since := log(keep)
			if diff := cmp.Diff([2][]string{{own, open, closed, since}, nil}, [2][]string{of(keep), of(gone)}); diff != "" {
				t.Errorf("united (-want +got):\n%s", diff)
			}
			if _, err := h.Register.UndoUnion(ctx, by, u.ID); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([2][]string{{own, since}, {open, closed}}, [2][]string{of(keep), of(gone)}); diff != "" {
				t.Errorf("parted (-want +got):\n%s", diff)
			}
			if err := h.db.Update(ctx, func(tx *sqldb.Tx) error {
				_, err := tx.Exec(`DELETE FROM consultation WHERE id = $1`, since)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestDealingsFollowAUnion merges two groups and two companies in the midst of what they agreed: what
// was asked and agreed belongs to the records that stay, and goes back when the unions are undone.
func TestDealingsFollowAUnion(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by := t.Context(), audit.By{Actor: audit.System}
		type pair struct{ keep, gone register.ID }
		var groups, companies pair
		groups.keep = h.enter(codes.Group, "残る会【架空】", "keep@example.jp", "GRP_OWNER")
		groups.gone = h.enter(codes.Group, "まとまる会【架空】", "gone@example.jp", "GRP_OWNER")
		companies.keep = h.enter(codes.Company, "残る会社【架空】", "firm@example.jp", "CO_OWNER")
		companies.gone = h.enter(codes.Company, "まとまる会社【架空】", "firm2@example.jp", "CO_OWNER")
		chairs := h.offer(companies.gone, few)
		both := h.offer(companies.keep, few)
		agreed := h.ask(groups.gone, chairs, 2)
		if _, err := h.Inquiries.Accept(ctx, by, agreed, 1, 2, inquirySays()); err != nil {
			t.Fatal(err)
		}
		h.ask(groups.keep, both, 1) // both groups ask about one offer: the second stays where it is
		twice := h.ask(groups.gone, both, 1)
		now := func() (is [5]register.ID) {
			t.Helper()
			q, err := h.Inquiries.ByID(ctx, agreed)
			if err != nil {
				t.Fatal(err)
			}
			c, err := h.Collaborations.OfInquiry(ctx, agreed)
			if err != nil {
				t.Fatal(err)
			}
			x, err := h.Inquiries.ByID(ctx, twice)
			if err != nil {
				t.Fatal(err)
			}
			return [5]register.ID{q.Asker, q.Owner, c.Receiver, c.Giver, x.Asker}
		}
		before := now()
		var undo []string
		for _, p := range []pair{groups, companies} {
			u, err := h.Register.Unite(ctx, by, p.keep, p.gone, "同じ団体")
			if err != nil {
				t.Fatal(err)
			}
			undo = append(undo, u.ID)
		}
		want := [5]register.ID{groups.keep, companies.keep, groups.keep, companies.keep, groups.gone}
		if diff := cmp.Diff(want, now()); diff != "" {
			t.Errorf("united (-want +got):\n%s", diff)
		}
		since := h.ask(groups.keep, chairs, 1)
		for _, id := range undo {
			if _, err := h.Register.UndoUnion(ctx, by, id); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(before, now()); diff != "" {
			t.Errorf("parted (-want +got):\n%s", diff)
		}
		q, err := h.Inquiries.ByID(ctx, since)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(pair{groups.keep, companies.gone}, pair{q.Asker, q.Owner}, cmp.AllowUnexported(pair{})); diff != "" {
			t.Errorf("asked meanwhile (-want +got):\n%s", diff)
		}
	})
}
