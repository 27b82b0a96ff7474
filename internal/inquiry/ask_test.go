package inquiry

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// TestWhoMayAsk goes through what keeps somebody from asking.
func TestWhoMayAsk(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx, today := t.Context(), term.Of(o.DB.Now())
		company, group := o.company(), o.groups(1)[0]
		certified := o.enter(codes.NPO, "npo@example.jp")
		approve := func(until string) {
			o.ok(o.DB.Update(ctx, func(tx *sqldb.Tx) error {
				_, err := tx.Exec(`UPDATE organization SET approval = 'certified', approved_until = $2 WHERE id = $1`, string(certified), until)
				return err
			}))
		}
		hidden := o.enter(codes.Group, "hidden@example.jp")
		o.ok(o.DB.Update(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE profile SET published = false WHERE organization_id = $1`, string(hidden))
			return err
		}))
		plain := o.offer(company, 5, func(c *bank.Content) { c.Least, c.Most = 2, 4 })
		kept := o.offer(company, 5, func(c *bank.Content) { c.Audience = bank.CenterOnly })
		closed := o.offer(company, 5, func(c *bank.Content) { c.Standing, c.Until, c.Deadline = false, today.AddDays(20), today })
		corporations := o.offer(company, 5, func(c *bank.Content) { c.Conditions.Legal = []codes.Kind{codes.NPO} })
		sure := o.offer(company, 5, func(c *bank.Content) { c.Conditions.Certified = true })
		with := func(listing string, org register.ID, n int64, more ...func(*Ask)) Ask {
			in := asking(listing, org, n)
			for _, f := range more {
				f(&in)
			}
			return in
		}
		for _, c := range []struct {
			name string
			in   Ask
			want string
		}{
			{"one's own", with(plain, company, 2), ": own"},
			{"no published profile", with(plain, hidden, 2), ": not published"},
			{"kept by the centre", with(kept, group, 2), ": not for you"},
			{"nothing said", with(plain, group, 2, func(in *Ask) { in.Message = Message{For: " ", Use: "　"} }), "for: for, use: use"},
			{"too much said", with(plain, group, 2, func(in *Ask) {
				in.Message.For, in.Message.Use = strings.Repeat("あ", MaxFor+1), strings.Repeat("あ", MaxUse+1)
			}), "for: long, use: long"},
			{"no number", with(plain, group, 0), "quantity: quantity"},
			{"more than there is", with(plain, group, 6), "quantity: number, quantity: quantity"},
			{"less than the least", with(plain, group, 1), "quantity: number"},
			{"more than the most", with(plain, group, 5), "quantity: number"},
			{"a day that is over", with(plain, group, 2, func(in *Ask) { in.NeededBy = today.AddDays(-1) }), "needed_by: past"},
			{"another form", with(corporations, group, 2), ": form"},
			{"not certified", with(sure, group, 2), ": certified"},
			{"a corporation, not certified", with(sure, certified, 2), ": certified"},
		} {
			if _, err := o.Ask(ctx, system, c.in, says()); refusals(err) != c.want {
				t.Errorf("%s: %q, want %q", c.name, refusals(err), c.want)
			}
		}
		approve(today.AddDays(-1).String())
		if _, err := o.Ask(ctx, system, with(sure, certified, 2), says()); refusals(err) != ": certified" {
			t.Errorf("certified until yesterday: %v", err)
		}
		approve(today.String())
		o.ask(sure, certified, 2)
		o.ask(corporations, certified, 2)
		in := with(kept, group, 2)
		in.Channel = "phone" // the centre writes
		_, err := o.Ask(ctx, system, in, says())
		o.ok(err)
		if _, err := o.Ask(ctx, system, in, says()); refusals(err) != ": already" {
			t.Errorf("twice: %v", err)
		}
		_, err = o.Ask(ctx, system, with(closed, group, 2, func(in *Ask) { in.NeededBy = today }), says())
		o.ok(err)
		o.sleep(1)
		if _, err := o.Ask(ctx, system, with(closed, certified, 2), says()); refusals(err) != ": not open" {
			t.Errorf("after the deadline: %v", err)
		}
	})
}

// TestThreeUnansweredAtATime asks about ten offers at once: three inquiries wait, however fast they came.
func TestThreeUnansweredAtATime(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx, company, group := t.Context(), o.company(), o.groups(1)[0]
		var wg sync.WaitGroup
		var mu sync.Mutex
		got := map[string]int{}
		for range 10 {
			lid := o.offer(company, 5)
			wg.Go(func() {
				_, err := o.Ask(ctx, system, asking(lid, group, 1), says())
				mu.Lock()
				defer mu.Unlock()
				got[refusals(err)]++
			})
		}
		wg.Wait()
		if diff := cmp.Diff(map[string]int{"": MaxUnanswered, ": too many": 10 - MaxUnanswered}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestNobodyGetsMoreThanTheyAsked accepts with quantities of all sizes.
func TestNobodyGetsMoreThanTheyAsked(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		lid := o.offer(o.company(), 5)
		qid := o.ask(lid, o.groups(1)[0], 2)
		for n, want := range map[int64]string{-1: "quantity: quantity", 0: "quantity: quantity", 3: "quantity: more than asked", 5: "quantity: more than asked", 6: "quantity: quantity"} {
			if _, err := o.accept(qid, n); refusals(err) != want {
				t.Errorf("%d of 2 asked: %v, want %q", n, err, want)
			}
		}
		r, err := o.accept(qid, 1)
		o.ok(err)
		if r.State != Confirmed || r.Quantity != 1 || o.listing(lid).Taken != 1 || len(o.agreed) != 1 {
			t.Errorf("one of two: %+v, %d taken, %d agreements", r, o.listing(lid).Taken, len(o.agreed))
		}
	})
}
