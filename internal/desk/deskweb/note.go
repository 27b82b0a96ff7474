package deskweb

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// book is the book into which a consultation is written: the only one of the reader, or the chosen one.
func (p *pages) book(r *web.Request) (policy.Object, error) {
	o := policy.Object{Kind: "consultation", State: r.PostForm.Get("body")}
	if mine := books(r, policy.ConsultationCreate); o.State == "" && len(mine) == 1 {
		o.State = mine[0]
	}
	return o, nil
}

func (p *pages) theNote(r *web.Request) (n desk.Note, err error) {
	nid, err := idOf(r)
	if err != nil {
		return n, err
	}
	return p.svc.Note(r.Context(), nid)
}

func (p *pages) noteObject(r *web.Request) (policy.Object, error) {
	n, err := p.theNote(r)
	return n.Object(), err
}

// typedNote is what the form says; what cannot be read is wrong next to its field.
func typedNote(r *web.Request) (n desk.Note, wrong fault.Fields) {
	f, w := r.PostForm, says(r.Lang)
	n.On, n.Channel, n.Caller, n.Category, n.Content = day(f.Get("on")), f.Get("channel"), f.Get("caller"), f.Get("category"), f.Get("content")
	n.Response, n.NextAction = f.Get("response"), f.Get("next_action")
	if t := strings.TrimSpace(f.Get("next_on")); t != "" {
		if n.NextOn = day(t); n.NextOn.IsZero() {
			wrong = append(wrong, fault.Field{Name: "next_on", Says: w.Day})
		}
	}
	if t := strings.TrimSpace(f.Get("minutes")); t != "" {
		m, err := strconv.ParseInt(ja.Digits(t), 10, 32)
		if n.Minutes = m; err != nil {
			wrong = append(wrong, fault.Field{Name: "minutes", Says: w.Minutes})
		}
	}
	if t := strings.TrimSpace(f.Get("ref")); t != "" {
		if !strings.Contains(t, ":") {
			t = desk.OfListing + ":" + t // the number on a printed listing
		}
		ref, ok := desk.ParseRef(t)
		if n.Ref = ref; !ok {
			wrong = append(wrong, fault.Field{Name: "ref", Says: w.Ref})
		}
	}
	n.Organization = register.ID(f.Get("organization"))
	return n, wrong
}

// whose finds the organization that asked: chosen among namesakes, or named by number or whole name.
// Words that name none stay as who asked. several says that a choice is needed.
func (p *pages) whose(r *web.Request, n *desk.Note) (several []register.Organization, err error) {
	words := r.PostForm.Get("org")
	if words == "" {
		n.Organization = ""
		return nil, nil
	}
	list, err := p.svc.Found(r.Context(), words)
	if err != nil {
		return nil, err
	}
	switch {
	case len(list) == 1:
		n.Organization = list[0].ID
	case len(list) == 0:
		n.Organization = ""
		if !strings.Contains(n.Caller, words) {
			n.Caller = strings.TrimSpace(words + " " + n.Caller)
		}
	case slices.ContainsFunc(list, func(o register.Organization) bool { return o.ID == n.Organization }):
	default:
		return list, nil
	}
	return nil, nil
}

// noteForm asks for a consultation, on one page.
func (p *pages) noteForm(w http.ResponseWriter, r *web.Request) error {
	if len(books(r, policy.ConsultationCreate)) == 0 {
		return fault.NotFound
	}
	q := r.URL.Query()
	n := desk.Note{On: term.Of(r.Now), Channel: q.Get("channel")}
	n.Ref, _ = desk.ParseRef(q.Get("ref"))
	if n.Channel == "" {
		n.Channel = "phone"
	}
	org := ""
	if o, err := p.svc.Register.Record(r.Context(), register.ID(q.Get("organization"))); err == nil {
		org = o.Name
	}
	v := start(r, wLogCall.In(r.Lang), notesCrumb(r.Lang))
	v.Lead = wLogLead.In(r.Lang)
	v.add(formOf(v, p.noteInputs(r, &n, org, nil, nil, desk.ConsultationsPath)))
	return show(w, r, http.StatusOK, v)
}

func notesCrumb(l web.Lang) ui.Crumb {
	return ui.Crumb{Label: wNotes.In(l), Href: desk.ConsultationsPath}
}

func (p *pages) noteInputs(r *web.Request, n *desk.Note, org string, several []register.Organization, e fault.Fields, action string) form {
	l := r.Lang
	f := form{Action: action, Button: wKeep.In(l)}
	if n.ID != "" {
		f.Inputs = append(f.Inputs, hidden("version", number(n.Version)))
	} else if mine := books(r, policy.ConsultationCreate); len(mine) > 1 {
		var o []ui.Option
		for _, b := range mine {
			o = append(o, ui.Option{Value: b, Label: bookWords[b].In(l)})
		}
		f.Inputs = append(f.Inputs, input{Kind: "radios", Control: ui.Control{Name: "body", Label: wBook.In(l), Required: true, Value: n.Body}, Options: o})
	}
	on, next, minutes := n.On.String(), n.NextOn.String(), ""
	if n.Minutes > 0 {
		minutes = number(n.Minutes)
	}
	if r.Method == http.MethodPost { // nothing that was typed is lost
		on, next, minutes = r.PostForm.Get("on"), r.PostForm.Get("next_on"), r.PostForm.Get("minutes")
	}
	ref := n.Ref.String()
	if r.Method == http.MethodPost {
		ref = r.PostForm.Get("ref")
	}
	f.Inputs = append(f.Inputs,
		input{Control: ui.Control{Name: "on", Label: wReceived.In(l), Example: wDayEx.In(l), Required: true, Value: on, Size: "m", Error: e.Says("on")}},
		input{Kind: "select", Control: ui.Control{Name: "channel", Label: wChannel.In(l), Required: true, Value: n.Channel, Error: e.Says("channel")}, Options: options(desk.Channels(), l)},
		input{Control: ui.Control{Name: "org", Label: wOrganization.In(l), Hint: wOrganizationHint.In(l), Value: org, MaxLength: 200, Error: e.Says("org")}})
	if len(several) > 0 {
		var o []ui.Option
		for _, x := range several {
			o = append(o, ui.Option{Value: string(x.ID), Label: x.Name + "（" + cityLabel(x.Address.CityCode, web.JA) + "）"})
		}
		f.Inputs = append(f.Inputs, input{Kind: "select", Control: ui.Control{Name: "organization", Label: wWhichOne.In(l), Required: true, Value: string(n.Organization), Error: e.Says("organization")}, Options: o})
	}
	f.Inputs = append(f.Inputs,
		input{Control: ui.Control{Name: "caller", Label: wCaller.In(l), Hint: wCallerHint.In(l), Value: n.Caller, MaxLength: desk.MaxCaller, Error: e.Says("caller")}},
		input{Kind: "select", Control: ui.Control{Name: "category", Label: wCategory.In(l), Required: true, Value: n.Category, Error: e.Says("category")}, Options: options(desk.Categories(), l)},
		input{Kind: "area", Control: ui.Control{Name: "content", Label: wContent.In(l), Required: true, Value: n.Content, Rows: 4, MaxLength: desk.MaxContent, Error: e.Says("content")}},
		input{Kind: "area", Control: ui.Control{Name: "response", Label: wResponse.In(l), Value: n.Response, Rows: 4, MaxLength: desk.MaxContent, Error: e.Says("response")}},
		input{Control: ui.Control{Name: "minutes", Label: wMinutes.In(l), Value: minutes, InputMode: "numeric", Size: "s", Error: e.Says("minutes")}},
		input{Control: ui.Control{Name: "next_action", Label: wNext.In(l), Hint: wNextHint.In(l), Value: n.NextAction, MaxLength: desk.MaxNext, Error: e.Says("next_action")}},
		input{Control: ui.Control{Name: "next_on", Label: wNextOn.In(l), Example: wDayEx.In(l), Value: next, Size: "m", Error: e.Says("next_on")}},
		input{Control: ui.Control{Name: "ref", Label: wRef.In(l), Hint: wRefHint.In(l), Value: ref, Size: "l", Error: e.Says("ref")}})
	return f
}

// log keeps a consultation.
func (p *pages) log(w http.ResponseWriter, r *web.Request) error {
	n, wrong := typedNote(r)
	o, err := p.book(r)
	if err != nil {
		return err
	}
	n.Body = o.State
	several, err := p.whose(r, &n)
	if err != nil {
		return err
	}
	draw := func(err error) error {
		return again(w, r, err, func() (*page, error) {
			v := start(r, wLogCall.In(r.Lang), notesCrumb(r.Lang))
			v.add(formOf(v, p.noteInputs(r, &n, r.PostForm.Get("org"), several, bad(err), desk.ConsultationsPath)))
			return v, nil
		})
	}
	if len(several) > 0 {
		wrong = append(wrong, fault.Field{Name: "organization", Says: wWhichOneSays.In(r.Lang)})
	}
	if len(wrong) > 0 {
		return draw(wrong)
	}
	nid, err := p.svc.Log(r.Context(), r.By(), n, says(r.Lang))
	if err != nil {
		return draw(err)
	}
	return to(w, r, desk.ConsultationsPath+"/"+nid, "logged")
}

// showNote shows a consultation; that it was read is on record.
func (p *pages) showNote(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNote(r)
	if err != nil {
		return err
	}
	v, err := p.drawNote(r, &n)
	if err != nil {
		return err
	}
	if n.CreatedBy != r.Who.Person {
		e := r.By().Entry(audit.DataRead, "consultation:"+n.ID, "body="+n.Body)
		e.Subject = string(n.Organization)
		if err := p.record(r.Context(), e); err != nil {
			return err
		}
	}
	return show(w, r, http.StatusOK, v)
}

func (p *pages) drawNote(r *web.Request, n *desk.Note) (*page, error) {
	l := r.Lang
	name, owner := "", ""
	err := p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		names, err := register.NamesTx(tx, n.Organization)
		if err != nil {
			return err
		}
		name = names[n.Organization]
		if n.Owner != "" {
			post, err := p.svc.People.PostTx(tx, n.Owner)
			if err != nil {
				return err
			}
			owner = post.Unit + " " + post.Title
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	v := start(r, wNote.In(l), notesCrumb(l))
	if !n.ClosedAt.IsZero() {
		v.add(notice(l, ui.Good, wClosed.In(l), date(term.Of(n.ClosedAt), l)))
	}
	facts := []fact{{wBook.In(l), bookWords[n.Body].In(l), ""}, {wReceived.In(l), date(n.On, l), ""}, {wChannel.In(l), label(desk.Channels(), n.Channel, l), ""},
		{wOrganization.In(l), name, ""}, {wCaller.In(l), n.Caller, ""}, {wCategory.In(l), label(desk.Categories(), n.Category, l), ""},
		{wContent.In(l), n.Content, ""}, {wResponse.In(l), n.Response, ""}}
	if name != "" {
		facts[3].Href = register.OrganizationPath(n.Organization)
	}
	if n.Minutes > 0 {
		facts = append(facts, fact{wMinutes.In(l), number(n.Minutes), ""})
	}
	facts = append(facts, fact{wNext.In(l), n.NextAction, ""}, fact{wNextOn.In(l), date(n.NextOn, l), ""}, fact{wOwner.In(l), owner, ""})
	if n.Ref.ID != "" {
		facts = append(facts, fact{wRef.In(l), refWords[n.Ref.Kind].In(l) + " " + n.Ref.ID, n.Ref.Path()})
	}
	if n.Consent != "" {
		facts = append(facts, fact{wConsent.In(l), consentWords[n.Consent].In(l) + " " + date(n.ConsentedOn, l), ""})
	}
	v.add(factList(l, facts))
	if !n.ClosedAt.IsZero() {
		return v, nil
	}
	links := []ui.Link{}
	if r.May(policy.ConsultationEdit, n.Object()) {
		links = append(links, ui.Link{Href: n.Path() + "/edit", Label: wEdit.In(l)})
	}
	if n.Organization != "" {
		if r.May(policy.InquiryCreate, policy.Object{}) && n.Ref.Kind != desk.OfInquiry {
			links = append(links, ui.Link{Href: n.Path() + "/inquiry", Label: wAskFor.In(l)})
		}
		if r.May(policy.ListingCreate, policy.Object{}) {
			links = append(links, ui.Link{Href: "/my/orgs/" + string(n.Organization) + "/listings/new?channel=" + url.QueryEscape(n.Channel), Label: wListFor.In(l)})
		}
	} else if r.May(policy.ProxyCreate, policy.Object{}) {
		links = append(links, ui.Link{Href: "/desk/proxy", Label: wEnterFor.In(l)})
	}
	v.add(doors(links))
	if r.May(policy.ConsultationEdit, n.Object()) {
		v.section("close", wClose, paragraph(wCloseText.In(l)), formOf(v, form{Action: n.Path() + "/close", Button: wCloseDo.In(l), Second: true, Inputs: []input{hidden("version", number(n.Version))}}))
	}
	return v, nil
}

func (p *pages) orgName(r *web.Request, oid register.ID) (name string, err error) {
	if oid == "" {
		return "", nil
	}
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		names, err := register.NamesTx(tx, oid)
		name = names[oid]
		return err
	})
	return name, err
}

func (p *pages) rewriteForm(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNote(r)
	if err != nil {
		return err
	}
	// The number of the register, not the name: namesakes stay apart.
	v := start(r, wEdit.In(r.Lang), notesCrumb(r.Lang))
	v.add(formOf(v, p.noteInputs(r, &n, string(n.Organization), nil, nil, n.Path()+"/edit")))
	return show(w, r, http.StatusOK, v)
}

func (p *pages) rewrite(w http.ResponseWriter, r *web.Request) error {
	old, err := p.theNote(r)
	if err != nil {
		return err
	}
	n, wrong := typedNote(r)
	n.ID, n.Version, n.Body = old.ID, version(r), old.Body
	var several []register.Organization
	if r.PostForm.Get("org") == string(old.Organization) {
		n.Organization = old.Organization
	} else if several, err = p.whose(r, &n); err != nil {
		return err
	}
	if len(several) > 0 {
		wrong = append(wrong, fault.Field{Name: "organization", Says: wWhichOneSays.In(r.Lang)})
	}
	err = wrong.Err()
	if err == nil {
		err = p.svc.Rewrite(r.Context(), r.By(), n, says(r.Lang))
	}
	if err == nil {
		return to(w, r, n.Path(), "logged")
	}
	return again(w, r, err, func() (*page, error) {
		v := start(r, wEdit.In(r.Lang), notesCrumb(r.Lang))
		now, err := p.theNote(r)
		if err != nil {
			return nil, err
		}
		if now.Version != n.Version { // both versions are on the page; the next attempt is about the present one
			v.add(factList(r.Lang, []fact{{wStored.In(r.Lang) + wContent.In(r.Lang), now.Content, ""}, {wStored.In(r.Lang) + wResponse.In(r.Lang), now.Response, ""},
				{wStored.In(r.Lang) + wNext.In(r.Lang), now.NextAction, ""}}))
			n.Version = now.Version
		}
		v.add(formOf(v, p.noteInputs(r, &n, r.PostForm.Get("org"), several, bad(err), n.Path()+"/edit")))
		return v, nil
	})
}

func (p *pages) closeNote(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNote(r)
	if err != nil {
		return err
	}
	if err := p.svc.CloseNote(r.Context(), r.By(), n.ID, version(r)); err != nil {
		return again(w, r, err, func() (*page, error) { return p.drawNote(r, &n) })
	}
	return to(w, r, n.Path(), "closed")
}
