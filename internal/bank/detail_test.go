package bank

import (
	"testing"

	"kyodo/internal/codes"
)

// Every kind has fields of its own, at least one of which the three-minute form asks for, and what
// publication needs is asked for there.
func TestEveryKindHasItsFields(t *testing.T) {
	for _, k := range codes.Supports("") {
		names := map[string]bool{}
		quick := 0
		for _, d := range Details(k) {
			if names[d.Name] {
				t.Errorf("%s has the field %q twice", k, d.Name)
			}
			names[d.Name] = true
			if d.Label.Ja == "" || d.Label.En == "" || (d.Form == Text || d.Form == Prose) != (d.Limit > 0 && d.Choices == nil) ||
				(d.Form == OneOf || d.Form == SomeOf) != (len(d.Choices) > 0) {
				t.Errorf("%s: the field %q is not sound", k, d.Name)
			}
			if d.Needed && !d.Quick {
				t.Errorf("%s: publication needs %q, and the three-minute form does not ask", k, d.Name)
			}
			if d.Quick {
				quick++
			}
		}
		if len(names) == 0 || quick > 4 {
			t.Errorf("%s has %d fields, %d in the three-minute form", k, len(names), quick)
		}
	}
}
