package policy_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"kyodo/internal/policy"
)

// broken returns one of the program's files with a line added, or with a text replaced.
func broken(text, old, new string) string {
	if old == "" {
		return text + new + "\n"
	}
	return strings.Replace(text, old, new, 1)
}

func TestReadRefusesWhatItDoesNotKnow(t *testing.T) {
	p, r, g := policy.Text()
	const row = "my.view\tCITIZEN\tself\t-\t-\tone\t-\t-\t-"
	for _, tt := range []struct{ file, old, new, want string }{
		{"policy", row, "my.see\tCITIZEN\tself\t-\t-\tone\t-\t-\t-", `unknown action "my.see"`},
		{"policy", row, "my.view\tCITIZENS\tself\t-\t-\tone\t-\t-\t-", `unknown role "CITIZENS"`},
		{"policy", row, "my.view\t-\tself\t-\t-\tone\t-\t-\t-", "no role"},
		{"policy", row, "my.view\tCITIZEN\tmine\t-\t-\tone\t-\t-\t-", `unknown relation "mine"`},
		{"policy", row, "my.view\tCITIZEN\tself\t-\tsecret\tone\t-\t-\t-", `unknown set of fields "secret"`},
		{"policy", row, "my.view\tCITIZEN\tself\t-\t-\tmulti-factor\t-\t-\t-", `column 6 is "multi-factor"`},
		{"policy", row, "my.view\tCITIZEN\tself\t-\t-\tone\ttrue\t-\t-", `column 7 is "true"`},
		{"policy", row, "my.view\tCITIZEN\tself\t-\t-\tone\t-\ttwo\t-", `column 8 is "two"`},
		{"policy", row, "my.view\tCITIZEN\tself\t-\t-\tone\t-\t-", "8 columns instead of 9"},
		{"policy", row, "my.view\tAUDITOR\tself\t-\t-\tone\t-\t-\t-", "AUDITOR is staff and must use a second factor"},
		{"policy", "", row, "says the same as line"},
		{"policy", "", "my.view\tCITIZEN,AUDITOR\tself\t-\tcontact\tmulti\tyes\t-\t-", "says the same as line"},
		{"roles", "", "X\t-\t-\t-\tx", "roles.tsv:20: 5 columns"},
		{"roles", "", "AUDITOR\t-\tstaff\t-\tx\tx", "AUDITOR stands twice"},
		{"roles", "", "X\tparliament\tstaff\t-\tx\tx", `unknown body "parliament"`},
		{"roles", "", "X\t-\tyes\t-\tx\tx", `"yes" is neither staff nor -`},
		{"grants", "", "bank\tO", "grants.tsv:66: 2 columns"},
		{"grants", "", "bank\tO\tmy.view", `no row of policy.tsv lets a duty do "my.view"`},
		{"grants", "", "bank\tZ\tmerge.make", `unknown kind of duty "Z"`},
		{"grants", "", "banks\tO\tmerge.make", `unknown item "banks"`},
		{"grants", "", "bank\tO\tmerge.make", "stands twice"},
	} {
		files := map[string]string{"policy": p, "roles": r, "grants": g}
		files[tt.file] = broken(files[tt.file], tt.old, tt.new)
		_, err := policy.Read(files["policy"], files["roles"], files["grants"])
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.file+".tsv:") {
			t.Errorf("%s with %q: %v, want a complaint with %q and the line", tt.file, tt.new, err, tt.want)
		}
	}
	if _, err := policy.Read(p, r, g); err != nil {
		t.Errorf("the program's own files: %v", err)
	}
}

// TestEachActionHasARowAndALabel reads the constants of action.go.
func TestEachActionHasARowAndALabel(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "action.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	table, seen := policy.Default(), 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != "Action" {
			return true
		}
		text, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		a := policy.Action(text)
		if a == policy.Anyone {
			return true
		}
		seen++
		if len(table.Of(a)) == 0 {
			t.Errorf("no row says who may %s", a)
		}
		if a.Label("ja") == "" || a.Label("en") == "" {
			t.Errorf("%s has no name in both languages", a)
		}
		return true
	})
	if n := len(table.Actions()); seen != n || n < 60 {
		t.Errorf("%d constants for %d actions of the table", seen, n)
	}
}

func TestEachRoleHasNames(t *testing.T) {
	for _, r := range policy.Default().Roles {
		if r.Ja == "" || r.En == "" {
			t.Errorf("%s has no name in both languages", r.Code)
		}
	}
}
