package cube

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// fast opens a fresh SQLite database that need not survive anything.
func fast(t testing.TB) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(context.Background(), dbtest.SQLite(t), sqldb.Options{Now: dbtest.Now, Synchronous: "OFF"})
	must(t, err)
	t.Cleanup(func() { db.Close() })
	return db
}

// mutant is policy.tsv with one slip of the pen.
type mutant struct {
	action, what string
	text         string // of policy.tsv
}

// The columns of policy.tsv.
const (
	atAction = iota
	atRoles
	atRelation
	atStates
	atFields
	atAssurance
	atStepUp
	atTwo
)

// mutants are all slips of every row. What says the same as before is none: a role more where
// everybody may, or where a post of the role cannot have the relation.
func mutants(text string) (list []mutant) {
	lines := strings.Split(text, "\n")
	rolesOf := map[string][]string{}
	for _, l := range lines {
		if c := strings.Split(l, "\t"); len(c) == 9 {
			rolesOf[c[atAction]] = append(rolesOf[c[atAction]], strings.Split(c[atRoles], ",")...)
		}
	}
	header := true
	for n, l := range lines {
		c := strings.Split(l, "\t")
		if len(c) != 9 || strings.HasPrefix(l, "#") {
			continue
		}
		if header {
			header = false
			continue
		}
		slip := func(what string, column int, value string) {
			if c[column] == value {
				return
			}
			d := slices.Clone(c)
			d[column] = value
			changed := slices.Clone(lines)
			changed[n] = strings.Join(d, "\t")
			list = append(list, mutant{c[atAction], fmt.Sprintf("line %d (%s %s): %s", n+1, c[atAction], c[atRelation], what), strings.Join(changed, "\n")})
		}
		list = append(list, mutant{c[atAction], fmt.Sprintf("line %d (%s %s): deleted", n+1, c[atAction], c[atRelation]),
			strings.Join(slices.Delete(slices.Clone(lines), n, n+1), "\n")})
		slip("relation any", atRelation, "any")
		slip("no states", atStates, "-")
		slip("one factor", atAssurance, "one")
		slip("no step-up", atStepUp, "-")
		slip("by one person", atTwo, "-")
		if c[atAction] != "profile.view" || c[atRelation] != "own" { // whose roles see "registered" of everybody
			slip("every set of fields", atFields, "registered,contact,internal")
		}
		roles := strings.Split(c[atRoles], ",")
		if slices.Contains(roles, "CITIZEN") {
			continue
		}
		more := map[string][]string{"own": {"CO_MEMBER"}, "duty": {"CENTER_COORD", "FOUND_STAFF"}, "glass": {"AUDITOR"}}[c[atRelation]]
		if more == nil {
			more = []string{"REVIEWER"}
		}
		for _, role := range more {
			if !slices.Contains(rolesOf[c[atAction]], role) {
				slip("also "+role, atRoles, c[atRoles]+","+role)
				break
			}
		}
	}
	return list
}

// read makes a table of the mutant. Grants of duties that no row takes any more go too.
func (m mutant) read(roles, grants string) (*policy.Table, error) {
	t, err := policy.Read(m.text, roles, grants)
	if err != nil && strings.HasPrefix(err.Error(), "grants.tsv") {
		var kept []string
		for _, l := range strings.Split(grants, "\n") {
			if !strings.HasSuffix(l, "\t"+m.action) {
				kept = append(kept, l)
			}
		}
		t, err = policy.Read(m.text, roles, strings.Join(kept, "\n"))
	}
	return t, err
}

// TestMutants makes every slip of the pen in policy.tsv and runs the cells of its action: at least
// one must not be as the oracle says, or the program must refuse the file.
func TestMutants(t *testing.T) {
	o := theOracle(t)
	w := build(t, fast(t))
	a := w.app(t)
	must(t, a.Load(context.Background()))
	n, probeDoors := w.probeSite(t, a, o)
	pages := inProcess(a.Site.Handler())
	pageDoors, _ := w.doors(a.Site.Routes())
	text, roles, grants := policy.Text()
	var left []mutant
	tried, refused, byPages := 0, 0, 0
	survives := func(m mutant) bool {
		table, err := m.read(roles, grants)
		if err != nil {
			refused++
			return false
		}
		a.Policy.Use(table)
		of := func(all []*door) (list []*door) {
			for _, d := range all {
				if string(d.Action) == m.action {
					list = append(list, d)
				}
			}
			return list
		}
		if full() && strings.HasSuffix(m.what, "deleted") && w.wrong(t, o, pages, w.cells(o, of(pageDoors), pages)) != "" {
			byPages++
			return false
		}
		return w.wrong(t, o, n, w.cells(o, of(probeDoors), n)) == ""
	}
	for _, m := range mutants(text) {
		if testing.Verbose() && tried%50 == 49 {
			t.Logf("%d mutants tried", tried)
		}
		if !full() && !strings.HasSuffix(m.what, "deleted") {
			continue
		}
		tried++
		if survives(m) {
			left = append(left, m)
		}
	}
	for range bodies[1:] { // until every duty was at every body
		w.moveDuties(t, o)
		left = slices.DeleteFunc(left, func(m mutant) bool { return !survives(m) })
	}
	for _, m := range left {
		t.Errorf("nobody notices: %s", m.what)
	}
	result.mutants, result.killed = tried, tried-len(left)
	t.Logf("mutants: %d tried, %d left; %d refused by the reader of the file, %d noticed on the program's own pages", tried, len(left), refused, byPages)
}
