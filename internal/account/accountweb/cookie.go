package accountweb

import (
	"net/http"
	"time"

	"kyodo/internal/web"
)

// The short-lived cookies: what one browser takes from one step to the next.
const (
	tripCookie    = "trip"    // to a provider and back, sealed
	pendingCookie = "pending" // from the password to the second factor
)

// stepTime is how long they live.
const stepTime = 10 * time.Minute

func (p *pages) cookieName(name string) string {
	if p.secure {
		return "__Host-" + name
	}
	return name
}

// give gives the browser a cookie, or with "" takes it away. Lax, because a browser comes back from
// a provider by another site's link.
func (p *pages) give(w http.ResponseWriter, name, value string) {
	c := &http.Cookie{Name: p.cookieName(name), Value: value, Path: "/", MaxAge: int(stepTime / time.Second),
		HttpOnly: true, Secure: p.secure, SameSite: http.SameSiteLaxMode}
	if value == "" {
		c.MaxAge = -1
	}
	w.Header().Set("Cache-Control", "private, no-store")
	http.SetCookie(w, c)
}

// given is what the browser holds, "" = nothing.
func (p *pages) given(r *web.Request, name string) string {
	c, err := r.Cookie(p.cookieName(name))
	if err != nil {
		return ""
	}
	return c.Value
}
