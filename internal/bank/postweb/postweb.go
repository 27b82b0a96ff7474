package postweb

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// Paths of the package.
const (
	MyPath   = "/my/listings"
	DeskPath = "/desk/listings"
)

// Config is what the pages show of packages that they do not know. A nil func shows nothing.
type Config struct {
	// Asked counts the inquiries about listings that are open.
	Asked func(ctx context.Context, listings []string) (map[string]int, error)
	// Suggest draws who would fit a listing, for those who look after it.
	Suggest func(r *web.Request, l *bank.Listing) (templ.Component, error)
}

// pages are the handlers and what they share.
type pages struct {
	svc   *bank.Service
	cfg   Config
	looks *web.Limit // links with a token that one client opens
}

// Mount puts the pages on the site, with the check's entry in the navigation of those who check.
func Mount(site *web.Site, svc *bank.Service, cfg Config) {
	p := &pages{svc, cfg, newLooks()}
	site.Handle("GET "+MyPath, policy.ListingManage, p.my, web.Listed())
	site.Handle("GET /my/orgs/{id}/listings/new", policy.ListingCreate, p.beginForm, web.On(p.organization))
	site.Handle("POST /my/orgs/{id}/listings/new", policy.ListingCreate, p.begin, web.On(p.organization), web.Rate("listing", 60, time.Hour))
	own := web.On(p.object)
	site.Handle("GET "+MyPath+"/{id}", policy.ListingManage, p.manage, own)
	site.Handle("GET "+MyPath+"/{id}/edit", policy.ListingEdit, p.editForm, own)
	site.Handle("POST "+MyPath+"/{id}/edit", policy.ListingEdit, p.edit, own)
	site.Handle("POST "+MyPath+"/{id}/submit", policy.ListingSubmit, p.submit, own)
	site.Handle("POST "+MyPath+"/{id}/pause", policy.ListingPause, p.pause, own)
	site.Handle("POST "+MyPath+"/{id}/resume", policy.ListingResume, p.resume, own)
	site.Handle("POST "+MyPath+"/{id}/renew", policy.ListingRenew, p.renew, own)
	site.Handle("POST "+MyPath+"/{id}/withdraw", policy.ListingWithdraw, p.withdraw, own)
	site.Handle("POST "+MyPath+"/{id}/complete", policy.ListingComplete, p.complete, own)
	site.Handle("POST "+MyPath+"/{id}/copy", policy.ListingEdit, p.copy, own, web.Rate("listing", 60, time.Hour))
	site.Handle("GET "+MyPath+"/{id}/approval-sheet", policy.ListingManage, p.approvalSheet, own)
	site.Handle("POST "+MyPath+"/{id}/photo", policy.ListingEdit, p.photo, own, web.Upload(maxPhoto+web.MaxForm), web.Rate("photo", 60, time.Hour))
	site.Handle("GET "+MyPath+"/{id}/photo/{photo}", policy.ListingManage, p.ownPhoto, own)
	site.Handle("GET "+MyPath+"/{id}/approval", policy.ListingManage, p.approvalPage, own)
	site.Handle("POST "+MyPath+"/{id}/approval", policy.ListingSubmit, p.askApproval, own)

	site.Handle("GET "+ApprovePath+"{token}", web.Anyone, p.superior)
	site.Handle("POST "+ApprovePath+"{token}", web.Anyone, p.decide, web.Rate("approve", 20, time.Hour))
	site.Handle("GET "+ApprovePath+"{token}/photo/{photo}", web.Anyone, p.superiorPhoto)
	site.Handle("GET "+bank.OneOffPath, web.Anyone, p.oneOffForm)
	site.Handle("POST "+bank.OneOffPath, web.Anyone, p.oneOff, web.Rate("one-off", 10, time.Hour))
	site.Handle("GET "+bank.FollowPath+"{token}", web.Anyone, p.followed)

	site.Handle("GET "+DeskPath, policy.ListingCheck, p.desk, web.Listed())
	site.Handle("GET "+DeskPath+".csv", policy.ListingExport, p.deskCSV, web.Listed())
	site.Handle("GET "+DeskPath+"/{id}", policy.ListingCheck, p.deskShow, own)
	site.Handle("GET "+DeskPath+"/{id}/photo/{photo}", policy.ListingCheck, p.ownPhoto, own)
	site.Handle("POST "+DeskPath+"/{id}/publish", policy.ListingPublish, p.publish, own)
	site.Handle("POST "+DeskPath+"/{id}/return", policy.ListingReturn, p.giveBack, own)
	site.Handle("POST "+DeskPath+"/{id}/merit", policy.ListingEdit, p.merit, own)
	site.Handle("POST "+DeskPath+"/{id}/tie", policy.ListingTie, p.tie, own)
	site.StaffNav(policy.ListingCheck, web.NavItem{Path: DeskPath, Label: wDesk.In, Order: 15})
}

// idOf is the id that the address names; what cannot be one is not there.
func idOf(r *web.Request) (string, error) {
	v := r.PathValue("id")
	if !id.Valid(v) {
		return "", fault.NotFound
	}
	return v, nil
}

// organization is the organization of the address as a decision sees it.
func (p *pages) organization(r *web.Request) (policy.Object, error) {
	oid, err := idOf(r)
	if err != nil {
		return policy.Object{}, err
	}
	o, err := p.svc.Register.Object(r.Context(), register.ID(oid))
	var moved *register.Moved
	if errors.As(err, &moved) {
		return o, r.Elsewhere(string(moved.To))
	}
	return o, err
}

func (p *pages) listing(r *web.Request) (l bank.Listing, err error) {
	lid, err := idOf(r)
	if err != nil {
		return l, err
	}
	return p.svc.Listing(r.Context(), lid)
}

// object is the listing of the address as a decision sees it.
func (p *pages) object(r *web.Request) (policy.Object, error) {
	l, err := p.listing(r)
	return l.Object(), err
}

// acts says whether the reader acts for an organization because of a post there.
func acts(r *web.Request, org register.ID) bool {
	return slices.ContainsFunc(r.Who.Holdings, func(h account.Holding) bool {
		return h.Scope == account.Scope{Kind: account.OfOrganization, ID: string(org)}
	})
}

// by is who changes a listing: whoever does not act for its organization does so on behalf of it (代理登録).
func by(r *web.Request, l *bank.Listing) audit.By {
	b := r.By()
	if l.Organization != "" && !acts(r, l.Organization) {
		b.Behalf = string(l.Organization)
	}
	return b
}

// subject is what the form's words depend on.
func (p *pages) subject(r *web.Request, l *bank.Listing) (x *subject, err error) {
	x = &subject{l: l, lang: r.Lang, today: term.Of(r.Now)}
	if l.Organization != "" {
		profile, _, err := p.svc.Register.Profile(r.Context(), l.Organization)
		if err != nil && !errors.Is(err, fault.NotFound) {
			return nil, err
		}
		x.sites = profile.Sites
	}
	return x, nil
}

// view begins a page.
func (p *pages) view(r *web.Request, title string, crumbs ...ui.Crumb) *view {
	v := &view{Chrome: r.Chrome(), Title: title}
	plain := strings.TrimRight(title, "：: ") // a name follows it in the heading alone
	v.Head = ui.Head{Title: plain, NoIndex: true, Crumbs: append(crumbs, ui.Crumb{Label: plain})}
	return v
}

func myCrumbs(l web.Lang) []ui.Crumb {
	return []ui.Crumb{{Label: wMyPage.In(l), Href: member.MyPath}, {Label: wMine.In(l), Href: MyPath}}
}

// refused puts what is wrong with a form on the page and answers 422; other errors pass.
func refused(w http.ResponseWriter, r *web.Request, v *view, err error) error {
	f := bad(err)
	if f == nil {
		return err
	}
	v.Errors = f
	v.Head.Title = wErrorMark.In(r.Lang) + v.Head.Title
	return web.Render(w, r, http.StatusUnprocessableEntity, parts.Draw(v))
}

// bad is what is wrong with a form, nil when err is something else.
func bad(err error) (f fault.Fields) {
	errors.As(err, &f)
	return f
}

// version is the version of the record that the form was drawn from.
func version(r *web.Request) int64 {
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return -1 // no record has it
	}
	return n
}

func versionField(n int64) [2]string { return [2]string{"version", strconv.FormatInt(n, 10)} }

// date writes a day in the reader's language.
func date(d term.Date, l web.Lang) string {
	switch {
	case d.IsZero():
		return ""
	case l == web.EN:
		return d.English()
	}
	return d.Both()
}

func moment(t time.Time, l web.Lang) string {
	if t.IsZero() {
		return ""
	}
	return date(term.Of(t), l)
}

func path(l *bank.Listing) string { return MyPath + "/" + l.ID }

func editPath(l *bank.Listing, s step) string { return path(l) + "/edit?step=" + string(s) }
