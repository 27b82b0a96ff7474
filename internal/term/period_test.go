package term_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/fault"
	"kyodo/internal/term"
)

// The schedule of the plan of 2008 (5 企業等多様な主体との協働に係る推進方策), in its order
// and its notation, each entry read in the context of the one before.
func TestScheduleOfThePlan(t *testing.T) {
	var context term.Period
	var periods []term.Period
	for _, tt := range []struct{ in, text, from, to, ja, en string }{
		{"平成20年 4月～ 6月中旬", "2008-04/2008-06-mid", "2008-04-01", "2008-06-20", "平成20年4月～平成20年6月中旬", "April 2008 to mid-June 2008"},
		{"7月中旬(以降、月1回:3テーマ)", "2008-07-mid/..monthly", "2008-07-11", "", "平成20年7月中旬（以降、月1回）", "monthly from mid-July 2008"},
		{"8月中旬", "2008-08-mid", "2008-08-11", "2008-08-20", "平成20年8月中旬", "mid-August 2008"},
		{"10月上旬", "2008-10-early", "2008-10-01", "2008-10-10", "平成20年10月上旬", "early October 2008"},
		{"中旬", "2008-10-mid", "2008-10-11", "2008-10-20", "平成20年10月中旬", "mid-October 2008"},
		{"下旬", "2008-10-late", "2008-10-21", "2008-10-31", "平成20年10月下旬", "late October 2008"},
		{"11月中旬", "2008-11-mid", "2008-11-11", "2008-11-20", "平成20年11月中旬", "mid-November 2008"},
		{"平成21年 1月中旬", "2009-01-mid", "2009-01-11", "2009-01-20", "平成21年1月中旬", "mid-January 2009"},
		{"2月中旬", "2009-02-mid", "2009-02-11", "2009-02-20", "平成21年2月中旬", "mid-February 2009"},
		{"3月下旬", "2009-03-late", "2009-03-21", "2009-03-31", "平成21年3月下旬", "late March 2009"},
		{"5月以降", "2009-05/..", "2009-05-01", "", "平成21年5月以降", "from May 2009"},
	} {
		p, err := term.ParsePeriod(tt.in, context)
		if err != nil {
			t.Fatalf("ParsePeriod(%q): %v", tt.in, err)
		}
		want := []string{tt.text, tt.from, tt.to, tt.ja, tt.en}
		got := []string{p.String(), p.From().String(), p.To().String(), p.Japanese(), p.English()}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("ParsePeriod(%q) (-want +got):\n%s", tt.in, diff)
		}
		if again, err := term.ParsePeriod(p.Japanese(), term.Period{}); err != nil || again != p {
			t.Errorf("ParsePeriod(%q) = %v, %v; want %v", p.Japanese(), again, err, p)
		}
		context = p
		periods = append(periods, p)
	}
	if !slices.IsSortedFunc(periods, term.Period.Compare) {
		t.Error("the plan's own order is not the order of Compare")
	}
	if got := periods[7].FiscalYear(); got != 2008 {
		t.Errorf("平成21年1月中旬 is in FY%d, want FY2008", got)
	}
}

func TestParsePeriod(t *testing.T) {
	fy2008 := term.InFiscalYear(2008)
	for _, tt := range []struct {
		in      string
		context term.Period
		text    string
		ja      string
		fy      term.FiscalYear
	}{
		{"平成20年度", term.Period{}, "FY2008", "平成20年度", 2008},
		{"２０２６年度", term.Period{}, "FY2026", "令和8年度", 2026},
		{"令和元年度", term.Period{}, "FY2019", "令和元年度", 2019},
		{"平成31年度", term.Period{}, "FY2019", "令和元年度", 2019},
		{"平成21年", term.Period{}, "2009", "平成21年", 2009},
		{"平成31年", term.Period{}, "2019", "令和元年", 2019},
		{"平成20年7月", term.Period{}, "2008-07", "平成20年7月", 2008},
		{"1月中旬", fy2008, "2009-01-mid", "平成21年1月中旬", 2008},
		{"10月上旬", fy2008, "2008-10-early", "平成20年10月上旬", 2008},
		{"3月5日", fy2008, "2009-03-05", "平成21年3月5日", 2008},
		{"令和8年11月22日", term.Period{}, "2026-11-22", "令和8年11月22日", 2026},
		{"H20.4.1～", term.Period{}, "2008-04-01/..", "平成20年4月1日以降", 2008},
		{"平成20年11月から平成21年1月まで", term.Period{}, "2008-11/2009-01", "平成20年11月～平成21年1月", 2008},
		{"平成20年度～平成22年度", term.Period{}, "FY2008/FY2010", "平成20年度～平成22年度", 2008},
		{"2月下旬", term.InYear(2024), "2024-02-late", "令和6年2月下旬", 2023},
		{"7月中旬以降、毎月1回", fy2008, "2008-07-mid/..monthly", "平成20年7月中旬（以降、月1回）", 2008},
	} {
		p, err := term.ParsePeriod(tt.in, tt.context)
		if err != nil {
			t.Errorf("ParsePeriod(%q): %v", tt.in, err)
			continue
		}
		if diff := cmp.Diff([]string{tt.text, tt.ja}, []string{p.String(), p.Japanese()}); diff != "" {
			t.Errorf("ParsePeriod(%q) (-want +got):\n%s", tt.in, diff)
		}
		if got := p.FiscalYear(); got != tt.fy {
			t.Errorf("ParsePeriod(%q).FiscalYear() = %d, want %d", tt.in, got, tt.fy)
		}
		var back term.Period
		if err := back.UnmarshalText([]byte(p.String())); err != nil || back != p {
			t.Errorf("UnmarshalText(%q) = %v, %v", p.String(), back, err)
		}
	}
	for _, tt := range []struct {
		in      string
		context term.Period
	}{
		{"10月上旬", term.Period{}}, {"下旬", fy2008}, {"13月上旬", fy2008}, {"未定", fy2008}, {"", fy2008},
		{"平成20年6月～平成20年4月", fy2008}, {"以降", fy2008},
	} {
		if p, err := term.ParsePeriod(tt.in, tt.context); !errors.Is(err, fault.Invalid) {
			t.Errorf("ParsePeriod(%q, %v) = %v, %v; want Invalid", tt.in, tt.context, p, err)
		}
	}
	for _, in := range []string{"0000", "FY0000", "2008-13", "2008-10-middle", "FY08", "2008-02-30", "/..", "2008/"} {
		var p term.Period
		if err := p.UnmarshalText([]byte(in)); !errors.Is(err, fault.Invalid) {
			t.Errorf("UnmarshalText(%q) = %v, %v; want Invalid", in, p, err)
		}
	}
}

func TestPeriodOrder(t *testing.T) {
	read := func(s string) term.Period {
		var p term.Period
		if err := p.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return p
	}
	want := []string{"", "2008", "2008-04-01", "2008-04-early", "2008-04", "FY2008", "2008-04/..", "2008-04-02", "2008-04-mid", "2008-05"}
	var periods []term.Period
	for _, s := range want {
		periods = append(periods, read(s))
	}
	slices.Reverse(periods)
	slices.SortFunc(periods, term.Period.Compare)
	var got []string
	for _, p := range periods {
		got = append(got, p.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if p := read("2009-05/.."); p.Contains(term.On(2009, 4, 30)) || !p.Contains(term.On(2026, 1, 1)) {
		t.Error("5月以降 holds 30 April or not the years after")
	}
	if p := read("2024-02-late"); !p.Contains(term.On(2024, 2, 29)) || p.Contains(term.On(2024, 3, 1)) {
		t.Error("2月下旬 ends on the wrong day")
	}
}

func TestFiscalYear(t *testing.T) {
	for _, tt := range []struct {
		d               term.Date
		fy              term.FiscalYear
		label, both, en string
	}{
		{term.On(2009, 1, 15), 2008, "平成20年度", "平成20年度（2008年度）", "FY2008"},
		{term.On(2009, 3, 31), 2008, "平成20年度", "平成20年度（2008年度）", "FY2008"},
		{term.On(2009, 4, 1), 2009, "平成21年度", "平成21年度（2009年度）", "FY2009"},
		{term.On(2026, 11, 22), 2026, "令和8年度", "令和8年度（2026年度）", "FY2026"},
		{term.On(2019, 4, 1), 2019, "令和元年度", "令和元年度（2019年度）", "FY2019"},
		{term.On(1989, 1, 10), 1988, "昭和63年度", "昭和63年度（1988年度）", "FY1988"},
		{term.On(1989, 4, 1), 1989, "平成元年度", "平成元年度（1989年度）", "FY1989"},
	} {
		fy := term.FiscalYearOf(tt.d)
		if fy != tt.fy || tt.d.Before(fy.First()) || tt.d.After(fy.Last()) {
			t.Errorf("FiscalYearOf(%s) = %d, %s to %s", tt.d, fy, fy.First(), fy.Last())
		}
		if diff := cmp.Diff([]string{tt.label, tt.both, tt.en}, []string{fy.Label(), fy.Both(), fy.English()}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.d, diff)
		}
	}
}
