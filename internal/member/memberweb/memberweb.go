// Package memberweb holds the pages by which organizations come in and are managed: my page, the
// application, the claim, the page of an organization's own people, and the intake of the officers.
package memberweb

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/codes"
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
	IntakePath      = "/desk/intake"
	ProxyPath       = "/desk/proxy"
	applyPath       = "/my/apply"
	deskApplication = "/desk/applications/"
	deskClaim       = "/desk/claims/"
	deskSuccession  = "/desk/successions/"
)

// pages are the handlers and what they share.
type pages struct {
	svc   *member.Service
	waits Waits
}

// Waits counts what waits for an organization's next word: inquiries, and collaborations.
type Waits func(ctx context.Context, org register.ID) (inquiries, collaborations int, err error)

// Mount puts the pages on the site, with their entries in the navigation of those who work there. A
// nil waits counts nothing.
func Mount(site *web.Site, svc *member.Service, waits Waits) {
	p := &pages{svc, waits}
	site.Handle("GET "+member.MyPath, policy.MyView, p.my)

	site.Handle("GET "+applyPath, policy.ApplicationCreate, p.applyForm)
	site.Handle("POST "+applyPath, policy.ApplicationCreate, p.apply, web.Rate("application", 20, time.Hour))
	site.Handle("GET /my/applications/{id}/draft", policy.ApplicationCreate, p.draftForm, web.On(p.application))
	site.Handle("POST /my/applications/{id}/draft", policy.ApplicationCreate, p.draft, web.On(p.application))
	site.Handle("POST /my/applications/{id}/submit", policy.ApplicationCreate, p.submit, web.On(p.application))
	site.Handle("GET /my/applications/{id}", policy.ApplicationView, p.show, web.On(p.application))
	site.Handle("GET /my/applications/{id}/edit", policy.ApplicationEdit, p.editForm, web.On(p.application))
	site.Handle("POST /my/applications/{id}/edit", policy.ApplicationEdit, p.edit, web.On(p.application))
	site.Handle("POST /my/applications/{id}/withdraw", policy.ApplicationWithdraw, p.withdraw, web.On(p.application))

	site.Handle("GET /orgs/{id}/claim", policy.ClaimCreate, p.claimForm)
	site.Handle("POST /orgs/{id}/claim", policy.ClaimCreate, p.claim, web.Rate("claim", 10, time.Hour))
	site.Handle("GET /my/claims/{id}", policy.ClaimView, p.myClaim, web.On(p.claimObject))
	site.Handle("POST /my/claims/{id}", policy.ClaimConfirm, p.confirm, web.On(p.claimObject))

	site.Handle("GET /my/orgs/{id}", policy.OrganizationManage, p.manage, web.On(p.organization))
	site.Handle("POST /my/orgs/{id}/invite", policy.MemberInvite, p.invite, web.On(p.organization), web.Rate("invite", 50, time.Hour))
	site.Handle("POST /my/orgs/{id}/withdraw", policy.MemberInvite, p.takeBack, web.On(p.organization))
	site.Handle("POST "+answerPath+"{id}", policy.InvitationAnswer, p.answer, web.On(p.invitationObject))
	site.Handle("POST /my/orgs/{id}/end", policy.MemberEnd, p.end, web.On(p.organization))
	site.Handle("POST /my/orgs/{id}/leave", policy.OrganizationManage, p.leave, web.On(p.organization))
	site.Handle("POST /my/orgs/{id}/consent", policy.OrganizationManage, p.consent, web.On(p.organization))
	site.Handle("GET /my/orgs/{id}/consent/withdraw", policy.ConsentWithdraw, p.withdrawForm, web.On(p.organization))
	site.Handle("POST /my/orgs/{id}/consent/withdraw", policy.ConsentWithdraw, p.withdrawConsent, web.On(p.organization))
	site.Handle("GET /my/orgs/{id}/succession", policy.SuccessionPropose, p.successionForm, web.On(p.organization))
	site.Handle("POST /my/orgs/{id}/succession", policy.SuccessionPropose, p.propose, web.On(p.organization))

	site.Handle("GET "+IntakePath, policy.IntakeList, p.intake, web.Listed())
	site.Handle("GET "+IntakePath+".csv", policy.IntakeExport, p.intakeCSV, web.Listed())
	site.Handle("GET "+deskApplication+"{id}", policy.ApplicationView, p.deskApplication, web.On(p.application))
	site.Handle("POST "+deskApplication+"{id}/approve", policy.ApplicationApprove, p.approve, web.On(p.application))
	site.Handle("POST "+deskApplication+"{id}/return", policy.ApplicationReturn, p.giveBack, web.On(p.application))
	site.Handle("GET "+deskClaim+"{id}", policy.ClaimView, p.deskClaim, web.On(p.claimObject))
	site.Handle("POST "+deskClaim+"{id}/letter", policy.ClaimDecide, p.letter, web.On(p.claimObject))
	site.Handle("POST "+deskClaim+"{id}/decide", policy.ClaimDecide, p.decideClaim, web.On(p.claimObject))
	site.Handle("GET "+deskSuccession+"{id}", policy.SuccessionView, p.deskSuccession, web.On(p.succession))
	site.Handle("POST "+deskSuccession+"{id}", policy.SuccessionDecide, p.decideSuccession, web.On(p.succession))
	site.Handle("GET "+ProxyPath, policy.ProxyCreate, p.proxyForm, web.Listed())
	site.Handle("POST "+ProxyPath, policy.ProxyCreate, p.proxy, web.On(p.proxyObject))

	site.StaffNav(policy.IntakeList, web.NavItem{Path: IntakePath, Label: wDesk.In, Order: 10})
	site.StaffNav(policy.ProxyCreate, web.NavItem{Path: ProxyPath, Label: wProxy.In, Order: 20})
}

// idOf is the id that the address names; what cannot be one is not there.
func idOf(r *web.Request) (string, error) {
	v := r.PathValue("id")
	if !id.Valid(v) {
		return "", fault.NotFound
	}
	return v, nil
}

func (p *pages) theApplication(r *web.Request) (a member.Application, err error) {
	aid, err := idOf(r)
	if err != nil {
		return a, err
	}
	return p.svc.Application(r.Context(), aid)
}

func (p *pages) application(r *web.Request) (policy.Object, error) {
	a, err := p.theApplication(r)
	return a.Object(), err
}

func (p *pages) theClaim(r *web.Request) (c member.Claim, err error) {
	cid, err := idOf(r)
	if err != nil {
		return c, err
	}
	return p.svc.Claim(r.Context(), cid)
}

func (p *pages) claimObject(r *web.Request) (policy.Object, error) {
	c, err := p.theClaim(r)
	return c.Object(), err
}

func (p *pages) theSuccession(r *web.Request) (x member.Succession, err error) {
	xid, err := idOf(r)
	if err != nil {
		return x, err
	}
	return p.svc.Succession(r.Context(), xid)
}

func (p *pages) succession(r *web.Request) (policy.Object, error) {
	x, err := p.theSuccession(r)
	return x.Object(), err
}

// organization is the organization of the address as a decision sees it.
func (p *pages) organization(r *web.Request) (policy.Object, error) {
	oid, err := idOf(r)
	if err != nil {
		return policy.Object{}, err
	}
	o, err := p.svc.Register.Object(r.Context(), register.ID(oid))
	return o, led(r, err)
}

// led turns the error of a record that was merged into another into the way to the same page of that one.
func led(r *web.Request, err error) error {
	var moved *register.Moved
	if errors.As(err, &moved) {
		return r.Elsewhere(string(moved.To))
	}
	return err
}

func (p *pages) theOrganization(r *web.Request) (o register.Organization, err error) {
	oid, err := idOf(r)
	if err != nil {
		return o, err
	}
	d, err := p.svc.Register.Organization(r.Context(), register.ID(oid))
	return d.Organization, led(r, err)
}

// proxyObject is the body that a proxy wants to enter: an intermediary may do so in its area. A
// 法人番号 of the register names a body that stands there already: then it must be in the area too.
func (p *pages) proxyObject(r *web.Request) (policy.Object, error) {
	city := r.PostForm.Get("city")
	if city == member.OutsideCity {
		city = ""
	}
	o := policy.Object{Kind: "organization", City: city, Person: r.Who.Person}
	n, err := codes.ParseCorporateNumber(r.PostForm.Get("number"))
	if err != nil {
		return o, nil // said next to the field
	}
	oid, err := p.svc.Register.ByNumber(r.Context(), n.String())
	if errors.Is(err, fault.NotFound) {
		return o, nil
	} else if err != nil {
		return o, err
	}
	there, err := p.svc.Register.Object(r.Context(), oid)
	if there.City != city {
		o.City = "" // in nobody's area
	}
	return o, err
}

// view begins a page.
func (p *pages) view(r *web.Request, title string, crumbs ...ui.Crumb) *view {
	v := &view{Chrome: r.Chrome(), Title: title}
	v.Head = ui.Head{Title: title, NoIndex: true, Crumbs: append(crumbs, ui.Crumb{Label: title})}
	if staff(r) {
		v.Head.Active = IntakePath
	}
	return v
}

// staff says whether the page is one of the officers'.
func staff(r *web.Request) bool { return len(r.URL.Path) > 5 && r.URL.Path[:6] == "/desk/" }

func myCrumb(l web.Lang) ui.Crumb { return ui.Crumb{Label: wMy.In(l), Href: member.MyPath} }

func deskCrumb(l web.Lang) ui.Crumb { return ui.Crumb{Label: wDesk.In(l), Href: IntakePath} }

// refused puts what is wrong with a form on the page and answers 422; other errors pass.
func refused(w http.ResponseWriter, r *web.Request, v *view, err error) error {
	var bad fault.Fields
	if !errors.As(err, &bad) {
		return err
	}
	v.Errors = bad
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

// names returns the names of people.
func (p *pages) names(r *web.Request, people ...account.PersonID) (map[account.PersonID]string, error) {
	return p.svc.PeopleNames(r.Context(), people)
}
