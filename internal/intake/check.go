package intake

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"

	"kyodo/internal/term"
)

// Check reads the whole file once and says what it is. It writes nothing, and its
// memory does not depend on the file. A file that is broken as a whole (container,
// quotes, sizes, layout, most rows with a wrong number of columns) gives a *FileError;
// single bad rows do not. A stopped context gives the context's error.
func Check(ctx context.Context, path string, family Family, lim Limits, progress Progress) (Summary, error) {
	lim = lim.filled()
	t, err := openTable(ctx, path, family, lim, progress)
	if err != nil {
		return Summary{}, err
	}
	defer t.Close()
	sum := Summary{Path: filepath.Base(path), Layout: t.layout.layout}
	var ragged record
	for {
		rec, ok := t.next()
		if !ok {
			break
		}
		sum.Rows++
		if len(rec.ends) != t.layout.width {
			if sum.Ragged++; sum.Ragged == 1 {
				ragged = rec.keep()
			}
			continue
		}
		if at := t.layout.sourceDate(); at >= 0 {
			if on, ok := parseDate(string(rec.field(at))); ok && on.After(sum.AsOf) {
				sum.AsOf = on
			}
		}
	}
	if err := t.err(); err != nil {
		return Summary{}, err
	}
	if err := t.drain(); err != nil {
		return Summary{}, err
	}
	if 2*sum.Ragged > sum.Rows {
		return Summary{}, &FileError{Line: ragged.line, Says: fmt.Sprintf(
			"列の数が%dではなく%dです。半分を超える行（%s行のうち%s行）で列の数が合わないので、取り込みません。",
			t.layout.width, len(ragged.ends), count(sum.Rows), count(sum.Ragged))}
	}
	sum.Bytes, sum.SHA256 = t.src.bytes, t.src.sha256()
	sum.Encoding, sum.BadCharacters = t.text.Encoding(), t.text.Bad()
	if sum.AsOf.IsZero() {
		sum.AsOf = dateInName(sum.Path)
	}
	if sum.AsOf.IsZero() {
		sum.AsOf = dateInName(t.src.inner)
	}
	return sum, nil
}

// sourceDate returns the position of sourceFileDate, -1 where there is none.
func (a *arrangement) sourceDate() int {
	if a.layout != HoujinHeader {
		return -1
	}
	return a.at[hSource]
}

// dateInName returns the day that a file's name carries as YYYYMMDD, the last if there
// are several, no date if there is none or it cannot be the day of such a file.
func dateInName(name string) term.Date {
	var on term.Date
	for start := 0; start < len(name); {
		end := start
		for end < len(name) && name[end] >= '0' && name[end] <= '9' {
			end++
		}
		if end-start == 8 {
			d, ok := term.Make(atoi(name[start:start+4]), atoi(name[start+4:start+6]), atoi(name[start+6:end]))
			if ok && d.Year() >= 1998 && d.Year() < 2100 {
				on = d
			}
		}
		start = max(end, start+1)
	}
	return on
}

// count writes a number with commas: 500,000.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
