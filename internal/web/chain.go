package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
)

// serve is the chain, in one function because every request pays for it: request id,
// security headers, body limit, routes, error pages, panics, counters, access log.
func (s *Site) serve(rw http.ResponseWriter, hr *http.Request, staff bool) {
	w, ok := s.responses.Get().(*response)
	if !ok {
		w = &response{held: make([]byte, 0, minZip)}
	}
	now := s.cfg.Now()
	*w = response{ResponseWriter: rw, site: s, req: hr, start: now, id: s.ids.New(now), held: w.held[:0], staff: staff}
	h := rw.Header()
	s.secureHeaders(h)
	h["X-Request-Id"] = []string{w.id}
	defer s.end(w)
	if !staff && staffPath(hr.URL.Path) {
		w.swallow, w.status = true, http.StatusNotFound
	} else {
		s.mux.ServeHTTP(w, hr)
	}
	if w.swallow { // no route: the mux has set Allow for 405
		status := w.status
		w.discard()
		w.route = s.stray
		s.fail(w, s.request(w, hr), noRoute(status))
	}
}

// end contains a panic, sends the rest of the answer and writes the access log.
func (s *Site) end(w *response) {
	var abort any
	if p := recover(); p != nil {
		abort = s.panicked(w, p)
	}
	if abort == nil {
		w.finish()
	}
	took := s.cfg.Now().Sub(w.start)
	rt := w.route
	if rt == nil {
		rt = s.stray // a redirect of the mux to the clean path
	}
	rt.metrics.observe(w.status, took)
	if ctx := w.req.Context(); s.cfg.Log.Enabled(ctx, slog.LevelInfo) {
		// No query, no address, no body: what people look for is theirs. A {secret} lets somebody in.
		path := clip(w.req.URL.Path, 200)
		if strings.Contains(rt.label, "{secret}") || rt == s.stray && s.secret(path) {
			path = ""
		}
		s.cfg.Log.LogAttrs(ctx, slog.LevelInfo, "request",
			slog.String("id", w.id),
			slog.String("method", clip(w.req.Method, 20)),
			slog.String("route", rt.label),
			slog.String("path", path),
			slog.Int("status", w.status),
			slog.Int64("bytes", w.bytes),
			slog.Int64("us", took.Microseconds()))
	}
	if abort != nil {
		panic(abort) // net/http closes the connection, so that the reader sees a broken answer and not a short one
	}
	w.ResponseWriter, w.req, w.route = nil, nil, nil
	s.responses.Put(w)
}

// secret says whether a path that no route took may hold a {secret}: a link with something too much.
func (s *Site) secret(path string) bool {
	return slices.ContainsFunc(s.routes, func(rt *route) bool {
		_, at, _ := strings.Cut(rt.Pattern, " ")
		before, _, ok := strings.Cut(at, "{secret}")
		return ok && strings.Contains(path, before)
	})
}

// panicked logs a panic with its stack and shows the reader a page with the request's number.
// It returns what to panic with again when the answer has already begun.
func (s *Site) panicked(w *response, p any) any {
	if p == http.ErrAbortHandler {
		return p
	}
	s.cfg.Log.LogAttrs(w.req.Context(), slog.LevelError, "panic",
		slog.String("id", w.id), slog.String("panic", fmt.Sprint(p)), slog.String("stack", string(debug.Stack())))
	if w.sent {
		return http.ErrAbortHandler
	}
	w.discard()
	if w.route == nil {
		w.route = s.stray
	}
	s.problem(w, s.request(w, w.req), kinds[len(kinds)-1], errPanic)
	return nil
}
