package web

import (
	"net/http"
	"sort"
	"strings"
	"time"

	"kyodo/internal/policy"
)

// Handler answers one request or says why not; errors become pages in errors.go.
type Handler func(w http.ResponseWriter, r *Request) error

// Route is one door of the site and its lock.
type Route struct {
	Pattern string
	Action  Action
	Object  bool // the lock looks at the object that the URL names
	Listed  bool // whoever may see any row comes in; the rows are limited by Scope
}

// route is a Route with what the chain needs of it.
type route struct {
	Route
	label   string
	metrics *routeMetrics
	load    func(*Request) (policy.Object, error)
	body    int64
	upload  bool
	again   bool
	rate    rateClass
}

// Option is something that a route says beside its action.
type Option func(*route)

// On names the object of the deed: load finds what the URL names, or fault.NotFound. The chain
// decides about it before the handler runs, and answers alike for what is refused and what is
// not there.
func On(load func(*Request) (policy.Object, error)) Option {
	return func(rt *route) { rt.load, rt.Object = load, true }
}

// Listed is for lists: whoever may see any row comes in, and the handler limits the rows by
// Request.Scope in its SQL.
func Listed() Option { return func(rt *route) { rt.Listed = true } }

// Repeatable is for forms that may be sent again as they are, such as a password that is typed
// anew: they carry no key.
func Repeatable() Option { return func(rt *route) { rt.again = true } }

// Upload lets a form carry files, n bytes in all.
func Upload(n int64) Option { return func(rt *route) { rt.body, rt.upload = n, true } }

// Rate lets each account (or each client that is not signed in) use the route n times in per,
// counted in the database for all nodes.
func Rate(class string, n int, per time.Duration) Option {
	return func(rt *route) { rt.rate = rateClass{class, n, per} }
}

// Handle mounts a page. The pattern has a method: "GET /orgs/{id}"; GET answers HEAD too.
// Unsafe methods need a valid form token. It panics on an action without a row in policy.tsv.
func (s *Site) Handle(pattern string, action Action, h Handler, opts ...Option) {
	rt := s.add(pattern, action, opts)
	s.mux.HandleFunc(pattern, func(rw http.ResponseWriter, hr *http.Request) {
		w := rw.(*response)
		w.route = rt
		if hr.Body != nil && hr.Body != http.NoBody {
			hr.Body = http.MaxBytesReader(rw, hr.Body, rt.body)
		}
		r := s.request(w, hr)
		r.switchCookies()
		defer r.letGo()
		err := r.admit(rt)
		if err == nil {
			err = h(w, r)
			err = r.answered(err)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// HandleHTTP mounts a handler that speaks plain HTTP: the API adapter, feeds, static files.
// It passes the same chain, but no form token: it must not act on a cookie, so only Anyone may
// use it.
func (s *Site) HandleHTTP(pattern string, action Action, h http.Handler) {
	if action != Anyone {
		panic("web: plain HTTP knows nobody, so it is for everyone: " + pattern)
	}
	rt := s.add(pattern, action, nil)
	s.mux.HandleFunc(pattern, func(rw http.ResponseWriter, hr *http.Request) {
		w := rw.(*response)
		w.route, w.decided = rt, true
		if hr.Body != nil && hr.Body != http.NoBody {
			hr.Body = http.MaxBytesReader(rw, hr.Body, rt.body)
		}
		if err := s.cross.Check(hr); err != nil {
			s.fail(w, s.request(w, hr), errCrossOrigin)
			return
		}
		h.ServeHTTP(w, hr)
	})
}

// add writes the route down. An action that no row of policy.tsv names would be refused to
// everyone, or worse, meant for everyone: the program does not start.
func (s *Site) add(pattern string, action Action, opts []Option) *route {
	if action == "" {
		panic("web: a route without an action: " + pattern)
	}
	if !s.table.Has(action) {
		panic("web: policy.tsv does not say who may " + string(action) + ": " + pattern)
	}
	if method, _, ok := strings.Cut(pattern, " "); !ok || method == "" {
		panic("web: a route without a method: " + pattern)
	}
	rt := &route{Route: Route{Pattern: pattern, Action: action}, label: pattern, metrics: s.metrics.route(pattern), body: MaxForm}
	for _, o := range opts {
		o(rt)
	}
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
