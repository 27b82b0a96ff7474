package term_test

import (
	"testing"

	"kyodo/internal/term"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"R7.4.1", "令和元年5月1日", "平成32年4月1日", "２０２５/４/１", "十十年", "1 April 2025", "H999.1.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := term.Parse(s)
		if (err == nil) == d.IsZero() {
			t.Fatalf("Parse(%q) = %v, %v", s, d, err)
		}
		if again, err := term.ParseISO(d.String()); err != nil || again != d {
			t.Errorf("ParseISO(%q) = %v, %v", d, again, err)
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"平成20年度", "10月上旬", "7月中旬(以降、月1回:3テーマ)", "5月以降", "平成20年 4月～ 6月中旬", "0000年", "FY0000", "0020年度", "FY9999", "R999年度～"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := term.ParsePeriod(s, term.InFiscalYear(2008))
		if err != nil {
			return
		}
		var again term.Period
		if err := again.UnmarshalText([]byte(p.String())); err != nil || again != p {
			t.Errorf("%q read as %q, and that as %v, %v", s, p, again, err)
		}
		if p.From().IsZero() || p.Japanese() == "" || p.English() == "" {
			t.Errorf("%q read as %q from %v", s, p, p.From())
		}
	})
}
