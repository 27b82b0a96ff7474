package register_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

var officer = audit.By{Actor: "person-9", Post: "post-centre", Session: "s9", Request: "r9"}

// world is one body that the register holds as two records: one by its 法人番号, one by a row of the
// portal without number under an older name. Each world has a token of its own, so that many live
// in one database.
type world struct {
	token    string
	number   codes.CorporateNumber
	numbered register.ID // the record with the number
	named    register.ID // the record of the portal
}

var made int

func newWorld(t testing.TB, svc *register.Service) *world {
	t.Helper()
	made++
	base := fmt.Sprintf("99000577%04d", made)
	digit, _ := codes.CheckDigit(base)
	w := &world{token: fmt.Sprintf("第%d", made), number: codes.CorporateNumber(string(digit) + base)}
	w.enter(t, svc, 0)
	w.enter(t, svc, 1)
	w.numbered, w.named = w.named1(t, svc, "あたらしい会"), w.named1(t, svc, "ふるい会")
	return w
}

func (w *world) name(word string) string { return "特定非営利活動法人" + w.token + word }

// named1 returns the only organization that stands under the name.
func (w *world) named1(t testing.TB, svc *register.Service, word string) register.ID {
	t.Helper()
	list := w.all(t, svc, word)
	if len(list) != 1 {
		t.Fatalf("%d organizations are called %s", len(list), w.name(word))
	}
	return list[0].ID
}

func (w *world) all(t testing.TB, svc *register.Service, word string) (list []register.Organization) {
	t.Helper()
	err := svc.DB.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		list, err = register.NamesakesTx(tx, w.name(word))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// enter brings the n-th file about the body: 0 and 1 make its two records.
func (w *world) enter(t testing.TB, svc *register.Service, n int) {
	t.Helper()
	houjin := func(name, street string, changed term.Date) register.Entry {
		return register.Entry{Houjin: []intake.HoujinRow{{Number: w.number, Process: "12", Correct: "0", Updated: changed, Changed: changed,
			Name: w.name(name), Kind: "399", Prefecture: "山口県", City: "光市", Street: street, PrefectureCode: "35", CityCode: "35210",
			Assigned: term.On(2016, 1, 4), Latest: true}}}
	}
	portal := func(purpose string) register.Entry {
		return register.Entry{Portal: &intake.PortalRow{Name: w.name("ふるい会"), Office: "山口県", Address: "萩市大字江向" + w.token + "番地",
			Certified: term.On(2004, 5, 6), Purpose: purpose, Fields: []int{1}}}
	}
	entry := map[int]register.Entry{
		0: houjin("あたらしい会", "中央一丁目", term.On(2020, 1, 1)),
		1: portal("森を守る。"),
		2: houjin("あたらしい会", "島田二丁目", term.On(2021, 2, 2)),
		3: portal("森と川を守る。"),
		4: houjin("さらにあたらしい会", "島田二丁目", term.On(2022, 3, 3)),
		5: portal("森と川と海を守る。"),
	}[n]
	if err := svc.Enter(context.Background(), term.On(2023, 1, 1+n), fmt.Sprintf("%d.csv", n), []register.Entry{entry}); err != nil {
		t.Fatal(err)
	}
}

// say is everything the register holds about a record, without what differs between worlds and times.
func (w *world) say(t testing.TB, svc *register.Service, oid register.ID) string {
	t.Helper()
	ctx := context.Background()
	o, err := svc.Record(ctx, oid)
	if err != nil {
		t.Fatal(err)
	}
	o.Version = 0
	text, err := json.MarshalIndent(o, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	err = svc.DB.View(ctx, func(tx *sqldb.Tx) error {
		rows, err = sqldb.All(tx, func(r sqldb.Row) (string, error) {
			var source, content, asOf string
			var current bool
			err := r.Scan(&source, &content, &asOf, &current)
			return fmt.Sprintln(source, content, asOf, current), err
		}, `SELECT source, content, as_of, current FROM statement WHERE organization_id = $1 ORDER BY source, as_of, digest`, string(oid))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(w.token, "W", string(w.number), "N", string(w.numbered), "numbered", string(w.named), "named").
		Replace(string(text) + "\n" + strings.Join(rows, ""))
}

// few checks a property a few times, unless the command line says how often: each time costs dozens of
// transactions.
func few(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks")
	if checks.Value.String() == checks.DefValue {
		checks.Value.Set("15")
		defer checks.Value.Set(checks.DefValue)
	}
	rapid.Check(t, property)
}

// TestUniteThenUndoChangesNothing: records united in any order, in chains too, and taken apart in any
// other order are what they were.
func TestUniteThenUndoChangesNothing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		few(t, func(rt *rapid.T) {
			w := newWorld(t, svc)
			ids := []register.ID{w.numbered, w.named}
			for i := range 2 {
				oid := declare(t, svc, register.Record{Kind: codes.Group, Name: w.name(fmt.Sprint("の仲間", i)), Address: "山口県萩市江向5"})
				ids = append(ids, oid)
				if err := svc.RecordFiling(ctx, officer.Actor, oid, register.Filing{PeriodEnd: term.On(2020+i, 3, 31), Source: register.Government}); err != nil {
					t.Fatal(err)
				}
			}
			before := map[register.ID]string{}
			for _, oid := range ids {
				before[oid] = w.say(t, svc, oid)
			}
			standing := rapid.Permutation(ids).Draw(rt, "records")
			var unions []string
			for n := rapid.IntRange(1, 3).Draw(rt, "unions"); n > 0; n-- {
				keep := rapid.IntRange(0, len(standing)-2).Draw(rt, "keep")
				u, err := svc.Unite(ctx, officer, standing[keep], standing[len(standing)-1], "同じ団体")
				if err != nil {
					t.Fatal(err)
				}
				unions, standing = append(unions, u.ID), standing[:len(standing)-1]
			}
			for _, u := range rapid.Permutation(unions).Draw(rt, "undone") {
				if _, err := svc.UndoUnion(ctx, officer, u); err != nil {
					t.Fatal(err)
				}
			}
			for _, oid := range ids {
				if diff := cmp.Diff(before[oid], w.say(t, svc, oid)); diff != "" {
					rt.Fatalf("%s after the undo (-before +after):\n%s", oid, diff)
				}
			}
		})
	})
}

func declare(t testing.TB, svc *register.Service, rec register.Record) (oid register.ID) {
	t.Helper()
	err := svc.DB.Update(context.Background(), func(tx *sqldb.Tx) (err error) {
		oid, err = svc.DeclareTx(tx, officer, rec, register.Self, "申請")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return oid
}

// TestImportsAroundAUnion: whatever files come before, during and after a union, in any order, there
// is one organization while it stands, and after the undo each record is what it would be if nobody
// had ever united them.
func TestImportsAroundAUnion(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		few(t, func(rt *rapid.T) {
			order := rapid.Permutation([]int{2, 3, 4, 5}).Draw(rt, "files")
			from := rapid.IntRange(0, len(order)).Draw(rt, "united before file")
			to := rapid.IntRange(from, len(order)).Draw(rt, "undone before file")
			united, plain := newWorld(t, svc), newWorld(t, svc)
			keep, gone := united.numbered, united.named
			if rapid.Bool().Draw(rt, "keep the named") {
				keep, gone = gone, keep
			}
			var u register.Union
			for i := 0; i <= len(order); i++ {
				if i == from {
					var err error
					if u, err = svc.Unite(ctx, officer, keep, gone, "同じ団体"); err != nil {
						t.Fatal(err)
					}
				}
				if i >= from && i <= to {
					one := united.alone(t, svc)
					if one != keep {
						rt.Fatalf("after %d files the organization is %s, not the kept one", i, one)
					}
				}
				if i == to {
					if _, err := svc.UndoUnion(ctx, officer, u.ID); err != nil {
						t.Fatal(err)
					}
				}
				if i < len(order) {
					united.enter(t, svc, order[i])
					plain.enter(t, svc, order[i])
				}
			}
			for _, pair := range [][2]register.ID{{united.numbered, plain.numbered}, {united.named, plain.named}} {
				if diff := cmp.Diff(plain.say(t, svc, pair[1]), united.say(t, svc, pair[0])); diff != "" {
					rt.Fatalf("a record is not what it would be without the union (-without +with):\n%s", diff)
				}
			}
		})
	})
}

// alone returns the one organization of the world and fails if there are several.
func (w *world) alone(t testing.TB, svc *register.Service) register.ID {
	t.Helper()
	var found []register.ID
	for _, word := range []string{"あたらしい会", "ふるい会", "さらにあたらしい会"} {
		for _, o := range w.all(t, svc, word) {
			found = append(found, o.ID)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d organizations stand: %v", len(found), found)
	}
	return found[0]
}

// TestAUnitedRecord: found under both addresses, once in the search, with what both say.
func TestAUnitedRecord(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		w := newWorld(t, svc)
		late := term.On(2021, 6, 1)
		for oid, filed := range map[register.ID]term.Date{w.numbered: {}, w.named: late} {
			err := svc.RecordFiling(ctx, officer.Actor, oid, register.Filing{PeriodEnd: term.On(2021, 3, 31), Filed: filed, Source: register.Government})
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := svc.Correct(ctx, audit.Visitor, w.named, register.Correction{About: "other", Body: "電話がつながらない"}); err != nil {
			t.Fatal(err)
		}
		p, err := svc.PreviewUnion(ctx, w.numbered, w.named)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Refused) != 0 || p.One.Purpose != "森を守る。" || p.One.Number != w.number || p.Gone.Corrections != 1 || len(p.Filings) != 1 || p.Filings[0].Filed != late {
			t.Errorf("preview: %+v", p)
		}
		var name register.UnionFact
		for _, f := range p.Facts {
			if f.Fact == register.FactName {
				name = f
			}
		}
		want := register.UnionFact{Fact: register.FactName, Keep: w.name("あたらしい会"), Gone: w.name("ふるい会"), One: w.name("あたらしい会"),
			KeepFrom: register.Origin{Source: register.NTA, AsOf: term.On(2020, 1, 1), File: "0.csv"},
			GoneFrom: register.Origin{Source: register.CAO, AsOf: term.On(2023, 1, 2), File: "1.csv"}, Whose: register.UnionOfKeep, Conflict: true}
		if diff := cmp.Diff(want, name); diff != "" {
			t.Errorf("the name's row (-want +got):\n%s", diff)
		}
		var told []string
		svc.Uniting = append(svc.Uniting, func(_ *sqldb.Tx, by audit.By, keep, gone register.ID) error {
			told = []string{"unite", string(by.Actor), string(keep), string(gone)}
			return nil
		})
		u, err := svc.Unite(ctx, officer, w.numbered, w.named, "名称変更の前後")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"unite", "person-9", string(w.numbered), string(w.named)}, told); diff != "" {
			t.Errorf("hook (-want +got):\n%s", diff)
		}
		d, err := svc.Organization(ctx, w.numbered)
		if err != nil || d.Purpose != "森を守る。" || len(d.OtherNames) != 1 || len(d.Filings) != 1 || d.Filings[0].Filed != late {
			t.Errorf("united: %v %+v", err, d)
		}
		_, err = svc.Organization(ctx, w.named)
		var moved *register.Moved
		if !errors.As(err, &moved) || moved.To != w.numbered || !errors.Is(err, fault.NotFound) {
			t.Errorf("the gone address: %v, want a redirect to %s", err, w.numbered)
		}
		if err := svc.Feed(nil).Load(ctx); err != nil {
			t.Fatal(err)
		}
		if got := answer(t, svc, register.Filter{Q: w.token}); len(got) != 1 || got[0] != string(w.numbered) {
			t.Errorf("search finds %v", got)
		}
		for _, again := range [][2]register.ID{{w.numbered, w.named}, {w.named, w.numbered}, {w.numbered, w.numbered}} {
			if _, err := svc.Unite(ctx, officer, again[0], again[1], "もう一度"); !errors.Is(err, fault.Invalid) {
				t.Errorf("unite %v again: %v", again, err)
			}
		}
		if _, err := svc.UndoUnion(ctx, officer, u.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := svc.UndoUnion(ctx, officer, u.ID); !errors.Is(err, fault.Conflict) {
			t.Errorf("undone twice: %v", err)
		}
		if _, err := svc.Organization(ctx, w.named); err != nil {
			t.Errorf("after the undo: %v", err)
		}
		if n := countAudit(t, svc, "merge.make") + countAudit(t, svc, "merge.undo"); n != 2 {
			t.Errorf("%d entries in the log, want 2", n)
		}
	})
}

func countAudit(t testing.TB, svc *register.Service, action string) (n int64) {
	t.Helper()
	err := svc.DB.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit WHERE action = $1`, action)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTwoNumbersAreTwoBodies: what cannot be one body is refused, and nothing changes.
func TestTwoNumbersAreTwoBodies(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		ctx := context.Background()
		a, b := newWorld(t, svc), newWorld(t, svc)
		p, err := svc.PreviewUnion(ctx, a.numbered, b.numbered)
		if err != nil || len(p.Refused) != 1 || p.Refused[0] != register.UnionNumbers {
			t.Errorf("preview: %v, %v", p.Refused, err)
		}
		var bad fault.Fields
		if _, err := svc.Unite(ctx, officer, a.numbered, b.numbered, "似ている"); !errors.As(err, &bad) {
			t.Errorf("two numbers were united: %v", err)
		}
		if _, err := svc.Unite(ctx, officer, a.numbered, a.named, ""); !errors.As(err, &bad) || bad.Says("reason") == "" {
			t.Errorf("without a reason: %v", err)
		}
		if _, err := svc.Unite(ctx, officer, a.numbered, register.ID(svc.IDs.New(time.Now())), "無い"); !errors.Is(err, fault.NotFound) {
			t.Errorf("an unknown record: %v", err)
		}
		svc.People = func(_ *sqldb.Tx, oid register.ID) (int, error) { return map[register.ID]int{a.named: 1}[oid], nil }
		if _, err := svc.Unite(ctx, officer, a.numbered, a.named, "担当者がいる"); !errors.As(err, &bad) {
			t.Errorf("a record for which somebody acts is gone: %v", err)
		}
		if p, err := svc.PreviewUnion(ctx, a.named, a.numbered); err != nil || len(p.Refused) != 0 || p.Keep.People != 1 {
			t.Errorf("the other way round: %v %v", p.Refused, err)
		}
		if list, err := svc.Unions(ctx, 10); err != nil || len(list) != 0 {
			t.Errorf("%d unions, %v", len(list), err)
		}
	})
}

// TestAUnionIsFinalAfterAMonth: on the thirtieth day it can be undone, later not.
func TestAUnionIsFinalAfterAMonth(t *testing.T) {
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		days int
		want error
	}{{29, nil}, {30, fault.Invalid}} {
		db, err := sqldb.Open(context.Background(), dbtest.SQLite(t), sqldb.Options{Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		ids := &id.Source{}
		svc := &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}
		w := newWorld(t, svc)
		u, err := svc.Unite(context.Background(), officer, w.numbered, w.named, "同じ団体")
		if err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, tt.days)
		if _, err := svc.UndoUnion(context.Background(), officer, u.ID); !errors.Is(err, tt.want) {
			t.Errorf("after %d days: %v, want %v", tt.days, err, tt.want)
		}
	}
}
