package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kyodo/internal/register"
	"kyodo/internal/web"
)

// door is the mux that huma sees: it puts each operation on the site with its action, and stands
// between huma and the wire. An answer is held until it is whole, so that it gets its ETag and
// length; a failure goes to the site, which logs it and writes it as a problem.
type door struct {
	site   *web.Site
	action web.Action // of the operation that is being mounted
}

// ServeHTTP is asked for by huma's interface; requests come through the site.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.site.Handler().ServeHTTP(w, r) }

// HandleFunc mounts one operation.
func (d *door) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	d.site.Handle(pattern, d.action, func(w http.ResponseWriter, r *web.Request) error {
		open(w.Header())
		x := &held{header: w.Header(), status: http.StatusOK}
		inner := r.WithContext(context.WithValue(r.Context(), heldKey{}, x))
		inner.URL = joined(r.URL)
		h(x, inner)
		var moved *register.Moved
		switch {
		case errors.As(x.failed, &moved):
			w.Header().Set("Cache-Control", "no-cache") // a person may undo it
			return web.Redirect(w, r, http.StatusMovedPermanently, web.WithQuery(listPath+"/"+string(moved.To), r))
		case x.failed != nil:
			return x.failed
		case x.status >= 400:
			return x.refusal()
		}
		return answer(w, r, x.header.Get("Content-Type"), x.body.Bytes())
	})
}

// heldKey finds the held answer of a request in its context.
type heldKey struct{}

// held is an answer that has not gone out.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
	failed error // what the operation returned
}

// Header implements http.ResponseWriter.
func (x *held) Header() http.Header { return x.header }

// WriteHeader implements http.ResponseWriter.
func (x *held) WriteHeader(status int) { x.status = status }

// Write implements http.ResponseWriter.
func (x *held) Write(b []byte) (int, error) { return x.body.Write(b) }

// refusal is what huma itself found wrong with a request, as an error of this package.
func (x *held) refusal() error {
	var m huma.ErrorModel
	if err := json.Unmarshal(x.body.Bytes(), &m); err != nil {
		return err
	}
	return &refused{status: x.status, details: m.Errors}
}

// answer sends a whole body, or 304 when the reader has it. The ETag is a hash of the body: it is
// right on every node and across restarts, whatever the body was made from.
func answer(w http.ResponseWriter, r *web.Request, contentType string, body []byte) error {
	h := w.Header()
	sum := sha256.Sum256(body)
	etag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	h.Set("Etag", etag)
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	if has(r.Header["If-None-Match"], etag) {
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	w.Write(body) // the reader may have gone; there is no one to tell
	return nil
}

// has compares weakly, as If-None-Match asks (RFC 9110 section 13.1.2).
func has(lines []string, etag string) bool {
	want := strings.TrimPrefix(etag, "W/")
	for _, line := range lines {
		for one := range strings.SplitSeq(line, ",") {
			if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == want {
				return true
			}
		}
	}
	return false
}

// open lets scripts of any origin read what is public anyway. No cookie and no credential is
// looked at here, so none is allowed.
func open(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, X-Request-Id")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// lists are the parameters that take several values.
const lists = " field city region kind status level standing disaster "

// joined makes one comma-separated value of a parameter that is repeated, and leaves out empty
// ones, so that both ways of giving several values mean the same.
func joined(u *url.URL) *url.URL {
	if u.RawQuery == "" {
		return u
	}
	q := u.Query()
	for name, values := range q {
		if !strings.Contains(lists, " "+name+" ") {
			continue
		}
		var all []string
		for one := range strings.SplitSeq(strings.Join(values, ","), ",") {
			if one = strings.TrimSpace(one); one != "" {
				all = append(all, one)
			}
		}
		q[name] = []string{strings.Join(all, ",")}
	}
	c := *u
	c.RawQuery = q.Encode()
	return &c
}
