package member_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestWhoAloneManagesHandsOverFirst: the only owner of a body is tied to it until somebody else owns
// it too, or it is dissolved; whoever owns nothing is not.
func TestWhoAloneManagesHandsOverFirst(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		ties := func(p account.PersonID) (list []account.Tie) {
			t.Helper()
			if err := db.View(ctx, func(tx *sqldb.Tx) (err error) { list, err = h.Ties(tx, p); return err }); err != nil {
				t.Fatal(err)
			}
			return list
		}
		claim := func(p account.PersonID) {
			t.Helper()
			id, err := h.MakeClaim(ctx, by(p), h.npo, "理事長", "officer", says)
			if err == nil {
				err = h.Decide(ctx, by(h.officer), id, 1, true, "", says)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if got := ties(h.applicant); got != nil {
			t.Errorf("before owning anything: %v", got)
		}
		claim(h.applicant)
		want := []account.Tie{{Title: "特定非営利活動法人ほたるの会【架空】", Path: "/my/orgs/" + string(h.npo) + "/succession"}}
		if d := cmp.Diff(want, ties(h.applicant)); d != "" {
			t.Errorf("alone (-want +got):\n%s", d)
		}
		claim(h.stranger)
		if got := append(ties(h.applicant), ties(h.stranger)...); got != nil {
			t.Errorf("of two owners each is tied: %v", got)
		}
		if err := h.People.Suspend(ctx, by(h.officer), h.stranger, "試験"); err != nil {
			t.Fatal(err)
		}
		if len(ties(h.applicant)) != 1 {
			t.Error("somebody suspended counts as an owner")
		}
		if err := db.Update(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE organization SET status = 'dissolved' WHERE id = $1`, string(h.npo))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if got := ties(h.applicant); got != nil {
			t.Errorf("of a body that is dissolved: %v", got)
		}
	})
}
