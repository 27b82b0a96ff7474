package mail

import (
	netmail "net/mail"
	"net/url"
	"strings"
	"unicode"
)

// maxAddress is the longest address of a mail, in bytes (RFC 5321 §4.5.3.1.3).
const maxAddress = 254

// Address returns the address that a person typed, without the spaces around it, and whether mail
// can be sent to it: one address of ASCII characters with a dot in its domain, without a name,
// quotes or comments.
func Address(typed string) (address string, ok bool) {
	address = strings.TrimSpace(typed)
	if len(address) > maxAddress || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"(),:;<>[\]`, r) }) {
		return address, false
	}
	parsed, err := netmail.ParseAddress(address)
	if err != nil || parsed.Name != "" || parsed.Address != address {
		return address, false
	}
	local, domain, _ := strings.Cut(address, "@")
	return address, len(local) <= 64 && strings.Contains(domain, ".") && !strings.HasSuffix(domain, ".")
}

// isLink says whether text is an absolute web address that can stand in a header as it is.
func isLink(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(text) <= 500 &&
		!strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>"\`, r) })
}

// oneLine returns text for a header: without control and direction characters, in one line of at
// most n characters.
func oneLine(text string, n int) string {
	text = strings.Join(strings.Fields(strings.Map(visible, strings.ToValidUTF8(text, ""))), " ")
	if r := []rune(text); len(r) > n {
		text = string(r[:n-1]) + "…"
	}
	return text
}

// lines returns text for a body: line ends are \n, other control and direction characters go.
func lines(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\t':
			return r
		case '\r', '\u2028', '\u2029', '\u0085', '\v', '\f':
			return '\n'
		}
		return visible(r)
	}, text)
}

// visible drops what is not seen and can mislead, and turns line ends into spaces.
func visible(r rune) rune {
	switch {
	case r == '\n', r == '\r', r == '\t', r == '\u2028', r == '\u2029', r == '\u0085', r == '\v', r == '\f':
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff', r == unicode.ReplacementChar:
		return -1
	}
	return r
}
