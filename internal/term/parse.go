package term

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/fault"
)

// Note says that a date was given in an era that had ended or not begun, and how
// it was read. The zero value says that there is nothing to say.
type Note struct {
	Given string // as it was written
	Read  Date   // as it was understood
}

// Japanese tells the reader: 「平成32年4月1日」は令和2年4月1日（2020年）と読みました。
func (n Note) Japanese() string {
	if n.Given == "" {
		return ""
	}
	return fmt.Sprintf("「%s」は%sと読みました。", n.Given, n.Read.Both())
}

// English tells the reader the same.
func (n Note) English() string {
	if n.Given == "" {
		return ""
	}
	return fmt.Sprintf("“%s” was read as %s.", n.Given, n.Read.English())
}

var (
	reEraDate  = regexp.MustCompile(`^(明治|大正|昭和|平成|令和|[MTSHR])(元|\d{1,3})[年./-](\d{1,2})[月./-](\d{1,2})日?$`)
	reEraTight = regexp.MustCompile(`^([MTSHR])(\d{2})(\d{2})(\d{2})$`)
	reWestern  = regexp.MustCompile(`^(?:西暦)?(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$`)
	reTight    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	reEnglish  = regexp.MustCompile(`^(\d{1,2})([A-Z]+)(\d{4})$`)
)

// Parse reads a date as people write it: R7.4.1, 令和7年4月1日, 令和元年5月1日, H31.4.30,
// 2025-04-01, 2025/4/1, 2025年4月1日, 20250401, 22 November 2026; digits and letters may be
// full-width. A year without era has four digits. A date that its era does not
// contain (平成32年4月1日) is read as the day meant; ParseNote tells so.
// The error is of kind fault.Invalid.
func Parse(s string) (Date, error) {
	d, _, err := ParseNote(s)
	return d, err
}

// ParseNote reads what Parse reads, and notes a date outside its era.
func ParseNote(s string) (d Date, note Note, err error) {
	defer fault.Wrap(&err, "term.Parse(%q)", s)
	t := fold(s)
	if m := reEraDate.FindStringSubmatch(t); m != nil {
		return inEra(s, m)
	}
	if m := reEraTight.FindStringSubmatch(t); m != nil {
		return inEra(s, m)
	}
	m := reWestern.FindStringSubmatch(t)
	if m == nil {
		m = reTight.FindStringSubmatch(t)
	}
	if m == nil {
		if e := reEnglish.FindStringSubmatch(t); e != nil {
			m = []string{"", e[3], monthNumber(e[2]), e[1]}
		}
	}
	if m == nil {
		return Date{}, Note{}, fault.New(fault.Invalid, "not written as a date")
	}
	d, ok := Make(number(m[1]), number(m[2]), number(m[3]))
	if !ok {
		return Date{}, Note{}, fault.New(fault.Invalid, "no such day")
	}
	return d, Note{}, nil
}

// inEra makes the date of the parts era, year, month, day.
func inEra(given string, m []string) (Date, Note, error) {
	e, _ := eraNamed(m[1])
	d, ok := Make(e.first.Year()+eraNumber(m[2])-1, number(m[3]), number(m[4]))
	if !ok || eraNumber(m[2]) == 0 {
		return Date{}, Note{}, fault.New(fault.Invalid, "no such day")
	}
	real, ok := eraOf(d)
	if !ok {
		return Date{}, Note{}, fault.New(fault.Invalid, "days before 明治6年1月1日 follow the old calendar")
	}
	if real != e {
		return d, Note{Given: strings.TrimSpace(given), Read: d}, nil
	}
	return d, Note{}, nil
}

// eraNamed finds the era by its name or letter.
func eraNamed(s string) (era, bool) {
	for _, e := range eras {
		if s == e.name || s == string(rune(e.letter)) {
			return e, true
		}
	}
	return era{}, false
}

// eraNumber reads the year of an era, 元 being 1.
func eraNumber(s string) int {
	if s == "元" {
		return 1
	}
	return number(s)
}

// number reads digits; the patterns have seen that they are digits.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// monthNumber returns the digits of a month's English name, "0" if it is none.
func monthNumber(name string) string {
	for m := time.January; m <= time.December; m++ {
		if n := strings.ToUpper(m.String()); name == n || name == n[:3] {
			return strconv.Itoa(int(m))
		}
	}
	return "0"
}

// fold makes the ways of writing a date one: NFKC (full-width, ㋿), no spaces,
// capitals, one kind of hyphen, kanji numerals as digits.
func fold(s string) string {
	if len(s) > 200 {
		s = s[:200]
	}
	t := strings.ToUpper(norm.NFKC.String(s))
	t = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r':
			return -1
		case '‐', '‑', '–', '—', '−', 'ー':
			return '-'
		case '〜', '∼':
			return '~'
		}
		return r
	}, t)
	return foldKanjiNumbers(t)
}

var reKanji = regexp.MustCompile(`[〇一二三四五六七八九十]+`)

// foldKanjiNumbers writes 二十一 as 21 and 二〇二六 as 2026.
func foldKanjiNumbers(s string) string {
	return reKanji.ReplaceAllStringFunc(s, func(k string) string {
		if !strings.Contains(k, "十") {
			return strings.Map(kanjiDigit, k)
		}
		tens, ones, _ := strings.Cut(k, "十")
		n := 10
		if tens != "" {
			n = 10 * number(strings.Map(kanjiDigit, tens))
		}
		return strconv.Itoa(n + number(strings.Map(kanjiDigit, ones)))
	})
}

func kanjiDigit(r rune) rune {
	for i, k := range []rune("〇一二三四五六七八九") {
		if r == k {
			return rune('0' + i)
		}
	}
	return r
}
