package memberweb

import (
	"errors"
	"net/http"

	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// nextWords say what comes next, by state.
var nextWords = map[member.State]ui.Word{
	member.Submitted: wNextSubmitted, member.Returned: wNextReturned, member.Approved: wNextApproved, member.Declined: wNextDeclined, member.Withdrawn: wNextWithdrawn,
}

// show is an application as its applicant sees it: the receipt, and what comes next.
func (p *pages) show(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	l, path := r.Lang, member.ApplicationsPath+a.ID
	if a.State == member.Draft {
		return web.Redirect(w, r, http.StatusSeeOther, path+"/draft")
	}
	v := p.view(r, wApplication.In(l), myCrumb(l))
	v.Name = a.Name
	tag, tone := state(a.State, l)
	v.Said = &notice{Tone: tone, Title: tag, Text: nextWords[a.State].In(l)}
	if a.State == member.Submitted {
		v.Said.Title = wReceived.In(l)
	}
	if a.Reason != "" && (a.State == member.Returned || a.State == member.Declined) {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: tone, Title: wReason.In(l), Text: a.Reason, JA: true}})
	}
	links := []ui.Link{}
	switch a.State {
	case member.Returned:
		links = append(links, ui.Link{Href: path + "/edit", Label: wMendNext.In(l)})
	case member.Approved:
		links = append(links, ui.Link{Href: member.ManagePath + string(a.Organization), Label: wManage.In(l)},
			ui.Link{Href: register.OrganizationPath(a.Organization), Label: wPublicPage.In(l)})
	}
	v.Parts = append(v.Parts, part{Links: links, Facts: append([]fact{{Term: wReceipt.In(l), Value: a.ID}, {Term: wSentOn.In(l), Value: moment(a.SubmittedAt, l)}},
		append(bodyFacts(&a.Content, l, ""), activityFacts(&a.Content, l, "")...)...)})
	if r.Decision.Sees("internal") {
		v.Parts = append(v.Parts, part{ID: "personal", Title: wWritten.In(l), Facts: personalFacts(&a.Personal, l, "")})
	}
	if r.May(policy.ApplicationWithdraw, a.Object()) {
		v.Parts = append(v.Parts, part{ID: "withdraw", Title: wWithdraw.In(l), Text: []string{wWithdrawHint.In(l)},
			Forms: []form{{Action: path + "/withdraw", Button: wWithdraw.In(l), Second: true, Hidden: [][2]string{versionField(a.Version)}}}})
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// editForm shows a returned application with the reason, all in one form.
func (p *pages) editForm(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(p.editing(r, &a, nil)))
}

func (p *pages) editing(r *web.Request, a *member.Application, e fault.Fields) *view {
	l, today := r.Lang, term.Of(r.Now)
	kinds, _ := kindsOf(a.IsCompany(), l)
	v := p.view(r, wMendNext.In(l), myCrumb(l), ui.Crumb{Label: wApplication.In(l), Href: member.ApplicationsPath + a.ID})
	v.Head.Class = "form-page"
	if a.Reason != "" {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Warn, Title: wReason.In(l), Text: a.Reason, JA: true}})
	}
	f := form{Action: member.ApplicationsPath + a.ID + "/edit", Button: wSendAgain.In(l), Hidden: [][2]string{versionField(a.Version)},
		Inputs: append(bodyInputs(&a.Content, e, l, today, kinds), contactInputs(&a.Content, &a.Personal, e, l, today)...)}
	if !a.Agreed() {
		v.Parts = append(v.Parts, texts(l)...)
		f.Inputs = append(f.Inputs, agreeInputs(agreement(r), e, l)...)
	}
	v.Parts = append(v.Parts, part{Forms: []form{f}})
	return v
}

// edit sends a mended application.
func (p *pages) edit(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	c, personal := typed(r)
	err = p.svc.Edit(r.Context(), r.By(), a.ID, version(r), c, personal, agreement(r), says(r.Lang))
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, member.ApplicationsPath+a.ID)
	}
	saved := a
	a.Content, a.Personal = c, personal
	v := p.editing(r, &a, bad(err))
	if errors.Is(err, fault.Conflict) {
		return p.meanwhile(w, r, v, &saved)
	}
	return refused(w, r, v, err)
}

// withdraw takes an application back.
func (p *pages) withdraw(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	if err := p.svc.Withdraw(r.Context(), r.By(), a.ID, version(r)); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.ApplicationsPath+a.ID)
}
