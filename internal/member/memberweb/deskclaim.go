package memberweb

import (
	"errors"
	"net/http"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// deskClaim is a claim as those see it who check it.
func (p *pages) deskClaim(w http.ResponseWriter, r *web.Request) error {
	v, err := p.checking(r, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) checking(r *web.Request, e fault.Fields) (*view, error) {
	l := r.Lang
	c, err := p.theClaim(r)
	if err != nil {
		return nil, err
	}
	d, err := p.svc.Register.Organization(r.Context(), c.Organization)
	if err != nil {
		return nil, err
	}
	names, err := p.names(r, c.Person)
	if err != nil {
		return nil, err
	}
	path, object := deskClaim+c.ID, c.Object()
	v := p.view(r, wClaimDesk.In(l), deskCrumb(l))
	v.Name = d.Name
	tag, tone := state(c.State, l)
	v.Parts = append(v.Parts, part{Notice: &notice{Tone: tone, Title: tag}})
	if c.Contested {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Warn, Title: wContested.In(l)}})
	}
	if c.Person == r.Who.Person {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Info, Title: wSelfNote.In(l)}})
	}
	way := wByOfficer
	if c.Way == member.ByLetter {
		way = wByLetter
	}
	facts := []fact{{Term: wReceipt.In(l), Value: c.ID}, {Term: wClaimant.In(l), Value: names[c.Person], JA: true}, {Term: wPosition.In(l), Value: c.Position, JA: true},
		{Term: wWay.In(l), Value: way.In(l)}, {Term: wAddress.In(l), Value: d.Address.String(), JA: true}, {Term: wSince.In(l), Value: moment(c.CreatedAt, l)}}
	if d.Representative != "" {
		facts = append(facts, fact{Term: wRepresentative.In(l), Value: d.Representative, JA: true})
	}
	if c.State == member.Lettered {
		facts = append(facts, fact{Term: wUntil.In(l), Value: date(c.ExpiresOn, l)})
	}
	if c.Reason != "" {
		facts = append(facts, fact{Term: wReason.In(l), Value: c.Reason, JA: true})
	}
	v.Parts = append(v.Parts, part{Facts: facts, Links: []ui.Link{{Href: register.OrganizationPath(d.ID), Label: wPublicPage.In(l)}}})
	if r.May(policy.ClaimDecide, object) {
		if c.Way == member.ByLetter {
			v.Parts = append(v.Parts, part{ID: "letter", Title: wLetterTitle.In(l), Text: []string{wLetterHint.In(l)},
				Forms: []form{{Action: path + "/letter", Button: wLetterDo.In(l), Hidden: [][2]string{versionField(c.Version)}}}})
		}
		v.Parts = append(v.Parts, part{ID: "decide", Title: wDecideClaim.In(l), Forms: []form{decideForm(r, path+"/decide", c.Version, wIsMember, wIsNot, e)}})
	}
	return v, nil
}

// decideForm asks yes or no, with a reason for no.
func decideForm(r *web.Request, action string, version int64, yes, no ui.Word, e fault.Fields) form {
	l := r.Lang
	return form{Action: action, Button: wDecide.In(l), Hidden: [][2]string{versionField(version)}, Inputs: []input{
		{Kind: "radios", Control: ui.Control{Name: "result", Label: wResult.In(l), Required: true, Value: r.PostForm.Get("result"), Error: e.Says("result")},
			Options: []ui.Option{{Value: "yes", Label: yes.In(l)}, {Value: "no", Label: no.In(l)}}},
		{Kind: "area", Control: ui.Control{Name: "reason", Label: wReasonNo.In(l), Value: r.PostForm.Get("reason"), Error: e.Says("reason"), MaxLength: 1000, Rows: 4}},
	}}
}

// result reads a decideForm; ok is false when nothing was chosen.
func result(r *web.Request) (yes bool, reason string, err error) {
	switch r.PostForm.Get("result") {
	case "yes", "no":
		return r.PostForm.Get("result") == "yes", strings.TrimSpace(r.PostForm.Get("reason")), nil
	}
	return false, "", fault.Fields{{Name: "result", Says: wChooseResult.In(r.Lang)}}
}

// decideClaim takes what an officer found at the counter.
func (p *pages) decideClaim(w http.ResponseWriter, r *web.Request) error {
	cid, err := idOf(r)
	if err != nil {
		return err
	}
	yes, reason, err := result(r)
	if err == nil {
		err = p.svc.Decide(r.Context(), r.By(), cid, version(r), yes, reason, says(r.Lang))
	}
	switch {
	case err == nil:
		return web.Redirect(w, r, http.StatusSeeOther, deskClaim+cid)
	case errors.Is(err, fault.Invalid):
		v, drawn := p.checking(r, bad(err))
		if drawn != nil {
			return drawn
		}
		return refused(w, r, v, err)
	}
	return p.claimConflict(w, r, err)
}

// claimConflict shows the claim as it is now to who came too late.
func (p *pages) claimConflict(w http.ResponseWriter, r *web.Request, err error) error {
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	v, err := p.checking(r, nil)
	if err != nil {
		return err
	}
	return p.late(w, r, v)
}

// deskSuccession is a proposed change of owner.
func (p *pages) deskSuccession(w http.ResponseWriter, r *web.Request) error {
	v, err := p.handingOver(r, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) handingOver(r *web.Request, e fault.Fields) (*view, error) {
	l := r.Lang
	x, err := p.theSuccession(r)
	if err != nil {
		return nil, err
	}
	d, err := p.svc.Register.Organization(r.Context(), x.Organization)
	if err != nil {
		return nil, err
	}
	names, err := p.names(r, x.From)
	if err != nil {
		return nil, err
	}
	v := p.view(r, wSuccessionDesk.In(l), deskCrumb(l))
	v.Name = d.Name
	tag, tone := state(x.State, l)
	decides := r.May(policy.SuccessionDecide, x.Object())
	facts := []fact{{Term: wReceipt.In(l), Value: x.ID}, {Term: wProposer.In(l), Value: names[x.From], JA: true}, {Term: wNewOwner.In(l), Value: x.ToName, JA: true}}
	if decides { // the address is for those who decide
		facts = append(facts, fact{Term: wNewMail.In(l), Value: x.ToMail})
	}
	facts = append(facts, fact{Term: wBegins.In(l), Value: date(x.BeginsOn, l)}, fact{Term: wNote.In(l), Value: x.Note, JA: true})
	if x.Reason != "" {
		facts = append(facts, fact{Term: wReason.In(l), Value: x.Reason, JA: true})
	}
	v.Parts = append(v.Parts, part{Notice: &notice{Tone: tone, Title: tag}}, part{Facts: facts, Links: []ui.Link{{Href: d.Path(), Label: wPublicPage.In(l)}}})
	if decides {
		v.Parts = append(v.Parts, part{ID: "decide", Title: wDecide.In(l), Forms: []form{decideForm(r, deskSuccession+x.ID, x.Version, wAccept, wDecline, e)}})
	}
	return v, nil
}

// decideSuccession accepts a new owner or says why not.
func (p *pages) decideSuccession(w http.ResponseWriter, r *web.Request) error {
	xid, err := idOf(r)
	if err != nil {
		return err
	}
	yes, reason, err := result(r)
	if err == nil {
		err = p.svc.DecideSuccession(r.Context(), r.By(), xid, version(r), yes, reason, says(r.Lang))
	}
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, deskSuccession+xid)
	}
	v, drawn := p.handingOver(r, bad(err))
	switch {
	case drawn != nil:
		return drawn
	case errors.Is(err, fault.Conflict):
		return p.late(w, r, v)
	}
	return refused(w, r, v, err)
}
