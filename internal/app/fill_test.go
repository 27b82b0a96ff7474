package app_test

import (
	"context"
	"testing"

	"kyodo/internal/app"
	"kyodo/internal/demo"
	"kyodo/internal/term"
)

// fill puts 30 invented organizations into the register of a.
func fill(t *testing.T, a *app.App) {
	t.Helper()
	if err := demo.Fill(context.Background(), a.Register, 30, 9, term.On(2026, 11, 23), nil); err != nil {
		t.Fatal(err)
	}
}
