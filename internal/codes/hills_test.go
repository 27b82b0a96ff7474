package codes

import (
	"strings"
	"testing"

	"kyodo/internal/term"
)

func TestAllHills(t *testing.T) {
	var names []string
	for _, m := range Municipalities(term.On(2026, 4, 1)) {
		if m.AllHills() {
			names = append(names, m.Name)
		}
	}
	if got := strings.Join(names, "、"); got != "萩市、長門市、柳井市、美祢市、周防大島町、上関町、平生町、阿武町" {
		t.Errorf("the prefecture names others than %s", got)
	}
}
