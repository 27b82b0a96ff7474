package ja

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Digits returns the decimal digits of s, of either width, as ASCII:
// 「〒７５３－８５０１」 → "7538501".
func Digits(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte(byte(r))
		case r >= '０' && r <= '９':
			b.WriteByte(byte(r - '０' + '0'))
		}
	}
	return b.String()
}

// Clean prepares text that somebody typed or sent for storing: line ends become \n, a
// tab becomes a space, other control characters and byte-order marks go, white space at
// both ends goes, broken UTF-8 becomes U+FFFD, and the text is NFC. It changes neither
// width nor characters: compatibility ideographs (塚 U+FA10), which NFC would replace,
// stay as given, because a name is stored as its bearer writes it.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.ContainsAny(s, "\r\t") {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(s)
	}
	s = strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || r == '\uFEFF' {
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if norm.NFC.IsNormalString(s) {
		return s
	}
	var b strings.Builder
	rest := 0
	for i, r := range s {
		if r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F {
			b.WriteString(norm.NFC.String(s[rest:i]))
			b.WriteRune(r)
			rest = i + len(string(r))
		}
	}
	b.WriteString(norm.NFC.String(s[rest:]))
	return b.String()
}
