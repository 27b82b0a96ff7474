package collaboration

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/term"
)

// TestTheDayOfTheHandOver: without a day, or with one that is over by now, there are thirty days.
func TestTheDayOfTheHandOver(t *testing.T) {
	each(t, func(t *testing.T, w *works) {
		today := w.today()
		for due, want := range map[term.Date]term.Date{{}: today.AddDays(30), today.AddDays(-1): today.AddDays(30), today: today, today.AddDays(5): today.AddDays(5)} {
			if got := w.at(w.begin(due)).Due; got != want {
				t.Errorf("%s: due on %s, want %s", due, got, want)
			}
		}
	})
}

// told is what a number of days brought: mails, and how often the coordinators were told.
type told struct {
	Days  int
	Mails []string
	Late  int
	Is    string
}

// TestPromisesThatAreNotKept lets time pass in each stage, day by day or in leaps: every step is asked for,
// then somebody is named who asks; nothing closes before its sides were asked and warned, and nothing is
// said twice.
func TestPromisesThatAreNotKept(t *testing.T) {
	for name, c := range map[string]struct {
		did  []string
		want []told
	}{
		"nothing is handed over": {nil, []told{{30, nil, 0, "S6 "}, {1, []string{"overdue giver"}, 1, "S6 "}, {13, nil, 0, "S6 "}, {1, []string{"overdue giver"}, 1, "S6 "}}},
		"a year at once":         {nil, []told{{365, []string{"overdue giver"}, 1, "S6 "}}},
		"no report":              {[]string{"hand over"}, []told{{13, nil, 0, "S7 "}, {1, []string{"report-due receiver"}, 1, "S7 "}}},
		"no feedback": {[]string{"hand over", "report"}, []told{{13, nil, 0, "S8 "}, {1, []string{"review-due giver", "review-due receiver"}, 0, "S8 "},
			{14, []string{"review-last giver", "review-last receiver"}, 1, "S8 "}, {13, nil, 0, "S8 "}, {1, []string{"closed giver", "closed receiver"}, 0, "S9 done"}, {100, nil, 0, "S9 done"}}},
		"no feedback, in leaps": {[]string{"hand over", "report"}, []told{{365, []string{"review-due giver", "review-due receiver"}, 0, "S8 "},
			{365, []string{"review-last giver", "review-last receiver"}, 1, "S8 "}, {365, []string{"closed giver", "closed receiver"}, 0, "S9 done"}}},
		"one feedback": {[]string{"hand over", "report", "giver's feedback"}, []told{{14, []string{"review-due receiver"}, 0, "S9 "}, {14, []string{"review-last receiver"}, 1, "S9 "},
			{14, []string{"closed giver", "closed receiver"}, 0, "S9 done"}}},
		"both feedbacks": {[]string{"hand over", "report", "giver's feedback", "receiver's feedback"}, []told{{365, nil, 0, "S9 done"}}},
		"a clock that goes back": {[]string{"hand over", "report"}, []told{{14, []string{"review-due giver", "review-due receiver"}, 0, "S8 "}, {-10, nil, 0, "S8 "}, {10, nil, 0, "S8 "},
			{14, []string{"review-last giver", "review-last receiver"}, 1, "S8 "}}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, w *works) {
				cid := w.in(c.did...)
				var got []told
				for _, x := range c.want {
					w.late = 0
					w.jump(x.Days)
					is := w.at(cid)
					got = append(got, told{x.Days, w.mails(), w.late, string(is.Stage) + " " + string(is.Outcome)})
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		})
	}
}
