package arch

import (
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

// roleNames reads the codes of the roles from the policy's own file.
func roleNames(t *testing.T) *regexp.Regexp {
	t.Helper()
	var codes []string
	for i, line := range strings.Split(strings.TrimSpace(read(t, "internal/policy/roles.tsv")), "\n") {
		if code, _, _ := strings.Cut(line, "\t"); i > 0 && !strings.HasPrefix(code, "#") {
			codes = append(codes, regexp.QuoteMeta(code))
		}
	}
	if len(codes) < 10 {
		t.Fatalf("only %d roles found", len(codes))
	}
	return regexp.MustCompile(`\b(` + strings.Join(codes, "|") + `)\b`)
}

// checkRoles says where code outside package policy names a role: in an identifier, in text, in a
// template. Who may do what stands in one table, not in handlers.
func checkRoles(files []file, names *regexp.Regexp) (complaints []string) {
	for _, f := range files {
		if f.test || f.pkg == "internal/policy" || isOutside(f.pkg) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			var text string
			switch n := n.(type) {
			case *ast.BasicLit:
				text = n.Value
			case *ast.Ident:
				text = n.Name
			}
			if name := names.FindString(text); name != "" {
				complaints = append(complaints, f.at(n.Pos())+": "+name+" is named outside package policy: say an action, and let the table say who")
			}
			return true
		})
	}
	return complaints
}

func TestRolesAreNamedInPolicyAlone(t *testing.T) {
	names := roleNames(t)
	report(t, checkRoles(source(t), names))
	check := func(name, body string) []string { return checkRoles(synthetic(t, name, "package p\n"+body), names) }
	mustFind(t, check("internal/web/x.go", `var role = "PREF_LEAD"`), "PREF_LEAD")
	mustFind(t, check("internal/web/x_templ.go", `var html = "<p>CENTER_ADMIN</p>"`), "CENTER_ADMIN")
	mustFind(t, check("internal/app/x.go", `const SYS_ADMIN = 1`), "SYS_ADMIN")
	mustFind(t, check("internal/register/x.go", "var q = `SELECT 1 FROM post WHERE role = 'NPO_OWNER'`"), "NPO_OWNER")
	mustPass(t, check("internal/policy/x.go", `var role = "PREF_LEAD"`))
	mustPass(t, check("internal/web/x_test.go", `package p; var role = "PREF_LEAD"`[11:]))
	mustPass(t, check("internal/web/x.go", `var text = "PREF_LEADER" // PREF_LEAD decides`))
}
