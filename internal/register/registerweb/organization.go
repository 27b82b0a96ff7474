package registerweb

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"net/http"
	"strconv"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Bounds of what one page lists; the JSON of the organization has all.
const (
	maxNames      = 30
	maxEvents     = 100
	eventsShown   = 12
	maxFilings    = 40
	longText      = 600   // characters beyond which a text folds
	textPreview   = 180   // characters of it that stay in sight
	textBudget    = 56000 // bytes of long texts on one page, escaped; the purpose is never cut
	headSummary   = 110   // characters of the description for search engines
	neighbourText = 60
)

// showView is what an organization's page draws.
type showView struct {
	ui.Chrome
	Head       ui.Head
	W          *words
	JA         bool
	Name       string
	NameEn     string
	Kana       string
	Former     []nameView
	Also       []nameView
	Ended      *endedView
	Hidden     bool
	Invented   bool
	Status     string
	StatusTone ui.Tone
	Kind       string
	Approval   string
	Glance     []fact
	Groups     []factGroup
	Filing     *filingView // nil: this kind of organization files nothing
	Events     []eventView
	Older      []eventView
	OlderLabel string
	EventsLeft string
	Proxy      string // who entered it for the organization, "" = nobody
	Near       []neighbour
	NearTitle  string
	Report     string
	Claim      string // where its people say that they act for it, "" = it is no more, or they can write
	Write      string // where the reader writes the profile, "" = not theirs to write
	WriteLabel string
	Credits    []credit
	Data       []ui.Link
}

// nameView is a former or another name.
type nameView struct{ Name, Until string }

// endedView tells on top of the page that the organization is no more, and since when.
type endedView struct {
	Tone        ui.Tone
	Title, Text string
	Cause       string // as the source writes it, Japanese
	Next        string // address of the organization that took it over
	NextLabel   string
}

// neighbour is another organization of the same field.
type neighbour struct{ Href, Name, Place, Text string }

// show answers with an organization's permanent page.
func (p *pages) show(w http.ResponseWriter, r *web.Request) error {
	oid, err := orgID(r.PathValue("id"))
	if err != nil {
		return err
	}
	d, err := p.svc.Organization(r.Context(), oid)
	if err != nil {
		return led(r, err)
	}
	today := term.Of(r.Now)
	if web.NotModified(w, r, stateOf(&d, p.svc.Seq(), today)) {
		return nil
	}
	if d.Profile, err = p.readable(r, &d); err != nil {
		return err
	}
	v := p.organization(r, &d, today)
	return web.Render(w, r, http.StatusOK, showPage(v))
}

// stateOf names the state of everything on the page.
func stateOf(d *register.Detail, seq int64, today term.Date) string {
	h := fnv.New64a()
	for _, n := range [...]int64{seq, d.Version, int64(len(d.Events))} {
		binary.Write(h, binary.BigEndian, n) // a hash takes everything
	}
	h.Write([]byte(today.String()))
	for _, f := range d.Filings {
		h.Write([]byte(f.PeriodEnd.String() + f.Due.String() + f.Filed.String() + string(f.Source)))
	}
	return "org" + strconv.FormatUint(h.Sum64(), 36)
}

// organization gathers the page.
func (p *pages) organization(r *web.Request, d *register.Detail, today term.Date) *showView {
	t, w := p.in(r.Lang), wordsIn(r.Lang)
	b := &builder{t: t, w: w, d: d, today: today, left: textBudget}
	v := &showView{
		Chrome: r.Chrome(), W: w, JA: r.Lang == web.JA,
		Name: d.Name, NameEn: d.NameEn, Kana: ja.ShortKana(d.Kana), Hidden: d.Hidden, Invented: d.Invented,
		Status: t.text(byStatus, string(d.Status)), StatusTone: tone(d.Status),
		Kind: t.text(byKind, string(d.Kind)), Approval: b.approval(),
		Ended: b.ended(), Groups: b.groups(), Filing: b.filing(),
		Report:  d.Path() + "/correction",
		Claim:   claimPath(d),
		Credits: b.credits(),
		Data:    []ui.Link{{Href: jsonPath + "/" + string(d.ID), Label: w.JSON}},
	}
	if d.Listed() {
		v.Proxy = register.List.Label().In(string(r.Lang))
	}
	v.Glance = b.glance(v.Filing)
	if o := d.PolicyObject(); r.May(policy.ProfileReview, o) {
		v.Write, v.WriteLabel = deskPath+string(d.ID)+"/profile", profileWordsIn(r.Lang).Write
		if r.May(policy.OrganizationManage, o) {
			v.Write = ownPath + string(d.ID) + "/profile"
		}
	}
	for i, n := range d.OtherNames {
		if i == maxNames {
			break
		}
		if n.Former {
			v.Former = append(v.Former, nameView{n.Name, date(r.Lang, n.Until)})
		} else {
			v.Also = append(v.Also, nameView{Name: n.Name})
		}
	}
	v.Events = b.events()
	if len(v.Events) > maxEvents {
		v.EventsLeft = w.EventsLeft(len(v.Events) - maxEvents)
		v.Events = v.Events[:maxEvents]
	}
	if len(v.Events) > eventsShown {
		v.Events, v.Older = v.Events[:eventsShown], v.Events[eventsShown:]
		v.OlderLabel = w.OlderEvents(len(v.Older))
	}
	if len(d.Neighbours) > 0 {
		v.NearTitle = w.NearTitle(t.text(byField, d.Fields[0]))
	}
	for _, c := range d.Neighbours {
		v.Near = append(v.Near, neighbour{Href: c.Path(), Name: c.Name, Place: c.Place, Text: clip(cmp.Or(c.Line, c.Purpose), neighbourText)})
	}
	v.Head = ui.Head{
		Title: d.Name, Description: description(d), Canonical: d.Path(), NoIndex: d.Hidden || d.Invented,
		JSON: v.Data[0].Href, JSONLD: jsonLD(r.Site.BaseURL, d, today), Active: listPath, Class: "record",
		Crumbs: []ui.Crumb{{Label: w.Find, Href: listPath}, {Label: d.Name, Lang: web.JA}},
	}
	return v
}

// description is one line for search engines: where it is and what it does.
func description(d *register.Detail) string {
	s := d.Address.Place()
	if s != "" {
		s += "　"
	}
	if d.Profile != nil {
		return s + d.Kind.Label().Ja + "　" + d.Profile.Line()
	}
	return s + d.Kind.Label().Ja + "　" + d.Summary(headSummary)
}

// ended says what happened to an organization that is no longer active.
func (b *builder) ended() *endedView {
	d, w := b.d, b.w
	if d.Active() {
		return nil
	}
	on := d.DissolvedOn
	if d.Status == codes.Closed || d.Status == codes.Merged || on.IsZero() {
		if !d.ClosedOn.IsZero() {
			on = d.ClosedOn
		}
	}
	cause := codes.CloseCause(d.CloseCause).Label().In(string(b.t.lang))
	if d.Status == codes.Dissolved || d.Status == codes.Revoked {
		cause = ""
	}
	v := &endedView{Tone: tone(d.Status), Title: w.endedTitle(d.Status), Text: w.EndedText(date(b.t.lang, on), cause)}
	if d.Status == codes.Dissolved || d.Status == codes.Revoked {
		v.Cause = clip(d.Dissolution, textPreview)
	}
	switch {
	case d.Successor != "":
		v.Next, v.NextLabel = register.OrganizationPath(d.Successor), w.Successor
	case d.Organization.Successor != "":
		v.NextLabel = w.SuccessorNumber(grouped(d.Organization.Successor))
	}
	return v
}

// claimPath is where people of the organization say that they act for it. A body that is no more has
// none.
func claimPath(d *register.Detail) string {
	if d.Status.Ended() {
		return ""
	}
	return d.Path() + "/claim"
}
