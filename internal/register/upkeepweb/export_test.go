package upkeepweb

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
)

// taken takes a list out as a file: nobody may who has not just proved who they are, and the log says
// what left, and how many rows.
func (o *office) taken(path, what string) *httptest.ResponseRecorder {
	o.t.Helper()
	if got := location(o.as("CENTER_ADMIN").get(path)); !strings.HasPrefix(got, "303 /my/confirm?next=") {
		o.t.Errorf("%s without a fresh proof: %s", path, got)
	}
	before := o.exports(what)
	rec := o.as("CENTER_ADMIN-fresh").get(path) // in both languages
	entries := o.exports(what)
	if rec.Code != http.StatusOK || len(entries) != len(before)+2 {
		o.t.Fatalf("%s: %d, %d entries of %s in the log", path, rec.Code, len(entries)-len(before), what)
	}
	rows := strings.Count(rec.Body.String(), "\r\n") - 1
	if e := entries[0]; !strings.HasPrefix(e.Detail, `{"rows":`+strconv.Itoa(rows)) || e.Actor != "person-CENTER_ADMIN" {
		o.t.Errorf("%s with %d rows is on record as %s by %s", path, rows, e.Detail, e.Actor)
	}
	return rec
}

// exports are the log's entries of a list that was taken out, newest first.
func (o *office) exports(what string) []audit.Found {
	o.t.Helper()
	var page audit.Page
	if err := o.db.View(o.t.Context(), func(tx *sqldb.Tx) (err error) {
		page, err = audit.Search(tx, audit.Query{Action: audit.DataExport, Object: what})
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return page.Entries
}
