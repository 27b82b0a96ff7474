package bank

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// The draw that anybody can recompute: known values, so that it never changes.
func TestLotsAreTheDocumentedOnes(t *testing.T) {
	seed := []byte(strings.Repeat("k", seedBytes))
	entries := []string{"a", "b", "c", "d", "e"}
	want := Lots(seed, entries)
	for range 20 {
		slices.Reverse(entries)
		if got := Lots(seed, entries); !slices.Equal(got, want) {
			t.Fatalf("another order of entries: %v", got)
		}
		entries = append(entries[1:], entries[0])
	}
	// printf %s a | openssl dgst -sha256 -hmac kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk, of each entry, sorted
	if got := strings.Join(want, ""); got != "dcbae" {
		t.Errorf("%s, want dcbae", got)
	}
}

// Each is first about as often as every other.
func TestLotsAreFair(t *testing.T) {
	first := map[string]int{}
	for i := range 3000 {
		seed := fmt.Appendf(nil, "seed %d", i)
		first[Lots(seed, []string{"a", "b", "c"})[0]]++
	}
	for id, n := range first {
		if n < 900 || n > 1100 {
			t.Errorf("%s is first %d times of 3000", id, n)
		}
	}
}

func TestALotteryIsDrawnOnceAndCanBeChecked(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		s.Entries = func(*sqldb.Tx, string) ([]string, error) { return []string{"i3", "i1", "i2", "i4"}, nil }
		in := chairs()
		in.Content.Choosing = ByLottery
		lid := must(s.Begin(ctx, owner, in, says()))(t)
		var f fault.Fields
		if err := s.Submit(ctx, owner, lid, 1, says()); !errors.As(err, &f) || f[0].Name != "deadline" {
			t.Fatalf("a lottery without a deadline: %v", err)
		}
		c := must(s.Listing(ctx, lid))(t).Content
		for _, late := range []term.Date{in.Content.AdvertiseUntil, in.Content.AdvertiseUntil.AddDays(1)} { // nobody would be there to be accepted
			c.Deadline = late
			if err := s.Save(ctx, owner, lid, must(s.Listing(ctx, lid))(t).Version, "choosing", c, says()); err != nil {
				t.Fatal(err)
			}
			if err := s.Submit(ctx, owner, lid, must(s.Listing(ctx, lid))(t).Version, says()); !errors.As(err, &f) || f[0].Says != "lottery" {
				t.Errorf("lots are drawn after the last day: %v", err)
			}
		}
		c.Deadline = term.On(2026, 12, 10)
		if err := s.Save(ctx, owner, lid, 3, "choosing", c, says()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.DrawOf(ctx, lid); !errors.Is(err, fault.NotFound) {
			t.Errorf("a draw before publication: %v", err)
		}
		if err := errors.Join(s.Submit(ctx, owner, lid, 4, says()), s.Publish(ctx, owner, lid, 5, says())); err != nil {
			t.Fatal(err)
		}
		before := must(s.DrawOf(ctx, lid))(t)
		if before.Seed != "" || before.Drawn() || len(before.Commitment) != 64 {
			t.Errorf("before closing: %+v", before)
		}
		if text, err := json.Marshal(before); err != nil || strings.Contains(string(text), "seed") {
			t.Errorf("%s, %v", text, err)
		}
		// The way of choosing and the seed stay once people have asked.
		c.Choosing = FirstCome
		if err := s.Save(ctx, owner, lid, 6, "choosing", c, says()); !errors.As(err, &f) || f[0].Name != "choosing" {
			t.Errorf("the way of choosing is changed: %v", err)
		}
		if err := errors.Join(s.Pause(ctx, owner, lid, 6, ""), s.Resume(ctx, owner, lid, 7, says())); err != nil {
			t.Fatal(err)
		}
		draw := func(day term.Date) Draw {
			t.Helper()
			err := db.Update(ctx, func(tx *sqldb.Tx) error {
				tx.Now = day.Time()
				return s.drawLots(tx, lid)
			})
			if err != nil {
				t.Fatal(err)
			}
			return must(s.DrawOf(ctx, lid))(t)
		}
		undrawn := func() (yes bool) {
			t.Helper()
			l := must(s.Listing(ctx, lid))(t)
			err := db.View(ctx, func(tx *sqldb.Tx) (err error) { yes, err = Undrawn(tx, &l); return err })
			if err != nil {
				t.Fatal(err)
			}
			return yes
		}
		if !undrawn() {
			t.Error("somebody may be accepted before the draw")
		}
		if d := draw(term.On(2026, 12, 10)); d.Drawn() || d.Seed != "" {
			t.Errorf("drawn on the last day: %+v", d)
		}
		d := draw(term.On(2026, 12, 11))
		if d.Commitment != before.Commitment || !slices.Equal(d.Entries, []string{"i1", "i2", "i3", "i4"}) {
			t.Errorf("%+v", d)
		}
		if err := d.Verify(); err != nil || undrawn() {
			t.Error(err, undrawn())
		}
		s.Entries = func(*sqldb.Tx, string) ([]string, error) { return []string{"late"}, nil }
		if again := draw(term.On(2026, 12, 20)); !slices.Equal(again.Result, d.Result) || again.Seed != d.Seed {
			t.Errorf("drawn twice: %+v", again)
		}
		for name, change := range map[string]func(d *Draw){
			"an entry changed":          func(d *Draw) { d.Entries[1] = "i2x" },
			"an entry added":            func(d *Draw) { d.Entries = append(d.Entries, "i9") },
			"an entry twice":            func(d *Draw) { d.Entries = append(d.Entries, "i4") },
			"an entry taken out":        func(d *Draw) { d.Entries = d.Entries[1:] },
			"another seed":              func(d *Draw) { d.Seed = strings.Repeat("0", 64) },
			"a seed too short":          func(d *Draw) { d.Seed = d.Seed[2:] },
			"no seed":                   func(d *Draw) { d.Seed = "" },
			"another commitment":        func(d *Draw) { d.Commitment = strings.Repeat("0", 64) },
			"another seed, recommitted": func(d *Draw) { d.Seed = strings.Repeat("1", 64); d.Commitment = Commit(make([]byte, 32)) },
			"the result in another order": func(d *Draw) {
				d.Result[0], d.Result[1] = d.Result[1], d.Result[0]
			},
			"the entries in another order": func(d *Draw) { slices.Reverse(d.Entries) },
			"the result cut":               func(d *Draw) { d.Result = d.Result[:2] },
		} {
			x := d
			x.Entries, x.Result = slices.Clone(d.Entries), slices.Clone(d.Result)
			change(&x)
			if err := x.Verify(); !errors.Is(err, fault.Invalid) {
				t.Errorf("%s is not found: %v", name, err)
			}
		}
	})
}
