package e2e

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// mostAsked is how many fields the first message may have.
const mostAsked = 8

// TestFromAskingToFeedback: a group asks for some of an offer; the company answers and accepts; the
// hand-over, the report and the feedback of both sides follow. By the keyboard alone.
func TestFromAskingToFeedback(t *testing.T) {
	b := chromium(t)
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "ask, agree and look back", false: "ask, agree and look back, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			s := startDemo(t) // of its own: the group has asked for nothing of it yet
			company, err := enter(s.origin, "CO_OWNER")
			if err != nil {
				t.Fatal(err)
			}
			group, err := enter(s.origin, "GRP_OWNER")
			if err != nil {
				t.Fatal(err)
			}
			offer := askable(t, s.origin, company, group)
			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.viewport(t, 1280, 900)
			write := func(field, text string) {
				t.Helper()
				r.reach(t, "main [name="+field+"]")
				r.write(t, text)
			}
			send := func(form string) {
				t.Helper()
				r.reach(t, "main form[action$='/"+form+"'] button[type=submit]")
				r.enter(t)
			}
			says := func(text string) {
				t.Helper()
				if got := eval[string](t, r.tab, `document.querySelector("main").innerText`); !strings.Contains(got, text) {
					t.Fatalf("%s does not say %q:\n%s", eval[string](t, r.tab, "location.pathname"), text, got)
				}
			}
			r.carry(t, s.origin, group)
			r.open(t, s.origin+offer)
			r.reach(t, "main a[href$='/ask']")
			r.enter(t)
			if n := eval[int](t, r.tab, `document.querySelectorAll("main form.form input:not([type=hidden]), main form.form textarea, main form.form select").length`); n > mostAsked {
				t.Errorf("%d fields to ask", n)
			}
			write("for", "毎週通う小学生20人")
			write("use", "学習室で使います。")
			write("quantity", "２")
			send("ask")
			says("問い合わせを送りました")
			thread := eval[string](t, r.tab, "location.pathname")

			r.carry(t, s.origin, company)
			r.open(t, s.origin+thread)
			write("body", "はい、お役に立ててください。")
			send("reply")
			says("返事を送りました")
			send("accept")
			says("合意しました")
			r.reach(t, "main a[href^='/collaborations/']")
			r.enter(t)
			record := eval[string](t, r.tab, "location.pathname")
			send("hand-over")
			says("報告を待っています")

			r.carry(t, s.origin, group)
			r.open(t, s.origin+record)
			write("body", "学習室がにぎやかになりました。")
			send("report")
			says("ふりかえりを待っています")
			review := func() {
				t.Helper()
				for _, field := range []string{"merit", "relation", "again"} {
					r.reach(t, "main [name="+field+"]")
					r.tick(t)
				}
				send("feedback")
				says("ふりかえりを送りました")
			}
			review()
			r.carry(t, s.origin, company)
			r.open(t, s.origin+record)
			review()
			says("協働が完了しました")
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}

// askable is a counted offer of the company about which the group may ask, and of which two may go to one.
func askable(t *testing.T, origin, company, group string) string {
	t.Helper()
	list, err := fetchPage(http.MethodGet, origin+"/my/listings", "", company)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`href="/my/listings/([0-9a-z]{16})"`).FindAllStringSubmatch(string(list.html), -1) {
		path := "/bank/" + m[1]
		form, err := fetchPage(http.MethodGet, origin+path+"/ask", "", group)
		if err != nil {
			t.Fatal(err)
		}
		if hint := regexp.MustCompile(`id="f-quantity-hint">いまの残り：(\d+)[^：<]*(?:最少：([12])\D|<)`); hint.Match(form.html) {
			return path
		}
	}
	t.Fatal("the demo's company has no offer about which its group may ask")
	return ""
}
