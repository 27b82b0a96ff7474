package memberweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// doneWords say what the last form did.
var doneWords = map[string][2]ui.Word{
	"invited": {wInvited, wInvitedText}, "ended": {wEnded, wEndHint}, "tookback": {wTookBack, wTookBackText}, "over": {wAnswerOver, wAnswerText},
	"agreed": {wDone, wConsentDo}, "withdrawn": {wUnconsented, wUnconsentText}, "proposed": {wSuccessionWait, wSuccessionHint},
}

// manage is the page of an organization's own people.
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
	l := r.Lang
	oid, err := idOf(r)
	if err != nil {
		return nil, err
	}
	m, err := p.svc.Managed(r.Context(), register.ID(oid))
	if err != nil {
		return nil, err
	}
	o := &m.Organization
	object := policy.Object{Kind: "organization", ID: oid, Org: oid, City: o.Address.CityCode, State: "open"}
	path := member.ManagePath + oid
	v := p.view(r, wManage.In(l), myCrumb(l))
	v.Title, v.Name, v.Head.Title = wManageTitle.In(l), o.Name, wManageTitle.In(l)+o.Name
	if m.Proxy != nil && m.Proxy.TakenOverAt.IsZero() {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Info, Title: wProxyNote.In(l)}})
	}
	v.Parts = append(v.Parts, part{Links: []ui.Link{{Href: path + "/listings/new?direction=offer", Label: wOfferNext.In(l)},
		{Href: path + "/listings/new?direction=need", Label: wNeedNext.In(l)}, {Href: listingsPath, Label: wListings.In(l)},
		{Href: path + "/profile", Label: wProfile.In(l)}, {Href: o.Path(), Label: wPublicPage.In(l)}}})
	if m.NeedsConsent {
		box := agreeInputs(agreement(r), e, l)[:1]
		v.Parts = append(v.Parts, part{ID: "consent", Title: wConsentTitle.In(l), Text: []string{wConsentText.In(l)}, List: member.Terms().Paragraphs(string(l)),
			Forms: []form{{Action: path + "/consent", Button: wConsentDo.In(l), Inputs: box}}})
	}
	ends := r.May(policy.MemberEnd, object)
	people := part{ID: "people", Title: wColleagues.In(l), Table: &table{ID: "colleagues", Caption: wColleaguesCap.In(l),
		Columns: []string{wPerson.In(l), wRole.In(l), wFrom.In(l), wTo.In(l)}}}
	if ends {
		people.Table.Columns = append(people.Table.Columns, wEnd.In(l))
		people.Text = []string{wEndHint.In(l)}
	}
	for _, c := range m.Colleagues {
		row := []cell{{Text: c.Name, JA: true}, {Text: roleOf(c.Owner, l)}, {Text: date(c.From, l)}, {Text: date(c.Until, l)}}
		if ends {
			x := cell{}
			if c.Person != r.Who.Person && c.Until.IsZero() {
				x.Form = &form{Action: path + "/end", Button: wEndDo.In(l), Second: true, For: c.Name, Hidden: [][2]string{{"tenure", c.Tenure}}}
			}
			row = append(row, x)
		}
		people.Table.Rows = append(people.Table.Rows, row)
	}
	v.Parts = append(v.Parts, people)
	if r.May(policy.MemberInvite, object) {
		if len(m.Invitations) > 0 {
			v.Parts = append(v.Parts, sent(m.Invitations, path, l))
		}
		v.Parts = append(v.Parts, part{ID: "invite", Title: wInvite.In(l), Forms: []form{{Action: path + "/invite", Button: wInviteDo.In(l), Inputs: []input{
			{Control: ui.Control{Name: "who", Label: wInviteField.In(l), Hint: wInviteHint.In(l), Required: true, Value: r.PostForm.Get("who"), Error: e.Says("who"), Size: "l"}}}}}})
	}
	if m.Succession != nil {
		x := m.Succession
		v.Parts = append(v.Parts, part{ID: "succession", Title: wSuccession.In(l), Notice: &notice{Tone: ui.Info, Title: wSuccessionWait.In(l)},
			Facts: []fact{{Term: wNewOwner.In(l), Value: x.ToName, JA: true}, {Term: wBegins.In(l), Value: date(x.BeginsOn, l)}, {Term: wReceipt.In(l), Value: x.ID}}})
	} else if r.May(policy.SuccessionPropose, object) {
		v.Parts = append(v.Parts, part{ID: "succession", Title: wSuccession.In(l), Text: []string{wSuccessionHint.In(l)},
			Links: []ui.Link{{Href: path + "/succession", Label: wSuccessionDo.In(l)}}})
	}
	if !m.NeedsConsent && r.May(policy.ConsentWithdraw, object) {
		v.Parts = append(v.Parts, part{ID: "withdraw", Title: wUnconsent.In(l), Text: []string{wUnconsentText.In(l)},
			Links: []ui.Link{{Href: path + "/consent/withdraw", Label: wUnconsent.In(l)}}})
	}
	v.Parts = append(v.Parts, part{ID: "leave", Title: wLeave.In(l), Text: []string{wLeaveHint.In(l)}, Forms: []form{{Action: path + "/leave", Button: wLeaveDo.In(l), Second: true}}})
	return v, nil
}

// again draws the page of the organization with what is wrong with one of its forms.
func (p *pages) again(w http.ResponseWriter, r *web.Request, err error) error {
	v, drawn := p.managing(r, bad(err))
	if drawn != nil {
		return drawn
	}
	return refused(w, r, v, err)
}

// invite asks a colleague; for somebody without mail the answer is the card to print.
func (p *pages) invite(w http.ResponseWriter, r *web.Request) error {
	oid, err := idOf(r)
	if err != nil {
		return err
	}
	ctx := account.Speak(r.Context(), string(r.Lang))
	card, err := p.svc.Invite(ctx, r.By(), register.ID(oid), r.PostForm.Get("who"), says(r.Lang))
	switch {
	case err != nil:
		return p.again(w, r, err)
	case card == nil:
		return web.Redirect(w, r, http.StatusSeeOther, member.ManagePath+oid+"?done=invited")
	}
	return web.Render(w, r, http.StatusOK, letterPage(cardView(r, card, oid)))
}

// end ends a colleague's duty.
func (p *pages) end(w http.ResponseWriter, r *web.Request) error {
	oid, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.svc.End(r.Context(), r.By(), register.ID(oid), r.PostForm.Get("tenure")); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.ManagePath+oid+"?done=ended")
}

// leave ends the reader's own duty.
func (p *pages) leave(w http.ResponseWriter, r *web.Request) error {
	oid, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.svc.Leave(r.Context(), r.By(), register.ID(oid)); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.MyPath)
}

// consent takes the agreement to the terms in force.
func (p *pages) consent(w http.ResponseWriter, r *web.Request) error {
	oid, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.svc.Consent(r.Context(), r.By(), register.ID(oid), agreement(r), says(r.Lang)); err != nil {
		return p.again(w, r, err)
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.ManagePath+oid+"?done=agreed")
}

// successionForm asks who comes next.
func (p *pages) successionForm(w http.ResponseWriter, r *web.Request) error {
	v, err := p.succeeding(r, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) succeeding(r *web.Request, e fault.Fields) (*view, error) {
	l := r.Lang
	o, err := p.theOrganization(r)
	if err != nil {
		return nil, err
	}
	path := member.ManagePath + string(o.ID)
	v := p.view(r, wSuccessionDo.In(l), myCrumb(l), ui.Crumb{Label: wManage.In(l), Href: path})
	v.Name, v.Lead, v.Head.Class = o.Name, wSuccessionHint.In(l), "form-page"
	f := r.PostForm
	v.Parts = []part{{Forms: []form{{Action: path + "/succession", Button: wPropose.In(l), Inputs: []input{
		{Control: ui.Control{Name: "name", Label: wNewOwner.In(l), Required: true, Value: f.Get("name"), Error: e.Says("name"), MaxLength: member.MaxName}},
		{Control: ui.Control{Name: "mail", Label: wNewMail.In(l), Required: true, Value: f.Get("mail"), Error: e.Says("mail"), Type: "email", Size: "l"}},
		{Control: ui.Control{Name: "begins", Label: wBegins.In(l), Example: wBeginsEx.In(l), Required: true, Value: f.Get("begins"), Error: e.Says("begins"), Size: "m"}},
		{Kind: "area", Control: ui.Control{Name: "note", Label: wNote.In(l), Value: f.Get("note"), Error: e.Says("note"), Rows: 3}},
	}}}}}
	return v, nil
}

// propose names the reader's successor.
func (p *pages) propose(w http.ResponseWriter, r *web.Request) error {
	oid, err := idOf(r)
	if err != nil {
		return err
	}
	f := r.PostForm
	begins, err := term.Parse(f.Get("begins"))
	if err != nil {
		begins = term.Date{} // said next to the field
	}
	_, err = p.svc.Propose(r.Context(), r.By(), register.ID(oid), f.Get("name"), f.Get("mail"), begins, f.Get("note"), says(r.Lang))
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, member.ManagePath+oid+"?done=proposed")
	}
	v, drawn := p.succeeding(r, bad(err))
	if drawn != nil {
		return drawn
	}
	return refused(w, r, v, err)
}
