// Package bankweb holds the public pages of the 社会貢献バンク: its front, the lists of offers and
// needs, a listing's permanent page and printed sheet, its photos, and the records of draws.
package bankweb

import (
	"context"

	"github.com/a-h/templ"

	"kyodo/internal/bank"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// Paths of the slice. A listing's own path is bank.Listing.Path.
const (
	frontPath  = "/bank"
	offersPath = "/bank/offers"
	needsPath  = "/bank/needs"
	jsonPath   = "/api/v1/listings"
)

// Paths of other slices to which these pages lead.
const (
	matchingPath = "/bank/matching"
	figuresPath  = "/bank/figures"
	oneOffPath   = "/bank/one-off"
	writePath    = "/my/listings"
	managePath   = "/my/listings/"
	alertsPath   = "/my/alerts"
)

// Answers is how an organization answers inquiries.
type Answers struct {
	Asked    int // inquiries that should have been answered by now
	Answered int // of them
	Days     int // median, from the inquiry to the first answer
}

// Config is what the pages are told by the program. Every function may be nil: then what it would
// give is not shown.
type Config struct {
	// Contact is how readers reach the centre: telephone, FAX, mail; one a line. "" = not set yet.
	Contact string
	// Answers tells how an organization answers.
	Answers func(ctx context.Context, org register.ID) (Answers, error)
	// Seen counts that somebody else than its owner or the centre opened a listing's page on a day.
	Seen func(listing string, day term.Date)
	// Beside draws what stands below a listing for who is signed in, such as who would fit; nil = nothing.
	Beside func(r *web.Request, l *bank.Listing) (templ.Component, error)
}

// pages are the handlers of the slice and what they share.
type pages struct {
	svc    *bank.Service
	orgs   *register.Service
	cfg    Config
	labels [2]*labels // by language, see in
}

// Mount puts the pages of the bank on the site, with their entry in the navigation.
func Mount(site *web.Site, svc *bank.Service, orgs *register.Service, cfg Config) {
	today := term.Of(svc.DB.Now())
	p := &pages{svc: svc, orgs: orgs, cfg: cfg, labels: [2]*labels{newLabels(web.JA, today), newLabels(web.EN, today)}}
	site.Handle("GET "+frontPath, web.Anyone, p.front)
	site.Handle("GET "+offersPath, web.Anyone, p.list(bank.Offer))
	site.Handle("GET "+needsPath, web.Anyone, p.list(bank.Need))
	site.Handle("GET /bank/{id}", web.Anyone, p.show)
	site.Handle("GET /bank/{id}/sheet", web.Anyone, p.sheet)
	site.Handle("GET /bank/{id}/photos/{name}", web.Anyone, p.photo)
	site.Handle("GET /bank/{place}/{id}", web.Anyone, p.draw) // /bank/draws/{id} alone would contend with /bank/{id}/sheet
	site.Nav(web.NavItem{Path: frontPath, Label: func(l web.Lang) string { return wordsIn(l).Bank }, Order: 15})
}

// in returns the labels of a language.
func (p *pages) in(l web.Lang) *labels {
	if l == web.EN {
		return p.labels[1]
	}
	return p.labels[0]
}

// listPath is the list of a direction.
func listPath(d bank.Direction) string {
	if d == bank.Need {
		return needsPath
	}
	return offersPath
}

// csvPath and atomPath are the same list in other forms.
func csvPath(d bank.Direction) string { return listPath(d) + ".csv" }

func atomPath(d bank.Direction) string {
	if d == bank.Need {
		return "/feeds/needs.atom"
	}
	return "/feeds/offers.atom"
}

// date writes a day in the language of the page, "" for none.
func date(l web.Lang, d term.Date) string {
	if l == web.EN {
		return d.English()
	}
	return d.Both()
}
