package postweb

import (
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/bank"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// The centre checks: it returns with a reason, corrects the merit texts, publishes, and another who
// was slower is told so.
func TestTheCentreChecks(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		owner, desk := w.as(w.owner), w.as(w.center)
		desk.english(DeskPath)
		desk.contains(wNothingWaits.In("ja"))
		l := w.posted(owner)
		desk.english(DeskPath)
		desk.contains("会議机の寄贈", "株式会社かわべ【架空】", deskPath(&l))
		rec := desk.Do("GET", DeskPath+".csv", nil, nil)
		if rec.Code != 200 || !strings.Contains(rec.Body.String(), "会議机の寄贈") {
			t.Errorf("CSV: %d %s", rec.Code, rec.Body)
		}
		if n := w.count(`SELECT count(*) FROM audit WHERE action = 'data.export' AND object = 'listings'`); n != 1 {
			t.Errorf("%d exports on record", n)
		}
		desk.english(deskPath(&l))
		desk.contains(checklist[0].In("ja"), "会議机の寄贈", wPublishDo.In("ja"))
		slow := w.as(w.center)
		slow.get(deskPath(&l), 200)
		desk.press(wReturnDo.In("ja"), nil, 422)
		desk.contains(saysJA.ReasonMissing)
		desk.press(wMeritFixDo.In("ja"), url.Values{"merit_group": {""}}, 422)
		desk.contains(saysJA.MeritMissing)
		desk.press(wMeritFixDo.In("ja"), url.Values{"merit_group": {"会議を開けるようになります。"}}, 200)
		if got := w.of(deskPath(&l)); got.MeritBy != "center" || got.MeritGroup != "会議を開けるようになります。" {
			t.Errorf("%s %s", got.MeritBy, got.MeritGroup)
		}
		desk.press(wReturnDo.In("ja"), url.Values{"reason": {"大きさを書いてください。"}}, 200)
		desk.contains(deskDone["returned"][0].In("ja"), "大きさを書いてください。")
		slow.press(wPublishDo.In("ja"), nil, 404) // there is nothing to publish any more
		owner.get(path(&l), 200)
		owner.contains("直してください", "大きさを書いてください。")
		owner.get(editPath(&l, stepWhat), 200)
		owner.press(wSaveCheck.In("ja"), url.Values{"d-size": {"幅120cm"}}, 200)
		owner.press(wSubmit.In("ja"), nil, 200)
		desk.get(deskPath(&l), 200)
		slow.get(deskPath(&l), 200)
		desk.press(wMeritFixDo.In("ja"), url.Values{"merit_company": {"処分の費用がかかりません。"}}, 200)
		slow.press(wPublishDo.In("ja"), nil, 409)
		slow.contains(wStale.In("ja"), "処分の費用がかかりません。")
		slow.press(wPublishDo.In("ja"), nil, 200)
		slow.contains(deskDone["published"][0].In("ja"))
		if got := w.of(deskPath(&l)); got.State != bank.Open {
			t.Errorf("%s", got.State)
		}
		if rec := owner.Do("GET", DeskPath, nil, nil); rec.Code != 403 {
			t.Errorf("an owner at the desk: %d", rec.Code)
		}
		desk.get(DeskPath+"?name=川辺", 200)
		desk.get(DeskPath+"?name=そのような名前はない", 200)
		desk.contains(wNotFound.In("ja"))
	})
}

// A company without an account offers, follows its offer, and the centre ties it to a record.
func TestACompanyOffersWithoutAnAccount(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as("")
		b.english(bank.OneOffPath)
		b.press(wOneOffSend.In("ja"), nil, 422)
		says := oneOffSays("ja")
		b.contains(says.Name, says.City, says.Person, says.Reach, says.What, says.Terms, says.Pledge)
		b.inputs = 0
		fill := url.Values{"name": {"株式会社いっかい【架空】"}, "city": {"35203"}, "person": {"周防次郎"}, "phone": {"０８３ー９２２ー０００１"}, "mail": {"jiro@example.jp"},
			"what": {"事務所の移転で、机が20台余ります。引き取りに来てください。"}, "kind": {"G2"}, "terms": {"yes"}, "pledge": {"yes"}}
		follow := b.press(wOneOffSend.In("ja"), fill, 200)
		if b.inputs > maxInputs {
			t.Errorf("%d inputs", b.inputs)
		}
		b.contains("事務所の移転で、机が20台余ります", "センターで確認中", wFollowKeep.In("ja"))
		b.lacks("周防次郎", "0839220001", "jiro@example.jp")
		b.english(follow)
		b.get(bank.FollowPath+"nobody-made-this-one", 404)
		if n := w.count(`SELECT count(*) FROM mail WHERE to_address = 'jiro@example.jp' AND kind = 'bank.one-off'`); n != 1 {
			t.Errorf("%d mails", n)
		}
		if n := w.count(`SELECT count(*) FROM audit WHERE detail LIKE '%周防次郎%' OR detail LIKE '%0839220001%'`); n != 0 {
			t.Errorf("%d entries hold personal data", n)
		}

		desk := w.as(w.center)
		desk.get(DeskPath, 200)
		desk.contains(wUntied.In("ja"))
		var at string
		if _, rest, ok := strings.Cut(desk.page, `href="`+DeskPath+`/`); ok {
			at, _, _ = strings.Cut(rest, `"`)
		}
		at = DeskPath + "/" + at
		desk.english(at)
		desk.contains("周防次郎", "0839220001", "jiro@example.jp", wTie.In("ja"))
		desk.lacks(wPublishDo.In("ja") + "</button>")
		l := w.of(at)
		if err := w.svc.Tie(t.Context(), byOf(w.center), l.ID, l.Version, w.company, &saysJA); err != nil {
			t.Fatal(err)
		}
		desk.get(at, 200)
		desk.contains("株式会社かわべ【架空】")
		desk.lacks(wTieDo.In("ja"))
		desk.get(editPath(&l, stepWhat), 200)
		desk.press(wSaveNext.In("ja"), url.Values{"d-condition": {"good"}}, 303)
		desk.get(editPath(&l, stepAmount), 200)
		desk.press(wSaveCheck.In("ja"), url.Values{"quantity": {"20"}, "unit": {"台"}}, 303)
		desk.get(at, 200)
		desk.press(wPublishDo.In("ja"), nil, 200)
		b.get(follow, 200)
		b.contains("公開中")
		if n := w.count(`SELECT count(*) FROM audit WHERE action = 'data.read' AND object = $1`, "listing:"+l.ID); n == 0 {
			t.Error("nobody knows who read the numbers")
		}
	})
}

// A superior reads and approves by a link, without an account, on one page.
func TestASuperiorApproves(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.owner)
		b.get(beginPath(w.company, "direction", "offer", "kind", "G2"), 200)
		check := b.press(wToCheck.In("ja"), url.Values{"title": {"会議机の寄贈"}, "body": {"余った机です。"}, "quantity": {"10"}, "d-condition": {"good"}}, 200)
		l := w.of(check)
		ask := func(button string) string {
			t.Helper()
			b.get(path(&l), 200)
			b.press(button, nil, 200)
			b.contains(wLinkMade.In("ja"))
			_, rest, ok := strings.Cut(b.page, `value="http://localhost:8080`+ApprovePath)
			if !ok {
				t.Fatal("no address")
			}
			token, _, _ := strings.Cut(rest, `"`)
			return ApprovePath + token
		}
		first := ask(wAskApproval.In("ja"))
		b.get(path(&l)+"/approval", 303)
		b.get(path(&l), 200)
		b.contains("社内確認中")
		b.lacks(first)
		boss := w.as("")
		boss.english(first)
		boss.contains("会議机の寄贈", "株式会社かわべ【架空】", wApprove.In("ja"))
		rec := boss.Do("GET", first, nil, nil)
		if rec.Header().Get("Referrer-Policy") != "no-referrer" || !strings.Contains(rec.Header().Get("Cache-Control"), "no-store") || !strings.Contains(rec.Body.String(), `content="noindex"`) {
			t.Errorf("%v", rec.Header())
		}
		second := ask(wAskAgain.In("ja"))
		boss.press(wSendDecision.In("ja"), url.Values{"decision": {"approve"}, "decider": {"総務部長"}}, 409)
		boss.contains(linkWords[bank.LinkVoid].In("ja"))
		boss.english(second)
		boss.press(wSendDecision.In("ja"), url.Values{"decision": {"approve"}, "remark": {"よいことです。"}}, 422)
		boss.contains(saysJA.DeciderMissing, "よいことです。")
		boss.english(second)
		boss.press(wSendDecision.In("ja"), url.Values{"decider": {"総務部長　長門"}, "remark": {"よいことです。"}}, 422) // as the Enter key in the field of the name does
		boss.contains(wDecisionMissing.In("ja"), "総務部長　長門")
		if n := w.count(`SELECT count(*) FROM approval WHERE decision = 'approved'`); n != 0 {
			t.Error("approved without saying so")
		}
		boss.press(wSendDecision.In("ja"), url.Values{"decision": {"approve"}}, 200)
		boss.contains(wThanksApproved.In("ja"))
		b.get(path(&l), 200)
		b.contains("下書き", wLinkApproved.In("ja"), "総務部長 長門", "よいことです。")
		b.press(wSubmit.In("ja"), nil, 200)
		b.contains("センターで確認中")
		boss.get(ApprovePath+"nobody-made-this-one", 404)
	})
}
