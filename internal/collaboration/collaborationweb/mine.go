package collaborationweb

import (
	"net/http"
	"slices"

	"kyodo/internal/collaboration"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// mine lists the collaborations of the reader's organizations: those that wait for the reader first.
func (p *pages) mine(w http.ResponseWriter, r *web.Request) error {
	lang := r.Lang
	var ids []register.ID
	for _, o := range r.Scope().Orgs {
		ids = append(ids, register.ID(o))
	}
	list, err := p.svc.Of(r.Context(), ids...)
	if err != nil {
		return err
	}
	for _, c := range list {
		ids = append(ids, c.Giver, c.Receiver)
	}
	names, err := p.names(r, ids...)
	if err != nil {
		return err
	}
	v := p.view(r, wMine.In(lang), ui.Crumb{Label: wMy.In(lang), Href: myPath})
	open, closed := part{ID: "open", Title: wOpenOnes.In(lang)}, part{ID: "closed", Title: wClosed.In(lang)}
	slices.SortStableFunc(list, func(a, b collaboration.Collaboration) int { return urgency(r, &a) - urgency(r, &b) })
	for i := range list {
		c := &list[i]
		if c.Outcome == collaboration.Open {
			open.Items = append(open.Items, listed(r, c, names))
		} else {
			closed.Items = append(closed.Items, listed(r, c, names))
		}
	}
	if len(open.Items) == 0 {
		open.Empty, open.Hint = wNone.In(lang), wNoneHint.In(lang)
		open.Links = []ui.Link{{Href: inquiriesPath, Label: wToThreads.In(lang)}, {Href: offersPath, Label: wToOffers.In(lang)}, {Href: needsPath, Label: wToNeeds.In(lang)}}
	}
	v.Parts = append(v.Parts, open)
	if len(closed.Items) > 0 {
		v.Parts = append(v.Parts, closed)
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// urgency is 0 where the reader owes the next step, 1 where others do, 2 where nothing is owed.
func urgency(r *web.Request, c *collaboration.Collaboration) int {
	if c.Outcome != collaboration.Open {
		return 2
	}
	for _, s := range c.Owes() {
		if slices.Contains(sides(r, c), s) {
			return 0
		}
	}
	return 1
}

// listed is one collaboration in the list.
func listed(r *web.Request, c *collaboration.Collaboration, names map[register.ID]string) item {
	lang := r.Lang
	x := item{Title: c.Title, JA: true, Href: c.Path(), Tag: stageWords[c.Stage].now.In(lang), Tone: ui.Info}
	partner := c.Giver
	if s := sides(r, c); len(s) > 0 && s[0] == collaboration.Giver {
		partner = c.Receiver
	}
	x.With, x.Partner, x.PartnerJA = wFrom.In(lang), names[partner], true
	switch {
	case c.Outcome == collaboration.Done:
		x.Tag, x.Tone = wDone.In(lang), ui.Good
		x.Meta = append(x.Meta, moment(c.ClosedAt, lang))
	case c.Outcome == collaboration.Ended:
		x.Tag, x.Tone = wEnded.In(lang), ui.Plain
		x.Meta = append(x.Meta, moment(c.ClosedAt, lang))
	default:
		if urgency(r, c) == 0 {
			x.Tone = ui.Warn
			x.Meta = append(x.Meta, wYourTurn.In(lang))
		}
		if c.Stage == collaboration.Agreed {
			x.Meta = append(x.Meta, wBy.In(lang)+date(c.Due, lang))
			if c.Due.Before(term.Of(r.Now)) {
				x.Tone = ui.Warn
			}
		}
	}
	return x
}
