package register

import (
	"strings"
	"testing"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestAPageReadsNoWholeTable: what an organization's page asks is found by an index, however many
// organizations and filings there are.
func TestAPageReadsNoWholeTable(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	for name, query := range map[string]string{
		"filings":    filingsQuery,
		"control":    `SELECT period_end FROM filing WHERE source = $1`,
		"statements": `SELECT id FROM organization WHERE id = $1`,
	} {
		var plan []string
		err := db.View(t.Context(), func(tx *sqldb.Tx) (err error) {
			plan, err = sqldb.All(tx, func(r sqldb.Row) (line string, err error) {
				var skip int
				return line, r.Scan(&skip, &skip, &skip, &line)
			}, `EXPLAIN QUERY PLAN `+query, "x")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if scans := strings.Contains(strings.Join(plan, "\n"), "SCAN "); scans != (name == "control") {
			t.Errorf("%s: %q", name, plan)
		}
	}
}
