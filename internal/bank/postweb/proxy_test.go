package postweb

import (
	"net/url"
	"testing"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// An intermediary looks after what it entered by proxy, in the name of the organization, and neither reads
// nor changes what others wrote in its area.
func TestAnIntermediaryActsForWhoAskedIt(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		lid, err := w.svc.Begin(t.Context(), byOf(w.member), bank.Start{Direction: bank.Need, Organization: w.group, Kind: codes.Undecided, Channel: "web",
			Content: bank.Content{Title: "団体の下書き", Body: "まだ秘密です。", City: "35206", Beneficiaries: "近所の人", Until: term.On(2027, 3, 20)}}, &saysJA)
		if err != nil {
			t.Fatal(err)
		}
		b := w.as(w.intermediary)
		for _, target := range []string{path(&bank.Listing{ID: lid}), editPath(&bank.Listing{ID: lid}, stepWhat), MyPath + "/" + lid + "/approval-sheet"} {
			b.get(target, 404)
		}
		b.get(beginPath(w.group, "direction", "need"), 200)
		b.lacks("団体の下書き")
		b.get(beginPath(w.group, "direction", "need", "kind", "P1"), 200)
		_, form, _ := formOn(b.page, wToCheck.In("ja"))
		for _, deed := range []string{"edit?step=what", "submit", "withdraw", "copy", "photo"} {
			form = url.Values{"_token": form["_token"], "version": {"1"}, "code": {"R03"}, "title": {"直した"}}
			if rec := b.Do("POST", MyPath+"/"+lid+"/"+deed, form, nil); rec.Code != 404 {
				t.Errorf("%s: %d", deed, rec.Code)
			}
		}
		if l := w.of(MyPath + "/" + lid); l.Version != 1 || w.count(`SELECT count(*) FROM listing`) != 1 {
			t.Errorf("another's draft was changed or copied: %+v", l)
		}

		b.press(wToCheck.In("ja"), url.Values{"need_what": {"川の草刈りに人が足りません。"}, "quantity": {"5"}, "until": {"令和9年3月20日"}, "beneficiaries": {"近所の人"},
			"channel": {"phone"}, "asked_by": {"佐波三郎"}, "consent": {"spoken"}, "consented_on": {"令和8年11月22日"}}, 200)
		l := w.of(b.press(wSubmit.In("ja"), nil, 200))
		b.get(editPath(&l, stepWhen), 200)
		b.press(wSaveCheck.In("ja"), url.Values{"times": {"土曜の朝"}}, 200)
		b.get(MyPath, 200)
		b.contains(wProxied.In("ja"), l.Title)
		b.english(MyPath)
		for _, action := range []string{"listing.proxy", "listing.submit", "listing.edit"} {
			if n := w.count(`SELECT count(*) FROM audit WHERE action = $1 AND object = $2 AND behalf = $3`, action, "listing:"+l.ID, string(w.group)); n != 1 {
				t.Errorf("%d entries %s on behalf of the group", n, action)
			}
		}
		c := w.as(w.colleague)
		c.get(path(&l), 404)
		c.get(MyPath, 200)
		c.lacks(l.Title)
	})
}
