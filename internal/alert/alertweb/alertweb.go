package alertweb

import (
	"net/http"
	"time"

	"kyodo/internal/alert"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/web"
)

// pages are the handlers and what they share.
type pages struct {
	svc *alert.Service
}

// Mount puts the pages on the site.
func Mount(site *web.Site, svc *alert.Service) {
	p := &pages{svc}
	site.Handle("GET "+alert.Path, policy.AlertView, p.list)
	site.Handle("POST "+alert.Path, policy.AlertEdit, p.keep, web.Rate("alert", 60, time.Hour))
	site.Handle("POST "+alert.Path+"/{id}", policy.AlertEdit, p.change, web.On(p.object))
	site.Handle("POST "+alert.Path+"/{id}/delete", policy.AlertEdit, p.forget, web.On(p.object))
	site.Handle("GET "+alert.StopPath("{token}"), web.Anyone, p.stopPage)
	// A mail program sends it without ever having seen the form (RFC 8058), so it carries no form token:
	// who knows the token of the link may end this one alert, and nothing else.
	site.HandleHTTP("POST "+alert.StopPath("{token}"), web.Anyone, http.HandlerFunc(p.stop))
}

// object is the alert that the address names.
func (p *pages) object(r *web.Request) (policy.Object, error) {
	v := r.PathValue("id")
	if !id.Valid(v) {
		return policy.Object{}, fault.NotFound
	}
	a, err := p.svc.ByID(r.Context(), v)
	return a.Object(), err
}
