// Package webtest runs page scripts against a site and checks the HTML that it answers with.
//
// A script is a text file of cases:
//
//	# A clerk forgets the name.
//	POST /orgs
//	name=
//	> 422
//	> contains 名称を入力してください
//	> not 登録しました
//	> header Cache-Control: no-store
//	> redirect /orgs/1
//
// "GET path" and "POST path" start a case; the lines name=value after a POST are its form (\n in
// a value is a line break). "@ Name: value" sets a request header. "> …" are the expectations.
// Cookies are kept within a file. A POST first fetches the page of the same path (or the path
// after "from", as in "POST /x from /y") to get its form token; "POST! /x" sends none.
// Every HTML answer is checked with CheckHTML, and English ones with CheckEnglish.
package webtest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kyodo/internal/web/ui"
)

// Run runs every script that matches glob, each as a subtest with cookies of its own.
// It fails when none does.
func Run(t *testing.T, h http.Handler, glob string) {
	t.Helper()
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("webtest.Run(%q): no script (%v)", glob, err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(f) // #nosec G304 -- a path that the tests name
			if err != nil {
				t.Fatal(err)
			}
			cases, err := parse(string(text))
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			c := NewClient(h)
			for _, k := range cases {
				for _, problem := range k.run(t, c) {
					t.Errorf("%s:%d: %s %s: %s", f, k.line, k.method, k.path, problem)
				}
			}
		})
	}
}

// script is one case of a file.
type script struct {
	line         int
	method, path string
	from         string // where the form token comes from
	noToken      bool
	header       http.Header
	form         url.Values
	expects      []string
}

func parse(text string) ([]script, error) {
	var cases []script
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		method, rest, _ := strings.Cut(line, " ")
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case method == "GET" || method == "HEAD" || method == "POST" || method == "POST!" || method == "PUT" || method == "DELETE":
			path, from, ok := strings.Cut(rest, " from ")
			if !ok {
				from = path
			}
			cases = append(cases, script{
				line: i + 1, method: strings.TrimSuffix(method, "!"), path: path, from: from,
				noToken: method == "POST!", header: http.Header{}, form: url.Values{},
			})
		case len(cases) == 0:
			return nil, fmt.Errorf("line %d: %q before any request", i+1, line)
		case strings.HasPrefix(line, "> "):
			k := &cases[len(cases)-1]
			k.expects = append(k.expects, line[2:])
		case strings.HasPrefix(line, "@ "):
			name, value, ok := strings.Cut(line[2:], ": ")
			if !ok {
				return nil, fmt.Errorf("line %d: %q is no header", i+1, line)
			}
			cases[len(cases)-1].header.Add(name, value)
		default:
			name, value, ok := strings.Cut(line, "=")
			if !ok {
				return nil, fmt.Errorf("line %d: %q is neither field nor expectation", i+1, line)
			}
			cases[len(cases)-1].form.Add(name, strings.ReplaceAll(value, `\n`, "\n"))
		}
	}
	for _, k := range cases {
		if len(k.expects) == 0 {
			return nil, fmt.Errorf("line %d: a case that expects nothing", k.line)
		}
	}
	return cases, nil
}

// run returns what was not as expected.
func (k script) run(t *testing.T, c *Client) (problems []string) {
	if k.method == "POST" && !k.noToken {
		if token := c.FormToken(k.from); token != "" {
			k.form.Set(ui.TokenField, token)
		}
	}
	rec := c.Do(k.method, k.path, k.form, k.header)
	body := rec.Body.String()
	for _, e := range k.expects {
		if p := expect(rec, body, e); p != "" {
			problems = append(problems, p)
		}
	}
	if strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") && body != "" && rec.Code/100 != 3 {
		problems = append(problems, CheckHTML(body)...)
		problems = append(problems, CheckEnglish(body)...)
	}
	if len(problems) > 0 && testing.Verbose() {
		t.Log(body)
	}
	return problems
}

func expect(rec *httptest.ResponseRecorder, body, e string) string {
	word, rest, _ := strings.Cut(e, " ")
	switch word {
	case "contains":
		if !strings.Contains(body, rest) {
			return "does not contain " + strconv.Quote(rest)
		}
	case "not":
		if strings.Contains(body, rest) {
			return "contains " + strconv.Quote(rest)
		}
	case "header":
		name, want, ok := strings.Cut(rest, ":")
		want = strings.TrimSpace(want)
		got := rec.Header().Get(name)
		if !ok || got != want {
			return fmt.Sprintf("header %s is %q, want %q", name, got, want)
		}
	case "redirect":
		if got := rec.Header().Get("Location"); rec.Code/100 != 3 || got != rest {
			return fmt.Sprintf("got %d to %q, want a redirect to %q", rec.Code, got, rest)
		}
	default:
		want, err := strconv.Atoi(word)
		if err != nil {
			return "unknown expectation " + strconv.Quote(e)
		}
		if rec.Code != want {
			return fmt.Sprintf("status %d, want %d", rec.Code, want)
		}
	}
	return ""
}

// Client asks a handler as one browser would: it keeps cookies.
type Client struct {
	h       http.Handler
	cookies map[string]string
}

// NewClient is a browser without cookies.
func NewClient(h http.Handler) *Client { return &Client{h, map[string]string{}} }

// Do sends one request; form is the body of unsafe methods.
func (c *Client) Do(method, target string, form url.Values, header http.Header) *httptest.ResponseRecorder {
	var body io.Reader
	if method != "GET" && method != "HEAD" {
		body = strings.NewReader(form.Encode())
	}
	req := httptest.NewRequest(method, target, body)
	for name, v := range header {
		req.Header[name] = v
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, v := range c.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: v})
	}
	rec := httptest.NewRecorder()
	c.h.ServeHTTP(rec, req)
	for _, k := range rec.Result().Cookies() {
		c.cookies[k.Name] = k.Value
	}
	return rec
}

// FormToken fetches a page and returns the token of the form on it, or "".
func (c *Client) FormToken(target string) string {
	body := c.Do("GET", target, nil, nil).Body.String()
	_, rest, ok := strings.Cut(body, `name="`+ui.TokenField+`" value="`)
	if !ok {
		return ""
	}
	token, _, _ := strings.Cut(rest, `"`)
	return token
}

// Cookie is the value of a cookie that the browser holds, "" = none.
func (c *Client) Cookie(name string) string { return c.cookies[name] }

// Set gives the browser a cookie.
func (c *Client) Set(name, value string) { c.cookies[name] = value }
