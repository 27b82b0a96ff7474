package registerweb

import (
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// readable returns what the reader may see of a published profile: everybody the public part; who is
// signed in what the permission table opens. Reading withheld data of persons is on record before
// it is shown.
func (p *pages) readable(r *web.Request, d *register.Detail) (*register.Profile, error) {
	if d.Profile == nil || r.Who == nil {
		return d.Profile, nil
	}
	o := d.PolicyObject()
	may := r.Decide(policy.ProfileView, o)
	if !may.Allowed() || !may.Sees(string(register.Registered)) && !may.Sees(string(register.Contact)) && !may.Sees(string(register.Internal)) {
		return d.Profile, nil
	}
	whole, _, err := p.svc.Profile(r.Context(), d.ID)
	if err != nil {
		return nil, err
	}
	if may.Sees(string(register.Contact)) {
		if err := p.onRecord(r, &whole, o); err != nil {
			return nil, err
		}
	}
	seen := whole.For(may.Sees)
	return &seen, nil
}

// onRecord notes that somebody of another organization reads withheld data of persons.
func (p *pages) onRecord(r *web.Request, whole *register.Profile, o policy.Object) error {
	if !whole.Withholds() || r.Decide(policy.OrganizationManage, o).Allowed() {
		return nil
	}
	return p.svc.ReadWithheld(r.Context(), r.By(), whole.Organization)
}

// profile lists what a profile says, as far as it was handed over.
func (b *builder) profile(p *register.Profile) (list []fact) {
	for _, i := range register.Items(p.Kind) {
		v := p.Values[i.Name]
		if v == "" {
			continue
		}
		f := itemFact(b.t.lang, i, v)
		f.Source = b.author(p.Provenance[i.Name])
		if see := p.VisibleTo(i); see != register.Public {
			f.Note = profileWordsIn(b.t.lang).SeenBy + see.Label().In(string(b.t.lang))
		}
		if f.JA && len(f.Links) == 0 {
			if rs := []rune(f.Text); len(rs) > longText {
				f.Long, f.Text, f.Unfold = f.Text, clip(f.Text, textPreview), b.w.Unfold(ui.Number(len(rs)))
			}
		}
		list = append(list, f)
	}
	if len(p.Sites) > 0 {
		list = append(list, fact{Term: profileWordsIn(b.t.lang).Sites, Text: siteLines(p.Sites), JA: true, Source: b.author(p.Provenance[register.ItemSites])})
	}
	return list
}

// author says who wrote an item of a profile, and when.
func (b *builder) author(from register.ProfileOrigin) string {
	if from.Source == "" {
		return ""
	}
	source := from.Source
	if b.d.Invented {
		source = register.Sample
	}
	return b.w.Source(source.Label().In(string(b.t.lang)), date(b.t.lang, from.On))
}

// itemFact draws one value in the language of the page.
func itemFact(l web.Lang, i *register.Item, v string) fact {
	f := fact{Term: i.Label.In(string(l))}
	switch i.Form {
	case register.Link:
		f.Links = []factLink{{Label: v, Href: v, Outside: true}}
	case register.OneLine, register.Prose:
		f.Text, f.JA = v, true
	default:
		f.Text = valueText(l, i, v)
	}
	if i.Name == register.ItemFields {
		for _, slug := range strings.Fields(v) {
			f.Links = append(f.Links, factLink{Label: i.ChoiceLabel(slug).In(string(l)), Href: listPath + "?" + byField + "=" + slug})
		}
		f.Text = ""
	}
	return f
}

// valueText writes a value as text, in the language of the page where it is not typed text.
func valueText(l web.Lang, i *register.Item, v string) string {
	lang := string(l)
	switch i.Form {
	case register.OneOf:
		return i.ChoiceLabel(v).In(lang)
	case register.SomeOf:
		var names []string
		for _, x := range strings.Fields(v) {
			names = append(names, i.ChoiceLabel(x).In(lang))
		}
		return strings.Join(names, wordsIn(l).Comma)
	case register.Yes:
		if v != "" && l == web.EN {
			return "Yes"
		} else if v != "" {
			return "はい"
		}
	case register.Day:
		if d, err := term.ParseISO(v); err == nil {
			return date(l, d)
		}
	case register.Month:
		var m term.Period
		if m.UnmarshalText([]byte(v)) == nil {
			if l == web.EN {
				return m.English()
			}
			return m.Japanese()
		}
	}
	return v
}

// siteLines writes sites one a line.
func siteLines(sites []register.Site) string {
	var lines []string
	for _, s := range sites {
		line := s.Name
		if m, ok := codes.MunicipalityByCode(s.CityCode); ok {
			line += "　" + m.FullName() + s.Street
		}
		for _, more := range []string{s.Contact, s.Phone} {
			if more != "" {
				line += "　" + more
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
