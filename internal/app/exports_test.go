package app_test

import (
	"log/slog"
	"strings"
	"testing"

	"kyodo/internal/app"
	"kyodo/internal/config"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
)

// impersonal are the files of the staff that hold nobody's data, with what they hold instead.
var impersonal = map[string]string{
	"GET /admin/jobs.csv":                       "failures of the machine",
	"GET /admin/policy.csv":                     "the permission table",
	"GET /admin/posts.csv":                      "offices, which the prefecture prints in its own directory",
	"GET /admin/questions.csv":                  "rows of public registers",
	"GET /admin/groups/uploads/{id}/report.csv": "the rows that the reader has just sent",
	"GET /admin/transfers/template.csv":         "headings",
}

// TestWhoTakesListsOutProvesWhoTheyAreAgain: whatever route of the staff answers with a file asks for a
// fresh proof of everybody, or is listed above.
func TestWhoTakesListsOutProvesWhoTheyAreAgain(t *testing.T) {
	a, err := app.New(dbtest.Open(t, dbtest.SQLite(t)), app.Options{Config: config.Server{}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	files, left := 0, len(impersonal)
	for _, r := range a.Site.Routes() {
		if !strings.HasSuffix(r.Pattern, ".csv") || !strings.HasPrefix(r.Pattern, "GET /admin/") && !strings.HasPrefix(r.Pattern, "GET /desk/") {
			continue
		}
		files++
		if impersonal[r.Pattern] != "" {
			left--
			continue
		}
		for _, row := range policy.Default().Of(r.Action) {
			if !row.StepUp || row.Audit != "data.export" {
				t.Errorf("%s: line %d of policy.tsv lets %s take it out without proving who they are, or without a trace", r.Pattern, row.Line, strings.Join(row.Roles, ","))
			}
		}
	}
	if files < 14 || left != 0 {
		t.Errorf("%d files, %d of those listed are no routes", files, left)
	}
}
