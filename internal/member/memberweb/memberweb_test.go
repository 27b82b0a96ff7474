package memberweb

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/member"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web"
)

// What somebody types on the two pages of a company's application: their names are the inputs that
// docs/journeys.md counts.
var (
	companyBody = url.Values{"name": {"株式会社ほうせん【架空】"}, "kana": {"ほうせん"}, "city": {"35203"}, "street": {"滝町１番１号"}}
	companyRest = url.Values{"line": {"海の工作教室を開いています。"}, "industry": {"E"}, "representative": {"周防花子"}, "phone": {"０８３－９２２－００００"}}
)

// maxInputs is how many entries a usable company may need, the two agreements with them.
const maxInputs = 12

func TestACompanyRegistersItself(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.applicant)
		b.get("/my", 200)
		b.contains(wDoorNPO.In("ja"), wDoorCo.In("ja"), wDoorGroup.In("ja"), applyPath+"?kind=company")
		b.get(applyPath+"?kind=company", 200)
		second := b.send(applyPath, companyBody, 303)
		b.get(second, 200)
		action, _, _ := strings.Cut(second, "?")
		third := b.send(action, companyRest, 303)
		b.get(third, 200)
		b.contains("株式会社ほうせん【架空】", "滝町１番１号", "海の工作教室を開いています。", "周防花子", member.Terms().JA[0], member.Pledge().JA[0])
		application := strings.TrimSuffix(action, "/draft")
		if inputs := len(companyBody) + len(companyRest) + 2; inputs > maxInputs {
			t.Errorf("%d inputs", inputs)
		}

		b.send(application+"/submit", nil, 422)
		b.contains(saysJA.Terms, saysJA.Pledge)
		receipt := b.send(application+"/submit", url.Values{"terms": {"yes"}, "pledge": {"yes"}}, 303)
		b.get(receipt, 200)
		b.contains(wReceived.In("ja"), strings.TrimPrefix(application, member.ApplicationsPath), "周防花子")
		b.get(receipt+"?lang=en", 200)
		b.get(receipt+"?lang=ja", 200)

		aid := strings.TrimPrefix(application, member.ApplicationsPath)
		desk := w.as(w.center)
		desk.get(IntakePath+"?lang=en", 200)
		desk.get(IntakePath+"?lang=ja", 200)
		desk.contains("株式会社ほうせん【架空】", deskApplication+aid, "県民活動支援センターの管理者")
		desk.get(deskApplication+aid, 200)
		desk.contains("０８３－９２２－００００", "周防花子", wApprove.In("ja"))
		desk.send(deskApplication+aid+"/approve", nil, 303)
		desk.get(deskApplication+aid, 200)
		desk.lacks(wApproveHint.In("ja"))

		b.get("/my", 200)
		b.contains(wMyOrgs.In("ja"), wManage.In("ja"))
		if n := w.count(`SELECT count(*) FROM organization WHERE kind = 'company' AND city_code = '35203'`); n != 1 {
			t.Errorf("%d companies", n)
		}
	})
}

// apply sends a group's application over HTTP and returns its id.
func (w *world) apply(name, city string) string {
	w.t.Helper()
	b := w.as(w.applicant)
	b.get(applyPath+"?kind=group", 200)
	next := b.send(applyPath, url.Values{"name": {name}, "kana": {"かわべ"}, "city": {city}, "street": {"１番"}}, 303)
	b.get(next, 200)
	action, _, _ := strings.Cut(next, "?")
	b.get(b.send(action, url.Values{"line": {"草を刈ります。"}, "representative": {"周防花子"}, "phone": {"0839220000"}}, 303), 200)
	application := strings.TrimSuffix(action, "/draft")
	b.send(application+"/submit", url.Values{"terms": {"yes"}, "pledge": {"yes"}}, 303)
	return strings.TrimPrefix(application, member.ApplicationsPath)
}

func TestWhatIsWrongIsSaidAndWhatWasTypedStays(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		for _, lang := range []string{"ja", "en"} {
			b := w.as(w.applicant)
			b.get(applyPath+"?kind=company&lang="+lang, 200)
			b.send(applyPath, url.Values{"name": {""}, "kana": {"漢字"}, "number": {"123"}, "postal": {"1"}, "street": {"ここに"}}, 422)
			s := says(b.lang())
			b.contains(s.NameMissing, s.KanaWrong, s.Number, s.PostalCode, s.City, `value="ここに"`, `value="123"`, `value="漢字"`)
			b.get(b.send(applyPath, url.Values{"name": {"会社"}, "kana": {"かいしゃ"}, "number": {""}, "postal": {"753-8501"}, "city": {"35203"}}, 303), 200)
			action := regexp.MustCompile(`action="(/my/applications/[^"]*)"`).FindStringSubmatch(b.page)[1]
			b.send(action, url.Values{"line": {strings.Repeat("長", 121)}, "phone": {"12"}, "mail": {"x"}, "established": {"いつか"}}, 422)
			b.contains(s.LineLong, s.Phone, s.Mail, s.Established, s.Representative, s.Industry, strings.Repeat("長", 121))
		}
	})
}

// lang is the language of the last page.
func (b *browser) lang() web.Lang {
	if strings.Contains(b.page, `lang="en"`) && strings.Contains(b.page[:200], `<html lang="en"`) {
		return "en"
	}
	return "ja"
}

func TestAnApplicantDoesNotDecideOnTheirOwn(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		aid := w.apply("川辺の会【架空】", "35203")
		for name, tt := range map[string]struct {
			who    *browser
			status int
		}{
			"the applicant": {w.as(w.applicant), 403}, "a stranger": {w.as(w.stranger), 403}, "the town": {w.as(w.muni), 403},
			"the prefecture, whose duty it is not": {w.as(w.prefecture), 403},
		} {
			tt.who.get("/my/apply", 200)
			form := tt.who.form(applyPath)
			form.Set("version", "3")
			tt.who.post(deskApplication+aid+"/approve", form, tt.status)
			if n := w.count(`SELECT count(*) FROM application WHERE state = 'submitted'`); n != 1 {
				t.Fatalf("%s changed the application", name)
			}
		}
		// An officer of the centre who applies for their own group.
		w.applicant = w.center
		own := w.apply("役所の会【架空】", "35203")
		b := w.as(w.center)
		b.get(deskApplication+own, 200)
		b.contains(wSelfNote.In("ja"))
		b.lacks(wApproveHint.In("ja"), wDuplicates.In("ja"))
		form := b.form("/my/applications/" + own + "/withdraw")
		if form != nil {
			t.Error("the officers' page has the applicant's form")
		}
		b.get(deskApplication+aid, 200)
		form = b.form(deskApplication + aid + "/approve")
		b.post(deskApplication+own+"/approve", form, 404)
	})
}

func TestWhoComesTooLateSeesWhatHappened(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		aid := w.apply("川辺の会【架空】", "35203")
		first, second := w.as(w.center), w.as(w.center)
		first.get(deskApplication+aid, 200)
		second.get(deskApplication+aid, 200)
		first.send(deskApplication+aid+"/return", url.Values{"reason": {""}}, 422)
		first.contains(saysJA.ReasonMissing)
		first.send(deskApplication+aid+"/return", url.Values{"reason": {"番地を確かめてください。"}}, 303)

		a := w.as(w.applicant)
		a.get("/my", 200)
		a.contains(wMendNext.In("ja"))
		a.get(member.ApplicationsPath+aid, 200)
		a.contains("番地を確かめてください。")
		other := w.as(w.applicant)
		a.get(member.ApplicationsPath+aid+"/edit", 200)
		other.get(member.ApplicationsPath+aid+"/edit", 200)
		a.send(member.ApplicationsPath+aid+"/edit", url.Values{"street": {"２番"}}, 303)
		// The state has moved on: the table no longer lets anybody edit.
		other.send(member.ApplicationsPath+aid+"/edit", url.Values{"street": {"３番"}}, 404)

		// The version has moved on: both are shown, and what was typed stays.
		second.send(deskApplication+aid+"/return", url.Values{"reason": {"私の理由"}}, 409)
		second.contains(wConflict.In("ja"), "２番", "私の理由")
		second.send(deskApplication+aid+"/approve", nil, 303) // the page has the present version
		if n := w.count(`SELECT count(*) FROM application WHERE state = 'approved'`); n != 1 {
			t.Error("not approved")
		}
	})
}

func TestAFormSentTwiceGivesOneApplication(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.applicant)
		b.get(applyPath+"?kind=group", 200)
		form := b.form(applyPath)
		for name, v := range map[string]string{"name": "川辺の会", "kana": "かわべ", "city": "35203", "street": "１番"} {
			form.Set(name, v)
		}
		token := b.Cookie("form")
		answers := make([]string, 5)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() {
				x := w.as(w.applicant)
				x.Set("form", token)
				answers[i] = x.Do("POST", applyPath, form, nil).Header().Get("Location")
			})
		}
		wg.Wait()
		for _, a := range answers {
			if a == "" || a != answers[0] {
				t.Errorf("answers %q", answers)
				break
			}
		}
		if n := w.count(`SELECT count(*) FROM application`); n != 1 {
			t.Errorf("%d applications", n)
		}
	})
}

var printedCode = regexp.MustCompile(`<strong>([0-9A-Z]{5}-[0-9A-Z]{5})</strong>`)

func TestAClaimByLetter(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		org := "/orgs/" + string(w.npo)
		b := w.as(w.applicant)
		b.get(org+"/claim?lang=en", 200)
		b.get(org+"/claim?lang=ja", 200)
		b.send(org+"/claim", url.Values{"position": {""}}, 422)
		mine := b.send(org+"/claim", url.Values{"position": {"理事長"}, "way": {"letter"}}, 303)
		b.get(mine, 200)
		b.contains(wClaimSubmitted.In("ja"))
		cid := strings.TrimPrefix(mine, member.ClaimsPath)

		w.as(w.stranger).get(mine, 404)
		w.as(w.center).get(deskClaim+cid, 200)
		officer := w.as(w.prefecture)
		officer.get(IntakePath+"?list=claims", 200)
		officer.contains("ほたるの会", deskClaim+cid)
		officer.get(deskClaim+cid, 200)
		officer.contains("周防花子", "理事長")
		officer.send(deskClaim+cid+"/letter", nil, 200)
		officer.contains("〒753-8501", "山口県山口市滝町1番1号", "御中", "令和8年12月23日（2026年）")
		code := printedCode.FindStringSubmatch(officer.page)[1]

		b.get(mine, 200)
		b.send(mine, url.Values{"code": {"00000-00000"}}, 422)
		b.contains("あと4回", `value="00000-00000"`)
		manage := b.send(mine, url.Values{"code": {strings.ToLower(code)}}, 303)
		b.get(manage, 200)
		b.contains(wConsentTitle.In("ja"), wInvite.In("ja"))
		b.send(manage+"/consent", nil, 422)
		b.get(b.send(manage+"/consent", url.Values{"terms": {"yes"}}, 303), 200)
		b.lacks(wConsentTitle.In("ja"))

		second := w.as(w.stranger)
		second.get(org+"/claim", 200)
		second.contains(wClaimOwned.In("ja"))
		second.lacks(wByLetter.In("ja"))
		other := strings.TrimPrefix(second.send(org+"/claim", url.Values{"position": {"会員"}}, 303), member.ClaimsPath)
		officer.get(deskClaim+other, 200)
		officer.contains(wContested.In("ja"))
		officer.send(deskClaim+other+"/decide", nil, 422)
		officer.send(deskClaim+other+"/decide", url.Values{"result": {"no"}}, 422)
		officer.send(deskClaim+other+"/decide", url.Values{"result": {"no"}, "reason": {"名簿にありません。"}}, 303)
		second.get(member.ClaimsPath+other, 200)
		second.contains("名簿にありません。")
		second.get("/my?lang=en", 200)
	})
}

func TestAnOwnerInvitesEndsAndHandsOver(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		aid := w.apply("川辺の会【架空】", "35203")
		desk := w.as(w.center)
		desk.get(deskApplication+aid, 200)
		desk.send(deskApplication+aid+"/approve", nil, 303)
		b := w.as(w.applicant)
		b.get(member.ApplicationsPath+aid, 200)
		manage := regexp.MustCompile(`/my/orgs/[0-9a-z]{16}`).FindString(b.page)
		b.get(manage, 200)
		b.send(manage+"/invite", url.Values{"who": {""}}, 422)
		b.send(manage+"/invite", url.Values{"who": {"友人@"}}, 422)
		b.contains(`value="友人@"`)
		b.get(b.send(manage+"/invite", url.Values{"who": {"tomo@example.jp"}}, 303), 200)
		b.contains(wInvited.In("ja"), "tomo@example.jp", inviteStates[member.Invited].In("ja"))
		b.get(b.send(manage+"/withdraw", nil, 303), 200)
		b.contains(wTookBack.In("ja"), inviteStates[member.Withdrawn].In("ja"))
		b.send(manage+"/invite", url.Values{"who": {"紙野友子"}}, 200) // no mail: a card
		b.contains("登録カード", "紙野友子 様")
		if !printedCode.MatchString(b.page) {
			t.Error("no code on the card")
		}
		b.get(manage, 200)
		b.contains("紙野友子")
		b.get(manage+"?lang=en", 200)
		b.get(manage+"?lang=ja", 200)
		b.get(b.send(manage+"/end", nil, 303), 200)
		b.lacks("紙野友子")

		b.get(manage+"/succession", 200)
		b.send(manage+"/succession", url.Values{"name": {"新代表"}, "mail": {"x"}, "begins": {"昨日"}}, 422)
		b.contains(saysJA.Mail, saysJA.Begins, `value="昨日"`)
		taro, err := w.svc.People.Person(t.Context(), w.stranger)
		if err != nil {
			t.Fatal(err)
		}
		b.get(b.send(manage+"/succession", url.Values{"mail": {taro.Email}, "begins": {"令和8年12月1日"}}, 303), 200)
		b.contains(wSuccessionWait.In("ja"), "令和8年12月1日")
		officer := w.as(w.prefecture)
		officer.get(IntakePath+"?list=successions", 200)
		x := regexp.MustCompile(deskSuccession + `[0-9a-z]{16}`).FindString(officer.page)
		w.as(w.muni).get(x, 403) // names of people are not for the area
		officer.get(x, 200)
		officer.contains("新代表", taro.Email)
		officer.send(x, url.Values{"result": {"yes"}}, 303)
		officer.get(x+"?lang=en", 200)
		officer.get(x+"?lang=ja", 200)
		b.get(manage, 200)
		b.contains(taro.Email, wInvites.In("ja"), inviteStates[member.Invited].In("ja"))
		b.lacks("長門太郎", "令和8年11月30日") // not before the yes
		heir := w.as(w.stranger)
		heir.get("/my?lang=en", 200)
		heir.get("/my?lang=ja", 200)
		heir.contains(wInvitesToMe.In("ja"), "川辺の会【架空】")
		invitation := regexp.MustCompile(answerPath + `[0-9a-z]{16}`).FindString(heir.page)
		w.as(w.muni).post(invitation, url.Values{"answer": {"yes"}}, 404)
		heir.get(heir.send(invitation, nil, 303), 200) // the first form is the yes
		heir.contains(wTook.In("ja"))
		heir.lacks(wInvitesToMe.In("ja"))
		b.get(manage, 200)
		b.contains("長門太郎", "令和8年11月30日", inviteStates[member.Accepted].In("ja"))

		b.send(manage+"/leave", nil, 303)
		b.get(manage, 403) // no organization is theirs any more
		officer.get(IntakePath+"?list=orphans&lang=ja", 200)
		officer.lacks("川辺の会【架空】") // the new owner begins in December
	})
}

func TestTheIntakeReachesAsFarAsTheArea(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		here, there := w.apply("山口の会【架空】", "35203"), w.apply("宇部の会【架空】", "35202")
		town := w.as(w.muni)
		town.get(IntakePath, 200)
		town.contains("山口の会【架空】")
		town.lacks("宇部の会【架空】")
		town.get(deskApplication+here, 200)
		town.contains("草を刈ります。")
		town.lacks("0839220000", wApproveHint.In("ja"))
		town.get(deskApplication+there, 404)
		csv := town.get(IntakePath+".csv?list=applications", 200)
		var exports []string
		if err := db.View(t.Context(), func(tx *sqldb.Tx) error {
			page, err := audit.Search(tx, audit.Query{Action: audit.DataExport})
			for _, e := range page.Entries {
				exports = append(exports, e.Object+" "+e.Detail)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{`intake {"rows":1,"filter":{"list":"applications"}}`}, exports); diff != "" {
			t.Errorf("what left is on record as (-want +got):\n%s", diff)
		}
		if !strings.Contains(csv, "山口の会") || strings.Contains(csv, "宇部の会") {
			t.Errorf("the file holds\n%s", csv)
		}
		town.get(IntakePath+"?list=nonsense", 404)

		// A claim lies in the area too, but names of people are not for it: nor is that one waits.
		if _, err := w.svc.MakeClaim(t.Context(), audit.By{Actor: audit.Actor(w.stranger)}, w.npo, "理事長", member.ByLetter, says("ja")); err != nil {
			t.Fatal(err)
		}
		town.get(IntakePath, 200)
		town.lacks("?list=claims", "?list=successions")
		town.contains("?list=orphans")
		town.get(IntakePath+"?list=claims&lang=ja", 200)
		town.lacks("ほたるの会")
		if csv := town.get(IntakePath+".csv?list=claims", 200); strings.Contains(csv, "ほたるの会") {
			t.Errorf("the file of claims holds\n%s", csv)
		}
		lead := w.as(w.prefecture)
		lead.get(IntakePath+"?list=claims", 200)
		lead.contains("ほたるの会")
		w.as(w.stranger).get(IntakePath, 403)
		for _, l := range member.Lists() {
			w.as(w.center).get(IntakePath+"?lang=en&list="+string(l), 200)
		}
	})
}

func TestAProxyEntersWithinItsArea(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		b := w.as(w.intermed)
		b.get(ProxyPath+"?lang=en", 200)
		b.get(ProxyPath+"?lang=ja", 200)
		entry := url.Values{"name": {"朝市の会【架空】"}, "kana": {"あさいち"}, "city": {"35203"}, "street": {"１番"}, "line": {"朝市を開きます。"}}
		b.send(ProxyPath, entry, 422)
		b.contains(saysJA.Channel, saysJA.AskedBy, saysJA.Consent, saysJA.ConsentOn, "朝市を開きます。")
		entry["channel"], entry["asked_by"], entry["consent"], entry["consented_on"] = []string{"phone"}, []string{"市場五郎"}, []string{"spoken"}, []string{"令和8年11月20日"}
		outside := b.form(ProxyPath)
		for k, v := range entry {
			outside[k] = v
		}
		outside.Set("city", "35202")
		b.post(ProxyPath, outside, 404) // not its area
		b.get(ProxyPath, 200)
		to := b.send(ProxyPath, entry, 303)
		if !strings.HasPrefix(to, "/orgs/") {
			t.Errorf("leads to %s", to)
		}
		c := w.as(w.center)
		c.get(IntakePath+"?list=proxies", 200)
		c.contains("朝市の会【架空】")

		// A body of the register is not brought into the area by its number.
		company := url.Values{"kind": {"company"}, "name": {"うべ商事【架空】"}, "kana": {"うべしょうじ"}, "number": {"8250001000017"}, "city": {"35202"}, "street": {"２番"},
			"line": {"品物を売ります。"}, "channel": {"phone"}, "asked_by": {"宇部六郎"}, "consent": {"spoken"}, "consented_on": {"令和8年11月20日"}}
		c.get(ProxyPath, 200)
		there := c.send(ProxyPath, company, 303)
		b.get(ProxyPath, 200)
		moved := b.form(ProxyPath)
		for k, v := range company {
			moved[k] = v
		}
		moved.Set("city", "35203")
		b.post(ProxyPath, moved, 404)
		if n := w.count(`SELECT count(*) FROM organization WHERE id = $1 AND city_code = '35202'`, strings.TrimPrefix(there, "/orgs/")); n != 1 {
			t.Error("the company was moved")
		}
	})
}
