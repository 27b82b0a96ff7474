package intake

import (
	"fmt"
	"io"
)

// record is one line of the table. It lives until the next record is scanned; keep gives one that stays.
type record struct {
	line int    // physical line where it starts, 1-based
	data []byte // the fields' bytes without quotes and separators
	ends []int  // where each field ends in data
}

// field returns the i-th field, 0-based.
func (r record) field(i int) []byte {
	start := 0
	if i > 0 {
		start = r.ends[i-1]
	}
	return r.data[start:r.ends[i]]
}

func (r record) keep() record {
	return record{r.line, append([]byte(nil), r.data...), append([]int(nil), r.ends...)}
}

// fields returns all fields as strings that share one memory.
func (r record) fields() []string {
	all := string(r.data)
	text := make([]string, len(r.ends))
	start := 0
	for i, end := range r.ends {
		text[i] = all[start:end]
		start = end
	}
	return text
}

// blank says that the line holds nothing (or the mark with which DOS ended texts).
func (r record) blank() bool {
	return len(r.ends) == 1 && (len(r.data) == 0 || len(r.data) == 1 && r.data[0] == 0x1a)
}

// The states of the scanner.
const (
	atStart  = iota // at the start of a field
	unquoted        // in a field without quotes
	quoted          // between the quotes of a field
	closing         // just after a quote inside quotes: its end, or a doubled quote
)

// scanner splits a byte stream into records by RFC 4180: comma, double quote, and
// CRLF, LF or CR as line ends, mixed as they come. It reads decoded text, and every
// limit is checked before a byte is kept.
type scanner struct {
	in      io.Reader
	lim     Limits
	buf     []byte
	pos     int
	end     int
	eof     bool
	line    int  // physical line of the next byte
	blanks  int  // blank lines so far
	afterCR bool // the byte before was CR: an LF belongs to it
	rec     record
	err     error
}

func newScanner(in io.Reader, lim Limits) *scanner {
	return &scanner{in: in, lim: lim, buf: make([]byte, 64<<10), line: 1}
}

// next returns the next record that is not blank. After false, err is nil at the
// end of the file; the reader's error or a *FileError otherwise.
func (s *scanner) next() (record, bool) {
	for s.err == nil {
		ok := s.scan()
		if !ok || s.err != nil {
			break
		}
		if !s.rec.blank() {
			return s.rec, true
		}
		if s.blanks++; s.blanks > s.lim.Rows {
			s.err = &FileError{Line: s.rec.line, Says: "空行が多すぎます。CSVファイルではない可能性があります。"}
		}
	}
	return record{}, false
}

// fill reads more bytes; false at the end or on an error.
func (s *scanner) fill() bool {
	for tries := 0; !s.eof && s.err == nil && tries < 100; tries++ {
		n, err := s.in.Read(s.buf)
		s.pos, s.end = 0, n
		switch {
		case err == io.EOF:
			s.eof = true
		case err != nil:
			s.err = err
			return false
		}
		if n > 0 {
			return true
		}
	}
	if !s.eof && s.err == nil {
		s.err = io.ErrNoProgress
	}
	return false
}

// fail stops the scan with what is wrong in the current field.
func (s *scanner) fail(line int, format string, args ...any) {
	s.err = &FileError{Line: line, Column: len(s.rec.ends) + 1, Says: fmt.Sprintf(format, args...)}
}

// scan reads one record into s.rec; false at the end of the file or on an error.
func (s *scanner) scan() bool {
	s.rec.data, s.rec.ends = s.rec.data[:0], s.rec.ends[:0]
	s.rec.line = s.line
	state, start, some := atStart, 0, false
	for {
		if s.pos == s.end && !s.fill() {
			if s.err != nil || !some {
				return false
			}
			if state == quoted {
				s.fail(s.rec.line, "引用符（\"）が閉じられていません。引用符の数を確かめてください。")
				return false
			}
			return s.endField()
		}
		c := s.buf[s.pos]
		s.pos++
		if c == '\n' && s.afterCR {
			s.afterCR = false
			continue
		}
		s.afterCR = c == '\r'
		some = true
		if c == '\n' || c == '\r' {
			s.line++
		}
		switch state {
		case atStart, unquoted:
			switch c {
			case ',':
				if !s.endField() {
					return false
				}
				state, start = atStart, len(s.rec.data)
				continue
			case '\n', '\r':
				return s.endField()
			case '"':
				if state == unquoted {
					s.fail(s.line, "引用符（\"）の位置が正しくありません。引用符は項目の最初と最後に置き、項目の中では2つ続けてください。")
					return false
				}
				state = quoted
				continue
			}
			state = unquoted
		case quoted:
			switch c {
			case '"':
				state = closing
				continue
			case '\r':
				c = '\n'
			}
		case closing:
			switch c {
			case ',':
				if !s.endField() {
					return false
				}
				state, start = atStart, len(s.rec.data)
				continue
			case '\n', '\r':
				return s.endField()
			case '"':
				state = quoted
			default:
				s.fail(s.rec.line, "引用符（\"）が正しく閉じられていません。閉じる引用符の後は、コンマか改行でなければなりません。")
				return false
			}
		}
		if !s.keepByte(c, state, start) {
			return false
		}
		if state != closing {
			s.keepRun(start)
		}
	}
}

// keepRun adds the bytes that follow and mean nothing special, as far as the limits
// let it; keepByte refuses the one that goes beyond.
func (s *scanner) keepRun(start int) {
	most := min(s.lim.FieldBytes-len(s.rec.data)+start, s.lim.LineBytes-len(s.rec.data)-len(s.rec.ends), s.end-s.pos)
	n := 0
	for _, c := range s.buf[s.pos : s.pos+max(most, 0)] {
		if c == ',' || c == '"' || c == '\n' || c == '\r' || c == 0 {
			break
		}
		n++
	}
	if n > 0 {
		s.rec.data = append(s.rec.data, s.buf[s.pos:s.pos+n]...)
		s.pos += n
		s.afterCR = false
	}
}

// keepByte adds a byte to the field, within the limits.
func (s *scanner) keepByte(c byte, state, start int) bool {
	switch {
	case c == 0:
		s.fail(s.line, "NUL（0x00）が含まれています。CSVファイルではないか、BOMのないUTF-16です。")
	case len(s.rec.data)-start >= s.lim.FieldBytes && state == quoted:
		s.fail(s.rec.line, "引用符（\"）が閉じられていないか、項目の長さが上限の%sを超えています。", binary(int64(s.lim.FieldBytes)))
	case len(s.rec.data)-start >= s.lim.FieldBytes:
		s.fail(s.rec.line, "項目の長さが上限の%sを超えています。", binary(int64(s.lim.FieldBytes)))
	case len(s.rec.data)+len(s.rec.ends) >= s.lim.LineBytes:
		s.fail(s.rec.line, "行の長さが上限の%sを超えています。", binary(int64(s.lim.LineBytes)))
	default:
		s.rec.data = append(s.rec.data, c)
		return true
	}
	return false
}

// endField closes the current field, within the limit of columns.
func (s *scanner) endField() bool {
	if len(s.rec.ends) >= s.lim.Columns {
		s.fail(s.rec.line, "列の数が上限の%dを超えています。", s.lim.Columns)
		return false
	}
	s.rec.ends = append(s.rec.ends, len(s.rec.data))
	return true
}
