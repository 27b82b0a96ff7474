package codes

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Address is an address split at its municipality.
type Address struct {
	Prefecture     string // 山口県
	PrefectureCode string // two digits
	District       string // 郡 (or island) as written, "" if left out
	City           string // 和木町, 静岡市葵区
	CityCode       string // five digits; of an abolished municipality its own
	Rest           string // what follows, as written
}

var rePostcode = regexp.MustCompile(`^\s*(?:〒\s*)?[0-9０-９]{3}[-‐－−ー]?[0-9０-９]{4}(?:[\s　]+|([^0-9０-９\s　]))`)

// SplitAddress splits an address into prefecture, municipality and the rest. The
// prefecture and the 郡 may be missing; spaces, width and the variants ヶ ケ が do not
// matter; the longest name wins (廿日市市, 静岡市葵区). Without a prefecture the one
// with the code prefHint is tried first, then the only one that has such a name.
// ok says that the municipality was found; if only the prefecture was, it and the
// rest are filled.
func SplitAddress(addr, prefHint string) (a Address, ok bool) {
	addr = composeKana(strings.TrimSpace(addr))
	if m := rePostcode.FindStringSubmatchIndex(addr); m != nil {
		end := m[1]
		if m[2] >= 0 {
			end = m[2]
		}
		addr = addr[end:]
	}
	text := newPlaceText(addr)
	table := cities()
	for _, p := range prefectures {
		if !text.hasPrefix(p.Name) {
			continue
		}
		text = text.after(len([]rune(p.Name)))
		a = Address{Prefecture: p.Name, PrefectureCode: p.Code, Rest: text.rest(0)}
		if m, found := table.match(p.Code, text); found {
			return m.address(text), true
		}
		return a, false
	}
	if m, found := table.match(prefHint, text); found {
		return m.address(text), true
	}
	var best []cityMatch
	for _, p := range prefectures {
		if m, found := table.match(p.Code, text); found {
			if len(best) > 0 && m.length > best[0].length {
				best = best[:0]
			}
			if len(best) == 0 || m.length == best[0].length {
				best = append(best, m)
			}
		}
	}
	if len(best) == 1 {
		return best[0].address(text), true
	}
	return Address{Rest: text.rest(0)}, false
}

// cityMatch is a city found at the beginning of a text.
type cityMatch struct {
	city     City
	district int // runes of the 郡
	length   int // runes of 郡 and name
}

func (m cityMatch) address(text placeText) Address {
	p, _ := PrefectureByCode(m.city.Code[:2])
	return Address{
		Prefecture: p.Name, PrefectureCode: p.Code,
		District: string(text.plain(0, m.district)), City: m.city.Name, CityCode: m.city.Code,
		Rest: text.rest(m.length),
	}
}

// match finds the longest city of the prefecture with which the text begins, with a
// 郡 before a town or village if there is one.
func (t cityTable) match(prefecture string, text placeText) (cityMatch, bool) {
	names := t.byName[prefecture]
	if names == nil {
		return cityMatch{}, false
	}
	best, found := cityMatch{}, false
	try := func(start int) {
		for end := min(start+t.longest, len(text.folded)); end > start; end-- {
			c, ok := names[string(text.folded[start:end])]
			if !ok || start > 0 && !strings.HasSuffix(c.Name, "町") && !strings.HasSuffix(c.Name, "村") {
				continue
			}
			if end > best.length {
				best, found = cityMatch{c, start, end}, true
			}
			return
		}
	}
	try(0)
	for i, r := range text.folded[:min(6, len(text.folded))] {
		if i > 0 && (r == '郡' || r == '島') {
			try(i + 1)
		}
	}
	return best, found
}

// placeText is a text without spaces, folded for comparing, with the way back.
type placeText struct {
	original string
	folded   []rune
	offsets  []int // byte offset in original of each folded rune
}

func newPlaceText(s string) placeText {
	t := placeText{original: s}
	for i, r := range s {
		if !unicode.IsSpace(r) {
			t.folded = append(t.folded, foldPlace(r))
			t.offsets = append(t.offsets, i)
		}
	}
	return t
}

func (t placeText) hasPrefix(name string) bool {
	runes := []rune(name)
	return len(t.folded) >= len(runes) && slices.Equal(t.folded[:len(runes)], runes)
}

// after returns the text without its first n runes.
func (t placeText) after(n int) placeText {
	return placeText{t.original, t.folded[n:], t.offsets[n:]}
}

// rest returns the original from the n-th rune on.
func (t placeText) rest(n int) string {
	if n >= len(t.offsets) {
		return ""
	}
	return strings.TrimSpace(t.original[t.offsets[n]:])
}

// plain returns the original runes from i to j without spaces.
func (t placeText) plain(i, j int) []rune {
	var runes []rune
	for _, at := range t.offsets[i:j] {
		for _, r := range t.original[at:] {
			runes = append(runes, r)
			break
		}
	}
	return runes
}

// foldPlace makes the variants of one character in place names the same.
func foldPlace(r rune) rune {
	if p := width.LookupRune(r); p.Folded() != 0 {
		r = p.Folded()
	}
	switch r {
	case 'ヶ', 'が', 'ガ':
		return 'ケ'
	case 'ヵ':
		return 'カ'
	case '髙':
		return '高'
	case '﨑':
		return '崎'
	case '桧':
		return '檜'
	case '鯵':
		return '鰺'
	case '竜':
		return '龍'
	case '梼':
		return '檮'
	case '諌':
		return '諫'
	case '惠':
		return '恵'
	}
	return r
}

// composeKana joins half-width kana with their marks and leaves all else as written.
func composeKana(s string) string {
	if strings.IndexFunc(s, halfKana) < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		i := strings.IndexFunc(s, halfKana)
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexFunc(s, func(r rune) bool { return !halfKana(r) })
		if end < 0 {
			end = len(s)
		}
		b.WriteString(norm.NFKC.String(s[:end]))
		s = s[end:]
	}
	return b.String()
}

func halfKana(r rune) bool { return r >= '･' && r <= 'ﾟ' }
