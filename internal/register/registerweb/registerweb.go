// Package registerweb holds the pages of the register: the list 「団体をさがす」, an organization's
// page, the form by which a reader reports an error, and the pages on which profiles are written.
package registerweb

import (
	"net/http"
	"time"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// Paths of the slice. An organization's own path is register.OrganizationPath.
const (
	listPath    = "/orgs"
	suggestPath = "/orgs/suggest"
)

// Paths of the same data in other forms; the query of the list goes with them.
const (
	csvPath  = "/orgs.csv"
	jsonPath = "/api/v1/organizations"
	atomPath = "/feeds/organizations.atom"
)

// pages are the handlers of the slice and what they share.
type pages struct {
	svc         *register.Service
	labels      [2]*labels // by language, see in
	corrections *web.Limit
}

// Mount puts the pages of the register on the site, with their entry in the navigation and the
// search box of every header.
func Mount(site *web.Site, svc *register.Service) {
	today := term.Of(svc.DB.Now())
	p := &pages{
		svc:         svc,
		labels:      [2]*labels{newLabels(web.JA, today), newLabels(web.EN, today)},
		corrections: web.NewLimit(20, 10*time.Minute),
	}
	site.Handle("GET /orgs", web.Anyone, p.list)
	site.Handle("GET /orgs/suggest", web.Anyone, p.suggest)
	site.Handle("GET /orgs/{id}", web.Anyone, p.show)
	site.Handle("GET /npo/{number}", web.Anyone, p.byNumber)
	site.Handle("GET /orgs/{id}/correction", web.Anyone, p.correctionForm)
	site.Handle("POST /orgs/{id}/correction", web.Anyone, p.correct)
	site.Handle("GET /orgs/{id}/correction/{receipt}", web.Anyone, p.correctionThanks)

	p.mountProfiles(site)

	site.Nav(web.NavItem{Path: listPath, Label: func(l web.Lang) string { return wordsIn(l).Find }, Order: 10})
	site.Search(listPath, suggestPath)
}

// in returns the labels of a language.
func (p *pages) in(l web.Lang) *labels {
	if l == web.EN {
		return p.labels[1]
	}
	return p.labels[0]
}

// byNumber leads from a 法人番号, however it is written, to the organization's permanent page.
func (p *pages) byNumber(w http.ResponseWriter, r *web.Request) error {
	n, err := codes.ParseCorporateNumber(r.PathValue("number"))
	if err != nil {
		return notFound("number")
	}
	oid, err := p.svc.ByNumber(r.Context(), n.String())
	if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusFound, register.OrganizationPath(oid))
}
