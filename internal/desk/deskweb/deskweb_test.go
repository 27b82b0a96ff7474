package deskweb

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func TestThreeHundredCasesFitOnOneScreen(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	titles := []string{"会議用の折りたたみ机と椅子を差し上げます", "社員が清掃や荷物運びをお手伝いします", "子ども向けのプログラミング教室を開きます", "余った防災用の水と食料を分けます", "倉庫の一角を無料でお貸しします"}
	for i := range 300 {
		w.inquiry(w.listing(fmt.Sprintf("%s（第%d回）", titles[i%len(titles)], i+1), "35203", 20), 10+i%40)
	}
	for _, lang := range []string{"ja", "en"} {
		b := w.as(w.coordinator)
		body := b.get("/desk?lang="+lang, 200)
		if rows := strings.Count(body, "<tr>") - 1; rows != 300 {
			t.Errorf("%s: %d rows on one screen, want 300", lang, rows)
		}
		if n := len(body); n > 100_000 {
			t.Errorf("%s: the page has %d bytes, more than 100 kB", lang, n)
		}
		if n := zipped(t, body); n > 25_000 {
			t.Errorf("%s: the page has %d bytes packed, more than 25 kB", lang, n)
		}
		t.Logf("%s: %d bytes, %d packed", lang, len(body), zipped(t, body))
	}
}

func TestATelephoneCallBecomesAnInquiryWithFewInputs(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		lid := w.listing("折りたたみ机の寄贈", "35203", 3)
		b := w.as(w.coordinator)
		call := url.Values{"org": {"特定非営利活動法人さくらの会【架空】"}, "category": {"company"}, "content": {"机を5台ほしい"}, "ref": {lid}}
		b.get("/desk/consultations/new", 200)
		b.send("記録する", url.Values{"content": {""}, "org": {"どこかの会"}, "minutes": {"たくさん"}}, 422)
		b.contains("どこかの会", "たくさん", "0から1440まで")
		b.get("/desk/consultations/new", 200)
		to := b.send("記録する", call, 303)
		b.get(to, 200)
		b.contains("特定非営利活動法人さくらの会【架空】", "机を5台ほしい", "代理で問い合わせる")
		b.get(to+"/inquiry", 200)
		ask := url.Values{"for": {"子どもたち"}, "use": {"学習会で使う"}, "quantity": {"５"}, "consent": {"spoken"}}
		b.send("代理で問い合わせを送る", url.Values{"for": {"子どもたち"}}, 422)
		b.contains("同意の方法を選んでください", "何に使うかを書いてください", `value="子どもたち"`)
		b.get(to+"/inquiry", 200)
		led := b.send("代理で問い合わせを送る", ask, 303)
		b.get(led, 200)
		b.contains("折りたたみ机の寄贈", "やり取りを開く", "机を5台ほしい")
		if n := w.count(`SELECT count(*) FROM inquiry WHERE asker_id = $1 AND channel = 'phone' AND quantity = 5`, string(w.asker)); n != 1 {
			t.Errorf("%d inquiries came of the call, want 1", n)
		}
		if inputs := len(call) + len(ask); inputs > 15 {
			t.Errorf("it took %d inputs", inputs)
		}
		b.get(to+"/edit", 200)
		b.send("記録する", url.Values{"response": {"問い合わせを送った"}}, 303)
		b.get(to, 200)
		b.contains("問い合わせを送った", "特定非営利活動法人さくらの会【架空】")
		b.send("この相談を終了する", nil, 303)
		b.get(to+"?lang=en", 200)
	})
}

func TestWhoSeesWhatOfTheDesk(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		qid := w.inquiry(w.listing("折りたたみ机の寄贈", "35203", 20), 30)
		log := func(who account.PersonID, content string) string {
			b := w.as(who)
			b.get("/desk/consultations/new", 200)
			return b.send("記録する", url.Values{"category": {"grants"}, "content": {content}, "next_action": {"電話する"}, "next_on": {"2026-12-01"}}, 303)
		}
		center, foundation := log(w.coordinator, "センターの相談です"), log(w.foundation, "財団の相談です")
		for _, c := range []struct {
			who    account.PersonID
			own    string
			theirs string
			other  string
		}{{w.coordinator, center, foundation, "財団の相談です"}, {w.foundation, foundation, center, "センターの相談です"}} {
			b := w.as(c.who)
			b.get(c.own, 200)
			b.get(c.theirs, 404)
			b.get(c.theirs+"/edit", 404)
			b.get(c.theirs+"/inquiry", map[bool]int{true: 404, false: 403}[c.who == w.coordinator])
			for _, page := range []string{"/desk", "/desk/consultations", "/desk/consultations?q=相談", "/desk.csv", "/desk/consultations.csv"} {
				if body := b.get(page, 200); strings.Contains(body, c.other) {
					t.Errorf("%s shows the other book", page)
				}
			}
		}
		for _, c := range []struct {
			who    account.PersonID
			path   string
			status int
		}{
			{w.prefecture, "/desk", 200}, {w.prefecture, center, 403}, {w.prefecture, "/desk/consultations", 403}, {w.prefecture, "/desk/figures", 200},
			{w.group, "/desk", 403}, {w.group, "/desk/figures", 403}, {w.group, "/desk/cases/inquiry:" + qid, 403}, {w.group, center + "/inquiry", 404}, {w.group, "/bank/figures", 200},
			{w.intermediary, "/desk", 403}, {w.intermediary, "/desk/referrals", 200}, {w.coordinator, "/desk/cases/inquiry:" + qid, 200}, {w.foundation, "/desk/absences", 403},
			{w.coordinator, "/desk/cases/inquiry:0000000000000000", 404}, {w.coordinator, "/desk?what=nothing", 404}, {w.coordinator, "/desk/figures/consulted", 404}, {w.coordinator, "/desk/figures?year=1999", 404},
		} {
			w.as(c.who).get(c.path, c.status)
		}
		if n := w.count(`SELECT count(*) FROM audit WHERE action = 'data.export'`); n != 4 {
			t.Errorf("%d exports on record, want 4", n)
		}
	})
}

func TestACaseIsAssignedReferredAndAnswered(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		lid := w.listing("折りたたみ机の寄贈", "35206", 40)
		qid := w.inquiry(w.listing("いすの寄贈", "35203", 20), 30)
		b := w.as(w.coordinator)
		b.get("/desk", 200)
		b.contains("いすの寄贈", "様子を尋ねる", "折りたたみ机の寄贈", "書き直す")
		b.get("/desk/cases/inquiry:"+qid, 200)
		b.contains("やり取りの中身は見られません")
		b.send("この担当にする", nil, 422)
		b.send("紹介する", url.Values{"to": {"municipality:35203"}}, 422)
		led := b.send("紹介する", url.Values{"to": {"municipality:35203"}, "reason": {"山口市の団体です"}}, 303)
		b.get(led, 200)
		i := w.as(w.intermediary)
		i.get("/desk/referrals", 200)
		i.contains("山口市の団体です")
		i.get(led, 200)
		i.send("返事を送る", url.Values{"answer": {"お受けします"}}, 422)
		i.send("返事を送る", url.Values{"accept": {"yes"}, "answer": {"お受けします"}}, 303)
		b.get(led, 200)
		b.contains("受けてもらえました", "お受けします")
		b.get("/desk/absences", 200)
		b.send("記録する", nil, 422)
		b.get("/desk/ageing", 200)
		b.contains("折りたたみ机の寄贈", "30日以上")
		b.send("送る", nil, 422)
		b.send("送る", url.Values{"city-" + lid: {"35203"}}, 303)
		for _, page := range []string{"/desk", "/desk/cases/listing:" + lid, "/desk/cases/inquiry:" + qid, "/desk/referrals", led, "/desk/absences", "/desk/ageing", "/desk/figures", "/desk/figures/offers", "/bank/figures",
			"/desk/consultations", "/desk/consultations/new", "/desk/figures?month=11"} {
			mark := "?"
			if strings.Contains(page, "?") {
				mark = "&"
			}
			b.get(page+mark+"lang=en", 200)
			b.get(page+mark+"lang=ja", 200)
		}
		if body := b.get("/desk/figures/offers/rows.csv", 200); strings.Count(body, "\n") != 3 {
			t.Errorf("the file is\n%s", body)
		}
	})
}
