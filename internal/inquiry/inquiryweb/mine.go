package inquiryweb

import (
	"net/http"
	"slices"

	"kyodo/internal/bank"
	"kyodo/internal/inquiry"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// mine lists the inquiries of the reader's organizations: received and sent, those that wait for the
// reader first.
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
	for _, q := range list {
		ids = append(ids, q.Asker, q.Owner)
	}
	titles, err := p.listings(r.Context(), list)
	if err != nil {
		return err
	}
	names, err := p.names(r.Context(), ids...)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b inquiry.Inquiry) int { return urgency(r, &a) - urgency(r, &b) })
	received, sent := part{ID: "received", Title: wReceived.In(lang)}, part{ID: "sent", Title: wSent.In(lang)}
	closed := part{ID: "closed", Title: wClosedTitle.In(lang)}
	for i := range list {
		q := &list[i]
		l := titles[q.Listing]
		x := listed(r, q, &l, names)
		switch {
		case !q.State.Open():
			closed.Items = append(closed.Items, x)
		case acts(r, q.Owner):
			received.Items = append(received.Items, x)
		default:
			sent.Items = append(sent.Items, x)
		}
	}
	if len(received.Items) == 0 {
		received.Empty, received.Hint = wNoneReceived.In(lang), wReceivedHint.In(lang)
		received.Links = []ui.Link{{Href: myListings, Label: wToListings.In(lang)}}
	}
	if len(sent.Items) == 0 {
		sent.Empty, sent.Hint = wNoneSent.In(lang), wSentHint.In(lang)
		sent.Links = []ui.Link{{Href: offersPath, Label: wToOffers.In(lang)}, {Href: needsPath, Label: wToNeeds.In(lang)}}
	}
	v := p.view(r, wMine.In(lang), ui.Crumb{Label: wMy.In(lang), Href: myPath})
	if len(list) > 0 {
		v.Lead = wListLead.In(lang)
	}
	v.Parts = append(v.Parts, received, sent)
	if len(closed.Items) > 0 {
		v.Parts = append(v.Parts, closed)
	}
	v.Parts = append(v.Parts, part{Links: []ui.Link{{Href: collaborations, Label: wToCollabs.In(lang)}}})
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// urgency is 0 where the reader owes the next word, 1 where the other side does, 2 where nobody does.
func urgency(r *web.Request, q *inquiry.Inquiry) int {
	switch {
	case !q.State.Open() || q.Owes == inquiry.Nobody:
		return 2
	case slices.Contains(sides(r, q), q.Owes):
		return 0
	}
	return 1
}

// listed is one inquiry in the list: with whom, who owes the next word, since when and by when.
func listed(r *web.Request, q *inquiry.Inquiry, l *bank.Listing, names map[register.ID]string) item {
	lang := r.Lang
	side := inquiry.Asker
	if acts(r, q.Owner) {
		side = inquiry.Owner
	}
	w := stateFor(q.State, side)
	x := item{Title: l.Title, JA: true, Href: q.Path(), Tag: w.In(lang), Tone: w.Tone}
	partner := names[q.Asker]
	if !acts(r, q.Owner) {
		if partner = names[q.Owner]; hidden(l, q.Revealed()) || partner == "" {
			partner = wNameLater.In(lang)
		}
	} else if q.State == inquiry.Sent {
		x.Tag, x.Tone = wUnread.In(lang), ui.Warn
	}
	x.With, x.Partner, x.PartnerJA = wFrom.In(lang), partner, partner != wNameLater.In(lang)
	if !q.State.Open() {
		x.Meta = append(x.Meta, moment(q.ClosedAt, lang))
		return x
	}
	since := wSince.In(lang) + moment(q.OwesSince, lang)
	switch {
	case q.Owes == inquiry.Nobody:
		x.Meta = append(x.Meta, wNothingToDo.In(lang))
		return x
	case q.Owes == inquiry.Center:
		x.Meta = append(x.Meta, wCenterTurn.In(lang), since)
	case urgency(r, q) == 0:
		x.Tone = ui.Warn
		x.Meta = append(x.Meta, wYourTurn.In(lang)+wBy.In(lang)+date(q.OwesBy, lang), since)
	default:
		x.Meta = append(x.Meta, wOtherSide.In(lang)+wTheirTurn.In(lang)+wBy.In(lang)+date(q.OwesBy, lang), since)
	}
	if q.OwesBy.Before(term.Of(r.Now)) {
		x.Meta = append(x.Meta, wBeyond.In(lang))
	}
	return x
}
