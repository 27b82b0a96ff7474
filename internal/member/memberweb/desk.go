package memberweb

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// listOf is the list that the address asks for.
func listOf(r *web.Request) (member.List, error) {
	l := member.List(r.URL.Query().Get("list"))
	if l == "" {
		return member.Applications, nil
	}
	if !slices.Contains(member.Lists(), l) {
		return "", fault.NotFound
	}
	return l, nil
}

func cursor(r *web.Request) member.Cursor {
	since, key, _ := strings.Cut(r.URL.Query().Get("after"), "~")
	return member.Cursor{Since: since, ID: key}
}

// reach is how far the reader sees a list: where they see the list and may open what stands in it.
func reach(r *web.Request, l member.List) policy.Scope {
	return member.Narrow(r.Scope(), r.Rules().Scope(r.Who, l.View(), r.Now))
}

// intake lists what waits, by kind: since when, and who decides.
func (p *pages) intake(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	which, err := listOf(r)
	if err != nil {
		return err
	}
	list, next, err := p.svc.Intake(r.Context(), which, reach(r, which), cursor(r))
	if err != nil {
		return err
	}
	v := p.view(r, wDesk.In(l))
	v.Lead = wDeskLead.In(l)
	var links []ui.Link
	for _, x := range member.Lists() {
		if within := reach(r, x); x != which && (within.All || len(within.Cities) > 0) {
			links = append(links, ui.Link{Href: IntakePath + "?list=" + string(x), Label: listWords[x].In(l)})
		}
	}
	who := strings.Join(r.Rules().Readers(which.Action(), string(l), r.Now), " / ")
	pt := part{ID: "list", Title: listWords[which].In(l), Data: []ui.Link{{Href: IntakePath + ".csv?list=" + string(which), Label: "CSV"}}}
	if which != member.Represented { // nothing there waits
		pt.Facts = []fact{{Term: wWho.In(l), Value: who}}
	}
	if len(list) == 0 {
		pt.Empty, pt.Hint = wNothing.In(l), wNothingHint.In(l)
	} else {
		pt.Table = waitTable(r, which, list)
	}
	if next != (member.Cursor{}) {
		pt.Next = IntakePath + "?list=" + string(which) + "&after=" + url.QueryEscape(next.Since+"~"+next.ID)
	}
	v.Parts = []part{{Links: links}, pt}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func waitTable(r *web.Request, which member.List, list []member.Waiting) *table {
	l, today := r.Lang, term.Of(r.Now)
	t := &table{ID: "waiting", Caption: wWaitCap.In(l), Columns: []string{wBody.In(l), wKind.In(l), wPlace.In(l), wSince.In(l), wStateLabel.In(l)}}
	for _, x := range list {
		since := term.Of(x.Since)
		days := date(since, l) + "（" + strconv.Itoa(since.DaysUntil(today)) + wDays.In(l) + "）"
		if l == web.EN {
			days = date(since, l) + " (" + strconv.Itoa(since.DaysUntil(today)) + wDays.In(l) + ")"
		}
		tag, _ := state(x.State, l)
		if x.Contested {
			tag += " / " + wContested.In(l)
		}
		t.Rows = append(t.Rows, []cell{{Text: x.Name, JA: true, Href: deskPath(r, which, x)}, {Text: x.Kind.Label().In(string(l))},
			{Text: cityLabel(x.CityCode, l)}, {Text: days, Time: since.String()}, {Text: tag}})
	}
	return t
}

// deskPath is the page of a thing, "" where the reader may not see it.
func deskPath(r *web.Request, which member.List, x member.Waiting) string {
	o := policy.Object{ID: x.ID, Org: string(x.Organization), City: x.CityCode, State: string(x.State)}
	switch which {
	case member.Applications:
		if r.May(policy.ApplicationView, o) {
			return deskApplication + x.ID
		}
	case member.Claims:
		if r.May(policy.ClaimView, o) {
			return deskClaim + x.ID
		}
	case member.Successions:
		if r.May(policy.SuccessionView, o) {
			return deskSuccession + x.ID
		}
	default:
		return register.OrganizationPath(x.Organization)
	}
	return ""
}

func cityLabel(code string, l web.Lang) string {
	m, ok := codes.MunicipalityByCode(code)
	if !ok {
		return wOutside.In(l)
	}
	return m.Label().In(string(l))
}

// intakeCSV is the whole of a list as a file, as far as the reader's scope reaches.
func (p *pages) intakeCSV(w http.ResponseWriter, r *web.Request) error {
	which, err := listOf(r)
	if err != nil {
		return err
	}
	var all []member.Waiting
	for at := (member.Cursor{}); ; {
		list, next, err := p.svc.Intake(r.Context(), which, reach(r, which), at)
		if err != nil {
			return err
		}
		all = append(all, list...)
		if next == (member.Cursor{}) {
			break
		}
		at = next
	}
	if err := p.svc.Log(r.Context(), r.Exported("intake", len(all), web.Filter{Choices: map[string]string{"list": string(which)}})); err != nil {
		return err
	}
	l := r.Lang
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="`+string(which)+`_`+strings.ReplaceAll(term.Of(r.Now).String(), "-", "")+`.csv"`)
	h.Set("Cache-Control", "private, no-store")
	out := feed.NewCSV(w, feed.UTF8, wReceipt.In(l), wBody.In(l), wKind.In(l), wPlace.In(l), wSince.In(l), wStateLabel.In(l))
	for _, x := range all {
		tag, _ := state(x.State, l)
		if err := out.Row(x.ID, x.Name, x.Kind.Label().In(string(l)), cityLabel(x.CityCode, l), term.Of(x.Since).String(), tag); err != nil {
			return err
		}
	}
	return out.Flush()
}

// deskApplication is an application as those see it who decide.
func (p *pages) deskApplication(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	v, err := p.deciding(r, &a, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

func (p *pages) deciding(r *web.Request, a *member.Application, e fault.Fields) (*view, error) {
	l, path, object := r.Lang, deskApplication+a.ID, a.Object()
	v := p.view(r, wApplication.In(l), deskCrumb(l))
	v.Name = a.Name
	tag, tone := state(a.State, l)
	v.Parts = append(v.Parts, part{Notice: &notice{Tone: tone, Title: tag}})
	if a.Reason != "" {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Plain, Title: wReason.In(l), Text: a.Reason, JA: true}})
	}
	if a.Applicant == r.Who.Person {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Info, Title: wSelfNote.In(l)}})
	}
	v.Parts = append(v.Parts, part{ID: "content", Title: wContent.In(l), Facts: append([]fact{{Term: wReceipt.In(l), Value: a.ID},
		{Term: wSentOn.In(l), Value: moment(a.SubmittedAt, l)}}, append(bodyFacts(&a.Content, l, ""), activityFacts(&a.Content, l, "")...)...)})
	internal := r.Decide(policy.ApplicationView, object).Sees("internal")
	if internal {
		facts := append(personalFacts(&a.Personal, l, ""), fact{Term: wTerms.In(l), Value: a.TermsVersion()}, fact{Term: wPledge.In(l), Value: a.PledgeVersion()})
		v.Parts = append(v.Parts, part{ID: "personal", Title: wWritten.In(l), Facts: facts})
	}
	// Namesakes may be of anywhere: only those who see every application learn of them.
	if a.Applicant != r.Who.Person && internal {
		list, err := p.svc.Duplicates(r.Context(), a)
		if err != nil {
			return nil, err
		}
		v.Parts = append(v.Parts, duplicatesPart(list, l))
	}
	if a.State == member.Approved {
		v.Parts = append(v.Parts, part{Links: []ui.Link{{Href: register.OrganizationPath(a.Organization), Label: wPublicPage.In(l)}}})
	}
	if r.May(policy.ApplicationApprove, object) {
		v.Parts = append(v.Parts, part{ID: "approve", Title: wApprove.In(l), Text: []string{wApproveHint.In(l)},
			Forms: []form{{Action: path + "/approve", Button: wApprove.In(l), Hidden: [][2]string{versionField(a.Version)}}}})
	}
	if r.May(policy.ApplicationReturn, object) {
		how := r.PostForm.Get("how")
		if how == "" {
			how = "mend"
		}
		v.Parts = append(v.Parts, part{ID: "return", Title: wReturn.In(l), Forms: []form{{Action: path + "/return", Button: wReturnDo.In(l), Second: true,
			Hidden: [][2]string{versionField(a.Version)}, Inputs: []input{
				{Kind: "radios", Control: ui.Control{Name: "how", Label: wReturnKind.In(l), Value: how},
					Options: []ui.Option{{Value: "mend", Label: wReturnMend.In(l)}, {Value: "final", Label: wReturnFinal.In(l)}}},
				{Kind: "area", Control: ui.Control{Name: "reason", Label: wReason.In(l), Hint: wReturnHint.In(l), Required: true,
					Value: r.PostForm.Get("reason"), Error: e.Says("reason"), MaxLength: 1000}},
			}}}})
	}
	return v, nil
}

func duplicatesPart(list []member.Duplicate, l web.Lang) part {
	pt := part{ID: "duplicates", Title: wDuplicates.In(l)}
	if len(list) == 0 {
		pt.Text = []string{wNone.In(l)}
		return pt
	}
	pt.Table = &table{ID: "same", Caption: wDuplicatesCap.In(l), Columns: []string{wBody.In(l), wPlace.In(l), wWhy.In(l)}}
	for _, d := range list {
		href := deskApplication + d.Application
		if d.Organization != "" {
			href = register.OrganizationPath(d.Organization)
		}
		var why []string
		for _, x := range d.Why {
			why = append(why, whyWords[x].In(l))
		}
		pt.Table.Rows = append(pt.Table.Rows, []cell{{Text: d.Name, JA: true, Href: href}, {Text: d.Place, JA: true}, {Text: strings.Join(why, " / ")}})
	}
	return pt
}

// approve takes the body into the register.
func (p *pages) approve(w http.ResponseWriter, r *web.Request) error {
	aid, err := idOf(r)
	if err != nil {
		return err
	}
	if _, err := p.svc.Approve(r.Context(), r.By(), aid, version(r)); err != nil {
		return p.overtaken(w, r, err)
	}
	return web.Redirect(w, r, http.StatusSeeOther, deskApplication+aid)
}

// giveBack returns an application with a reason, or refuses it.
func (p *pages) giveBack(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	f := r.PostForm
	err = p.svc.Return(r.Context(), r.By(), a.ID, version(r), strings.TrimSpace(f.Get("reason")), f.Get("how") == "final", says(r.Lang))
	switch {
	case err == nil:
		return web.Redirect(w, r, http.StatusSeeOther, deskApplication+a.ID)
	case errors.Is(err, fault.Invalid):
		v, drawn := p.deciding(r, &a, bad(err))
		if drawn != nil {
			return drawn
		}
		return refused(w, r, v, err)
	}
	return p.overtaken(w, r, err)
}

// overtaken shows the application as it is now to who came too late; what they wrote is kept.
func (p *pages) overtaken(w http.ResponseWriter, r *web.Request, err error) error {
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	v, err := p.deciding(r, &a, nil)
	if err != nil {
		return err
	}
	return p.late(w, r, v)
}

// late answers 409 with the present record and what the reader typed.
func (p *pages) late(w http.ResponseWriter, r *web.Request, v *view) error {
	l := r.Lang
	v.Said = &notice{Tone: ui.Warn, Title: wConflict.In(l), Text: wConflictText.In(l)}
	if reason := r.PostForm.Get("reason"); reason != "" {
		v.Parts = append(v.Parts, part{ID: "typed", Title: wTyped.In(l), Facts: []fact{{Term: wReason.In(l), Value: reason, JA: true}}})
	}
	return web.Render(w, r, http.StatusConflict, parts.Draw(v))
}
