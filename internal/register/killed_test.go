package register_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestAKilledPortalImportGoesOnInEitherTurn: the file is gone through twice, rows with a number
// first; wherever it is killed, as often as it is, it ends as if it had not been.
func TestAKilledPortalImportGoesOnInEitherTurn(t *testing.T) {
	_, portal := files(t, 2200, 41)
	for i, r := range portal {
		if i%2 == 1 {
			r[49] = "" // without a number
		}
		if i%5 == 1 {
			r[48] = "" // nor a page
		}
		if i%300 == 7 {
			r[5] = "郵便番号" // an item to leave out, in rows of both turns
		}
		if i%300 == 8 {
			r[9] = "いつか" // a row to reject
		}
	}
	path := write(t, "035_20261101.csv", portalHeader, portal)
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		whole := service(dbtest.Open(t, dbtest.SQLite(t)))
		want := load(t, whole, intake.Portal, path)
		if want.Created+want.Asked+want.Updated < 1500 || len(want.Rejected) < 10 {
			t.Fatalf("%+v proves little", countsOf(want))
		}
		svc := service(db)
		n := int64(len(portal))
		for _, at := range []int64{1, n / 2, n, n + n/2} {
			ctx, kill := context.WithCancel(context.Background())
			_, err := svc.Import(ctx, intake.Portal, path, register.ImportOptions{Progress: func(phase string, done, total int64) {
				if phase == "import" && position(t, db) >= at {
					kill()
				}
			}})
			kill()
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			if err == nil {
				t.Fatalf("not killed at %d of %d", at, 2*n)
			}
		}
		got := load(t, svc, intake.Portal, path)
		if !got.Resumed {
			t.Error("the last call began anew")
		}
		got.Resumed = false
		if d := cmp.Diff(want, got, cmp.AllowUnexported(term.Date{})); d != "" {
			t.Errorf("report (-want +got):\n%.3000s", d)
		}
		same(t, everything(t, whole), everything(t, svc))
		a, b := openQuestions(t, whole), openQuestions(t, svc)
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("questions (-want +got):\n%.2000s", d)
		}
	})
}

// openQuestions are the questions without what differs between registers.
func openQuestions(t *testing.T, svc *register.Service) (list []string) {
	t.Helper()
	open, err := svc.Questions(context.Background(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range open {
		list = append(list, fmt.Sprint(q.Name, q.Address, q.Certified, len(q.Candidates)))
	}
	return list
}
