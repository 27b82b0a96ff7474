package inquiry

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/bank"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// TestAListingClosesWithALine withdraws an offer of which one share is held for the head of the line while
// another waits behind: all of it ends, and nothing is promised any more.
func TestAListingClosesWithALine(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		lid := o.offer(o.company(), 2)
		var asked []string
		for _, g := range o.groups(3) {
			asked = append(asked, o.ask(lid, g, 2))
		}
		for _, qid := range asked {
			_, err := o.accept(qid, 2)
			o.ok(err)
		}
		o.ok(o.DB.Update(t.Context(), func(tx *sqldb.Tx) error { return o.Release(tx, system, asked[0]) }))
		if diff := cmp.Diff([]string{"inquiry.hold g1@example.jp"}, o.mails("inquiry.hold")); diff != "" {
			t.Fatalf("before the end (-want +got):\n%s", diff)
		}
		o.ok(o.bank.Withdraw(t.Context(), system, lid, o.listing(lid).Version, "R14", "", &bank.Says{}))
		if diff := cmp.Diff([]string{"accepted", "declined", "declined"}, o.stands(asked...)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if l := o.listing(lid); l.State != bank.Withdrawn || l.Taken != 0 {
			t.Errorf("the listing is %s, %d taken", l.State, l.Taken)
		}
		o.sleep(10)
		if diff := cmp.Diff([]string{"inquiry.decline g1@example.jp", "inquiry.decline g2@example.jp", "inquiry.hold g1@example.jp"},
			o.mails("inquiry.hold", "inquiry.lapse", "inquiry.decline")); diff != "" {
			t.Errorf("mails (-want +got):\n%s", diff)
		}
	})
}

// TestWhatWasAskedOutlivesTheLastDay lets an offer leave the list with one inquiry held, one in line and one
// unanswered: nobody can ask any more, and what was asked goes on.
func TestWhatWasAskedOutlivesTheLastDay(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		lid := o.offer(o.company(), 2, func(c *bank.Content) { c.AdvertiseUntil = term.Of(o.DB.Now()).AddDays(1) })
		g := o.groups(4)
		held, line, late := o.ask(lid, g[1], 2), o.ask(lid, g[2], 1), o.ask(lid, g[3], 1)
		first := o.ask(lid, g[0], 2)
		for _, qid := range []string{first, held, line} {
			_, err := o.accept(qid, o.at(qid).Quantity)
			o.ok(err)
		}
		o.ok(o.DB.Update(ctx, func(tx *sqldb.Tx) error { return o.Release(tx, system, first) }))
		o.sleep(2)
		if l := o.listing(lid); l.State != bank.Expired {
			t.Fatalf("the listing is %s", l.State)
		}
		if diff := cmp.Diff([]string{"waiting", "waiting center", "sent owner"}, o.stands(held, line, late)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"inquiry.lineover g2@example.jp"}, o.mails("inquiry.lineover")); diff != "" {
			t.Errorf("who waits in the line (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"line"}, o.needed); diff != "" {
			t.Errorf("the coordinators (-want +got):\n%s", diff)
		}
		if _, err := o.Ask(ctx, system, asking(lid, o.enter("group", "late@example.jp"), 1), says()); refusals(err) != ": not open" {
			t.Errorf("asked after the last day: %v", err)
		}
		o.ok(o.Confirm(ctx, system, held, o.at(held).Version))
		r, err := o.accept(late, 1)
		o.ok(err)
		if r.State != InLine {
			t.Errorf("of nothing that is left, the late one has %s", r.State)
		}
		if diff := cmp.Diff([]string{"waiting center", "waiting center"}, o.stands(line, late)); diff != "" {
			t.Errorf("nobody looks after who still waits (-want +got):\n%s", diff)
		}
		o.ok(o.DB.Update(ctx, func(tx *sqldb.Tx) error { return o.Release(tx, system, held) }))
		if diff := cmp.Diff([]string{"waiting", "waiting"}, o.stands(line, late)); diff != "" {
			t.Errorf("both have a share held now (-want +got):\n%s", diff)
		}
		o.ok(o.Confirm(ctx, system, line, o.at(line).Version))
		o.ok(o.Confirm(ctx, system, late, o.at(late).Version))
		if l := o.listing(lid); l.Taken != 2 {
			t.Errorf("%d taken, want 2", l.Taken)
		}
	})
}

// TestNobodyAsksWhatCloses asks about offers in the moment in which they are withdrawn: no inquiry is left
// open about one that is closed.
func TestNobodyAsksWhatCloses(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx, company, groups := t.Context(), o.company(), o.groups(6)
		for range 5 {
			lid := o.offer(company, 20)
			var wg sync.WaitGroup
			for i, g := range groups {
				wg.Go(func() {
					if i == 3 {
						if err := o.bank.Withdraw(ctx, system, lid, 3, "R14", "", &bank.Says{}); err != nil {
							t.Error(err)
						}
					}
					if _, err := o.Ask(ctx, system, asking(lid, g, 1), says()); err != nil && refusals(err) != ": not open" && refusals(err) != ": too many" {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			var open []Inquiry
			o.ok(o.DB.View(ctx, func(tx *sqldb.Tx) (err error) {
				open, err = openAbout(tx, lid)
				return err
			}))
			if len(open) > 0 {
				t.Fatalf("%d inquiries are open about a listing that is %s", len(open), o.listing(lid).State)
			}
		}
	})
}
