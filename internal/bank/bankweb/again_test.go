package bankweb_test

import (
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Words that the centre has not read stand on no page, whoever asks; the address answers all the same.
func TestWhatIsCheckedAgainIsNotShown(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		lid := w.publish(w.offer())
		l, err := w.svc.Listing(t.Context(), lid)
		if err != nil {
			t.Fatal(err)
		}
		l.Title, l.Body = "カナリヤの別のもの", "カナリヤの文"
		if err := w.svc.Save(t.Context(), audit.By{Actor: "owner"}, lid, l.Version, "what", l.Content, says()); err != nil {
			t.Fatal(err)
		}
		w.reload()
		for _, who := range []string{"", "member", "citizen"} {
			for _, path := range faces(lid) {
				w.expect(w.get(who, path), map[bool]int{true: 404, false: 200}[path == "/api/v1/listings/"+lid], "!カナリヤの", "!いすの寄贈")
			}
			w.expect(w.get(who, "/bank/"+lid), 200, "確認しています", "/bank/offers", "!/ask")
			w.expect(w.get(who, "/bank/"+lid+"?lang=en"), 200, "being checked")
		}
		for _, who := range []string{"owner", "center"} {
			w.expect(w.get(who, "/bank/"+lid), 200, "カナリヤの別のもの", "確認しています")
		}
		if l, err = w.svc.Listing(t.Context(), lid); err != nil || l.State != bank.Checking {
			t.Fatal(l.State, err)
		}
		if err := w.svc.Publish(t.Context(), audit.By{Actor: "center"}, lid, l.Version, says()); err != nil {
			t.Fatal(err)
		}
		w.reload()
		w.expect(w.get("", "/bank/"+lid), 200, "カナリヤの別のもの")
	})
}
