package postweb

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// owner is the organization for which somebody writes.
type owner struct {
	register.Organization
	industry codes.Industry
	sites    []register.Site
	proxy    bool // the writer does not act for it: an entry by proxy
}

func (p *pages) owner(r *web.Request) (o owner, err error) {
	oid, err := idOf(r)
	if err != nil {
		return o, err
	}
	profile, org, err := p.svc.Register.Profile(r.Context(), register.ID(oid))
	if err != nil {
		return o, err
	}
	return owner{org, codes.Industry(profile.Values["industry"]), profile.Sites, !acts(r, org.ID)}, nil
}

// company says whether the organization is one that gives first.
func (o *owner) company() bool { return slices.Contains(member.CompanyKinds(), o.Kind) }

// direction is the direction that the address asks for: else a company starts with offers, a group
// with needs.
func (o *owner) direction(typed string) bank.Direction {
	switch d := bank.Direction(typed); {
	case d.Valid():
		return d
	case o.company():
		return bank.Offer
	}
	return bank.Need
}

func beginPath(o register.ID, query ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		q.Set(query[i], query[i+1])
	}
	path := member.ManagePath + string(o) + "/listings/new"
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path
}

// beginForm lets choose a kind or a draft; with one chosen it is the short form.
func (p *pages) beginForm(w http.ResponseWriter, r *web.Request) error {
	o, err := p.owner(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	d := o.direction(q.Get("direction"))
	l := bank.Listing{Direction: d, Organization: o.ID}
	if kind := codes.Support(q.Get("kind")); kind.Valid() {
		l.Content = drafted(bank.Draft{Kind: kind}, &o, d, term.Of(r.Now))
	} else if n, err := strconv.Atoi(q.Get("draft")); err == nil && n >= 0 && n < len(bank.DraftsOf(o.industry)) && d == bank.Offer {
		l.Content = drafted(bank.DraftsOf(o.industry)[n], &o, d, term.Of(r.Now))
	} else {
		return p.choose(w, r, &o, d)
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(p.writing(r, &o, &l, nil, nil)))
}

// halfYear is for how many months an offer without a period of its own is listed at first.
const halfYear = 6

// drafted is what stands in the short form at first.
func drafted(d bank.Draft, o *owner, dir bank.Direction, today term.Date) bank.Content {
	c := bank.Content{Kind: d.Kind, Title: d.Title.Ja, Body: d.Body.Ja, Quantity: d.Quantity, Unit: d.Unit, Detail: map[string]string{}}
	if c.Unit == "" {
		c.Unit = d.Kind.Unit()
	}
	if _, here := codes.MunicipalityAt(o.Address.CityCode, today); here {
		c.City = o.Address.CityCode
	}
	m := bank.MeritsOf(d.Kind)
	c.MeritCompany, c.MeritGroup = m.Company.Ja, m.Group.Ja
	if d.MeritCompany != "" && d.MeritGroup != "" {
		c.MeritCompany, c.MeritGroup = d.MeritCompany, d.MeritGroup
	}
	if dir == bank.Offer {
		c.Standing, c.AdvertiseUntil = true, today.AddMonths(halfYear)
		if c.Title == "" && d.Kind != codes.Undecided {
			c.Title = d.Kind.Label().Ja
		}
	}
	return c
}

// choose is the page on which a listing begins: its direction, a draft, a kind, or an earlier one.
func (p *pages) choose(w http.ResponseWriter, r *web.Request, o *owner, d bank.Direction) error {
	l, lang := r.Lang, string(r.Lang)
	v := p.beginning(r, o, d)
	other := bank.Need
	turn := wTurnNeed
	if d == bank.Need {
		other, turn = bank.Offer, wTurnOffer
	}
	v.Parts = append(v.Parts, part{Links: []ui.Link{{Href: beginPath(o.ID, "direction", string(other)), Label: turn.In(l)}}})
	if d == bank.Offer {
		pt := part{ID: "drafts", Title: wDrafts.In(l), Text: []string{wDraftsHint.In(l)}}
		for n, x := range bank.DraftsOf(o.industry) {
			pt.Items = append(pt.Items, item{Title: x.Title.In(lang), Href: beginPath(o.ID, "direction", string(d), "draft", strconv.Itoa(n)), Meta: []string{x.Body.In(lang)}})
		}
		v.Parts = append(v.Parts, pt)
	}
	v.Parts = append(v.Parts, part{ID: "kinds", Title: wKinds.In(l), Text: []string{wKindsHint.In(l)}})
	for _, m := range codes.Mains() {
		pt := part{ID: "kind-" + string(m), Sub: true, Title: m.Label().In(lang)}
		for _, k := range codes.Supports(m) {
			pt.Links = append(pt.Links, ui.Link{Href: beginPath(o.ID, "direction", string(d), "kind", string(k)), Label: k.Label().In(lang)})
		}
		v.Parts = append(v.Parts, pt)
	}
	earlier, err := p.svc.OfOrganizations(r.Context(), o.ID)
	if err != nil {
		return err
	}
	pt := part{ID: "earlier", Title: wEarlier.In(l), Text: []string{wEarlierHint.In(l)}}
	for i := range earlier {
		if x := &earlier[i]; x.Direction == d && x.Title != "" && len(pt.Items) < maxEarlier && r.May(policy.ListingEdit, x.Object()) {
			pt.Items = append(pt.Items, item{Title: x.Title, JA: true, Href: path(x), Meta: []string{x.Kind.Label().In(lang)},
				Form: &form{Action: path(x) + "/copy", Button: wCopyDo.In(l), For: x.Title, Second: true}})
		}
	}
	if len(pt.Items) > 0 {
		v.Parts = append(v.Parts, pt)
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// maxEarlier is how many earlier listings are offered to be copied.
const maxEarlier = 12

// beginning is the head of both pages on which a listing begins.
func (p *pages) beginning(r *web.Request, o *owner, d bank.Direction) *view {
	l := r.Lang
	title, lead := wBeginOffer, wBeginOfferLead
	if d == bank.Need {
		title, lead = wBeginNeed, wBeginNeedLead
	}
	v := p.view(r, title.In(l), append(myCrumbs(l), ui.Crumb{Label: o.Name, Href: member.ManagePath + string(o.ID), Lang: ui.JA})...)
	v.Lead = lead.In(l)
	if o.proxy {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Warn, Title: member.ProxyMark + o.Name, Text: wProxyLead.In(l)}})
		if l == web.EN {
			v.Parts[0].Notice.Title = wProxyTitle.In(l)
		}
	}
	return v
}

// writing draws the short form of a listing that does not exist yet.
func (p *pages) writing(r *web.Request, o *owner, l *bank.Listing, typed url.Values, e fault.Fields) *view {
	lang := r.Lang
	v := p.beginning(r, o, l.Direction)
	v.Head.Class = "form-page"
	v.Lead = wWriteLead.In(lang)
	x := &subject{l: l, lang: lang, today: term.Of(r.Now), sites: o.sites}
	var parts bank.NeedParts
	f := form{Action: beginPath(o.ID), Button: wToCheck.In(lang), Other: [2]string{"steps", wToSteps.In(lang)},
		Hidden: [][2]string{{"direction", string(l.Direction)}, {"kind", string(l.Kind)}},
		Inputs: draw(shortFields(x, &parts), x, typed, e)}
	if o.proxy {
		f.Inputs = append(proxyInputs(typed, e, lang), f.Inputs...)
	}
	v.Parts = append(v.Parts, part{Facts: []fact{{Term: wKindLabel.In(lang), Value: kindLabel(l.Kind, lang),
		Change: ui.Link{Href: beginPath(o.ID, "direction", string(l.Direction)) + "#kinds", Label: wChange.In(lang)}}}, Forms: []form{f}})
	return v
}

// kindLabel names a kind with its main kind.
func kindLabel(k codes.Support, l web.Lang) string {
	if k == codes.Undecided {
		return k.Label().In(string(l))
	}
	return k.Main().Label().In(string(l)) + wSlash.In(l) + k.Label().In(string(l))
}

// shortFields are the fields of the short form: of a need, the questions of the need writer.
func shortFields(x *subject, parts *bank.NeedParts) (list []field) {
	if x.l.Direction == bank.Offer {
		return fieldsOf(x, "")
	}
	list = append(list, asked("need_what", &parts.What, wNeedWhat, wNeedWhatHint, true))
	for _, f := range details(x.l.Kind) {
		if f.quick {
			list = append(list, f)
		}
	}
	for _, name := range []string{"quantity", "unit", "until", "city", "online", "beneficiaries", "beneficiary_count", "merit_company"} {
		for _, f := range common {
			if f.name == name && (f.when == nil || f.when(x)) {
				if w, ok := needWords[name]; ok {
					f.input = labelled{f.input, w}.draw
				}
				list = append(list, f)
			}
		}
	}
	return append(list, asked("if_nothing", &parts.IfNothing, wIfNothing, wIfNothingHint, false))
}

// needWords are the questions of the need writer where a field asks otherwise than for an offer.
var needWords = map[string][2]ui.Word{"until": {wUntilNeed, wUntilNeedHint}, "merit_company": {wMeritCompanyNeed, wMeritCompanyHint}}

// labelled is an input with other words.
type labelled struct {
	input func(*subject) input
	words [2]ui.Word
}

func (f labelled) draw(x *subject) input {
	in := f.input(x)
	in.Label, in.Hint = f.words[0].In(x.lang), f.words[1].In(x.lang)
	return in
}

// asked is a question of the need writer.
func asked(name string, at *string, label, hint ui.Word, required bool) field {
	return field{name: name, step: stepWhat, input: control("area", label, hint, bank.MaxBody/2, required),
		value: func(*bank.Content) []string { return []string{*at} },
		read:  func(typed []string, _ *bank.Content, _ *bank.Says) string { *at = first(typed); return "" }}
}

// begin keeps a new listing as a draft and goes on to the check, or to the steps.
func (p *pages) begin(w http.ResponseWriter, r *web.Request) error {
	o, err := p.owner(r)
	if err != nil {
		return err
	}
	typed := r.PostForm
	d, kind := o.direction(typed.Get("direction")), codes.Support(typed.Get("kind"))
	if !kind.Valid() {
		return p.choose(w, r, &o, d)
	}
	l := bank.Listing{Direction: d, Organization: o.ID}
	l.Content = drafted(bank.Draft{Kind: kind}, &o, d, term.Of(r.Now))
	x := &subject{l: &l, lang: r.Lang, today: term.Of(r.Now), sites: o.sites}
	var parts bank.NeedParts
	f := read(shortFields(x, &parts), typed, &l.Content, says(r.Lang))
	vague := false
	if d == bank.Need {
		parts.Who, parts.HowMany = l.Beneficiaries, l.BeneficiaryCount
		l.Title, l.Body = parts.Join()
		if vague = kind != codes.Undecided && bank.Vague(parts.What); vague {
			f = append(fault.Fields{{Name: "need_what", Says: wVague.In(r.Lang)}}, f...)
		}
	}
	var lid string
	if err = f.Err(); err == nil {
		lid, err = p.create(r, &o, &l)
	}
	if err != nil {
		v := p.writing(r, &o, &l, typed, bad(err))
		if vague {
			v.Said = &notice{Tone: ui.Info, Title: wVagueTitle.In(r.Lang), Text: wVagueText.In(r.Lang)}
		}
		return refused(w, r, v, err)
	}
	l.ID = lid
	to := stepCheck
	if typed.Get("go") == "steps" {
		to = stepWhat
	}
	return web.Redirect(w, r, http.StatusSeeOther, editPath(&l, to))
}

// create stores the draft: of an organization for which the writer does not act, as an entry by proxy.
func (p *pages) create(r *web.Request, o *owner, l *bank.Listing) (string, error) {
	m := bank.MeritsOf(l.Kind)
	if l.MeritCompany == m.Company.Ja && l.MeritGroup == m.Group.Ja {
		l.MeritBy = "template"
	}
	in := bank.Start{Direction: l.Direction, Organization: o.ID, Kind: l.Kind, Channel: "web", Content: l.Content}
	if !o.proxy {
		return p.svc.Begin(r.Context(), r.By(), in, says(r.Lang))
	}
	typed := r.PostForm
	in.Channel = typed.Get("channel")
	on, err := term.Parse(strings.TrimSpace(typed.Get("consented_on")))
	if err != nil {
		on = term.Date{} // said next to the field
	}
	return p.svc.BeginByProxy(r.Context(), r.By(), in, bank.Proxy{AskedBy: typed.Get("asked_by"), Consent: typed.Get("consent"), ConsentedOn: on}, says(r.Lang), proxySays(r.Lang))
}

func proxyInputs(typed url.Values, e fault.Fields, l web.Lang) []input {
	consents := []ui.Option{}
	for _, c := range member.Consents() {
		consents = append(consents, ui.Option{Value: c, Label: consentWords[c].In(l)})
	}
	return []input{
		{Kind: "radios", Control: ui.Control{Name: "channel", Label: wChannel.In(l), Required: true, Value: typed.Get("channel"), Error: e.Says("channel")}, Options: chosen(bank.ProxyChannels, l)},
		{Control: ui.Control{Name: "asked_by", Label: wAskedBy.In(l), Hint: wAskedByHint.In(l), Required: true, Value: typed.Get("asked_by"), Error: e.Says("asked_by"), MaxLength: member.MaxName, Size: "m"}},
		{Kind: "radios", Control: ui.Control{Name: "consent", Label: wConsent.In(l), Required: true, Value: typed.Get("consent"), Error: e.Says("consent")}, Options: consents},
		{Control: ui.Control{Name: "consented_on", Label: wConsentedOn.In(l), Example: wDayExample.In(l), Required: true, Value: typed.Get("consented_on"), Error: e.Says("consented_on"), Size: "m"}},
	}
}
