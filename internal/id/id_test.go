package id_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/id"
)

var noon = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)

func TestIdentifiersSortInTheOrderOfMinting(t *testing.T) {
	var s id.Source
	var list []string
	for _, at := range []time.Time{noon, noon, noon.Add(time.Millisecond), noon.Add(-time.Hour), noon.Add(time.Second), noon.Add(24 * time.Hour)} {
		for range 100_000 { // more than the counter of one millisecond holds
			list = append(list, s.New(at))
		}
	}
	if !slices.IsSorted(list) {
		t.Error("a later identifier sorts before an earlier one")
	}
	if n := len(slices.Compact(list)); n != 600_000 {
		t.Errorf("%d different of 600000", n)
	}
}

func TestLaterNodesSortLater(t *testing.T) {
	var one, two id.Source
	if a, b := one.New(noon.Add(time.Millisecond)), two.New(noon); a < b {
		t.Errorf("%s of a later millisecond sorts before %s", a, b)
	}
}

func TestIdentifiersAreUnique(t *testing.T) {
	const workers, each = 32, 5000
	var s id.Source
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			mine := make([]string, each)
			for i := range mine {
				mine[i] = s.New(noon)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, x := range mine {
				seen[x] = true
				if !id.Valid(x) {
					t.Errorf("minted %q, which is not valid", x)
				}
			}
		})
	}
	wg.Wait()
	if len(seen) != workers*each {
		t.Errorf("%d different of %d", len(seen), workers*each)
	}
}

// TestNodesInOneMillisecondDiffer: with random begins two nodes rarely mint in the same part of a
// millisecond, and then differ by the last three characters.
func TestNodesInOneMillisecondDiffer(t *testing.T) {
	starts := map[string]bool{}
	for range 2000 {
		var node id.Source
		starts[node.New(noon)[:13]] = true
	}
	if len(starts) < 1800 {
		t.Errorf("2000 nodes begin at %d places, want nearly as many", len(starts))
	}
}

func TestValid(t *testing.T) {
	var s id.Source
	good := s.New(noon)
	for text, want := range map[string]bool{good: true, "": false, good[1:]: false, good + "0": false, strings.ToUpper(good): good == strings.ToUpper(good),
		"0000000000000000": true, "zzzzzzzzzzzzzzzz": true, "000000000000000i": false, "000000000000000l": false, "000000000000000o": false,
		"000000000000000u": false, "00000000-0000000": false, "０00000000000000": false} {
		if got := id.Valid(text); got != want {
			t.Errorf("Valid(%q) is %v, want %v", text, got, want)
		}
	}
}
