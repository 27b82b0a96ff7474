package register_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// node opens the database with a clock of its own, as another machine has.
func node(t *testing.T, dsn string, n int) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{MaxConns: 5, Now: func() time.Time {
		return dbtest.Now().Add(time.Duration(n) * time.Minute)
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// TestTwoProcessesImportTheSameFileAtOnce: each row is taken once, whoever takes it; who is late
// is told of the conflict and can call again.
func TestTwoProcessesImportTheSameFileAtOnce(t *testing.T) {
	houjin, _ := files(t, 1500, 31)
	dbtest.Each(t, func(t *testing.T, dsn string) {
		path := write(t, "h.csv", nil, houjin)
		want := load(t, service(dbtest.Open(t, dbtest.SQLite(t))), intake.Houjin, path)
		reps, errs := make([]register.Report, 3), make([]error, 3)
		var wg sync.WaitGroup
		for i := range errs {
			svc := service(node(t, dsn, i))
			wg.Go(func() {
				reps[i], errs[i] = svc.Import(context.Background(), intake.Houjin, path, register.ImportOptions{})
			})
		}
		wg.Wait()
		created, conflicts := 0, 0
		for i, err := range errs {
			switch {
			case errors.Is(err, fault.Conflict):
				conflicts++
			case err != nil:
				t.Errorf("process %d: %v", i, err)
			default:
				created += reps[i].Created
			}
		}
		if conflicts == len(errs) {
			t.Error("nobody came through")
		}
		svc := service(dbtest.Open(t, dsn))
		if again := load(t, svc, intake.Houjin, path); again.Unchanged != want.Rows {
			t.Errorf("afterwards: %+v, want all %d unchanged (%d created, %d conflicts)", countsOf(again), want.Rows, created, conflicts)
		}
		if created != want.Created {
			t.Errorf("%d created, want %d", created, want.Created)
		}
		noDuplicates(t, svc.DB)
	})
}

// TestTwoProcessesImportOverlappingFilesAtOnce: the files speak of the same corporations.
func TestTwoProcessesImportOverlappingFilesAtOnce(t *testing.T) {
	houjin, portal := files(t, 900, 32)
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h, p, half := write(t, "h.csv", nil, houjin), write(t, "p_20261101.csv", portalHeader, portal), write(t, "half.csv", nil, houjin[:len(houjin)/2])
		whole := service(dbtest.Open(t, dbtest.SQLite(t)))
		load(t, whole, intake.Houjin, half)
		load(t, whole, intake.Houjin, h)
		load(t, whole, intake.Portal, p)
		errs := make([]error, 3)
		var wg sync.WaitGroup
		for i, f := range []struct {
			family intake.Family
			path   string
		}{{intake.Houjin, h}, {intake.Portal, p}, {intake.Houjin, half}} {
			svc := service(node(t, dsn, i))
			wg.Go(func() { _, errs[i] = svc.Import(context.Background(), f.family, f.path, register.ImportOptions{}) })
		}
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		svc := service(dbtest.Open(t, dsn))
		noDuplicates(t, svc.DB)
		want, got := everything(t, whole), everything(t, svc)
		for _, list := range [][]register.Detail{want, got} {
			for i := range list {
				list[i].Provenance = nil // h.csv and half.csv say the same on the same day
			}
		}
		same(t, want, got)
	})
}

func noDuplicates(t *testing.T, db *sqldb.DB) {
	t.Helper()
	err := db.View(context.Background(), func(tx *sqldb.Tx) error {
		twice, err := sqldb.All(tx, sqldb.Text, `SELECT corporate_number FROM organization WHERE corporate_number IS NOT NULL
			GROUP BY corporate_number HAVING count(*) > 1`)
		if len(twice) > 0 {
			t.Errorf("in the register twice: %v", twice)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTwoPeopleAnswerAQuestionAtOnce: one answer counts, and one organization comes of it.
func TestTwoPeopleAnswerAQuestionAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		ctx := context.Background()
		h, p := pair("", "江向５１０番地", "")
		svc := service(dbtest.Open(t, dsn))
		load(t, svc, intake.Houjin, write(t, "h.csv", nil, [][]string{h}))
		load(t, svc, intake.Portal, write(t, "p.csv", portalHeader, [][]string{p}))
		open, err := svc.Questions(ctx, 10)
		if err != nil || len(open) != 1 {
			t.Fatalf("%d questions, %v", len(open), err)
		}
		errs := make([]error, 4)
		var wg sync.WaitGroup
		for i := range errs {
			other := service(node(t, dsn, i))
			wg.Go(func() { _, errs[i] = other.Answer(ctx, audit.System, open[0].ID, register.AnswerNew, "") })
		}
		wg.Wait()
		done := 0
		for _, err := range errs {
			switch {
			case err == nil:
				done++
			case !errors.Is(err, fault.Conflict):
				t.Error(err)
			}
		}
		if n := len(everything(t, svc)); done != 1 || n != 2 {
			t.Errorf("%d answers counted and %d organizations came of it, want 1 and 2", done, n)
		}
	})
}
