package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
)

// The kinds of refusal that only forms know.
var (
	errToken       = errors.New("form token missing or stale")
	errCrossOrigin = errors.New("cross-origin request")
)

// tokenCookie is the cookie that the form token is computed from.
func (s *Site) tokenCookie() string {
	if s.secure {
		return "__Host-form"
	}
	return "form"
}

// mac is the hidden field that belongs to a cookie and a session ("" = nobody signed in).
func (s *Site) mac(cookie, session string) string {
	m := hmac.New(sha256.New, s.cfg.Secret)
	m.Write([]byte("form token\x00" + cookie + "\x00" + session))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// Token is the hidden form token of this reader. Asking for it sets its cookie if there is
// none yet and forbids caches to keep the page, so only pages that hold a form ask.
// It must be asked for before the page is sent, which Render's buffer ensures.
func (r *Request) Token() string {
	if r.token != "" {
		return r.token
	}
	cookie := cookieValue(r.Header, r.Site.tokenCookie())
	if len(cookie) != 22 {
		var b [16]byte
		rand.Read(b[:])
		cookie = base64.RawURLEncoding.EncodeToString(b[:])
		http.SetCookie(r.w, &http.Cookie{
			Name: r.Site.tokenCookie(), Value: cookie, Path: "/",
			HttpOnly: true, Secure: r.Site.secure, SameSite: http.SameSiteLaxMode,
		})
	}
	r.w.Header().Set("Cache-Control", "private, no-store")
	r.token = r.Site.mac(cookie, r.session())
	return r.token
}

// onceKey makes the key of one form.
func onceKey() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}
