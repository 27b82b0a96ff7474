package e2e

import (
	"context"
	"encoding/base32"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"kyodo/internal/account"
	"kyodo/internal/account/idptest"
	"kyodo/internal/app"
	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/sqldb"
)

const phrase = "川の水は山から海まで流れていきます"

// house is the whole program in this process, so that a test can put people into it.
type house struct {
	*account.Service
	origin string
	idp    *idptest.IdP
}

var console = audit.By{Actor: audit.Console}

// newHouse serves the program on a new database under http://localhost, as passkeys need it, with a
// provider beside it.
func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{}
	var end func()
	h.idp, end = idptest.Start(time.Now)
	t.Cleanup(end)
	db, err := sqldb.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "kyodo.db"), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := sqldb.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	listeners, port, err := app.Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	h.origin = "http://localhost:" + port
	base, err := url.Parse(h.origin)
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.New(db, app.Options{BaseURL: base, Log: slog.New(slog.DiscardHandler), Config: config.Server{
		SiteName: "協働", SiteNameEn: "Kyodo",
		OIDC: []string{"name=pref,issuer=" + h.idp.URL + ",client-id=" + h.idp.ClientID + ",client-secret=" + h.idp.ClientSecret + ",label=県のアカウント,label-en=Prefecture"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.Service = a.Accounts
	srv := &http.Server{Handler: a.Site.Handler(), ReadHeaderTimeout: 5 * time.Second}
	for _, l := range listeners {
		go srv.Serve(l)
	}
	t.Cleanup(func() { srv.Close() })
	return h
}

// person adds a person with a password.
func (h *house) person(t *testing.T, name, mail string) account.PersonID {
	t.Helper()
	id, err := h.CreatePerson(t.Context(), console, account.PersonInput{Name: name, Email: mail})
	if err != nil {
		t.Fatal(err)
	}
	hash, err := h.HashPassword(t.Context(), phrase)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DB.Update(t.Context(), func(tx *sqldb.Tx) error { return h.SetPasswordTx(tx, console, id, hash) }); err != nil {
		t.Fatal(err)
	}
	return id
}

// visitor is a browser of somebody who signs in.
type visitor struct {
	*tab
	h *house
}

func (h *house) visitor(t *testing.T) *visitor { return &visitor{chromium(t).tab(t), h} }

// authenticator gives the tab a security chip that always recognizes its owner.
func (v *visitor) authenticator(t *testing.T) {
	t.Helper()
	command(t, v.tab, webauthn.Enable, webauthn.EnableParams{})
	command(t, v.tab, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: "ctap2", Ctap2version: "ctap2_1", Transport: "internal", HasResidentKey: true, HasUserVerification: true,
		IsUserVerified: true, AutomaticPresenceSimulation: true}})
}

// go_ opens a page of the site.
func (v *visitor) goTo(t *testing.T, path string) {
	t.Helper()
	if status := v.open(t, v.h.origin+path); status != http.StatusOK {
		t.Fatalf("GET %s: %d", path, status)
	}
}

// fill writes into a field of the page's main part.
func (v *visitor) fill(t *testing.T, name, text string) {
	t.Helper()
	// Through the protocol: with scripts off the page's own ones do not run, but these do.
	if !eval[bool](t, v.tab, fmt.Sprintf(`(e => { if (!e) return false; e.value = %q; return true })(document.querySelector('main form:not([hidden]) [name=%q]'))`, text, name)) {
		t.Fatalf("no field %s on %s", name, v.path(t))
	}
}

// press presses the button of the form with this action, and waits until the path is another one
// or the page says something new.
func (v *visitor) press(t *testing.T, action string, until string) {
	t.Helper()
	if !eval[bool](t, v.tab, fmt.Sprintf(`(e => { if (!e) return false; e.click(); return true })(document.querySelector('form[action=%q]:not([hidden]) button'))`, action)) {
		t.Fatalf("no form %s on %s", action, v.path(t))
	}
	v.await(t, until)
}

// await waits until the page is whole and an expression holds.
func (v *visitor) await(t *testing.T, expression string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(v.ctx, stepTimeout)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && Boolean(`+expression+`)`))
		cancel()
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("it never came to %s; the page is %s:\n%s", expression, v.path(t), eval[string](t, v.tab, "document.querySelector('main').innerText.slice(0, 1500)"))
		}
	}
}

func (v *visitor) path(t *testing.T) string {
	t.Helper()
	return eval[string](t, v.tab, "location.pathname + location.search")
}

// at is an expression: the browser is on a path.
func at(path string) string { return fmt.Sprintf("location.pathname === %q", path) }

// says is an expression: the page's main part says text.
func says(text string) string {
	return fmt.Sprintf("document.querySelector('main').innerText.includes(%q)", text)
}

// quiet fails when the tab saw a violation of the content policy, an error or a foreign request.
func (v *visitor) quiet(t *testing.T) {
	t.Helper()
	_, problems := v.watch.seen()
	for _, problem := range problems {
		t.Errorf("%s: %s", v.path(t), problem)
	}
}

// in signs in by mail address and password.
func (v *visitor) in(t *testing.T, mail, until string) {
	t.Helper()
	v.goTo(t, "/sign-in?next=/my/security")
	v.fill(t, "mail", mail)
	v.fill(t, "password", phrase)
	v.press(t, "/sign-in", until)
}

func (v *visitor) out(t *testing.T) {
	t.Helper()
	v.press(t, "/sign-out", at("/"))
}

// appCode is what an authenticator app shows.
func appCode(t *testing.T, seed string, now time.Time) string {
	t.Helper()
	if _, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(seed); err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCodeCustom(seed, now, totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix})
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// freshCode waits for a code that has not been used, the next one after step.
func freshCode(t *testing.T, seed string, used int64) (code string, step int64) {
	t.Helper()
	now := time.Now()
	// A code of the next step is taken too, so that nobody has to wait for the clock.
	if step = now.Unix() / 30; step <= used {
		step = used + 1
	}
	return appCode(t, seed, time.Unix(step*30+1, 0)), step
}

func TestPasskey(t *testing.T) {
	h := newHouse(t)
	h.person(t, "山口花子", "hanako@example.jp")
	v := h.visitor(t)
	v.authenticator(t)
	v.in(t, "hanako@example.jp", at("/my/security"))
	v.fill(t, "label", "職場のパソコン")
	v.press(t, "/my/security/passkeys", says("パスキーを登録しました"))
	v.await(t, says("職場のパソコン"))
	v.quiet(t)
	v.out(t)

	v.goTo(t, "/sign-in?next=/my/sessions")
	v.press(t, "/sign-in/passkey", at("/my/sessions"))
	v.await(t, says("パスキー"))
	v.quiet(t)

	v.goTo(t, "/my/confirm?next=/my/account")
	v.press(t, "/my/confirm/passkey", at("/my/account"))
	v.quiet(t)

	// Without the chip the page says what to do, and the other ways are still there.
	v.out(t)
	command(t, v.tab, webauthn.Disable, cdp.Empty{})
	v.authenticator(t)
	v.goTo(t, "/sign-in")
	v.press(t, "/sign-in/passkey", says("パスキーを使えませんでした"))
	v.in(t, "hanako@example.jp", at("/my/security"))
}

func TestInvitationWithAPasskey(t *testing.T) {
	h := newHouse(t)
	post, err := h.CreatePost(t.Context(), console, account.PostInput{Unit: "特定非営利活動法人きらら", Title: "担当",
		Scope: account.Scope{Kind: account.OfOrganization, ID: "o-1"}, Roles: []string{"NPO_MEMBER"}})
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
	code := strings.Fields(rest)[0]
	v := h.visitor(t)
	v.authenticator(t)
	v.goTo(t, "/invitations/"+code)
	v.fill(t, "key-name", "周南太郎")
	v.press(t, "/invitations/"+code+"/passkey", "location.pathname.startsWith('/my')")
	v.goTo(t, "/my/security")
	v.await(t, "document.querySelector('.tools').innerText.includes('周南太郎') || document.body.innerText.includes('周南太郎')")
	v.quiet(t)
}

// TestCodes enrols an app with scripts, and signs in with password and code without any.
func TestCodes(t *testing.T) {
	h := newHouse(t)
	h.person(t, "山口花子", "hanako@example.jp")
	v := h.visitor(t)
	v.in(t, "hanako@example.jp", at("/my/security"))
	v.press(t, "/my/security/totp/begin", at("/my/security/totp"))
	v.await(t, "document.querySelector('main img').naturalWidth > 0")
	seed := strings.ReplaceAll(eval[string](t, v.tab, "document.getElementById('totp-key').textContent"), " ", "")
	code, step := freshCode(t, seed, 0)
	v.fill(t, "otp", code)
	v.press(t, "/my/security/totp", "document.getElementById('codes') !== null")
	codes := strings.Fields(eval[string](t, v.tab, "document.getElementById('codes').innerText"))
	if len(codes) != 10 {
		t.Fatalf("recovery codes: %q", codes)
	}
	v.quiet(t)

	plain := h.visitor(t)
	plain.scripts(t, false)
	plain.in(t, "hanako@example.jp", at("/sign-in/code"))
	code, _ = freshCode(t, seed, step)
	plain.fill(t, "otp", code)
	plain.press(t, "/sign-in/code", at("/my/security"))
	if eval[bool](t, plain.tab, `[...document.querySelectorAll("[data-passkey]")].some(e => !e.hidden)`) {
		t.Error("without scripts the page offers what only scripts can do")
	}
	plain.quiet(t)

	lost := h.visitor(t)
	lost.in(t, "hanako@example.jp", at("/sign-in/code"))
	lost.goTo(t, "/sign-in/recovery?next=/my/security")
	lost.fill(t, "otp", codes[0])
	lost.press(t, "/sign-in/recovery", at("/my/security"))
	lost.quiet(t)
}

func TestPaperCard(t *testing.T) {
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
	v.scripts(t, false)
	v.goTo(t, "/sign-in/card")
	v.fill(t, "number", card.Number)
	v.fill(t, "otp", card.Code)
	v.fill(t, "password", phrase)
	v.press(t, "/sign-in/card", "location.pathname.startsWith('/my')")
	v.goTo(t, "/my/security")
	v.await(t, "document.body.innerText.includes('光一郎')")
	v.quiet(t)
}

func TestProvider(t *testing.T) {
	h := newHouse(t)
	h.person(t, "県職員", "staff@pref.example.jp")
	v := h.visitor(t)
	v.in(t, "staff@pref.example.jp", at("/my/security"))
	v.goTo(t, "/my/security")
	eval[bool](t, v.tab, `document.querySelector('a[href="/my/security/identities/link/pref"]').click() === undefined`)
	v.await(t, says("外部のアカウントをつなぎました"))
	v.out(t)
	v.goTo(t, "/sign-in?next=/my/security")
	eval[bool](t, v.tab, `document.querySelector('a[href^="/sign-in/oidc/pref"]').click() === undefined`)
	v.await(t, at("/my/security"))
	if n := h.idp.Counts(); n.Redeemed != 2 || n.Refused != 0 {
		t.Errorf("the provider was asked %+v", n)
	}
	stranger := h.visitor(t)
	h.idp.Set(idptest.Lies{Subject: "s-2"})
	stranger.goTo(t, "/sign-in")
	eval[bool](t, stranger.tab, `document.querySelector('a[href^="/sign-in/oidc/pref"]').click() === undefined`)
	stranger.await(t, says("まだ登録とつながっていません"))
}

// TestTheSessionWarnsBeforeItEnds turns the page's clock and not ours.
func TestTheSessionWarnsBeforeItEnds(t *testing.T) {
	h := newHouse(t)
	h.person(t, "山口花子", "hanako@example.jp")
	v := h.visitor(t)
	v.in(t, "hanako@example.jp", at("/my/security"))
	if eval[string](t, v.tab, "document.getElementById('ends').textContent") == "" {
		t.Error("the footer does not tell when the session ends")
	}
	if !eval[bool](t, v.tab, "document.querySelector('[data-ends] > *').hidden && Number(document.querySelector('[data-ends]').dataset.ends) > 3000") {
		t.Error("the warning stands there from the beginning")
	}
	command(t, v.tab, cdp.Command[virtualTime, virtualTimeEnd]{Method: "Emulation.setVirtualTimePolicy"}, virtualTime{Policy: "advance", Budget: 58 * 60 * 1000})
	v.await(t, "!document.querySelector('[data-ends] > *').hidden")
	eval[bool](t, v.tab, "document.querySelector('[data-ends] button').click() === undefined")
	v.await(t, "document.querySelector('[data-ends] > *').hidden")
	v.quiet(t)
}

type virtualTime struct {
	Policy string  `json:"policy"`
	Budget float64 `json:"budget"`
}

type virtualTimeEnd struct {
	Base float64 `json:"virtualTimeTicksBase"`
}

// TestTheFirstAdministrator follows the link that an empty site prints, as there is no default account.
func TestTheFirstAdministrator(t *testing.T) {
	s := start(t, t.TempDir(), "serve", "--addr", "localhost:0")
	_, rest, ok := strings.Cut(s.log(), s.origin+"/setup/")
	for deadline := time.Now().Add(20 * time.Second); !ok && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		_, rest, ok = strings.Cut(s.log(), s.origin+"/setup/")
	}
	if !ok {
		t.Fatalf("no link:\n%s", s.log())
	}
	link := "/setup/" + strings.Fields(rest)[0]
	v := &visitor{chromium(t).tab(t), &house{origin: s.origin}}
	v.goTo(t, link)
	v.fill(t, "name", "管理花子")
	v.fill(t, "mail", "admin@example.jp")
	v.fill(t, "password", phrase)
	v.press(t, link, at("/my/security"))
	v.await(t, says("職員の方は"))
	v.quiet(t)
	if status := v.open(t, s.origin+link); status != http.StatusGone {
		t.Errorf("the link works twice: %d", status)
	}
}
