package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"kyodo/internal/account"
	"kyodo/internal/sqldb"
)

// leads presses Enter where a script asks the device and leads on by itself, and waits.
func (r *reader) leads(t *testing.T, until string) {
	t.Helper()
	run(t, r.tab, chromedp.KeyEvent(kb.Enter))
	r.inputs++
	(&visitor{tab: r.tab}).await(t, until)
}

// at opens a page as its reader gets it: from a mail, or typed from a card.
func (r *reader) at(t *testing.T, address string) {
	t.Helper()
	if status := r.open(t, address); status != http.StatusOK {
		t.Fatalf("GET %s: %d", address, status)
	}
}

// TestInvited: somebody whom the centre invites opens the link of the mail and comes to what waits
// for them, with the keyboard alone: by a passkey, and without scripts by password and code.
func TestInvited(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "invitation to the desk", false: "invitation to the desk, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			post, err := h.CreatePost(t.Context(), console, account.PostInput{Unit: "県民活動支援センター", Title: "コーディネーター",
				Scope: account.Scope{Kind: account.OfPrefecture}, Roles: []string{"CENTER_COORD"}})
			if err != nil {
				t.Fatal(err)
			}
			var text string
			send := h.Mail
			h.Mail = func(tx *sqldb.Tx, m account.Message) error { text = m.Text; return send(tx, m) }
			if _, err := h.Invite(t.Context(), console, account.Invitation{Mail: "new@example.jp", Post: post}); err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(text, h.origin+"/invitations/")
			link := "/invitations/" + strings.Fields(rest)[0]

			v := h.visitor(t)
			r := &reader{tab: v.tab}
			r.scripts(t, scripts)
			if scripts {
				v.authenticator(t)
			}
			r.at(t, h.origin+link)
			if scripts {
				r.reach(t, "[name=key-name]")
				r.write(t, "周南　太郎")
				r.reach(t, "form[action$='/passkey'] button")
				r.leads(t, "location.pathname.startsWith('/my')")
			} else {
				r.reach(t, "[name=name]")
				r.write(t, "周南　太郎")
				r.reach(t, "[name=password]")
				r.write(t, phrase)
				r.reach(t, "main form[action='"+link+"'] button")
				r.enter(t)
				r.reach(t, "form[action$='/totp/begin'] button")
				r.enter(t)
				seed := strings.ReplaceAll(eval[string](t, r.tab, "document.getElementById('totp-key').textContent"), " ", "")
				code, _ := freshCode(t, seed, 0)
				r.reach(t, "[name=otp]")
				r.write(t, code)
				r.reach(t, "main form[action$='/totp'] button")
				r.enter(t)
			}
			r.reach(t, "a[href^='/desk/intake']")
			r.enter(t)
			if got := v.path(t); got != "/desk/intake" {
				t.Errorf("the desk is at %s", got)
			}
			v.quiet(t)
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}

// TestCardInHand: somebody with a printed card signs in, with the keyboard alone.
func TestCardInHand(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "paper card", false: "paper card, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			person, err := h.CreatePerson(t.Context(), console, account.PersonInput{Name: "光一郎"})
			if err != nil {
				t.Fatal(err)
			}
			card, err := h.Card(t.Context(), console, person)
			if err != nil {
				t.Fatal(err)
			}
			v := h.visitor(t)
			r := &reader{tab: v.tab}
			r.scripts(t, scripts)
			r.at(t, h.origin+"/sign-in/card")
			for _, f := range []struct{ name, text string }{{"number", card.Number}, {"otp", card.Code}, {"password", phrase}} {
				r.reach(t, "[name="+f.name+"]")
				r.write(t, f.text)
			}
			r.reach(t, "main form button[type=submit]")
			r.enter(t)
			if !strings.HasPrefix(v.path(t), "/my") {
				t.Fatalf("the card leads to %s", v.path(t))
			}
			v.quiet(t)
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}
