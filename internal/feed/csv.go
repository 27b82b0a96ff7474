package feed

import (
	"io"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/ja"
)

// Encoding is the character encoding of a CSV file.
type Encoding string

// The encodings.
const (
	UTF8  Encoding = "utf-8" // with a byte order mark, without which Excel reads it as CP932
	CP932 Encoding = "cp932" // Windows' Shift_JIS; what it does not have becomes 〓 and is reported
)

// MediaType is the Content-Type of a CSV file in this encoding. CP932 is registered as
// Windows-31J.
func (e Encoding) MediaType() string {
	if e == CP932 {
		return "text/csv; charset=windows-31j; header=present"
	}
	return "text/csv; charset=utf-8; header=present"
}

// bufferSize is how many bytes of rows are put together before they are written.
const bufferSize = 16 << 10

// CSV writes a table: a header row, commas, CRLF, and quotes around the cells that need them.
// Line breaks inside a cell stay a lone LF, as Excel writes them.
//
// A cell that a spreadsheet would run as a formula is guarded (see Guard).
type CSV struct {
	w       io.Writer
	enc     Encoding
	buf     []byte
	columns []string
	row     int
	losses  Losses
}

// NewCSV begins a table with its header row. Nothing is written before the buffer is full or Flush.
func NewCSV(w io.Writer, enc Encoding, columns ...string) *CSV {
	c := &CSV{w: w, enc: enc, columns: columns, losses: Losses{by: map[rune]*Loss{}}}
	if enc == UTF8 {
		c.buf = append(c.buf, "\xEF\xBB\xBF"...)
	}
	c.add(columns)
	return c
}

// Row writes one row. Its cells are in the order of the columns.
func (c *CSV) Row(cells ...string) (err error) {
	c.row++
	c.add(cells)
	if len(c.buf) < bufferSize {
		return nil
	}
	return c.Flush()
}

// Flush writes what is still in the buffer.
func (c *CSV) Flush() (err error) {
	defer fault.Wrap(&err, "feed.CSV.Flush")
	if len(c.buf) > 0 {
		_, err = c.w.Write(c.buf)
		c.buf = c.buf[:0]
	}
	return err
}

// Rows returns how many rows were written, without the header.
func (c *CSV) Rows() int { return c.row }

// Losses tells which characters the encoding could not carry. It is empty for UTF-8.
func (c *CSV) Losses() *Losses { return &c.losses }

func (c *CSV) add(cells []string) {
	for i, text := range cells {
		if i > 0 {
			c.buf = append(c.buf, ',')
		}
		text = Guard(text)
		if !strings.ContainsAny(text, ",\"\r\n") && text == strings.TrimSpace(text) {
			c.text(text, i)
			continue
		}
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), `"`, `""`)
		c.buf = append(c.buf, '"')
		c.text(text, i)
		c.buf = append(c.buf, '"')
	}
	c.buf = append(c.buf, "\r\n"...)
}

// text appends the cell of column i in the encoding of the file.
func (c *CSV) text(text string, i int) {
	if c.enc != CP932 {
		c.buf = append(c.buf, text...)
		return
	}
	encoded, lost := ja.EncodeCP932(text)
	c.buf = append(c.buf, encoded...)
	for _, r := range lost {
		c.losses.add(r, c.row, c.columns[min(i, len(c.columns)-1)])
	}
}

// Guard makes a cell that begins like a formula harmless: it puts an apostrophe before it.
//
// A spreadsheet runs a cell that begins with = + - @, a tab or a carriage return, quoted or not,
// so a name could become a command on the desk of the officer who opens the file. The apostrophe
// is the usual defence (OWASP "CSV Injection"), but alone it damages the data: a reader cannot
// tell it from one that was there. So a cell that begins with apostrophes before such a character
// gets one more, and Unguard takes off exactly one: every cell comes back as it was. Plain numbers
// (-5, +0.1) are no formulas and stay.
func Guard(cell string) string {
	if formula(cell) {
		return "'" + cell
	}
	return cell
}

// Unguard returns the cell that Guard was given.
func Unguard(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && formula(rest) {
		return rest
	}
	return cell
}

// formula reports whether a cell begins like a formula, after any apostrophes.
func formula(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	if rest == "" || !strings.ContainsRune("=+-@\t\r", rune(rest[0])) {
		return false
	}
	return len(rest) < len(cell) || !number(rest)
}

// number reports whether s is a signed decimal number and nothing else.
func number(s string) bool {
	s = strings.TrimLeft(s[:1], "+-") + s[1:]
	whole, part, point := strings.Cut(s, ".")
	return whole != "" && strings.Trim(whole, "0123456789") == "" && (!point || part != "" && strings.Trim(part, "0123456789") == "")
}
