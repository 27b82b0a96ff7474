package registerweb

import (
	"net/http"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestEveryPageOfAMergedRecordLeadsOn: an address that was printed once leads to the record that stays,
// with what stood behind it; a form goes on as a form.
func TestEveryPageOfAMergedRecordLeadsOn(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newTown(t, db)
		u, err := w.svc.Unite(t.Context(), audit.By{Actor: "person-9", Post: "post-centre"}, w.npo, w.group, "同じ団体")
		if err != nil {
			t.Fatal(err)
		}
		w.reload()
		gone, keep := string(w.group), string(w.npo)
		for _, c := range []struct{ who, path string }{
			{"", "/orgs/ID"}, {"", "/orgs/ID?lang=en"}, {"", "/orgs/ID/correction"}, {"", "/orgs/ID/correction?about=name&lang=en"},
			{"", "/orgs/ID/correction/" + gone}, {"", "/api/v1/organizations/ID"},
			{"head", "/my/orgs/ID/profile"}, {"head", "/my/orgs/ID/profile/basics?lang=en"}, {"head", "/my/orgs/ID/profile/revisions"},
			{"center", "/desk/orgs/ID/profile?lang=en"},
		} {
			rec := w.as(c.who).c.Do("GET", strings.Replace(c.path, "ID", gone, 1), nil, w.as(c.who).header())
			if got, want := rec.Header().Get("Location"), strings.Replace(c.path, "ID", keep, 1); rec.Code != http.StatusMovedPermanently || got != want {
				t.Errorf("%s as %q: %d to %q, want 301 to %q", c.path, c.who, rec.Code, got, want)
			}
			if got := rec.Header().Get("Cache-Control"); got != "no-cache" {
				t.Errorf("%s: Cache-Control %q, but it may be undone", c.path, got)
			}
		}
		reader := w.as("")
		rec := reader.post("/orgs/"+keep+"/correction", "/orgs/"+gone+"/correction?lang=ja", "about", "name", "body", "名前が違います。")
		if got, want := rec.Header().Get("Location"), "/orgs/"+keep+"/correction?lang=ja"; rec.Code != http.StatusPermanentRedirect || got != want {
			t.Errorf("a form: %d to %q, want 308 to %q", rec.Code, got, want)
		}
		w.expect(reader.get("/orgs/x/correction"), http.StatusNotFound)
		if _, err := w.svc.UndoUnion(t.Context(), audit.By{Actor: "person-9"}, u.ID); err != nil {
			t.Fatal(err)
		}
		w.expect(reader.get("/orgs/"+gone+"/correction"), http.StatusOK)
	})
}
