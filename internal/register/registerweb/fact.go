package registerweb

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// fact is one thing that the register states, with who says so.
type fact struct {
	Term   string
	Text   string
	JA     bool // Text is Japanese whatever the page
	Tone   ui.Tone
	Links  []factLink
	Long   string // the whole of a text of which Text is the beginning
	Unfold string // 「全文を読む（1,234字）」
	Note   string
	Source string
}

// factLink is a part of a fact that leads somewhere.
type factLink struct {
	Before      string // a number before the label
	Label, Href string
	JA          bool
	Outside     bool // another site
}

// factGroup is one section of facts.
type factGroup struct {
	ID, Title string
	Facts     []fact
}

// builder gathers the facts of one page.
type builder struct {
	t     *labels
	w     *words
	d     *register.Detail
	today term.Date
	left  int // bytes of long texts that the page may still hold
	said  []said
}

// said is a written source: most facts of a page have one of two.
type said struct {
	source register.Source
	asOf   term.Date
	text   string
}

// source says who states a fact and as of when, "" when nobody does.
func (b *builder) source(name string) string {
	o, ok := b.d.Provenance[name]
	if !ok {
		return ""
	}
	for _, x := range b.said {
		if x.source == o.Source && x.asOf == o.AsOf {
			return x.text
		}
	}
	text := b.w.Source(o.Source.Label().In(string(b.t.lang)), date(b.t.lang, o.AsOf))
	b.said = append(b.said, said{o.Source, o.AsOf, text})
	return text
}

// glance is what a reader needs to judge first.
func (b *builder) glance(f *filingView) []fact {
	d, w := b.d, b.w
	var list []fact // status and 認定 stand right above, under the name
	if d.Number != "" {
		list = append(list, fact{Term: w.NumberLabel, Text: grouped(d.Number)})
	}
	if c := d.Address.CityCode; c != "" {
		o := b.t.of(byCity, c)
		list = append(list, fact{Term: w.PlaceLabel, Text: o.label, JA: o.ja})
	}
	if f != nil {
		switch {
		case f.NextDue != "":
			list = append(list, fact{Term: w.NextFiling, Text: f.NextDue})
		case len(f.Rows) > 0:
			list = append(list, fact{Term: w.LastFiling, Text: f.Rows[0].Year + " " + f.Rows[0].State})
		}
	}
	if on := d.AsOf(); !on.IsZero() {
		list = append(list, fact{Term: w.AsOfLabel, Text: date(b.t.lang, on)})
	}
	return list
}

// approval is the standing 認定 with its validity, "" when there is none.
func (b *builder) approval() string {
	if !b.d.ApprovedAt(b.today) {
		return ""
	}
	s := b.t.text(byLevel, string(b.d.Approval))
	switch {
	case b.d.ApprovedUntil.IsZero():
		return s
	case b.today.After(b.d.ApprovedUntil):
		return b.w.BeingRenewed(s)
	}
	return b.w.ValidUntil(s, date(b.t.lang, b.d.ApprovedUntil))
}

// groups lists the facts in sections.
func (b *builder) groups() []factGroup {
	w := b.w
	var list []factGroup
	add := func(id, title string, facts []fact) {
		if len(facts) > 0 {
			list = append(list, factGroup{id, title, facts})
		}
	}
	if b.d.Profile != nil {
		add("profile", profileWordsIn(b.t.lang).Title, b.profile(b.d.Profile))
	}
	add("activity", w.ActivityTitle, b.activity())
	add("basic", w.BasicTitle, b.basic())
	title := w.LawTitle
	if b.d.Kind != codes.NPO {
		title = w.DatesTitle
	}
	add("law", title, b.law())
	return list
}

// activity is what the organization is for.
func (b *builder) activity() (list []fact) {
	d, w := b.d, b.w
	if len(d.Fields) > 0 {
		f := fact{Term: w.FieldLabel, Source: b.source(register.FactFields), Note: w.FieldNote}
		for _, slug := range d.Fields {
			link := factLink{Label: b.t.text(byField, slug), Href: listPath + "?" + byField + "=" + slug}
			if c, ok := codes.FieldBySlug(slug); ok {
				if n, ok := c.Number(b.today); ok {
					link.Before = w.FieldNumber(n)
				}
			}
			f.Links = append(f.Links, link)
		}
		list = append(list, f)
	}
	list = b.text(list, w.PurposeLabel, d.Purpose, register.FactPurpose, true)
	list = b.text(list, w.ActivitiesLabel, d.Activities, register.FactPurpose, false)
	return b.text(list, w.OtherBusinessLabel, d.OtherBusiness, register.FactPurpose, false)
}

// text adds a text that may be long. What is whole is never cut; others share the room that is left.
func (b *builder) text(list []fact, label, s, name string, whole bool) []fact {
	s = strings.TrimSpace(s)
	if s == "" {
		return list
	}
	f := fact{Term: label, Text: s, JA: true, Source: b.source(name)}
	if n := utf8.RuneCountInString(s); n > longText {
		f.Text, f.Long, f.Unfold = clip(s, textPreview), s, b.w.Unfold(ui.Number(n))
	}
	size := len(s)
	if size > 1000 {
		size = len(templ.EscapeString(s))
	}
	if size > b.left && !whole {
		f.Long, f.Unfold, f.Note = "", "", b.w.TextCut
		if f.Text == s {
			f.Text = clip(s, textPreview)
		}
		size = len(f.Text)
	}
	b.left -= size
	return append(list, f)
}

// basic is who and where the organization is.
func (b *builder) basic() (list []fact) {
	d, w := b.d, b.w
	list = append(list, fact{Term: w.NameLabel, Text: d.Name, JA: true, Source: b.source(register.FactName)})
	if d.Kana != "" {
		list = append(list, fact{Term: w.KanaLabel, Text: d.Kana, JA: true, Source: b.source(register.FactKana)})
	}
	list = append(list, fact{Term: w.KindLabel, Text: b.t.text(byKind, string(d.Kind))})
	if d.Number != "" {
		f := fact{Term: w.NumberLabel, Text: grouped(d.Number), Source: b.source(register.FactNumber)}
		if !d.Invented {
			f.Links = []factLink{{Label: w.NumberLink, Href: numberPage(d.Number), Outside: true}}
		}
		list = append(list, f)
	}
	if a := d.Address.String(); a != "" {
		f := fact{Term: w.AddressLabel, Text: postcode(d.Address.PostalCode) + a, JA: true, Source: b.source(register.FactAddress)}
		if c := d.Address.CityCode; c != "" {
			o := b.t.of(byCity, c)
			f.Links = []factLink{{Label: w.CityLink(o.label), Href: listPath + "?" + byCity + "=" + c, JA: o.ja}}
		}
		list = append(list, f)
	}
	list = b.text(list, w.OfficesLabel, d.Offices, register.FactAddress, false)
	if d.Representative != "" {
		list = append(list, fact{Term: w.PeopleLabel, Text: clip(d.Representative, longText), JA: true, Source: b.source(register.FactPeople)})
	}
	return list
}

// law is what the law says about the organization: authority, dates, 認定, its end.
func (b *builder) law() (list []fact) {
	d, w, l := b.d, b.w, b.t.lang
	if d.Office != "" {
		f := fact{Term: w.OfficeLabel, Text: d.Office, JA: true, Source: b.source(register.FactOffice)}
		if o, ok := codes.OfficeByName(d.Office); ok && l != web.JA {
			f.Text, f.JA = o.Label.In(string(l)), false
		}
		list = append(list, f)
	}
	if d.DelegatedTo != "" {
		list = append(list, fact{Term: w.DelegatedLabel, Text: clip(d.DelegatedTo, longText), JA: true, Source: b.source(register.FactOffice)})
	}
	day := func(label string, on term.Date, name string) {
		if !on.IsZero() {
			list = append(list, fact{Term: label, Text: date(l, on), Source: b.source(name)})
		}
	}
	day(w.CertifiedLabel, d.CertifiedOn, register.FactCertified)
	day(w.RegisteredLabel, d.RegisteredOn, register.FactCertified)
	day(w.AssignedLabel, d.AssignedOn, register.FactNumber)
	if !d.FiscalEnd.IsZero() {
		list = append(list, fact{Term: w.FiscalLabel, Text: b.fiscal(), Source: b.source(register.FactFiscal)})
	}
	if d.Approval != register.NoApproval {
		f := fact{Term: w.ApprovalLabel, Text: b.t.text(byLevel, string(d.Approval)), Tone: ui.Good, Source: b.source(register.FactApproval)}
		switch {
		case !b.d.ApprovedAt(b.today):
			f.Tone = ui.Plain
		case !d.ApprovedUntil.IsZero() && b.today.After(d.ApprovedUntil):
			f.Text = w.BeingRenewed(f.Text)
		}
		f.Note = w.Validity(date(l, d.ApprovedOn), date(l, d.ApprovedUntil), date(l, d.ApprovalRevokedOn))
		list = append(list, f)
	}
	day(w.DissolvedLabel, d.DissolvedOn, register.FactDissolved)
	list = b.text(list, w.DissolutionLabel, d.Dissolution, register.FactDissolved, false)
	list = b.text(list, w.SupervisionLabel, d.Supervision, register.FactDissolved, false)
	day(w.ClosedLabel, d.ClosedOn, register.FactClosed)
	if c := codes.CloseCause(d.CloseCause); c.Valid() {
		list = append(list, fact{Term: w.CauseLabel, Text: c.Label().In(string(l)), Source: b.source(register.FactClosed)})
	}
	if d.PortalURL != "" && !d.Invented && strings.HasPrefix(d.PortalURL, "https://") {
		list = append(list, fact{Term: w.PortalLabel, Links: []factLink{{Label: w.PortalLink, Href: d.PortalURL, Outside: true}}})
	}
	return list
}

// fiscal is the organization's fiscal year.
func (b *builder) fiscal() string {
	d := b.d
	if b.t.lang == web.EN {
		if d.FiscalStart.IsZero() {
			return "ends on " + d.FiscalEnd.English()
		}
		return d.FiscalStart.English() + " to " + d.FiscalEnd.English()
	}
	if d.FiscalStart.IsZero() {
		return d.FiscalEnd.Japanese() + "まで"
	}
	return d.FiscalStart.Japanese() + "から" + d.FiscalEnd.Japanese() + "まで"
}

// grouped writes a 法人番号 so that people can read it out: 1-2345-6789-0123.
func grouped(n codes.CorporateNumber) string {
	if len(n) != 13 {
		return string(n)
	}
	return string(n[:1] + "-" + n[1:5] + "-" + n[5:9] + "-" + n[9:])
}

// numberPage is the page of the number on 国税庁's site.
func numberPage(n codes.CorporateNumber) string {
	return "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo=" + string(n)
}

// postcode writes 〒753-8501 with a space behind it, "" for none.
func postcode(p string) string {
	if len(p) != 7 {
		return ""
	}
	if _, err := strconv.Atoi(p); err != nil {
		return ""
	}
	return "〒" + p[:3] + "-" + p[3:] + " "
}
