package postweb

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// renewMonths is by how much one press prolongs a listing.
const renewMonths = 3

// manage is the page on which a listing is looked after.
func (p *pages) manage(w http.ResponseWriter, r *web.Request) error {
	v, err := p.managing(r, nil)
	if err != nil {
		return err
	}
	if d, ok := doneWords[r.URL.Query().Get("done")]; ok {
		v.Said = &notice{Tone: ui.Good, Title: d[0].In(r.Lang), Text: d[1].In(r.Lang)}
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) managing(r *web.Request, e fault.Fields) (*view, error) {
	return p.managingWith(r, e, "")
}

// managingWith draws the page; link is the superior's address that was just made.
func (p *pages) managingWith(r *web.Request, e fault.Fields, link string) (*view, error) {
	l, err := p.listing(r)
	if err != nil {
		return nil, err
	}
	lang, o := r.Lang, l.Object()
	v := p.view(r, wManage.In(lang), myCrumbs(lang)...)
	v.Name = l.Title
	x, err := p.subject(r, &l)
	if err != nil {
		return nil, err
	}
	asked, err := p.asked(r, []bank.Listing{l})
	if err != nil {
		return nil, err
	}
	approval, err := p.approvals(r, &l, link)
	if err != nil {
		return nil, err
	}
	v.Parts = append(v.Parts, statePart(&l, lang))
	if link != "" { // what was just made is not looked for below
		v.Parts = append(v.Parts, approval)
		approval = part{}
	}
	v.Parts = append(v.Parts, part{Facts: glance(x, asked[l.ID])})
	if forms := p.deeds(r, &l, o); len(forms.Forms) > 0 || len(forms.Links) > 0 {
		v.Parts = append(v.Parts, forms)
	}
	photos, err := p.photoPart(r, &l, path(&l)+"/photo/", true, e)
	if err != nil {
		return nil, err
	}
	for _, pt := range []part{photos, approval} {
		if pt.Title != "" {
			v.Parts = append(v.Parts, pt)
		}
	}
	if p.cfg.Suggest != nil && (l.State == bank.Open || l.State == bank.Paused || l.State == bank.Checking) {
		body, err := p.cfg.Suggest(r, &l)
		if err != nil {
			return nil, err
		}
		if body != nil {
			v.Parts = append(v.Parts, part{ID: "fits", Title: wFits.In(lang), Body: body})
		}
	}
	v.Parts = append(v.Parts, part{ID: "preview", Title: wPreview.In(lang), Text: []string{wPreviewHint.In(lang)}})
	shown := preview(x, false)
	for i := range shown {
		shown[i].Sub = true
	}
	v.Parts = append(v.Parts, shown...)
	if ending := endings(r, &l, o, e); len(ending) > 0 {
		v.Parts = append(v.Parts, ending...)
	}
	history, err := p.history(r, &l)
	if err != nil {
		return nil, err
	}
	v.Parts = append(v.Parts, history)
	return v, nil
}

// statePart says in words how far the listing is and what comes next.
func statePart(l *bank.Listing, lang web.Lang) part {
	text, tone := state(l, lang)
	n := &notice{Tone: tone, Title: text, Text: nextWords[l.State].In(lang)}
	pt := part{Notice: n}
	if l.StateNote != "" || l.StateCode != "" {
		reason := l.StateCode.Label().In(string(lang))
		if l.StateNote != "" {
			pt.Facts = append(pt.Facts, fact{Term: wReason.In(lang), Value: l.StateNote, JA: true})
		} else if reason != "" {
			pt.Facts = append(pt.Facts, fact{Term: wReason.In(lang), Value: reason})
		}
	}
	return pt
}

// glance is what an owner wants to know first.
func glance(x *subject, asked int) (facts []fact) {
	l, lang := x.l, x.lang
	facts = append(facts, fact{Term: wKindLabel.In(lang), Value: directionWords[l.Direction].In(lang) + wColon.In(lang) + kindLabel(l.Kind, lang)})
	if left, is := l.Remaining(); is && l.Published() {
		facts = append(facts, fact{Term: wLeft.In(lang), Value: number10(left) + l.Unit + " / " + number10(l.Quantity) + l.Unit, JA: true})
	}
	if l.Published() {
		facts = append(facts, fact{Term: wAsked.In(lang), Value: ui.Count(lang, asked), Change: ui.Link{Href: inquiriesPath, Label: wOpenList.In(lang)}})
	}
	if last := l.LastDay(); !last.IsZero() {
		facts = append(facts, fact{Term: wAdvertise.In(lang), Value: date(last, lang)})
	}
	return append(facts, fact{Term: wAudience.In(lang), Value: labelOf(audiences, string(l.Audience), lang)})
}

// deeds are the buttons that need no reason.
func (p *pages) deeds(r *web.Request, l *bank.Listing, o policy.Object) part {
	lang := r.Lang
	pt := part{ID: "deeds", Title: wDeeds.In(lang), Screen: true}
	v := [][2]string{versionField(l.Version)}
	if r.May(policy.ListingEdit, o) && editable(l) {
		pt.Links = append(pt.Links, ui.Link{Href: editPath(l, stepCheck), Label: wEdit.In(lang)})
	}
	if l.Published() {
		pt.Links = append(pt.Links, ui.Link{Href: l.Path(), Label: wPublicPage.In(lang)}, ui.Link{Href: l.Path() + "/sheet", Label: wPaper.In(lang)})
	}
	pt.Links = append(pt.Links, ui.Link{Href: path(l) + "/approval-sheet", Label: wSheet.In(lang)})
	if mayMove(l, bank.Checking) && r.May(policy.ListingSubmit, o) && len(l.Missing(today(r), says(lang))) == 0 {
		pt.Forms = append(pt.Forms, form{Action: path(l) + "/submit", Button: wSubmit.In(lang), Hidden: v})
	}
	if l.State == bank.Paused && r.May(policy.ListingResume, o) {
		pt.Forms = append(pt.Forms, form{Action: path(l) + "/resume", Button: wResume.In(lang), Hidden: v})
	}
	if (l.State == bank.Open || l.State == bank.Expired) && r.May(policy.ListingRenew, o) {
		until := renewed(l, today(r))
		pt.Forms = append(pt.Forms, form{Action: path(l) + "/renew", Button: wRenew.In(lang), Second: l.State == bank.Open, Hidden: v,
			Texts: []string{wRenewTo.In(lang) + date(until, lang)}})
	}
	if r.May(policy.ListingEdit, o) && l.Title != "" {
		pt.Forms = append(pt.Forms, form{Action: path(l) + "/copy", Button: wCopyDo.In(lang), Second: true})
	}
	return pt
}

// renewed is the last day of a listing that is prolonged by one press: three months after its last
// day, or after today when that is over; never more than a year from now.
func renewed(l *bank.Listing, today term.Date) term.Date {
	from := l.LastDay()
	if from.Before(today) {
		from = today
	}
	until := from.AddMonths(renewMonths)
	if far := today.AddYears(1); until.After(far) {
		until = far
	}
	return until
}

// endings are the forms that stop or end a listing; each tells the others why.
func endings(r *web.Request, l *bank.Listing, o policy.Object, e fault.Fields) (parts []part) {
	lang, typed := r.Lang, r.PostForm
	v := [][2]string{versionField(l.Version)}
	note := func(name string, label, hint ui.Word) input {
		return input{Kind: "area", Control: ui.Control{Name: name, Label: label.In(lang), Hint: hint.In(lang), MaxLength: bank.MaxNote, Rows: 3, Value: typed.Get(name), Error: e.Says(name)}}
	}
	if l.State == bank.Open && r.May(policy.ListingPause, o) {
		parts = append(parts, part{ID: "pause", Title: wPause.In(lang), Text: []string{wPauseHint.In(lang)}, Screen: true,
			Forms: []form{{Action: path(l) + "/pause", Button: wPauseDo.In(lang), Second: true, Hidden: v, Inputs: []input{note("pause_note", wPauseNote, wNothing)}}}})
	}
	if (l.State == bank.Open || l.State == bank.Paused || l.State == bank.Expired) && r.May(policy.ListingComplete, o) {
		parts = append(parts, part{ID: "complete", Title: wComplete2.In(lang), Text: []string{wCompleteHint.In(lang)}, Screen: true,
			Forms: []form{{Action: path(l) + "/complete", Button: wCompleteDo.In(lang), Second: true, Hidden: v, Inputs: []input{note("complete_note", wCompleteNote, wNothing)}}}})
	}
	if l.State != bank.Withdrawn && l.State != bank.Done && r.May(policy.ListingWithdraw, o) {
		reasons := input{Kind: "select", Control: ui.Control{Name: "code", Label: wReason.In(lang), Required: true, Value: typed.Get("code"), Error: e.Says("code"), Size: "l"}}
		for _, c := range codes.Exits() {
			reasons.Options = append(reasons.Options, ui.Option{Value: string(c), Label: c.Label().In(string(lang))})
		}
		parts = append(parts, part{ID: "withdraw", Title: wWithdraw.In(lang), Text: []string{wWithdrawHint.In(lang)}, Screen: true,
			Forms: []form{{Action: path(l) + "/withdraw", Button: wWithdrawDo.In(lang), Second: true, Hidden: v, Inputs: []input{reasons, note("note", wWithdrawNote, wWithdrawNoteHint)}}}})
	}
	return parts
}

// history is what happened to a listing, the newest first.
func (p *pages) history(r *web.Request, l *bank.Listing) (part, error) {
	lang := r.Lang
	pt := part{ID: "history", Title: wHistory.In(lang)}
	events, err := p.svc.History(r.Context(), l.ID)
	if err != nil {
		return pt, err
	}
	var people []account.PersonID
	for _, e := range events {
		if audit.Actor(e.Actor) != audit.System {
			people = append(people, e.Actor)
		}
	}
	var names map[account.PersonID]string
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		names, err = p.svc.People.Names(tx, people)
		return err
	})
	if err != nil {
		return pt, err
	}
	for _, e := range events {
		x := *l
		x.State, x.Taken = e.State, 0
		text, _ := state(&x, lang)
		ev := event{At: moment(e.At, lang), Text: text, Note: e.Note}
		if label := e.Code.Label().In(string(lang)); label != "" {
			ev.Text += wOpen.In(lang) + label + wClose.In(lang)
		}
		if name := names[e.Actor]; name != "" {
			ev.Who = name
		}
		pt.History = append(pt.History, ev)
	}
	return pt, nil
}

// done answers a deed: its page again with what was done, or what is wrong.
func (p *pages) done(w http.ResponseWriter, r *web.Request, l *bank.Listing, what string, err error) error {
	switch {
	case err == nil:
		return web.Redirect(w, r, http.StatusSeeOther, path(l)+"?done="+what)
	case bad(err) != nil:
		v, drawn := p.managing(r, bad(err))
		if drawn != nil {
			return drawn
		}
		return refused(w, r, v, err)
	}
	return p.stale(w, r, err)
}

func (p *pages) pause(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	note, err := noteOf(r, "pause_note")
	if err == nil {
		err = p.svc.Pause(r.Context(), by(r, &l), l.ID, version(r), note)
	}
	return p.done(w, r, &l, "paused", err)
}

func (p *pages) resume(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	return p.done(w, r, &l, "resumed", p.svc.Resume(r.Context(), by(r, &l), l.ID, version(r), says(r.Lang)))
}

func (p *pages) renew(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	return p.done(w, r, &l, "renewed", p.svc.Renew(r.Context(), by(r, &l), l.ID, version(r), renewed(&l, today(r)), says(r.Lang)))
}

func (p *pages) withdraw(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	note, err := noteOf(r, "note")
	if err == nil {
		err = p.svc.Withdraw(r.Context(), by(r, &l), l.ID, version(r), codes.Exit(r.PostForm.Get("code")), note, says(r.Lang))
	}
	return p.done(w, r, &l, "withdrawn", err)
}

func (p *pages) complete(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	note, err := noteOf(r, "complete_note")
	if err == nil {
		err = p.svc.Complete(r.Context(), by(r, &l), l.ID, version(r), note, says(r.Lang))
	}
	return p.done(w, r, &l, "completed", err)
}

// copy begins a draft like a listing.
func (p *pages) copy(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	copied, err := p.svc.Copy(r.Context(), by(r, &l), l.ID)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, editPath(&bank.Listing{ID: copied}, stepCheck))
}

// noteOf is what was typed as a reason or a note.
func noteOf(r *web.Request, name string) (string, error) {
	note := strings.TrimSpace(ja.Clean(r.PostForm.Get(name)))
	if utf8.RuneCountInString(note) > bank.MaxNote {
		return "", fault.Fields{{Name: name, Says: says(r.Lang).Long(bank.MaxNote)}}
	}
	return note, nil
}
