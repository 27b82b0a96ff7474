package opendata

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/feed"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// inFeed is how many pieces of news the feed holds.
const inFeed = 50

// atom answers with the organizations to which something happened last.
func (p *pages) atom(w http.ResponseWriter, r *web.Request) error {
	if p.fresh(w, r) {
		return nil
	}
	cards, err := p.svc.Newest(inFeed)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.news(r, cards).Write(&b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", feed.AtomType)
	_, err = w.Write(b.Bytes())
	return err
}

// news is the feed of the cards. Each change of an organization has an identifier of its own, so
// that readers show it as new.
func (p *pages) news(r *web.Request, cards []*register.Card) feed.Atom {
	l := r.Lang
	host := ""
	if u, err := url.Parse(p.site.BaseURL("")); err == nil {
		host = u.Host
	}
	a := feed.Atom{
		ID: feed.Tag(host, AtomPath), Title: wFeedTitle.In(l) + wBar.In(l) + p.site.Name(l), Subtitle: wFeedAbout.In(l), Lang: string(l),
		Self: p.site.BaseURL(AtomPath), Alternate: p.site.BaseURL(listPath + "?sort=newest"),
		Author: p.site.Operator(l), Rights: strings.Join(credits(), " "),
	}
	if a.Author == "" {
		a.Author = p.site.Name(l)
	}
	var latest term.Date
	for _, c := range cards {
		on := c.Latest.On
		if on.IsZero() {
			on = c.ChangedOn
		}
		if on.IsZero() {
			continue // no source says when
		}
		if on.After(latest) {
			latest = on
		}
		what := word(c.Latest.Kind.Label()).In(l)
		e := feed.Entry{
			ID:      feed.Tag(host, c.Path()+"/"+string(c.Latest.Kind)+"/"+on.String()),
			Title:   c.Name + wColon.In(l) + what,
			Updated: on.Time(), Link: p.site.BaseURL(c.Path()), Summary: summary(c, what, on, l),
			Categories: []feed.Category{{Term: string(c.Latest.Kind), Label: what}},
		}
		for _, slug := range c.Fields {
			if f, ok := codes.FieldBySlug(slug); ok {
				e.Categories = append(e.Categories, feed.Category{Term: slug, Label: f.Label.In(string(l))})
			}
		}
		a.Entries = append(a.Entries, e)
	}
	if latest.IsZero() {
		latest = term.Of(r.Now) // an empty feed must have a date too
	}
	a.Updated = latest.Time()
	return a
}

// summary says what happened, when, and what organization it is.
func summary(c *register.Card, what string, on term.Date, l web.Lang) string {
	parts := []string{what + " " + on.String()}
	if c.Latest.Before != "" && c.Latest.After != "" {
		parts = append(parts, c.Latest.Before+" → "+c.Latest.After)
	}
	return strings.Join(append(parts, c.Kind.Label().In(string(l)), c.Address), " / ")
}
