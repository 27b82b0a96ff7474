package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestPagesBehindALink checks, as TestPages does, the pages that open only by an address somebody was sent:
// a superior's approval, what became of a one-off offer, and the end of an alert. They need no account.
func TestPagesBehindALink(t *testing.T) {
	b := chromium(t)
	p := newPassing(t)
	paths := []string{p.approval(t), p.oneOff(t), p.stopping(t)}
	var pages []listed
	for _, path := range paths {
		pages = append(pages, listed{method: http.MethodGet, path: path, status: http.StatusOK})
	}
	crawl(t, b, p.origin, pages)
}

// sent sends a form of the page at path, and fails the test where the answer is not as wanted.
func (p *passing) sent(t *testing.T, path, form, cookie string, want int) *answer {
	t.Helper()
	a, err := fetchPage(http.MethodPost, p.origin+path, form, cookie)
	if err != nil {
		t.Fatal(err)
	}
	if a.status != want {
		t.Fatalf("POST %s: status %d, want %d", path, a.status, want)
	}
	return a
}

// oneOff offers something without an account and returns the address to follow it.
func (p *passing) oneOff(t *testing.T) string {
	t.Helper()
	form := url.Values{"what": {"机を3台差し上げます。"}, "kind": {"P1"}, "name": {"株式会社さざなみ文具【架空】"}, "city": {"35203"}, "person": {"周防花子"},
		"phone": {"083-922-3111"}, "terms": {"yes"}, "pledge": {"yes"}}
	return p.sent(t, "/bank/one-off", anyToken+"&"+form.Encode(), "", http.StatusSeeOther).header.Get("Location")
}

var approveAddress = regexp.MustCompile(`/approve/[0-9A-Za-z_-]{20,}`)

// approval writes an offer of a company and returns the address that its superior gets.
func (p *passing) approval(t *testing.T) string {
	t.Helper()
	company := p.enters(t, "CO_OWNER")
	org, err := firstLink(p.origin, "/my", `^/my/orgs/[0-9a-z]{16}$`, company)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"direction": {"offer"}, "kind": {"P1"}, "title": {"秋の行事のお手伝い"}, "body": {"社員が休日の行事をお手伝いします。"}, "quantity": {"8"}, "unit": {"人"},
		"city": {"35203"}, "standing": {"yes"}, "merit_company": {"社員が地域の人と顔見知りになります。"}, "merit_group": {"慣れた人手がそろいます。"}}
	a := p.sent(t, org+"/listings/new?direction=offer&kind=P1", anyToken+"&"+form.Encode(), company, http.StatusSeeOther)
	draft, _, _ := strings.Cut(strings.TrimPrefix(a.header.Get("Location"), "/my/listings/"), "/")
	draft, _, _ = strings.Cut(draft, "?")
	a, err = fetchPage(http.MethodGet, p.origin+"/my/listings/"+draft, "", company)
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindSubmatch(a.html)
	token := tokenField.FindSubmatch(a.html)
	if version == nil || token == nil {
		t.Fatalf("/my/listings/%s: status %d has no form", draft, a.status)
	}
	for _, line := range a.header["Set-Cookie"] {
		cookie, _, _ := strings.Cut(line, ";")
		company += "; " + cookie
	}
	a = p.sent(t, "/my/listings/"+draft+"/approval", fmt.Sprintf("_token=%s&version=%s", url.QueryEscape(string(token[1])), version[1]), company, http.StatusOK)
	link := approveAddress.Find(a.html)
	if link == nil {
		t.Fatal("no link for the superior")
	}
	return string(link)
}

// stopping is the address in a mail that ends an alert of the demo.
func (p *passing) stopping(t *testing.T) string {
	t.Helper()
	for _, m := range p.mails(t, time.Time{}, "alert.new") {
		if at := strings.Index(m.unsubscribe, "/alerts/"); at >= 0 {
			return m.unsubscribe[at:]
		}
	}
	t.Fatal("no mail of an alert")
	return ""
}
