package sqldb

import (
	"strconv"
	"strings"
)

// Rows is how many rows of that many columns one INSERT should carry. SQLite looks a parameter's
// name up by walking a list, so a statement of 1,000 parameters costs a hundred times one of 100;
// PostgreSQL saves a round trip for each row that comes along.
func (tx *Tx) Rows(columns int) int {
	if tx.engine == SQLite {
		return max(1, 64/columns)
	}
	return max(1, 4000/columns)
}

// Values returns the text of rows × columns placeholders, "($1, $2), ($3, $4)", for one INSERT of
// several rows. Keep rows × columns below 32,000.
func Values(rows, columns int) string {
	var b strings.Builder
	b.Grow(rows * columns * 6)
	n := 0
	for r := range rows {
		if r > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for c := range columns {
			if c > 0 {
				b.WriteString(", ")
			}
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		}
		b.WriteByte(')')
	}
	return b.String()
}

// In returns the text of n placeholders that start at $first, "($2, $3)", for WHERE x IN ….
func In(first, n int) string {
	var b strings.Builder
	b.WriteByte('(')
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
	b.WriteByte(')')
	return b.String()
}
