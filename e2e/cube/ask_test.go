package cube

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// node is one listener of the program.
type node struct {
	name   string
	origin string
	staff  bool // the staff's own listener of a split site
	public bool // the public one of a split site
	do     func(*http.Request) (*http.Response, error)
}

// inProcess is a node without a network.
func inProcess(h http.Handler) *node {
	return &node{name: "here", origin: origin, do: func(r *http.Request) (*http.Response, error) {
		r.RequestURI = r.URL.RequestURI()
		r.RemoteAddr = "192.0.2.1:1234"
		if r.Body == nil {
			r.Body = http.NoBody
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		return rec.Result(), nil
	}}
}

var client = &http.Client{Timeout: 60 * time.Second, Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// formCookie is the value of the cookie to which hidden fields belong.
const formCookie = "cubecubecubecubecubecu"

// request makes a request of a principal. form is nil for a GET.
func (n *node) request(p *principal, method, target string, form url.Values) *http.Request {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequest(method, n.origin+target, body)
	if err != nil {
		panic(err) // an address of the tests themselves
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	cookie := "form=" + formCookie
	if p.bearer {
		r.Header.Set("Authorization", "Bearer "+p.token)
	} else if p.token != "" {
		name := "session"
		if n.staff {
			name = "staff"
		}
		cookie += "; " + name + "=" + p.token
	}
	r.Header.Set("Cookie", cookie)
	return r
}

func (n *node) send(t testing.TB, r *http.Request) answer {
	t.Helper()
	res, err := n.do(r)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	return answer{res.StatusCode, res.Header, body}
}

var hiddenField = regexp.MustCompile(`name="` + ui.TokenField + `" value="([^"]+)"`)

// prepare fetches the hidden field of each principal's forms, which any form of theirs shows.
func (w *world) prepare(t testing.TB, n *node) {
	t.Helper()
	for _, p := range w.principals {
		a := n.send(t, n.request(p, http.MethodGet, "/orgs/"+w.org("npoA")+"/correction", nil))
		m := hiddenField.FindSubmatch(a.body)
		if m == nil {
			t.Fatalf("%s finds no form: %d", p.name, a.status)
		}
		p.hidden = string(m[1])
	}
}

// form is the least that a form carries: the hidden field and a fresh key. Without the field the
// program decides, and then does nothing.
func (p *principal) fields(complete bool, key int) url.Values {
	form := url.Values{ui.OnceField: {fmt.Sprintf("cube-%d", key)}}
	if complete {
		form.Set(ui.TokenField, p.hidden)
	}
	return form
}

// The titles of refusals that all have one status.
var (
	titleSignIn = []byte("ログインが必要です") // a page that refuses a wrong password says 401 too
	titleStepUp = []byte("もう一度、本人確認をしてください")
	titleEnrol  = []byte("2つ目の確認方法が必要です")
	titleToken  = []byte("もう一度送ってください")
	titleOrigin = []byte("ほかのサイトからの送信は受け付けていません")
)

// read tells the verdict from an answer.
func (a answer) read() verdict {
	where, _, _ := strings.Cut(a.header.Get("Location"), "?next=")
	next := strings.Contains(a.header.Get("Location"), "?next=")
	switch {
	case a.status == http.StatusSeeOther && next && where == web.SignInPath, a.status == http.StatusUnauthorized && bytes.Contains(a.body, titleSignIn):
		return signIn
	case a.status == http.StatusSeeOther && next && where == web.StepUpPath:
		return stepUp
	case a.status == http.StatusSeeOther && next && where == web.EnrolPath:
		return enrol
	case a.status == http.StatusNotFound:
		return notFound
	case a.status == http.StatusForbidden && bytes.Contains(a.body, titleStepUp):
		return stepUp
	case a.status == http.StatusForbidden && bytes.Contains(a.body, titleEnrol):
		return enrol
	case a.status == http.StatusForbidden && bytes.Contains(a.body, titleToken):
		return allow // decided, and then stopped for want of the hidden field
	case a.status == http.StatusForbidden && bytes.Contains(a.body, titleOrigin):
		return "cross-origin"
	case a.status == http.StatusForbidden:
		return forbidden
	case a.status >= 500:
		return verdict(fmt.Sprint(a.status))
	}
	return allow
}
