package e2e

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestACompanyRegisters: somebody of a company, signed in, registers it, and after the centre has
// approved it publishes its profile, with the keyboard alone.
func TestACompanyRegisters(t *testing.T) {
	b := chromium(t)
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "register a company", false: "register a company, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			s := startDemo(t) // of its own: who registers has nothing yet
			cookie, err := enter(s.origin, "CITIZEN")
			if err != nil {
				t.Fatal(err)
			}
			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.carry(t, s.origin, cookie)
			r.open(t, s.origin+"/my")
			r.reach(t, "main a[href$='/my/apply?kind=company']")
			r.enter(t)
			write := func(field, text string) {
				t.Helper()
				r.reach(t, "[name="+field+"]")
				r.write(t, text)
			}
			choose := func(field string) { // the first of the list
				t.Helper()
				r.reach(t, "[name="+field+"]")
				press(t, r, arrowDown)
			}
			send := func() {
				t.Helper()
				r.reach(t, "main form button[type=submit]")
				r.enter(t)
			}
			write("name", "株式会社ほうせん【架空】")
			write("kana", "ほうせん")
			choose("city")
			write("street", "中央一丁目１番１号")
			send()
			write("line", "海の工作教室を開いています。")
			choose("industry")
			write("representative", "周防　花子【架空】")
			write("phone", "０８３－９２２－００００")
			send()
			for _, box := range []string{"terms", "pledge"} {
				r.reach(t, "[name="+box+"]")
				r.tick(t)
			}
			send()
			at := eval[string](t, r.tab, "location.pathname")
			id := regexp.MustCompile(`^/my/applications/([0-9a-z]{16})$`).FindStringSubmatch(at)
			if id == nil {
				t.Fatalf("the application leads to %s: %s", at, eval[string](t, r.tab, `document.querySelector("main").innerText`))
			}
			approve(t, s.origin, id[1])

			r.open(t, s.origin+"/my")
			r.reach(t, "main a[href$='/profile']")
			r.enter(t)
			r.reach(t, "main form[action$='/publish'] button[type=submit]")
			r.enter(t)
			r.open(t, s.origin+"/orgs?q=ほうせん")
			if !eval[bool](t, r.tab, `document.querySelector("main").innerText.includes("海の工作教室")`) {
				t.Error("the list does not show the published line")
			}
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}

// approve lets the centre take an application into the register.
func approve(t *testing.T, origin, id string) {
	t.Helper()
	cookie, err := enter(origin, "CENTER_ADMIN")
	if err != nil {
		t.Fatal(err)
	}
	page := fmt.Sprintf("%s/desk/applications/%s", origin, id)
	a, err := fetchPage(http.MethodGet, page, "", cookie)
	if err != nil || a.status != http.StatusOK {
		t.Fatalf("the officers' page: %d %v", a.status, err)
	}
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindSubmatch(a.html)
	token := tokenField.FindSubmatch(a.html)
	if version == nil || token == nil {
		t.Fatal("the officers' page has no form")
	}
	for _, line := range a.header["Set-Cookie"] {
		form, _, _ := strings.Cut(line, ";")
		cookie += "; " + form
	}
	a, err = fetchPage(http.MethodPost, page+"/approve", "_token="+string(token[1])+"&version="+string(version[1]), cookie)
	if err != nil || a.status != http.StatusSeeOther {
		t.Fatalf("the approval: %d %v", a.status, err)
	}
}
