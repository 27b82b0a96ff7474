package ja

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Two noncharacters that stand for something else than a folded rune in the table.
const (
	dropped = 0xFFFE // folds to nothing
	slow    = 0xFFFF // folds to several runes, or joins the rune before it
)

const (
	voicedMark     = '\u3099'
	semiVoicedMark = '\u309A'
)

// table is what each rune of the basic plane folds to.
type table struct {
	one  [1 << 16]uint16 // a rune, dropped or slow
	many map[rune]string // of the slow ones, those that fold to several runes
}

// folding is built on first use (a few milliseconds) from the same steps that fold the
// runes it does not hold.
var folding = sync.OnceValue(func() *table {
	t := &table{many: map[rune]string{}}
	for r := range rune(1 << 16) {
		switch {
		case r >= 0x3400 && r < 0xA000 || r >= 0xAC00 && r < 0xD7A4 || r >= 0xE000 && r < 0xF900:
			t.one[r] = uint16(plain(r)) // nothing there decomposes, but Hangul, which recomposes
		case r < 0x0590 || r >= 0x1E00 && r < 0x3400 || r >= 0xF900 && r < 0xFB00 || r >= 0xFE00:
			t.enter(r)
		default:
			t.one[r] = slow // scripts that are rare here
		}
	}
	return t
})

func (t *table) enter(r rune) {
	t.one[r] = slow
	if r >= dropped || r >= 0xD800 && r < 0xE000 {
		return
	}
	full := norm.NFKD.String(string(r))
	if first, _ := utf8.DecodeRuneInString(full); joins(first) {
		return
	}
	var f folder
	f.long(r)
	got, n := utf8.DecodeRune(f.out)
	switch {
	case len(f.out) == 0 && strings.ContainsAny(full, "\u3099\u309A"): // ゛ is a space and a mark
	case len(f.out) == 0:
		t.one[r] = dropped
	case n == len(f.out) && got < dropped:
		t.one[r] = uint16(got)
	case n < len(f.out):
		t.many[r] = string(f.out)
	}
}

// plain folds a rune that does not decompose.
func plain(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r == '-' || r == '~' {
			return 'ー'
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r >= 'ァ' && r <= 'ヶ', r == 'ヽ':
		return hiragana(r - 'ァ' + 'ぁ')
	case r >= 'ぁ' && r <= 'ゖ':
		return hiragana(r)
	case r >= 0x31F0 && r <= 0x31FF: // small katakana of Ainu
		return []rune("くしすとぬはひふへほむらりるれろ")[r-0x31F0]
	case dash(r):
		return 'ー'
	}
	switch r {
	case 'ヷ':
		return 'ば'
	case 'ヸ':
		return 'び'
	case 'ヹ':
		return 'べ'
	case 'ヺ':
		return 'ぼ'
	case '‘', '’':
		return '\''
	case '“', '”':
		return '"'
	}
	if v, ok := variants()[r]; ok {
		return v
	}
	return unicode.ToLower(r)
}

// hiragana folds small and old kana.
func hiragana(r rune) rune {
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ':
		return r + 1
	case 'ゕ':
		return 'か'
	case 'ゖ':
		return 'け'
	case 'ゐ':
		return 'い'
	case 'ゑ':
		return 'え'
	case 'ぢ':
		return 'じ'
	case 'づ':
		return 'ず'
	case 'ゔ':
		return 'ぶ'
	}
	return r
}

// dash reports the hyphens, dashes, waves and long-vowel marks that people type for
// one another.
func dash(r rune) bool {
	switch r {
	case 'ー', '-', '~', '゠', '‐', '‑', '‒', '–', '—', '―', '⁃', '⁓', '−', '∼', '∽', '─', '━', '〜', '〰',
		'～', '－', 'ｰ', '﹘', '﹣', '˗', '⸺', '⸻', '⸗':
		return true
	}
	return false
}

// ignored reports runes that do not count in a search.
func ignored(r rune) bool {
	switch {
	case unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf, unicode.Variation_Selector, unicode.Me):
		return true
	case r == 0x034F, r == 0x115F, r == 0x1160: // joiner and fillers without a shape
		return true
	}
	switch r {
	case '・', '･', '·', '•', '‧', '∙', '⋅', '⸱', '⸳':
		return true
	}
	switch norm.NFKD.PropertiesString(string(r)).CCC() {
	case 0, 7, 8, 9: // nukta, voiced marks and virama make another letter
		return false
	}
	return true // accents
}

// joins reports runes that may melt into the one before them: kana voicing marks and
// the vowels and finals of Hangul.
func joins(r rune) bool {
	return r == voicedMark || r == semiVoicedMark || r >= 0x1161 && r <= 0x1175 || r >= 0x11A8 && r <= 0x11C2
}

// join returns the folded rune that a folded rune and a following mark make, or 0.
func join(a, mark rune) rune {
	switch {
	case mark == voicedMark:
		switch {
		case a == 'う':
			return 'ぶ'
		case a == 'わ':
			return 'ば'
		case a == 'い':
			return 'び'
		case a == 'え':
			return 'べ'
		case a == 'を':
			return 'ぼ'
		case a == 'ゝ':
			return 'ゞ'
		case a >= 'か' && a <= 'ち' && (a-'か')%2 == 0, a >= 'つ' && a <= 'と' && (a-'つ')%2 == 0,
			a >= 'は' && a <= 'ほ' && (a-'は')%3 == 0:
			return hiragana(a + 1)
		}
	case mark == semiVoicedMark:
		if a >= 'は' && a <= 'ほ' && (a-'は')%3 == 0 {
			return a + 2
		}
	case mark <= 0x1175: // Hangul vowel after a leading consonant
		if a >= 0x1100 && a <= 0x1112 {
			return 0xAC00 + ((a-0x1100)*21+(mark-0x1161))*28
		}
	case mark >= 0x11A8: // Hangul final after an open syllable
		if a >= 0xAC00 && a < 0xD7A4 && (a-0xAC00)%28 == 0 {
			return a + mark - 0x11A7
		}
	}
	return 0
}
