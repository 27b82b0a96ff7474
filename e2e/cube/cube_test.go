package cube

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func theOracle(t testing.TB) *oracle {
	t.Helper()
	o, err := readOracle()
	must(t, err)
	return o
}

// TestSample tries every door of the program in process on SQLite, without letting any form do
// anything.
func TestSample(t *testing.T) {
	o := theOracle(t)
	w := build(t, dbtest.Open(t, dbtest.SQLite(t)))
	a := w.app(t)
	must(t, a.Load(context.Background()))
	n := inProcess(a.Site.Handler())
	doors, complaints := w.doors(a.Site.Routes())
	for _, c := range complaints {
		t.Error(c)
	}
	w.prepare(t, n)
	seen := map[string]bool{}
	counts := map[verdict]int{}
	bad := 0
	for _, c := range w.cells(o, doors, n) {
		seen[c.key(n)] = true
		got := c.try(t, n, c.door.open() && c.door.method == http.MethodGet, 0)
		counts[c.want]++
		if v := got.read(); !c.agrees(v) {
			if bad++; bad < 40 {
				t.Errorf("%s: %s (%d), want %s", c, v, got.status, c.want)
			}
			continue
		}
		for _, i := range found(got.body) {
			if !w.mayRead(o, c.as, i) {
				if bad++; bad < 40 {
					t.Errorf("%s reads what is not theirs: %s of %s (%04d)", c, w.canaries[i].class, w.canaries[i].whose, i)
				}
			}
		}
	}
	t.Log(len(doors), "doors", len(seen), "cells", counts)
	_ = slices.Contains[[]string]
	_ = sqldb.SQLite
}
