package registerweb

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// control is one input of a form with what its kind of input needs.
type control struct {
	ui.Control
	Kind    string // field, area, select, radios, boxes, box
	Options []ui.Option
}

// siteForm is one site in the form.
type siteForm struct {
	Title                              string
	ID, IDName                         string
	Name, City, Street, Contact, Phone ui.Control
	Cities                             []ui.Option
	RemoveName                         string // "" for a new one
	Open                               bool   // contact and phone may be read
}

// difference is an item in which what was typed and what stands now differ.
type difference struct{ Item, Yours, Theirs string }

// Names of the inputs for proxies, and of what every form carries.
const (
	inputVersion     = "version"
	inputChannel     = "channel"
	inputConsent     = "consent"
	inputConsentedOn = "consented_on"
	inputMore        = "more"
	inputSites       = "sites"
	seePrefix        = "see_"
)

// maxSitesSent bounds how many sites one form may send.
const maxSitesSent = register.MaxSites + 5

func today(r *web.Request) term.Date { return term.Of(r.Now) }

// profileForm shows one step.
func (p *pages) profileForm(w http.ResponseWriter, r *web.Request) error {
	e, step, err := p.step(r)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(r.URL.Path, e.base) {
		return web.Redirect(w, r, http.StatusSeeOther, e.base+"/"+step)
	}
	if err := p.reads(r, e); err != nil {
		return err
	}
	in := register.ProfileInput{Values: e.seen.Values, Sites: e.seen.Sites}
	return web.Render(w, r, http.StatusOK, profileStepPage(p.stepView(r, e, step, in, nil)))
}

// step is the editor and the step that the address names.
func (p *pages) step(r *web.Request) (*editor, string, error) {
	e, err := p.editor(r)
	if err != nil {
		return nil, "", err
	}
	step := r.PathValue("step")
	if !slices.Contains(e.steps(), step) {
		return nil, "", notFound("step")
	}
	return e, step, nil
}

// profileSave stores one step. A refused form comes back whole; where somebody saved meanwhile it
// comes back with both versions.
func (p *pages) profileSave(w http.ResponseWriter, r *web.Request) error {
	e, step, err := p.step(r)
	if err != nil {
		return err
	}
	in := e.input(r, step)
	version, err := strconv.ParseInt(r.PostForm.Get(inputVersion), 10, 64)
	if err != nil {
		version = -1 // a form of no version is a stale one
	}
	err = p.svc.EditProfile(r.Context(), e.by, e.oid, version, in, profileWordsIn(r.Lang).Says)
	var bad fault.Fields
	switch {
	case errors.As(err, &bad):
		v := p.stepView(r, e, step, in, bad)
		return web.Render(w, r, http.StatusUnprocessableEntity, profileStepPage(v))
	case errors.Is(err, fault.Conflict):
		if err := p.reads(r, e); err != nil {
			return err
		}
		v := p.stepView(r, e, step, in, nil)
		v.Clash, v.Conflict = true, e.differences(r.Lang, step, in)
		v.Head.Title = v.P.ConflictTitle
		return web.Render(w, r, http.StatusConflict, profileStepPage(v))
	case err != nil:
		return err
	}
	steps := e.steps()
	to := e.base + "?done=saved"
	if at := slices.Index(steps, step); r.PostForm.Get(inputMore) != "" {
		to = e.base + "/" + step
	} else if at+1 < len(steps) {
		to = e.base + "/" + steps[at+1]
	}
	return web.Redirect(w, r, http.StatusSeeOther, to)
}

// input reads the form of a step: the items of the step that the editor may write, and no others.
func (e *editor) input(r *web.Request, step string) register.ProfileInput {
	f := r.PostForm
	in := register.ProfileInput{Channel: f.Get(inputChannel), Consent: f.Get(inputConsent), ConsentedOn: f.Get(inputConsentedOn)}
	switch step {
	case stepSites:
		in.HasSites, in.Sites = true, e.sites(r)
	case stepVisibility:
		in.Visibility = map[string]register.Visibility{}
		for _, i := range e.choosable() {
			if v := f.Get(seePrefix + i.Name); v != "" {
				in.Visibility[i.Name] = register.Visibility(v)
			}
		}
	default:
		in.Values = map[string]string{}
		for _, i := range e.items(step) {
			in.Values[i.Name] = strings.Join(f[i.Name], " ")
		}
	}
	return in
}

// choosable are the items whose visibility the editor may choose.
func (e *editor) choosable() []*register.Item {
	return slices.DeleteFunc(register.Items(e.whole.Kind), func(i *register.Item) bool { return len(i.Allowed) < 2 || !e.open(i) })
}

// sites reads the sites of the form. Who may not read who answers there leaves that as it is.
func (e *editor) sites(r *web.Request) (list []register.Site) {
	n, _ := strconv.Atoi(r.PostForm.Get(inputSites))
	for k := 1; k <= min(n, maxSitesSent); k++ {
		get := func(name string) string { return r.PostForm.Get(register.SiteField(k, name)) }
		s := register.Site{ID: get("id"), Name: get("name"), CityCode: get("city"), Street: get("street"), Contact: get("contact"), Phone: get("phone")}
		if get("remove") != "" {
			continue
		}
		if !r.Decision.Sees(string(register.Contact)) {
			s.Contact, s.Phone = "", ""
			for _, old := range e.whole.Sites {
				if old.ID == s.ID {
					s.Contact, s.Phone = old.Contact, old.Phone
				}
			}
		}
		list = append(list, s)
	}
	return list
}

// stepView draws the form of a step with what was typed and what is wrong with it.
func (p *pages) stepView(r *web.Request, e *editor, step string, in register.ProfileInput, bad fault.Fields) *profileView {
	pw, lang := profileWordsIn(r.Lang), string(r.Lang)
	steps := e.steps()
	title := pw.StepOf(pw.Steps[step], slices.Index(steps, step)+1, len(steps))
	v := p.profileView(r, e, title)
	v.Lead, v.Errors, v.Back = pw.StepLeads[step], bad, e.base
	v.Version = strconv.FormatInt(e.whole.Version, 10)
	if len(bad) > 0 {
		v.Head.Title = v.W.ErrorPrefix + title
	}
	switch step {
	case stepSites:
		v.Sites = p.siteForms(r, in.Sites, bad)
	case stepVisibility:
		for _, i := range e.choosable() {
			now := e.whole.VisibleTo(i)
			if typed, ok := in.Visibility[i.Name]; ok {
				now = typed
			}
			c := control{Control: ui.Control{Name: seePrefix + i.Name, Label: i.Label.In(lang), Value: string(now), Error: bad.Says(seePrefix + i.Name), Size: "m"},
				Kind: "select"}
			for _, a := range i.Allowed {
				c.Options = append(c.Options, ui.Option{Value: string(a), Label: a.Label().In(lang)})
			}
			v.Controls = append(v.Controls, c)
		}
	default:
		for _, i := range e.items(step) {
			v.Controls = append(v.Controls, itemControl(r.Lang, i, in.Values[i.Name], bad.Says(i.Name)))
		}
	}
	if e.proxy {
		v.Controls = append(v.Controls, proxyControls(r, pw, in, bad)...)
	}
	return v
}

// itemControl is the input of an item.
func itemControl(l web.Lang, i *register.Item, typed, says string) control {
	lang := string(l)
	c := control{Control: ui.Control{Name: i.Name, Label: i.Label.In(lang), Hint: i.Hint.In(lang), Value: typed, Error: says}, Kind: "field"}
	switch i.Form {
	case register.OneLine:
		c.MaxLength = i.Limit
	case register.Prose:
		c.Kind, c.MaxLength, c.Rows = "area", i.Limit, 5
	case register.OneOf:
		c.Kind, c.Size = "select", "m"
	case register.SomeOf, register.Yes:
		c.Kind = "boxes"
	case register.Count:
		c.InputMode, c.Size = "numeric", "s"
	case register.Link:
		c.Type, c.MaxLength = "url", i.Limit
	case register.Phone:
		c.Type, c.Size = "tel", "m"
	case register.Mail:
		c.Type, c.MaxLength = "email", i.Limit
	case register.Month, register.Day:
		c.Size = "m"
		if v := typedDate(i, typed); v != "" && says == "" {
			c.Value = v
		}
	}
	if i.Form == register.Yes {
		c.Options = []ui.Option{{Value: "yes", Label: i.Label.In(lang), Selected: typed != ""}}
		c.Value = ""
	}
	if i.Choices != nil {
		chosen := strings.Fields(typed)
		for _, x := range i.Choices() {
			c.Options = append(c.Options, ui.Option{Value: x.Value, Label: x.Label.In(lang), Selected: slices.Contains(chosen, x.Value)})
		}
		if i.Form == register.SomeOf {
			c.Value = ""
		}
	}
	return c
}

// typedDate writes a stored month or day as people write it.
func typedDate(i *register.Item, v string) string {
	if d, err := term.ParseISO(v); err == nil && i.Form == register.Day {
		return d.Era()
	}
	var m term.Period
	if i.Form == register.Month && m.UnmarshalText([]byte(v)) == nil {
		return m.Japanese()
	}
	return ""
}

// proxyControls ask a proxy how it was asked, and who agreed.
func proxyControls(r *web.Request, pw *profileWords, in register.ProfileInput, bad fault.Fields) []control {
	options := func(list []register.Choice) (o []ui.Option) {
		for _, x := range list {
			o = append(o, ui.Option{Value: x.Value, Label: x.Label.In(string(r.Lang))})
		}
		return o
	}
	return []control{
		{ui.Control{Name: inputChannel, Label: pw.Channel, Value: in.Channel, Error: bad.Says(inputChannel), Required: true}, "radios", options(register.Channels())},
		{ui.Control{Name: inputConsent, Label: pw.Consent, Value: in.Consent, Error: bad.Says(inputConsent), Required: true}, "radios", options(register.Consenters())},
		{ui.Control{Name: inputConsentedOn, Label: pw.ConsentedOn, Hint: pw.ConsentHint, Value: in.ConsentedOn, Error: bad.Says(inputConsentedOn), Required: true,
			Size: "m"}, "field", nil},
	}
}

// siteForms are the forms of the sites, with an empty one behind them.
func (p *pages) siteForms(r *web.Request, sites []register.Site, bad fault.Fields) (list []siteForm) {
	pw, cities := profileWordsIn(r.Lang), p.cityOptions(r)
	if len(sites) == 0 || sites[len(sites)-1] != (register.Site{}) {
		sites = append(slices.Clone(sites), register.Site{})
	}
	for k, s := range sites {
		n := k + 1
		c := func(name, label, value string, limit int) ui.Control {
			name = register.SiteField(n, name)
			return ui.Control{Name: name, Label: label, Value: value, MaxLength: limit, Error: bad.Says(name)}
		}
		f := siteForm{Title: pw.SiteTitle(n), ID: s.ID, IDName: register.SiteField(n, "id"), Cities: cities, Open: r.Decision.Sees(string(register.Contact)),
			Name: c("name", pw.SiteName, s.Name, 60), City: c("city", pw.SiteCity, s.CityCode, 0), Street: c("street", pw.SiteStreet, s.Street, 120),
			Contact: c("contact", pw.SiteContact, s.Contact, 60), Phone: c("phone", pw.SitePhone, s.Phone, 0)}
		f.Phone.Type, f.Phone.Size, f.City.Size = "tel", "m", "m"
		if s.ID != "" {
			f.RemoveName = register.SiteField(n, "remove")
		} else if s == (register.Site{}) {
			f.Title = pw.NewSite
		}
		list = append(list, f)
	}
	return list
}

// differences lists the items of a step in which what was typed and what stands now differ.
func (e *editor) differences(l web.Lang, step string, in register.ProfileInput) (list []difference) {
	pw := profileWordsIn(l)
	or := func(s string) string {
		if s == "" {
			return pw.Empty
		}
		return s
	}
	switch step {
	case stepSites:
		if yours, theirs := siteLines(in.Sites), siteLines(e.seen.Sites); yours != theirs {
			list = append(list, difference{pw.Sites, or(yours), or(theirs)})
		}
	case stepVisibility:
		for _, i := range e.choosable() {
			if typed, ok := in.Visibility[i.Name]; ok && typed != e.whole.VisibleTo(i) {
				list = append(list, difference{i.Label.In(string(l)), typed.Label().In(string(l)), e.whole.VisibleTo(i).Label().In(string(l))})
			}
		}
	default:
		for _, i := range e.items(step) {
			yours, theirs := ja.Clean(in.Values[i.Name]), e.seen.Values[i.Name]
			if a, b := valueText(l, i, yours), valueText(l, i, theirs); a != b {
				list = append(list, difference{i.Label.In(string(l)), or(a), or(b)})
			}
		}
	}
	return list
}
