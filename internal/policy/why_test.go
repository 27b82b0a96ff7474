package policy_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
)

// TestWhyNamesTheRow compares explanations of each kind with a golden file.
func TestWhyNamesTheRow(t *testing.T) {
	rules := policy.NewRules(policy.Default(), []policy.Matrix{policy.PlanMatrix()})
	centre := holder("CENTER_ADMIN", account.OfPrefecture, "")
	weak := *centre
	weak.Assurance = account.OneFactor
	var b strings.Builder
	for _, tt := range []struct {
		who    *account.Principal
		action policy.Action
		object policy.Object
	}{
		{centre, policy.ApplicationApprove, policy.Object{Kind: "application", ID: "a1", State: "submitted", By: "p2"}},
		{centre, policy.ApplicationApprove, policy.Object{Kind: "application", ID: "a1", State: "submitted", By: "p1"}},
		{centre, policy.ApplicationApprove, policy.Object{Kind: "application", ID: "a1", State: "returned", By: "p2"}},
		{holder("PREF_LEAD", account.OfPrefecture, ""), policy.ApplicationApprove, policy.Object{Kind: "application", ID: "a1", State: "submitted", By: "p2"}},
		{&weak, policy.JobList, policy.Object{}},
		{centre, policy.PersonCreate, policy.Object{}},
		{holder("NPO_OWNER", account.OfOrganization, "org1"), policy.ProfileEdit, policy.Object{Kind: "organization", ID: "org2", Org: "org2", State: "open"}},
		{nil, policy.MyView, policy.Object{}},
	} {
		b.WriteString(rules.Why(tt.who, tt.action, tt.object, dbtest.Now()) + "\n")
	}
	const name = "testdata/why.golden"
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestEachDecisionIsExplained: whatever the action, Why names each of its rows or the one that decided.
func TestEachDecisionIsExplained(t *testing.T) {
	rules := policy.NewRules(policy.Default(), []policy.Matrix{policy.PlanMatrix()})
	for _, a := range rules.Table().Actions() {
		for _, role := range rules.Table().Roles {
			who := holder(role.Code, account.OfPrefecture, "")
			text := rules.Why(who, a, policy.Object{}, dbtest.Now())
			d := rules.Decide(who, a, policy.Object{}, dbtest.Now())
			rows := strings.Count(text, "policy.tsv:")
			if d.Row != nil && rows != 1 || d.Row == nil && rows != len(rules.Table().Of(a)) {
				t.Errorf("%s by %s: %s, explained with %d rows:\n%s", a, role.Code, d.Verdict, rows, text)
			}
		}
	}
}

func TestReadersAreNamed(t *testing.T) {
	rules := policy.NewRules(policy.Default(), []policy.Matrix{policy.PlanMatrix()})
	for _, tt := range []struct {
		action policy.Action
		lang   string
		want   []string
	}{
		{policy.Anyone, "ja", []string{"どなたでも"}},
		{policy.MyView, "ja", []string{"利用者（ログインした人）（自分のもの）"}},
		{policy.ApplicationApprove, "ja", []string{"県民活動支援センターの管理者（役割分担表による）", "県民活動支援センターのコーディネーター（役割分担表による）"}},
		{policy.AuditRead, "en", []string{"Auditor", "Officer of the lead division"}},
	} {
		if diff := cmp.Diff(tt.want, rules.Readers(tt.action, tt.lang, dbtest.Now())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.action, diff)
		}
	}
}

func TestObjectsAreFoundByKind(t *testing.T) {
	objects := policy.Objects{"duty": policy.DutyObject}
	for _, tt := range []struct {
		name string
		want policy.Object
		bad  bool
	}{
		{"-", policy.Object{}, false},
		{"duty:bank/O", policy.Object{Kind: "duty", ID: "bank/O", Item: "bank", Duty: "O"}, false},
		{"duty:bank/Z", policy.Object{}, true},
		{"duty:none/O", policy.Object{}, true},
		{"duty", policy.Object{}, true},
		{"thing:1", policy.Object{}, true},
	} {
		got, err := objects.Load(t.Context(), tt.name)
		if errors.Is(err, fault.NotFound) != tt.bad || got != tt.want {
			t.Errorf("%s: %+v, %v", tt.name, got, err)
		}
	}
}
