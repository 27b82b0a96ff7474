package candidate

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/matching"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func find(t *testing.T, s *Service, lid string, reader Reader) Result {
	t.Helper()
	r, err := s.For(t.Context(), lid, Options{Reader: reader, Changes: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A candidate comes, changes with its organization, its inquiries and what it did before, and goes.
func TestCandidatesFollow(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		organization(t, db, "giver", "company")
		organization(t, db, "taker", "npo")
		offer := insert(t, db, row{org: "giver", quantity: 20, must: `{"published":true}`})
		s, other := node(t, db), node(t, db)
		if r := find(t, s, offer, Center); r.Considered != 0 {
			t.Fatalf("%+v", r)
		}
		touch := func(kind, id string) {
			update(t, db, func(tx *sqldb.Tx) error { search.Touch(tx, kind, id); return nil })
			s.steps(t)
			other.steps(t)
		}
		need := insert(t, db, row{need: true, org: "taker", quantity: 10})
		touch(bank.Kind, need)
		verdict := func(name matching.Name) string {
			t.Helper()
			got := ""
			for _, n := range []*Service{s, other} {
				c, _, err := n.Why(t.Context(), offer, need, Center)
				if err != nil {
					t.Fatal(err)
				}
				for _, k := range c.Criteria {
					if k.Name == name {
						got += fmt.Sprintf("%s %d ", k.Verdict, k.Points)
					}
				}
			}
			return got
		}
		if got := verdict(matching.Eligibility); got != "fails 0 fails 0 " {
			t.Errorf("a group without a published profile: %s", got)
		}
		exec(t, db, `INSERT INTO profile (organization_id, kind, line, fields, undecided, content, visibility, provenance, published, published_at, terms_version, consented_at, version, updated_at)
			VALUES ('taker', 'npo', '', '[]', false, '{}', '{}', '{}', true, '', '', '', 1, '')`)
		touch(register.Kind, "taker")
		if got := verdict(matching.Eligibility); got != "meets 5 meets 5 " {
			t.Errorf("with a published profile: %s", got)
		}
		if r := find(t, s, offer, Center); len(r.Candidates) != 1 || r.Candidates[0].Adjusted != r.Candidates[0].Score*1000 {
			t.Errorf("without an inquiry: %+v", r.Candidates)
		}
		askAbout(t, db, need, 2)
		touch(inquiry.Contact, need)
		if r := find(t, other, offer, Center); len(r.Candidates) != 1 || r.Candidates[0].Contacts != 2 || r.Candidates[0].Adjusted >= r.Candidates[0].Score*1000 {
			t.Errorf("after two inquiries: %+v", r.Candidates)
		}
		exec(t, db, `INSERT INTO collaboration (id, weight, stage, outcome, code, note, title, kind, listing_id, inquiry_id, reservation_id, giver_id, receiver_id, quantity, unit, merit_giver,
			merit_receiver, terms, due_on, agreed_at, handed_on, handed_quantity, reported_at, closed_at, channel, owner_post, version, created_at, updated_at)
			VALUES ('c1', 'light', 'S9', 'done', '', '', '', 'G1', '', '', '', 'giver', 'taker', 1, '', '', '', '{}', '', '', '', 0, '', '', 'web', '', 1, '', '')`)
		touch(collaboration.PastKind, "taker")
		if got := verdict(matching.Past); got != "meets 1 meets 1 " {
			t.Errorf("after one collaboration with gifts: %s", got)
		}
		exec(t, db, `UPDATE listing SET taken = 10 WHERE id = $1`, need)
		touch(bank.Kind, need)
		if r := find(t, other, offer, Center); r.Considered != 0 || s.Len() != 1 {
			t.Errorf("what has everything is still a candidate: %+v", r)
		}
		exec(t, db, `UPDATE listing SET taken = 0 WHERE id = $1`, need)
		touch(bank.Kind, need)
		exec(t, db, `UPDATE listing SET state = 'withdrawn' WHERE id = $1`, need)
		touch(bank.Kind, need)
		if r := find(t, s, offer, Center); r.Considered != 0 {
			t.Errorf("withdrawn and still a candidate: %+v", r)
		}
		if _, _, err := s.Why(t.Context(), offer, need, Center); !errors.Is(err, fault.NotFound) {
			t.Errorf("why a withdrawn one: %v", err)
		}
		// A node that slept while the changes were deleted reads everything anew.
		exec(t, db, `UPDATE listing SET state = 'open' WHERE id = $1`, need)
		update(t, db, func(tx *sqldb.Tx) error { search.Touch(tx, bank.Kind, need); return nil })
		exec(t, db, `DELETE FROM change`)
		s.steps(t)
		if r := find(t, s, offer, Center); r.Considered != 1 {
			t.Errorf("after a rebuild: %+v", r)
		}
	})
}

// Nobody is shown, told of or given the number of what is not for them.
func TestNobodySeesCandidatesThatAreNotForThem(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		organization(t, db, "giver", "company")
		organization(t, db, "shy", "company")
		need := insert(t, db, row{need: true, org: "taker", quantity: 10})
		open := insert(t, db, row{org: "giver", quantity: 20})
		members := insert(t, db, row{org: "giver", quantity: 20, audience: "registered"})
		kept := insert(t, db, row{org: "giver", quantity: 20, audience: "center"})
		hidden := insert(t, db, row{org: "shy", quantity: 20, anonymous: true})
		far := insert(t, db, row{org: "shy", quantity: 20, audience: "center", city: "35208"})
		past := insert(t, db, row{org: "giver", quantity: 20, deadline: term.Of(db.Now()).AddDays(-1).String()})
		exec(t, db, `UPDATE listing SET area = '["35208"]' WHERE id = $1`, far)
		exec(t, db, `UPDATE listing SET area = '["35203"]' WHERE id = $1`, need)
		s := node(t, db)
		for _, x := range []struct {
			reader     Reader
			want       []string
			considered int
			changes    int
		}{{Guest, []string{open, hidden}, 2, 0}, {Member, []string{open, members, hidden}, 3, 0}, {Center, []string{open, members, kept, hidden}, 5, 1}} {
			r := find(t, s, need, x.reader)
			if d := cmp.Diff(x.want, names(r)); d != "" || r.Considered != x.considered || len(r.Changes) != x.changes {
				t.Errorf("reader %d: considered %d, changes %+v (-want +got):\n%s", x.reader, r.Considered, r.Changes, d)
			}
			told := ""
			for _, c := range r.Candidates {
				if c.ID == hidden {
					told = c.Organization + string(r.Briefs[hidden].Organization) + r.Briefs[hidden].Name
				}
			}
			if (told != "") != (x.reader == Center) {
				t.Errorf("reader %d is told %q about who is anonymous", x.reader, told)
			}
			for _, lid := range []string{open, members, kept, hidden, past} {
				c, _, err := s.Why(t.Context(), need, lid, x.reader)
				want := lid == open || lid == hidden || lid == members && x.reader >= Member || lid == kept && x.reader == Center
				if (err == nil) != want || err != nil && !errors.Is(err, fault.NotFound) {
					t.Errorf("reader %d asks why: %v", x.reader, err)
				}
				if lid == hidden && (c.Organization != "") != (x.reader == Center) {
					t.Errorf("reader %d is told by why who is anonymous", x.reader)
				}
			}
		}
		if _, err := s.For(t.Context(), "nothing", Options{}); !errors.Is(err, fault.NotFound) {
			t.Errorf("no listing: %v", err)
		}
	})
}

// A coordinator puts one first and leaves another out, takes it back, and is reported.
func TestOverrides(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		need := insert(t, db, row{need: true, org: "taker", quantity: 10})
		near := insert(t, db, row{org: "a", quantity: 20})
		next := insert(t, db, row{org: "b", quantity: 20, city: "35206"})
		s := node(t, db)
		if d := cmp.Diff([]string{near, next}, names(find(t, s, need, Member))); d != "" {
			t.Fatalf("(-want +got):\n%s", d)
		}
		for _, x := range []struct {
			verdict Verdict
			reason  string
			fields  int
		}{{"best", "", 2}, {First, "  ", 1}, {Exclude, string(make([]rune, MaxReason+1)), 1}} {
			var f fault.Fields
			if err := s.Put(ctx, coordinator, need, next, x.verdict, x.reason, refusals); !errors.As(err, &f) || len(f) != x.fields {
				t.Errorf("%q for %q: %v", x.verdict, x.reason, err)
			}
		}
		put := func(candidate string, v Verdict, reason string) {
			t.Helper()
			if err := s.Put(ctx, coordinator, need, candidate, v, reason, refusals); err != nil {
				t.Fatal(err)
			}
		}
		put(next, First, "電話で話し、すぐに渡せると分かった")
		if d := cmp.Diff([]string{next, near}, names(find(t, s, need, Member))); d != "" {
			t.Errorf("put first (-want +got):\n%s", d)
		}
		put(next, Exclude, "もう渡す相手が決まった")
		if d := cmp.Diff([]string{near}, names(find(t, s, need, Guest))); d != "" {
			t.Errorf("left out (-want +got):\n%s", d)
		}
		r := find(t, s, need, Center)
		if o := r.Overrides[next]; len(r.Overrides) != 1 || o.Verdict != Exclude || o.Reason != "もう渡す相手が決まった" || r.Briefs[next].Title == "" {
			t.Errorf("what stands: %+v", r.Overrides)
		}
		if m := find(t, s, need, Member); len(m.Overrides) != 0 {
			t.Errorf("a member reads the reasons of coordinators: %+v", m.Overrides)
		}
		if err := s.Put(ctx, coordinator, need, need, First, "x", refusals); !errors.Is(err, fault.NotFound) {
			t.Errorf("a need for a need: %v", err)
		}
		if err := s.End(ctx, coordinator, need, next); err != nil {
			t.Fatal(err)
		}
		if err := s.End(ctx, coordinator, need, next); !errors.Is(err, fault.NotFound) {
			t.Errorf("ended twice: %v", err)
		}
		if d := cmp.Diff([]string{near, next}, names(find(t, s, need, Member))); d != "" {
			t.Errorf("taken back (-want +got):\n%s", d)
		}
		today := term.Of(db.Now())
		list, err := s.Overruled(ctx, today, today)
		if err != nil || len(list) != 2 || list[0].Verdict != First || list[1].EndedAt.IsZero() || list[0].Title != "会議いす" {
			t.Errorf("the report: %+v, %v", list, err)
		}
		if list, err = s.Overruled(ctx, today.AddDays(1), today.AddDays(90)); err != nil || len(list) != 0 {
			t.Errorf("the next quarter's report: %+v, %v", list, err)
		}
		update(t, db, func(tx *sqldb.Tx) error {
			n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit WHERE action = 'match.override' AND object = $1 AND reason <> ''`, "listing/"+need)
			if n != 2 {
				t.Errorf("%d entries with a reason", n)
			}
			return err
		})
	})
}

// The month's report counts the needs of each municipality once, and those asked about.
func TestReached(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		a := insert(t, db, row{need: true, org: "x"})
		insert(t, db, row{need: true, org: "y"})
		insert(t, db, row{need: true, org: "z", city: "35206"})
		insert(t, db, row{org: "w", city: "35208"})
		askAbout(t, db, a, 2)
		today := term.Of(db.Now())
		got, err := node(t, db).Reached(t.Context(), today, today)
		if d := cmp.Diff([]Reached{{"35203", 2, 1}, {"35206", 1, 0}}, got); d != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
		if got, err = node(t, db).Reached(t.Context(), today.AddDays(1), today.AddDays(30)); err != nil || len(got) != 0 {
			t.Errorf("next month: %+v, %v", got, err)
		}
	})
}
