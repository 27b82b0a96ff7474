package inject

import (
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kyodo/internal/web/ui"
)

// target is one address with its parameters: what sqlmap is given.
type target struct {
	pattern string // of the route
	method  string
	url     *url.URL
	form    url.Values // nil for a GET
}

// reader is somebody who walks through the site.
type reader struct {
	origin string
	door   string // the path of the demo's door, "" for nobody
	client *http.Client
	mux    *http.ServeMux
}

// patterns makes a mux that tells which route an address belongs to.
func patterns(routes []string) *http.ServeMux {
	mux := http.NewServeMux()
	for _, p := range routes {
		mux.Handle(p, http.NotFoundHandler())
	}
	return mux
}

// enter begins a new session through the door.
func (r *reader) enter(t testing.TB) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	r.client = &http.Client{Jar: jar, Timeout: 60 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if r.door == "" {
		_, body := r.get(t, "/sign-in")
		if len(forms(body)) == 0 {
			t.Fatal("the page of signing in has no form")
		}
		return
	}
	_, body := r.get(t, r.door)
	for _, f := range forms(body) {
		if f.method == http.MethodPost && (f.action == "" || f.action == r.door) {
			res, err := r.client.PostForm(r.origin+r.door, f.fields)
			must(t, err)
			res.Body.Close()
			if res.StatusCode == http.StatusSeeOther {
				return
			}
			t.Fatalf("%s answers %d", r.door, res.StatusCode)
		}
	}
	t.Fatalf("%s has no form", r.door)
}

func (r *reader) get(t testing.TB, target string) (status int, body string) {
	t.Helper()
	res, err := r.client.Get(r.origin + target)
	must(t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	must(t, err)
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		return res.StatusCode, ""
	}
	return res.StatusCode, string(b)
}

// cookie is the header of the session.
func (r *reader) cookie(t testing.TB) string {
	t.Helper()
	u, err := url.Parse(r.origin)
	must(t, err)
	var parts []string
	for _, c := range r.client.Jar.Cookies(u) {
		parts = append(parts, c.Name+"="+c.Value)
	}
	return strings.Join(parts, "; ")
}

// token is the hidden field of the session's forms.
func (r *reader) token(t testing.TB) string {
	t.Helper()
	for _, page := range []string{"/my/account", "/sign-in"} {
		_, body := r.get(t, page)
		for _, f := range forms(body) {
			if v := f.fields.Get(ui.TokenField); v != "" {
				return v
			}
		}
	}
	t.Fatal("no page has a form with a token")
	return ""
}

// perRoute is how many addresses of one route are read in search of links.
const perRoute = 4

// walk follows every link from the given pages and collects each route once, with every parameter
// that a link or a form of the site gives it.
func (r *reader) walk(t testing.TB, from ...string) map[string]*target {
	t.Helper()
	found, read, seen := map[string]*target{}, map[string]int{}, map[string]bool{}
	for queue := from; len(queue) > 0; queue = queue[1:] {
		u, err := url.Parse(queue[0])
		if err != nil || seen[u.String()] {
			continue
		}
		seen[u.String()] = true
		pattern := r.pattern(http.MethodGet, u)
		if pattern == "" || strings.Contains(pattern, " /static/") || read[pattern] >= perRoute {
			continue
		}
		read[pattern]++
		status, body := r.get(t, u.String())
		if status != http.StatusOK {
			continue
		}
		r.add(found, &target{pattern: pattern, method: http.MethodGet, url: u})
		for _, link := range links(body) {
			if v, err := u.Parse(link); err == nil && v.Host == u.Host {
				v.Fragment = ""
				queue = append(queue, v.String())
			}
		}
		for _, f := range forms(body) {
			v, err := u.Parse(f.action)
			if err != nil || v.Host != u.Host {
				continue
			}
			x := &target{method: f.method, url: v, form: f.fields}
			if f.method == http.MethodGet {
				q := v.Query()
				maps.Copy(q, f.fields)
				x.url.RawQuery, x.form = q.Encode(), nil
				queue = append(queue, x.url.String())
			}
			if x.pattern = r.pattern(x.method, x.url); x.pattern != "" {
				r.add(found, x)
			}
		}
	}
	return found
}

// add keeps an address of a route, and the parameters of a second one of the same route.
func (r *reader) add(found map[string]*target, x *target) {
	have := found[x.pattern]
	if have == nil {
		found[x.pattern] = x
		return
	}
	q := have.url.Query()
	for name, v := range x.url.Query() {
		if q.Get(name) == "" {
			q[name] = v[:1]
		}
	}
	have.url.RawQuery = q.Encode()
	for name, v := range x.form {
		if _, ok := have.form[name]; !ok {
			have.form[name] = v
		}
	}
}

func (r *reader) pattern(method string, u *url.URL) string {
	_, p := r.mux.Handler(&http.Request{Method: method, URL: u, Host: "localhost"})
	if p == "" || !strings.HasPrefix(p, method+" ") {
		return ""
	}
	return p
}

type form struct {
	method, action string
	fields         url.Values
}

var (
	linkTag  = regexp.MustCompile(`<a\s[^>]*?href="([^"]*)"`)
	formTag  = regexp.MustCompile(`(?s)<form\b([^>]*)>(.*?)</form>`)
	fieldTag = regexp.MustCompile(`(?s)<(input|textarea|select|button)\b([^>]*)>(?:(.*?)</(?:textarea|select)>)?`)
	optTag   = regexp.MustCompile(`<option\b[^>]*?value="([^"]+)"`)
	attr     = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
)

func attributes(text string) map[string]string {
	m := map[string]string{}
	for _, a := range attr.FindAllStringSubmatch(text, -1) {
		m[a[1]] = html.UnescapeString(a[2])
	}
	return m
}

func links(body string) (list []string) {
	for _, m := range linkTag.FindAllStringSubmatch(body, -1) {
		list = append(list, html.UnescapeString(m[1]))
	}
	return list
}

// forms are those of a page, filled as a reader might. The key of repetition is left out, so that
// each sending counts.
func forms(body string) (list []form) {
	for _, m := range formTag.FindAllStringSubmatch(body, -1) {
		a := attributes(m[1])
		f := form{strings.ToUpper(a["method"]), a["action"], url.Values{}}
		if f.method == "" {
			f.method = http.MethodGet
		}
		for _, e := range fieldTag.FindAllStringSubmatch(m[2], -1) {
			x := attributes(e[2])
			name := x["name"]
			if name == "" || name == ui.OnceField || x["type"] == "file" || f.fields.Get(name) != "" {
				continue
			}
			f.fields.Set(name, sample(e[1], x, e[3]))
		}
		list = append(list, f)
	}
	return list
}

// sample is what a reader might give in a field.
func sample(tag string, x map[string]string, inner string) string {
	if x["value"] != "" {
		return x["value"]
	}
	switch {
	case tag == "select":
		if m := optTag.FindStringSubmatch(inner); m != nil {
			return html.UnescapeString(m[1])
		}
	case tag == "textarea" && inner != "":
		return html.UnescapeString(inner)
	case x["type"] == "email":
		return "sample@sample.invalid"
	case x["type"] == "date" || strings.HasSuffix(x["name"], "_on") || slices.Contains([]string{"from", "to", "begins"}, x["name"]):
		return "2027-04-01"
	case x["type"] == "number" || x["inputmode"] == "numeric":
		return "1"
	case x["type"] == "checkbox" || x["type"] == "radio":
		return "yes"
	}
	return "sample"
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// String is the address as the log of the run shows it.
func (x *target) String() string { return fmt.Sprintf("%s %s", x.method, x.url) }
