package upkeepweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/register"
)

// TestAnswerAQuestion: the list, the question with its candidates, the refusal, the answer.
func TestAnswerAQuestion(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		b := o.as("PREF_LEAD")
		want(t, b.get(QuestionsPath), http.StatusOK, "確かめる行はありません")
		_, named := o.twice()
		want(t, b.get(QuestionsPath), http.StatusOK, "きの会【架空】", QuestionsPath+".csv")
		list, err := o.svc.Questions(context.Background(), 10)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d questions, %v", len(list), err)
		}
		at := QuestionsPath + "/" + list[0].ID
		want(t, b.get(at), http.StatusOK, "虹ケ丘三丁目", string(named), "新しい団体")
		want(t, b.get(QuestionsPath+".csv"), http.StatusOK, list[0].ID)
		want(t, b.post(at, at, url.Values{}), http.StatusUnprocessableEntity, "どれか1つを選んでください")
		if got := location(b.post(at, at, url.Values{"org": {string(named)}})); got != "303 "+QuestionsPath+"?done" {
			t.Fatal(got)
		}
		want(t, b.get(QuestionsPath+"?done"), http.StatusOK, "答えを記録しました")
		want(t, b.get(at), http.StatusOK, "すでに答えが出ています")
		want(t, b.post(QuestionsPath, at, url.Values{"org": {"new"}}), http.StatusUnprocessableEntity, "答えは変えられません")
		if d, err := o.svc.Organization(context.Background(), named); err != nil || d.Address.Street != "虹ケ丘三丁目" {
			t.Errorf("%v %+v", err, d.Address)
		}
		want(t, o.as("AUDITOR").get(at), http.StatusForbidden)
		want(t, b.get(QuestionsPath+"/038g5xaz80aaaaaa"), http.StatusNotFound)
	})
}

// TestHandleANotice: what readers say, whom to answer, and what was done.
func TestHandleANotice(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		numbered, _ := o.twice()
		receipt, err := o.svc.Correct(context.Background(), audit.Visitor, numbered, register.Correction{About: "address", Body: "引っ越しました", Contact: "reader@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		b := o.as("CENTER_ADMIN")
		list := b.get(CorrectionsPath)
		want(t, list, http.StatusOK, "引っ越しました", "もりの会【架空】")
		if strings.Contains(list.Body.String(), "reader@example.jp") || strings.Contains(o.taken(CorrectionsPath+".csv", "corrections").Body.String(), "reader@example.jp") {
			t.Error("a list shows a reader's contact")
		}
		at := CorrectionsPath + "/" + receipt
		before := o.logged(audit.DataRead)
		want(t, b.get(at), http.StatusOK, "reader@example.jp", "対応を記録する")
		if n := o.logged(audit.DataRead) - before; n != 2 { // in both languages
			t.Errorf("reading the contact left %d entries, want 2", n)
		}
		want(t, b.post(at+"/decide", at+"/decide", url.Values{"reply": {"住所を直した"}}), http.StatusUnprocessableEntity, "住所を直した", "選んでください")
		if got := location(b.post(at+"/decide", at+"/decide", url.Values{"state": {"done"}, "reply": {"住所を直した"}})); got != "303 "+CorrectionsPath+"?done" {
			t.Fatal(got)
		}
		want(t, b.get(at+"/decide"), http.StatusNotFound) // it is not open any more
		want(t, b.get(CorrectionsPath), http.StatusOK, "この状態の知らせはありません")
		want(t, b.get(CorrectionsPath+"?state=done"), http.StatusOK, "もりの会【架空】", "対応済み")
		want(t, b.get(at), http.StatusOK, "住所を直した")
		want(t, o.as("AUDITOR").get(CorrectionsPath), http.StatusForbidden)
		want(t, o.as("CENTER_COORD").get(at), http.StatusOK, "reader@example.jp")
	})
}

// TestMergeTwoRecords: choose, compare, prove who one is, merge; the old address leads on; undo.
func TestMergeTwoRecords(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		numbered, named := o.twice()
		b := o.as("CENTER_ADMIN-fresh")
		want(t, b.get(MergesPath), http.StatusOK, "まとめた登録はありません")
		want(t, b.get(MergesPath+"/preview?keep=x&gone=きの会【架空】"), http.StatusUnprocessableEntity, "見つかりません")
		want(t, b.get(MergesPath+"/preview?keep=もりの会【架空】&gone="+string(named)), http.StatusOK, "もりの会【架空】", "きの会【架空】", "内容が違う", "まとめる手続きへ", "環境保全")
		want(t, b.get(MergesPath+"/preview?"+pairQuery(named, named)), http.StatusOK, "この2つはまとめられません")
		form := MergesPath + "/new?" + pairQuery(numbered, named)
		if got := location(o.as("CENTER_ADMIN").get(form)); !strings.HasPrefix(got, "303 /my/confirm") && !strings.HasPrefix(got, "302 /my/confirm") {
			t.Errorf("without proof of who it is: %s", got)
		}
		pair := url.Values{"keep": {string(numbered)}, "gone": {string(named)}}
		want(t, b.post(form, MergesPath+"/new", pair), http.StatusUnprocessableEntity, "理由を入力してください")
		pair.Set("reason", "電話で確認")
		rec := b.post(form, MergesPath+"/new", pair)
		at, _, _ := strings.Cut(rec.Header().Get("Location"), "?")
		if rec.Code != http.StatusSeeOther || !strings.HasPrefix(at, MergesPath+"/") {
			t.Fatal(location(rec))
		}
		want(t, b.get(at+"?done"), http.StatusOK, "まとめました", "電話で確認", "元に戻す")
		if got := location(o.as("").get("/orgs/" + string(named))); got != "301 /orgs/"+string(numbered)+"?lang=ja" {
			t.Errorf("the old address: %s", got)
		}
		want(t, b.get(MergesPath), http.StatusOK, "元に戻せる")
		want(t, o.taken(MergesPath+".csv", "merges"), http.StatusOK, string(named))
		want(t, b.get(MergesPath+"/preview?"+pairQuery(numbered, named)), http.StatusOK, "すでに別の登録にまとめられています")
		if got := location(b.post(at, at+"/undo", nil)); got != "303 "+at+"?undone" {
			t.Fatal(got)
		}
		want(t, b.get(at+"?undone"), http.StatusOK, "元に戻しました")
		want(t, o.as("").get("/orgs/"+string(named)), http.StatusOK, "きの会【架空】")
		want(t, b.post(MergesPath+"/new?"+pairQuery(numbered, named), at+"/undo", nil), http.StatusNotFound) // it is undone: no state in which it can be
		want(t, o.as("citizen").get(at), http.StatusForbidden)
	})
}

// TestImportAList: upload, check the columns, try, import; who has not agreed waits.
func TestImportAList(t *testing.T) {
	both(t, func(t *testing.T, o *office) {
		b := o.as("FOUND_STAFF")
		if b.get(GroupsPath).Code != http.StatusOK {
			b = o.as("CENTER_ADMIN")
		}
		want(t, b.get(GroupsPath), http.StatusOK, "同意を待っている団体はありません")
		want(t, b.send("", nil, url.Values{"list": {""}}), http.StatusUnprocessableEntity, "名簿の名前を入力してください", "ファイルを選んでください")
		want(t, b.send("x.xlsx", []byte("PK\x03\x04 broken"), url.Values{"list": {"名簿"}}), http.StatusUnprocessableEntity, "名簿", "壊れています")
		list := "団体名,市町,代表者,電話,活動内容,公開可否\nはなの会【架空】,光市,見本花子,0833-00-0001,花をうえる。,○\nゆきの会【架空】,萩市,見本雪子,0838-00-0002,雪かき。,\n"
		rec := b.send("list.csv", []byte(list), url.Values{"list": {"光市団体名簿"}, "as_of": {"R8.4.1"}})
		at := rec.Header().Get("Location")
		if rec.Code != http.StatusSeeOther || !strings.HasPrefix(at, GroupsPath+"/uploads/") {
			t.Fatal(location(rec), rec.Body)
		}
		want(t, b.get(at), http.StatusOK, "活動内容", "例：はなの会【架空】、ゆきの会【架空】", "試しに取り込む")
		want(t, o.as("CENTER_ADMIN-fresh").get(strings.Replace(at, "uploads/", "uploads/x", 1)), http.StatusNotFound)
		choice := url.Values{"step": {"try"}, "name": {"団体名"}, "city": {"市町"}, "representative": {"代表者"}, "phone": {"電話"}, "purpose": {"活動内容"}, "consent": {"公開可否"}}
		want(t, b.post(at, at, url.Values{"step": {"try"}, "city": {"市町"}}), http.StatusUnprocessableEntity, "団体名の列が分かりません")
		tried := b.post(at, at, choice)
		want(t, tried, http.StatusOK, "2行：新規 2", "この内容で取り込む", "未確認 1")
		if empty, err := o.svc.Empty(context.Background()); err != nil || !empty {
			t.Errorf("trying wrote something: %v", err)
		}
		want(t, b.get(at+"/report.csv?step=try&name="+url.QueryEscape("団体名")), http.StatusOK, "はなの会【架空】")
		choice.Set("step", "import")
		if got := location(b.post(at, at, choice)); got != "303 "+GroupsPath+"?done" {
			t.Fatal(got)
		}
		page := b.get(GroupsPath + "?done")
		want(t, page, http.StatusOK, "名簿を取り込みました", "ゆきの会【架空】", "光市団体名簿")
		if strings.Contains(page.Body.String(), "雪子") {
			t.Error("the list names a representative")
		}
		want(t, b.get(at), http.StatusNotFound) // the upload is gone
		want(t, o.taken(GroupsPath+"/waiting.csv", "groups"), http.StatusOK, "ゆきの会【架空】")
		groups, err := o.svc.ListedGroups(context.Background(), register.ConsentNone, "", 10)
		if err != nil || len(groups) != 1 {
			t.Fatalf("%d wait, %v", len(groups), err)
		}
		want(t, o.as("").get(groups[0].Path()), http.StatusNotFound)
		consent := GroupsPath + "/consent/" + string(groups[0].ID)
		want(t, b.get(consent), http.StatusOK, "雪かき", "未確認")
		want(t, b.post(consent, consent, url.Values{"consent": {"open"}}), http.StatusUnprocessableEntity, "理由を入力してください")
		if got := location(b.post(consent, consent, url.Values{"consent": {"open"}, "reason": {"電話で確認"}})); got != "303 "+GroupsPath+"?consent" {
			t.Fatal(got)
		}
		shown := o.as("").get(groups[0].Path())
		want(t, shown, http.StatusOK, "ゆきの会【架空】", "センターの名簿（代理登録）")
		for _, secret := range []string{"雪子", "0838"} {
			if strings.Contains(shown.Body.String(), secret) {
				t.Errorf("the public page shows %q", secret)
			}
		}
		want(t, o.as("citizen").get(GroupsPath), http.StatusForbidden)
	})
}
