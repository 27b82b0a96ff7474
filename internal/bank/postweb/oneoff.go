package postweb

import (
	"net/http"
	"net/url"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// oneOffForm is for a company without an account.
func (p *pages) oneOffForm(w http.ResponseWriter, r *web.Request) error {
	return web.Render(w, r, http.StatusOK, parts.Draw(p.offering(r, nil, nil)))
}

// outside is the choice of a company whose head office is not in the prefecture.
const outside = "00000"

func (p *pages) offering(r *web.Request, typed url.Values, e fault.Fields) *view {
	lang := r.Lang
	v := p.view(r, wOneOff.In(lang), ui.Crumb{Label: wBank.In(lang), Href: "/bank"})
	v.Head.Class, v.Head.NoIndex, v.Head.Canonical = "form-page", false, bank.OneOffPath
	v.Head.Description, v.Lead = wOneOffLead.In(lang), wOneOffLead.In(lang)
	x := &subject{l: &bank.Listing{}, lang: lang, today: today(r)}
	town := append(cities(x), ui.Option{Value: outside, Label: wOutside.In(lang)})
	kinds := []ui.Option{}
	for _, k := range codes.Supports("") {
		kinds = append(kinds, ui.Option{Value: string(k), Label: kindLabel(k, lang)})
	}
	kind := typed.Get("kind")
	if typed == nil {
		kind = string(codes.Undecided)
	}
	put := func(kind, name string, label, hint ui.Word, max int, required bool) input {
		return input{Kind: kind, Control: ui.Control{Name: name, Label: label.In(lang), Hint: hint.In(lang), MaxLength: max, Required: required, Value: typed.Get(name), Error: e.Says(name)}}
	}
	box := func(name string, legend, label ui.Word) input {
		in := input{Kind: "boxes", Control: ui.Control{Name: name, Label: legend.In(lang), Required: true, Error: e.Says(name)}, Options: []ui.Option{{Value: "yes", Label: label.In(lang), Selected: typed.Has(name)}}}
		return in
	}
	name, person, phone, mail := put("", "name", wCompanyName, wNothing, 100, true), put("", "person", wOneOffPerson, wNotPublic, 100, true), put("", "phone", wPhone, wReachHint2, 20, false), put("", "mail", wMail, wNothing, 254, false)
	name.Autocomplete, person.Autocomplete, phone.Autocomplete, mail.Autocomplete = "organization", "name", "tel", "email"
	phone.Type, phone.Size, mail.Type, mail.Size, person.Size = "tel", "m", "email", "l", "m"
	city, kindIn := put("select", "city", wTown, wNothing, 0, true), put("select", "kind", wKindLabel, wKindOneOff, 0, true)
	city.Options, city.Size, kindIn.Options, kindIn.Value = town, "m", kinds, kind
	what := put("area", "what", wOneOffWhat, wOneOffWhatHint, bank.MaxBody/4, true)
	v.Parts = append(v.Parts,
		part{Links: []ui.Link{{Href: "/for-companies", Label: wHasAccount.In(lang)}}},
		part{ID: "terms", Title: wTerms.In(lang), List: member.Terms().Paragraphs(string(lang))},
		part{ID: "pledge", Title: wPledge.In(lang), List: member.Pledge().Paragraphs(string(lang))},
		part{ID: "form", Title: wOneOffForm.In(lang), Forms: []form{{Action: bank.OneOffPath, Button: wOneOffSend.In(lang), Inputs: []input{
			what, kindIn, name, city, person, phone, mail, box("terms", wTerms, wAgreeTerms), box("pledge", wPledge, wAgreePledge)}}}})
	v.Parts = append(v.Parts[:1], v.Parts[3], v.Parts[1], v.Parts[2]) // the form first, what is agreed to below it
	return v
}

// oneOff keeps the offer of a company without an account and leads to the page where it follows it.
func (p *pages) oneOff(w http.ResponseWriter, r *web.Request) error {
	f := r.PostForm
	in := bank.OneOffInput{Name: f.Get("name"), City: f.Get("city"), Person: f.Get("person"), Phone: f.Get("phone"), Mail: f.Get("mail"),
		Kind: codes.Support(f.Get("kind")), What: f.Get("what"), Terms: f.Has("terms"), Pledge: f.Has("pledge"), English: r.Lang == web.EN}
	switch in.City {
	case outside:
		in.City = ""
	case "":
		in.City = "-" // not chosen: no municipality has it
	}
	token, err := p.svc.OfferOnce(r.Context(), r.By(), in, oneOffSays(r.Lang), says(r.Lang))
	if err != nil {
		return refused(w, r, p.offering(r, f, bad(err)), err)
	}
	secret(w)
	return web.Redirect(w, r, http.StatusSeeOther, bank.FollowPath+token)
}

// followed is how a company without an account sees what became of its offer. It shows no name and
// no number: the link may be passed on.
func (p *pages) followed(w http.ResponseWriter, r *web.Request) error {
	if err := p.looks.Take(r); err != nil {
		return err
	}
	l, err := p.svc.ByOneOff(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	secret(w)
	lang := r.Lang
	v := p.view(r, wFollow.In(lang), ui.Crumb{Label: wBank.In(lang), Href: "/bank"})
	v.Name = l.Title
	text, tone := state(&l, lang)
	n := &notice{Tone: tone, Title: text, Text: followWords[l.State].In(lang)}
	pt := part{Notice: n, Facts: []fact{{Term: wReceipt.In(lang), Value: l.ID}, {Term: wKindLabel.In(lang), Value: kindLabel(l.Kind, lang)},
		{Term: wBody.In(lang), Value: l.Body, JA: true}, {Term: wSentOn.In(lang), Value: moment(l.CreatedAt, lang)}}}
	if l.State == bank.Returned && l.StateNote != "" {
		pt.Facts = append(pt.Facts, fact{Term: wReason.In(lang), Value: l.StateNote, JA: true})
	}
	if l.Public() {
		pt.Links = []ui.Link{{Href: l.Path(), Label: wPublicPage.In(lang)}}
	}
	v.Parts = append(v.Parts, pt, part{Text: []string{wFollowKeep.In(lang)}})
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}
