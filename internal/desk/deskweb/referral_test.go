package deskweb

import (
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web/ui"
)

// TestOnlyWhoIsAskedAnswersAReferral: nobody speaks for the body that a matter was offered to.
func TestOnlyWhoIsAskedAnswersAReferral(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		for i, c := range []struct {
			to    string
			asked account.PersonID
		}{{"municipality:35203", w.intermediary}, {"foundation:", w.foundation}, {"center:", w.coordinator}} {
			desk := w.as(w.coordinator)
			desk.get("/desk/cases/inquiry:"+w.inquiry(w.listing("折りたたみ机の寄贈", "35203", 20), 30), 200)
			offer := desk.send("紹介する", url.Values{"to": {c.to}, "reason": {"お願いします"}}, 303)
			for _, who := range []account.PersonID{w.intermediary, w.foundation, w.coordinator} {
				if who == c.asked {
					continue
				}
				b := w.as(who)
				if rec := b.Do("GET", offer, nil, nil); strings.Contains(rec.Body.String(), `name="answer"`) {
					t.Errorf("%s: who is not asked may answer", c.to)
				}
				form := url.Values{ui.TokenField: {b.FormToken("/desk/referrals")}, "version": {"1"}, "accept": {"no"}, "answer": {"だめです"}}
				if rec := b.Do("POST", offer+"/answer", form, nil); rec.Code != 404 || form.Get(ui.TokenField) == "" {
					t.Errorf("%s: somebody else answers: %d", c.to, rec.Code)
				}
			}
			b := w.as(c.asked)
			b.get(offer, 200)
			b.send("返事を送る", url.Values{"accept": {"yes"}, "answer": {"お受けします"}}, 303)
			if n := w.count(`SELECT count(*) FROM referral WHERE state = 'accepted'`); n != int64(i+1) {
				t.Errorf("%s: %d are accepted, want %d", c.to, n, i+1)
			}
		}
	})
}
