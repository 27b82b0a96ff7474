package policy_test

import (
	"fmt"
	"slices"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
)

// looks says of every deed that a duty grants what the person must look at to do it: lists, the
// object, and with it the sets of fields without which nobody can decide. Whose deed shows its own
// object, or whose object everybody sees, needs nothing.
var looks = map[policy.Action][]struct {
	at     policy.Action
	list   bool
	fields []string
}{
	policy.ApplicationApprove: {{at: policy.IntakeList, list: true}, {at: policy.IntakeExport, list: true}, {at: policy.ApplicationView, fields: []string{"internal"}}},
	policy.ApplicationReturn:  {{at: policy.IntakeList, list: true}, {at: policy.IntakeExport, list: true}, {at: policy.ApplicationView, fields: []string{"internal"}}},
	policy.ClaimDecide:        {{at: policy.IntakeList, list: true}, {at: policy.IntakeExport, list: true}, {at: policy.ClaimView, fields: []string{"internal"}}},
	policy.SuccessionDecide:   {{at: policy.IntakeList, list: true}, {at: policy.IntakeExport, list: true}, {at: policy.SuccessionView, fields: []string{"internal"}}},
	policy.ProfilePublish:     {{at: policy.ProfileReview, fields: []string{"registered", "contact"}}},
	policy.QuestionAnswer:     {{at: policy.QuestionList, list: true}},
	policy.CorrectionDecide:   {{at: policy.CorrectionList, list: true}, {at: policy.CorrectionExport, list: true}, {at: policy.CorrectionList, fields: []string{"contact"}}},
	policy.MergeMake:          {{at: policy.MergeView, list: true}, {at: policy.MergeExport, list: true}},
	policy.MergeUndo:          {{at: policy.MergeView, list: true}, {at: policy.MergeExport, list: true}, {at: policy.MergeView}},
	policy.GroupsImport:       {{at: policy.GroupsImport, list: true}, {at: policy.GroupsExport, list: true}, {at: policy.GroupsImport, fields: []string{"contact"}}},
	policy.ListingPublish:     {{at: policy.ListingCheck, list: true}, {at: policy.ListingExport, list: true}, {at: policy.ListingCheck, fields: []string{"contact"}}, {at: policy.ListingRead}},
	policy.ListingReturn:      {{at: policy.ListingCheck, list: true}, {at: policy.ListingCheck}, {at: policy.ListingRead}},
	policy.ListingTie:         {{at: policy.ListingCheck, list: true}, {at: policy.ListingCheck, fields: []string{"contact"}}},
	policy.DutyReport:         nil, // of what stands on the public page
}

// TestWhoeverHoldsADeedMayLookAtItsObject flips every duty of the plan's table to every body. Then
// whoever may do what a duty grants may also see the object, the fields that the deed needs, and the
// list in which the object waits.
func TestWhoeverHoldsADeedMayLookAtItsObject(t *testing.T) {
	table, now := policy.Default(), dbtest.Now()
	deeds := 0
	for _, m := range flipped() {
		rules := policy.NewRules(table, []policy.Matrix{m.Matrix})
		for _, role := range table.Roles {
			if role.Body == "" {
				continue
			}
			who := holder(role.Code, account.OfPrefecture, "")
			who.StepUpAt = now
			for _, row := range table.Rows {
				if row.Relation != policy.Duty || !slices.Contains(row.Roles, role.Code) || !granting(table, row.Action) {
					continue
				}
				needs, known := looks[row.Action]
				if !known {
					t.Fatalf("%s is granted by a duty: say in looks what it has to look at", row.Action)
				}
				for _, state := range append(slices.Clone(row.States), "") {
					if state == "" && len(row.States) > 0 {
						continue
					}
					o := policy.Object{Kind: "x", ID: "x", Org: "org9", City: "35203", State: state, Person: "p9", By: "p9"}
					if !rules.Decide(who, row.Action, o, now).Allowed() {
						continue
					}
					deeds++
					for _, need := range needs {
						d := rules.Decide(who, need.at, o, now)
						if need.list {
							d = rules.Could(who, need.at, now)
							if !rules.Scope(who, need.at, now).All {
								t.Errorf("%s: %s may %s, but the list of %s is empty for them", m.name, role.Code, row.Action, need.at)
							}
						}
						if !d.Allowed() {
							t.Errorf("%s: %s may %s %q, but not %s: %s", m.name, role.Code, row.Action, state, need.at, d.Verdict)
						}
						for _, set := range need.fields {
							if !d.Sees(set) {
								t.Errorf("%s: %s may %s %q, but %s does not open %s to them", m.name, role.Code, row.Action, state, need.at, set)
							}
						}
					}
				}
			}
		}
	}
	if deeds < 500 {
		t.Errorf("only %d deeds were looked at", deeds)
	}
}

// granting says whether the action is a deed: what is looked at for its own sake grants nothing.
func granting(table *policy.Table, a policy.Action) bool {
	if _, deed := looks[a]; deed {
		return true
	}
	for _, needs := range looks {
		for _, need := range needs {
			if need.at == a {
				return false
			}
		}
	}
	return len(table.Grants(a)) > 0
}

type named struct {
	name string
	policy.Matrix
}

// flipped are the plan's table as it is and with each of its duties at each body.
func flipped() []named {
	plan := policy.PlanMatrix()
	list := []named{{"as the plan has it", plan}}
	for i, item := range plan.Items {
		for j, duty := range item.Duties {
			for _, body := range policy.Bodies() {
				m := plan.Clone()
				m.Items[i].Duties[j].Body = body
				list = append(list, named{fmt.Sprintf("%s %s of %s at %s", item.Slug, duty.Kind, duty.Body, body), m})
			}
		}
	}
	return list
}
