package ja

import (
	"bytes"
	"unicode/utf8"
)

// Encoding names how a text file is written. The values are for reports and flags.
type Encoding string

// The encodings in which Japanese offices send CSV.
const (
	UTF8    Encoding = "UTF-8"     // also plain ASCII
	UTF8BOM Encoding = "UTF-8-BOM" // as Excel saves 「CSV UTF-8」
	CP932   Encoding = "CP932"     // Shift_JIS as Windows has it
	UTF16LE Encoding = "UTF-16LE"  // with BOM, as Excel saves 「Unicode テキスト」
	EUCJP   Encoding = "EUC-JP"
)

// Detect tells the encoding of a text by its first bytes: by the byte-order mark, else
// by which of UTF-8, CP932 and EUC-JP reads them with the fewest faults and the most
// usual characters. complete says that the sample is the whole text; else its last
// character may be cut. A sample of ASCII alone is UTF8.
func Detect(sample []byte, complete bool) Encoding {
	switch {
	case bytes.HasPrefix(sample, []byte("\xEF\xBB\xBF")):
		return UTF8BOM
	case bytes.HasPrefix(sample, []byte("\xFF\xFE")):
		return UTF16LE
	}
	good, bad := scoreUTF8(sample, complete)
	if bad == 0 || good > 10*bad {
		return UTF8
	}
	if scoreEUC(sample, complete) > scoreCP932(sample, complete) {
		return EUCJP
	}
	return CP932
}

// scoreUTF8 counts the three-byte characters (kana, ideographs) and the broken ones.
func scoreUTF8(b []byte, complete bool) (good, bad int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		if !complete && !utf8.FullRune(b) {
			return good, bad
		}
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n == 3:
			good++
		}
		b = b[n:]
	}
	return good, bad
}

// The weights by which the two double-byte readings are told apart.
const (
	fault = -20 // cannot be read at all
	odd   = -2  // can be read but is rare in notices and names
	usual = 1   // ideographs of level 1, full-width letters, punctuation
	kana  = 2
)

// scoreEUC reads b as EUC-JP.
func scoreEUC(b []byte, complete bool) int {
	score := 0
	for i := 0; i < len(b); {
		c := b[i]
		size := 2
		switch {
		case c < 0x80:
			i++
			continue
		case c == 0x8F:
			size = 3
		case c != 0x8E && c < 0xA1, c == 0xFF:
			score += fault
			i++
			continue
		}
		if i+size > len(b) {
			if complete {
				score += fault
			}
			break
		}
		if t := b[i+1]; t < 0xA1 || t == 0xFF || c == 0x8E && t > 0xDF || size == 3 && (b[i+2] < 0xA1 || b[i+2] == 0xFF) {
			score += fault
			i++
			continue
		}
		switch {
		case c == 0xA4, c == 0xA5, c == 0x8E:
			score += kana
		case c >= 0xA1 && c <= 0xA3, c >= 0xB0 && c <= 0xCF:
			score += usual
		case c == 0xAD: // ① and ㈱
		case c >= 0xA9 && c <= 0xAF:
			score += fault
		default:
			score += odd
		}
		i += size
	}
	return score
}

// scoreCP932 reads b as CP932. Half-width kana count little, and against it where no
// writer would put them: a voiced mark after a kana that takes none.
func scoreCP932(b []byte, complete bool) int {
	score := 0
	prev := byte(0) // the half-width kana before this byte
	for i := 0; i < len(b); {
		c := b[i]
		last := prev
		prev = 0
		switch {
		case c < 0x80:
			i++
			continue
		case c >= 0xA1 && c <= 0xDF:
			prev = c
			i++
			switch {
			case c == 0xDE && !(last == 0xB3 || last >= 0xB6 && last <= 0xC4 || last >= 0xCA && last <= 0xCE),
				c == 0xDF && !(last >= 0xCA && last <= 0xCE):
				score += 2 * odd
			case c == 0xDE, c == 0xDF:
				score += kana
			case c <= 0xA5: // half-width brackets and stops
				score--
			}
			continue
		case c == 0x80, c == 0xA0, c >= 0xFD:
			score += fault
			i++
			continue
		}
		if i+2 > len(b) {
			if complete {
				score += fault
			}
			break
		}
		if t := b[i+1]; t < 0x40 || t == 0x7F || t > 0xFC {
			score += fault
			i++
			continue
		}
		switch {
		case c == 0x82 && b[i+1] >= 0x9F, c == 0x83 && b[i+1] <= 0x96:
			score += kana
		case c == 0x81, c == 0x82, c >= 0x88 && c <= 0x97:
			score += usual
		case c == 0x87: // ① and ㈱
		case c >= 0x84 && c <= 0x86, c >= 0xEB && c <= 0xEC, c == 0xEF:
			score += fault / 2
		default:
			score += odd // level 2, characters of the vendors and of the user
		}
		i += 2
	}
	return score
}
