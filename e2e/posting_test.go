package e2e

import (
	"strings"
	"testing"
)

// mostInputs is how many entries a usable offer may need.
const mostInputs = 12

// TestACompanyPostsAnOffer: from one's own page to the centre's check, by a draft of the industry and
// the few fields that matter, with the keyboard alone.
func TestACompanyPostsAnOffer(t *testing.T) {
	b := chromium(t)
	s := startDemo(t)
	cookie, err := enter(s.origin, "CO_OWNER")
	if err != nil {
		t.Fatal(err)
	}
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "post an offer", false: "post an offer, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.viewport(t, 1280, 900)
			r.carry(t, s.origin, cookie)
			r.open(t, s.origin+"/my")
			r.reach(t, "main a[href$='/listings/new']")
			r.enter(t)
			r.reach(t, "main .card a[href*='draft=']")
			r.enter(t)
			r.reach(t, "[name=title]")
			r.write(t, "秋の行事のお手伝い")
			r.reach(t, "[name=quantity]")
			r.write(t, "８")
			r.reach(t, "main form button[type=submit]")
			r.enter(t)
			r.reach(t, "main form[action$='/submit'] button[type=submit]")
			r.enter(t)
			if text := eval[string](t, r.tab, `document.querySelector("main").innerText`); !strings.Contains(text, "掲載を申し込みました") || !strings.Contains(text, "秋の行事のお手伝い") {
				t.Errorf("the offer is not with the centre: %s", text)
			}
			if r.inputs > mostInputs {
				t.Errorf("%d inputs", r.inputs)
			}
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}

// TestASuperiorApproves: somebody of a company asks for the internal approval, and a superior without
// an account approves by the address, with the keyboard alone.
func TestASuperiorApproves(t *testing.T) {
	b := chromium(t)
	s := startDemo(t)
	cookie, err := enter(s.origin, "CO_OWNER")
	if err != nil {
		t.Fatal(err)
	}
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "approve by a link", false: "approve by a link, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			w := &reader{tab: b.tab(t)} // who wrote the offer
			w.scripts(t, scripts)
			w.viewport(t, 1280, 900)
			w.carry(t, s.origin, cookie)
			w.open(t, s.origin+"/my")
			for _, next := range []string{"main a[href$='/listings/new']", "main .card a[href*='draft=']", "main form button[type=submit]", "main a[href$='#approval']",
				"main form[action$='/approval'] button[type=submit]"} {
				w.reach(t, next)
				w.enter(t)
			}
			link := eval[string](t, w.tab, `document.querySelector("#f-link").value`)

			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.viewport(t, 1280, 900)
			r.open(t, link)
			r.reach(t, "[name=decision]")
			r.tick(t)
			r.reach(t, "[name=decider]")
			r.write(t, "総務部長")
			r.reach(t, "main form button[type=submit]")
			r.enter(t)
			if text := eval[string](t, r.tab, `document.querySelector("main").innerText`); !strings.Contains(text, "承認を受け付けました") {
				t.Errorf("not approved: %s", text)
			}
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}
