package inquiry

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// The calendar of the test: 2026-11-23 is a Monday and a holiday.
const (
	reminded  = "2026-11-27" // the morning after 3 business days
	alerted   = "2026-12-03" // 7
	takenOver = "2026-12-12" // 14, a Saturday
)

// TestReplyClock lets nobody answer: who owes the word is reminded, then the coordinator is told, then the case
// is the centre's, or, where the asker is silent, at its end. Each happens once, on its day.
func TestReplyClock(t *testing.T) {
	for name, c := range map[string]struct {
		did   []string
		mails map[string][]string // by day
		end   string
		why   []string
	}{
		"the owner is silent": {nil, map[string][]string{reminded: {"inquiry.remind company@example.jp"}, alerted: nil,
			takenOver: {"inquiry.escalated company@example.jp", "inquiry.escalated g1@example.jp"}}, "sent center", []string{"silent " + alerted, "taken " + takenOver}},
		"the owner has read it": {[]string{"open"}, map[string][]string{reminded: {"inquiry.remind company@example.jp"},
			takenOver: {"inquiry.escalated company@example.jp", "inquiry.escalated g1@example.jp"}}, "read center", []string{"silent " + alerted, "taken " + takenOver}},
		"the asker is silent": {[]string{"owner replies"}, map[string][]string{reminded: {"inquiry.remind g1@example.jp"},
			takenOver: {"inquiry.silent company@example.jp", "inquiry.silent g1@example.jp"}}, "silent", []string{"silent " + alerted}},
		"the centre mediates": {[]string{"mediate"}, nil, "sent center", nil},
		"it was declined":     {[]string{"decline"}, nil, "declined", nil},
		"it was agreed":       {[]string{"accept"}, nil, "accepted", nil},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, o *office) {
				qid := o.brought(o.company(), o.groups(2), c.did)
				kinds := []string{"inquiry.remind", "inquiry.escalated", "inquiry.silent"}
				seen, why := o.mails(kinds...), []string{}
				o.needed = nil
				for range 40 {
					o.jump(1)
					day := term.Of(o.DB.Now()).String()
					all := o.mails(kinds...)
					var news []string
					for _, m := range all {
						if !slices.Contains(seen, m) {
							news = append(news, m)
						}
					}
					if len(all) != len(seen)+len(news) {
						t.Errorf("on %s something was said twice: %q", day, all)
					}
					seen = all
					if diff := cmp.Diff(c.mails[day], news); diff != "" {
						t.Errorf("mails on %s (-want +got):\n%s", day, diff)
					}
					for _, w := range o.needed {
						why = append(why, w+" "+day)
					}
					o.needed = nil
				}
				if diff := cmp.Diff(append([]string{}, c.why...), why); diff != "" {
					t.Errorf("the coordinators (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff([]string{c.end}, o.stands(qid)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		})
	}
}

// TestAPromiseStartsAnewWithEachWord: the days count from the last word of the other side, and an answer that
// comes in time leaves nothing behind.
func TestAPromiseStartsAnewWithEachWord(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx, today := t.Context(), term.Of(o.DB.Now())
		qid := o.ask(o.offer(o.company(), 5), o.groups(1)[0], 1)
		if got, want := o.at(qid).OwesBy, o.Calendar.AddBusinessDays(today, 7); got != want {
			t.Errorf("promised by %s, want %s", got, want)
		}
		for range 6 {
			for _, side := range []Side{Owner, Asker} {
				o.jump(3)
				o.ok(o.Reply(ctx, system, qid, o.at(qid).Version, side, "web", "はい", says()))
			}
		}
		if len(o.needed) > 0 {
			t.Errorf("the coordinators: %q", o.needed)
		}
		o.ok(o.Reply(ctx, system, qid, o.at(qid).Version, Owner, "web", "はい", says()))
		rate, err := o.Rate(ctx, o.at(qid).Owner)
		o.ok(err)
		if want := (Rate{Asked: 1, Answered: 1, Days: 3}); rate != want {
			t.Errorf("%+v, want %+v", rate, want)
		}
	})
}

// TestTheLine divides an offer of four among groups that want two each: who comes too late waits in order, what
// comes back is held for the first, and goes on when nobody takes it.
func TestTheLine(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		lid := o.offer(o.company(), 4)
		var asked []string
		for _, g := range o.groups(5) {
			asked = append(asked, o.ask(lid, g, 2))
		}
		var got []string
		for _, qid := range asked {
			r, err := o.accept(qid, 2)
			o.ok(err)
			got = append(got, string(r.State))
		}
		if diff := cmp.Diff([]string{"confirmed", "confirmed", "waiting", "waiting", "waiting"}, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		release := func(qid string) {
			t.Helper()
			o.ok(o.DB.Update(ctx, func(tx *sqldb.Tx) error { return o.Release(tx, system, qid) }))
		}
		holds := func() (list []string) {
			t.Helper()
			for _, qid := range asked {
				w, err := o.Whole(ctx, qid)
				o.ok(err)
				list = append(list, string(w.Reservation.State))
			}
			return list
		}
		release(asked[0])
		if diff := cmp.Diff([]string{"", "confirmed", "held", "waiting", "waiting"}, holds()); diff != "" {
			t.Errorf("after one went (-want +got):\n%s", diff)
		}
		o.sleep(7) // the holiday and three business days later it is the next one's
		if diff := cmp.Diff([]string{"", "confirmed", "", "held", "waiting"}, holds()); diff != "" {
			t.Errorf("after it lapsed (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"inquiry.hold g2@example.jp", "inquiry.hold g3@example.jp", "inquiry.lapse g2@example.jp"}, o.mails("inquiry.hold", "inquiry.lapse")); diff != "" {
			t.Errorf("mails (-want +got):\n%s", diff)
		}
		o.ok(o.Confirm(ctx, system, asked[3], o.at(asked[3]).Version))
		release(asked[1])
		o.ok(o.Withdraw(ctx, system, asked[4], o.at(asked[4]).Version, "R06", "", says()))
		o.sleep(30)
		if diff := cmp.Diff([]string{"", "", "", "confirmed", ""}, holds()); diff != "" {
			t.Errorf("at the end (-want +got):\n%s", diff)
		}
		if n := o.listing(lid).Taken; n != 2 || len(o.agreed) != 3 {
			t.Errorf("%d taken, %d agreements", n, len(o.agreed))
		}
	})
}

// TestOfTheRestThereIsOnlyTheRest: where less is left than somebody wants, the owner gives what there is;
// the head of the line is offered that.
func TestOfTheRestThereIsOnlyTheRest(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		lid, g := o.offer(o.company(), 3), o.groups(3)
		first, second, third := o.ask(lid, g[0], 2), o.ask(lid, g[1], 3), o.ask(lid, g[2], 3)
		_, err := o.accept(first, 2)
		o.ok(err)
		if _, err := o.accept(second, 3); refusals(err) != "quantity: less left" {
			t.Errorf("three of one: %v", err)
		}
		r, err := o.accept(second, 1)
		o.ok(err)
		if r.State != Confirmed {
			t.Errorf("one of one: %s", r.State)
		}
		_, err = o.accept(third, 3)
		o.ok(err)
		o.ok(o.DB.Update(t.Context(), func(tx *sqldb.Tx) error { return o.Release(tx, system, first) }))
		w, err := o.Whole(t.Context(), third)
		o.ok(err)
		if w.Reservation.State != Held || w.Reservation.Quantity != 2 {
			t.Errorf("of the two that came back the one in line, who wants three, has %d %s", w.Reservation.Quantity, w.Reservation.State)
		}
	})
}

// TestTheClockIsSet: what is asked after the days were changed waits for the new ones.
func TestTheClockIsSet(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		s := &settings.Service{DB: o.DB, Audit: o.Audit}
		if err := s.SetClock(t.Context(), audit.By{Actor: "officer"}, settings.Clock{Remind: 1, Alert: 2, HandOver: 3}, "bad"); err != nil {
			t.Fatal(err)
		}
		qid := o.brought(o.company(), o.groups(2), nil)
		got := map[string][]string{}
		for range 10 {
			for _, kind := range []string{"inquiry.remind", "inquiry.escalated"} {
				if all := o.mails(kind); len(all) > 0 && got[kind] == nil {
					got[kind] = append([]string{term.Of(o.DB.Now()).String()}, all...)
				}
			}
			o.jump(1)
		}
		want := map[string][]string{"inquiry.remind": {"2026-11-25", "inquiry.remind company@example.jp"},
			"inquiry.escalated": {"2026-11-27", "inquiry.escalated company@example.jp", "inquiry.escalated g1@example.jp"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"sent center"}, o.stands(qid)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if by := o.at(qid).OwesBy.String(); by != "2026-11-25" { // two business days, as the company was told
			t.Errorf("who was let down is promised an answer by %s", by)
		}
	})
}
