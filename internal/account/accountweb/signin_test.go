package accountweb_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestSignInWithAPassword(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("山口花子", "hanako@example.jp", "")
		b := w.browser()
		b.get("/sign-in")
		b.want(http.StatusOK, `autocomplete="current-password"`)
		b.get("/sign-in?lang=en")
		b.get("/sign-in?lang=ja")
		b.post("/sign-in", "/sign-in", "mail", "hanako@example.jp", "password", password, "next", "/orgs?q=a")
		b.want(http.StatusSeeOther, "/orgs?q=a")
		if got := b.who(); got != "山口花子" {
			t.Errorf("the browser is %q", got)
		}
		b.post("/my/sessions", "/sign-out")
		b.want(http.StatusSeeOther, "/")
		if got := b.now.Header().Get("Clear-Site-Data"); got != `"cache", "storage"` {
			t.Errorf("Clear-Site-Data: %s", got)
		}
		if got := b.who(); got != "" {
			t.Errorf("signed out, the browser is still %q", got)
		}
		for _, next := range []string{"//evil.example", "https://evil.example/", `/\evil.example`} {
			b.post("/sign-in", "/sign-in", "mail", "HANAKO@example.jp", "password", password, "next", next)
			b.want(http.StatusSeeOther, "/my")
		}
	})
}

// tokens are what differs between two answers with the same words.
var tokens = regexp.MustCompile(`(name="_(token|once)" value="|data-token=")[^"]*"`)

func TestNobodyLearnsWhoIsKnown(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		person := w.person("山口花子", "hanako@example.jp", "")
		w.person("山口次郎", "jiro2@example.jp", "")
		if err := w.Suspend(t.Context(), officer, person, "退職"); err != nil {
			t.Fatal(err)
		}
		var pages []string
		for _, try := range [][2]string{{"nobody@example.jp", password}, {"hanako@example.jp", password}, {"jiro2@example.jp", "違うパスワードです違うパスワード"}} {
			b := w.browser()
			b.get("/sign-in")
			b.post("/sign-in", "/sign-in", "mail", try[0], "password", try[1])
			b.want(http.StatusUnauthorized, "パスワードが違います")
			body := tokens.ReplaceAllString(b.now.Body.String(), "")
			if strings.Contains(body, password) {
				t.Error("the page shows the password")
			}
			pages = append(pages, strings.ReplaceAll(body, try[0], ""))
		}
		for i, p := range pages {
			if p != pages[0] {
				t.Errorf("page %d differs from the first", i)
			}
		}
	})
}

func TestSignInWithACode(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("山口花子", "hanako@example.jp", "")
		b := w.browser().in("hanako@example.jp")
		seed, codes := b.enrol()
		if len(codes) != 10 {
			t.Fatalf("%d recovery codes", len(codes))
		}
		w.turn(time.Minute)
		c := w.browser()
		c.get("/sign-in/code")
		c.want(http.StatusSeeOther, "/sign-in")
		c.post("/sign-in", "/sign-in", "mail", "hanako@example.jp", "password", password, "next", "/my/sessions")
		c.want(http.StatusSeeOther, "/sign-in/code?next=%2Fmy%2Fsessions")
		if c.who() != "" {
			t.Error("the password alone signs in who has a second factor")
		}
		c.get("/sign-in/code?next=/my/sessions")
		c.want(http.StatusOK, `autocomplete="one-time-code"`)
		c.post("/sign-in/code", "/sign-in/code", "otp", "000000")
		c.want(http.StatusUnauthorized, "確認コードが違う")
		c.post("/sign-in/code", "/sign-in/code", "otp", w.code(seed), "next", "/my/sessions")
		c.want(http.StatusSeeOther, "/my/sessions")
		if got := c.who(); got != "山口花子" {
			t.Errorf("the browser is %q", got)
		}
		// A code counts once, and in the browser that gave the password.
		d := w.browser().in("hanako@example.jp")
		d.post("/sign-in/code", "/sign-in/code", "otp", w.code(seed))
		d.want(http.StatusUnauthorized, "確認コードが違う")
		d.get("/sign-in/recovery")
		d.post("/sign-in/recovery", "/sign-in/recovery", "otp", strings.ToLower(strings.ReplaceAll(codes[3], "-", "")))
		d.want(http.StatusSeeOther, "/my")
		e := w.browser().in("hanako@example.jp")
		e.post("/sign-in/recovery", "/sign-in/recovery", "otp", codes[3])
		e.want(http.StatusUnauthorized, "予備コードが違う")
		stranger := w.browser()
		stranger.get("/sign-in")
		stranger.post("/sign-in", "/sign-in/recovery", "otp", codes[4])
		stranger.want(http.StatusUnauthorized, "最初からやり直して")
	})
}

func TestStaffMustEnrol(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("県職員", "staff@pref.example.jp", "PREF_LEAD")
		b := w.browser()
		b.post("/sign-in", "/sign-in", "mail", "staff@pref.example.jp", "password", password, "next", "/desk")
		b.want(http.StatusSeeOther, "/my/security?next=%2Fdesk")
		b.get("/my/security?next=/desk")
		b.want(http.StatusOK, "職員の方は")
		b.get("/desk")
		b.want(http.StatusSeeOther, "/my/security?next=%2Fdesk")
		b.enrol()
		b.get("/desk")
		b.want(http.StatusOK, "Desk")
		b.post("/my/security", "/my/security/totp/remove")
		b.want(http.StatusUnprocessableEntity, "最後の確認手段")
	})
}

func TestConfirm(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("山口花子", "hanako@example.jp", "")
		b := w.browser().in("hanako@example.jp")
		w.turn(11 * time.Minute)
		b.get("/my/security/totp")
		b.want(http.StatusSeeOther, "/my/confirm?next=%2Fmy%2Fsecurity%2Ftotp")
		b.post("/my/security", "/my/security/password", "password-now", password, "password", "秘密の長い言葉をここに並べます")
		b.want(http.StatusForbidden, "もう一度、本人確認をしてください")
		if body := b.now.Body.String(); strings.Contains(body, password) || strings.Contains(body, "秘密の長い") {
			t.Error("the page shows a password again")
		}
		b.get("/my/confirm?next=/my/security")
		b.want(http.StatusOK, "パスワードで確認する")
		b.post("/my/confirm", "/my/confirm", "password", "違うパスワードです違うパスワード")
		b.want(http.StatusUnauthorized, "確認できませんでした")
		b.post("/my/confirm", "/my/confirm", "password", password, "next", "/my/security")
		b.want(http.StatusSeeOther, "/my/security")
		seed, _ := b.enrol()
		w.turn(11 * time.Minute)
		b.post("/my/confirm", "/my/confirm", "password", password)
		b.want(http.StatusUnauthorized, "確認コードで確認する")
		b.post("/my/confirm", "/my/confirm", "otp", w.code(seed), "next", "/my/security")
		b.want(http.StatusSeeOther, "/my/security")
		b.post("/my/security", "/my/security/recovery")
		b.want(http.StatusOK, `id="codes"`)
	})
}

func TestChangeThePassword(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("山口花子", "hanako@example.jp", "")
		b, other := w.browser().in("hanako@example.jp"), w.browser().in("hanako@example.jp")
		const fresh = "ちがう言葉をならべて作ったもの"
		b.post("/my/security", "/my/security/password", "password-now", "違うパスワードです違うパスワード", "password", fresh)
		b.want(http.StatusUnprocessableEntity, "f-password-now")
		b.post("/my/security", "/my/security/password", "password-now", password, "password", "短い")
		b.want(http.StatusUnprocessableEntity, "15文字以上")
		b.post("/my/security", "/my/security/password", "password-now", password, "password", fresh)
		b.want(http.StatusSeeOther, "/my/security?done=password")
		b.get("/my/security?done=password")
		b.want(http.StatusOK, "パスワードを変えました")
		if b.who() == "" || other.who() != "" {
			t.Errorf("after the change this browser is %q, the other one %q", b.who(), other.who())
		}
		c := w.browser()
		c.post("/sign-in", "/sign-in", "mail", "hanako@example.jp", "password", password)
		c.want(http.StatusUnauthorized, "違います")
		c.post("/sign-in", "/sign-in", "mail", "hanako@example.jp", "password", fresh)
		c.want(http.StatusSeeOther, "/my")
	})
}

func TestSessions(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("山口花子", "hanako@example.jp", "")
		w.person("周南太郎", "taro@example.jp", "")
		b, other, third := w.browser().in("hanako@example.jp"), w.browser().in("hanako@example.jp"), w.browser().in("hanako@example.jp")
		stranger := w.browser().in("taro@example.jp")
		b.get("/my/sessions")
		b.want(http.StatusOK, "この端末")
		ends := regexp.MustCompile(`action="(/my/sessions/[^"/]+/end)"`).FindAllStringSubmatch(b.now.Body.String(), -1)
		if len(ends) != 2 {
			t.Fatalf("%d sessions to end", len(ends))
		}
		stranger.post("/my/sessions", ends[0][1])
		stranger.want(http.StatusNotFound, "")
		b.post("/my/sessions", ends[0][1])
		b.want(http.StatusSeeOther, "/my/sessions?done=ended")
		if n := alive(other, third); n != 1 {
			t.Errorf("%d of two other sessions live", n)
		}
		b.post("/my/sessions", "/my/sessions/end-others")
		if n := alive(other, third); n != 0 || b.who() == "" || stranger.who() == "" {
			t.Errorf("%d others live; this one is %q, the stranger %q", n, b.who(), stranger.who())
		}
		w.turn(50 * time.Minute)
		b.post("/my/sessions", "/my/keep")
		b.want(http.StatusOK, `"seconds":3600`)
		w.turn(61 * time.Minute)
		if b.who() != "" {
			t.Error("the session lives after its idle limit")
		}
	})
}

func alive(list ...*browser) (n int) {
	for _, b := range list {
		if b.who() != "" {
			n++
		}
	}
	return n
}

func TestOwnRecord(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("山口花子", "hanako@example.jp", "")
		b := w.browser().in("hanako@example.jp")
		b.get("/my/account?lang=en")
		b.get("/my/account?lang=ja")
		version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(b.now.Body.String())[1]
		b.post("/my/account", "/my/account", "version", version, "name", "", "lang", "ja")
		b.want(http.StatusUnprocessableEntity, `href="#f-name"`)
		b.post("/my/account", "/my/account", "version", version, "name", "山口華子", "lang", "en", "phone", "083-000-0000")
		b.want(http.StatusSeeOther, "/my/account?done=saved")
		b.post("/my/account", "/my/account", "version", version, "name", "あとから", "lang", "ja")
		b.want(http.StatusConflict, "山口華子")
		if !strings.Contains(b.now.Body.String(), `value="あとから"`) {
			t.Error("what was typed is lost")
		}

		b.post("/my/account", "/my/account/mail", "mail", "not an address")
		b.want(http.StatusUnprocessableEntity, `f-mail`)
		b.post("/my/account", "/my/account/mail", "mail", "new@example.jp")
		b.want(http.StatusSeeOther, "/my/account?done=sent")
		link := regexp.MustCompile(`http://localhost:8080(/my/account/mail/\S+)`).FindStringSubmatch(w.mails[len(w.mails)-1].Text)
		if link == nil || w.mails[len(w.mails)-1].To != "new@example.jp" {
			t.Fatalf("mail: %+v", w.mails)
		}
		other := w.browser()
		w.person("周南太郎", "taro@example.jp", "")
		other.in("taro@example.jp").get(link[1])
		other.want(http.StatusGone, "このリンクは使えません")
		b.get(link[1])
		b.want(http.StatusOK, "new@example.jp")
		b.post(link[1], link[1])
		b.want(http.StatusSeeOther, "/my/account?done=changed")
		if last := w.mails[len(w.mails)-1]; last.To != "hanako@example.jp" {
			t.Errorf("the old address hears nothing: %+v", last)
		}
		b.get(link[1])
		b.want(http.StatusGone, "使えません")
	})
}

// told lists the subjects and first lines of the mails to an address since the last call.
func (w *world) told(address string) (lines []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.mails {
		if m.To == address {
			lines = append(lines, strings.Split(strings.SplitN(m.Text, "\n\n", 2)[1], "\n")[0])
		}
	}
	w.mails = nil
	return lines
}

func TestPeopleAreToldWhatChanged(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		w.person("山口花子", "hanako@example.jp", "")
		b := w.browser().in("hanako@example.jp")
		b.in("hanako@example.jp")
		if got := w.told("hanako@example.jp"); got != nil {
			t.Errorf("the first device, twice: %q", got)
		}
		w.browser().in("hanako@example.jp")
		if got := w.told("hanako@example.jp"); len(got) != 1 || !strings.Contains(got[0], "はじめての端末") {
			t.Errorf("another device: %q", got)
		}
		b.enrol()
		if got := w.told("hanako@example.jp"); len(got) != 1 || !strings.Contains(got[0], "ログインの方法") {
			t.Errorf("a new factor: %q", got)
		}
		b.post("/my/security", "/my/security/password", "password-now", password, "password", "ちがう言葉をならべて作ったもの")
		if got := w.told("hanako@example.jp"); len(got) != 1 || !strings.Contains(got[0], "パスワードが変わりました") {
			t.Errorf("a new password: %q", got)
		}
	})
}
