package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"kyodo/internal/web/ui"
)

//go:embed static
var staticFiles embed.FS

// asset is one static file, plain and compressed.
type asset struct {
	url, contentType string
	plain, zipped    []byte // zipped is nil where it saves nothing
}

// assets are the static files under names that change with their content.
type assets struct {
	urls    ui.Assets
	files   []asset
	favicon asset  // also at /favicon.ico, where browsers look unasked
	version string // changes with any file; part of every page's ETag
}

// loadAssets hashes and compresses the embedded files. It panics if one is missing: the
// program was built wrong.
func loadAssets() *assets {
	a := &assets{}
	all := sha256.New()
	load := func(name, contentType string, more ...string) string {
		var b []byte
		for _, part := range append([]string{name}, more...) {
			text, err := staticFiles.ReadFile("static/" + part)
			if err != nil {
				panic("web: " + err.Error())
			}
			b = append(b, text...)
		}
		all.Write(b)
		sum := sha256.Sum256(b)
		ext := path.Ext(name)
		f := asset{
			url:         "/static/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext,
			contentType: contentType, plain: b, zipped: zipBest(b),
		}
		a.files = append(a.files, f)
		return f.url
	}
	a.urls.CSS = load("app.css", "text/css; charset=utf-8")
	a.urls.JS = load("app.js", "text/javascript; charset=utf-8")
	a.urls.Passkey = load("passkey.js", "text/javascript; charset=utf-8", "app.js") // one request for both
	a.urls.Icon = load("icon.svg", "image/svg+xml")
	load("favicon.ico", "image/x-icon")
	a.favicon = a.files[len(a.files)-1]
	a.version = hex.EncodeToString(all.Sum(nil)[:4])
	return a
}

// zipBest compresses once, at start, as small as it gets; nil if that saves nothing.
func zipBest(b []byte) []byte {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil
	}
	z.Write(b) // #nosec G104 -- a bytes.Buffer takes everything
	z.Close()  // #nosec G104 -- a bytes.Buffer takes everything
	if out.Len() >= len(b) {
		return nil
	}
	return out.Bytes()
}

// mountAssets serves the files: forever under their hashed names, for a day at /favicon.ico.
func (s *Site) mountAssets() {
	for _, f := range s.assets.files {
		s.HandleHTTP("GET "+f.url, Anyone, f.handler("public, max-age=31536000, immutable"))
	}
	s.HandleHTTP("GET /favicon.ico", Anyone, s.assets.favicon.handler("public, max-age=86400"))
}

func (f asset) handler(cache string) http.Handler {
	etag := strconv.Quote(path.Base(f.url))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", f.contentType)
		h.Set("Cache-Control", cache)
		h.Set("Vary", "Accept-Encoding")
		h.Set("Etag", etag)
		if matches(r.Header["If-None-Match"], etag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		body := f.plain
		if f.zipped != nil && acceptsGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = f.zipped
		}
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(http.StatusOK)
		w.Write(body) // the reader may have gone; there is no one to tell
	})
}
