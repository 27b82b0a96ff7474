package web

import (
	"net/http"
	"strings"
)

// NotModified marks the page with a weak ETag and answers 304 when the reader has it already;
// then it returns true and the handler is done. tag names the state of the data (for lists the
// search index's sequence number); language, type size, demo, the
// program's own files and Config.Version are added here. Not for pages that hold a form: their token is in the body.
func NotModified(w http.ResponseWriter, r *Request, tag string) bool {
	if r.Who != nil { // the page is theirs alone
		return false
	}
	var b strings.Builder
	b.Grow(len(tag) + 24)
	b.WriteString(`W/"`)
	for i := range len(tag) {
		if c := tag[i]; c > ' ' && c < 0x7f && c != '"' {
			b.WriteByte(c)
		}
	}
	b.WriteByte('-')
	b.WriteString(string(r.Lang))
	if r.Large {
		b.WriteByte('l')
	}
	if r.Site.cfg.Demo {
		b.WriteByte('d')
	}
	b.WriteByte('-')
	b.WriteString(r.Site.assets.version)
	b.WriteString(r.Site.cfg.Version)
	b.WriteByte('"')
	etag := b.String()
	h := w.Header()
	h["Etag"] = []string{etag}
	h["Cache-Control"] = noCache
	h["Vary"] = varyPage
	if !matches(r.Header["If-None-Match"], etag) {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

// matches compares weakly, as If-None-Match asks.
func matches(lines []string, etag string) bool {
	want := strings.TrimPrefix(etag, "W/")
	for _, line := range lines {
		for t := range strings.SplitSeq(line, ",") {
			t = strings.TrimSpace(t)
			if t == "*" || strings.TrimPrefix(t, "W/") == want {
				return true
			}
		}
	}
	return false
}
