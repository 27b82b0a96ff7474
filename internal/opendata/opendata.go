// Package opendata lets people and programs take the public register and the public part of the bank
// along: CSV of every list, Atom feeds of what is new, the sitemap, and the page /data that explains
// the columns, the licence and the credits.
package opendata

import (
	"net/http"
	"strconv"
	"sync"

	"kyodo/internal/bank"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// Paths of the package; others link to them.
const (
	DataPath   = "/data"
	CSVPath    = "/orgs.csv"
	AtomPath   = "/feeds/organizations.atom"
	listPath   = "/orgs"
	apiPath    = "/api"
	robotsPath = "/robots.txt"
)

// pages are the handlers and what they share.
type pages struct {
	site *web.Site
	svc  *register.Service
	bank *bank.Service // nil = the site has no bank

	mu      sync.Mutex // guards known: one request at a time walks the index
	known   catalogue
	perFile int // organizations in one sitemap
}

// Mount puts the open data of the register on the site, and of the bank unless that is nil, with the
// entry in the footer.
func Mount(site *web.Site, svc *register.Service, listings *bank.Service) {
	mount(site, svc, listings, perSitemap)
}

func mount(site *web.Site, svc *register.Service, listings *bank.Service, perFile int) {
	p := &pages{site: site, svc: svc, bank: listings, perFile: perFile}
	if listings != nil {
		site.Handle("GET "+OffersCSVPath, web.Anyone, p.listings(bank.Offer, "offers"))
		site.Handle("GET "+NeedsCSVPath, web.Anyone, p.listings(bank.Need, "needs"))
		site.Handle("GET "+OffersAtomPath, web.Anyone, p.listingsAtom(bank.Offer, OffersAtomPath))
		site.Handle("GET "+NeedsAtomPath, web.Anyone, p.listingsAtom(bank.Need, NeedsAtomPath))
	}
	site.Handle("GET "+CSVPath, web.Anyone, p.organizations)
	site.Handle("GET "+AtomPath, web.Anyone, p.atom)
	site.Handle("GET /sitemap.xml", web.Anyone, p.sitemap)
	site.Handle("GET /sitemaps/{file}", web.Anyone, p.sitemapPart)
	site.Handle("GET "+robotsPath, web.Anyone, p.robots)
	site.Handle("GET "+DataPath, web.Anyone, p.data)
	site.Footer(web.NavItem{Path: DataPath, Label: wTitle.In, Order: 70})
}

// fresh answers 304 when the reader has this state of the register already, and of the bank. The day
// is part of it: what stands today may have ended tomorrow.
func (p *pages) fresh(w http.ResponseWriter, r *web.Request) bool {
	return web.NotModified(w, r, strconv.FormatInt(p.svc.Seq(), 10)+"-"+strconv.FormatInt(p.bankSeq(), 10)+"-"+term.Of(r.Now).String())
}

// bankSeq is the state of the bank.
func (p *pages) bankSeq() int64 {
	if p.bank == nil {
		return 0
	}
	return p.bank.Seq()
}
