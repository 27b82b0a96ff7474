package accountweb_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/account/idptest"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// away follows a link to a provider and returns the address with which the provider sends back.
func (b *browser) away(path string) string {
	b.t.Helper()
	b.get(path)
	if b.now.Code != http.StatusSeeOther {
		b.t.Fatalf("GET %s: %d\n%s", path, b.now.Code, b.now.Body)
	}
	return b.back(b.now.Header().Get("Location"))
}

// back asks the provider as the browser does, and returns where it sends the browser.
func (b *browser) back(address string) string {
	b.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(address)
	if err != nil {
		b.t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("the provider says %d", answer.StatusCode)
	}
	return strings.TrimPrefix(answer.Header.Get("Location"), "http://localhost:8080")
}

// link links the identity that the provider tells of to who is signed in.
func (b *browser) link(name string) {
	b.t.Helper()
	b.get(b.away("/my/security/identities/link/" + name))
	b.want(http.StatusSeeOther, "/my/security?done=linked")
}

func TestSignInElsewhere(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("県職員", "staff@pref.example.jp", "PREF_LEAD")
		stranger := w.browser()
		stranger.get(stranger.away("/sign-in/oidc/pref"))
		stranger.want(http.StatusUnauthorized, "まだ登録とつながっていません")
		b := w.browser().in("staff@pref.example.jp")
		b.link("pref")
		b.get("/my/security?done=linked")
		b.want(http.StatusOK, "県のアカウント")

		// Without a word on the second factor the staff must enrol here.
		c := w.browser()
		c.get(c.away("/sign-in/oidc/pref?next=/desk"))
		c.want(http.StatusSeeOther, "/my/security?next=%2Fdesk")
		for _, word := range []map[string]any{{"amr": []string{"pwd", "mfa"}}, {"acr": "loa3"}} {
			w.idp.Set(idptest.Lies{Claims: word})
			d := w.browser()
			d.get(d.away("/sign-in/oidc/pref?next=/desk"))
			d.want(http.StatusSeeOther, "/desk")
			d.get("/desk")
			d.want(http.StatusOK, "Desk")
		}
		for _, sign := range []string{"ES256", "PS256"} {
			w.idp.Set(idptest.Lies{Sign: sign})
			d := w.browser()
			d.get(d.away("/sign-in/oidc/pref"))
			d.want(http.StatusSeeOther, "/my/security?next=%2Fmy")
		}

		// Proving again who one is, at the provider that asks anew.
		w.idp.Set(idptest.Lies{Claims: map[string]any{"amr": []string{"mfa"}}})
		d := w.browser()
		d.get(d.away("/sign-in/oidc/pref"))
		w.turn(11 * time.Minute)
		d.get("/my/confirm?next=/my/account")
		d.want(http.StatusOK, "/my/confirm/oidc/pref?next=%2Fmy%2Faccount")
		d.get(d.away("/my/confirm/oidc/pref?next=/my/account"))
		d.want(http.StatusSeeOther, "/my/account")
		w.turn(11 * time.Minute)
		w.idp.Set(idptest.Lies{Claims: map[string]any{"amr": []string{"mfa"}, "auth_time": w.now().Add(-time.Hour).Unix()}})
		d.get(d.away("/my/confirm/oidc/pref"))
		d.want(http.StatusUnauthorized, "確認できませんでした")

		unlink := "/my/security/identities/" + encoded(w.idp.URL, "s-1") + "/remove"
		b.post("/my/security", unlink)
		b.want(http.StatusForbidden, "もう一度、本人確認をしてください")
		b.post("/my/confirm", "/my/confirm", "password", password)
		b.post("/my/security", unlink)
		b.want(http.StatusSeeOther, "/my/security?done=removed")
		stranger.get(stranger.away("/sign-in/oidc/pref"))
		stranger.want(http.StatusUnauthorized, "まだ登録とつながっていません")
	})
}

func TestInvitationWithAnIdentity(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		link := w.invite(account.Invitation{Mail: "new@example.jp", Name: "周南太郎"})
		b := w.browser()
		b.get(b.away(link + "/oidc/pref"))
		b.want(http.StatusSeeOther, "/my")
		if got := b.who(); got != "周南太郎" {
			t.Errorf("the browser is %q", got)
		}
		c := w.browser()
		c.get(c.away("/sign-in/oidc/pref"))
		c.want(http.StatusSeeOther, "/my")
	})
}

// TestTheCorporationIsTheOrganization: who acts for an organization links its GビズID and no other's.
func TestTheCorporationIsTheOrganization(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		number := func(n any) {
			w.gbiz.Set(idptest.Lies{Claims: map[string]any{"account_type": "prime", "corporate_number": n}})
		}
		link := w.invite(account.Invitation{Mail: "new@example.jp", Name: "周南太郎"})
		b := w.browser()
		for _, n := range []any{"6250005000799", nil} {
			number(n)
			b.get(b.away(link + "/oidc/gbiz"))
			b.want(http.StatusUnprocessableEntity, "法人番号と違います")
			if b.who() != "" {
				t.Fatalf("accepted with %v", n)
			}
		}
		number("8700110005901")
		b.get(b.away(link + "/oidc/gbiz"))
		b.want(http.StatusSeeOther, "/my")

		other := w.browser()
		link = w.invite(account.Invitation{Mail: "second@example.jp", Name: "光次郎"})
		other.post(link, link, "password", password)
		other.want(http.StatusSeeOther, "/my")
		w.gbiz.Set(idptest.Lies{Subject: "s-7", Claims: map[string]any{"account_type": "member", "corporate_number": "6250005000799"}})
		other.get(other.away("/my/security/identities/link/gbiz"))
		other.want(http.StatusUnprocessableEntity, "法人番号と違います")
		w.gbiz.Set(idptest.Lies{Subject: "s-7", Claims: map[string]any{"account_type": "member", "corporate_number": "8700110005901"}})
		other.link("gbiz")
		other.get("/my/security?done=linked")
		other.want(http.StatusOK, "8700110005901 member")

		// From the day on which they act for another organization too, that account lets them in no more.
		again := w.browser()
		again.get(again.away("/sign-in/oidc/gbiz"))
		again.want(http.StatusSeeOther, "/my")
		second, err := w.CreatePost(t.Context(), officer, account.PostInput{Unit: "【架空】別の団体", Title: "担当",
			Scope: account.Scope{Kind: account.OfOrganization, ID: "o-2"}, Roles: []string{"GRP_MEMBER"}})
		if err != nil {
			t.Fatal(err)
		}
		var person account.PersonID
		if err := w.DB.View(t.Context(), func(tx *sqldb.Tx) error {
			x, err := w.PersonByMail(tx, "second@example.jp")
			person = x.ID
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Appoint(t.Context(), officer, second, person, term.Date{}, term.Date{}); err != nil {
			t.Fatal(err)
		}
		stranger := w.browser()
		stranger.get(stranger.away("/sign-in/oidc/gbiz"))
		stranger.want(http.StatusUnprocessableEntity, "法人番号と違います")
		if stranger.who() != "" {
			t.Error("the account of one organization signs in for two")
		}
	})
}

// attack is one way to get in with an answer that is not what it seems. It returns the address with
// which the victim's browser comes back.
type attack struct {
	name string
	lies idptest.Lies
	do   func(b *browser) string // nil: an ordinary trip
	gbiz bool
}

func claim(name string, v any) idptest.Lies {
	return idptest.Lies{Claims: map[string]any{name: v}}
}

// TestNoForgedAnswerSignsIn comes with every forgery to a person who has linked both providers.
func TestNoForgedAnswerSignsIn(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		now := w.now().Unix()
		prime := map[string]any{"corporate_number": "8700110005901", "account_type": "prime"}
		with := func(more map[string]any) idptest.Lies {
			all := maps.Clone(prime)
			maps.Copy(all, more)
			return idptest.Lies{Claims: all}
		}
		w.person("山口花子", "hanako@example.jp", "")
		owner := w.browser().in("hanako@example.jp")
		owner.link("pref")
		w.gbiz.Set(idptest.Lies{Claims: prime})
		owner.link("gbiz")

		attacks := []attack{
			{name: "another issuer's token", lies: claim("iss", "https://other.example")},
			{name: "no issuer", lies: claim("iss", nil)},
			{name: "issuer with a slash more", lies: claim("iss", w.idp.URL+"/")},
			{name: "another audience", lies: claim("aud", "other")},
			{name: "no audience", lies: claim("aud", nil)},
			{name: "two audiences and no azp", lies: claim("aud", []string{"kyodo", "other"})},
			{name: "another azp", lies: claim("azp", "other")},
			{name: "another nonce", lies: claim("nonce", "of another trip")},
			{name: "no nonce", lies: claim("nonce", nil)},
			{name: "expired", lies: claim("exp", now-1)},
			{name: "no expiry", lies: claim("exp", nil)},
			{name: "not valid yet", lies: claim("nbf", now+3600)},
			{name: "issued long ago", lies: claim("iat", now-3600)},
			{name: "issued tomorrow", lies: claim("iat", now+86400)},
			{name: "no subject", lies: claim("sub", nil)},
			{name: "the hash of another access token", lies: claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")},
			{name: "alg none", lies: idptest.Lies{Sign: "none"}},
			{name: "HS256 with the public key", lies: idptest.Lies{Sign: "HS256-public"}},
			{name: "HS256 with the client's secret", lies: idptest.Lies{Sign: "HS256-client"}},
			{name: "RS384", lies: idptest.Lies{Sign: "RS384"}},
			{name: "a foreign key under a known name", lies: idptest.Lies{Sign: "foreign"}},
			{name: "a foreign key in the header", lies: idptest.Lies{Sign: "foreign-embedded"}},
			{name: "a foreign key set in the header", lies: idptest.Lies{Sign: "foreign", Header: map[string]any{"jku": w.gbiz.URL + "/keys"}}},
			{name: "an access token", lies: idptest.Lies{Header: map[string]any{"typ": "at+jwt"}}},
			{name: "iss of another provider in the answer", lies: idptest.Lies{Iss: "https://other.example"}},
			{name: "no iss in the answer", lies: idptest.Lies{Iss: "-"}},
			{name: "another subject", lies: idptest.Lies{Subject: "s-2"}},
			{name: "the same mail address from another issuer", gbiz: true,
				lies: idptest.Lies{Subject: "s-9", Claims: map[string]any{"email": "hanako@example.jp", "email_verified": true, "account_type": "prime"}}},
			{name: "another 法人番号", gbiz: true, lies: with(map[string]any{"corporate_number": "6250005000799"})},
			{name: "no 法人番号 any more", gbiz: true, lies: with(map[string]any{"corporate_number": nil})},
			{name: "a 法人番号 with a wrong check digit", gbiz: true, lies: with(map[string]any{"corporate_number": "1700110005901"})},
			{name: "prime became entry", gbiz: true, lies: with(map[string]any{"account_type": "entry"})},
			{name: "no account type", gbiz: true, lies: with(map[string]any{"account_type": nil})},
			{name: "an account type that nobody knows", gbiz: true, lies: with(map[string]any{"account_type": "gold"})},
			{name: "userinfo of somebody else", gbiz: true,
				lies: idptest.Lies{Claims: map[string]any{}, Info: map[string]any{"sub": "s-2", "account_type": "prime", "corporate_number": "8700110005901"}}},

			{name: "a code of another trip", do: func(b *browser) string {
				other := query(w.browser().away("/sign-in/oidc/pref"))
				return changed(b.away("/sign-in/oidc/pref"), "code", other.Get("code"))
			}},
			{name: "a code of another trip, of a provider that forgot PKCE", lies: idptest.Lies{Trust: true}, do: func(b *browser) string {
				other := query(w.browser().away("/sign-in/oidc/pref"))
				return changed(b.away("/sign-in/oidc/pref"), "code", other.Get("code"))
			}},
			{name: "another's whole answer (sign-in forced on a victim)", do: func(b *browser) string {
				b.away("/sign-in/oidc/pref")
				return w.browser().away("/sign-in/oidc/pref")
			}},
			{name: "an answer without a trip", do: func(*browser) string { return w.browser().away("/sign-in/oidc/pref") }},
			{name: "another state", do: func(b *browser) string { return changed(b.away("/sign-in/oidc/pref"), "state", "guessed") }},
			{name: "two states", do: func(b *browser) string {
				back := b.away("/sign-in/oidc/pref")
				return back + "&state=" + query(back).Get("state")
			}},
			{name: "no code", do: func(b *browser) string { return changed(b.away("/sign-in/oidc/pref"), "code", "") }},
			{name: "the answer of one provider at another's door", do: func(b *browser) string {
				return strings.Replace(b.away("/sign-in/oidc/pref"), "/oidc/pref/", "/oidc/gbiz/", 1)
			}},
			{name: "an error with a code", do: func(b *browser) string { return b.away("/sign-in/oidc/pref") + "&error=access_denied" }},
			{name: "after the trip's time", do: func(b *browser) string {
				back := b.away("/sign-in/oidc/pref")
				w.turn(11 * time.Minute)
				return back
			}},
			{name: "a changed cookie", do: func(b *browser) string {
				back := b.away("/sign-in/oidc/pref")
				b.Set("trip", "A"+b.Cookie("trip")[1:])
				return back
			}},
			{name: "an answer used before, with its cookie kept", do: func(b *browser) string {
				back, cookie := b.away("/sign-in/oidc/pref"), b.Cookie("trip")
				b.get(back)
				b.want(http.StatusSeeOther, "/my")
				b.Set("trip", cookie)
				b.Set("session", "")
				return back
			}},
		}
		accepted := 0
		for _, a := range attacks {
			w.idp.Set(idptest.Lies{})
			w.gbiz.Set(idptest.Lies{Claims: prime})
			door := "/sign-in/oidc/pref"
			if a.gbiz {
				door = "/sign-in/oidc/gbiz"
				w.gbiz.Set(a.lies)
			} else {
				w.idp.Set(a.lies)
			}
			// What is forged would be let in if it were not.
			b := w.browser()
			do := a.do
			if do == nil {
				do = func(b *browser) string { return b.away(door) }
			}
			back := do(b)
			b.get(back)
			if b.now.Code != http.StatusUnauthorized {
				t.Errorf("%s: %d %s", a.name, b.now.Code, b.now.Header().Get("Location"))
			}
			if b.who() != "" {
				accepted++
				t.Errorf("%s: signed in", a.name)
			}
		}
		w.idp.Set(idptest.Lies{})
		w.gbiz.Set(idptest.Lies{Claims: prime})
		for _, door := range []string{"/sign-in/oidc/pref", "/sign-in/oidc/gbiz"} {
			b := w.browser()
			b.get(b.away(door))
			b.want(http.StatusSeeOther, "/my")
		}
		person, err := w.Load(t.Context(), owner.Cookie("session"))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Suspend(t.Context(), officer, person.Person, "退職"); err != nil {
			t.Fatal(err)
		}
		b := w.browser()
		b.get(b.away("/sign-in/oidc/pref"))
		b.want(http.StatusUnauthorized, "確認できませんでした")
		if b.who() != "" {
			accepted++
		}
		fmt.Printf("oidc: attacks=%d accepted=%d\n", len(attacks)+1, accepted)
	})
}

// TestTheProviderIsAskedOnce sees that a code is sent once, with PKCE, and not at all for an answer
// that belongs to no trip.
func TestTheProviderIsAskedOnce(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		b := w.browser()
		b.get("/sign-in/oidc/pref")
		q := query(b.now.Header().Get("Location"))
		for name, want := range map[string]string{"response_type": "code", "code_challenge_method": "S256", "scope": "openid", "client_id": "kyodo",
			"redirect_uri": "http://localhost:8080/sign-in/oidc/pref/callback"} {
			if q.Get(name) != want {
				t.Errorf("%s=%q, want %q", name, q.Get(name), want)
			}
		}
		if len(q.Get("code_challenge")) != 43 || len(q.Get("state")) < 43 || len(q.Get("nonce")) < 43 {
			t.Errorf("challenge, state, nonce: %v", q)
		}
		back := b.back(b.now.Header().Get("Location"))
		b.get(changed(back, "state", "x"))
		if n := w.idp.Counts().Token; n != 0 {
			t.Errorf("an answer with a wrong state was redeemed: %d", n)
		}
		c := w.browser()
		c.get(c.away("/sign-in/oidc/pref"))
		if n := w.idp.Counts(); n.Token != 1 || n.Redeemed != 1 || n.Refused != 0 {
			t.Errorf("asked %+v", n)
		}
		b.check("GET", "/sign-in/oidc/pref", b.Do("GET", "/sign-in/oidc/pref?next=/orgs", nil, http.Header{"Sec-Fetch-Site": {"cross-site"}}))
		b.want(http.StatusSeeOther, "/sign-in?next=%2Forgs")
		b.get("/sign-in/oidc/unknown")
		b.want(http.StatusNotFound, "")
	})
}

// A reader who leaves at once does not make the provider unreachable for the next one.
func TestWhoLeavesDoesNotCloseTheWay(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		gone, leave := context.WithCancel(t.Context())
		leave()
		w.site.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/sign-in/oidc/pref", nil).WithContext(gone))
		b := w.browser()
		if b.get("/sign-in/oidc/pref"); b.now.Code != http.StatusSeeOther {
			t.Errorf("the next one gets %d", b.now.Code)
		}
	})
}

// query is the query of an address.
func query(address string) url.Values {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return u.Query()
}

// changed is an address with another value of one parameter, "" = without it.
func changed(address, name, value string) string {
	path, _, _ := strings.Cut(address, "?")
	q := query(address)
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	return path + "?" + q.Encode()
}
