package e2e

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestACallBecomesAnInquiry: a group calls the centre; the coordinator writes the call into the book and
// asks a company for the group, with the group's consent on record. By the keyboard alone.
func TestACallBecomesAnInquiry(t *testing.T) {
	b := chromium(t)
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "a call becomes an inquiry", false: "a call becomes an inquiry, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			s := startDemo(t) // of its own: the group has asked for nothing of it yet
			cookies := map[string]string{}
			for _, role := range []string{"CO_OWNER", "GRP_OWNER", "CENTER_COORD"} {
				cookie, err := enter(s.origin, role)
				if err != nil {
					t.Fatal(err)
				}
				cookies[role] = cookie
			}
			offer := strings.TrimPrefix(askable(t, s.origin, cookies["CO_OWNER"], cookies["GRP_OWNER"]), "/bank/")
			my, err := fetchPage(http.MethodGet, s.origin+"/my", "", cookies["GRP_OWNER"])
			if err != nil {
				t.Fatal(err)
			}
			group := regexp.MustCompile(`/my/orgs/([0-9a-z]{16})`).FindSubmatch(my.html)
			if group == nil {
				t.Fatal("the demo's group has no page to look after it")
			}
			page, err := fetchPage(http.MethodGet, s.origin+"/api/v1/organizations/"+string(group[1]), "", "")
			if err != nil {
				t.Fatal(err)
			}
			named := regexp.MustCompile(`"name": *"([^"]+)"`).FindSubmatch(page.html)
			if named == nil {
				t.Fatalf("the group has no name: %s", page.html)
			}
			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.viewport(t, 1280, 900)
			r.carry(t, s.origin, cookies["CENTER_COORD"])
			write := func(field, text string) {
				t.Helper()
				r.reach(t, "main [name="+field+"]")
				r.write(t, text)
			}
			send := func(end string) {
				t.Helper()
				r.reach(t, "main form[action$='"+end+"'] button[type=submit]")
				r.enter(t)
			}
			r.open(t, s.origin+"/desk")
			r.reach(t, "main a[href='/desk/consultations/new']")
			r.enter(t)
			write("org", string(named[1]))
			r.reach(t, "main [name=category]")
			press(t, r, arrowDown)
			write("content", "掲載を見て電話しました。机を二つ使いたいそうです。")
			write("ref", offer)
			send("/desk/consultations")
			if text := eval[string](t, r.tab, `document.querySelector("main").innerText`); !strings.Contains(text, "記録しました") {
				t.Fatalf("the call is not in the book:\n%s", text)
			}
			r.reach(t, "main a[href$='/inquiry']")
			r.enter(t)
			write("for", "毎週通う小学生20人")
			write("use", "学習室で使います。")
			write("quantity", "２")
			r.reach(t, "main [name=consent]")
			r.tick(t)
			send("/inquiry")
			if text := eval[string](t, r.tab, `document.querySelector("main").innerText`); !strings.Contains(text, "代理で問い合わせを送りました") {
				t.Fatalf("nothing was sent for the group:\n%s", text)
			}
			mine, err := fetchPage(http.MethodGet, s.origin+"/my/inquiries", "", cookies["GRP_OWNER"])
			if err != nil {
				t.Fatal(err)
			}
			thread := regexp.MustCompile(`[0-9a-z]{16}$`).FindString(eval[string](t, r.tab, "location.pathname"))
			if thread == "" || !strings.Contains(string(mine.html), "/my/inquiries/"+thread) {
				t.Errorf("the group does not see the inquiry %q that was sent for it", thread)
			}
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}

// TestAnOfferWithoutAnAccount: a company without an account writes to the centre on one page and gets
// the address where it follows its offer, which waits at the centre. By the keyboard alone.
func TestAnOfferWithoutAnAccount(t *testing.T) {
	b := chromium(t)
	s := startDemo(t)
	coordinator, err := enter(s.origin, "CENTER_COORD")
	if err != nil {
		t.Fatal(err)
	}
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "offer without an account", false: "offer without an account, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			company := "周防こもれび文具【架空】"
			if !scripts {
				company = "長門なぎさ印刷【架空】"
			}
			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.viewport(t, 1280, 900)
			r.open(t, s.origin+"/bank")
			r.reach(t, "main a[href='/bank/one-off']")
			r.enter(t)
			for _, f := range [][2]string{{"what", "会議用の椅子を10脚ゆずります。年内に取りに来てください。"}, {"name", company}} {
				r.reach(t, "main [name="+f[0]+"]")
				r.write(t, f[1])
			}
			r.reach(t, "main [name=city]")
			press(t, r, arrowDown)
			for _, f := range [][2]string{{"person", "山口　花子"}, {"phone", "083-000-1234"}} {
				r.reach(t, "main [name="+f[0]+"]")
				r.write(t, f[1])
			}
			for _, box := range []string{"terms", "pledge"} {
				r.reach(t, "main [name="+box+"]")
				r.tick(t)
			}
			r.reach(t, "main form[action='/bank/one-off'] button[type=submit]")
			r.enter(t)
			if path := eval[string](t, r.tab, "location.pathname"); !strings.HasPrefix(path, "/bank/one-off/follow/") {
				t.Fatalf("the form leads to %s:\n%s", path, eval[string](t, r.tab, `document.querySelector("main").innerText`))
			}
			if r.inputs > mostInputs {
				t.Errorf("%d inputs", r.inputs)
			}
			waiting, err := fetchPage(http.MethodGet, s.origin+"/desk/listings", "", coordinator)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(waiting.html), "会議用の椅子を10脚ゆずります") {
				t.Error("the offer does not wait at the centre")
			}
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}
