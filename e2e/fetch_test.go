package e2e

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// answer is a document as it came over the wire.
type answer struct {
	status int
	header http.Header
	html   []byte // decoded
	sent   int    // bytes of the body on the wire
}

// anyToken stands in a form for the token that the page of the form gives out: the one at its address, or,
// where only forms are sent to that, the one above.
const anyToken = "_token=*"

// above is the address without the last segment of its path.
func above(address string) string {
	path, query, _ := strings.Cut(address, "?")
	return path[:strings.LastIndex(path, "/")] + "?" + query
}

var tokenField = regexp.MustCompile(`name="_token" value="([^"]+)"`)

// fetchPage asks for url, with a form when it is not empty, and accepts gzip. It
// follows no redirect. cookie is of a session, "" = none. Where the form has anyToken, its page is fetched first.
func fetchPage(method, url, form, cookie string) (*answer, error) {
	var cookies []string
	if cookie != "" {
		cookies = append(cookies, cookie)
	}
	if strings.Contains(form, anyToken) {
		a, err := fetchPage(http.MethodGet, url, "", cookie)
		if err == nil && a.status == http.StatusMethodNotAllowed {
			a, err = fetchPage(http.MethodGet, above(url), "", cookie)
		}
		if err != nil {
			return nil, err
		}
		token := tokenField.FindSubmatch(a.html)
		if token == nil {
			return nil, fmt.Errorf("%s: status %d: no form token", url, a.status)
		}
		form = strings.Replace(form, anyToken, "_token="+string(token[1]), 1)
		for _, line := range a.header["Set-Cookie"] {
			cookie, _, _ := strings.Cut(line, ";")
			cookies = append(cookies, cookie)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	req.Header.Set("Accept-Encoding", "gzip") // said here, so that the client leaves it packed
	if cookies != nil {
		req.Header.Set("Cookie", strings.Join(cookies, "; "))
	}
	if form != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	a := &answer{status: res.StatusCode, header: res.Header, html: body, sent: len(body)}
	if res.Header.Get("Content-Encoding") == "gzip" {
		unpack, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", url, err)
		}
		if a.html, err = io.ReadAll(unpack); err != nil {
			return nil, fmt.Errorf("%s: %w", url, err)
		}
	}
	return a, nil
}
