package bank

import (
	"errors"
	"maps"

	"kyodo/internal/fault"
	"kyodo/internal/term"
)

// Missing says what a listing lacks or has wrong for publication on a day, by field of the form; nil
// when it may be submitted.
func (l *Listing) Missing(today term.Date, says *Says) (f fault.Fields) {
	c := *l
	c.Detail = maps.Clone(l.Detail) // check tidies it
	if c.Detail == nil {
		c.Detail = map[string]string{}
	}
	errors.As(c.check(today, true, says), &f)
	return f
}
