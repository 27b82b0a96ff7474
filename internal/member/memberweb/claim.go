package memberweb

import (
	"errors"
	"net/http"
	"strconv"

	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// claimForm asks how somebody wants to prove that they act for an organization.
func (p *pages) claimForm(w http.ResponseWriter, r *web.Request) error {
	o, err := p.theOrganization(r)
	if err != nil {
		return err
	}
	v, err := p.claiming(r, &o, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) claiming(r *web.Request, o *register.Organization, e fault.Fields) (*view, error) {
	l := r.Lang
	owned, err := p.svc.Owned(r.Context(), o.ID)
	if err != nil {
		return nil, err
	}
	v := p.view(r, wClaim.In(l), ui.Crumb{Label: wPublicPage.In(l), Href: o.Path()})
	v.Name, v.Lead, v.Head.Class = o.Name, wClaimLead.In(l), "form-page"
	if owned {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Info, Title: wClaimOwned.In(l), Text: wClaimOwnedHint.In(l)}})
	}
	ways := []ui.Option{{Value: string(member.ByOfficer), Label: wByOfficer.In(l), Hint: wByOfficerHint.In(l)}}
	way := member.ByOfficer
	if !owned && o.Address.Street != "" {
		way = member.ByLetter
		ways = append([]ui.Option{{Value: string(member.ByLetter), Label: wByLetter.In(l), Hint: wByLetterHint.In(l)}}, ways...)
	}
	if typed := r.PostForm.Get("way"); typed != "" {
		way = member.Way(typed)
	}
	v.Parts = append(v.Parts, part{Forms: []form{{Action: o.Path() + "/claim", Button: wClaimSend.In(l), Inputs: []input{
		{Control: ui.Control{Name: "position", Label: wPosition.In(l), Example: wPositionExample.In(l), Required: true, Value: r.PostForm.Get("position"),
			Error: e.Says("position"), MaxLength: member.MaxName, Autocomplete: "organization-title", Size: "l"}},
		{Kind: "radios", Control: ui.Control{Name: "way", Label: wWay.In(l), Required: true, Value: string(way), Error: e.Says("way")}, Options: ways},
	}}}})
	return v, nil
}

// claim takes the claim.
func (p *pages) claim(w http.ResponseWriter, r *web.Request) error {
	o, err := p.theOrganization(r)
	if err != nil {
		return err
	}
	cid, err := p.svc.MakeClaim(r.Context(), r.By(), o.ID, r.PostForm.Get("position"), member.Way(r.PostForm.Get("way")), says(r.Lang))
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, member.ClaimsPath+cid)
	}
	v, drawn := p.claiming(r, &o, bad(err))
	if drawn != nil {
		return drawn
	}
	return refused(w, r, v, err)
}

// myClaim shows where a claim stands, and takes the code once the letter is out.
func (p *pages) myClaim(w http.ResponseWriter, r *web.Request) error {
	v, err := p.claimPage(r, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) claimPage(r *web.Request, e fault.Fields) (*view, error) {
	l := r.Lang
	c, err := p.theClaim(r)
	if err != nil {
		return nil, err
	}
	d, err := p.svc.Register.Organization(r.Context(), c.Organization)
	if err != nil {
		return nil, err
	}
	v := p.view(r, wMyClaim.In(l), myCrumb(l))
	v.Name, v.Head.Class = d.Name, "form-page"
	tag, tone := state(c.State, l)
	text := map[member.State]ui.Word{member.Submitted: wClaimSubmitted, member.Lettered: wClaimLettered, member.Confirmed: wClaimConfirmed,
		member.Declined: wClaimDeclined, member.Expired: wClaimExpired}[c.State]
	if c.State == member.Submitted && c.Way == member.ByOfficer {
		text = wClaimOfficer
	}
	if e == nil {
		v.Said = &notice{Tone: tone, Title: tag, Text: text.In(l)}
	}
	facts := []fact{{Term: wReceipt.In(l), Value: c.ID}, {Term: wPosition.In(l), Value: c.Position, JA: true}}
	switch c.State {
	case member.Lettered:
		v.Parts = append(v.Parts, part{Forms: []form{{Action: member.ClaimsPath + c.ID, Button: wConfirm.In(l), Inputs: []input{{Control: ui.Control{Name: "code",
			Label: wCode.In(l), Hint: wCodeHint.In(l), Required: true, Value: r.PostForm.Get("code"), Error: e.Says("code"), Autocomplete: "one-time-code", Size: "m"}}}}}})
		facts = append(facts, fact{Term: wUntil.In(l), Value: date(c.ExpiresOn, l)}, fact{Term: wTriesLeft.In(l), Value: strconv.Itoa(member.CodeTries - c.Tries)})
	case member.Declined:
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: tone, Title: wReason.In(l), Text: c.Reason, JA: true}})
	}
	links := []ui.Link{{Href: d.Path(), Label: wPublicPage.In(l)}}
	switch c.State {
	case member.Confirmed:
		links = append([]ui.Link{{Href: member.ManagePath + string(d.ID), Label: wManage.In(l)}}, links...)
	case member.Expired, member.Declined:
		links = append([]ui.Link{{Href: d.Path() + "/claim", Label: wAgain.In(l)}}, links...)
	}
	v.Parts = append(v.Parts, part{Facts: facts, Links: links})
	return v, nil
}

// confirm takes the code from the letter.
func (p *pages) confirm(w http.ResponseWriter, r *web.Request) error {
	c, err := p.theClaim(r)
	if err != nil {
		return err
	}
	err = p.svc.Confirm(r.Context(), r.By(), c.ID, r.PostForm.Get("code"), says(r.Lang))
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, member.ManagePath+string(c.Organization))
	}
	if !errors.Is(err, fault.Invalid) {
		return err
	}
	v, drawn := p.claimPage(r, bad(err)) // its state may have changed with this try
	if drawn != nil {
		return drawn
	}
	return refused(w, r, v, err)
}
