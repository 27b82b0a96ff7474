package deskweb

import (
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/ja"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// askObject is an inquiry that is not there yet, of a consultation that the reader may see: it is of no
// organization and no area, so that only those may enter it who may do so for anybody.
func (p *pages) askObject(r *web.Request) (policy.Object, error) {
	n, err := p.theNote(r)
	if err == nil && !r.May(policy.ConsultationEdit, n.Object()) {
		err = fault.NotFound
	}
	return policy.Object{Kind: "inquiry"}, err
}

// askForm asks what a proxy needs to send an inquiry for the organization of a consultation.
func (p *pages) askForm(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNote(r)
	if err != nil {
		return err
	}
	v, err := p.drawAsk(r, &n, nil)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, v)
}

func (p *pages) drawAsk(r *web.Request, n *desk.Note, e fault.Fields) (*page, error) {
	l, f := r.Lang, r.PostForm
	name, err := p.orgName(r, n.Organization)
	if err != nil {
		return nil, err
	}
	v := start(r, wAskFor.In(l), notesCrumb(l), ui.Crumb{Label: wNote.In(l), Href: n.Path()})
	v.Lead = wAskLead.In(l)
	v.add(factList(l, []fact{{wOrganization.In(l), name, ""}, {wChannel.In(l), label(desk.Channels(), n.Channel, l), ""}, {wContent.In(l), n.Content, ""}}))
	listing, on := f.Get("listing"), f.Get("consented_on")
	if r.Method != http.MethodPost {
		on = n.On.String()
		if n.Ref.Kind == desk.OfListing {
			listing = n.Ref.ID
		}
	}
	var consents []ui.Option
	for _, c := range member.Consents() {
		consents = append(consents, ui.Option{Value: c, Label: consentWords[c].In(l)})
	}
	field := func(name string, label ui.Word, required bool, hint ui.Word, size string) input {
		return input{Control: ui.Control{Name: name, Label: label.In(l), Hint: hint.In(l), Required: required, Value: f.Get(name), Size: size, Error: e.Says(name)}}
	}
	none := ui.W("", "")
	in := []input{hidden("version", number(n.Version)),
		{Control: ui.Control{Name: "listing", Label: wListingNumber.In(l), Hint: wListingNumberHint.In(l), Required: true, Value: listing, Size: "m", Error: e.Says("listing")}},
		field("for", wForWhom, true, none, ""),
		{Kind: "area", Control: ui.Control{Name: "use", Label: wUse.In(l), Required: true, Value: f.Get("use"), Rows: 4, MaxLength: inquiry.MaxUse, Error: e.Says("use")}},
		field("quantity", wQuantity, false, wQuantityHint, "s"),
		field("needed_by", wNeededBy, false, none, "m"),
		field("handover", wHandOver, false, none, ""),
		{Kind: "radios", Control: ui.Control{Name: "consent", Label: wConsent.In(l), Required: true, Value: f.Get("consent"), Error: e.Says("consent")}, Options: consents},
		{Control: ui.Control{Name: "consented_on", Label: wConsentedOn.In(l), Required: true, Value: on, Size: "m", Error: e.Says("consented_on")}}}
	v.add(formOf(v, form{Action: n.Path() + "/inquiry", Button: wAskDo.In(l), Inputs: in}))
	return v, nil
}

// ask sends the inquiry: a telephone call becomes a proxy entry.
func (p *pages) ask(w http.ResponseWriter, r *web.Request) error {
	n, err := p.theNote(r)
	if err != nil {
		return err
	}
	f := r.PostForm
	x := desk.ProxyAsk{Note: n.ID, Version: version(r), Consent: f.Get("consent"), ConsentedOn: day(f.Get("consented_on")),
		Ask: inquiry.Ask{Listing: strings.TrimSpace(ja.Clean(f.Get("listing"))), NeededBy: day(f.Get("needed_by")),
			Message: inquiry.Message{For: f.Get("for"), Use: f.Get("use"), HandOver: f.Get("handover")}}}
	var wrong fault.Fields
	if t := strings.TrimSpace(f.Get("quantity")); t != "" {
		if x.Ask.Quantity, err = strconv.ParseInt(ja.Digits(t), 10, 64); err != nil {
			wrong = append(wrong, fault.Field{Name: "quantity", Says: askSays(r.Lang).Quantity})
		}
	}
	if t := strings.TrimSpace(f.Get("needed_by")); t != "" && x.Ask.NeededBy.IsZero() {
		wrong = append(wrong, fault.Field{Name: "needed_by", Says: says(r.Lang).Day})
	} else if !x.Ask.NeededBy.IsZero() && x.Ask.NeededBy.Before(term.Of(r.Now)) {
		wrong = append(wrong, fault.Field{Name: "needed_by", Says: wNeededByPast.In(r.Lang)})
	}
	qid := ""
	if err = wrong.Err(); err == nil {
		qid, err = p.svc.AskFor(r.Context(), r.By(), x, says(r.Lang), askSays(r.Lang))
	}
	if err != nil {
		return again(w, r, err, func() (*page, error) { return p.drawAsk(r, &n, bad(err)) })
	}
	return to(w, r, desk.Ref{Kind: desk.OfInquiry, ID: qid}.Path(), "asked")
}
