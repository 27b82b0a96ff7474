package web

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"slices"
	"time"

	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
)

// sessionCookie names the cookie that holds the session's token: another one on the staff's own
// listener, so that the two never mix.
func (r *Request) sessionCookie() string {
	name := "session"
	if r.Site.cfg.Split && r.w.staff {
		name = "staff"
	}
	if r.Site.secure {
		return "__Host-" + name
	}
	return name
}

// session is the id of the reader's session, "" = none.
func (r *Request) session() string {
	if r.Who == nil {
		return ""
	}
	return r.Who.Session
}

// SessionToken is the token that the browser sent, "" = none: for rotating and ending it.
func (r *Request) SessionToken() string { return cookieValue(r.Header, r.sessionCookie()) }

// StartSession gives the browser a session's token. The cookie ends with the browser; the server
// ends the session earlier.
func (r *Request) StartSession(token string) { r.cookie(r.sessionCookie(), token, 0) }

// EndSession takes the token away.
func (r *Request) EndSession() { r.cookie(r.sessionCookie(), "", -1) }

// Device is a long random name of this browser, by which a person's own device is told from a
// stranger's; it is made when there is none.
func (r *Request) Device() string {
	name := "device"
	if r.Site.secure {
		name = "__Host-device"
	}
	if v := cookieValue(r.Header, name); len(v) == 43 {
		return v
	}
	var b [32]byte
	rand.Read(b[:])
	v := base64.RawURLEncoding.EncodeToString(b[:])
	r.cookie(name, v, 400*24*3600)
	return v
}

func (r *Request) cookie(name, value string, maxAge int) {
	r.w.Header().Set("Cache-Control", "private, no-store")
	http.SetCookie(r.w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: r.Site.secure, SameSite: http.SameSiteLaxMode,
	})
}

// StaffNav adds an entry to the navigation of those who may do the action.
func (s *Site) StaffNav(action Action, item NavItem) {
	if !s.table.Has(action) {
		panic("web: policy.tsv does not say who may " + string(action) + ": " + item.Path)
	}
	s.staff = append(s.staff, staffItem{action, item})
}

type staffItem struct {
	action Action
	item   NavItem
}

// member fills in what only somebody signed in sees around a page.
func (r *Request) member(c *ui.Chrome) {
	r.w.Header().Set("Cache-Control", "private, no-store")
	c.Who = r.Who.Name
	if end := r.Who.Ends(); end.After(r.Now) {
		c.EndsAt, c.EndsIn = end.In(term.JST()).Format("15:04"), int(end.Sub(r.Now)/time.Second)
	}
	if until := r.Who.GlassUntil; until.After(r.Now) {
		c.Glass = until.In(term.JST()).Format("15:04")
	}
	if r.rules == nil {
		rules, err := r.Site.rules(r.Context())
		if err != nil {
			return
		}
		r.rules = rules
	}
	if items := r.Site.staff; len(items) > 0 {
		c.Mine = nil
		var list []NavItem
		for _, i := range items {
			if r.rules.Could(r.Who, i.action, r.Now).Verdict <= policy.Enrol {
				list = append(list, i.item)
			}
		}
		c.Mine = links(slices.Clip(list), r.Lang)
	}
	if r.route != nil && r.route.Action != Anyone {
		c.Readers = r.rules.Readers(r.route.Action, string(r.Lang), r.Now)
	}
}
