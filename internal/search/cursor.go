package search

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"

	"kyodo/internal/fault"
)

// cursor is the place of the last hit of a page in its order: by its sort keys and
// not by its number, so that documents may come and go between two pages.
type cursor struct {
	by     Sort
	tier   uint8
	newest string // ByNewest only
	kana   string
	tie    string
	id     string
}

// cursorMax bounds what a stranger may send as a cursor, in bytes.
const cursorMax = 8 << 10

// compare orders the cursor against a document by Kana, Tie, ID.
func (c *cursor) compare(r *row) int {
	return cmp.Or(
		cmp.Compare(c.kana, r.field(fieldKana)),
		cmp.Compare(c.tie, r.field(fieldTie)),
		cmp.Compare(c.id, r.id()))
}

// String returns the cursor for a URL: base64url of the order, the tier and the
// sort keys with their lengths.
func (c *cursor) String() string {
	b := make([]byte, 0, 128)
	b = append(b, c.by[0], c.tier)
	for _, s := range [...]string{c.newest, c.kana, c.tie, c.id} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor reads what String has written for the same order. The error is of
// kind fault.Invalid.
func parseCursor(text string, by Sort) (*cursor, error) {
	if len(text) > cursorMax {
		return nil, fault.New(fault.Invalid, "search: cursor of %d bytes", len(text))
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(b) < 2 {
		return nil, fault.New(fault.Invalid, "search: cursor %q", text)
	}
	c := &cursor{by: by, tier: b[1]}
	if b[0] != by[0] || c.tier >= 2*places || by != ByRelevance && c.tier != 0 {
		return nil, fault.New(fault.Invalid, "search: cursor %q is of another order than %s", text, by)
	}
	b = b[2:]
	for _, s := range [...]*string{&c.newest, &c.kana, &c.tie, &c.id} {
		n, size := binary.Uvarint(b)
		// #nosec G115 -- checked against the bytes that are there
		if size <= 0 || n > uint64(len(b)-size) {
			return nil, fault.New(fault.Invalid, "search: cursor %q is cut short", text)
		}
		*s = string(b[size : size+int(n)]) // #nosec G115 -- checked against the bytes that are there
		b = b[size+int(n):]                // #nosec G115 -- checked against the bytes that are there
	}
	if len(b) > 0 {
		return nil, fault.New(fault.Invalid, "search: cursor %q is too long", text)
	}
	return c, nil
}
