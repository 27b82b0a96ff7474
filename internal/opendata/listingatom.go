package opendata

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/feed"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// listingsAtom answers with the newest public listings of a direction, as narrow as the address asks.
func (p *pages) listingsAtom(d bank.Direction, path string) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		f, err := listingFilter(d, r.URL.Query(), r.Lang)
		if err != nil {
			return err
		}
		if p.listingsFresh(w, r) {
			return nil
		}
		f.Sort, f.Limit, f.Bare = "newest", inFeed, true
		found, err := p.bank.Search(f)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := p.newListings(r, d, path, found.Cards).Write(&b); err != nil {
			return err
		}
		w.Header().Set("Content-Type", feed.AtomType)
		_, err = w.Write(b.Bytes())
		return err
	}
}

// newListings is the feed of the cards. It carries enough to decide whether to open the page.
func (p *pages) newListings(r *web.Request, d bank.Direction, path string, cards []*bank.Card) feed.Atom {
	l := r.Lang
	host := ""
	if u, err := url.Parse(p.site.BaseURL("")); err == nil {
		host = u.Host
	}
	title, about, page := wOffersTitle, wOffersAbout, bankPath+"/offers"
	if d == bank.Need {
		title, about, page = wNeedsTitle, wNeedsAbout, bankPath+"/needs"
	}
	a := feed.Atom{ID: feed.Tag(host, path), Title: title.In(l) + wBar.In(l) + p.site.Name(l), Subtitle: about.In(l), Lang: string(l),
		Self: p.site.BaseURL(path), Alternate: p.site.BaseURL(page), Author: p.site.Operator(l)}
	if a.Author == "" {
		a.Author = p.site.Name(l)
	}
	latest := term.Of(r.Now).AddDays(-1).Time() // an empty feed must have a date too
	for i, c := range cards {
		if i == 0 || c.PublishedAt.After(latest) {
			latest = c.PublishedAt
		}
		kind := c.Kind.Label().In(string(l))
		parts := []string{kind}
		if c.Quantity > 0 {
			parts = append(parts, ui.Number(int(c.Quantity-c.Taken))+c.Unit)
		}
		if city := cityName(c.City); city != "" {
			parts = append(parts, city)
		}
		if !c.Closing.IsZero() {
			parts = append(parts, wDeadline.In(l)+day(c.Closing, l))
		}
		if c.Name != "" {
			parts = append(parts, c.Name)
		}
		parts = append(parts, strings.Join(strings.Fields(c.Body), " "))
		a.Entries = append(a.Entries, feed.Entry{ID: feed.Tag(host, c.Path()), Title: c.Title, Updated: c.PublishedAt,
			Link: p.site.BaseURL(c.Path()), Summary: cut(strings.Join(parts, " / "), 300),
			Categories: []feed.Category{{Term: string(c.Kind), Label: kind}}})
	}
	a.Updated = latest
	return a
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
