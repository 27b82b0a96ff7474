package ja

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sampleSize is how many bytes an encoding is judged by, counted from the first byte
// that is not ASCII.
const sampleSize = 256 << 10

// Decoder reads a text of any Encoding as UTF-8 without byte-order mark.
type Decoder struct {
	src  *bufio.Reader
	enc  Encoding
	text transform.Transformer // nil while only ASCII was seen
	buf  []byte
	out  []byte // the part of buf that is not yet read
	bad  int
	err  error
}

// Decode detects the encoding of r (see Detect) and returns a reader of its text in
// UTF-8, which is a *Decoder. The encoding returned is judged by the first 256 KiB; the
// reader judges by the 256 KiB from the first byte that is not ASCII, so that for a file
// that begins with that much ASCII Decoder.Encoding knows better, once it was read. The
// error is what reading r gave.
func Decode(r io.Reader) (io.Reader, Encoding, error) {
	d := newDecoder(r)
	sample, err := d.src.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	switch d.enc = Detect(sample, err != nil); d.enc {
	case UTF8BOM, UTF16LE:
		d.start(d.enc)
		d.skipMark()
	}
	return d, d.enc, nil
}

// DecodeAs returns a reader of r's text in UTF-8 where somebody has said what the
// encoding is: an Encoding that is none of the constants is read as UTF-8.
func DecodeAs(r io.Reader, enc Encoding) *Decoder {
	d := newDecoder(r)
	d.start(enc)
	d.skipMark()
	return d
}

func newDecoder(r io.Reader) *Decoder {
	return &Decoder{src: bufio.NewReaderSize(r, sampleSize), enc: UTF8, buf: make([]byte, 64<<10)}
}

// start begins to read as enc.
func (d *Decoder) start(enc Encoding) {
	var e encoding.Encoding
	switch enc {
	case CP932:
		e = japanese.ShiftJIS
	case EUCJP:
		e = japanese.EUCJP
	case UTF16LE:
		e = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	default:
		e = unicode.UTF8
	}
	d.enc, d.text = enc, e.NewDecoder().Transformer
}

// skipMark skips the byte-order mark at the beginning of the text.
func (d *Decoder) skipMark() {
	mark := ""
	switch d.enc {
	case UTF8, UTF8BOM:
		mark = "\xEF\xBB\xBF"
	case UTF16LE:
		mark = "\xFF\xFE"
	}
	if head, _ := d.src.Peek(len(mark)); string(head) == mark {
		_, _ = d.src.Discard(len(mark)) // cannot fail: these bytes are in the buffer
	}
}

// Encoding returns the encoding as far as it is known.
func (d *Decoder) Encoding() Encoding { return d.enc }

// Bad returns how many U+FFFD the text read so far holds: bytes that could not be
// decoded, characters of the user's own (外字, CP932 F040 to F9FC), and those that the
// file already had.
func (d *Decoder) Bad() int { return d.bad }

// Read implements io.Reader.
func (d *Decoder) Read(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		if len(p) == 0 {
			return 0, nil
		}
		d.fill()
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// fill decodes some of the source into out, or sets err.
func (d *Decoder) fill() {
	// More than the longest character, less than would make the buffer move much.
	_, err := d.src.Peek(16)
	in, _ := d.src.Peek(d.src.Buffered())
	if err != nil && len(in) == 0 {
		d.err = err
		return
	}
	if d.text == nil {
		if n := min(firstHigh(in), len(d.buf)); n > 0 {
			d.out = d.buf[:copy(d.buf, in[:n])]
			_, _ = d.src.Discard(n)
			return
		}
		sample, err := d.src.Peek(sampleSize)
		enc := Detect(sample, err != nil)
		if enc == UTF8BOM || enc == UTF16LE {
			enc = UTF8 // a mark that is not at the beginning is none
		}
		d.start(enc)
		return
	}
	n, used, terr := d.text.Transform(d.buf, in, err != nil)
	_, _ = d.src.Discard(used)
	d.out = d.mend(d.buf[:n])
	switch {
	case terr != nil && !errors.Is(terr, transform.ErrShortDst) && !errors.Is(terr, transform.ErrShortSrc):
		d.err = terr
	case n == 0 && used == 0 && err != nil:
		d.err = err
	}
}

// mend turns what a decoder lets through from single bytes of CP932 that mean nothing
// (0x80 as U+0080) into U+FFFD and counts it all.
func (d *Decoder) mend(b []byte) []byte {
	if d.enc == CP932 && bytes.Contains(b, []byte("\u0080")) {
		b = bytes.ReplaceAll(b, []byte("\u0080"), []byte(string(utf8.RuneError)))
	}
	d.bad += bytes.Count(b, []byte(string(utf8.RuneError)))
	return b
}

// firstHigh returns the index of the first byte that is not ASCII, or len(b).
func firstHigh(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}
