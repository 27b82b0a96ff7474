package arch

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// border says who alone may import something from outside.
type border struct {
	what    string
	imports func(path string) bool
	allowed []string // packages
	tests   bool     // holds for tests too
}

func under(prefixes ...string) func(string) bool {
	return func(p string) bool {
		for _, x := range prefixes {
			if p == x || strings.HasPrefix(p, x+"/") {
				return true
			}
		}
		return false
	}
}

// withPages are some packages and all faces.
func withPages(others ...string) []string {
	pages, _ := place(faces)
	return slices.Concat(others, order[pages].packages)
}

var borders = []border{
	{"HTTP", under("net/http"), withPages("internal/web", "internal/web/ui", "internal/web/webtest", "internal/account/idptest", "internal/app"), false},
	{"templates", under("github.com/a-h/templ"), withPages("internal/web", "internal/web/ui", "internal/web/parts", "internal/web/webtest", "internal/app", "internal/arch"), true},
	{"database/sql and drivers", under("database/sql", "modernc.org/sqlite", "github.com/jackc/pgx", "github.com/lib/pq"),
		[]string{"internal/sqldb", "internal/sqldb/dbtest", "internal/jobs", "migrations"}, true},
	{"River", under("github.com/riverqueue"), []string{"internal/jobs", "migrations"}, true},
	{"goose", under("github.com/pressly/goose"), []string{"internal/sqldb", "migrations"}, true},
	{"mail to a relay", under("github.com/wneessen/go-mail", "net/smtp"), []string{"internal/mail"}, true},
	{"huma", under("github.com/danielgtaylor/huma"), []string{"internal/api"}, true},
	{"kong", under("github.com/alecthomas/kong"), []string{"internal/cli"}, false},
	{"roaring bitmaps", under("github.com/RoaringBitmap"), []string{"internal/search"}, true},
	{"global loggers", under("log"), []string{}, false},
	{"unsafe", under("unsafe", "plugin"), []string{}, true},
}

// checkBorders says who imports what only others may.
func checkBorders(files []file) (complaints []string) {
	for _, f := range files {
		if isOutside(f.pkg) && f.pkg != "internal/arch" {
			continue
		}
		for _, imp := range f.imports() {
			if imp == "log/slog" {
				continue
			}
			for _, b := range borders {
				if b.imports(imp) && !slices.Contains(b.allowed, f.pkg) && (b.tests || !f.test) {
					complaints = append(complaints, fmt.Sprintf("%s imports %s: %s only in %s", f.path, imp, b.what, strings.Join(b.allowed, ", ")))
				}
			}
		}
	}
	return complaints
}

func TestWhatComesFromOutsideStaysInItsPlace(t *testing.T) {
	report(t, checkBorders(source(t)))

	imports := func(name, path string) []string {
		return checkBorders(synthetic(t, name, `package p; import _ "`+path+`"`))
	}
	mustFind(t, imports("internal/register/x.go", "net/http"), "HTTP only in")
	mustFind(t, imports("internal/register/x.go", "net/http/httptest"), "HTTP only in")
	mustFind(t, imports("internal/register/x.go", "github.com/a-h/templ"), "templates only in")
	mustFind(t, imports("internal/register/x_test.go", "database/sql"), "database/sql")
	mustFind(t, imports("internal/search/x.go", "github.com/jackc/pgx/v5"), "database/sql")
	mustFind(t, imports("internal/app/x.go", "github.com/riverqueue/river"), "River only in")
	mustFind(t, imports("internal/app/x.go", "log"), "global loggers")
	mustPass(t, imports("internal/app/x.go", "log/slog"))
	mustPass(t, imports("internal/register/x.go", "net/url"))
	mustPass(t, imports("internal/jobs/x.go", "database/sql"))
}
