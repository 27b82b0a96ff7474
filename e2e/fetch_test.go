package e2e

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
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

// fetchPage asks for url, with a form when it is not empty, and accepts gzip. It
// follows no redirect.
func fetchPage(method, url, form string) (*answer, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(form))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	req.Header.Set("Accept-Encoding", "gzip") // said here, so that the client leaves it packed
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
