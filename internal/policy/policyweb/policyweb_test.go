package policyweb

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

// pageIn asks for a page in a language and looks at its HTML.
func pageIn(t *testing.T, b *browser, target, lang string, status int) string {
	t.Helper()
	if lang != "" {
		sep := "?"
		if strings.Contains(target, "?") {
			sep = "&"
		}
		target += sep + "lang=" + lang
	}
	rec := b.get(target)
	body := rec.Body.String()
	if rec.Code != status {
		t.Errorf("GET %s: %d, want %d", target, rec.Code, status)
		return body
	}
	for _, problem := range append(webtest.CheckHTML(body), webtest.CheckEnglish(body)...) {
		t.Errorf("GET %s: %s", target, problem)
	}
	return body
}

func TestPagesInBothLanguages(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	day := term.On(2026, 12, 1)
	w.moveByForm(t, policy.Move{Item: "bank", Kind: "O", From: policy.Center, To: policy.Prefecture, On: day, Why: "県が直接受け付けるため"})
	path := itemPath(2026, "bank") + "/F"
	rec := w.as(policy.Prefecture).post(path, path, url.Values{"content": {"仕様書を作りました"}, "next": {"発注"}, "due": {"令和9年3月31日"}})
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != itemPath(2026, "bank")+"#reports" {
		t.Fatalf("the report: %d %s", rec.Code, rec.Header().Get("Location"))
	}
	for _, tt := range []struct{ who, target, ja, en string }{
		{"", "/programme/2026", "【システム運用管理】が県（県民生活課）へ移る", "running the system went to: Prefecture (lead division)"},
		{"", "/programme/2026", "仕様書を作りました", "Progress"},
		{"", "/programme/2008", "平成20年の計画のまま", "As the plan of 2008 has it"},
		{"", "/programme/2027", "この年度の変更はありません", "No change in this fiscal year"},
		{"", "/programme/2026/items/bank", "令和9年3月31日", "31 March 2027"},
		{"", "/programme/2026/items/bank", "任意団体・企業の登録を承認する", "Approve a group or company"},
		{"", "/programme/2026/items/forum", "この年度の報告はまだありません", "No report in this fiscal year yet"},
		{policy.Prefecture, "/programme/2026/items/bank", "取組状況を書く：経費負担", "Write a report: bearing the cost"},
		{policy.Prefecture, path, "公開する", "Publish"},
		{policy.Prefecture, MatrixPath, "これから施行", "to come"},
		{policy.Prefecture, PolicyPath, "役割分担表の役割を持つ間だけ", "while the matrix gives them the duty"},
		{"auditor", PolicyPath + "?q=承認", "任意団体・企業の登録を承認する", ""},
		{"auditor", PolicyPath + "?q=nothing-fits", "当てはまる操作はありません", "No action fits"},
	} {
		for lang, want := range map[string]string{"ja": tt.ja, "en": tt.en} {
			if want == "" {
				continue
			}
			if body := pageIn(t, w.as(tt.who), tt.target, lang, http.StatusOK); !strings.Contains(body, want) {
				t.Errorf("%s in %s does not have %q", tt.target, lang, want)
			}
		}
	}
	if body := w.as(policy.Center).get(itemPath(2026, "bank")).Body.String(); strings.Contains(body, itemPath(2026, "bank")+"/F") {
		t.Error("the centre is led to a report on a duty that it does not have")
	}
}

func TestYears(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	b := w.as("")
	for target, status := range map[string]int{
		"/programme/2008": 200, "/programme/2026": 200, "/programme/2027": 200, "/programme/2007": 404, "/programme/2028": 404,
		"/programme/02026": 404, "/programme/x": 404, "/programme/2026/items/none": 404, "/programme/2028/roles.txt": 404, "/programme/2007/roles.csv": 404,
		"/programme/2026/items/bank": 200,
	} {
		if rec := b.get(target); rec.Code != status {
			t.Errorf("GET %s: %d, want %d", target, rec.Code, status)
		}
	}
	if rec := b.get("/programme"); rec.Code != http.StatusFound || rec.Header().Get("Location") != "/programme/2026" {
		t.Errorf("/programme: %d %s", rec.Code, rec.Header().Get("Location"))
	}
	w.set(term.On(2027, 4, 1).Time())
	if rec := b.get("/programme"); rec.Header().Get("Location") != "/programme/2027" {
		t.Errorf("/programme on 1 April: %s", rec.Header().Get("Location"))
	}
}

func TestTheTableToTakeAlong(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	b := w.as("")
	rec := b.get("/programme/2008/roles.txt")
	if got := rec.Body.String(); got != policy.PlanMatrix().Print() || rec.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%s:\n%s", rec.Header().Get("Content-Type"), got)
	}
	w.moveByForm(t, policy.Move{Item: "bank", From: policy.Center, To: policy.Prefecture, On: term.On(2026, 12, 1), Why: "=県へ"})
	text, ok := strings.CutPrefix(b.get("/programme/2026/roles.csv").Body.String(), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if !ok || err != nil {
		t.Fatalf("the file has its mark: %v; %v", ok, err)
	}
	duties := 0
	for _, i := range policy.PlanMatrix().Items {
		duties += len(i.Duties)
	}
	if len(rows) != 1+2*duties {
		t.Errorf("%d rows, want a header and two versions of %d duties", len(rows), duties)
	}
	if last := rows[len(rows)-1]; last[1] != "2026-12-01" || last[7] != "'=県へ" {
		t.Errorf("the last row is %q", last)
	}
	if rec := w.as("auditor").get(PolicyPath + ".csv?role=AUDITOR"); !strings.HasPrefix(rec.Body.String(), "\ufeff操作,内容,できる人,条件\r\n") ||
		!strings.Contains(rec.Body.String(), "audit.read") || strings.Contains(rec.Body.String(), "my.view") {
		t.Errorf("the permission table as a file: %d %.200q", rec.Code, rec.Body)
	}
}

func TestWhoMayComeIn(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	for _, tt := range []struct {
		who, target string
		status      int
	}{
		{"", MatrixPath, 303}, {"citizen", MatrixPath, 403}, {policy.Center, MatrixPath, 403}, {policy.Prefecture, MatrixPath, 200},
		{"", PolicyPath, 303}, {"citizen", PolicyPath, 403}, {"auditor", PolicyPath, 200}, {"auditor", PolicyPath + ".csv", 200}, {"citizen", PolicyPath + ".csv", 403},
		{"", itemPath(2026, "bank") + "/O", 303}, {policy.Center, itemPath(2026, "bank") + "/O", 200}, {policy.Prefecture, itemPath(2026, "bank") + "/O", 404},
		{policy.Center, itemPath(2026, "bank") + "/Z", 404}, {policy.Center, itemPath(2026, "none") + "/O", 404}, {policy.Center, itemPath(2030, "bank") + "/O", 404},
		{"auditor", itemPath(2026, "bank") + "/O", 403},
	} {
		if rec := w.as(tt.who).get(tt.target); rec.Code != tt.status {
			t.Errorf("%q asks for %s: %d, want %d", tt.who, tt.target, rec.Code, tt.status)
		}
	}
}

func TestWhatWasTypedStays(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	path := itemPath(2026, "bank") + "/F"
	b := w.as(policy.Prefecture)
	rec := b.post(path, path, url.Values{"content": {""}, "next": {"次の一手"}, "due": {"いつか"}})
	for _, want := range []string{wMissing.In(ui.JA), wBadDate.In(ui.JA), "次の一手", `value="いつか"`, `role="alert"`} {
		if !strings.Contains(rec.Body.String(), want) || rec.Code != 422 {
			t.Errorf("the refused report (%d) does not have %q", rec.Code, want)
		}
	}
	if problems := webtest.CheckHTML(rec.Body.String()); problems != nil {
		t.Error(problems)
	}
	good := url.Values{"item": {"bank"}, "from": {policy.Center}, "to": {policy.Prefecture}, "kind": {"O"}, "on": {"令和8年12月1日"}, "why": {"理由です"}, "step": {"check"}}
	for _, tt := range []struct{ field, value, says string }{
		{"item", "", wSayItem.In(ui.JA)}, {"from", "x", wSayBody.In(ui.JA)}, {"to", "", wSayBody.In(ui.JA)}, {"to", policy.Center, wSaySame.In(ui.JA)},
		{"kind", "A", wSayNothing.In(ui.JA)}, {"on", "", wSayDate.In(ui.JA)}, {"on", "2026-11-22", wSayDate.In(ui.JA)}, {"on", "そのうち", wBadDate.In(ui.JA)},
		{"on", "2028-04-01", wSayFar.In(ui.JA)}, {"why", "", wSayWhy.In(ui.JA)}, {"why", strings.Repeat("理", 501), wSayWhyLong.In(ui.JA)},
	} {
		for _, step := range []string{"check", "apply"} {
			form := url.Values{}
			for k, v := range good {
				form[k] = v
			}
			form.Set(tt.field, tt.value)
			form.Set("step", step)
			rec := b.post(MatrixPath, MatrixPath, form)
			body := rec.Body.String()
			if rec.Code != 422 || strings.Count(body, tt.says) != 2 { // in the summary and at the field
				t.Errorf("%s=%.20q, %s: %d, %q stands %d times", tt.field, tt.value, step, rec.Code, tt.says, strings.Count(body, tt.says))
			}
			if tt.field != "why" && !strings.Contains(body, "理由です") {
				t.Errorf("%s=%q: the reason is gone", tt.field, tt.value)
			}
			if problems := webtest.CheckHTML(body); problems != nil {
				t.Error(problems)
			}
		}
	}
	good.Set("step", "edit")
	if rec := b.post(MatrixPath, MatrixPath, good); rec.Code != 200 || !strings.Contains(rec.Body.String(), "理由です") {
		t.Errorf("back from the check: %d", rec.Code)
	}
	if list := w.logged(t); len(list) != 0 {
		t.Errorf("refused changes are on record: %v", list)
	}
}

// TestAChangeMeanwhileIsShown: two officers check a change; the second one to apply sees the first
// one's, loses nothing, and decides again.
func TestAChangeMeanwhileIsShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newTown(t, dsn)
		b := w.as(policy.Prefecture)
		form := url.Values{"item": {"bank"}, "from": {policy.Prefecture}, "to": {policy.Center}, "kind": {"F"}, "on": {"2026-12-01"}, "why": {"二人目の理由"}, "step": {"check"}}
		check := b.post(MatrixPath, MatrixPath, form).Body.String()
		if problems := webtest.CheckHTML(check); problems != nil {
			t.Error(problems)
		}
		w.moveByForm(t, policy.Move{Item: "bank", Kind: "R", From: policy.Center, To: policy.Foundation, On: term.On(2026, 12, 1), Why: "一人目の理由"})
		form.Set("step", "apply")
		form.Set("version", hidden(check, "version"))
		rec := b.post(MatrixPath, MatrixPath, form)
		body := rec.Body.String()
		for _, want := range []string{wConflict.In(ui.JA), "二人目の理由", `value="apply"`} {
			if rec.Code != http.StatusConflict || !strings.Contains(body, want) {
				t.Errorf("the second officer (%d) does not see %q", rec.Code, want)
			}
		}
		if n := len(w.logged(t)); n != 1 {
			t.Errorf("%d changes on record, want the first one's", n)
		}
		form.Set("version", hidden(body, "version"))
		if rec := b.post(MatrixPath, MatrixPath, form); rec.Code != http.StatusSeeOther {
			t.Errorf("deciding again: %d", rec.Code)
		}
		page := w.as("").get("/programme/2026").Body.String()
		for _, want := range []string{"一人目の理由", "二人目の理由", "【経費負担・委託】が県民活動支援センターへ移る", "詳細仕様作成・発注が県民活動きらめき財団へ移る"} {
			if !strings.Contains(page, want) {
				t.Errorf("the public page does not have %q", want)
			}
		}
	})
}

// TestAChangeSentTwiceIsMadeOnce: a double click on the last button.
func TestAChangeSentTwiceIsMadeOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newTown(t, dsn)
		b := w.as(policy.Prefecture)
		page := b.get(MatrixPath).Body.String()
		form := url.Values{"item": {"bank"}, "from": {policy.Center}, "to": {policy.Prefecture}, "on": {"2026-12-01"}, "why": {"理由"}, "step": {"apply"},
			"version": {"changes-0"}, ui.TokenField: {hidden(page, ui.TokenField)}, ui.OnceField: {hidden(page, ui.OnceField)}}
		one := b.Do("POST", MatrixPath, form, b.header.Clone())
		two := b.Do("POST", MatrixPath, form, b.header.Clone())
		if one.Code != 303 || two.Code != 303 || one.Header().Get("Location") != two.Header().Get("Location") || len(w.logged(t)) != 1 {
			t.Errorf("%d %s, then %d %s; %d changes", one.Code, one.Header().Get("Location"), two.Code, two.Header().Get("Location"), len(w.logged(t)))
		}
	})
}

func TestTheCheckSaysWhatMoves(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	form := url.Values{"item": {"bank"}, "from": {policy.Center}, "to": {policy.Prefecture}, "kind": {"O"}, "on": {"今日"}, "why": {"理由"}, "step": {"check"}}
	form.Set("on", "R8.11.23")
	body := w.as(policy.Prefecture).post(MatrixPath, MatrixPath, form).Body.String()
	for _, want := range []string{"任意団体・企業の登録を承認する", "県民活動支援センターの管理者", "県民活動支援センターのコーディネーター", "県民生活課の職員", "（今日）", "【システム運用管理】"} {
		if !strings.Contains(strings.ReplaceAll(body, "(今日)", "（今日）"), want) {
			t.Errorf("the check does not say %q", want)
		}
	}
}

func TestEveryWordHasBothLanguages(t *testing.T) {
	table := policy.Default()
	for i := range table.Rows {
		row := &table.Rows[i]
		for _, s := range row.States {
			if states[s].In(ui.JA) == "" || states[s].In(ui.EN) == "" {
				t.Errorf("the state %q has no words", s)
			}
		}
		for _, f := range row.Opens() {
			if fields[f].In(ui.JA) == "" || fields[f].In(ui.EN) == "" {
				t.Errorf("the fields %q have no words", f)
			}
		}
		if _, ok := relations[row.Relation]; !ok {
			t.Errorf("the relation %q has no words", row.Relation)
		}
	}
	for _, i := range policy.PlanMatrix().Items {
		if itemName(i, ui.EN) == "" || groupName(i, ui.EN) == "" {
			t.Errorf("%s has no English name", i.Name)
		}
	}
	if !slices.Equal(policy.Kinds(), []string{"A", "R", "C", "I", "F", "O"}) {
		t.Error("a kind of duty came or went: say it in words")
	}
}
