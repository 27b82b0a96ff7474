package ja

import (
	"io"
	"maps"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// geta (〓) stands for a character that CP932 does not have.
const geta = 0x81AC

// cp932 is the code of each rune that CP932 can write.
var cp932 = sync.OnceValue(func() map[rune]uint16 {
	m := make(map[rune]uint16, 10000)
	for c := range 0x80 {
		m[rune(c)] = uint16(c)
	}
	delete(m, 0x1A) // SUBSTITUTE ends a text file on old systems
	for c := 0xA1; c <= 0xDF; c++ {
		m[rune(0xFF61+c-0xA1)] = uint16(c)
	}
	// Characters with several codes take the one that Windows writes: JIS X 0208 before
	// NEC row 13 before the IBM rows; rows ED and EE only repeat the IBM rows.
	dec := japanese.ShiftJIS.NewDecoder()
	for lead := 0x81; lead <= 0xFC; lead++ {
		if lead >= 0xA0 && lead <= 0xDF || lead == 0xED || lead == 0xEE {
			continue
		}
		for trail := 0x40; trail <= 0xFC; trail++ {
			s, err := dec.String(string([]byte{byte(lead), byte(trail)}))
			r, n := utf8.DecodeRuneInString(s)
			if err != nil || n != len(s) || r == utf8.RuneError {
				continue
			}
			if _, taken := m[r]; !taken {
				m[r] = uint16(lead<<8 | trail)
			}
		}
	}
	maps.Copy(m, map[rune]uint16{
		'〜': 0x8160, '−': 0x817C, '‖': 0x8161, '—': 0x815C, // what other systems decode these codes to
		'¢': 0x8191, '£': 0x8192, '¬': 0x81CA, '¦': 0xFA55, // half-width forms of full-width signs
		'¥': 0x818F, '‾': 0x8150, // not 5C and 7E, which would come back as \ and ~
		'\u00A0': ' ', '‑': 0x815D, // no-break space and hyphen
	})
	return m
})

// EncodeCP932 writes s in CP932 as Windows does. A character that CP932 does not have
// becomes 〓 and is listed in lost, each time it occurs and in order; marks without a
// width of their own (variation selectors, zero-width characters) are left out and
// listed. Nothing is lost silently and no byte 0x1A is written.
func EncodeCP932(s string) (out []byte, lost []rune) {
	out = appendCP932(make([]byte, 0, len(s)), s, func(r rune) { lost = append(lost, r) })
	return out, lost
}

func appendCP932(out []byte, s string, lose func(rune)) []byte {
	m := cp932()
	for _, r := range s {
		code, ok := m[r]
		if !ok {
			lose(r)
			if unicode.In(r, unicode.Variation_Selector, unicode.Cf) {
				continue
			}
			code = geta
		}
		if code > 0xFF {
			out = append(out, byte(code>>8))
		}
		out = append(out, byte(code))
	}
	return out
}

// CP932Writer encodes the UTF-8 text written to it as EncodeCP932 does.
type CP932Writer struct {
	w    io.Writer
	out  []byte
	rest []byte // the beginning of a character whose end is still to come
	lost map[rune]int
}

// NewCP932Writer returns a writer that passes text on to w in CP932. Close it to write
// out a character that was cut off at the end of the text.
func NewCP932Writer(w io.Writer) *CP932Writer {
	return &CP932Writer{w: w, lost: map[rune]int{}}
}

// Write implements io.Writer. A character may be spread over several writes.
func (c *CP932Writer) Write(p []byte) (int, error) {
	c.rest = append(c.rest, p...)
	end := len(c.rest)
	for back := 1; back < utf8.UTFMax && back <= len(c.rest); back++ {
		if b := c.rest[len(c.rest)-back]; utf8.RuneStart(b) {
			if !utf8.FullRune(c.rest[len(c.rest)-back:]) {
				end -= back
			}
			break
		}
	}
	if err := c.flush(end); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Close writes what is left of a broken last character as 〓. It does not close the
// writer beneath.
func (c *CP932Writer) Close() error { return c.flush(len(c.rest)) }

// Lost returns how often each character that CP932 does not have was written.
func (c *CP932Writer) Lost() map[rune]int { return maps.Clone(c.lost) }

func (c *CP932Writer) flush(end int) error {
	c.out = appendCP932(c.out[:0], string(c.rest[:end]), func(r rune) { c.lost[r]++ })
	c.rest = append(c.rest[:0], c.rest[end:]...)
	_, err := c.w.Write(c.out)
	return err
}
