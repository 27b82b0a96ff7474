package web

import (
	"net/http"
	"sort"
	"strings"
)

// Handler answers one request or says why not; errors become pages in errors.go.
type Handler func(w http.ResponseWriter, r *Request) error

// Route is one door of the site and its lock.
type Route struct {
	Pattern string
	Action  Action
}

// route is a Route with its resolved counters.
type route struct {
	Route
	label   string
	metrics *routeMetrics
}

// Handle mounts a page. The pattern has a method: "GET /orgs/{id}"; GET answers HEAD too.
// Unsafe methods need a valid form token. It panics on an empty action.
func (s *Site) Handle(pattern string, action Action, h Handler) {
	rt := s.add(pattern, action)
	s.mux.HandleFunc(pattern, func(rw http.ResponseWriter, hr *http.Request) {
		w := rw.(*response)
		w.route = rt
		r := s.request(w, hr)
		r.switchCookies()
		err := r.guard()
		if err == nil {
			err = h(w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// HandleHTTP mounts a handler that speaks plain HTTP: the API adapter, feeds, static files.
// It passes the same chain, but no form token: it must not act on a cookie.
func (s *Site) HandleHTTP(pattern string, action Action, h http.Handler) {
	rt := s.add(pattern, action)
	s.mux.HandleFunc(pattern, func(rw http.ResponseWriter, hr *http.Request) {
		w := rw.(*response)
		w.route = rt
		if err := s.cross.Check(hr); err != nil {
			s.fail(w, s.request(w, hr), errCrossOrigin)
			return
		}
		h.ServeHTTP(w, hr)
	})
}

// add writes the route down. Nothing decides on any action but Anyone yet, so another one
// is refused at start instead of being served to everyone.
func (s *Site) add(pattern string, action Action) *route {
	if action == "" {
		panic("web: a route without an action: " + pattern)
	}
	if action != Anyone {
		panic("web: nothing decides who may " + string(action) + ": " + pattern)
	}
	if method, _, ok := strings.Cut(pattern, " "); !ok || method == "" {
		panic("web: a route without a method: " + pattern)
	}
	rt := &route{Route: Route{pattern, action}, label: pattern, metrics: s.metrics.route(pattern)}
	s.routes = append(s.routes, rt)
	return rt
}

// Routes lists every door of the site, sorted by path and method.
func (s *Site) Routes() []Route {
	out := make([]Route, len(s.routes))
	for i, rt := range s.routes {
		out[i] = rt.Route
	}
	key := func(r Route) string {
		method, path, _ := strings.Cut(r.Pattern, " ")
		return path + " " + method
	}
	sort.Slice(out, func(i, j int) bool { return key(out[i]) < key(out[j]) })
	return out
}
