package policy_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/policy"
)

// TestTheTableIsThePlans compares byte for byte with section 4 of the plan: the header and 8 rows.
func TestTheTableIsThePlans(t *testing.T) {
	want, err := os.ReadFile("testdata/plan.txt")
	if err != nil {
		t.Fatal(err)
	}
	got := policy.PlanMatrix().Print()
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the plan prints otherwise (-want +got):\n%s", diff)
	}
	rows := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
	if len(rows) != 9 {
		t.Errorf("%d lines, want a header and 8 rows", len(rows))
	}
	if a, b := strings.Count(got, "《"), strings.Count(got, "【"); a != 6 || b != 7 {
		t.Errorf("%d 《》 and %d 【】, want 6 and 7", a, b)
	}
}

// noActionYet lists the cells, as "item body", whose duties let nobody do anything yet.
var noActionYet = []string{}

func TestEachCellGrantsAnAction(t *testing.T) {
	table, cells := policy.Default(), 0
	var idle []string
	for _, i := range policy.PlanMatrix().Items {
		for _, body := range policy.Bodies() {
			granted := 0
			for _, d := range i.Cell(body) {
				granted += len(table.GrantedBy(i.Slug, d.Kind))
			}
			if len(i.Cell(body)) == 0 {
				t.Errorf("the cell %s %s is empty", i.Slug, body)
			}
			if granted == 0 {
				idle = append(idle, i.Slug+" "+body)
			}
			cells++
		}
	}
	if cells != 24 {
		t.Errorf("%d cells, want 24", cells)
	}
	if diff := cmp.Diff(noActionYet, append([]string{}, idle...)); diff != "" {
		t.Errorf("cells that grant nothing (-want +got):\n%s", diff)
	}
}

func TestAGrantIsADutyOfThePlan(t *testing.T) {
	table := policy.Default()
	for _, a := range table.Actions() {
		for _, g := range table.Grants(a) {
			item, kind, _ := strings.Cut(g, " ")
			i, _ := policy.PlanMatrix().Item(item)
			held := false
			for _, d := range i.Duties {
				held = held || d.Kind == kind
			}
			if !held {
				t.Errorf("%s is granted by %s, which nobody has in the plan: nobody could do it", a, g)
			}
		}
	}
}

func TestMovesNameWhatLiesElsewhere(t *testing.T) {
	plan := policy.PlanMatrix()
	next := plan.Clone()
	next.Items[1].Duties[3].Body = policy.Prefecture
	got := plan.Moves(next)
	want := []policy.Moved{{Item: plan.Items[1], Duty: policy.DutyLine{Body: policy.Center, Kind: "O", Text: "【システム運用管理】"}, To: policy.Prefecture}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if list := plan.Moves(plan); list != nil {
		t.Errorf("a table differs from itself: %v", list)
	}
}

func TestShiftsSayWhoLosesAndGainsWhat(t *testing.T) {
	table, plan := policy.Default(), policy.PlanMatrix()
	next := plan.Clone()
	next.Items[1].Duties[3].Body = policy.Prefecture // the running of the bank's system
	var got []string
	for _, s := range table.Shifts(plan, next) {
		line := string(s.Action) + ":"
		for _, r := range s.Loses {
			line += " -" + r.Code
		}
		for _, r := range s.Gains {
			line += " +" + r.Code
		}
		if s.Nobody {
			line += " nobody"
		}
		got = append(got, line)
	}
	want := []string{
		"application.approve: -CENTER_ADMIN -CENTER_COORD +PREF_LEAD",
		"application.return: -CENTER_ADMIN -CENTER_COORD +PREF_LEAD",
		"profile.review: +PREF_LEAD", // of the centre every proxy sees it
		"profile.publish: -CENTER_ADMIN +PREF_LEAD", "listing.publish: -CENTER_ADMIN -CENTER_COORD +PREF_LEAD",
		"listing.return: -CENTER_ADMIN -CENTER_COORD +PREF_LEAD", "listing.tie: -CENTER_ADMIN -CENTER_COORD +PREF_LEAD",
		"correction.decide: -CENTER_ADMIN +PREF_LEAD",
		"merge.make: -CENTER_ADMIN +PREF_LEAD",
		"merge.undo: -CENTER_ADMIN +PREF_LEAD",
		"groups.import: -CENTER_ADMIN +PREF_LEAD",
		"groups.export: -CENTER_ADMIN +PREF_LEAD",
		"duty.report: -CENTER_ADMIN -CENTER_COORD +PREF_LEAD",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
