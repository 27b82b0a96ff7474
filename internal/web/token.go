package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"

	"kyodo/internal/web/ui"
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

// mac is the hidden field that belongs to a cookie.
func (s *Site) mac(cookie string) string {
	m := hmac.New(sha256.New, s.cfg.Secret)
	m.Write([]byte("form token\x00" + cookie))
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
	r.token = r.Site.mac(cookie)
	return r.token
}

// guard lets safe methods pass, and unsafe ones from this site with a valid form token.
// The form is parsed afterwards.
func (r *Request) guard() error {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return nil
	}
	if err := r.Site.cross.Check(r.Request); err != nil {
		return errCrossOrigin
	}
	if err := r.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return err
		}
		return errBadForm
	}
	cookie := cookieValue(r.Header, r.Site.tokenCookie())
	field := r.PostForm.Get(ui.TokenField)
	if len(cookie) != 22 || !hmac.Equal([]byte(field), []byte(r.Site.mac(cookie))) {
		return errToken
	}
	return nil
}
