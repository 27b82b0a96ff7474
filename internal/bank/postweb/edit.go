package postweb

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// stepAsked is the step that the address asks for.
func stepAsked(r *web.Request) (step, error) {
	s := step(r.URL.Query().Get("step"))
	if s == "" {
		return stepWhat, nil
	}
	if !slices.Contains(steps, s) {
		return "", fault.NotFound
	}
	return s, nil
}

// editable says whether the text of a listing may still change.
func editable(l *bank.Listing) bool { return !l.State.Closed() }

// editForm is one step of the form, or the page on which all is checked.
func (p *pages) editForm(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	s, err := stepAsked(r)
	if err != nil {
		return err
	}
	if !editable(&l) {
		return web.Redirect(w, r, http.StatusSeeOther, path(&l))
	}
	if s == stepCheck {
		v, err := p.checking(r, &l)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, parts.Draw(v))
	}
	v, err := p.stepView(r, &l, s, nil, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// stepView draws one step.
func (p *pages) stepView(r *web.Request, l *bank.Listing, s step, typed url.Values, e fault.Fields) (*view, error) {
	lang := r.Lang
	x, err := p.subject(r, l)
	if err != nil {
		return nil, err
	}
	v := p.view(r, stepTitle(s, lang), append(myCrumbs(lang), crumbOf(l, lang))...)
	v.Head.Class, v.Lead = "form-page", wStepLead.In(lang)
	if l.State == bank.Open || l.State == bank.Paused {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Info, Title: wChecksAgain.In(lang), Text: wChecksAgainText.In(lang)}})
	}
	if s == stepWhat {
		v.Parts = append(v.Parts, part{Facts: []fact{{Term: wKindLabel.In(lang), Value: kindLabel(l.Kind, lang)}}})
	}
	f := form{Action: editPath(l, s), Button: wSaveNext.In(lang), Hidden: [][2]string{versionField(l.Version)}, Other: [2]string{"check", wSaveCheck.In(lang)}}
	list := fieldsOf(x, s)
	f.Inputs = draw(list, x, typed, e)
	if len(list) == 0 {
		f.Texts = []string{wNoFields.In(lang)}
	}
	v.Parts = append(v.Parts, part{Forms: []form{f}}, stepsPart(l, s, lang))
	return v, nil
}

func stepTitle(s step, l web.Lang) string {
	n := slices.Index(steps, s) + 1
	if l == web.EN {
		return "Step " + strconv.Itoa(n) + " of " + strconv.Itoa(len(steps)) + ": " + stepWords[s].In(l)
	}
	return strconv.Itoa(n) + "／" + strconv.Itoa(len(steps)) + "　" + stepWords[s].In(l)
}

func crumbOf(l *bank.Listing, lang web.Lang) ui.Crumb {
	c := ui.Crumb{Label: l.Title, Href: path(l), Lang: ui.JA}
	if l.Title == "" {
		c.Label, c.Lang = wUntitled.In(lang), lang
	}
	return c
}

// stepsPart leads to the other steps.
func stepsPart(l *bank.Listing, now step, lang web.Lang) part {
	pt := part{ID: "steps", Title: wSteps.In(lang)}
	for _, s := range steps {
		if s != now {
			pt.Links = append(pt.Links, ui.Link{Href: editPath(l, s), Label: stepWords[s].In(lang)})
		}
	}
	return pt
}

// edit keeps what was typed on a step.
func (p *pages) edit(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	s, err := stepAsked(r)
	if err != nil || s == stepCheck {
		return fault.NotFound
	}
	x, err := p.subject(r, &l)
	if err != nil {
		return err
	}
	c := l.Content
	c.Detail = maps.Clone(c.Detail)
	list := fieldsOf(x, s)
	err = read(list, r.PostForm, &c, says(r.Lang)).Err()
	if err == nil {
		err = p.svc.Save(r.Context(), by(r, &l), l.ID, version(r), string(s), c, says(r.Lang))
	}
	if err == nil {
		to := s.next()
		if r.PostForm.Get("go") == string(stepCheck) {
			to = stepCheck
		}
		return web.Redirect(w, r, http.StatusSeeOther, editPath(&l, to))
	}
	v, drawn := p.stepView(r, &l, s, r.PostForm, bad(err))
	if drawn != nil {
		return drawn
	}
	if !errors.Is(err, fault.Conflict) {
		return refused(w, r, v, err)
	}
	// Somebody else saved meanwhile: what is stored stands beside what was typed.
	v.Parts = append([]part{
		{Notice: &notice{Tone: ui.Warn, Title: wConflict.In(r.Lang), Text: wConflictKeep.In(r.Lang)}},
		{ID: "saved", Title: wConflictSaved.In(r.Lang), Facts: stored(list, x)},
	}, v.Parts...)
	return web.Render(w, r, http.StatusConflict, parts.Draw(v))
}

// stored are the values of a form's fields as they are kept.
func stored(list []field, x *subject) (facts []fact) {
	for _, f := range list {
		in := f.input(x)
		values := f.value(&x.l.Content)
		text := ""
		for _, v := range values {
			label := v
			for _, o := range in.Options {
				if o.Value == v {
					label = o.Label
				}
			}
			if text != "" {
				text += wComma.In(x.lang)
			}
			text += label
		}
		if text == "" {
			text = wEmpty.In(x.lang)
		}
		facts = append(facts, fact{Term: in.Label, Value: text, JA: len(in.Options) == 0 && text != wEmpty.In(x.lang)})
	}
	return facts
}

// checking is the page before a listing is sent: what is missing, with the way there, and the
// listing as others will read it.
func (p *pages) checking(r *web.Request, l *bank.Listing) (*view, error) {
	lang := r.Lang
	x, err := p.subject(r, l)
	if err != nil {
		return nil, err
	}
	v := p.view(r, stepTitle(stepCheck, lang), append(myCrumbs(lang), crumbOf(l, lang))...)
	missing := l.Missing(x.today, says(lang))
	o := l.Object()
	switch {
	case len(missing) > 0:
		n := &notice{Tone: ui.Warn, Title: wMissing.In(lang), Text: wMissingText.In(lang)}
		for _, f := range missing {
			n.Links = append(n.Links, ui.Link{Href: editPath(l, stepOf(f.Name)) + "#f-" + f.Name, Label: f.Says})
		}
		v.Parts = append(v.Parts, part{Notice: n})
	case mayMove(l, bank.Checking) && r.May(policy.ListingSubmit, o):
		v.Lead = wCheckLead.In(lang)
		v.Parts = append(v.Parts, part{Forms: []form{{Action: path(l) + "/submit", Button: wSubmit.In(lang), Hidden: [][2]string{versionField(l.Version)}}}})
	default:
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Good, Title: wComplete.In(lang)}, Links: []ui.Link{{Href: path(l), Label: wToManage.In(lang)}}})
	}
	v.Parts = append(v.Parts, preview(x, true)...)
	v.Parts = append(v.Parts, part{ID: "more", Title: wMore.In(lang), Links: []ui.Link{{Href: path(l) + "#photos", Label: wToPhotos.In(lang)},
		{Href: path(l) + "#approval", Label: wToApproval.In(lang)}, {Href: path(l), Label: wToManage.In(lang)}}})
	return v, nil
}

// mayMove says whether a listing can be sent to the check from where it is.
func mayMove(l *bank.Listing, to bank.State) bool {
	switch l.State {
	case bank.Drafted, bank.Approving, bank.Returned:
		return to == bank.Checking || to == bank.Approving
	}
	return false
}

// submit sends a listing to the centre.
func (p *pages) submit(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	err = p.svc.Submit(r.Context(), by(r, &l), l.ID, version(r), says(r.Lang))
	switch {
	case err == nil:
		return web.Redirect(w, r, http.StatusSeeOther, path(&l)+"?done=submitted")
	case bad(err) != nil:
		v, drawn := p.checking(r, &l)
		if drawn != nil {
			return drawn
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, parts.Draw(v))
	}
	return p.stale(w, r, err)
}

// stale shows the page of a listing that has moved on since the form was drawn; other errors pass.
func (p *pages) stale(w http.ResponseWriter, r *web.Request, err error) error {
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	v, drawn := p.managing(r, nil)
	if drawn != nil {
		return drawn
	}
	v.Said = &notice{Tone: ui.Warn, Title: wStale.In(r.Lang), Text: wStaleText.In(r.Lang)}
	return web.Render(w, r, http.StatusConflict, parts.Draw(v))
}

// today is the civil day of a request.
func today(r *web.Request) term.Date { return term.Of(r.Now) }
