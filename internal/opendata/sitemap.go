package opendata

import (
	"bytes"
	"context"
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// perSitemap is how many organizations one sitemap holds; with more, /sitemap.xml is an index.
// The protocol allows 50,000 addresses and 50 MB a file.
const perSitemap = 5000

// staleAfter is how old a catalogue may get while the register changes all the time, as during
// an import.
const staleAfter = 5 * time.Minute

// catalogue is what the search index holds of every organization: hidden ones are not in it.
type catalogue struct {
	seq   int64
	bank  int64 // likewise, of the bank
	at    time.Time
	pages []located // of organizations, then of listings
	orgs  int       // how many of the pages are of organizations
	asOf  term.Date // the newest day for which any source speaks
}

// located is one address with its last change.
type located struct {
	path    string
	changed term.Date
}

// all returns the catalogue of the register as it is, or as it was some minutes ago.
func (p *pages) all(ctx context.Context, now time.Time) (c catalogue, err error) {
	defer fault.Wrap(&err, "opendata.all")
	p.mu.Lock()
	defer p.mu.Unlock()
	seq, listings := p.svc.Seq(), p.bankSeq()
	if p.known.pages != nil && p.known.bank == listings && (p.known.seq == seq || now.Sub(p.known.at) < staleAfter && seq > p.known.seq) {
		return p.known, nil
	}
	c = catalogue{seq: seq, bank: listings, at: now, pages: make([]located, 0, p.svc.Index.Len())}
	q := search.Query{Sort: search.ByKana, Limit: search.LimitMax}
	for {
		if err := ctx.Err(); err != nil {
			return catalogue{}, err
		}
		res, err := p.svc.Index.Find(q)
		if err != nil {
			return catalogue{}, err
		}
		for _, h := range res.Hits {
			card := h.Card.(*register.Card)
			c.pages = append(c.pages, located{card.Path(), card.ChangedOn})
			if card.AsOf.After(c.asOf) {
				c.asOf = card.AsOf
			}
		}
		if q.After = res.Next; q.After == "" {
			break
		}
	}
	c.orgs = len(c.pages)
	if c.pages, err = p.listed(ctx, c.pages); err == nil {
		p.known = c
	}
	return c, err
}

// listed appends the pages of the public listings.
func (p *pages) listed(ctx context.Context, pages []located) ([]located, error) {
	if p.bank == nil {
		return pages, nil
	}
	f := bank.Filter{Sort: "newest", Limit: search.LimitMax, Bare: true}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		found, err := p.bank.Search(f)
		if err != nil {
			return nil, err
		}
		for _, c := range found.Cards {
			pages = append(pages, located{c.Path(), term.Of(c.UpdatedAt)})
		}
		if f.After = found.Next; f.After == "" {
			return pages, nil
		}
	}
}

// The XML of sitemaps.org 0.9.
type (
	siteURL struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
	urlSet struct {
		XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []siteURL `xml:"url"`
	}
	siteIndex struct {
		XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Maps    []siteURL `xml:"sitemap"`
	}
)

// sitemap answers with the addresses of all pages, or with the list of sitemaps.
func (p *pages) sitemap(w http.ResponseWriter, r *web.Request) error {
	if p.fresh(w, r) {
		return nil
	}
	c, err := p.all(r.Context(), r.Now)
	if err != nil {
		return err
	}
	if len(c.pages) <= p.perFile {
		return writeXML(w, urlSet{URLs: append(p.fixed(), p.urls(c.pages)...)})
	}
	var x siteIndex
	for n := 0; n*p.perFile < len(c.pages); n++ {
		x.Maps = append(x.Maps, siteURL{p.site.BaseURL("/sitemaps/" + strconv.Itoa(n+1) + ".xml"), newest(p.part(c, n)).String()})
	}
	return writeXML(w, x)
}

// sitemapPart answers /sitemaps/{n}.xml.
func (p *pages) sitemapPart(w http.ResponseWriter, r *web.Request) error {
	name, isXML := strings.CutSuffix(r.PathValue("file"), ".xml")
	n, err := strconv.Atoi(name)
	if err != nil || !isXML || n < 1 || name != strconv.Itoa(n) {
		return fault.New(fault.NotFound, "opendata: no such sitemap")
	}
	c, err := p.all(r.Context(), r.Now)
	if err != nil {
		return err
	}
	if len(c.pages) <= p.perFile || (n-1)*p.perFile >= len(c.pages) {
		return fault.New(fault.NotFound, "opendata: no such sitemap")
	}
	if p.fresh(w, r) {
		return nil
	}
	x := urlSet{URLs: p.urls(p.part(c, n-1))}
	if n == 1 {
		x.URLs = append(p.fixed(), x.URLs...)
	}
	return writeXML(w, x)
}

// part returns the n-th part of the catalogue, counted from 0.
func (p *pages) part(c catalogue, n int) []located {
	return c.pages[n*p.perFile : min((n+1)*p.perFile, len(c.pages))]
}

// fixed are the pages that are always there.
func (p *pages) fixed() []siteURL {
	list := []siteURL{}
	paths := []string{"/", listPath, DataPath, apiPath}
	if p.bank != nil {
		paths = append(paths, bankPath, bankPath+"/offers", bankPath+"/needs")
	}
	for _, path := range paths {
		list = append(list, siteURL{Loc: p.site.BaseURL(path)})
	}
	return list
}

func (p *pages) urls(pages []located) []siteURL {
	list := make([]siteURL, len(pages))
	for i, x := range pages {
		list[i] = siteURL{p.site.BaseURL(x.path), x.changed.String()}
	}
	return list
}

func newest(pages []located) (d term.Date) {
	for _, x := range pages {
		if x.changed.After(d) {
			d = x.changed
		}
	}
	return d
}

func writeXML(w http.ResponseWriter, v any) error {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(v); err != nil {
		return err
	}
	b.WriteByte('\n')
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, err := w.Write(b.Bytes())
	return err
}

// robots tells crawlers where the sitemap is. A demonstration with invented organizations must
// not be found at all.
func (p *pages) robots(w http.ResponseWriter, r *web.Request) error {
	text := "User-agent: *\nDisallow: " + CSVPath + "\nDisallow: " + OffersCSVPath + "\nDisallow: " + NeedsCSVPath + "\nAllow: /\n\nSitemap: " + p.site.BaseURL("/sitemap.xml") + "\n"
	if p.site.Demo() {
		text = "User-agent: *\nDisallow: /\n"
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=86400")
	_, err := w.Write([]byte(text))
	return err
}
