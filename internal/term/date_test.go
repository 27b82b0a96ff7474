package term_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/fault"
	"kyodo/internal/term"
)

func TestEveryDayRoundTrips(t *testing.T) {
	last := term.On(2100, 12, 31)
	days := 0
	for d := term.On(1873, 1, 1); !d.After(last); d = d.AddDays(1) {
		days++
		for _, s := range []string{d.String(), d.Era(), d.English()} {
			got, note, err := term.ParseNote(s)
			if err != nil || got != d || note != (term.Note{}) {
				t.Fatalf("ParseNote(%q) = %v, %v, %v; want %v without note", s, got, note, err, d)
			}
		}
		if back := term.Of(d.Time()); back != d {
			t.Fatalf("Of(%v.Time()) = %v", d, back)
		}
		if want := time.Date(d.Year(), time.Month(d.Month()), d.Day(), 12, 0, 0, 0, time.UTC).Weekday(); d.Weekday() != want {
			t.Fatalf("%v.Weekday() = %v, want %v", d, d.Weekday(), want)
		}
	}
	if days != 83_275 {
		t.Errorf("walked %d days, want 83275", days)
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"R7.4.1", "2025-04-01"},
		{"r7.4.1", "2025-04-01"},
		{"R070401", "2025-04-01"},
		{"令和7年4月1日", "2025-04-01"},
		{"令和７年　４月　１日", "2025-04-01"},
		{"㋿7年4月1日", "2025-04-01"},
		{"令和元年5月1日", "2019-05-01"},
		{"R元.5.1", "2019-05-01"},
		{"H31.4.30", "2019-04-30"},
		{"昭和六十四年一月七日", "1989-01-07"},
		{"平成元年1月8日", "1989-01-08"},
		{"大正15年12月24日", "1926-12-24"},
		{"昭和元年12月25日", "1926-12-25"},
		{"明治45年7月29日", "1912-07-29"},
		{"大正元年7月30日", "1912-07-30"},
		{"明治6年1月1日", "1873-01-01"},
		{"2025-04-01", "2025-04-01"},
		{"2025/4/1", "2025-04-01"},
		{"２０２５/４/１", "2025-04-01"},
		{"２０２５／４／１", "2025-04-01"},
		{"20250401", "2025-04-01"},
		{"2025年4月1日", "2025-04-01"},
		{"二〇二五年四月一日", "2025-04-01"},
		{"1 April 2025", "2025-04-01"},
		{"1 apr 2025", "2025-04-01"},
		{"2024/02/29", "2024-02-29"},
	} {
		got, err := term.Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, got.String()); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, in := range []string{
		"", "明日", "7.4.1", "25/4/1", "2025/2/29", "2025-13-01", "20250431", "令和0年1月1日", "令和7年4月31日",
		"明治5年12月2日", "M1.1.1", "慶応3年1月1日", "2025-04-01T00:00", "1 Foo 2025", "令和999年1月1日x",
	} {
		if got, err := term.Parse(in); !errors.Is(err, fault.Invalid) {
			t.Errorf("Parse(%q) = %v, %v; want an error of kind Invalid", in, got, err)
		}
	}
}

func TestParseNotesImpossibleEra(t *testing.T) {
	for _, tt := range []struct{ in, iso, ja, en string }{
		{"平成32年4月1日", "2020-04-01", "「平成32年4月1日」は令和2年4月1日（2020年）と読みました。", "“平成32年4月1日” was read as 1 April 2020."},
		{"H31.5.1", "2019-05-01", "「H31.5.1」は令和元年5月1日（2019年）と読みました。", "“H31.5.1” was read as 1 May 2019."},
		{"昭和64年1月8日", "1989-01-08", "「昭和64年1月8日」は平成元年1月8日（1989年）と読みました。", "“昭和64年1月8日” was read as 8 January 1989."},
		{"令和元年4月30日", "2019-04-30", "「令和元年4月30日」は平成31年4月30日（2019年）と読みました。", "“令和元年4月30日” was read as 30 April 2019."},
		{"平成31年4月30日", "2019-04-30", "", ""},
	} {
		d, note, err := term.ParseNote(tt.in)
		if err != nil {
			t.Errorf("ParseNote(%q): %v", tt.in, err)
		}
		if diff := cmp.Diff([]string{tt.iso, tt.ja, tt.en}, []string{d.String(), note.Japanese(), note.English()}); diff != "" {
			t.Errorf("ParseNote(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestWriting(t *testing.T) {
	for _, tt := range []struct {
		d                  term.Date
		era, both, english string
	}{
		{term.On(2026, 11, 22), "令和8年11月22日", "令和8年11月22日（2026年）", "22 November 2026"},
		{term.On(2019, 5, 1), "令和元年5月1日", "令和元年5月1日（2019年）", "1 May 2019"},
		{term.On(2019, 4, 30), "平成31年4月30日", "平成31年4月30日（2019年）", "30 April 2019"},
		{term.On(1989, 1, 7), "昭和64年1月7日", "昭和64年1月7日（1989年）", "7 January 1989"},
		{term.On(1872, 12, 31), "1872年12月31日", "1872年12月31日", "31 December 1872"},
		{term.Date{}, "", "", ""},
	} {
		if diff := cmp.Diff([]string{tt.era, tt.both, tt.english}, []string{tt.d.Era(), tt.d.Both(), tt.d.English()}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.d, diff)
		}
	}
}

func TestArithmetic(t *testing.T) {
	for _, tt := range []struct {
		name string
		got  term.Date
		want string
	}{
		{"31 January and a month", term.On(2025, 1, 31).AddMonths(1), "2025-02-28"},
		{"31 January and a month of a leap year", term.On(2024, 1, 31).AddMonths(1), "2024-02-29"},
		{"back over new year", term.On(2025, 1, 31).AddMonths(-2), "2024-11-30"},
		{"leap day and a year", term.On(2024, 2, 29).AddYears(1), "2025-02-28"},
		{"leap day and four years", term.On(2024, 2, 29).AddYears(4), "2028-02-29"},
		{"days over the leap day", term.On(2024, 2, 28).AddDays(2), "2024-03-01"},
		{"1900 is common", term.On(1900, 2, 28).AddDays(1), "1900-03-01"},
		{"no date stays none", term.Date{}.AddDays(1).AddMonths(1).AddYears(1), ""},
		{"evening in UTC is the next day in Japan", term.Of(time.Date(2026, 3, 31, 15, 0, 0, 0, time.UTC)), "2026-04-01"},
		{"a second before", term.Of(time.Date(2026, 3, 31, 14, 59, 59, 0, time.UTC)), "2026-03-31"},
		{"the zero time", term.Of(time.Time{}), ""},
	} {
		if diff := cmp.Diff(tt.want, tt.got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	if got := term.On(2024, 2, 28).DaysUntil(term.On(2024, 3, 1)); got != 2 {
		t.Errorf("DaysUntil = %d, want 2", got)
	}
	if _, ok := term.Make(2025, 2, 29); ok {
		t.Error("Make(2025, 2, 29) is a day, want none")
	}
}

func TestDateText(t *testing.T) {
	type row struct {
		On  term.Date     `json:"on"`
		Off term.Date     `json:"off"`
		End term.MonthDay `json:"end"`
	}
	in := row{On: term.On(2026, 1, 2)}
	in.End, _ = term.ParseMonthDay("3/31")
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"on":"2026-01-02","off":"","end":"03-31"}`, string(text)); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
	var out row
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, out); diff != "" {
		t.Errorf("back from JSON (-want +got):\n%s", diff)
	}
	for _, src := range []any{"2026-01-02", []byte("2026-01-02")} {
		var d term.Date
		if err := d.Scan(src); err != nil || d != in.On {
			t.Errorf("Scan(%v) = %v, %v", src, d, err)
		}
	}
	d := in.On
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("Scan(nil) = %v, %v; want no date", d, err)
	}
	for _, src := range []any{20260102, "2026-1-2", "2026-02-30", "+026-01-02"} {
		if err := d.Scan(src); !errors.Is(err, fault.Invalid) {
			t.Errorf("Scan(%v): %v, want Invalid", src, err)
		}
	}
}

func TestMonthDay(t *testing.T) {
	for _, tt := range []struct {
		in, text, ja, en, in2024, in2025 string
		end                              bool
	}{
		{"03/31", "03-31", "3月31日", "31 March", "2024-03-31", "2025-03-31", true},
		{"3月31日", "03-31", "3月31日", "31 March", "2024-03-31", "2025-03-31", true},
		{"02/28", "02-29", "2月末日", "last day of February", "2024-02-29", "2025-02-28", true},
		{"02/29", "02-29", "2月末日", "last day of February", "2024-02-29", "2025-02-28", true},
		{"２月末日", "02-29", "2月末日", "last day of February", "2024-02-29", "2025-02-28", true},
		{"9月末", "09-30", "9月30日", "30 September", "2024-09-30", "2025-09-30", true},
		{"12-20", "12-20", "12月20日", "20 December", "2024-12-20", "2025-12-20", false},
		{"", "", "", "", "", "", false},
	} {
		m, err := term.ParseMonthDay(tt.in)
		if err != nil {
			t.Errorf("ParseMonthDay(%q): %v", tt.in, err)
		}
		got := []string{m.String(), m.Japanese(), m.English(), m.In(2024).String(), m.In(2025).String()}
		if diff := cmp.Diff([]string{tt.text, tt.ja, tt.en, tt.in2024, tt.in2025}, got); diff != "" {
			t.Errorf("ParseMonthDay(%q) (-want +got):\n%s", tt.in, diff)
		}
		if m.EndOfMonth() != tt.end {
			t.Errorf("%q.EndOfMonth() = %v", tt.in, m.EndOfMonth())
		}
	}
	for _, in := range []string{"13/01", "04/31", "02/30", "0/1", "13月末日", "末日"} {
		if m, err := term.ParseMonthDay(in); !errors.Is(err, fault.Invalid) {
			t.Errorf("ParseMonthDay(%q) = %v, %v; want Invalid", in, m, err)
		}
	}
}
