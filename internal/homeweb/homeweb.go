// Package homeweb holds the front page, the two doors (企業の方へ, 団体の方へ), the guide in
// やさしい日本語, the numbers by municipality, and the pages of the footer that an operator signs.
package homeweb

import (
	"context"
	"sync/atomic"

	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// Config is what only the operator knows. The operator's name comes from the site.
type Config struct {
	Contact string // how readers reach the operator: division, telephone, mail or postal address, one a line; "" = not set yet, and the pages say so
	Source  string // http(s) address of the program's source; "" = the licence alone is named
	// Notice is what those who run the site announce on the front page; nil = nothing ever.
	Notice func(ctx context.Context, l web.Lang) (Notice, error)
	// Bank tells how much there is in the 社会貢献バンク for everybody; nil = the front page says nothing of it.
	Bank func() (Bank, error)
}

// Bank is what the front page says of the 社会貢献バンク.
type Bank struct {
	Offers, Needs int
	Version       int64 // another one is another state
}

// Notice is an announcement on the front page.
type Notice struct {
	Text    string // "" = none
	Lang    web.Lang
	Version int64 // another one is another text
}

// Paths of the package. The API of the map is the table of the front page as data.
const (
	frontPath         = "/{$}"
	companiesPath     = "/for-companies"
	groupsPath        = "/for-groups"
	easyPath          = "/easy"
	easyCompaniesPath = "/easy/companies"
	easyGroupsPath    = "/easy/groups"
	aboutPath         = "/about"
	termsPath         = "/about/terms"
	privacyPath       = "/about/privacy"
	accessibilityPath = "/about/accessibility"
	sourcesPath       = "/about/sources"
	bankPath          = "/bank"
	mapCSVPath        = "/municipalities.csv"
	mapJSONPath       = "/municipalities.json"
)

// pages are the handlers and what they share.
type pages struct {
	svc  *register.Service
	cfg  Config
	seen atomic.Pointer[summary] // of the register's last state
}

// Mount puts the pages on the site, with their entries in the navigation and the footer. The
// site's search box must lead to the register.
func Mount(site *web.Site, svc *register.Service, cfg Config) {
	p := &pages{svc: svc, cfg: cfg}
	site.Handle("GET "+frontPath, web.Anyone, p.front)
	site.Handle("GET "+mapCSVPath, web.Anyone, p.mapCSV)
	site.Handle("GET "+mapJSONPath, web.Anyone, p.mapJSON)
	site.Handle("GET "+companiesPath, web.Anyone, p.companies)
	site.Handle("GET "+groupsPath, web.Anyone, p.groups)
	for _, path := range []string{easyPath, easyCompaniesPath, easyGroupsPath} {
		site.Handle("GET "+path, web.Anyone, p.easy(path))
	}
	for _, path := range []string{aboutPath, termsPath, privacyPath, accessibilityPath, sourcesPath} {
		site.Handle("GET "+path, web.Anyone, p.document(path))
	}
	item := func(path string, order int, label func(*words) string) web.NavItem {
		return web.NavItem{Path: path, Order: order, Label: func(l web.Lang) string { return label(wordsIn(l)) }}
	}
	site.Nav(
		item(companiesPath, 20, func(w *words) string { return w.Companies.Title }),
		item(groupsPath, 30, func(w *words) string { return w.Groups.Title }),
	)
	site.Footer(
		item(aboutPath, 10, func(w *words) string { return w.About }),
		item(easyPath, 20, func(w *words) string { return w.Easy }),
		item(termsPath, 30, func(w *words) string { return w.Terms }),
		item(privacyPath, 40, func(w *words) string { return w.Privacy }),
		item(accessibilityPath, 50, func(w *words) string { return w.Accessibility }),
		item(sourcesPath, 60, func(w *words) string { return w.Sources }),
	)
}

// date writes a day in the language of the page, "" for none.
func date(l web.Lang, d term.Date) string {
	if l == web.EN {
		return d.English()
	}
	return d.Both()
}
