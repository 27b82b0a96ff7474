package intake

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// cells reads the typed values of one row. The first thing wrong becomes the row's
// rejection and the rest is still read harmlessly, so that a row needs one check.
type cells struct {
	line   int
	text   []string
	layout *arrangement
	bad    *Rejection
	notes  []Rejection
}

// open takes a row and makes the checks that all layouts share.
func (c *cells) open(line int, text []string, a *arrangement) {
	*c = cells{line: line, text: text, layout: a}
	if len(text) != a.width {
		c.bad = &Rejection{Line: line, Reason: fmt.Sprintf("列の数が%dではなく%dです。", a.width, len(text))}
		return
	}
	for i, s := range text {
		if strings.ContainsRune(s, '\ufffd') {
			c.bad = &Rejection{Line: line, Column: a.name(i),
				Reason: fmt.Sprintf("読み取れない文字（外字など）があります：「%s」。", brief(strings.ReplaceAll(s, "\ufffd", "〓")))}
			return
		}
	}
}

// raw returns the column's text with the blanks around it taken away, "" where the
// file has no such column.
func (c *cells) raw(col int) string {
	at := c.layout.at[col]
	if at < 0 || at >= len(c.text) {
		return ""
	}
	return strings.TrimSpace(c.text[at])
}

// reject refuses the row for what stands in the column.
func (c *cells) reject(col int, format string, args ...any) {
	if c.bad == nil {
		c.bad = &Rejection{Line: c.line, Column: c.layout.column(col), Reason: fmt.Sprintf(format, args...)}
	}
}

// note tells of an item that was left out while the row is taken.
func (c *cells) note(col int, format string, args ...any) {
	c.notes = append(c.notes, Rejection{Line: c.line, Column: c.layout.column(col), Reason: fmt.Sprintf(format, args...)})
}

// line1 returns text of one line, cleaned; a line break inside becomes a space.
func (c *cells) line1(col int) string {
	return strings.ReplaceAll(ja.Clean(c.raw(col)), "\n", " ")
}

// required is line1 that may not be blank.
func (c *cells) required(col int) string {
	s := c.line1(col)
	if s == "" {
		c.reject(col, "空欄です。")
	}
	return s
}

// code returns a code of ASCII digits, width of them, full-width digits folded;
// a leading zero that a spreadsheet took away is put back.
func (c *cells) code(col, width int) string {
	s := narrow(c.raw(col))
	if s == "" {
		return ""
	}
	if digits(s) && len(s) == width-1 && width == 2 {
		s = "0" + s
	}
	if !digits(s) || len(s) != width {
		c.reject(col, "%d桁の数字でなければなりません：「%s」。", width, brief(c.raw(col)))
		return ""
	}
	return s
}

// number returns a 法人番号 whose check digit is right.
func (c *cells) number(col int, required bool) codes.CorporateNumber {
	var none codes.CorporateNumber
	raw := c.raw(col)
	if raw == "" {
		if required {
			c.reject(col, "空欄です。")
		}
		return none
	}
	s := narrow(raw)
	if !digits(s) || len(s) != 13 {
		c.reject(col, "13桁の数字でなければなりません：「%s」。", brief(raw))
		return none
	}
	n, err := codes.ParseCorporateNumber(s)
	if err != nil {
		c.reject(col, "検査用数字（チェックデジット）が合いません：「%s」。", s)
		return none
	}
	return n
}

// The years that a date in these files can have.
const firstYear, lastYear = 1868, 2199

// date returns a day, written YYYY-MM-DD, YYYY/MM/DD or in another way that package
// term reads.
func (c *cells) date(col int, required bool) term.Date {
	s := c.raw(col)
	if s == "" {
		if required {
			c.reject(col, "空欄です。")
		}
		return term.Date{}
	}
	d, ok := parseDate(s)
	if !ok {
		c.reject(col, "日付として読めません：「%s」。", brief(s))
	}
	return d
}

// parseDate reads the plain forms without allocation, the others by package term.
func parseDate(s string) (term.Date, bool) {
	var d term.Date
	if len(s) == 10 && (s[4] == '-' || s[4] == '/') && s[7] == s[4] && digits(s[:4]) && digits(s[5:7]) && digits(s[8:]) {
		var ok bool
		if d, ok = term.Make(atoi(s[:4]), atoi(s[5:7]), atoi(s[8:])); !ok {
			return term.Date{}, false
		}
	} else {
		var err error
		if d, err = term.Parse(s); err != nil {
			return term.Date{}, false
		}
	}
	if d.Year() < firstYear || d.Year() > lastYear {
		return term.Date{}, false
	}
	return d, true
}

// atoi reads a few ASCII digits.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// monthDay returns a day of the year; what cannot be read is noted.
func (c *cells) monthDay(col int) term.MonthDay {
	md, err := term.ParseMonthDay(c.raw(col))
	if err != nil {
		c.note(col, "月日として読めないので、空欄として扱いました：「%s」。", brief(c.raw(col)))
	}
	return md
}

// circle reads the flags of the portal: a circle or 1, or nothing.
func (c *cells) circle(col int) bool {
	switch c.raw(col) {
	case "":
		return false
	case "○", "◯", "〇", "1", "１":
		return true
	}
	c.reject(col, "「○」か空欄でなければなりません：「%s」。", brief(c.raw(col)))
	return false
}

// bit reads 0, 1 or nothing.
func (c *cells) bit(col int, blank bool) bool {
	switch c.raw(col) {
	case "":
		return blank
	case "0", "０":
		return false
	case "1", "１":
		return true
	}
	c.reject(col, "0か1でなければなりません：「%s」。", brief(c.raw(col)))
	return blank
}

// postal returns seven digits, "" and false where they cannot be read.
func postal(s string) (string, bool) {
	if s == "" {
		return "", true
	}
	t := strings.TrimPrefix(narrow(s), "〒")
	if len(t) == 8 && t[3] == '-' {
		t = t[:3] + t[4:]
	}
	if !digits(t) || len(t) != 7 {
		return "", false
	}
	return t, true
}

// narrow folds full-width digits and letters, and every hyphen to one.
func narrow(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '‐', '‑', '–', '—', '−', 'ー':
			return '-'
		case ' ':
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// prose returns text whose line breaks mean something, cleaned.
func (c *cells) prose(col int) string { return ja.Clean(c.raw(col)) }

// brief cuts a value for a message.
func brief(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	n := 0
	for i := range s {
		if n++; n > 40 {
			return s[:i] + "…"
		}
	}
	return s
}
