package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"kyodo/internal/fault"
)

// elsewhere is the error of an object that has another address for ever.
type elsewhere struct{ path string }

// Elsewhere is the error by which a page or the loader of its object leads the reader to the same page
// of the object that took this one's place: id is its {id}. It keeps the query, and the form of a POST.
// The permission table decides at the new address. To those who do not lead on it is fault.NotFound.
func (r *Request) Elsewhere(id string) error {
	return &elsewhere{strings.Replace(r.URL.Path, "/"+r.PathValue("id"), "/"+id, 1)}
}

// Error says where it is.
func (e *elsewhere) Error() string { return "is now at " + e.path }

// Is makes it a kind of fault.NotFound.
func (e *elsewhere) Is(target error) bool { return target == fault.NotFound }

// leads says whether an error leads to another address.
func leads(err error) bool {
	var e *elsewhere
	return errors.As(err, &e)
}

// lead sends the reader of an error that leads elsewhere there. It says whether it did.
func lead(w *response, r *Request, err error) bool {
	var e *elsewhere
	if !errors.As(err, &e) {
		return false
	}
	w.discard()
	w.Header().Set("Cache-Control", "no-cache") // for ever, unless a person undoes it
	status := http.StatusPermanentRedirect
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		status = http.StatusMovedPermanently
	}
	return Redirect(w, r, status, WithQuery((&url.URL{Path: e.path}).EscapedPath(), r)) == nil
}

// WithQuery returns a path with the query of the request.
func WithQuery(path string, r *Request) string {
	if r.URL.RawQuery == "" {
		return path
	}
	return path + "?" + r.URL.RawQuery
}
