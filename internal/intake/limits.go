package intake

import (
	"fmt"

	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// Limits bound what a file may hold; a zero field means its default.
type Limits struct {
	FileBytes  int64 // of the file, and of what it unpacks to: 200 MiB
	LineBytes  int   // of one record, all its lines together: 256 KiB
	Columns    int   // of one record: 512
	FieldBytes int   // of one field: 32 KiB
	Rows       int   // records without the header: 500,000
}

// filled returns the limits with the defaults in place of zeros.
func (l Limits) filled() Limits {
	if l.FileBytes <= 0 {
		l.FileBytes = 200 << 20
	}
	if l.LineBytes <= 0 {
		l.LineBytes = 256 << 10
	}
	if l.Columns <= 0 {
		l.Columns = 512
	}
	if l.FieldBytes <= 0 {
		l.FieldBytes = 32 << 10
	}
	if l.Rows <= 0 {
		l.Rows = 500_000
	}
	return l
}

// Progress hears how many bytes of total are done. It is called often and from
// the reading goroutine.
type Progress func(done, total int64)

// Family is the kind of file that a command imports.
type Family int

// The families.
const (
	Houjin Family = iota // 国税庁 法人番号 CSV
	Portal               // 内閣府 NPO法人ポータル 行政入力情報 CSV
)

// Layout is the arrangement of columns that a file was found to have.
type Layout string

// The layouts.
const (
	HoujinOfficial Layout = "houjin-official" // 30 columns without header, 一連番号 first
	HoujinHeader   Layout = "houjin-header"   // columns by the names of the リソース定義書
	Portal60       Layout = "portal-60"       // 行政入力情報 since 2023
	Portal45       Layout = "portal-45"       // 行政入力情報 until 2019
)

// Summary says what a whole file is.
type Summary struct {
	Path          string      // base name
	Bytes         int64       // unpacked
	SHA256        string      // of the unpacked bytes, lower-case hexadecimal
	Encoding      ja.Encoding // of the text
	Layout        Layout
	Rows          int       // records without the header and without blank lines
	Ragged        int       // of them, how many have another number of columns than the layout
	BadCharacters int       // characters that the encoding does not define (外字)
	AsOf          term.Date // newest sourceFileDate, else YYYYMMDD in the file's name, else none
}

// FileError says why a whole file is refused. Nothing of it was taken.
type FileError struct {
	Line, Column int    // 1-based, 0 where the error is not at a place
	Says         string // in Japanese, for the person who runs the import
	Cause        error  // the system's error, if there is one
}

// Error writes 「3行目 5列目：…」.
func (e *FileError) Error() string {
	switch {
	case e.Line > 0 && e.Column > 0:
		return fmt.Sprintf("%d行目 %d列目：%s", e.Line, e.Column, e.Says)
	case e.Line > 0:
		return fmt.Sprintf("%d行目：%s", e.Line, e.Says)
	}
	return e.Says
}

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.Cause }

// broken makes a FileError without a place.
func broken(cause error, format string, args ...any) *FileError {
	return &FileError{Says: fmt.Sprintf(format, args...), Cause: cause}
}

// Rejection says why one row is not taken, or one doubtful item of it.
type Rejection struct {
	Line   int    `json:"line"`   // physical line where the row starts, 1-based, header included
	Column string `json:"column"` // the column's Japanese name, "" where it is the whole row
	Reason string `json:"reason"` // Japanese: what is wrong, and with which value
}

// binary writes a number of bytes as 200MiB or 32KiB.
func binary(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%dMiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%dKiB", n>>10)
	}
	return fmt.Sprintf("%dバイト", n)
}
