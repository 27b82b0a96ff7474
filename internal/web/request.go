package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/policy"
	"kyodo/internal/web/ui"
)

// Request is a request with what the site knows about its reader.
type Request struct {
	*http.Request
	Lang  Lang
	Large bool      // large type chosen
	Now   time.Time // the moment of this request; it stands still
	Site  *Site
	ID    string // names this request in the log and on error pages

	Who      *account.Principal // who is signed in; nil = nobody
	Decision policy.Decision    // what the permission table said about the route's action

	w     *response
	route *route
	rules *policy.Rules // as this request met them
	form  *onceForm     // the form's key, if it has one
	token string        // the hidden form token, once asked for

	uploading bool // holds one of the places for uploads
}

// request reads the reader's choices: ?lang= and ?type= win, then the cookies, then ja.
// Accept-Language does not count: the register is Japanese until someone says otherwise.
func (s *Site) request(w *response, hr *http.Request) *Request {
	r := &Request{Request: hr, Lang: JA, Now: w.start, Site: s, ID: w.id, w: w}
	if v := queryValue(hr.URL.RawQuery, "lang"); v != "" {
		r.Lang = lang(v)
	} else {
		r.Lang = lang(cookieValue(hr.Header, "lang"))
	}
	if v := queryValue(hr.URL.RawQuery, "type"); v == "large" || v == "normal" {
		r.Large = v == "large"
	} else {
		r.Large = cookieValue(hr.Header, "type") == "large"
	}
	return r
}

func lang(v string) Lang {
	if v == string(EN) {
		return EN
	}
	return JA
}

// switchCookies keeps a choice made by ?lang= or ?type= for a year.
func (r *Request) switchCookies() {
	q := r.URL.RawQuery
	if v := queryValue(q, "lang"); v == string(JA) || v == string(EN) {
		r.remember("lang", v)
	}
	if v := queryValue(q, "type"); v == "large" || v == "normal" {
		r.remember("type", v)
	}
}

func (r *Request) remember(name, value string) {
	http.SetCookie(r.w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: r.Site.secure, SameSite: http.SameSiteLaxMode,
	})
}

// Chrome is what surrounds the page of this request.
func (r *Request) Chrome() ui.Chrome {
	c := r.Site.chrome[0]
	if r.Lang == EN {
		c = r.Site.chrome[1]
	}
	c.Large = r.Large
	c.Path = r.URL.EscapedPath()
	rest := withoutSwitches(r.URL.RawQuery)
	c.LangHref = "?lang=" + string(r.Lang.Other()) + rest
	if r.Large {
		c.TypeHref = "?type=normal" + rest
	} else {
		c.TypeHref = "?type=large" + rest
	}
	if r.Site.search != nil {
		c.Query = clip(r.URL.Query().Get("q"), 200)
	}
	c.Token = r.Token
	c.Once = onceKey
	if r.Who != nil {
		r.member(&c)
	}
	return c
}

// Client is the address of the reader: of the connection, or, behind a trusted proxy, the
// last address of X-Forwarded-For that is not itself a trusted proxy. It is the zero Addr
// when the connection has none. It must not be stored or logged.
func (r *Request) Client() netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	addr := ap.Addr().Unmap()
	if !r.Site.trusted(addr) {
		return addr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = hop.Unmap()
		if !r.Site.trusted(addr) {
			break
		}
	}
	return addr
}

func (s *Site) trusted(a netip.Addr) bool {
	for _, p := range s.cfg.TrustProxy {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// withoutSwitches is the rest of a query without lang and type, with a leading "&", or "".
func withoutSwitches(query string) string {
	if query == "" {
		return ""
	}
	var b strings.Builder
	for part := range strings.SplitSeq(query, "&") {
		if part == "" || strings.HasPrefix(part, "lang=") || strings.HasPrefix(part, "type=") {
			continue
		}
		b.WriteByte('&')
		b.WriteString(part)
	}
	return b.String()
}

// queryValue reads one parameter without parsing the whole query: most requests have neither
// lang nor type.
func queryValue(query, name string) string {
	if !strings.Contains(query, name+"=") {
		return ""
	}
	v, err := url.ParseQuery(query)
	if err != nil {
		return ""
	}
	return v.Get(name)
}

// cookieValue reads one cookie without allocating for the others.
func cookieValue(h http.Header, name string) string {
	for _, line := range h["Cookie"] {
		for line != "" {
			var part string
			part, line, _ = strings.Cut(line, ";")
			part = strings.TrimSpace(part)
			if len(part) > len(name) && part[len(name)] == '=' && part[:len(name)] == name {
				return strings.Trim(part[len(name)+1:], `"`)
			}
		}
	}
	return ""
}

// clip cuts s after n characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := 0
	for at := range s {
		if i == n {
			return s[:at]
		}
		i++
	}
	return s
}
