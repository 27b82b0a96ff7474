package app_test

import (
	"strings"
	"testing"

	"kyodo/internal/app"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
)

// TestWhyKnowsEveryKindOfObject asks about an object of each kind that a page decides about: what is
// not there is said by its id, never as an unknown kind.
func TestWhyKnowsEveryKindOfObject(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	for _, kind := range []string{"application", "claim", "correction", "duty", "factor", "invitation", "mail", "organization", "person",
		"post", "question", "session", "succession", "union"} {
		_, _, err := app.Why(t.Context(), db, app.Asked{User: "-", Action: policy.PersonView, Object: kind + ":nothing"})
		if err == nil || strings.Contains(err.Error(), "unknown kind") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
