package codes_test

import (
	"testing"

	"kyodo/internal/codes"
)

func TestSupports(t *testing.T) {
	seen := map[codes.Support]bool{}
	n := 0
	for _, m := range codes.Mains() {
		if !m.Valid() || m.Label().Ja == "" || m.Label().En == "" {
			t.Errorf("main kind %q: %+v", m, m.Label())
		}
		for _, k := range codes.Supports(m) {
			if seen[k] || !k.Valid() || k.Main() != m || k.Label().Ja == "" || k.Label().En == "" || (k.Unit() == "") != (k == codes.Undecided) {
				t.Errorf("kind %q of %q: %+v, in %q", k, m, k.Label(), k.Unit())
			}
			seen[k] = true
			n++
		}
	}
	// Domain study 5.2: 5 + 5 + 8 + 5 + 4 + 5 + 3 + 4 + 3 + 5, and X.
	if n != 48 || len(codes.Supports("")) != n {
		t.Errorf("%d kinds", n)
	}
	for _, bad := range []codes.Support{"", "P", "P6", "x"} {
		if bad.Valid() {
			t.Errorf("%q is a kind", bad)
		}
	}
}

func TestExits(t *testing.T) {
	for _, e := range codes.Exits() {
		if !e.Valid() || e.Label().Ja == "" || e.Label().En == "" {
			t.Errorf("%q: %+v", e, e.Label())
		}
	}
	if len(codes.Exits()) != 16 || codes.Exit("").Valid() || codes.Exit("R16").Valid() {
		t.Errorf("%d reasons", len(codes.Exits()))
	}
}
