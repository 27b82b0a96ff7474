package collaborationweb

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/collaboration"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// Paths of the package.
const (
	MyPath = "/my/collaborations"
	path   = "/collaborations"
)

// Paths of other slices to which these pages lead.
const (
	myPath        = "/my"
	deskPath      = "/desk"
	orgPath       = "/orgs/"
	bankPath      = "/bank/"
	offersPath    = "/bank/offers"
	needsPath     = "/bank/needs"
	inquiriesPath = "/my/inquiries"
	deskInquiries = "/desk/inquiries"
)

// pages are the handlers and what they share.
type pages struct{ svc *collaboration.Service }

// Mount puts the pages on the site.
func Mount(site *web.Site, svc *collaboration.Service) {
	p := &pages{svc}
	site.Handle("GET "+MyPath, policy.CollaborationView, p.mine, web.Listed())
	both := web.On(p.object)
	site.Handle("GET "+path+"/{id}", policy.CollaborationView, p.show, both)
	site.Handle("GET "+path+"/{id}/record", policy.CollaborationView, p.record, both)
	site.Handle("POST "+path+"/{id}/hand-over", policy.CollaborationHandOver, p.handOver, web.On(p.giverObject))
	site.Handle("POST "+path+"/{id}/report", policy.CollaborationReport, p.report, web.On(p.receiverObject))
	site.Handle("POST "+path+"/{id}/feedback", policy.CollaborationFeedback, p.feedback, both)
	site.Handle("POST "+path+"/{id}/end", policy.CollaborationEnd, p.end, both)
}

func (p *pages) collaboration(r *web.Request) (c collaboration.Collaboration, err error) {
	cid := r.PathValue("id")
	if !id.Valid(cid) {
		return c, fault.NotFound
	}
	return p.svc.ByID(r.Context(), cid)
}

// object is the collaboration of the address as a decision sees it.
func (p *pages) object(r *web.Request) (policy.Object, error) {
	c, err := p.collaboration(r)
	return c.Object(), err
}

// giverObject and receiverObject are what is one side's alone to do: to hand over, to report.
func (p *pages) giverObject(r *web.Request) (policy.Object, error) {
	c, err := p.collaboration(r)
	return c.SideObject(collaboration.Giver), err
}

func (p *pages) receiverObject(r *web.Request) (policy.Object, error) {
	c, err := p.collaboration(r)
	return c.SideObject(collaboration.Receiver), err
}

// names are the names of organizations today.
func (p *pages) names(r *web.Request, ids ...register.ID) (names map[register.ID]string, err error) {
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		names, err = register.NamesTx(tx, ids...)
		return err
	})
	return names, err
}

// own are the organizations for which the reader acts because of a post there.
func own(r *web.Request) (list []register.ID) {
	for _, h := range r.Who.Holdings {
		if h.Scope.Kind == account.OfOrganization && !slices.Contains(list, register.ID(h.Scope.ID)) {
			list = append(list, register.ID(h.Scope.ID))
		}
	}
	return list
}

// sides are those on which the reader stands.
func sides(r *web.Request, c *collaboration.Collaboration) (list []collaboration.Side) {
	mine := own(r)
	if slices.Contains(mine, c.Giver) {
		list = append(list, collaboration.Giver)
	}
	if slices.Contains(mine, c.Receiver) {
		list = append(list, collaboration.Receiver)
	}
	return list
}

// sideOf is the side for which the reader speaks: of both, the one that the form or the address names,
// else the one whose turn it is; who belongs to neither speaks for the centre.
func sideOf(r *web.Request, c *collaboration.Collaboration) collaboration.Side {
	list := sides(r, c)
	if len(list) == 0 {
		return collaboration.Center
	}
	if as := collaboration.Side(r.FormValue("as")); slices.Contains(list, as) {
		return as
	}
	if owes := c.Owes(); len(list) == 2 && len(owes) == 1 {
		return owes[0]
	}
	return list[0]
}

// by is who acts: the centre writes for the organization whose step it is (代理登録).
func by(r *web.Request, c *collaboration.Collaboration, org register.ID) audit.By {
	b := r.By()
	if len(sides(r, c)) == 0 {
		b.Behalf = string(org)
	}
	return b
}

// view begins a page.
func (p *pages) view(r *web.Request, title string, crumbs ...ui.Crumb) *view {
	v := &view{Chrome: r.Chrome(), Title: title}
	title = strings.TrimRight(title, "： :") // what is named after it is not in the page's title
	v.Head = ui.Head{Title: title, NoIndex: true, Crumbs: append(crumbs, ui.Crumb{Label: title})}
	return v
}

// bad is what is wrong with a form, nil when err is something else. What is wrong with the whole
// stands at the first field.
func bad(err error, first string) fault.Fields {
	var f fault.Fields
	if !errors.As(err, &f) {
		return nil
	}
	f = slices.Clone(f)
	for i := range f {
		if f[i].Name == "" {
			f[i].Name = first
		}
	}
	return f
}

// done answers a deed: the page again with what was done; with what is wrong, 422; as it stands now where
// somebody else was faster, 409, with everything that was typed.
func (p *pages) done(w http.ResponseWriter, r *web.Request, c *collaboration.Collaboration, what, first string, err error) error {
	if err == nil {
		to := c.Path() + "?done=" + what
		if as := r.PostForm.Get("as"); as != "" && len(sides(r, c)) == 2 {
			to += "&as=" + string(sideOf(r, c))
		}
		return web.Redirect(w, r, http.StatusSeeOther, to)
	}
	f := bad(err, first)
	if f == nil && !errors.Is(err, fault.Conflict) {
		return err
	}
	x, loaded := p.load(r)
	if loaded != nil {
		return loaded
	}
	v := p.drawn(r, x, f)
	if f != nil {
		v.Errors = f
		v.Head.Title = wErrorMark.In(r.Lang) + v.Head.Title
		return web.Render(w, r, http.StatusUnprocessableEntity, parts.Draw(v))
	}
	v.Said = &notice{Tone: ui.Warn, Title: wStale.In(r.Lang), Text: wStaleText.In(r.Lang)}
	return web.Render(w, r, http.StatusConflict, parts.Draw(v))
}

// version is the version of the record that the form was drawn from.
func version(r *web.Request) int64 {
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return -1 // no record has it
	}
	return n
}

// day reads a day as people write it; nothing is no day.
func day(typed string) (d term.Date, ok bool) {
	typed = strings.TrimSpace(ja.Clean(typed))
	if typed == "" {
		return d, true
	}
	d, err := term.Parse(typed)
	return d, err == nil
}

// count reads a whole number of either width, with a unit or separators around it; nothing is 0.
func count(typed string) (n int64, ok bool) {
	s := strings.Map(func(c rune) rune {
		switch d := ja.Digits(string(c)); {
		case d != "":
			return rune(d[0])
		case strings.ContainsRune(",，、 　", c):
			return -1
		}
		return c
	}, ja.Clean(typed))
	if s == "" {
		return 0, true
	}
	unit := ""
	if end := strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' }); end >= 0 {
		s, unit = s[:end], s[end:]
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > 100_000_000 && unit != "" || n > 1_000_000_000_000 || strings.ContainsAny(unit, "0123456789.．・-−千億") {
		return 0, false
	}
	if strings.HasPrefix(unit, "万") {
		n *= 10_000
	}
	return n, n <= maxNumber
}

// maxNumber is the largest number that a form takes.
const maxNumber = 1_000_000_000_000

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

func number(n int64) string { return ui.Number(int(n)) }
