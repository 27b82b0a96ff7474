package bank

import (
	"errors"
	"sync"
	"testing"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Who makes an offer smaller while somebody takes of it is told how much is taken.
func TestSavingWhileSomebodyTakes(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		lid := published(t, s, chairs())
		c := must(s.Listing(ctx, lid))(t).Content
		c.Quantity = 10
		taken, once := make(chan struct{}), sync.Once{}
		var wg sync.WaitGroup
		wg.Go(func() {
			err := db.Update(ctx, func(tx *sqldb.Tx) error {
				ok, err := Take(tx, lid, 15)
				if err != nil || !ok {
					t.Errorf("not taken: %v", err)
				}
				once.Do(func() { close(taken); time.Sleep(300 * time.Millisecond) }) // the other begins meanwhile
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-taken
		err := s.Save(ctx, owner, lid, 3, "amount", c, says())
		wg.Wait()
		var f fault.Fields
		if !errors.As(err, &f) || f[0].Name != "quantity" || f[0].Says != "taken" {
			t.Error(err)
		}
		if l := must(s.Listing(ctx, lid))(t); l.Taken != 15 || l.Quantity != 20 {
			t.Errorf("%d of %d taken", l.Taken, l.Quantity)
		}
	})
}

// What the centre has read is what readers see: other words, another audience or the name uncovered are
// checked again; numbers and days are not. Meanwhile what was asked goes on.
func TestChangedWordsAreCheckedAgain(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		for name, c := range map[string]struct {
			change func(c *Content)
			want   State
		}{
			"the number":       {func(c *Content) { c.Quantity = 30 }, Open},
			"the last day":     {func(c *Content) { c.AdvertiseUntil = c.AdvertiseUntil.AddDays(5) }, Open},
			"nothing":          {func(c *Content) { c.Title += " " }, Open},
			"the title":        {func(c *Content) { c.Title = "別のもの" }, Checking},
			"a detail":         {func(c *Content) { c.Detail["size"] = "連絡は090-0000-0000まで" }, Checking},
			"a condition":      {func(c *Content) { c.Conditions.Note = "会員に限ります" }, Checking},
			"who may read it":  {func(c *Content) { c.Audience = Everybody }, Checking},
			"the name's cover": {func(c *Content) { c.Anonymous = true }, Checking},
		} {
			lid := published(t, s, chairs())
			l := must(s.Listing(ctx, lid))(t)
			c.change(&l.Content)
			if err := s.Save(ctx, owner, lid, 3, "what", l.Content, says()); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			now := must(s.Listing(ctx, lid))(t)
			if now.State != c.want || now.PublishedAt != l.PublishedAt || !now.Giving() || c.want == Checking && now.Public() {
				t.Errorf("%s: %s, published %s, giving %v", name, now.State, now.PublishedAt, now.Giving())
			}
			if c.want == Open {
				continue
			}
			if h := must(s.History(ctx, lid))(t); h[0].State != Checking {
				t.Errorf("%s: the history says %s", name, h[0].State)
			}
			err := db.Update(ctx, func(tx *sqldb.Tx) error {
				if ok, err := Take(tx, lid, 1); err != nil || !ok {
					t.Errorf("%s: nobody can be accepted: %v", name, err)
				}
				_, due, err := sqldb.One(tx, sqldb.Text, `SELECT subject FROM due WHERE kind = $1 AND subject = $2`, dueCheck, lid)
				if err == nil && !due {
					t.Errorf("%s: the centre is not reminded", name)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Publish(ctx, owner, lid, 4, says()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if now := must(s.Listing(ctx, lid))(t); now.State != Open || now.PublishedAt != l.PublishedAt || now.Taken != 1 {
				t.Errorf("%s: %s, published %s, %d taken", name, now.State, now.PublishedAt, now.Taken)
			}
		}
	})
}
