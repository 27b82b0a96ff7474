package account_test

import (
	"slices"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/term"
)

// TestEveryImportantDeedIsToldByOneMail: whatever changes how somebody signs in or what they may do is
// told once, to the address on record before, without a secret.
func TestEveryImportantDeedIsToldByOneMail(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		for i, x := range []struct {
			name string
			does func(id account.PersonID) (secrets []string)
		}{
			{"a new password", func(id account.PersonID) []string {
				fresh := must(w.SetPassword(ctx, officer, account.Attempt{Client: "x"}, w.session(id), account.NewPassword{Old: goodPassword, New: goodPassword + "!"}))(t)
				return []string{fresh, goodPassword}
			}},
			{"an app for codes", func(id account.PersonID) []string {
				seed, codes, token := w.enrol(id)
				return append(codes, seed, token)
			}},
			{"a passkey", func(id account.PersonID) []string { _, token := w.passkey(id); return []string{token} }},
			{"a linked identity", func(id account.PersonID) []string {
				return []string{must(w.LinkIdentity(ctx, officer, w.session(id), "https://idp.example.jp", "sub-"+string(id), account.Claims{}))(t), "sub-" + string(id)}
			}},
			{"another address", func(id account.PersonID) []string {
				p := must(w.Person(ctx, id))(t)
				must(true, w.EditPerson(ctx, officer, id, p.Version, account.PersonInput{Name: p.Name, Kana: p.Kana, Email: "new-" + p.Email}))(t)
				return []string{"new-"}
			}},
			{"a reset at the counter", func(id account.PersonID) []string {
				return []string{must(w.ResetAtCounter(ctx, officer, id, "カードをなくした"))(t).Code, "なくした"}
			}},
			{"another device", func(id account.PersonID) []string {
				mail := must(w.Person(ctx, id))(t).Email
				for _, device := range []string{"h", "d"} { // the first device is nobody's surprise
					must(w.SignInPassword(ctx, visitor, account.Attempt{Client: "x", Device: strings.Repeat(device, 43)}, mail, goodPassword))(t)
				}
				return []string{strings.Repeat("d", 43), goodPassword}
			}},
		} {
			address := "p" + string(rune('a'+i)) + "@example.jp"
			id := w.withPassword("花子", address)
			w.mails = nil
			w.once(t, x.name, address, x.does(id))
		}

		// Removed again, made anew, ended: what must have been there before.
		address := "z@example.jp"
		id := w.withPassword("花子", address)
		_, codes, token := w.enrol(id)
		w.mails = nil
		codes = append(codes, must(w.NewRecoveryCodes(ctx, officer, must(w.Load(ctx, token))(t)))(t)...)
		w.once(t, "recovery codes made anew", address, codes)
		w.mails = nil
		w.once(t, "the app taken away", address, []string{must(w.RemoveTOTP(ctx, officer, w.session(id)))(t)})
		tenure := w.appoint(w.post("見本の会【架空】", "担当", "org1", "GRP_MEMBER"), id)
		w.mails = nil
		must(true, w.EndTenure(ctx, officer, tenure, term.Date{}, "退任"))(t)
		w.once(t, "a post ended", address, nil)
	})
}

// once says that exactly one mail was sent since, to the address and without the secrets.
func (w *world) once(t *testing.T, deed, address string, secrets []string) {
	t.Helper()
	if len(w.mails) != 1 || w.mails[0].To != address || w.mails[0].Kind != "account.notice" {
		t.Errorf("%s: %d mails %+v, want one to %s", deed, len(w.mails), w.mails, address)
		return
	}
	text := w.mails[0].Subject + w.mails[0].Text
	if slices.ContainsFunc(secrets, func(s string) bool { return s != "" && strings.Contains(text, s) }) {
		t.Errorf("%s: the mail holds a secret:\n%s", deed, text)
	}
}
