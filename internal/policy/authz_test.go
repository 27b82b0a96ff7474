package policy_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/policy"
)

var update = flag.Bool("update", false, "write the goldens and docs/authz.md anew")

// TestTheDocumentIsTheTable writes docs/authz.md from the files that decide.
func TestTheDocumentIsTheTable(t *testing.T) {
	const name = "../../docs/authz.md"
	got := document(policy.Default())
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("docs/authz.md drifted; go test ./internal/policy -update (-want +got):\n%s", diff)
	}
}

func document(t *policy.Table) string {
	var b strings.Builder
	b.WriteString(`# Who may do what

Written from ` + "`internal/policy/policy.tsv`, `internal/policy/roles.tsv` and `internal/policy/grants.tsv`" + ` by a test; change those. What no row
allows is refused. How to read the columns stands at the head of policy.tsv; the decision behind it is [0019](adr/0019-policy-as-data.md).

## Roles

| role | Japanese | English | body of the 役割分担表 | staff | scopes |
|---|---|---|---|---|---|
`)
	for _, r := range t.Roles {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.Code, r.Ja, r.En, or(policy.BodyLabel(r.Body, "ja")), yes(r.Staff), or(strings.Join(r.Scopes, ", ")))
	}
	b.WriteString("\n## Permissions\n\n| action | what | who | relation | in states | opens | second factor | step-up | not who asked | logged as |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for i := range t.Rows {
		r := &t.Rows[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", r.Action, r.Action.Label("ja"), strings.Join(r.Roles, ", "), r.Relation,
			or(strings.Join(r.States, ", ")), or(strings.Join(r.Opens(), ", ")), yes(r.Multi), yes(r.StepUp), yes(r.Two), or(r.Audit))
	}
	b.WriteString("\n## What a duty of the 役割分担表 grants\n\nAs the plan of 平成20年 gives the duties; a version that moves a duty moves the right from its day on.\n\n| item | duty | held in the plan by | actions |\n|---|---|---|---|\n")
	for _, i := range policy.PlanMatrix().Items {
		for _, kind := range policy.Kinds() {
			granted := t.GrantedBy(i.Slug, kind)
			if len(granted) == 0 {
				continue
			}
			var bodies, actions []string
			m := policy.PlanMatrix()
			for _, body := range policy.Bodies() {
				if m.Holds(body, i.Slug, kind) {
					bodies = append(bodies, policy.BodyLabel(body, "ja"))
				}
			}
			for _, a := range granted {
				actions = append(actions, string(a))
			}
			fmt.Fprintf(&b, "| %s | %s %s | %s | %s |\n", i.Name, kind, policy.KindLabel(kind, "ja"), strings.Join(bodies, ", "), strings.Join(actions, ", "))
		}
	}
	return b.String()
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "–"
}
