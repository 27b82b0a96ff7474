package collaboration

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// TestSteps tries every deed in every stage: what is not its turn is a conflict and changes nothing.
func TestSteps(t *testing.T) {
	stages := []struct {
		did   []string
		is    string
		may   []string // the deeds that are possible, with what becomes of them
		owes  []Side
		mails map[string][]string
	}{
		{nil, "S6 ", []string{"hand over=S7 ", "call off=S6 ended", "assign=S6 "}, []Side{Giver},
			map[string][]string{"hand over": {"handed receiver"}, "call off": {"ended giver", "ended receiver"}}},
		{[]string{"hand over"}, "S7 ", []string{"report=S8 ", "call off=S7 ended", "assign=S7 "}, []Side{Receiver},
			map[string][]string{"report": {"reported giver", "reported receiver"}, "call off": {"ended giver", "ended receiver"}}},
		{[]string{"hand over", "report"}, "S8 ", []string{"giver's feedback=S9 ", "receiver's feedback=S9 ", "assign=S8 "}, []Side{Giver, Receiver}, nil},
		{[]string{"hand over", "report", "giver's feedback"}, "S9 ", []string{"receiver's feedback=S9 done", "assign=S9 "}, []Side{Giver, Receiver},
			map[string][]string{"receiver's feedback": {"done giver", "done receiver"}}},
		{[]string{"hand over", "report", "giver's feedback", "receiver's feedback"}, "S9 done", nil, nil, nil},
		{[]string{"call off"}, "S6 ended", nil, nil, nil},
		{[]string{"hand over", "call off"}, "S7 ended", nil, nil, nil},
	}
	each(t, func(t *testing.T, w *works) {
		for _, st := range stages {
			for name, deed := range w.deeds() {
				cid := w.in(st.did...)
				before := w.at(cid)
				if got := string(before.Stage) + " " + string(before.Outcome); got != st.is {
					t.Fatalf("%v: %s, want %s", st.did, got, st.is)
				}
				if diff := cmp.Diff(st.owes, before.Owes()); diff != "" {
					t.Errorf("who owes in %s (-want +got):\n%s", st.is, diff)
				}
				err := deed(cid, before.Version)
				after := w.at(cid)
				want, possible := "", false
				for _, m := range st.may {
					if rest, ok := strings.CutPrefix(m, name+"="); ok {
						want, possible = rest, true
					}
				}
				switch got := string(after.Stage) + " " + string(after.Outcome); {
				case possible && (err != nil || got != want || after.Version != before.Version+1):
					t.Errorf("%s in %s: %v, %s version %d after %d, want %s", name, st.is, err, got, after.Version, before.Version, want)
				case !possible && err == nil:
					t.Errorf("%s in %s is possible", name, st.is)
				case !possible:
					if refused := refusals(err); refused != "conflict" && refused != ": already" {
						t.Errorf("%s in %s: %v", name, st.is, err)
					}
					if diff := cmp.Diff(before, after); diff != "" {
						t.Errorf("%s in %s was refused and changed (-before +after):\n%s", name, st.is, diff)
					}
				}
				if diff := cmp.Diff(st.mails[name], w.mails()); diff != "" {
					t.Errorf("mails of %s in %s (-want +got):\n%s", name, st.is, diff)
				}
			}
		}
	})
}

// TestForms goes through what may be wrong in the form of each step, and forms that are stale.
func TestForms(t *testing.T) {
	each(t, func(t *testing.T, w *works) {
		ctx, today := t.Context(), w.today()
		agreed, under, reported := w.in(), w.in("hand over"), w.in("hand over", "report")
		long := strings.Repeat("あ", MaxBody+1)
		handOver := func(on term.Date, n int64) error { return w.HandOver(ctx, system, agreed, 1, on, n, says()) }
		report := func(r Report) error { return w.Report(ctx, system, under, 2, r, says()) }
		review := func(f Feedback) error { return w.Review(ctx, system, reported, 3, f, says()) }
		end := func(code codes.Exit, note string) error { return w.End(ctx, system, agreed, 1, code, note, says()) }
		for _, c := range []struct {
			name string
			err  error
			want string
		}{
			{"no day", handOver(term.Date{}, 10), "on: day"},
			{"a day to come", handOver(today.AddDays(1), 10), "on: future"},
			{"nothing handed over", handOver(today, 0), "quantity: quantity"},
			{"less than nothing", handOver(today, -1), "quantity: quantity"},
			{"stale", w.HandOver(ctx, system, agreed, 7, today, 10, says()), "conflict"},
			{"no such collaboration", w.HandOver(ctx, system, "none", 1, today, 10, says()), `collaboration.HandOver("none"): not found`},
			{"no report", report(Report{Body: " 　"}), "body: body"},
			{"a long report", report(Report{Body: long}), "body: long"},
			{"less than nobody", report(Report{Body: "はい", People: -1}), "people: quantity"},
			{"less than nothing in yen", report(Report{Body: "はい", Value: -1}), "people: quantity"},
			{"no score", review(Feedback{Side: Giver, Relation: 3}), "merit: score"},
			{"too good a score", review(Feedback{Side: Giver, Merit: 5, Relation: 6}), "relation: score"},
			{"a long comment", review(Feedback{Side: Giver, Merit: 5, Relation: 5, Comment: long}), "comment: long"},
			{"no reason", end("", ""), "code: code"},
			{"no such reason", end("R00", ""), "code: code"},
			{"another reason, unsaid", end(codes.OtherExit, " "), "note: note"},
		} {
			if got := refusals(c.err); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
		w.ok(handOver(today.AddDays(-3), 4)) // earlier, and less than was agreed
		if c := w.at(agreed); c.HandedOn != today.AddDays(-3) || c.HandedQuantity != 4 {
			t.Errorf("%+v", c)
		}
	})
}

// TestCallingOffGivesBack: what was not handed over goes back to the listing; what was, does not.
func TestCallingOffGivesBack(t *testing.T) {
	each(t, func(t *testing.T, w *works) {
		w.in("call off")
		w.in("hand over", "call off")
		if diff := cmp.Diff([]string{"q1"}, w.freed); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		w.jump(100)
		if got := w.mails(); len(got) > 0 || w.late > 0 {
			t.Errorf("of what was called off: %q, the coordinators %d times", got, w.late)
		}
	})
}

// TestFeedbackIsSeenOnceBothWrote: each side writes by itself, and once.
func TestFeedbackIsSeenOnceBothWrote(t *testing.T) {
	each(t, func(t *testing.T, w *works) {
		ctx := t.Context()
		cid := w.in("hand over", "report")
		seen := func(side Side) (n int) {
			whole, err := w.Whole(ctx, cid)
			w.ok(err)
			return len(whole.Visible(side))
		}
		w.ok(w.Review(ctx, system, cid, 3, Feedback{Side: Receiver, Merit: 2, Relation: 4, Comment: " 遅れました。 "}, says()))
		if diff := cmp.Diff([]int{0, 1, 0}, []int{seen(Giver), seen(Receiver), seen(Center)}); diff != "" {
			t.Errorf("after one (-want +got):\n%s", diff)
		}
		if err := w.Review(ctx, system, cid, 4, Feedback{Side: Receiver, Merit: 5, Relation: 5}, says()); refusals(err) != ": already" {
			t.Errorf("a second time: %v", err)
		}
		w.ok(w.Review(ctx, system, cid, 4, Feedback{Side: Giver, Merit: 4, Relation: 4, Again: true}, says()))
		if diff := cmp.Diff([]int{2, 2, 2}, []int{seen(Giver), seen(Receiver), seen(Center)}); diff != "" {
			t.Errorf("after both (-want +got):\n%s", diff)
		}
		whole, err := w.Whole(ctx, cid)
		w.ok(err)
		var steps []string
		for _, e := range whole.Events {
			steps = append(steps, string(e.Stage)+" "+e.What)
		}
		if diff := cmp.Diff([]string{"S6 agree", "S7 hand-over", "S8 report", "S9 feedback", "S9 feedback"}, steps); diff != "" {
			t.Errorf("steps (-want +got):\n%s", diff)
		}
		if got := whole.Feedback[1].Comment; got != "遅れました。" {
			t.Errorf("the comment is %q", got)
		}
		w.ok(w.DB.View(ctx, func(tx *sqldb.Tx) error {
			done, err := Past(tx, giver)
			if diff := cmp.Diff(map[codes.Main]int{codes.MainGoods: 1}, done); diff != "" {
				t.Errorf("the past (-want +got):\n%s", diff)
			}
			return err
		}))
	})
}
