package upkeepweb

import (
	"errors"
	"net/http"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

func (p *pages) noticeObject(r *web.Request) (policy.Object, error) {
	n, err := p.theNotice(r)
	return policy.Object{Kind: "correction", ID: n.ID, State: n.State}, err
}

func (p *pages) theNotice(r *web.Request) (n register.Notice, err error) {
	nid, err := idOf(r)
	if err != nil {
		return n, err
	}
	return p.svc.Notice(r.Context(), nid)
}

func noticeStates() []string {
	return []string{register.CorrectionOpen, register.CorrectionDone, register.CorrectionDeclined}
}

// stateOf is the state that a list asks for.
func stateOf(r *web.Request) string {
	for _, s := range noticeStates() {
		if r.URL.Query().Get("state") == s {
			return s
		}
	}
	return register.CorrectionOpen
}

// factLabel names what a notice is about.
func factLabel(about string, l ui.Lang) string {
	if about == "other" {
		return wOther.In(l)
	}
	return register.FactLabel(about).In(string(l))
}

// notices lists readers' notices of a state, without their contacts.
func (p *pages) notices(w http.ResponseWriter, r *web.Request) error {
	state := stateOf(r)
	list, err := p.svc.Notices(r.Context(), state, listed)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.view(r, wNotices.In(l), CorrectionsPath)
	v.Lead = wNoticesLead.In(l)
	if r.URL.Query().Has("done") {
		v.Done = wHandledNow.In(l)
	}
	var links []ui.Link
	for _, s := range noticeStates() {
		word, _ := noticeState(s)
		links = append(links, ui.Link{Href: CorrectionsPath + "?state=" + s, Label: word.In(l)})
	}
	v.Parts = []part{{Links: links}}
	if len(list) == 0 {
		v.Parts = append(v.Parts, part{Empty: wNoticesNone.In(l), Hint: wNoticesDo.In(l)})
		return web.Render(w, r, http.StatusOK, page(v))
	}
	t := &table{ID: "notices", Caption: wNoticesCap.In(l), Columns: []string{wOrganization.In(l), wAbout.In(l), wBody.In(l), wArrived.In(l), wState.In(l)}}
	for i := range list {
		n := &list[i]
		word, tone := noticeState(n.State)
		t.Rows = append(t.Rows, []cell{{Text: n.Name, JA: true, Href: CorrectionsPath + "/" + n.ID}, {Text: factLabel(n.About, l)},
			{Text: clip(n.Body, 60), JA: true}, {Text: moment(n.CreatedAt, l)}, {Tag: word.In(l), Tone: tone}})
	}
	v.Parts = append(v.Parts, part{Table: t, Data: []ui.Link{{Href: CorrectionsPath + ".csv?state=" + state, Label: wCSV.In(l)}}})
	return web.Render(w, r, http.StatusOK, page(v))
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

func (p *pages) noticesCSV(w http.ResponseWriter, r *web.Request) error {
	list, err := p.svc.Notices(r.Context(), stateOf(r), 10*listed)
	if err != nil {
		return err
	}
	if err := p.svc.Log(r.Context(), r.Exported("corrections", len(list), web.Filter{Choices: map[string]string{"state": stateOf(r)}})); err != nil {
		return err
	}
	l := r.Lang
	out := csv(w, r, "corrections", wReceipt.In(l), wOrganization.In(l), wAbout.In(l), wBody.In(l), wEvidence.In(l), wArrived.In(l), wState.In(l), wReply.In(l))
	for i := range list {
		n := &list[i]
		word, _ := noticeState(n.State)
		if err := out.Row(n.ID, n.Name, factLabel(n.About, l), n.Body, n.Evidence, moment(n.CreatedAt, ui.JA), word.In(l), n.Reply); err != nil {
			return err
		}
	}
	return out.Flush()
}

// notice shows one notice; that its contact was read is on record.
func (p *pages) notice(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNotice(r)
	if err != nil {
		return err
	}
	v, err := p.noticeView(r, &n, wNotice.In(r.Lang))
	if err != nil {
		return err
	}
	if r.May(policy.CorrectionDecide, policy.Object{Kind: "correction", ID: n.ID, State: n.State}) {
		v.Parts = append(v.Parts, part{Links: []ui.Link{{Href: CorrectionsPath + "/" + n.ID + "/decide", Label: wHandle.In(r.Lang)}}})
	}
	return web.Render(w, r, http.StatusOK, page(v))
}

func (p *pages) noticeView(r *web.Request, n *register.Notice, title string) (*view, error) {
	l := r.Lang
	v := p.view(r, title, CorrectionsPath, ui.Crumb{Label: wNotices.In(l), Href: CorrectionsPath})
	word, _ := noticeState(n.State)
	facts := []fact{{Term: wOrganization.In(l), Value: n.Name, JA: true, Href: register.OrganizationPath(n.Organization)},
		{Term: wState.In(l), Value: word.In(l)}, {Term: wAbout.In(l), Value: factLabel(n.About, l)}, {Term: wBody.In(l), Value: n.Body, JA: true},
		{Term: wArrived.In(l), Value: moment(n.CreatedAt, l)}, {Term: wReceipt.In(l), Value: n.ID}}
	if n.Evidence != "" {
		facts = append(facts, fact{Term: wEvidence.In(l), Value: n.Evidence, JA: true})
	}
	if n.Contact != "" && r.Decision.Sees("contact") {
		facts = append(facts, fact{Term: wContact.In(l), Value: n.Contact, JA: true})
		if err := p.svc.Log(r.Context(), r.By().Entry(audit.DataRead, n.ID, "correction contact")); err != nil {
			return nil, err
		}
	}
	if n.Reply != "" {
		facts = append(facts, fact{Term: wReply.In(l), Value: n.Reply, JA: true}, fact{Term: wHandled.In(l), Value: moment(n.HandledAt, l)})
	}
	v.Parts = []part{{Facts: facts}}
	return v, nil
}

// handleForm asks what was done about a notice.
func (p *pages) handleForm(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNotice(r)
	if err != nil {
		return err
	}
	return p.handling(w, r, &n, nil)
}

func (p *pages) handling(w http.ResponseWriter, r *web.Request, n *register.Notice, bad fault.Fields) error {
	l := r.Lang
	v, err := p.noticeView(r, n, wHandle.In(l))
	if err != nil {
		return err
	}
	status := v.refused(bad)
	v.Parts = append(v.Parts, part{Form: &form{Action: CorrectionsPath + "/" + n.ID + "/decide", Button: wHandle.In(l), Inputs: []input{
		{Kind: "radios", Control: ui.Control{Name: "state", Label: wDecision.In(l), Required: true, Value: r.PostForm.Get("state"), Error: bad.Says("state")},
			Options: []ui.Option{{Value: register.CorrectionDone, Label: wDone.In(l), Selected: r.PostForm.Get("state") == register.CorrectionDone},
				{Value: register.CorrectionDeclined, Label: wDeclined.In(l), Selected: r.PostForm.Get("state") == register.CorrectionDeclined}}},
		{Kind: "area", Control: ui.Control{Name: "reply", Label: wReply.In(l), Hint: wReplyHint.In(l), Required: true, Value: r.PostForm.Get("reply"),
			Error: bad.Says("reply"), MaxLength: register.MaxCorrectionReply, Rows: 4}}}}})
	return web.Render(w, r, status, page(v))
}

// handle closes a notice.
func (p *pages) handle(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNotice(r)
	if err != nil {
		return err
	}
	state, reply := r.PostForm.Get("state"), ja.Clean(r.PostForm.Get("reply"))
	var bad fault.Fields
	if state != register.CorrectionDone && state != register.CorrectionDeclined {
		bad = append(bad, fault.Field{Name: "state", Says: wStateMissing.In(r.Lang)})
	}
	if reply == "" {
		bad = append(bad, fault.Field{Name: "reply", Says: wReplyMissing.In(r.Lang)})
	}
	if len([]rune(reply)) > register.MaxCorrectionReply {
		bad = append(bad, fault.Field{Name: "reply", Says: wReplyLong.In(r.Lang)})
	}
	if bad != nil {
		return p.handling(w, r, &n, bad)
	}
	err = p.svc.HandleNotice(r.Context(), r.By(), n.ID, state, reply)
	switch {
	case errors.Is(err, fault.Conflict):
		return p.handling(w, r, &n, fault.Fields{{Name: "state", Says: wHandledTwice.In(r.Lang)}})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, CorrectionsPath+"?done")
}
