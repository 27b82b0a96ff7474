package collaborationweb

import (
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/collaboration"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
)

const jp = ui.JA

// From the agreement to the feedback of both sides: each step belongs to one side, and nobody reads
// the other's answers before both have written.
func TestFromAgreementToFeedback(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		c := w.begun()
		at := c.Path()
		giver, receiver := w.as(w.owner), w.as(w.asker)
		receiver.get(at, 200)
		receiver.contains("10台", "川辺倉庫", "机をそろえられます。", partyWords[collaboration.Giver].In(jp)+wTheirTurn.In(jp))
		receiver.lacks(wHandOverDo.In(jp)+"</button>", wReportDo.In(jp)+"</button>")
		receiver.english(at)
		if rec := receiver.Do("POST", at+"/hand-over", url.Values{"_token": {receiver.FormToken(at)}, "version": {"1"}, "on": {"2026-11-20"}, "quantity": {"10"}}, nil); rec.Code != 404 {
			t.Errorf("the receiver records the hand-over: %d", rec.Code)
		}
		giver.get(MyPath, 200)
		giver.contains(c.Title, wYourTurn.In(jp), "川辺の会【架空】")
		giver.english(MyPath)
		giver.get(at, 200)
		giver.contains(wHandOver.In(jp), wYourTurn.In(jp))
		giver.english(at)
		tomorrow := term.Of(dbtest.Now()).AddDays(1).String()
		for _, tt := range []struct{ on, quantity, says string }{{"いつか", "10", saysJA.Day}, {"", "10", saysJA.Day}, {tomorrow, "10", saysJA.FutureDay}, {"2026-11-20", "たくさん", saysJA.Quantity}, {"2026-11-20", "0", saysJA.Quantity}} {
			giver.press(wHandOverDo.In(jp), url.Values{"on": {tt.on}, "quantity": {tt.quantity}}, 422)
			giver.contains(tt.says, `value="`+tt.quantity+`"`)
		}
		page := giver.page
		giver.press(wHandOverDo.In(jp), url.Values{"on": {"令和8年11月20日"}, "quantity": {"９"}}, 200)
		giver.contains(doneWords["handed"][0].In(jp), "9台", stageWords[collaboration.UnderWay].now.In(jp))
		giver.english(at)
		giver.page = page
		if rec := giver.press(wHandOverDo.In(jp), url.Values{"on": {"令和8年11月20日"}, "quantity": {"９"}}, 303); !strings.Contains(rec, "done=handed") {
			t.Errorf("the form sent twice leads to %q", rec)
		}

		receiver.get(at, 200)
		receiver.contains(wYourTurn.In(jp), wReport.In(jp))
		receiver.press(wReportDo.In(jp), url.Values{"body": {""}, "people": {"およそ"}}, 422)
		receiver.press(wReportDo.In(jp), url.Values{"body": {""}, "people": {"20"}}, 422)
		receiver.contains(saysJA.BodyMissing, `value="20"`)
		receiver.press(wReportDo.In(jp), url.Values{"body": {"学習室で使っています。<b>"}, "people": {"20人"}, "value": {"５万円"}, "photo": {"yes"}}, 200)
		receiver.contains(doneWords["reported"][0].In(jp), "学習室で使っています。<b>", "50,000", wPhotoYes.In(jp))
		receiver.english(at)

		receiver.press(wFeedbackDo.In(jp), nil, 422)
		receiver.contains(wAgainMissing.In(jp))
		receiver.press(wFeedbackDo.In(jp), url.Values{"merit": {"5"}, "relation": {"4"}, "again": {"yes"}, "comment": {"受け取る側のCANARY"}}, 200)
		receiver.contains("受け取る側のCANARY", wReviewsHidden.In(jp))
		receiver.lacks(wFeedbackDo.In(jp) + "</button>")
		giver.get(at, 200)
		giver.lacks("受け取る側のCANARY")
		giver.contains(wWritten.In(jp), wFeedback.In(jp))
		giver.english(at)
		center := w.as(w.center)
		center.get(at, 200)
		center.lacks("受け取る側のCANARY", wFeedbackDo.In(jp)+"</button>")
		giver.press(wFeedbackDo.In(jp), url.Values{"merit": {"3"}, "relation": {"5"}, "again": {"no"}, "comment": {"渡す側のCANARY"}}, 200)
		giver.contains("受け取る側のCANARY", "渡す側のCANARY", wDone.In(jp))
		receiver.get(at, 200)
		receiver.contains("渡す側のCANARY", scoreWords[2].In(jp))
		receiver.english(at)
		receiver.get(MyPath, 200)
		receiver.contains(wDone.In(jp))
		w.as(w.other).get(at, 404)
		w.as(w.other).get(at+"/record", 404)
		w.as(w.stranger).get(at, 403)
		if to := w.as("").Do("GET", at, nil, nil).Header().Get("Location"); !strings.HasPrefix(to, "/sign-in") {
			t.Errorf("a guest is led to %q", to)
		}
		giver.get(at+"/record", 200)
		giver.contains(c.ID, "株式会社かわべ【架空】", "川辺の会【架空】", "9台", "50,000", wStampReceiver.In(jp))
		giver.english(at + "/record")
	})
}

// An agreement is called off with a reason; an old form meets what is there now.
func TestCallOff(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		c := w.begun()
		b, late := w.as(w.asker), w.as(w.owner)
		late.get(c.Path(), 200)
		b.get(c.Path(), 200)
		b.press(wEndDo.In(jp), nil, 422)
		b.contains(saysJA.CodeMissing)
		b.press(wEndDo.In(jp), url.Values{"code": {"R99"}}, 422)
		b.contains(saysJA.NoteMissing)
		b.press(wEndDo.In(jp), url.Values{"code": {"R15"}, "note": {"大雨のためです。"}}, 200)
		b.contains(wEnded.In(jp), "災害・感染症", "大雨のためです。")
		b.english(c.Path())
		late.press(wHandOverDo.In(jp), url.Values{"on": {"2026-11-20"}, "quantity": {"10"}}, 409)
		late.contains(wStale.In(jp), "大雨のためです。")
	})
}

// The centre records steps for a side that cannot; it gives no feedback for anybody.
func TestTheCentreRecordsByProxy(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		c := w.begun()
		b := w.as(w.center)
		b.get(c.Path(), 200)
		b.press(wHandOverDo.In(jp), url.Values{"on": {"2026-11-20"}}, 200)
		b.press(wReportDo.In(jp), url.Values{"body": {"電話で聞きました。"}}, 200)
		b.contains("電話で聞きました。", wCenter.In(jp))
		b.english(c.Path())
		if rec := b.Do("POST", c.Path()+"/feedback", url.Values{"_token": {b.FormToken(c.Path())}, "version": {"3"}, "merit": {"5"}, "relation": {"5"}, "again": {"yes"}}, nil); rec.Code/100 == 3 || rec.Code == 200 {
			t.Errorf("the centre gives feedback: %d", rec.Code)
		}
		b.get(MyPath, 200)
		b.contains(wNone.In(jp)) // its own list has none
		var behalf int64
		err := db.View(t.Context(), func(tx *sqldb.Tx) (err error) {
			behalf, _, err = sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit WHERE action = $1 AND behalf = $2`, "collaboration.hand-over", string(w.company))
			return err
		})
		if err != nil || behalf != 1 {
			t.Errorf("%d entries on behalf of the company, %v", behalf, err)
		}
	})
}

// Who belongs to both organizations chooses for which they write.
func TestBothSides(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		c := w.begun()
		b := w.as(w.both)
		b.get(c.Path()+"?as=receiver", 200)
		b.contains(wBothSides.In(jp) + partyWords[collaboration.Receiver].In(jp))
		b.lacks(wHandOverDo.In(jp) + "</button>")
		b.english(c.Path() + "?as=receiver")
		b.get(c.Path(), 200)
		b.press(wHandOverDo.In(jp), url.Values{"on": {"2026-11-20"}}, 200)
		b.get(c.Path(), 200)
		b.press(wReportDo.In(jp), url.Values{"body": {"使っています。"}}, 200)
		for _, as := range []string{"giver", "receiver"} {
			b.get(c.Path()+"?as="+as, 200)
			b.press(wFeedbackDo.In(jp), url.Values{"merit": {"4"}, "relation": {"4"}, "again": {"yes"}}, 200)
		}
		b.contains(wDone.In(jp))
	})
}
