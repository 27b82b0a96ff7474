package arch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// migrations.golden names every migration with its hash. What stands above the last line
// "# released …" is in somebody's database: -update leaves it alone, and a change of such a file
// fails until it is taken back. A release writes that line (CONTRIBUTING.md).
const migrationGolden = "internal/arch/testdata/migrations.golden"

var migrationName = regexp.MustCompile(`^migrations/(common|sqlite|postgres)/([0-9]{5})_[a-z0-9_]+\.sql$`)

// checkNumbers says where the numbers of the migrations have gaps or meet. In sqlite/ and
// postgres/ the same number stands once in each.
func checkNumbers(names []string, goNumbers []int) (complaints []string) {
	folders := map[int][]string{}
	for _, name := range names {
		m := migrationName.FindStringSubmatch(name)
		if m == nil {
			complaints = append(complaints, fmt.Sprintf("%s is not named like migrations/common/00012_what.sql", name))
			continue
		}
		n, _ := strconv.Atoi(m[2])
		folders[n] = append(folders[n], m[1])
	}
	for _, n := range goNumbers {
		folders[n] = append(folders[n], "go")
	}
	for i, n := range slices.Sorted(maps.Keys(folders)) {
		if n != i+1 {
			return append(complaints, fmt.Sprintf("migration %d is missing: the next is %d", i+1, n))
		}
		where := folders[n]
		slices.Sort(where)
		if pair := slices.Equal(where, []string{"postgres", "sqlite"}); len(where) > 1 && !pair {
			complaints = append(complaints, fmt.Sprintf("number %d is given more than once: %v", n, where))
		} else if where[0] == "postgres" && !pair || where[0] == "sqlite" {
			complaints = append(complaints, fmt.Sprintf("number %d exists for %s alone", n, where[0]))
		}
	}
	return complaints
}

// goMigrations returns the numbers of migrations in Go: constants that end in Number.
func goMigrations(files []file) (numbers []int) {
	for _, f := range files {
		if f.pkg != "migrations" || f.test {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range spec.Names {
				if strings.HasSuffix(name.Name, "Number") && i < len(spec.Values) {
					if lit, ok := spec.Values[i].(*ast.BasicLit); ok && lit.Kind == token.INT {
						v, _ := strconv.Atoi(lit.Value)
						numbers = append(numbers, v)
					}
				}
			}
			return true
		})
	}
	return numbers
}

func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	names := texts(t, ".sql")
	if len(names) == 0 {
		t.Fatal("no migration found")
	}
	report(t, checkNumbers(names, goMigrations(source(t))))

	one, two := "migrations/common/00001_a.sql", "migrations/common/00002_b.sql"
	mustPass(t, checkNumbers([]string{one, two}, []int{3}))
	mustPass(t, checkNumbers([]string{one, "migrations/sqlite/00002_b.sql", "migrations/postgres/00002_b.sql"}, nil))
	mustFind(t, checkNumbers([]string{one}, []int{3}), "migration 2 is missing")
	mustFind(t, checkNumbers([]string{one, two}, []int{2}), "more than once")
	mustFind(t, checkNumbers([]string{one, "migrations/sqlite/00002_b.sql"}, nil), "for sqlite alone")
	mustFind(t, checkNumbers([]string{"migrations/common/1_a.sql"}, nil), "not named like")
}

func TestMigrationsThatLandedStay(t *testing.T) {
	var now strings.Builder
	for _, name := range texts(t, ".sql") {
		sum := sha256.Sum256([]byte(read(t, name)))
		fmt.Fprintf(&now, "%s %s %s\n", path.Base(name)[:5], strings.TrimPrefix(name, "migrations/"), hex.EncodeToString(sum[:]))
	}
	lines := strings.SplitAfter(now.String(), "\n")
	slices.Sort(lines)
	got := strings.Join(lines, "")
	released := releasedPart(read(t, migrationGolden))
	report(t, checkReleased(released, got))
	golden(t, migrationGolden, released+without(got, released))

	old := "00001 common/00001_a.sql aa\n# released 0.1.0\n"
	mustPass(t, checkReleased(old, "00001 common/00001_a.sql aa\n00002 common/00002_b.sql bb\n"))
	mustFind(t, checkReleased(old, "00001 common/00001_a.sql cc\n"), "is released and may not change")
	if got := releasedPart(old + "00002 common/00002_b.sql bb\n"); got != old {
		t.Errorf("the released part is %q, want %q", got, old)
	}
}

// releasedPart returns the golden up to its last "# released" line.
func releasedPart(golden string) (part string) {
	for line := range strings.Lines(golden) {
		if strings.HasPrefix(line, "# released") {
			part = golden[:strings.Index(golden, line)+len(line)]
		}
	}
	return part
}

// checkReleased says which released migrations are no longer as they were.
func checkReleased(released, now string) (complaints []string) {
	for line := range strings.Lines(released) {
		if !strings.HasPrefix(line, "#") && !strings.Contains(now, line) {
			complaints = append(complaints, fmt.Sprintf("migration %s is released and may not change; write a new one", strings.Fields(line)[1]))
		}
	}
	return complaints
}

// without returns the lines of text that do not stand in part.
func without(text, part string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.Contains(part, line) {
			b.WriteString(line)
		}
	}
	return b.String()
}
