package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"kyodo/internal/fault"
)

// buffers holds pages while they are drawn, so that a failure half-way becomes an error page
// and every page has its length. Large ones are not kept.
type buffers struct{ pool sync.Pool }

// maxKept is the largest buffer that goes back into the pool, in bytes.
const maxKept = 256 << 10

func (p *buffers) get() *bytes.Buffer {
	b, ok := p.pool.Get().(*bytes.Buffer)
	if !ok {
		return bytes.NewBuffer(make([]byte, 0, 64<<10))
	}
	b.Reset()
	return b
}

func (p *buffers) put(b *bytes.Buffer) {
	if b.Cap() <= maxKept {
		p.pool.Put(b)
	}
}

// shared header values: set by assignment, never changed.
var (
	typeHTML   = []string{"text/html; charset=utf-8"}
	noCache    = []string{"no-cache"}
	noStore    = []string{"no-store"}
	varyPage   = []string{"Accept-Encoding, Cookie"}
	closeValue = []string{"close"}
)

// Render draws c whole and then answers with it. Unless the handler has said otherwise the
// page may be kept but must be asked for again (Cache-Control: no-cache).
func Render(w http.ResponseWriter, r *Request, status int, c templ.Component) (err error) {
	defer fault.Wrap(&err, "web.Render(%s)", r.Pattern)
	b := r.Site.pages.get()
	defer r.Site.pages.put(b)
	if err := c.Render(r.Context(), b); err != nil {
		return err
	}
	h := w.Header()
	h["Content-Type"] = typeHTML
	h["Vary"] = varyPage
	if _, set := h["Cache-Control"]; !set {
		h["Cache-Control"] = noCache
	}
	h["Content-Length"] = []string{strconv.Itoa(b.Len())}
	w.WriteHeader(status)
	_, err = w.Write(b.Bytes())
	if err != nil {
		return fmt.Errorf("%w: %w", errClientGone, err)
	}
	return nil
}

// Redirect sends the reader to a path of this site; status is 301, 302, 303, 307 or 308.
// A path that could lead to another host is refused.
func Redirect(w http.ResponseWriter, r *Request, status int, path string) error {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, `/\`) {
		return fmt.Errorf("web.Redirect(%q): not a path of this site", path)
	}
	h := w.Header()
	h["Vary"] = varyPage
	h.Set("Location", path)
	w.WriteHeader(status)
	return nil
}
