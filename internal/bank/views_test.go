package bank

import (
	"sync"
	"testing"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestViewsAreSumsByDay: two nodes count at once, write as often as they like, and nothing is lost or
// doubled; what could not be written is written with the next.
func TestViewsAreSumsByDay(t *testing.T) {
	closed := must(sqldb.Open(t.Context(), dbtest.SQLite(t), sqldb.Options{Now: dbtest.Now}))(t)
	must(0, closed.Close())(t)
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		lid := must(service(db).Begin(t.Context(), owner, chairs(), says()))(t)
		nodes := [2]*Views{{DB: db}, {DB: db}}
		day := term.On(2026, 11, 23)
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				nodes[i%2].Seen(lid, day.AddDays(i%4/2))
				if i%50 == 0 {
					must(0, nodes[i%2].Write(t.Context()))(t)
				}
			})
		}
		wg.Wait()
		nodes[0].Seen(lid, day)
		nodes[0].Seen("nothing", day)
		nodes[0].DB = closed
		if nodes[0].Write(t.Context()) == nil {
			t.Error("written to a database that is not there")
		}
		nodes[0].DB = db
		nodes[0].Seen(lid, day)
		for _, v := range nodes {
			must(0, v.Write(t.Context()))(t)
			must(0, v.Write(t.Context()))(t)
		}
		got := map[string]int64{}
		must(0, db.View(t.Context(), func(tx *sqldb.Tx) error {
			_, err := sqldb.All(tx, func(r sqldb.Row) (struct{}, error) {
				var on string
				var n int64
				err := r.Scan(&on, &n)
				got[on] = n
				return struct{}{}, err
			}, `SELECT day, views FROM listing_view WHERE listing_id = $1 ORDER BY day`, lid)
			return err
		}))(t)
		if got["2026-11-23"] != 102 || got["2026-11-24"] != 100 || len(got) != 2 {
			t.Errorf("%v", got)
		}
	})
}
