package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
)

// row is one row of the order: packages that do not import each other.
type row struct {
	title    string
	packages []string
}

// order is the order of packages: each imports only from earlier rows. To add a package is to
// choose its row; what each does stands in its package comment.
var order = []row{
	{"the schema, kinds of error, identifiers", []string{"migrations", "internal/fault", "internal/id"}},
	{"dates of the plan and the law", []string{"internal/term"}},
	{"Japanese text, code tables, settings", []string{"internal/ja", "internal/codes", "internal/config"}},
	{"candidates for a listing, as pure reckoning", []string{"internal/matching"}},
	{"the database, and files of strangers", []string{"internal/sqldb", "internal/intake"}},
	{"mechanisms that know no feature", []string{"internal/audit", "internal/search", "internal/jobs", "internal/feed"}},
	{"outgoing mail, and the settings of the running site", []string{"internal/mail", "internal/settings"}},
	{"people, posts, sign-in and sessions", []string{"internal/account"}},
	{"who may do what, and the table of roles of the plan", []string{"internal/policy"}},
	{"the register: organizations and what is stated about them", []string{"internal/register"}},
	{"how organizations come in and who acts for them", []string{"internal/member"}},
	{"files of members: photos and attachments", []string{"internal/blob"}},
	{"the bank: offers and needs", []string{"internal/bank"}},
	{"inquiries about listings, and standing alerts", []string{"internal/inquiry", "internal/alert"}},
	{"the spine: collaborations", []string{"internal/collaboration"}},
	{"candidates for what the bank holds", []string{"internal/candidate"}},
	{"the coordinator's desk", []string{"internal/desk"}},
	{"invented organizations", []string{"internal/demo"}},
	{"components of pages", []string{"internal/web/ui"}},
	{"pages made of components", []string{"internal/web/parts"}},
	{"routes, requests, answers", []string{"internal/web"}},
	{"pages and other faces: nobody but app imports them, and they do not import each other", []string{
		"internal/register/registerweb", "internal/register/upkeepweb", "internal/member/memberweb", "internal/account/accountweb",
		"internal/policy/policyweb", "internal/adminweb",
		"internal/bank/bankweb", "internal/bank/postweb", "internal/inquiry/inquiryweb", "internal/collaboration/collaborationweb",
		"internal/desk/deskweb", "internal/alert/alertweb", "internal/candidate/candidateweb", "internal/demo/demoweb", "internal/homeweb", "internal/api", "internal/opendata"}},
	{"copies of the whole database", []string{"internal/backup"}},
	{"the whole program", []string{"internal/app"}},
	{"the command line", []string{"internal/cli"}},
	{"the command", []string{"cmd/kyodo"}},
}

// helpers are for tests alone. A helper imports what the row that it names may import, and that
// row itself; only tests and other helpers import it.
var helpers = map[string]string{
	"internal/sqldb/dbtest":    "internal/sqldb",
	"internal/web/webtest":     "internal/web",
	"internal/account/idptest": "internal/account",
}

// outside is what has no place in the order, with all below it: it is no part of the program.
var outside = []string{"bench", "e2e", "scripts", "internal/arch"}

func isOutside(pkg string) bool {
	return slices.ContainsFunc(outside, func(o string) bool { return pkg == o || strings.HasPrefix(pkg, o+"/") })
}

// faces is the row of pages.
const faces = "internal/homeweb"

// place returns the row of a package.
func place(pkg string) (int, bool) {
	for i, r := range order {
		if slices.Contains(r.packages, pkg) {
			return i, true
		}
	}
	return 0, false
}

func isHelper(pkg string) bool { _, ok := helpers[pkg]; return ok }

// checkOrder says which imports go against the order, and which packages have no place in it.
func checkOrder(files []file) (complaints []string) {
	pages, _ := place(faces)
	for _, f := range files {
		if isOutside(f.pkg) {
			continue
		}
		mine, known := place(f.pkg)
		if isHelper(f.pkg) {
			mine, known = place(helpers[f.pkg])
			mine++
		}
		if !known {
			complaints = append(complaints, fmt.Sprintf("%s: package %s has no row in the order of packages", f.path, f.pkg))
			continue
		}
		for _, imp := range f.imports() {
			dir, ok := ours(imp)
			if !ok || dir == f.pkg {
				continue
			}
			theirs, known := place(dir)
			switch {
			case isHelper(dir) && (f.test || isHelper(f.pkg)):
			case isHelper(dir):
				complaints = append(complaints, fmt.Sprintf("%s imports %s, which is for tests alone", f.path, dir))
			case !known:
				complaints = append(complaints, fmt.Sprintf("%s imports %s, which has no row in the order of packages", f.path, dir))
			case f.test && theirs < pages:
			case f.test && mine >= pages: // pages, app and cli are tested with the whole program
			case f.test:
				complaints = append(complaints, fmt.Sprintf("%s: a test below the pages imports %s", f.path, dir))
			case theirs >= mine:
				complaints = append(complaints, fmt.Sprintf("%s: %s stands in row %d and imports %s of row %d", f.path, f.pkg, mine+1, dir, theirs+1))
			}
		}
	}
	return complaints
}

func TestPackagesImportOnlyFromEarlierRows(t *testing.T) {
	report(t, checkOrder(source(t)))

	imports := func(name, pkg string) []string {
		return checkOrder(synthetic(t, name, `package p; import _ "`+module+`/`+pkg+`"`))
	}
	mustFind(t, imports("internal/term/x.go", "internal/codes"), "stands in row")
	mustFind(t, imports("internal/api/x.go", "internal/homeweb"), "stands in row")
	mustFind(t, imports("internal/web/x.go", "internal/homeweb"), "stands in row")
	mustFind(t, imports("internal/sqldb/x.go", "internal/sqldb/dbtest"), "for tests alone")
	mustFind(t, imports("internal/register/x_test.go", "internal/homeweb"), "a test below the pages")
	mustFind(t, imports("internal/util/x.go", "internal/ja"), "no row")
	mustFind(t, imports("internal/ja/x.go", "internal/util"), "no row")
	mustPass(t, imports("internal/codes/x.go", "internal/term"))
	mustPass(t, imports("internal/search/x_test.go", "internal/sqldb/dbtest"))
	mustPass(t, imports("internal/homeweb/x_test.go", "internal/app"))
}

func TestEveryRowHasItsPackages(t *testing.T) {
	var have []string
	for _, f := range source(t) {
		if !f.test {
			have = append(have, f.pkg)
		}
	}
	missing := func(order []row) (complaints []string) {
		for _, r := range order {
			for _, p := range r.packages {
				if !slices.Contains(have, p) {
					complaints = append(complaints, fmt.Sprintf("the order names %s, which does not exist", p))
				}
			}
		}
		return complaints
	}
	report(t, missing(order))
	mustFind(t, missing([]row{{"", []string{"internal/gone"}}}), "internal/gone")
}

// TestTheOrderIsTheArchitectureDocument writes the order into docs/ARCHITECTURE.md, each package
// with the first sentence of its comment.
func TestTheOrderIsTheArchitectureDocument(t *testing.T) {
	var b strings.Builder
	b.WriteString("| row | | package | |\n|---|---|---|---|\n")
	for i, r := range order {
		for j, p := range r.packages {
			number, title := fmt.Sprint(i+1), r.title
			if j > 0 {
				number, title = "", ""
			}
			fmt.Fprintf(&b, "| %s | %s | `%s` | %s |\n", number, title, p, synopsis(t, p))
		}
	}
	section(t, "docs/ARCHITECTURE.md", "order", b.String())
}

// synopsis returns the first sentence of a package's comment.
func synopsis(t *testing.T, pkg string) string {
	t.Helper()
	for _, name := range texts(t, ".go") {
		if !strings.HasPrefix(name, pkg+"/") || strings.Count(name, "/") != strings.Count(pkg, "/")+1 ||
			strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
			continue
		}
		s := firstSentence(read(t, name))
		for _, start := range []string{"Package " + path.Base(pkg) + " ", "Command "} {
			if rest, ok := strings.CutPrefix(s, start); ok {
				return rest
			}
		}
	}
	t.Errorf("package %s has no package comment", pkg)
	return ""
}

// firstSentence returns the first sentence of the comment right above the package clause.
func firstSentence(text string) string {
	var comment []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		c, isComment := strings.CutPrefix(line, "//")
		switch {
		case strings.HasPrefix(line, "package "):
			all := strings.TrimSpace(strings.Join(comment, " "))
			if i := strings.Index(all, ". "); i >= 0 {
				all = all[:i+1]
			}
			return all
		case isComment && !strings.HasPrefix(c, "go:"):
			comment = append(comment, strings.TrimSpace(c))
		case line == "":
			comment = nil
		}
	}
	return ""
}
