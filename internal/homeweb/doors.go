package homeweb

import (
	"net/http"
	"strconv"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// companiesView is the guide for companies.
type companiesView struct {
	ui.Chrome
	Head         ui.Head
	W            *words
	T            *companyWords
	Fields       []ui.Option // empty while the register knows no fields, like Interests
	Cities       []ui.Option
	Interests    []interest
	ApprovedHref string    // "" = none is approved
	Bank         []ui.Link // ways into the 社会貢献バンク, empty where there is none
}

// interest is one of the plain interests with the NPO corporations behind it.
type interest struct {
	Href, Label, Fields string
}

// groupsView is the guide for organizations.
type groupsView struct {
	ui.Chrome
	Head ui.Head
	W    *words
	T    *groupWords
	Bank []ui.Link // as of companiesView
}

// companies answers with the guide for companies.
func (p *pages) companies(w http.ResponseWriter, r *web.Request) error {
	s, err := p.summary(today(r))
	if err != nil {
		return err
	}
	if web.NotModified(w, r, "companies"+strconv.FormatInt(s.seq, 36)+"-"+s.today.String()) {
		return nil
	}
	wd := wordsIn(r.Lang)
	t := &wd.Companies
	v := companiesView{Chrome: r.Chrome(), W: wd, T: t, Head: doorHead(t.Title, t.Description, companiesPath),
		Cities: cityOptions(r.Lang, t, s)}
	if s.portal() {
		v.Fields, v.Interests = fieldOptions(r.Lang, t, s), interests(r.Lang, s.today)
	}
	if s.approved.N > 0 {
		v.ApprovedHref = s.approved.Href
	}
	if p.cfg.Bank != nil {
		v.Bank = t.BankLinks
	}
	return web.Render(w, r, http.StatusOK, companiesPage(&v))
}

// groups answers with the guide for organizations.
func (p *pages) groups(w http.ResponseWriter, r *web.Request) error {
	wd := wordsIn(r.Lang)
	t := &wd.Groups
	v := groupsView{Chrome: r.Chrome(), W: wd, T: t, Head: doorHead(t.Title, t.Description, groupsPath)}
	v.Head.NoSearch = true
	if p.cfg.Bank != nil {
		v.Bank = t.BankLinks
	}
	return web.Render(w, r, http.StatusOK, groupsPage(&v))
}

func doorHead(title, description, path string) ui.Head {
	return ui.Head{Title: title, Description: description, Canonical: path, Active: path, Class: "prose",
		Crumbs: []ui.Crumb{{Label: title}}}
}

// fieldOptions lists the fields of the law with the active NPO corporations in each.
func fieldOptions(l web.Lang, t *companyWords, s *summary) []ui.Option {
	list := []ui.Option{{Label: t.AnyField}}
	for _, f := range codes.Fields(s.today) {
		o := ui.Option{Value: f.Slug, Label: f.Label.In(string(l))}
		if n := s.fields[f.Slug]; n > 0 {
			o.Label += t.Count(ui.Number(n))
		}
		list = append(list, o)
	}
	return list
}

// cityOptions lists the municipalities in the order of their codes with their NPO corporations.
func cityOptions(l web.Lang, t *companyWords, s *summary) []ui.Option {
	npo := make(map[string]int, len(s.places))
	for _, p := range s.places {
		npo[p.Code] = p.NPO.N
	}
	list := []ui.Option{{Label: t.AnyCity}}
	for _, m := range codes.Municipalities(s.today) {
		list = append(list, ui.Option{Value: m.Code, Label: m.Label().In(string(l)) + t.Count(ui.Number(npo[m.Code]))})
	}
	return list
}

// interests lists the plain interests, each with the fields that it stands for.
func interests(l web.Lang, on term.Date) []interest {
	var list []interest
	for _, f := range codes.Facets() {
		v := interest{Label: f.Label.In(string(l)), Href: listPath(register.Filter{Fields: f.Fields,
			Kinds: []string{string(codes.NPO)}, Statuses: activeOnly()})}
		for _, slug := range f.Fields {
			field, ok := codes.FieldBySlug(slug)
			if _, now := field.At(on); !ok || !now {
				continue
			}
			if v.Fields != "" {
				v.Fields += ui.W("、", "; ").In(l)
			}
			v.Fields += field.Label.In(string(l))
		}
		list = append(list, v)
	}
	return list
}
