package web

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// minZip is the size in bytes below which compressing costs more than it saves.
const minZip = 1024

// response is the ResponseWriter of the chain. It holds back the header until the first
// bytes tell whether to compress, and knows what was sent for log and counters. One lives
// from serve's beginning to its end and is then used again.
type response struct {
	http.ResponseWriter
	site  *Site
	req   *http.Request
	start time.Time
	id    string
	route *route // nil until a route took the request

	status  int    // 0 until WriteHeader
	sent    bool   // header went out
	staff   bool   // came in on the staff's listener, or there is only one
	decided bool   // the permission table has spoken on this request
	swallow bool   // the mux's own text for 404 and 405, replaced by a page
	held    []byte // body not yet sent, shorter than minZip
	zip     *gzip.Writer
	bytes   int64 // body bytes sent
}

// WriteHeader notes the status; the header goes out with the first bytes or at the end.
func (w *response) WriteHeader(status int) {
	if w.status != 0 || w.swallow {
		return
	}
	if status < 200 {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	if w.route == nil && (status == http.StatusNotFound || status == http.StatusMethodNotAllowed) {
		w.status, w.swallow = status, true
		return
	}
	w.status = status
	if w.req.Method == http.MethodHead || status == http.StatusNoContent || status == http.StatusNotModified {
		return // no body: finish sends the header
	}
}

// Write sends body bytes, compressed if that is worth it.
func (w *response) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	switch {
	case w.swallow:
		return len(p), nil
	case w.req.Method == http.MethodHead:
		return len(p), nil
	case w.zip != nil:
		return w.zip.Write(p)
	case w.sent:
		n, err := w.ResponseWriter.Write(p)
		w.bytes += int64(n)
		return n, err
	}
	h := w.Header()
	if !w.worth(h) {
		w.send()
		return w.Write(p)
	}
	if cl := h["Content-Length"]; len(cl) == 1 && len(w.held) == 0 && cl[0] == strconv.Itoa(len(p)) {
		return w.whole(p)
	}
	if len(w.held)+len(p) < minZip {
		w.held = append(w.held, p...)
		return len(p), nil
	}
	w.stream()
	if len(w.held) > 0 {
		if _, err := w.zip.Write(w.held); err != nil {
			return 0, err
		}
		w.held = w.held[:0]
	}
	return w.zip.Write(p)
}

// whole answers with p as the complete body.
func (w *response) whole(p []byte) (int, error) {
	if len(p) < minZip {
		w.send()
		return w.Write(p)
	}
	b := w.site.packed.get()
	defer w.site.packed.put(b)
	z := w.site.zipper(b)
	_, err := z.Write(p)
	if err == nil {
		err = z.Close()
	}
	w.site.zips.Put(z)
	if err != nil {
		return 0, err
	}
	h := w.Header()
	h["Content-Encoding"] = encodingGzip
	h["Content-Length"] = []string{strconv.Itoa(b.Len())}
	w.send()
	n, err := w.ResponseWriter.Write(b.Bytes())
	w.bytes += int64(n)
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

// stream begins a compressed body of unknown length.
func (w *response) stream() {
	h := w.Header()
	delete(h, "Content-Length")
	h["Content-Encoding"] = encodingGzip
	w.send()
	w.zip = w.site.zipper(sink{w})
}

// sink counts what the compressor sends.
type sink struct{ w *response }

func (s sink) Write(p []byte) (int, error) {
	n, err := s.w.ResponseWriter.Write(p)
	s.w.bytes += int64(n)
	return n, err
}

var encodingGzip = []string{"gzip"}

// zipper takes a compressor from the pool. Level 1: a page in a fraction of the time for a
// few per cent more bytes.
func (s *Site) zipper(to io.Writer) *gzip.Writer {
	z, ok := s.zips.Get().(*gzip.Writer)
	if !ok {
		z, _ = gzip.NewWriterLevel(to, gzip.BestSpeed)
		return z
	}
	z.Reset(to)
	return z
}

// worth reports whether the body may be compressed, and says so to caches.
func (w *response) worth(h http.Header) bool {
	if w.status == http.StatusPartialContent || h["Content-Encoding"] != nil || !textual(first(h["Content-Type"])) {
		return false
	}
	if v := h["Vary"]; !strings.Contains(strings.Join(v, ","), "Accept-Encoding") {
		h["Vary"] = append(v[:len(v):len(v)], "Accept-Encoding")
	}
	return acceptsGzip(first(w.req.Header["Accept-Encoding"]))
}

func first(v []string) string {
	if len(v) == 0 {
		return ""
	}
	return v[0]
}

// acceptsGzip reads Accept-Encoding: gzip is named and not with q=0.
func acceptsGzip(accept string) bool {
	at := strings.Index(accept, "gzip")
	if at < 0 {
		return false
	}
	item, _, _ := strings.Cut(accept[at:], ",")
	_, q, ok := strings.Cut(item, "q=")
	return !ok || strings.Trim(q, " 0.") != ""
}

// textual reports whether a media type shrinks.
func textual(t string) bool {
	t, _, _ = strings.Cut(t, ";")
	return strings.HasPrefix(t, "text/") || strings.HasSuffix(t, "json") || strings.HasSuffix(t, "xml") || t == "application/javascript"
}

// send lets the header go.
func (w *response) send() {
	if w.sent {
		return
	}
	if w.route != nil && !w.decided {
		panic(errUndecided) // nothing has gone out yet: the chain answers 500 and says so in the log
	}
	w.sent = true
	if w.site.drain.Load() {
		w.Header()["Connection"] = closeValue
	}
	w.ResponseWriter.WriteHeader(w.status)
}

// finish sends what is still held back.
func (w *response) finish() {
	switch {
	case w.zip != nil:
		if err := w.zip.Close(); err == nil {
			w.site.zips.Put(w.zip)
		}
		w.zip = nil
	case w.sent:
	case w.status == 0:
		w.status = http.StatusOK
		w.send()
	default:
		h := w.Header()
		bodiless := w.status == http.StatusNoContent || w.status == http.StatusNotModified
		switch {
		case bodiless:
			delete(h, "Content-Length")
		case w.req.Method == http.MethodHead:
			if n, err := strconv.Atoi(first(h["Content-Length"])); err == nil && n >= minZip && w.worth(h) {
				delete(h, "Content-Length")
				h["Content-Encoding"] = encodingGzip
			}
		default:
			h["Content-Length"] = []string{strconv.Itoa(len(w.held))}
		}
		w.send()
		if len(w.held) > 0 {
			n, _ := w.ResponseWriter.Write(w.held) // the reader may have gone; there is no one to tell
			w.bytes += int64(n)
		}
	}
}

// discard forgets an answer that has not gone out, so that another can take its place.
func (w *response) discard() {
	w.status, w.swallow, w.held = 0, false, w.held[:0]
	h := w.Header()
	for _, name := range [...]string{"Content-Length", "Content-Encoding", "Content-Type", "Content-Disposition", "Etag", "Last-Modified", "Cache-Control", "Location"} {
		delete(h, name)
	}
}

// Flush sends everything written so far; answers of many rows use it.
func (w *response) Flush() {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	if w.swallow || w.req.Method == http.MethodHead {
		return
	}
	if !w.sent {
		if w.worth(w.Header()) {
			w.stream()
			w.zip.Write(w.held) // #nosec G104 -- an error comes back with the next Write
			w.held = w.held[:0]
		} else {
			w.send()
		}
	}
	if w.zip != nil {
		w.zip.Flush() // #nosec G104 -- an error comes back with the next Write
	}
	http.NewResponseController(w.ResponseWriter).Flush() // #nosec G104 -- not every writer can; then it is no matter
}

// Unwrap gives http.ResponseController the connection for its deadlines.
func (w *response) Unwrap() http.ResponseWriter { return w.ResponseWriter }
