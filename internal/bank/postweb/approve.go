package postweb

import (
	"net/http"
	"time"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// ApprovePath is where a superior's link leads, with the token behind it.
const ApprovePath = "/approve/"

// approvals is the section about the internal approval on a listing's page; link is the address that
// was just made, "" else: the database keeps only its hash.
func (p *pages) approvals(r *web.Request, l *bank.Listing, link string) (pt part, err error) {
	lang := r.Lang
	pt = part{ID: "approval", Title: wApproval.In(lang), Text: []string{wApprovalText.In(lang)}, Screen: true}
	list, err := p.svc.Approvals(r.Context(), l.ID)
	if err != nil {
		return pt, err
	}
	if link != "" {
		pt.Notice = &notice{Tone: ui.Good, Title: wLinkMade.In(lang), Text: wLinkOnce.In(lang)}
		pt.Link = &ui.Control{Name: "link", Label: wLinkAddress.In(lang), Value: link}
	}
	for i := range list {
		a := &list[i]
		text := linkWords[a.Link(r.Now, l)].In(lang)
		switch a.Decision {
		case bank.Approved:
			text = wLinkApproved.In(lang)
		case bank.Declined:
			text = wLinkDeclined.In(lang)
		}
		ev := event{At: moment(a.AskedAt, lang), Text: text, Who: a.Decider, Note: a.Remark}
		if a.Link(r.Now, l) == bank.LinkOpen {
			ev.Text += wOpen.In(lang) + wGoodUntil.In(lang) + moment(a.ExpiresAt, lang) + wClose.In(lang)
		}
		pt.History = append(pt.History, ev)
	}
	o := l.Object()
	if mayMove(l, bank.Approving) && r.May(policy.ListingSubmit, o) && len(l.Missing(today(r), says(lang))) == 0 {
		button := wAskApproval
		if len(list) > 0 {
			button = wAskAgain
		}
		pt.Forms = []form{{Action: path(l) + "/approval", Button: button.In(lang), Second: true, Hidden: [][2]string{versionField(l.Version)}}}
	} else if len(list) == 0 {
		return part{}, nil
	}
	return pt, nil
}

// askApproval makes the link and shows it, once.
func (p *pages) askApproval(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	token, err := p.svc.AskApproval(r.Context(), by(r, &l), l.ID, version(r), says(r.Lang))
	switch {
	case err == nil:
	case bad(err) != nil:
		v, drawn := p.checking(r, &l)
		if drawn != nil {
			return drawn
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, parts.Draw(v))
	default:
		return p.stale(w, r, err)
	}
	v, err := p.managingWith(r, nil, r.Site.BaseURL(ApprovePath+token))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "private, no-store")
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// approvalPage leads who opens the address of that form, as by the other language, to the listing's page.
func (p *pages) approvalPage(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, path(&l))
}

// superior is the page behind a superior's link. Whoever has the link reads it: nothing on it leads
// its address elsewhere.
func (p *pages) superior(w http.ResponseWriter, r *web.Request) error {
	if err := p.looks.Take(r); err != nil {
		return err
	}
	return p.deciding(w, r, http.StatusOK, nil)
}

// secret keeps a page with a token in its address out of caches and of what other sites learn.
func secret(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "private, no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
}

func (p *pages) deciding(w http.ResponseWriter, r *web.Request, status int, e fault.Fields) error {
	lang, token := r.Lang, r.PathValue("token")
	a, l, err := p.svc.ByApproval(r.Context(), token)
	if err != nil {
		return err
	}
	secret(w)
	v := p.view(r, wSuperior.In(lang))
	v.Head.Class, v.Head.Crumbs, v.Head.NoSearch = "form-page", nil, true
	state := a.Link(r.Now, &l)
	if state != bank.LinkOpen {
		n := &notice{Tone: ui.Info, Title: linkWords[state].In(lang), Text: linkTexts[state].In(lang)}
		switch a.Decision {
		case bank.Approved:
			n.Tone, n.Title = ui.Good, wThanksApproved.In(lang)
		case bank.Declined:
			n.Title = wThanksDeclined.In(lang)
		}
		v.Parts = append(v.Parts, part{Notice: n})
		return web.Render(w, r, status, parts.Draw(v))
	}
	x, err := p.subject(r, &l)
	if err != nil {
		return err
	}
	name, err := p.organizationName(r, l.Organization)
	if err != nil {
		return err
	}
	v.Name, v.Lead = l.Title, wSuperiorLead.In(lang)
	v.Parts = append(v.Parts, onePage(x, name)...)
	photos, err := p.photoPart(r, &l, ApprovePath+token+"/photo/", false, nil)
	if err != nil {
		return err
	}
	if photos.Title != "" {
		v.Parts = append(v.Parts, photos)
	}
	v.Parts = append(v.Parts, part{Boxes: []string{wStampBoss.In(lang)}})
	typed := r.PostForm
	v.Parts = append(v.Parts, part{ID: "decide", Title: wDecide.In(lang), Screen: true, Text: []string{wGoodUntil.In(lang) + date(term.Of(a.ExpiresAt), lang)},
		Forms: []form{{Action: ApprovePath + token, Button: wSendDecision.In(lang), Inputs: []input{
			{Kind: "radios", Control: ui.Control{Name: "decision", Label: wDecision.In(lang), Required: true, Value: typed.Get("decision"), Error: e.Says("decision")},
				Options: []ui.Option{{Value: "approve", Label: wApprove.In(lang)}, {Value: "decline", Label: wDecline.In(lang)}}},
			{Control: ui.Control{Name: "decider", Label: wDecider.In(lang), Hint: wDeciderHint.In(lang), Required: true, Value: typed.Get("decider"), Error: e.Says("decider"), MaxLength: bank.MaxDecider, Size: "m", Autocomplete: "name"}},
			{Kind: "area", Control: ui.Control{Name: "remark", Label: wRemark.In(lang), Hint: wRemarkHint.In(lang), Value: typed.Get("remark"), Error: e.Says("remark"), MaxLength: bank.MaxNote, Rows: 3}},
		}}}})
	if e != nil {
		v.Errors, v.Head.Title = e, wErrorMark.In(lang)+v.Head.Title
	}
	return web.Render(w, r, status, parts.Draw(v))
}

// decide takes what a superior says. Nothing is approved but by choosing so: the Enter key in a field sends
// the form without a choice.
func (p *pages) decide(w http.ResponseWriter, r *web.Request) error {
	f, token := r.PostForm, r.PathValue("token")
	said := f.Get("decision")
	if said != "approve" && said != "decline" {
		return p.deciding(w, r, http.StatusUnprocessableEntity, fault.Fields{{Name: "decision", Says: wDecisionMissing.In(r.Lang)}})
	}
	err := p.svc.Decide(r.Context(), r.By(), token, said == "approve", f.Get("decider"), f.Get("remark"), says(r.Lang))
	switch {
	case err == nil:
		secret(w)
		return web.Redirect(w, r, http.StatusSeeOther, ApprovePath+token)
	case bad(err) != nil:
		return p.deciding(w, r, http.StatusUnprocessableEntity, bad(err))
	case isConflict(err): // the page says what became of the link
		return p.deciding(w, r, http.StatusConflict, nil)
	}
	return err
}

// looksPerMinute is how often one client may open links with a token.
const looksPerMinute = 60

func newLooks() *web.Limit { return web.NewLimit(looksPerMinute, time.Minute) }
