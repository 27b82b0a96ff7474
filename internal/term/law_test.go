package term_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/term"
)

func TestHolidaysAgainstTheList(t *testing.T) {
	want := map[string]string{}
	for _, row := range sharedRows(t, "holiday/holidays_jp_1998_2050.csv") {
		name := row[1]
		switch {
		case strings.HasSuffix(name, "振替休日"):
			name = "振替休日"
		case name == "休日":
			name = "国民の休日"
		case name == "体育の日（スポーツの日）":
			name = "体育の日"
		}
		want[row[0]] = name
	}
	want["2019-05-01"], want["2019-10-22"] = "天皇の即位の日", "即位礼正殿の儀の行われる日"
	got := map[string]string{}
	for d := term.On(1998, 1, 1); d.Year() <= 2050; d = d.AddDays(1) {
		if name, ok := term.Holiday(d); ok {
			got[d.String()] = name
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("holidays 1998 to 2050 (-want +got):\n%s", diff)
	}
	if len(want) < 900 {
		t.Errorf("the list has only %d days", len(want))
	}
}

func TestHoliday(t *testing.T) {
	for _, tt := range []struct{ day, want string }{
		{"1999-01-15", "成人の日"}, {"2000-01-10", "成人の日"}, {"2000-01-15", ""},
		{"2006-05-04", "国民の休日"}, {"2007-05-04", "みどりの日"}, {"2008-05-06", "振替休日"},
		{"2009-09-22", "国民の休日"}, {"2018-12-23", "天皇誕生日"}, {"2019-12-23", ""}, {"2020-02-24", "振替休日"},
		{"2019-04-30", "国民の休日"}, {"2019-05-01", "天皇の即位の日"}, {"2019-10-22", "即位礼正殿の儀の行われる日"},
		{"2020-07-20", ""}, {"2020-07-24", "スポーツの日"}, {"2020-10-12", ""}, {"2021-08-09", "振替休日"}, {"2021-08-11", ""},
		{"2026-09-22", "国民の休日"}, {"1997-01-01", ""}, {"2100-01-01", ""},
	} {
		d, err := term.ParseISO(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if name, ok := term.Holiday(d); name != tt.want || ok != (tt.want != "") {
			t.Errorf("Holiday(%s) = %q, %v; want %q", d, name, ok, tt.want)
		}
	}
}

func TestBusinessDays(t *testing.T) {
	office, always := term.LocalGovernment(), term.Calendar{}
	for _, tt := range []struct {
		name string
		got  term.Date
		want string
	}{
		{"a business day is itself", office.NextBusinessDay(term.On(2026, 6, 30)), "2026-06-30"},
		{"Saturday to Monday", office.NextBusinessDay(term.On(2026, 5, 30)), "2026-06-01"},
		{"golden week", office.NextBusinessDay(term.On(2026, 5, 2)), "2026-05-07"},
		{"year end", office.NextBusinessDay(term.On(2026, 12, 29)), "2027-01-04"},
		{"open at year end", always.NextBusinessDay(term.On(2026, 12, 29)), "2026-12-29"},
		{"five business days over golden week", office.AddBusinessDays(term.On(2026, 4, 28), 5), "2026-05-11"},
		{"back over new year", office.AddBusinessDays(term.On(2027, 1, 4), -1), "2026-12-28"},
		{"none", office.AddBusinessDays(term.On(2026, 5, 2), 0), "2026-05-02"},
		{"no date", office.NextBusinessDay(term.Date{}), ""},
	} {
		if diff := cmp.Diff(tt.want, tt.got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestFilingDue(t *testing.T) {
	for _, tt := range []struct {
		fyEnd          term.Date
		unmoved, moved string
	}{
		{term.On(2026, 3, 31), "2026-06-30", "2026-06-30"},
		{term.On(2024, 3, 31), "2024-06-30", "2024-07-01"},  // Sunday
		{term.On(2025, 12, 31), "2026-03-31", "2026-03-31"}, // calendar year
		{term.On(2025, 9, 30), "2025-12-31", "2026-01-05"},  // year end, then a weekend
		{term.On(2025, 1, 31), "2025-04-30", "2025-04-30"},
		{term.On(2026, 2, 28), "2026-05-31", "2026-06-01"},  // Sunday
		{term.On(2024, 2, 29), "2024-05-31", "2024-05-31"},  // leap year
		{term.On(2025, 11, 30), "2026-02-28", "2026-03-02"}, // Saturday, short month
		{term.On(2023, 11, 30), "2024-02-29", "2024-02-29"}, // leap year
		{term.On(2024, 11, 29), "2025-02-28", "2025-02-28"}, // no 30 February: the month's end
		{term.On(2026, 2, 15), "2026-05-15", "2026-05-15"},  // mid-month
		{term.On(2025, 5, 31), "2025-08-31", "2025-09-01"},  // Sunday
		{term.On(2026, 2, 3), "2026-05-03", "2026-05-07"},   // the holidays of May
		{term.On(2026, 6, 20), "2026-09-20", "2026-09-24"},  // silver week
		{term.On(2025, 10, 31), "2026-01-31", "2026-02-02"}, // Saturday
		{term.Date{}, "", ""},
	} {
		due, moved := term.FilingDue(tt.fyEnd, term.LocalGovernment())
		got := []string{term.FilingDueUnmoved(tt.fyEnd).String(), due.String()}
		if diff := cmp.Diff([]string{tt.unmoved, tt.moved}, got); diff != "" {
			t.Errorf("FilingDue(%s) (-want +got):\n%s", tt.fyEnd, diff)
		}
		if moved != (tt.unmoved != tt.moved) {
			t.Errorf("FilingDue(%s) moved = %v", tt.fyEnd, moved)
		}
	}
}

func TestNextFiling(t *testing.T) {
	for _, tt := range []struct {
		end        string
		on         term.Date
		fyEnd, due string
	}{
		{"03-31", term.On(2026, 6, 30), "2026-03-31", "2026-06-30"},
		{"03-31", term.On(2026, 7, 1), "2027-03-31", "2027-06-30"},
		{"03-31", term.On(2026, 3, 31), "2026-03-31", "2026-06-30"},
		{"03-31", term.On(2024, 7, 1), "2024-03-31", "2024-07-01"}, // 30 June was a Sunday
		{"09-30", term.On(2026, 1, 5), "2025-09-30", "2026-01-05"},
		{"09-30", term.On(2026, 1, 6), "2026-09-30", "2027-01-04"},
		{"02-28", term.On(2024, 1, 1), "2024-02-29", "2024-05-31"},
		{"", term.On(2024, 1, 1), "", ""},
	} {
		end, err := term.ParseMonthDay(tt.end)
		if err != nil {
			t.Fatal(err)
		}
		fyEnd, due := term.NextFiling(end, tt.on, term.LocalGovernment())
		if diff := cmp.Diff([]string{tt.fyEnd, tt.due}, []string{fyEnd.String(), due.String()}); diff != "" {
			t.Errorf("NextFiling(%s, %s) (-want +got):\n%s", end, tt.on, diff)
		}
	}
}
