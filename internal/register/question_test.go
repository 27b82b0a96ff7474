package register_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestHistoryWaitsForItsCorporation: a row of history finds its corporation by number, never by the
// name and address that somebody had once; one answer settles all rows of a corporation.
func TestHistoryWaitsForItsCorporation(t *testing.T) {
	move := func(city, street string) func(*intake.HoujinRow) {
		return step("12", 2020, 5, 1, func(h *intake.HoujinRow) { h.City, h.Street = city, street })
	}
	renamed := step("11", 2020, 5, 1, func(h *intake.HoujinRow) {
		h.Name, h.Street = "特定非営利活動法人はじめの会【架空】", "架空二丁目２番２号"
	})
	called := func(name string) func(*intake.HoujinRow) { return func(h *intake.HoujinRow) { h.Name = name } }
	tests := []struct {
		name    string
		rows    [][]string
		address string // in the portal's file, without a number
		asked   int    // questions that stay open
	}{
		{"the present address is the portal's", rowsOf(first, move("光市", "架空二丁目２番２号")), "光市架空2-2-2", 0},
		{"no address to compare", rowsOf(first, move("光市", "架空二丁目２番２号")), "", 1},
		{"another name before", rowsOf(called("特定非営利活動法人まえの会【架空】"), renamed), "", 1},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		for i, tt := range tests {
			var want []register.Detail
			for k, backwards := range []bool{false, true} {
				svc := service(dbtest.Open(t, dbtest.SQLite(t)))
				if i == 0 && k == 0 {
					svc = service(db)
				}
				p := portalRecord(intake.PortalRow{Name: "特定非営利活動法人はじめの会【架空】", Office: "山口県", Address: tt.address, Purpose: "学ぶこと。"})
				load(t, svc, intake.Portal, write(t, "p_20260101.csv", portalHeader, [][]string{p}))
				rows := slices.Clone(tt.rows)
				if backwards {
					slices.Reverse(rows)
				}
				load(t, svc, intake.Houjin, write(t, "h.csv", nil, rows))
				open, err := svc.Questions(context.Background(), 10)
				if err != nil {
					t.Fatal(err)
				}
				for _, q := range open {
					if _, err := svc.Answer(context.Background(), audit.System, q.ID, register.AnswerSame, ""); err != nil {
						t.Fatal(err)
					}
				}
				if len(open) != tt.asked {
					t.Errorf("%s, backwards %v: %d questions, want %d", tt.name, backwards, len(open), tt.asked)
				}
				got := everything(t, svc)
				if len(got) != 1 || len(got[0].Events) != 2 || got[0].Purpose == "" || got[0].Address.Street != "架空二丁目２番２号" {
					t.Errorf("%s, backwards %v: %+v", tt.name, backwards, got)
				}
				if want == nil {
					want = got
				}
				same(t, want, got)
			}
		}
	})
}

// TestAnAnswerDoesNotMixTwoNumbers: what the register has learnt since the question counts more than
// the answer.
func TestAnAnswerDoesNotMixTwoNumbers(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		p := portalRecord(intake.PortalRow{Name: "特定非営利活動法人はじめの会【架空】", Office: "山口県", Purpose: "学ぶこと。"})
		load(t, svc, intake.Portal, write(t, "p_20260101.csv", portalHeader, [][]string{p}))
		var numbers []string
		var rows [][]string
		for i := range 2 {
			number, r := renumbered(i, rowsOf(first))
			r[0][6] = p[0]
			numbers, rows = append(numbers, number), append(rows, r...)
		}
		load(t, svc, intake.Houjin, write(t, "h.csv", nil, rows))
		open, err := svc.Questions(ctx, 10)
		if err != nil || len(open) != 2 {
			t.Fatalf("%d questions, %v; want 2", len(open), err)
		}
		if _, err := svc.Answer(ctx, audit.System, open[0].ID, register.AnswerSame, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := svc.Answer(ctx, audit.System, open[1].ID, register.AnswerSame, ""); err == nil {
			t.Error("the organization has another number already, and took a second one")
		}
		if _, err := svc.Answer(ctx, audit.System, open[1].ID, register.AnswerNew, ""); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range everything(t, svc) {
			got = append(got, string(d.Number))
		}
		slices.Sort(got)
		slices.Sort(numbers)
		if d := cmp.Diff(numbers, got); d != "" {
			t.Errorf("numbers (-want +got):\n%s", d)
		}
	})
}

// TestAHiddenSuccessorIsNotLinked: 検索対象除外 is reachable by number alone.
func TestAHiddenSuccessorIsNotLinked(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		for _, hidden := range []bool{false, true} {
			svc := service(dbtest.Open(t, dbtest.SQLite(t)))
			if hidden {
				svc = service(db)
			}
			number, into := renumbered(1, rowsOf(func(h *intake.HoujinRow) { h.Hidden = hidden }))
			_, gone := renumbered(2, rowsOf(step("21", 2022, 3, 31, func(h *intake.HoujinRow) {
				h.Closed, h.CloseCause, h.Successor = h.Changed, "11", codes.CorporateNumber(number)
			})))
			load(t, svc, intake.Houjin, write(t, "h.csv", nil, append(into, gone...)))
			oid, err := svc.ByNumber(context.Background(), gone[0][1])
			if err != nil {
				t.Fatal(err)
			}
			d, err := svc.Organization(context.Background(), oid)
			if err != nil {
				t.Fatal(err)
			}
			if linked := d.Successor != ""; linked == hidden || d.Status != codes.Merged {
				t.Errorf("hidden %v, linked %v, %s", hidden, linked, d.Status)
			}
		}
	})
}

// TestNoFileSpeaksForADayToCome: the day in a file's name is somebody's word. The tests live on
// 2026-11-23.
func TestNoFileSpeaksForADayToCome(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		p := portalRecord(intake.PortalRow{Name: "特定非営利活動法人はじめの会【架空】", Office: "山口県", Purpose: "学ぶこと。"})
		load(t, svc, intake.Portal, write(t, "p_20991231.csv", portalHeader, [][]string{p}))
		if got := everything(t, svc)[0].AsOf(); got != term.On(2026, 11, 23) {
			t.Errorf("as of %s, want the day of the import", got)
		}
	})
}

// TestADryRunForetells: what the import then reports, also of a file that was read on another day.
func TestADryRunForetells(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		_, portal := files(t, 40, 77)
		path := write(t, "p.csv", portalHeader, portal)
		if _, err := svc.Import(context.Background(), intake.Portal, path, register.ImportOptions{AsOf: term.On(2026, 1, 1)}); err != nil {
			t.Fatal(err)
		}
		dry, err := svc.Import(context.Background(), intake.Portal, path, register.ImportOptions{DryRun: true})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(countsOf(load(t, svc, intake.Portal, path)), countsOf(dry), cmp.AllowUnexported(counts{})); d != "" {
			t.Errorf("the dry run (-import +dry run):\n%s", d)
		}
	})
}
