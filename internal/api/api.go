// Package api is the JSON API, version 1: keyless reads of the public register and of the public part
// of the bank for programs, described by an OpenAPI 3.1 document that is made from the Go types, and by the page /api.
//
// Every operation is mounted through Handle, so that it stands in the site's list of routes with
// its action, and every failure under /api/ is an application/problem+json (RFC 9457).
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/web"
)

// Paths of the package.
const (
	PagePath    = "/api"
	OpenAPIPath = "/api/openapi.json"
	basePath    = "/api/v1"
	listPath    = basePath + "/organizations"
)

// API is the operations mounted on a site.
type API struct {
	site *web.Site
	huma huma.API
	mux  *door
}

// service is what the operations share.
type service struct {
	site *web.Site
	svc  *register.Service
	bank *bank.Service // nil = the site has no bank
}

// Mount puts the API, its description and its page on the site; without listings when the bank is nil.
func Mount(site *web.Site, svc *register.Service, listings *bank.Service) {
	a := newAPI(site)
	s := &service{site, svc, listings}
	Handle(a, listOperation(), web.Anyone, s.list)
	Handle(a, showOperation(), web.Anyone, s.show)
	if listings != nil {
		Handle(a, listingsOperation(), web.Anyone, s.listings)
		Handle(a, listingOperation(), web.Anyone, s.listing)
	}
	Handle(a, codesOperation(), web.Anyone, s.codes)
	site.Handle("GET "+OpenAPIPath, web.Anyone, a.openAPI())
	site.Handle("GET "+PagePath, web.Anyone, s.page)
	site.Errors("/api/", problem)
	site.Footer(web.NavItem{Path: PagePath, Label: wTitle.In, Order: 80})
}

func newAPI(site *web.Site) *API {
	a := &API{site: site, mux: &door{site: site}}
	a.huma = humago.New(a.mux, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: docTitle, Version: "1.0.0", Description: docAbout},
			Servers: []*huma.Server{{URL: site.BaseURL("")}},
			Tags: []*huma.Tag{
				{Name: tagOrganizations, Description: "公開されている団体の情報 / Public records of organizations"},
				{Name: tagListings, Description: "社会貢献バンクの提供とニーズ / Offers and needs of the contribution bank"},
				{Name: tagCodes, Description: "記号の一覧 / Code tables"},
			},
			Components: &huma.Components{Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)},
		},
		Formats:                      map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	})
	return a
}

// Handle mounts one operation for those who may do the action. What fn returns as an error goes
// through the site's table of failures.
func Handle[I, O any](a *API, op huma.Operation, action web.Action, fn func(context.Context, *I) (*O, error)) {
	a.mux.action = action
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, in)
		if err != nil {
			if held, ok := ctx.Value(heldKey{}).(*held); ok {
				held.failed = err
			}
			return nil, huma.NewError(web.Status(err), "") // never sent: door hands the error to the site
		}
		return out, nil
	})
	a.mux.action = ""
	paramTitles(a.huma.OpenAPI().Paths[op.Path], reflect.TypeFor[I]())
}

// openAPI answers with the description of all operations mounted so far. It is the same text for
// the same program and base URL.
func (a *API) openAPI() web.Handler {
	a.titles()
	text, err := json.Marshal(a.huma.OpenAPI())
	var b bytes.Buffer
	if err == nil {
		err = json.Indent(&b, text, "", " ")
	}
	b.WriteByte('\n')
	return func(w http.ResponseWriter, r *web.Request) error {
		if err != nil {
			return fault.New(err, "api: OpenAPI document")
		}
		return answer(w, r, "application/openapi+json;version=3.1", b.Bytes())
	}
}
