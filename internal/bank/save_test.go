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
