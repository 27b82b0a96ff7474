package registerweb

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Where an organization writes its profile, and where a proxy does.
const (
	ownPath  = "/my/orgs/"
	deskPath = "/desk/orgs/"
)

// Steps of the pages that are no steps of items.
const (
	stepSites      = "sites"
	stepVisibility = "visibility"
)

// mountProfiles puts the pages on which profiles are written on the site, once for organizations and
// once for proxies.
func (p *pages) mountProfiles(site *web.Site) {
	on := web.On(p.object)
	for _, at := range []string{ownPath, deskPath} {
		at += "{id}/profile"
		site.Handle("GET "+at, policy.ProfileReview, p.profileOverview, on)
		site.Handle("GET "+at+"/{step}", policy.ProfileEdit, p.profileForm, on)
		site.Handle("POST "+at+"/{step}", policy.ProfileEdit, p.profileSave, on)
		site.Handle("GET "+at+"/revisions", policy.ProfileEdit, p.profileRevisions, on)
		site.Handle("POST "+at+"/publish", policy.ProfilePublish, p.profilePublish, on)
		site.Handle("POST "+at+"/hide", policy.ProfilePublish, p.profileHide, on)
	}
	site.Handle("POST "+ownPath+"{id}/profile/revisions/{revision}/undo", policy.ProfileUndo, p.profileUndo, on)
}

// object is the organization that the address names, as the permission table sees it.
func (p *pages) object(r *web.Request) (policy.Object, error) {
	oid, err := orgID(r.PathValue("id"))
	if err != nil {
		return policy.Object{}, err
	}
	o, err := p.svc.Object(r.Context(), oid)
	return o, led(r, err)
}

// editor is who writes a profile, with what they may see of it.
type editor struct {
	oid     register.ID
	org     register.Organization
	whole   register.Profile // never shown
	seen    register.Profile // what the editor may read
	proxy   bool
	by      audit.By
	base    string // address of the overview
	write   bool
	publish bool
	undo    bool
}

// editor loads the profile that the address names. Who is not of the organization is a proxy,
// whatever the address.
func (p *pages) editor(r *web.Request) (*editor, error) {
	oid, err := orgID(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	e := &editor{oid: oid, by: r.By()}
	if e.whole, e.org, err = p.svc.Profile(r.Context(), oid); err != nil {
		return nil, err
	}
	o := e.org.PolicyObject()
	e.seen = e.whole.For(r.Decision.Sees)
	e.proxy = !r.Decide(policy.OrganizationManage, o).Allowed()
	e.base = ownPath + string(oid) + "/profile"
	if e.proxy {
		e.by.Behalf, e.base = string(oid), deskPath+string(oid)+"/profile"
	}
	e.write = r.May(policy.ProfileEdit, o)
	e.publish, e.undo = r.May(policy.ProfilePublish, o), r.May(policy.ProfileUndo, o)
	return e, nil
}

// reads notes that a proxy is about to read withheld data of persons.
func (p *pages) reads(r *web.Request, e *editor) error {
	if !r.Decision.Sees(string(register.Contact)) {
		return nil
	}
	return p.onRecord(r, &e.whole, e.org.PolicyObject())
}

// open says whether the editor may read and write an item: what is empty shows nothing.
func (e *editor) open(i *register.Item) bool {
	_, seen := e.seen.Values[i.Name]
	return seen || e.whole.Values[i.Name] == ""
}

// items are the items of a step that the editor may write.
func (e *editor) items(step string) []*register.Item {
	return slices.DeleteFunc(register.ItemsOf(e.whole.Kind, register.Step(step)), func(i *register.Item) bool { return !e.open(i) })
}

// steps are the steps of the pages, in their order.
func (e *editor) steps() []string {
	var list []string
	for _, s := range register.Steps(e.whole.Kind) {
		list = append(list, string(s))
	}
	if e.whole.Kind == register.CompanyProfile {
		list = slices.Insert(list, 1, stepSites)
	}
	return append(list, stepVisibility)
}

// profileStep is one part of the overview.
type profileStep struct {
	ID, Title, Href string
	Facts           []fact
}

// profileView is what the pages of the profile draw.
type profileView struct {
	ui.Chrome
	Head     ui.Head
	W        *words
	P        *profileWords
	Name     string // of the organization
	Page     string // its public page
	Base     string // the overview
	Proxy    bool
	Withheld bool
	Done     string // what was just done

	// overview
	State     string
	StateTone ui.Tone
	Missing   []ui.Link
	Steps     []profileStep
	Write     bool // the reader may write
	Publish   bool // the reader may publish and hide
	Complete  bool // nothing but consent and the button is missing
	Shown     bool // it is published
	Consent   ui.Control
	Agreed    bool
	Terms     []string // the paragraphs of the terms to agree to
	Bad       string   // what refused the publication

	// form
	Title    string
	Lead     string
	Errors   fault.Fields
	Controls []control
	Version  string
	Back     string
	Sites    []siteForm
	Clash    bool // somebody saved meanwhile
	Conflict []difference
	Revision []revisionRow
	Undo     bool
}

func (p *pages) profileView(r *web.Request, e *editor, title string) *profileView {
	w, pw := wordsIn(r.Lang), profileWordsIn(r.Lang)
	v := &profileView{Chrome: r.Chrome(), W: w, P: pw, Name: e.org.Name, Page: e.org.Path(), Base: e.base, Proxy: e.proxy, Title: title,
		Withheld: len(e.seen.Values) < len(e.whole.Values)}
	v.Head = ui.Head{Title: title, NoIndex: true, Class: "form-page", Crumbs: []ui.Crumb{
		{Label: w.Find, Href: listPath}, {Label: w.BackToOrganization, Href: e.org.Path()}, {Label: pw.PageTitle, Href: e.base}}}
	if title == pw.PageTitle {
		v.Head.Crumbs[2].Href = ""
	} else {
		v.Head.Crumbs = append(v.Head.Crumbs, ui.Crumb{Label: title})
	}
	return v
}

// profileOverview shows everything that is written, what is missing, and the button to publish.
func (p *pages) profileOverview(w http.ResponseWriter, r *web.Request) error {
	e, err := p.editor(r)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(r.URL.Path, e.base) {
		return web.Redirect(w, r, http.StatusSeeOther, e.base)
	}
	if err := p.reads(r, e); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, profilePage(p.overview(r, e, "")))
}

// overview gathers the overview; bad is what refused a publication.
func (p *pages) overview(r *web.Request, e *editor, bad string) *profileView {
	pw := profileWordsIn(r.Lang)
	v := p.profileView(r, e, pw.PageTitle)
	v.Bad, v.Write, v.Publish, v.Agreed = bad, e.write, e.publish, e.whole.TermsVersion == register.TermsVersion
	v.Terms = member.Terms().Paragraphs(string(r.Lang))
	v.Done = map[string]string{"saved": pw.Saved, "published": pw.Published, "hidden": pw.Hidden, "undone": pw.Undone}[r.URL.Query().Get("done")]
	v.Consent = ui.Control{Name: register.LacksTerms, Label: pw.lack(register.LacksTerms), Error: bad}
	var missing []string
	v.Shown, missing = register.Published(e.whole, e.org)
	v.Complete = true
	for _, m := range missing {
		if m == register.LacksTerms || m == register.LacksPublish {
			continue
		}
		v.Complete = false
		v.Missing = append(v.Missing, ui.Link{Label: pw.lack(m), Href: e.base + "/" + e.stepOf(m)})
	}
	switch {
	case v.Shown:
		v.State, v.StateTone = pw.IsPublic, ui.Good
	case v.Complete:
		v.State, v.StateTone = pw.IsHidden, ui.Info
	default:
		v.State, v.StateTone = pw.NotYet, ui.Warn
	}
	b := &builder{t: p.in(r.Lang), w: v.W, d: &register.Detail{Organization: e.org}}
	for _, s := range e.steps() {
		step := profileStep{ID: "step-" + s, Title: pw.Steps[s], Href: e.base + "/" + s}
		if s == stepSites {
			if len(e.seen.Sites) > 0 {
				step.Facts = []fact{{Term: pw.Sites, Text: siteLines(e.seen.Sites), JA: true, Source: b.author(e.whole.Provenance[register.ItemSites])}}
			}
		} else if s != stepVisibility {
			for _, i := range e.items(s) {
				if val := e.seen.Values[i.Name]; val != "" {
					f := itemFact(r.Lang, i, val)
					f.Source = b.author(e.seen.Provenance[i.Name])
					f.Note = pw.SeenBy + e.whole.VisibleTo(i).Label().In(string(r.Lang))
					step.Facts = append(step.Facts, f)
				}
			}
		}
		v.Steps = append(v.Steps, step)
	}
	return v
}

// stepOf is the step on which what is missing is written, with the field.
func (e *editor) stepOf(lack string) string {
	switch lack {
	case register.LacksLine:
		return string(register.StepBasic) + "#f-line"
	case register.LacksFields:
		return string(register.StepActivity) + "#f-fields"
	case register.LacksContact:
		return string(register.StepWindow) + "#f-" + register.ItemPhone
	case register.LacksCity:
		if e.whole.Kind == register.CompanyProfile {
			return stepSites
		}
	}
	return string(register.StepBasic)
}

// profilePublish shows the profile to everybody.
func (p *pages) profilePublish(w http.ResponseWriter, r *web.Request) error {
	e, err := p.editor(r)
	if err != nil {
		return err
	}
	pw := profileWordsIn(r.Lang)
	err = p.svc.PublishProfile(r.Context(), e.by, e.oid, r.PostForm.Get(register.LacksTerms), pw.lack)
	var bad fault.Fields
	if errors.As(err, &bad) {
		v := p.overview(r, e, pw.MissingTitle+wordsIn(r.Lang).Colon+bad[0].Says)
		v.Errors = bad
		return web.Render(w, r, http.StatusUnprocessableEntity, profilePage(v))
	} else if err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, e.base+"?done=published")
}

// profileHide takes it out of sight.
func (p *pages) profileHide(w http.ResponseWriter, r *web.Request) error {
	e, err := p.editor(r)
	if err != nil {
		return err
	}
	if err := p.svc.HideProfile(r.Context(), e.by, e.oid); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, e.base+"?done=hidden")
}

// cityOptions are the municipalities of the prefecture today.
func (p *pages) cityOptions(r *web.Request) []ui.Option {
	var list []ui.Option
	for _, m := range codes.Municipalities(today(r)) {
		list = append(list, ui.Option{Value: m.Code, Label: m.Label().In(string(r.Lang))})
	}
	return list
}
