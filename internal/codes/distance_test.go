package codes_test

import (
	"testing"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

func TestKilometres(t *testing.T) {
	for _, c := range []struct {
		a, b string
		km   int
		ok   bool
	}{
		{"35203", "35203", 0, true},
		{"35203", "35206", 16, true},  // 山口 and 防府
		{"35201", "35208", 120, true}, // 下関 and 岩国
		{"35203", "13101", 0, false},
		{"", "35203", 0, false},
	} {
		km, ok := codes.Kilometres(c.a, c.b)
		back, _ := codes.Kilometres(c.b, c.a)
		if km != c.km || ok != c.ok || back != km {
			t.Errorf("%s to %s: %d km, %v, back %d; want %d, %v", c.a, c.b, km, ok, back, c.km, c.ok)
		}
	}
	for _, m := range codes.Municipalities(term.On(2026, 11, 22)) {
		if _, ok := codes.Kilometres(m.Code, "35203"); !ok {
			t.Errorf("%s has no place", m.Name)
		}
	}
}
