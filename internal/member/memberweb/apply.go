package memberweb

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// typed reads what stands in the form of an application.
func typed(r *web.Request) (c member.Content, p member.Personal) {
	f := r.PostForm
	c = member.Content{Kind: codes.Kind(f.Get("kind")), Name: f.Get("name"), Kana: f.Get("kana"), Number: f.Get("number"), PostalCode: f.Get("postal"),
		CityCode: f.Get("city"), Street: f.Get("street"), Line: f.Get("line"), Fields: f["fields"], Industry: codes.Industry(f.Get("industry")),
		Established: f.Get("established")}
	p = member.Personal{Representative: f.Get("representative"), ContactName: f.Get("contact_name"), Phone: f.Get("phone"), Mail: f.Get("mail")}
	return c, p
}

func agreement(r *web.Request) member.Agreement {
	return member.Agreement{Terms: r.PostForm.Get("terms") == "yes", Pledge: r.PostForm.Get("pledge") == "yes", Lang: string(r.Lang)}
}

// bodyInputs are the controls of the first page.
func bodyInputs(c *member.Content, e fault.Fields, l web.Lang, today term.Date, kinds []codes.Kind) []input {
	var options []ui.Option
	for _, k := range kinds {
		options = append(options, ui.Option{Value: string(k), Label: k.Label().In(string(l))})
	}
	kind := input{Kind: "radios", Control: ui.Control{Name: "kind", Label: wKind.In(l), Required: true, Value: string(c.Kind), Error: e.Says("kind")}, Options: options}
	if len(kinds) > 4 {
		kind.Kind, kind.Size = "select", "l"
	}
	return []input{kind,
		{Control: ui.Control{Name: "name", Label: wName.In(l), Required: true, Example: nameExample(c).In(l), Value: c.Name, Error: e.Says("name"),
			MaxLength: member.MaxName, Autocomplete: "organization"}},
		{Control: ui.Control{Name: "kana", Label: wKana.In(l), Required: true, Example: wKanaExample.In(l), Value: c.Kana, Error: e.Says("kana"), MaxLength: member.MaxName}},
		{Control: ui.Control{Name: "number", Label: wNumber.In(l), Hint: wNumberHint.In(l), Value: c.Number, Error: e.Says("number"), InputMode: "numeric", Size: "m"}},
		{Control: ui.Control{Name: "postal", Label: wPostal.In(l), Value: c.PostalCode, Error: e.Says("postal"), InputMode: "numeric", Autocomplete: "postal-code", Size: "s"}},
		{Kind: "select", Control: ui.Control{Name: "city", Label: wCity.In(l), Required: true, Value: c.CityCode, Error: e.Says("city"), Size: "m"}, Options: cityOptions(l, today)},
		{Control: ui.Control{Name: "street", Label: wStreet.In(l), Hint: wStreetHint.In(l), Required: true, Value: c.Street, Error: e.Says("street"),
			MaxLength: member.MaxStreet, Autocomplete: "address-line1"}},
	}
}

func cityOptions(l web.Lang, today term.Date) (options []ui.Option) {
	for _, m := range codes.Municipalities(today) {
		options = append(options, ui.Option{Value: m.Code, Label: m.Label().In(string(l))})
	}
	return append(options, ui.Option{Value: member.OutsideCity, Label: wOutside.In(l)})
}

// contactInputs are the controls of the second page.
func contactInputs(c *member.Content, p *member.Personal, e fault.Fields, l web.Lang, today term.Date) []input {
	list := []input{lineInput(c, e, l)}
	if c.IsCompany() {
		var industries []ui.Option
		for _, i := range codes.Industries() {
			industries = append(industries, ui.Option{Value: string(i), Label: i.Label().In(string(l))})
		}
		list = append(list, input{Kind: "select", Control: ui.Control{Name: "industry", Label: wIndustry.In(l), Required: true, Value: string(c.Industry),
			Error: e.Says("industry"), Size: "l"}, Options: industries})
	}
	var fields []ui.Option
	for _, f := range codes.Fields(today) {
		fields = append(fields, ui.Option{Value: f.Slug, Label: f.Label.In(string(l)), Selected: slices.Contains(c.Fields, f.Slug)})
	}
	return append(list,
		input{Kind: "boxes", Control: ui.Control{Name: "fields", Label: wFields.In(l), Hint: wFieldsHint.In(l), Error: e.Says("fields")}, Options: fields},
		input{Control: ui.Control{Name: "established", Label: wEstablished.In(l), Example: wEstablishedEx.In(l), Value: c.Established, Error: e.Says("established"), Size: "m"}},
		input{Control: ui.Control{Name: "representative", Label: wRepresentative.In(l), Hint: wPersonalHint.In(l), Required: true, Value: p.Representative,
			Error: e.Says("representative"), MaxLength: member.MaxName}},
		input{Control: ui.Control{Name: "contact_name", Label: wContactName.In(l), Value: p.ContactName, Error: e.Says("contact_name"), MaxLength: member.MaxName, Autocomplete: "name"}},
		input{Control: ui.Control{Name: "phone", Label: wPhone.In(l), Required: true, Value: p.Phone, Error: e.Says("phone"), Type: "tel", Autocomplete: "tel", Size: "m"}},
		input{Control: ui.Control{Name: "mail", Label: wMail.In(l), Value: p.Mail, Error: e.Says("mail"), Type: "email", Autocomplete: "email", Size: "l"}},
	)
}

func lineInput(c *member.Content, e fault.Fields, l web.Lang) input {
	return input{Control: ui.Control{Name: "line", Label: wLine.In(l), Required: true, Example: wLineExample.In(l), Value: c.Line, Error: e.Says("line"), MaxLength: member.MaxLine}}
}

// agreeInputs are the boxes by which somebody agrees.
func agreeInputs(g member.Agreement, e fault.Fields, l web.Lang) []input {
	box := func(name, group, label string, on bool) input {
		return input{Kind: "boxes", Control: ui.Control{Name: name, Label: group, Required: true, Error: e.Says(name)},
			Options: []ui.Option{{Value: "yes", Label: label, Selected: on}}}
	}
	return []input{box("terms", wTermsGroup.In(l), wAgreeTerms.In(l), g.Terms), box("pledge", wPledgeGroup.In(l), wAgreePledge.In(l), g.Pledge)}
}

// texts are the parts that show what is agreed to.
func texts(l web.Lang) []part {
	return []part{
		{ID: "terms-text", Title: wTerms.In(l), List: member.Terms().Paragraphs(string(l))},
		{ID: "pledge-text", Title: wPledge.In(l), List: member.Pledge().Paragraphs(string(l))},
	}
}

// kindsOf are the kinds of body behind a door, and the title of its form.
func kindsOf(company bool, l web.Lang) ([]codes.Kind, string) {
	if company {
		return member.CompanyKinds(), wApplyCompany.In(l)
	}
	return member.GroupKinds(), wApplyGroup.In(l)
}

// applyForm is the first page of a new application.
func (p *pages) applyForm(w http.ResponseWriter, r *web.Request) error {
	c := member.Content{Kind: codes.Group}
	if r.URL.Query().Get("kind") == "company" {
		c.Kind = codes.Company
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(p.stepOne(r, &c, nil, applyPath, nil)))
}

// stepOne draws the first page: a new application's, or a draft's.
func (p *pages) stepOne(r *web.Request, c *member.Content, e fault.Fields, action string, hidden [][2]string) *view {
	l := r.Lang
	kinds, title := kindsOf(c.IsCompany(), l)
	v := p.view(r, title, myCrumb(l))
	v.Head.Class, v.Lead = "form-page", wStep1.In(l)
	v.Parts = []part{{Text: []string{wDraftKept.In(l)}, Forms: []form{{Action: action, Button: wNextPage.In(l),
		Hidden: append(hidden, [2]string{"step", "1"}), Inputs: bodyInputs(c, e, l, term.Of(r.Now), kinds)}}}}
	return v
}

// apply begins an application with its first page.
func (p *pages) apply(w http.ResponseWriter, r *web.Request) error {
	c, personal := typed(r)
	aid, err := p.svc.Start(r.Context(), r.By(), c, personal, says(r.Lang))
	if err != nil {
		return refused(w, r, p.stepOne(r, &c, bad(err), applyPath, nil), err)
	}
	return web.Redirect(w, r, http.StatusSeeOther, member.ApplicationsPath+aid+"/draft?step=2")
}

// draftForm is one of the pages of a draft; one that was sent shows itself instead.
func (p *pages) draftForm(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	if a.State != member.Draft {
		return web.Redirect(w, r, http.StatusSeeOther, member.ApplicationsPath+a.ID)
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(p.step(r, &a, r.URL.Query().Get("step"), nil)))
}

// step draws a page of a draft.
func (p *pages) step(r *web.Request, a *member.Application, step string, e fault.Fields) *view {
	l := r.Lang
	path := member.ApplicationsPath + a.ID
	hidden := [][2]string{versionField(a.Version)}
	if step == "" { // go on where it ended
		step = "2"
		if a.Line != "" && a.Phone != "" {
			step = "3"
		}
	}
	_, title := kindsOf(a.IsCompany(), l)
	v := p.view(r, title, myCrumb(l))
	v.Head.Class = "form-page"
	switch step {
	case "1":
		return p.stepOne(r, &a.Content, e, path+"/draft", hidden)
	case "3":
		v.Lead = wStep3.In(l)
		v.Parts = append([]part{{Text: []string{wCheckLead.In(l)}, Facts: bodyFacts(&a.Content, l, path+"/draft?step=1")},
			{Facts: append(activityFacts(&a.Content, l, path+"/draft?step=2"), personalFacts(&a.Personal, l, path+"/draft?step=2")...)}}, texts(l)...)
		v.Parts = append(v.Parts, part{Forms: []form{{Action: path + "/submit", Button: wSend.In(l), Hidden: hidden, Inputs: agreeInputs(agreement(r), e, l)}}})
	default:
		v.Lead = wStep2.In(l)
		v.Parts = []part{{Forms: []form{{Action: path + "/draft", Button: wNextPage.In(l), Hidden: append(hidden, [2]string{"step", "2"}),
			Inputs: contactInputs(&a.Content, &a.Personal, e, l, term.Of(r.Now))}}}}
	}
	return v
}

// draft keeps a page of a draft.
func (p *pages) draft(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	c, personal := typed(r)
	step, next := member.StepContact, "3"
	if r.PostForm.Get("step") == "1" {
		step, next = member.StepBody, "2"
		c.Line, c.Fields, c.Industry, c.Established = a.Line, a.Fields, a.Industry, a.Established
		personal = a.Personal
	} else {
		c.Kind, c.Name, c.Kana, c.Number, c.PostalCode, c.CityCode, c.Street = a.Kind, a.Name, a.Kana, a.Number, a.PostalCode, a.CityCode, a.Street
	}
	err = p.svc.Save(r.Context(), r.By(), a.ID, version(r), c, personal, step, says(r.Lang))
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, member.ApplicationsPath+a.ID+"/draft?step="+next)
	}
	saved := a
	a.Content, a.Personal = c, personal
	v := p.step(r, &a, strconv.Itoa(int(step)), bad(err))
	if errors.Is(err, fault.Conflict) {
		return p.meanwhile(w, r, v, &saved)
	}
	return refused(w, r, v, err)
}

// meanwhile shows what is saved beside what was typed: nothing typed is lost.
func (p *pages) meanwhile(w http.ResponseWriter, r *web.Request, v *view, saved *member.Application) error {
	l := r.Lang
	facts := append(bodyFacts(&saved.Content, l, ""), activityFacts(&saved.Content, l, "")...)
	tag, _ := state(saved.State, l)
	facts = append([]fact{{Term: wStateLabel.In(l), Value: tag}}, append(facts, personalFacts(&saved.Personal, l, "")...)...)
	v.Parts = append([]part{
		{Notice: &notice{Tone: ui.Warn, Title: wConflictMine.In(l), Text: wConflictKeep.In(l)}},
		{ID: "saved", Title: wConflictSaved.In(l), Facts: facts},
	}, v.Parts...)
	return web.Render(w, r, http.StatusConflict, parts.Draw(v))
}

// submit sends a draft.
func (p *pages) submit(w http.ResponseWriter, r *web.Request) error {
	a, err := p.theApplication(r)
	if err != nil {
		return err
	}
	err = p.svc.Submit(r.Context(), r.By(), a.ID, version(r), agreement(r), says(r.Lang))
	switch {
	case err == nil:
		return web.Redirect(w, r, http.StatusSeeOther, member.ApplicationsPath+a.ID)
	case errors.Is(err, fault.Conflict) && a.State != member.Draft:
		return web.Redirect(w, r, http.StatusSeeOther, member.ApplicationsPath+a.ID) // it was sent already
	case errors.Is(err, fault.Conflict):
		return p.meanwhile(w, r, p.step(r, &a, "3", nil), &a)
	}
	e := bad(err)
	step := "3"
	if slices.ContainsFunc(e, func(f fault.Field) bool { return f.Name != "terms" && f.Name != "pledge" }) {
		step = "2" // what is wrong is on an earlier page
		if first := e[0].Name; slices.Contains([]string{"kind", "name", "kana", "number", "postal", "city", "street"}, first) {
			step = "1"
		}
	}
	return refused(w, r, p.step(r, &a, step, e), err)
}

// bodyFacts are the answers of the first page.
func bodyFacts(c *member.Content, l web.Lang, change string) []fact {
	k := link(change, l)
	facts := []fact{{Term: wKind.In(l), Value: c.Kind.Label().In(string(l)), Change: k}, {Term: wName.In(l), Value: c.Name, JA: true, Change: k},
		{Term: wKana.In(l), Value: c.Kana, JA: true, Change: k}}
	if c.Number != "" {
		facts = append(facts, fact{Term: wNumber.In(l), Value: c.Number, Change: k})
	}
	address := c.Address()
	if len(c.PostalCode) == 7 {
		address = "〒" + c.PostalCode[:3] + "-" + c.PostalCode[3:] + " " + address
	}
	return append(facts, fact{Term: wAddress.In(l), Value: address, JA: true, Change: k})
}

// activityFacts are the answers of the second page that may be public.
func activityFacts(c *member.Content, l web.Lang, change string) []fact {
	k := link(change, l)
	facts := []fact{{Term: wLine.In(l), Value: c.Line, JA: true, Change: k}}
	if c.IsCompany() && c.Industry != "" {
		facts = append(facts, fact{Term: wIndustry.In(l), Value: c.Industry.Label().In(string(l)), Change: k})
	}
	var names []string
	for _, slug := range c.Fields {
		if f, ok := codes.FieldBySlug(slug); ok {
			names = append(names, f.Label.In(string(l)))
		}
	}
	if len(names) == 0 {
		names = []string{wUndecided.In(l)}
	}
	facts = append(facts, fact{Term: wFields.In(l), Value: strings.Join(names, " / "), Change: k})
	if d, err := term.ParseISO(c.Established); err == nil && !d.IsZero() {
		facts = append(facts, fact{Term: wEstablished.In(l), Value: date(d, l), Change: k})
	}
	return facts
}

// personalFacts are the answers about people.
func personalFacts(p *member.Personal, l web.Lang, change string) (facts []fact) {
	k := link(change, l)
	for _, f := range []struct {
		name  ui.Word
		value string
	}{{wRepresentative, p.Representative}, {wContactName, p.ContactName}, {wPhone, p.Phone}, {wMail, p.Mail}} {
		if f.value != "" {
			facts = append(facts, fact{Term: f.name.In(l), Value: f.value, JA: true, Change: k})
		}
	}
	return facts
}

func link(href string, l web.Lang) ui.Link {
	if href == "" {
		return ui.Link{}
	}
	return ui.Link{Href: href, Label: wChange.In(l)}
}

// nameExample is an example of a name behind the door.
func nameExample(c *member.Content) ui.Word {
	if c.IsCompany() {
		return wCompanyExample
	}
	return wNameExample
}
