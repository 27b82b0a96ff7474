package web_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web"
)

// TestASignedInUserCannotFillTheLogWithRefusals: 300 addresses that are not theirs, and 300 that are
// not there, leave as many entries as an account may meet refusals, and one that says that it stopped.
func TestASignedInUserCannotFillTheLogWithRefusals(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		now := dbtest.Now()
		o := newOffice(t, db, func(c *web.Config) { c.Writes, c.Now = 4, func() time.Time { return now } })
		b := o.as(t, "owner")
		got := map[int]int{}
		var last [2]*httptest.ResponseRecorder
		for i := range 300 {
			last[0], last[1] = b.do("GET", fmt.Sprintf("/manage/org9%d", i), nil), b.do("GET", fmt.Sprintf("/manage/none%d", i), nil)
			for _, rec := range last {
				got[rec.Code]++
			}
		}
		if got[404] != 20 || got[429] != 580 || len(o.denied) != 21 {
			t.Errorf("answered %v and left %d entries, want 20 times 404, then 429, and 21 entries", got, len(o.denied))
		}
		if e := o.denied[20]; e.Action != audit.Deny || e.Object != "" || !strings.Contains(e.Reason, "too many") || e.Actor != "owner" {
			t.Errorf("the last entry is %+v", e)
		}
		if known, unknown := plain(last[0]), plain(last[1]); known != unknown {
			t.Errorf("what is there is told from what is not:\n%s\n%s", known, unknown)
		}
		if rec := b.do("GET", "/manage/org1", nil); rec.Code != 200 {
			t.Errorf("their own page: %d", rec.Code)
		}
		if rec := o.as(t, "officer").do("GET", "/manage/org1", nil); rec.Code == 429 || len(o.denied) != 22 {
			t.Errorf("somebody else's refusal: %d, %d entries", rec.Code, len(o.denied))
		}
		now = now.Add(15 * time.Minute)
		if rec := b.do("GET", "/manage/org9", nil); rec.Code != 404 || len(o.denied) != 23 {
			t.Errorf("in the next quarter of an hour: %d, %d entries", rec.Code, len(o.denied))
		}
	})
}

// plain is an answer without the number of its request.
func plain(rec *httptest.ResponseRecorder) string {
	return strings.ReplaceAll(rec.Body.String(), rec.Header().Get("X-Request-Id"), "")
}
