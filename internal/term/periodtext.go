package term

import (
	"fmt"
	"regexp"
	"strings"

	"kyodo/internal/fault"
)

const yearPattern = `(?:(?:(明治|大正|昭和|平成|令和|[MTSHR])(元|\d{1,3})|(?:西暦)?(\d{4}))年?)`

var (
	reFiscalYear = regexp.MustCompile(`^` + yearPattern + `度$|^FY(\d{4})$`)
	reYear       = regexp.MustCompile(`^` + yearPattern + `$`)
	reMonth      = regexp.MustCompile(`^(?:` + yearPattern + `[./-]?)?(\d{1,2})月([上中下]旬)?$`)
	reThird      = regexp.MustCompile(`^([上中下])旬$`)
	reDayOfYear  = regexp.MustCompile(`^(\d{1,2})月(\d{1,2})日$`)
	reMonthly    = regexp.MustCompile(`^(.+?)(?:\((?:以降|以後)?[,、]?(?:毎月|月)1回[^)]*\)|(?:以降|以後)[,、]?(?:毎月|月)1回)$`)
	reOpen       = regexp.MustCompile(`^(.+?)(?:以降|以後|~)$`)
	reRange      = regexp.MustCompile(`^(.+?)(?:~|から)(.+?)(?:まで)?$`)
)

// ParsePeriod reads the notations of the plan: 平成20年度, 平成21年, 平成20年7月,
// 平成20年10月上旬, 平成20年4月～6月中旬, 5月以降, 7月中旬（以降、月1回）, and every date
// that Parse reads. What is not written comes from context, the period before it in
// the text: 10月上旬 takes the year, 下旬 the year and month. If context is a fiscal
// year, January to March lie in the year after. The error is of kind fault.Invalid.
func ParsePeriod(s string, context Period) (p Period, err error) {
	defer fault.Wrap(&err, "term.ParsePeriod(%q)", s)
	t := fold(s)
	if m := reMonthly.FindStringSubmatch(t); m != nil {
		p, err = parseRange(m[1], context)
		return p.EveryMonth(), err
	}
	if m := reOpen.FindStringSubmatch(t); m != nil {
		p, err = parseRange(m[1], context)
		return p.OpenEnded(), err
	}
	return parseRange(t, context)
}

func parseRange(t string, context Period) (Period, error) {
	m := reRange.FindStringSubmatch(t)
	if m == nil {
		return parsePoint(t, context)
	}
	first, err := parsePoint(m[1], context)
	if err != nil {
		return Period{}, err
	}
	last, err := parsePoint(m[2], first)
	if err != nil {
		return Period{}, err
	}
	if last.To().Before(first.To()) {
		return Period{}, fault.New(fault.Invalid, "ends before it begins")
	}
	return first.Until(last), nil
}

func parsePoint(t string, context Period) (Period, error) {
	if m := reFiscalYear.FindStringSubmatch(t); m != nil {
		if m[4] != "" {
			return checked(InFiscalYear(FiscalYear(number(m[4]))), number(m[4]) > 0)
		}
		return checked(InFiscalYear(FiscalYear(yearOf(m))), yearOf(m) > 0)
	}
	if m := reYear.FindStringSubmatch(t); m != nil {
		return checked(InYear(yearOf(m)), yearOf(m) > 0)
	}
	if m := reMonth.FindStringSubmatch(t); m != nil {
		month := number(m[4])
		year := yearOf(m)
		if year == 0 {
			year = context.yearFor(month)
		}
		if m[5] != "" {
			return checked(InThird(year, month, thirdNamed(m[5])))
		}
		return checked(InMonth(year, month))
	}
	if m := reThird.FindStringSubmatch(t); m != nil {
		return checked(InThird(int(context.last.year), int(context.last.month), thirdNamed(m[1])))
	}
	if m := reDayOfYear.FindStringSubmatch(t); m != nil {
		d, ok := Make(context.yearFor(number(m[1])), number(m[1]), number(m[2]))
		return checked(OnDay(d), ok)
	}
	d, err := Parse(t)
	if err != nil {
		return Period{}, err
	}
	return OnDay(d), nil
}

// yearFor returns the year of a month that is written without one, 0 if unknown.
func (p Period) yearFor(month int) int {
	year := int(p.last.year)
	if p.last.precision == ByFiscalYear && month < 4 {
		year++
	}
	return year
}

func checked(p Period, ok bool) (Period, error) {
	if !ok {
		return Period{}, fault.New(fault.Invalid, "no such period, or its year or month is not known")
	}
	return p, nil
}

// yearOf returns the western year of the parts of yearPattern, 0 if there is none.
func yearOf(m []string) int {
	if e, ok := eraNamed(m[1]); ok {
		return e.first.Year() + eraNumber(m[2]) - 1
	}
	return number(m[3])
}

func thirdNamed(s string) Third {
	switch {
	case strings.HasPrefix(s, "上"):
		return Early
	case strings.HasPrefix(s, "中"):
		return Mid
	}
	return Late
}

// String returns the text for storage, "" for no period: FY2008, 2008, 2008-10,
// 2008-10-early, 2008-10-05, 2008-04/2008-06-mid, 2009-05/.., 2008-07-mid/..monthly.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	s := p.first.text()
	if p.last != p.first {
		s += "/" + p.last.text()
	}
	switch {
	case p.monthly:
		s += "/..monthly"
	case p.open:
		s += "/.."
	}
	return s
}

func (p point) text() string {
	switch p.precision {
	case ByFiscalYear:
		return fmt.Sprintf("FY%04d", p.year)
	case ByYear:
		return fmt.Sprintf("%04d", p.year)
	case ByMonth:
		return fmt.Sprintf("%04d-%02d", p.year, p.month)
	case ByThird:
		return fmt.Sprintf("%04d-%02d-%s", p.year, p.month, [...]string{"", "early", "mid", "late"}[p.part])
	}
	return p.from().String()
}

// MarshalText writes String.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

var reStored = regexp.MustCompile(`^(?:FY(\d{4})|(\d{4})(?:-(\d\d)(?:-(early|mid|late|\d\d))?)?)$`)

// UnmarshalText reads what MarshalText writes. The error is of kind fault.Invalid.
func (p *Period) UnmarshalText(text []byte) (err error) {
	defer fault.Wrap(&err, "term.Period.UnmarshalText(%q)", text)
	var read Period
	rest := string(text)
	if rest == "" {
		*p = read
		return nil
	}
	if s, ok := strings.CutSuffix(rest, "/..monthly"); ok {
		rest, read.open, read.monthly = s, true, true
	} else if s, ok := strings.CutSuffix(rest, "/.."); ok {
		rest, read.open = s, true
	}
	first, last, ranged := strings.Cut(rest, "/")
	if !ranged {
		last = first
	}
	if read.first, err = storedPoint(first); err != nil {
		return err
	}
	if read.last, err = storedPoint(last); err != nil {
		return err
	}
	*p = read
	return nil
}

func storedPoint(s string) (point, error) {
	bad := fault.New(fault.Invalid, "%q is no stored period", s)
	m := reStored.FindStringSubmatch(s)
	if m == nil {
		return point{}, bad
	}
	year, month := number(m[2]), number(m[3])
	var p Period
	ok := true
	switch {
	case m[1] != "":
		p, ok = InFiscalYear(FiscalYear(number(m[1]))), number(m[1]) > 0
	case m[3] == "":
		p, ok = InYear(year), year > 0
	case m[4] == "":
		p, ok = InMonth(year, month)
	case m[4] == "early":
		p, ok = InThird(year, month, Early)
	case m[4] == "mid":
		p, ok = InThird(year, month, Mid)
	case m[4] == "late":
		p, ok = InThird(year, month, Late)
	default:
		var d Date
		d, ok = Make(year, month, number(m[4]))
		p = OnDay(d)
	}
	if !ok {
		return point{}, bad
	}
	return p.first, nil
}

// Scan reads a text column; NULL and "" are no period.
func (p *Period) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*p = Period{}
		return nil
	case string:
		return p.UnmarshalText([]byte(v))
	case []byte:
		return p.UnmarshalText(v)
	}
	return fault.New(fault.Invalid, "term.Period.Scan: %T is no text", src)
}
