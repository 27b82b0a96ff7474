package codes

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/fault"
)

// CorporateNumber is a 法人番号: 13 digits, the first of which is a check digit
// (行政手続における特定の個人を識別するための番号の利用等に関する法律39条; 国税庁).
type CorporateNumber string

// ParseCorporateNumber reads a number as people write it, with full-width digits,
// hyphens and spaces. The error is of kind fault.Invalid.
func ParseCorporateNumber(s string) (n CorporateNumber, err error) {
	defer fault.Wrap(&err, "codes.ParseCorporateNumber(%q)", s)
	if len(s) > 100 {
		return "", fault.New(fault.Invalid, "not 13 digits")
	}
	digits := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\r', '\n', '-', '‐', '‑', '–', '—', '―', '−', 'ー':
			return -1
		}
		return r
	}, norm.NFKC.String(s))
	if len(digits) != 13 || strings.Trim(digits, "0123456789") != "" {
		return "", fault.New(fault.Invalid, "not 13 digits")
	}
	n = CorporateNumber(digits)
	if !n.Valid() {
		return "", fault.New(fault.Invalid, "wrong check digit")
	}
	return n, nil
}

// Valid says that the number has 13 digits and its check digit is right.
func (n CorporateNumber) Valid() bool {
	if len(n) != 13 {
		return false
	}
	check, ok := CheckDigit(string(n[1:]))
	return ok && check == n[0]
}

// String returns the 13 digits.
func (n CorporateNumber) String() string { return string(n) }

// LooksLikeNPO says that digits 6 and 7 are 05, as in every registered number of an
// NPO corporation; other corporations have 05 too, so that only a no says something.
func (n CorporateNumber) LooksLikeNPO() bool { return len(n) == 13 && n[5:7] == "05" }

// CheckDigit returns the first digit of the number with these twelve base digits:
// 9 less the weighted sum modulo 9, the weights 1 and 2 in turn from the right
// (法人番号の指定等に関する省令). ok is false unless there are twelve digits.
func CheckDigit(base12 string) (digit byte, ok bool) {
	if len(base12) != 12 {
		return 0, false
	}
	sum := 0
	for i := range 12 {
		c := base12[11-i]
		if c < '0' || c > '9' {
			return 0, false
		}
		sum += int(c-'0') * (1 + i%2)
	}
	return byte('9' - sum%9), true
}
