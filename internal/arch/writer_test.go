package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// foreign says whether a table belongs to a library and is none of ours: River's, and the record
// of migrations.
func foreign(table string) bool {
	return table == "schema_version" || strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "sqlite_")
}

var writes = regexp.MustCompile(`\b(INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)`)

// writeCut finds a statement whose table does not stand in the literal itself.
var writeCut = regexp.MustCompile(`\b(INSERT INTO|DELETE FROM)\s*$`)

// writers returns for each table the packages whose SQL writes it. Test files do not count: they
// may prepare what they need.
func writers(files []file) (by map[string][]string, complaints []string) {
	by = map[string][]string{}
	for _, f := range files {
		if f.test || isHelper(f.pkg) || isOutside(f.pkg) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				return true
			}
			if writeCut.MatchString(text) {
				complaints = append(complaints, f.at(lit.Pos())+": the name of the table must stand in the same literal")
			}
			for _, m := range writes.FindAllStringSubmatch(text, -1) {
				if table := m[2]; !slices.Contains(by[table], f.pkg) {
					by[table] = append(by[table], f.pkg)
				}
			}
			return true
		})
	}
	return by, complaints
}

// checkWriters says which tables have no writer or several, and who writes what is not there.
func checkWriters(tables []string, by map[string][]string) (complaints []string) {
	for _, table := range tables {
		switch who := by[table]; {
		case len(who) == 0:
			complaints = append(complaints, fmt.Sprintf("nobody writes table %s", table))
		case len(who) > 1:
			complaints = append(complaints, fmt.Sprintf("table %s is written by %s: one package alone may", table, strings.Join(who, " and ")))
		}
	}
	for _, table := range slices.Sorted(maps.Keys(by)) {
		if !slices.Contains(tables, table) {
			complaints = append(complaints, fmt.Sprintf("%s writes table %s, which no migration makes", strings.Join(by[table], ", "), table))
		}
	}
	return complaints
}

func TestOneWriterPerTable(t *testing.T) {
	by, complaints := writers(source(t))
	report(t, complaints)
	tables := tableNames(t)
	report(t, checkWriters(tables, by))

	var b strings.Builder
	b.WriteString("| table | written by |\n|---|---|\n")
	for _, table := range tables {
		fmt.Fprintf(&b, "| `%s` | `%s` |\n", table, strings.Join(by[table], ", "))
	}
	section(t, "docs/data.md", "writers", b.String())

	both := slices.Concat(
		synthetic(t, "internal/audit/x.go", "package p; const a = `INSERT INTO audit (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET id = $1`"),
		synthetic(t, "internal/register/x.go", "package p; const b = `\nDELETE FROM\n\taudit WHERE id = $1`"))
	by, _ = writers(both)
	mustFind(t, checkWriters([]string{"audit"}, by), "internal/audit and internal/register")
	mustFind(t, checkWriters([]string{"audit", "due"}, by), "nobody writes table due")
	mustFind(t, checkWriters(nil, by), "no migration makes")
	by, _ = writers(both[:1])
	mustPass(t, checkWriters([]string{"audit"}, by))
	_, complaints = writers(synthetic(t, "internal/audit/x.go", "package p; var t string; var a = `INSERT INTO ` + t"))
	mustFind(t, complaints, "same literal")
	by, _ = writers(synthetic(t, "internal/audit/x_test.go", "package p; const a = `INSERT INTO audit (id) VALUES ($1)`"))
	if len(by) != 0 {
		t.Errorf("a test counts as a writer: %v", by)
	}
}
