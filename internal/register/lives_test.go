package register_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// life is how a corporation stands, and whether readers find it.
type life struct {
	Name   string
	City   string
	Status codes.Status
	Closed term.Date
	Former []string
	Listed bool
}

// rowsOf is a corporation's rows over the years.
func rowsOf(change ...func(*intake.HoujinRow)) [][]string {
	digit, _ := codes.CheckDigit("990005777001")
	h := intake.HoujinRow{Number: codes.CorporateNumber(string(digit) + "990005777001"), Process: "01", Correct: "0", Updated: term.On(2015, 10, 30),
		Changed: term.On(2015, 10, 5), Name: "特定非営利活動法人はじめの会【架空】", Kana: "ハジメノカイ", Kind: "399", Prefecture: "山口県", City: "光市",
		Street: "中央六丁目１番１号", PrefectureCode: "35", CityCode: "35210", Assigned: term.On(2015, 10, 5), Latest: true}
	var list [][]string
	for i, f := range change {
		f(&h)
		h.Latest = i == len(change)-1
		list = append(list, houjinRecord(i+1, h))
	}
	return list
}

func step(process string, y, m, d int, f func(*intake.HoujinRow)) func(*intake.HoujinRow) {
	return func(h *intake.HoujinRow) {
		h.Process, h.Changed, h.Updated = process, term.On(y, m, d), term.On(y, m, d).AddDays(3)
		f(h)
	}
}

func first(*intake.HoujinRow) {}

// TestLivesOfACorporation: each chain of rows as one full file in any order, and row by row as
// 差分, ends in the same state.
func TestLivesOfACorporation(t *testing.T) {
	digit, _ := codes.CheckDigit("990005777002")
	successor := codes.CorporateNumber(string(digit) + "990005777002")
	closed := func(cause string) func(*intake.HoujinRow) {
		return func(h *intake.HoujinRow) { h.Closed, h.CloseCause = h.Changed, cause }
	}
	base := life{Name: "特定非営利活動法人はじめの会【架空】", City: "35210", Status: codes.Active, Listed: true}
	tests := []struct {
		name string
		rows [][]string
		want func(*life)
	}{
		{"stands", rowsOf(first), func(*life) {}},
		{"renamed and moved", rowsOf(first, step("11", 2018, 4, 1, func(h *intake.HoujinRow) {
			h.Name, h.Kana = "特定非営利活動法人つぎの会【架空】", "ツギノカイ"
		}),
			step("12", 2020, 5, 1, func(h *intake.HoujinRow) { h.City, h.CityCode, h.Street = "萩市", "35204", "江向５１０番地" })),
			func(s *life) {
				s.Name, s.City, s.Former = "特定非営利活動法人つぎの会【架空】", "35204", []string{base.Name}
			}},
		{"renamed and back", rowsOf(first, step("11", 2018, 4, 1, func(h *intake.HoujinRow) { h.Name = "特定非営利活動法人つぎの会【架空】" }),
			step("11", 2019, 4, 1, func(h *intake.HoujinRow) { h.Name = base.Name })),
			func(s *life) { s.Former = []string{"特定非営利活動法人つぎの会【架空】"} }},
		{"closed", rowsOf(first, step("21", 2022, 3, 31, closed("01"))),
			func(s *life) { s.Status, s.Closed = codes.CloseCause("01").Status(), term.On(2022, 3, 31) }},
		{"closed by the registrar and reopened (復活)", rowsOf(first, step("21", 2022, 3, 31, closed("21")),
			step("22", 2023, 1, 10, func(h *intake.HoujinRow) { h.Closed, h.CloseCause = term.Date{}, "" })), func(*life) {}},
		{"merged into another", rowsOf(first, step("21", 2022, 3, 31, func(h *intake.HoujinRow) {
			h.Closed, h.CloseCause, h.Successor = h.Changed, "11", successor
		})), func(s *life) { s.Status, s.Closed = codes.Merged, term.On(2022, 3, 31) }},
		{"corrected later (訂正)", rowsOf(first, step("11", 2018, 4, 1, func(h *intake.HoujinRow) { h.Name = "特定非営利活動法人つきの会【架空】" }),
			func(h *intake.HoujinRow) {
				h.Correct, h.Updated, h.Name = "1", term.On(2018, 5, 20), "特定非営利活動法人つぎの会【架空】"
			}),
			func(s *life) {
				s.Name, s.Former = "特定非営利活動法人つぎの会【架空】", []string{base.Name}
			}},
		{"number taken back (99)", rowsOf(first, step("99", 2021, 7, 1, func(h *intake.HoujinRow) { h.ChangeCause = "重複指定" })),
			func(s *life) { s.Status, s.Closed = codes.CloseCause("").Status(), term.On(2021, 7, 1) }},
		{"number taken back, without a name", rowsOf(first, step("99", 2021, 7, 1, func(h *intake.HoujinRow) { h.Name, h.Kana = "", "" })),
			func(s *life) { s.Status, s.Closed = codes.CloseCause("").Status(), term.On(2021, 7, 1) }},
		{"hidden (検索対象除外)", rowsOf(first, step("12", 2020, 5, 1, func(h *intake.HoujinRow) { h.Hidden = true })), func(s *life) { s.Listed = false }},
		{"hidden and shown again", rowsOf(func(h *intake.HoujinRow) { h.Hidden = true }, step("12", 2020, 5, 1, func(h *intake.HoujinRow) { h.Hidden = false })),
			func(*life) {}},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		for i, tt := range tests {
			for k, how := range []string{"as one file", "backwards", "as 差分, each said to be the latest", "as 差分, backwards"} {
				number, rows := renumbered(10*i+k, tt.rows)
				if k%2 == 1 {
					slices.Reverse(rows)
				}
				if k < 2 {
					load(t, svc, intake.Houjin, write(t, "h.csv", nil, rows))
				}
				for j, r := range rows {
					if k >= 2 {
						r[23] = "1"
						load(t, svc, intake.Houjin, write(t, fmt.Sprintf("h%d.csv", j), nil, [][]string{r}))
					}
				}
				want := base
				tt.want(&want)
				want.Name = ownName(10*i+k, want.Name)
				for n, name := range want.Former {
					want.Former[n] = ownName(10*i+k, name)
				}
				if d := cmp.Diff(want, lifeOf(t, svc, number), cmp.AllowUnexported(term.Date{})); d != "" {
					t.Errorf("%s, %s (-want +got):\n%s", tt.name, how, d)
				}
			}
		}
	})
}

// ownName gives one corporation of many a name of its own.
func ownName(n int, name string) string {
	return strings.Replace(name, "の会", fmt.Sprintf("の第%03d号会", n), 1)
}

// renumbered makes another corporation with the same life.
func renumbered(n int, rows [][]string) (number string, other [][]string) {
	body := fmt.Sprintf("9900057%05d", n)
	digit, _ := codes.CheckDigit(body)
	number = string(digit) + body
	for _, r := range rows {
		r = slices.Clone(r)
		r[1], r[6] = number, ownName(n, r[6])
		other = append(other, r)
	}
	return number, other
}

// lifeOf returns how a corporation stands, and whether readers find it.
func lifeOf(t *testing.T, svc *register.Service, number string) (s life) {
	t.Helper()
	ctx := context.Background()
	if err := svc.Feed(nil).Load(ctx); err != nil {
		t.Fatal(err)
	}
	oid, err := svc.ByNumber(ctx, number)
	if err != nil {
		t.Fatal(err)
	}
	d, err := svc.Organization(ctx, oid)
	if err != nil {
		t.Fatal(err)
	}
	s = life{Name: d.Name, City: d.Address.CityCode, Status: d.Status, Closed: d.ClosedOn}
	s.Listed = slices.Contains(answer(t, svc, register.Filter{}), string(oid))
	each := false
	if err := svc.Each(ctx, register.Filter{}, func(o register.Organization) error { each = each || o.ID == oid; return nil }); err != nil {
		t.Fatal(err)
	}
	if named := slices.Contains(answer(t, svc, register.Filter{Q: d.Name}), string(oid)); named != s.Listed || each != s.Listed {
		t.Errorf("%s: found by name %v, in the export %v, in the list %v", d.Name, named, each, s.Listed)
	}
	for _, n := range d.OtherNames {
		s.Former = append(s.Former, n.Name)
		if found := slices.Contains(answer(t, svc, register.Filter{Q: n.Name}), string(oid)); found != s.Listed {
			t.Errorf("%s: found by its former name %q: %v", d.Name, n.Name, found)
		}
	}
	return s
}
