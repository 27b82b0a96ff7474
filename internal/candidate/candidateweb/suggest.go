package candidateweb

import (
	"context"

	"github.com/a-h/templ"

	"kyodo/internal/bank"
	"kyodo/internal/candidate"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// suggested is how many candidates stand on other pages.
const suggested = 3

// Suggest draws the first candidates of a listing for the page of those who look after it; nil where
// there is none.
func Suggest(svc *candidate.Service) func(*web.Request, *bank.Listing) (templ.Component, error) {
	return func(r *web.Request, l *bank.Listing) (templ.Component, error) {
		list, err := few(r.Context(), svc, r, l)
		if err != nil || len(list) == 0 {
			return nil, err
		}
		return suggestions(r.Lang, "", list, more(r, l)), nil
	}
}

// Beside draws the first candidates of a listing below its public page; nil where there is none for
// this reader.
func Beside(svc *candidate.Service) func(*web.Request, *bank.Listing) (templ.Component, error) {
	return func(r *web.Request, l *bank.Listing) (templ.Component, error) {
		if !l.Asking(term.Of(r.Now)) {
			return nil, nil
		}
		list, err := few(r.Context(), svc, r, l)
		if err != nil || len(list) == 0 {
			return nil, err
		}
		return suggestions(r.Lang, wFitsBeside.In(r.Lang), list, more(r, l)), nil
	}
}

func few(ctx context.Context, svc *candidate.Service, r *web.Request, l *bank.Listing) ([]card, error) {
	found, err := svc.For(ctx, l.ID, candidate.Options{Reader: reader(r), Limit: suggested})
	if err != nil {
		return nil, err
	}
	var list []card
	for i := range found.Candidates {
		c := &found.Candidates[i]
		if c.Score == 0 {
			continue
		}
		b := found.Briefs[c.ID]
		list = append(list, card{Title: titleOf(b.Title, r.Lang), Href: b.Path(), Meta: []string{who(b, r.Lang), reason(c, r.Lang)}})
	}
	return list, nil
}

// more leads to all candidates, for those who may see them, else to the rules.
func more(r *web.Request, l *bank.Listing) ui.Link {
	switch o := l.Object(); {
	case r.Who != nil && r.May(policy.MatchView, o):
		return ui.Link{Href: desk.list(l.ID), Label: wAllFits.In(r.Lang)}
	case r.Who != nil && r.May(policy.ListingManage, o):
		return ui.Link{Href: mine.list(l.ID), Label: wAllFits.In(r.Lang)}
	}
	return ui.Link{Href: tablePath, Label: wHow.In(r.Lang)}
}
