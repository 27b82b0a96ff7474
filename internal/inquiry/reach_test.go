package inquiry

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// TestAnOwnerWithoutMail asks an organization of which nobody can be mailed: the centre has it at once, and
// only its coordinators are told.
func TestAnOwnerWithoutMail(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		company := o.enter(codes.Company, "")
		qid := o.ask(o.offer(company, 5), o.groups(1)[0], 1)
		q := o.at(qid)
		if q.State != Sent || q.Owes != Center || !q.Mediated() {
			t.Errorf("%s, %s owes, mediated %v", q.State, q.Owes, q.Mediated())
		}
		if diff := cmp.Diff([]string{"unreached"}, o.needed); diff != "" {
			t.Errorf("the coordinators (-want +got):\n%s", diff)
		}
		rate, err := o.Rate(t.Context(), company)
		o.ok(err)
		if rate != (Rate{}) {
			t.Errorf("what the centre has from the beginning counts as %+v", rate)
		}
		// The centre answers for the owner; then it is the asker's turn, and the coordinators hear no more of it.
		o.ok(o.Reply(t.Context(), system, qid, q.Version, Center, "phone", "会社に尋ねました。", says()))
		if diff := cmp.Diff([]string{"talking asker"}, o.stands(qid)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		o.ok(o.Reply(t.Context(), system, qid, q.Version+1, Asker, "web", "ありがとうございます。", says()))
		if diff := cmp.Diff([]string{"talking center"}, o.stands(qid)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		o.sleep(60)
		if diff := cmp.Diff([]string{"unreached", "unreached"}, o.needed); diff != "" {
			t.Errorf("the coordinators (-want +got):\n%s", diff)
		}
	})
}

// TestASenderWithoutAnAccount asks about what came by the one-off form: its sender left an address.
func TestASenderWithoutAnAccount(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx, word := t.Context(), &bank.Says{Long: func(int) string { return "long" }, Many: func(int) string { return "many" }}
		_, err := o.bank.OfferOnce(ctx, system, bank.OneOffInput{Name: "店【架空】", City: "35203", Person: "店主", Mail: "shop@example.jp", What: "机を譲ります。", Terms: true, Pledge: true}, &bank.OneOffSays{}, word)
		o.ok(err)
		var lid string
		o.ok(o.DB.View(ctx, func(tx *sqldb.Tx) error {
			lid, _, err = sqldb.One(tx, sqldb.Text, `SELECT id FROM listing`)
			return err
		}))
		o.ok(o.bank.Tie(ctx, system, lid, 2, o.enter(codes.Company, ""), word))
		o.ok(o.bank.Publish(ctx, system, lid, 3, word))
		o.ask(lid, o.groups(1)[0], 0)
		if diff := cmp.Diff([]string{"inquiry.sender shop@example.jp"}, o.mails("inquiry.sender", "inquiry.new")); diff != "" {
			t.Errorf("mails (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"unreached"}, o.needed); diff != "" {
			t.Errorf("the coordinators (-want +got):\n%s", diff)
		}
	})
}

// TestWhatIsHeldForSomebodyWithoutMail holds a share for a group that asked by fax: it does not lapse before
// the centre has reached the group.
func TestWhatIsHeldForSomebodyWithoutMail(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		lid := o.offer(o.company(), 2)
		first := o.ask(lid, o.groups(1)[0], 2)
		in := asking(lid, o.enter(codes.Group, ""), 2)
		in.Channel = "fax"
		fax, err := o.Ask(ctx, system, in, says())
		o.ok(err)
		for _, qid := range []string{first, fax} {
			_, err := o.accept(qid, 2)
			o.ok(err)
		}
		if diff := cmp.Diff([]string{"unreached"}, o.needed); diff != "" { // it is in line: somebody has to say so
			t.Fatalf("the coordinators (-want +got):\n%s", diff)
		}
		o.ok(o.DB.Update(ctx, func(tx *sqldb.Tx) error { return o.Release(tx, system, first) }))
		if diff := cmp.Diff([]string{"waiting center"}, o.stands(fax)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		o.jump(12)
		o.jump(12)
		if diff := cmp.Diff([]string{"waiting center"}, o.stands(fax)); diff != "" {
			t.Errorf("weeks later (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"unreached", "unreached", "unreached", "unreached"}, o.needed); diff != "" {
			t.Errorf("the coordinators (-want +got):\n%s", diff)
		}
		o.ok(o.Confirm(ctx, system, fax, o.at(fax).Version))
		o.sleep(30)
		if diff := cmp.Diff([]string{"accepted"}, o.stands(fax)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestASideWithoutMailIsToldBySomebody goes through what a side may be told when nobody of it can be mailed.
func TestASideWithoutMailIsToldBySomebody(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := t.Context()
		with := o.groups(1)[0]
		without := o.enter(codes.Group, "")
		company, silent := o.company(), o.enter(codes.Company, "")
		for name, c := range map[string]struct {
			owner, asker register.ID
			deed         func(qid string, q Inquiry, lid string) error
			want         []string
		}{
			"a reply": {company, without, func(qid string, q Inquiry, _ string) error {
				return o.Reply(ctx, system, qid, q.Version, Owner, "web", "いつがよいですか。", says())
			}, []string{"unreached"}},
			"a meeting": {company, without, func(qid string, q Inquiry, _ string) error {
				return o.Meet(ctx, system, qid, q.Version, Owner, "12月5日14時", "センター", says())
			}, []string{"unreached"}},
			"a refusal": {company, without, func(qid string, q Inquiry, _ string) error {
				return o.Decline(ctx, system, qid, q.Version, "R01", "", says())
			}, []string{"unreached"}},
			"an agreement": {company, without, func(qid string, q Inquiry, _ string) error {
				_, err := o.Accept(ctx, system, qid, q.Version, 1, says())
				return err
			}, []string{"unreached"}},
			"the end of the listing": {company, without, func(_ string, _ Inquiry, lid string) error {
				return o.bank.Complete(ctx, system, lid, 3, "", &bank.Says{})
			}, []string{"unreached"}},
			"a withdrawal, to the owner": {silent, with, func(qid string, q Inquiry, _ string) error {
				return o.Withdraw(ctx, system, qid, q.Version, "R06", "", says())
			}, []string{"unreached", "unreached"}}, // of the first, when it was asked
			"an agreement that the centre enters": {silent, with, func(qid string, q Inquiry, _ string) error {
				by := system
				by.Behalf = string(silent)
				_, err := o.Accept(ctx, by, qid, q.Version, 1, says())
				return err
			}, []string{"unreached"}},
			"a refusal to somebody with mail": {company, with, func(qid string, q Inquiry, _ string) error {
				return o.Decline(ctx, system, qid, q.Version, "R01", "", says())
			}, nil},
		} {
			o.needed = nil
			lid := o.offer(c.owner, 5)
			qid := o.ask(lid, c.asker, 1)
			o.ok(c.deed(qid, o.at(qid), lid))
			if diff := cmp.Diff(c.want, o.needed); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			if q := o.at(qid); q.State.Open() {
				o.ok(o.Withdraw(ctx, system, qid, q.Version, "R06", "", says()))
			}
		}
	})
}

// TestAKeptPromiseIsNoLatePromiseOfTheCentre: an owner answers in time somebody without mail; the centre, which
// owes the next word in their place, has its own days.
func TestAKeptPromiseIsNoLatePromiseOfTheCentre(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		qid := o.ask(o.offer(o.company(), 5), o.enter(codes.Group, ""), 1)
		o.jump(8)
		o.ok(o.Reply(t.Context(), system, qid, o.at(qid).Version, Owner, "web", "いつがよいですか。", says()))
		q := o.at(qid)
		if want := o.Calendar.AddBusinessDays(term.Of(o.DB.Now()), 7); q.Owes != Center || q.OwesBy != want {
			t.Errorf("%s owes by %s, want center by %s", q.Owes, q.OwesBy, want)
		}
	})
}
