package postweb

import (
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web"
)

// maxInputs is how many entries a usable offer may need, from my page to "submitted".
const maxInputs = 12

// A company posts an offer: a draft of its industry, the few fields that matter, the check, sent.
func TestACompanyPostsAnOffer(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.owner)
		begin := beginPath(w.company)
		b.english(begin)
		b.contains("食品の提供", "店頭での展示・募金・販売", wTurnNeed.In("ja"))
		b.inputs = 1 // the link on my page
		var draft string
		for n, d := range bank.DraftsOf("I") {
			if d.Kind == "G4" {
				draft = beginPath(w.company, "direction", "offer", "draft", string(rune('0'+n)))
			}
		}
		b.get(draft, 200)
		b.contains("食品の提供", "株式会社かわべ【架空】", `value="35203" selected`)
		b.press(wToCheck.In("ja"), url.Values{bank.DetailField("expiry"): {"令和9年2月1日"}, bank.DetailField("temperature"): {"room"}}, 200)
		b.contains(wCheckLead.In("ja"), "100食", "令和9年2月1日")
		done := b.press(wSubmit.In("ja"), nil, 200)
		b.contains("掲載を申し込みました", "センターで確認中")
		if b.inputs > maxInputs {
			t.Errorf("%d inputs", b.inputs)
		}
		t.Logf("%d inputs", b.inputs)
		if l := w.of(done); l.State != bank.Checking || l.Organization != w.company || l.Quantity != 100 || l.MeritBy != "template" || l.Channel != "web" {
			t.Errorf("%+v", l)
		}
		b.english(MyPath)
		b.contains("食品の提供", "センターで確認中")
		b.english(path(ptr(w.of(done))))
	})
}

func ptr(l bank.Listing) *bank.Listing { return &l }

// Every kind of support is written on the pages, as an offer and as a need, from the beginning to
// the centre's check.
func TestEveryKindIsWrittenOnThePages(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	w := newWorld(t, db)
	company, group := w.as(w.owner), w.as(w.member)
	for _, k := range codes.Supports("") {
		fill := url.Values{}
		for _, d := range bank.Details(k) {
			if !d.Needed {
				continue
			}
			v := "説明"
			switch d.Form {
			case bank.Count, bank.Yen, bank.Percent:
				v = "１，０００"
				if d.Max > 0 || d.Form == bank.Percent {
					v = "１０"
				}
			case bank.Day:
				v = "令和9年3月1日"
			case bank.OneOf, bank.SomeOf:
				v = d.Choices[0].Value
			}
			fill[bank.DetailField(d.Name)] = []string{v}
		}
		offer := url.Values{}
		need := url.Values{"until": {"令和9年3月1日"}, "beneficiaries": {"子ども"}, "need_what": {"活動に使うものが足りません。"}, "merit_company": {"地域に知ってもらえます。"}}
		if k != codes.Undecided {
			offer["body"], offer["quantity"] = []string{"地域の活動に生かしてください。"}, []string{"３"}
			need["quantity"] = []string{"３"}
		} else {
			offer["title"] = []string{"まず相談したい"}
		}
		for name, v := range fill {
			offer[name], need[name] = v, v
		}
		for _, x := range []struct {
			b    *browser
			d    bank.Direction
			path string
			fill url.Values
		}{{company, bank.Offer, beginPath(w.company, "direction", "offer", "kind", string(k)), offer},
			{group, bank.Need, beginPath(w.group, "direction", "need", "kind", string(k)), need}} {
			x.b.get(x.path, 200)
			x.b.press(wToCheck.In("ja"), x.fill, 200)
			if strings.Contains(x.b.page, wMissing.In("ja")) {
				t.Fatalf("%s as %s: %s", k, x.d, inMain(x.b.page))
			}
			l := w.of(x.b.press(wSubmit.In("ja"), nil, 200))
			if l.State != bank.Checking || l.Kind != k || l.Direction != x.d {
				t.Errorf("%s as %s: %+v", k, x.d, l)
			}
		}
	}
}

// 「助けてほしい」 alone is answered with the questions, and nothing typed is lost.
func TestANeedIsMoreThanAPlea(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.member)
		b.english(beginPath(w.group))
		b.lacks(wDrafts.In("ja"))
		b.english(beginPath(w.group, "direction", "need", "kind", "G2"))
		b.press(wToCheck.In("ja"), url.Values{"need_what": {"とにかく助けてほしいです。"}, "beneficiaries": {"子ども"}, "quantity": {"二十"}}, 422)
		b.contains(wVagueTitle.In("ja"), wVague.In("ja"), "とにかく助けてほしいです。", "子ども", saysJA.Number, `value="二十"`)
		b.press(wToCheck.In("ja"), url.Values{"need_what": {"会議で使ういすが20脚足りません。床に座っています。"}, "quantity": {"20"}, "unit": {"脚"}, "beneficiary_count": {"およそ３０"}, "until": {"令和9年3月20日"},
			"d-condition": {"good"}, "if_nothing": {"会議を開けません。"}}, 422)
		b.contains(saysJA.Number)
		b.press(wToCheck.In("ja"), url.Values{"beneficiary_count": {"３０人"}}, 200)
		b.contains("会議で使ういすが20脚足りません", "20脚", "およそ30人", "会議を開けません。", wCheckLead.In("ja"))
		if n := w.count(`SELECT count(*) FROM listing`); n != 1 {
			t.Errorf("%d listings", n)
		}
	})
}

// The careful path: each step is kept, an empty draft may go on, the check leads to what is missing.
func TestTheStepsKeepWhatIsTyped(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.owner)
		b.get(beginPath(w.company, "direction", "offer", "kind", "S1"), 200)
		action, form, _ := formOn(b.page, wToCheck.In("ja"))
		form.Set("go", "steps")
		form.Set("title", "")
		rec := b.Do("POST", action, form, nil)
		if rec.Code != 303 {
			t.Fatalf("%d\n%s", rec.Code, inMain(rec.Body.String()))
		}
		first := rec.Header().Get("Location")
		for i, s := range steps[:len(steps)-1] {
			b.english(strings.Replace(first, "step=what", "step="+string(s), 1))
			fill := url.Values{}
			switch s {
			case stepWhat:
				fill = url.Values{"title": {"会議室の貸出"}, "d-access": {"wheelchair", "toilet"}, "d-capacity": {"４０"}, "fields": {"welfare"}}
			case stepAmount:
				fill = url.Values{"quantity": {"12"}, "most": {"2"}}
			case stepWhere:
				fill = url.Values{"cities": {"35203", "35206"}, "online": {"yes"}}
			case stepWhen:
				fill = url.Values{"from": {"2026-12-01"}, "times": {"平日の夜"}}
			case stepTerms:
				fill = url.Values{"legal": {"npo", "group"}, "published": {"yes"}, "level": {"1"}, "cost": {"actual"}, "choosing": {"lottery"}, "conditions": {"営利の活動には使えません。"}}
			case stepMerit:
				fill = url.Values{"report": {"写真を1枚"}, "photo_allowed": {"yes"}}
			case stepShow:
				fill = url.Values{"audience": {"registered"}, "anonymous": {"yes"}, "disaster": {"yes"}}
			}
			to := b.press(wSaveNext.In("ja"), fill, 303)
			if !strings.HasSuffix(to, "step="+string(steps[i+1])) {
				t.Fatalf("%s leads to %s", s, to)
			}
		}
		b.get(strings.Replace(first, "step=what", "step=check", 1), 200)
		b.contains(wMissing.In("ja"), "step=what#f-body", saysJA.BodyMissing)
		l := w.of(first)
		if l.Title != "会議室の貸出" || l.Detail["access"] != "wheelchair toilet" || l.Detail["capacity"] != "40" || l.Most != 2 || len(l.Cities) != 2 || !l.Online ||
			l.Times != "平日の夜" || len(l.Conditions.Legal) != 2 || !l.Conditions.Published || l.Conditions.Level != 1 || l.Cost != "actual" || l.Choosing != bank.ByLottery ||
			!l.PhotoAllowed || l.Audience != bank.Registered || !l.Anonymous || !l.Disaster || l.From.String() != "2026-12-01" {
			t.Errorf("%+v", l)
		}
		what := editPath(&l, stepWhat)
		b.get(what, 200)
		b.press(wSaveNext.In("ja"), url.Values{"title": {strings.Repeat("あ", 41)}, "body": {"会議室です。"}}, 422)
		b.contains(strings.Repeat("あ", 41), "会議室です。", saysJA.Long(40))
		b.get(what, 200)
		other := w.as(w.owner)
		other.get(what, 200)
		other.press(wSaveCheck.In("ja"), url.Values{"body": {"先に保存しました。"}}, 303)
		b.press(wSaveNext.In("ja"), url.Values{"body": {"あとから保存します。"}}, 409)
		b.contains(wConflict.In("ja"), "先に保存しました。", "あとから保存します。")
		b.press(wSaveNext.In("ja"), nil, 303)
		if l := w.of(what); l.Body != "あとから保存します。" {
			t.Errorf("%q", l.Body)
		}
		b.get(what+"x", 404)
	})
}

// A listing is looked after: paused, opened again, prolonged, copied, closed, withdrawn with a reason.
func TestAListingIsLookedAfter(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.owner)
		l := w.posted(b)
		at := path(&l)
		if err := w.svc.Publish(t.Context(), byOf(w.center), l.ID, l.Version, says(web.JA)); err != nil {
			t.Fatal(err)
		}
		b.english(at)
		b.contains("公開中", wPauseDo.In("ja"), wRenew.In("ja"))
		stale := b.page
		b.press(wPauseDo.In("ja"), url.Values{"pause_note": {strings.Repeat("あ", 301)}}, 422)
		b.press(wPauseDo.In("ja"), url.Values{"pause_note": {"在庫を確かめています。"}}, 200)
		b.contains("一時停止しました", "在庫を確かめています。")
		b.page = stale
		b.press(wPauseDo.In("ja"), nil, 409)
		b.contains(wStale.In("ja"))
		b.get(at, 200)
		b.press(wResume.In("ja"), nil, 200)
		b.contains("再開しました")
		b.press(wRenew.In("ja"), nil, 200)
		was := l.AdvertiseUntil
		if l = w.of(at); l.AdvertiseUntil != was.AddMonths(renewMonths) {
			t.Errorf("prolonged to %s", l.AdvertiseUntil)
		}
		copied := b.press(wCopyDo.In("ja"), nil, 200)
		if c := w.of(copied); c.Origin != l.ID || c.State != bank.Drafted {
			t.Errorf("%+v", c)
		}
		b.get(at, 200)
		b.press(wWithdrawDo.In("ja"), nil, 422)
		b.contains(saysJA.CodeMissing)
		b.press(wWithdrawDo.In("ja"), url.Values{"code": {"R99"}}, 422)
		b.contains(saysJA.ReasonMissing)
		b.press(wWithdrawDo.In("ja"), url.Values{"code": {"R99"}, "note": {"倉庫が変わりました。"}}, 200)
		b.contains("取り下げました", "倉庫が変わりました。", wHistory.In("ja"), "周防花子")
		b.lacks(wWithdrawDo.In("ja") + "</button>")
		b.english(at + "/approval-sheet")
		b.contains("株式会社かわべ【架空】", wStampBoss.In("ja"))

		second := w.posted(b)
		if err := w.svc.Publish(t.Context(), byOf(w.center), second.ID, second.Version, says(web.JA)); err != nil {
			t.Fatal(err)
		}
		b.get(path(&second), 200)
		b.press(wCompleteDo.In("ja"), url.Values{"complete_note": {"すべてお渡ししました。"}}, 200)
		b.contains("完了", "すべてお渡ししました。")
		b.get(editPath(&second, stepWhat), 303)
	})
}

// The pages of a listing are nobody else's.
func TestStrangersDoNotComeIn(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	w := newWorld(t, db)
	b := w.as(w.owner)
	l := w.posted(b)
	for _, who := range []struct {
		name string
		b    *browser
		want int
	}{{"group", w.as(w.member), 404}, {"stranger", w.as(w.stranger), 403}} {
		for _, target := range []string{path(&l), editPath(&l, stepWhat), path(&l) + "/approval-sheet", beginPath(w.company)} {
			rec := who.b.Do("GET", target, nil, nil)
			if rec.Code != who.want && rec.Code != 404 {
				t.Errorf("%s: GET %s: %d", who.name, target, rec.Code)
			}
		}
	}
	nobody := w.as("")
	if rec := nobody.Do("GET", path(&l), nil, nil); rec.Code != 303 {
		t.Errorf("nobody: %d", rec.Code)
	}
}

// The centre writes for an organization that asked it to, with who asked and how it agreed.
func TestTheCentreWritesForAnOrganization(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.center)
		b.english(beginPath(w.group, "direction", "need", "kind", "P1"))
		fill := url.Values{"need_what": {"川の草刈りに人が足りません。"}, "quantity": {"5"}, "until": {"令和9年3月20日"}, "beneficiaries": {"近所の人"}}
		b.press(wToCheck.In("ja"), fill, 422)
		b.contains(proxySays(web.JA).Channel, proxySays(web.JA).AskedBy, proxySays(web.JA).Consent, proxySays(web.JA).ConsentedOn, "川の草刈りに人が足りません。")
		b.press(wToCheck.In("ja"), url.Values{"channel": {"phone"}, "asked_by": {"佐波三郎"}, "consent": {"spoken"}, "consented_on": {"令和8年11月22日"}}, 200)
		l := w.of(b.press(wSubmit.In("ja"), nil, 200))
		if l.Channel != "phone" || l.Organization != w.group || l.State != bank.Checking {
			t.Errorf("%+v", l)
		}
		if n := w.count(`SELECT count(*) FROM audit WHERE action = 'listing.proxy' AND object = $1`, "listing:"+l.ID); n != 1 {
			t.Errorf("%d entries of the proxy", n)
		}
	})
}
