package bankweb

import (
	"cmp"
	"context"
	"errors"
	"hash/fnv"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// showView is what a listing's page draws.
type showView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	L       *bank.Listing
	Title   string
	Notice  *noticeView
	Tags    []tagView
	Glance  []fact
	Body    []string // paragraphs
	Details []fact
	Terms   []fact
	Merits  []meritView
	Owner   ownerView
	Photos  []photoView
	Ask     string // where to ask, "" = nobody can now
	AskWord string
	AskText string
	Sheet   string
	Mail    string // mailto: that tells others
	Public  string // the page's public address
	Draw    string
	Manage  string // "" = not theirs
	Beside  templ.Component
	Other   ui.Link // what could fit: the list of the other direction
	Data    []ui.Link
}

// noticeView says on top of the page how things are.
type noticeView struct {
	Tone        ui.Tone
	Title, Text string
	Next        string // where to go on, "" = nowhere
}

// tagView is one label below the title.
type tagView struct {
	Tone ui.Tone // Plain: without an icon
	Text string
}

// fact is one term with its text; JA where the text is Japanese whatever the page.
type fact struct {
	Term, Text string
	Note       string
	JA         bool
	List       []string
}

// meritView is what one side gains.
type meritView struct {
	Title, Text string
	JA          bool
	Draft       bool
}

// ownerView is the organization of the listing; of an anonymous one nothing but that.
type ownerView struct {
	Title  string
	Hidden bool
	Href   string // "" = not shown
	Name   string
	Kind   string
	Place  string
	Line   string
	Site   string // the place of business on which the listing hangs
	Answer string
}

// show answers with a listing's permanent page.
func (p *pages) show(w http.ResponseWriter, r *web.Request) error {
	l, led, err := p.readable(w, r, r.PathValue("id"))
	if led || err != nil {
		return err
	}
	v, tag, err := p.listing(r, &l)
	if err != nil {
		return err
	}
	if p.cfg.Seen != nil && l.Published() && v.Manage == "" && !robot(r) {
		p.cfg.Seen(l.ID, term.Of(r.Now))
	}
	if web.NotModified(w, r, tag) {
		return nil
	}
	return web.Render(w, r, http.StatusOK, showPage(v))
}

// robot says whether the reader gives itself away as a program, or only looks ahead.
func robot(r *web.Request) bool {
	agent := strings.ToLower(r.UserAgent())
	return agent == "" || r.Method != http.MethodGet || strings.Contains(r.Header.Get("Sec-Purpose"), "prefetch") ||
		slices.ContainsFunc([]string{"bot", "crawl", "spider", "slurp", "curl", "wget", "go-http-client", "python"}, func(s string) bool { return strings.Contains(agent, s) })
}

// listing gathers the page, and names the state of everything on it.
func (p *pages) listing(r *web.Request, l *bank.Listing) (v *showView, tag string, err error) {
	t, w := p.in(r.Lang), wordsIn(r.Lang)
	today := term.Of(r.Now)
	b := &builder{t: t, w: w, l: l, today: today, lang: r.Lang}
	v = &showView{Chrome: r.Chrome(), W: w, L: l, Title: l.Title, Notice: b.notice(), Tags: b.tags(), Glance: b.glance(),
		Body: paragraphs(l.Body), Details: b.details(), Terms: b.terms(), Merits: b.merits(), Sheet: l.Path() + "/sheet",
		Public: r.Site.BaseURL(l.Path())}
	if v.Title == "" {
		v.Title = l.Kind.Label().In(string(r.Lang))
	}
	var state string
	if v.Owner, state, err = p.owner(r, l); err != nil {
		return nil, "", err
	}
	if v.Photos, err = p.photos(r.Context(), l); err != nil {
		return nil, "", err
	}
	if l.Asking(today) {
		v.Ask, v.AskWord, v.AskText = l.Path()+"/ask", w.Ask, w.AskText
		if l.Status() == bank.IsTaken {
			v.AskWord = w.AskWaiting
		}
	}
	other := query{Direction: bank.Need, Mains: []string{string(l.Kind.Main())}}
	if l.Direction == bank.Need {
		other.Direction = bank.Offer
	}
	v.Other = ui.Link{Href: other.href(), Label: w.SeeOther(w.list(other.Direction), t.text(byMain, string(l.Kind.Main())))}
	v.Mail = "mailto:?subject=" + url.PathEscape(v.Title) + "&body=" + url.PathEscape(v.Title+"\n"+v.Public)
	if l.Choosing == bank.ByLottery && l.Published() {
		v.Draw = bank.DrawPath(l.ID)
	}
	if r.Who != nil && r.May(policy.ListingManage, l.Object()) {
		v.Manage = managePath + l.ID
	}
	if p.cfg.Beside != nil && r.Who != nil && l.Published() {
		if v.Beside, err = p.cfg.Beside(r, l); err != nil {
			return nil, "", err
		}
	}
	public := l.Public()
	if public {
		v.Data = []ui.Link{{Href: jsonPath + "/" + l.ID, Label: w.JSON}}
	}
	v.Head = ui.Head{Title: v.Title, Description: b.description(), Canonical: l.Path(), Active: frontPath, Class: "record",
		NoIndex: !public || l.State.Closed() || strings.Contains(v.Owner.Name, register.InventedMark),
		Crumbs: []ui.Crumb{{Label: w.Bank, Href: frontPath}, {Label: w.list(l.Direction), Href: listPath(l.Direction)},
			{Label: v.Title, Lang: web.JA}}}
	if public {
		v.Head.JSON = v.Data[0].Href
		v.Head.JSONLD = jsonLD(r.Site.BaseURL, l, &v.Owner)
	}
	h := fnv.New64a()
	for _, x := range v.Photos {
		_, _ = io.WriteString(h, x.Small+x.Alt+"|") // a hash takes everything
	}
	for _, s := range []string{state, string(l.State), today.String(), strconv.FormatInt(l.Version, 36), strconv.FormatInt(l.Taken, 36),
		strconv.FormatInt(p.svc.Seq(), 36)} {
		_, _ = io.WriteString(h, s+"|") // a hash takes everything
	}
	return v, "listing" + strconv.FormatUint(h.Sum64(), 36), nil
}

// owner is the card of the organization, and its state in a word for the page's tag.
func (p *pages) owner(r *web.Request, l *bank.Listing) (v ownerView, state string, err error) {
	w := wordsIn(r.Lang)
	v.Title = w.OrganizationOffer
	if l.Direction == bank.Need {
		v.Title = w.OrganizationNeed
	}
	if l.Anonymous || l.Organization == "" {
		v.Hidden = l.Anonymous
		return v, "hidden", nil
	}
	if state, err = p.card(r, l, &v); err != nil || v.Href == "" {
		return v, state, err
	}
	if p.cfg.Answers != nil {
		a, err := p.cfg.Answers(r.Context(), l.Organization)
		if err != nil {
			return v, "", err
		}
		if a.Asked > 0 {
			v.Answer = w.Answers(a.Answered*100/a.Asked, a.Days, a.Asked)
			state += v.Answer
		}
	}
	return v, state, nil
}

// card fills in what is said of the organization: from the index, which holds every organization that
// lists show, else from the register itself, as of one that was united with another.
func (p *pages) card(r *web.Request, l *bank.Listing, v *ownerView) (state string, err error) {
	place := func(city, otherwise string) string {
		if m, ok := codes.MunicipalityByCode(city); ok && r.Lang != web.JA {
			return m.Label().In(string(r.Lang))
		}
		return otherwise
	}
	if found, ok := p.orgs.Index.Get(string(l.Organization)); ok && l.Site == "" {
		c := found.(*register.Card)
		v.Href, v.Name, v.Kind, v.Place = c.Path(), c.Name, c.Kind.Label().In(string(r.Lang)), place(c.CityCode, c.Place)
		v.Line = cmp.Or(c.Line, clip(strings.Join(strings.Fields(c.Purpose), " "), lineText))
		return c.Name + c.Place + v.Line, nil
	}
	d, err := p.organization(r.Context(), l.Organization)
	if errors.Is(err, fault.NotFound) || errors.Is(err, fault.Gone) {
		return "gone", nil
	}
	if err != nil {
		return "", err
	}
	v.Href, v.Name, v.Kind, v.Place = d.Path(), d.Name, d.Kind.Label().In(string(r.Lang)), place(d.Address.CityCode, d.Address.Place())
	if d.Profile != nil {
		v.Line = d.Profile.Line()
		for _, s := range d.Profile.Sites {
			if s.ID == l.Site && l.Site != "" {
				v.Site = s.Name
			}
		}
	}
	v.Line = cmp.Or(v.Line, d.Summary(lineText))
	return strconv.FormatInt(d.Version, 36) + d.Name + v.Line + v.Site, nil
}

// lineText is how many characters of an organization's purpose its card shows.
const lineText = 90

// organization reads the organization of a listing, that into which it was merged where it was.
func (p *pages) organization(ctx context.Context, org register.ID) (register.Detail, error) {
	d, err := p.orgs.Organization(ctx, org)
	var moved *register.Moved
	if errors.As(err, &moved) {
		d, err = p.orgs.Organization(ctx, moved.To)
	}
	return d, err
}

// paragraphs splits a text where its writer left a blank line.
func paragraphs(s string) (list []string) {
	for part := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}
