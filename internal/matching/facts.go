package matching

import (
	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// Truth is yes, no or not known.
type Truth int8

// The three values.
const (
	NotKnown Truth = iota
	Is
	IsNot
)

// Of is the truth of something known.
func Of(is bool) Truth {
	if is {
		return Is
	}
	return IsNot
}

// Facts are what matching knows about one listing and the organization behind it. The zero value of
// a field means that it is not known.
type Facts struct {
	ID           string
	Organization string
	Need         bool // looked for; else offered
	Kind         codes.Support
	Fields       []string // slugs of activity fields
	// Where: the place it is at, the municipalities it reaches, or the whole prefecture.
	City   string
	Cities []string
	Whole  bool
	Online Truth
	// When: the first and the last day. Standing has no end.
	From, Until term.Date
	Standing    bool
	// How much is left or looked for, and what one partner gets at least and at most (0 = no limit).
	Quantity, Least, Most int64
	Unit                  string
	// What the partner must be.
	Requires Requirements
	// What the organization is.
	Legal     codes.Kind
	Published Truth
	Certified Truth
	Level     int // of disclosure, 1 to 3; 0 = not known
	// How much it can take at a time, in the unit of the listing.
	Capacity int64
	// Title and body.
	Text string
	// Collaborations that it brought to an end, with this main kind.
	Done int
	// Inquiries about the listing so far: what equity looks at. It is no quality.
	Contacts int
}

// Requirements are what a listing asks of the organization of its partner.
type Requirements struct {
	Legal     []codes.Kind // one of these; nil = any
	Published bool
	Certified bool // 認定・特例認定
	Level     int  // of disclosure, at least
}

// Any says that nothing is required.
func (r Requirements) Any() bool {
	return len(r.Legal) == 0 && !r.Published && !r.Certified && r.Level == 0
}
