package bank

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Nobody approves without a link, twice, by the link of another listing, or something that nobody read.
func TestAnApprovalCannotBeForced(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		token := must(s.AskApproval(ctx, owner, lid, 1, says()))(t)
		stored := ""
		err := db.View(ctx, func(tx *sqldb.Tx) (err error) {
			stored, _, err = sqldb.One(tx, sqldb.Text, `SELECT token_hash FROM approval WHERE listing_id = $1`, lid)
			return err
		})
		if err != nil || strings.Contains(stored, token) {
			t.Fatalf("the database holds the token: %q, %v", stored, err)
		}
		for _, wrong := range []string{"", " ", stored, token[1:], token + "A", strings.ToUpper(token) + "x", lid, strings.Repeat("A", 1<<16), "' OR 1=1 --", "\x00"} {
			if _, _, err := s.ByApproval(ctx, wrong); !errors.Is(err, fault.NotFound) {
				t.Errorf("%.20q is read: %v", wrong, err)
			}
			if err := s.Decide(ctx, superior, wrong, true, "部長", "", says()); !errors.Is(err, fault.NotFound) {
				t.Errorf("%.20q approves: %v", wrong, err)
			}
		}

		// Of many at once one decides.
		var wins, late atomic.Int32
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				switch err := s.Decide(ctx, superior, token, i%2 == 0, "部長", "理由", says()); {
				case err == nil:
					wins.Add(1)
				case errors.Is(err, fault.Conflict):
					late.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if wins.Load() != 1 || late.Load() != 7 {
			t.Errorf("%d decided, %d were too late", wins.Load(), late.Load())
		}
	})
}

// What was approved stays approved while the text does, and not a letter longer.
func TestAnApprovalIsOfOneText(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		token := must(s.AskApproval(ctx, owner, lid, 1, says()))(t)
		if err := s.Decide(ctx, superior, token, true, "部長", "", says()); err != nil {
			t.Fatal(err)
		}
		last := func() (Approval, Listing) {
			t.Helper()
			return must(s.Approvals(ctx, lid))(t)[0], must(s.Listing(ctx, lid))(t)
		}
		a, l := last()
		if err := s.Save(ctx, owner, lid, l.Version, "what", l.Content, says()); err != nil {
			t.Fatal(err)
		}
		if a, l = last(); a.Decision != Approved || !a.Of(&l) {
			t.Errorf("saved without a change: %s", a.Decision)
		}
		changes := []func(c *Content){
			func(c *Content) { c.Body += "。" }, func(c *Content) { c.Quantity++ }, func(c *Content) { c.Audience = Everybody }, func(c *Content) { c.Anonymous = true },
			func(c *Content) { c.Cities = c.Cities[:1] }, func(c *Content) { c.Detail["condition"] = "new" }, func(c *Content) { c.MeritGroup += "。" }, func(c *Content) { c.Conditions.Certified = true },
		}
		for i, change := range changes {
			lid = must(s.Begin(ctx, owner, chairs(), says()))(t)
			token := must(s.AskApproval(ctx, owner, lid, 1, says()))(t)
			if err := s.Decide(ctx, superior, token, true, "部長", "", says()); err != nil {
				t.Fatal(err)
			}
			_, l := last()
			change(&l.Content)
			if err := s.Save(ctx, owner, lid, l.Version, "what", l.Content, says()); err != nil {
				t.Fatal(err)
			}
			if a, l := last(); a.Decision != Void || a.Of(&l) {
				t.Errorf("change %d: the approval is %s", i, a.Decision)
			}
		}
	})
}
