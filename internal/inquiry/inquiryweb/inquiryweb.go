package inquiryweb

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
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
	MyPath   = "/my/inquiries"
	DeskPath = "/desk/inquiries"
)

// Paths of other slices to which these pages lead.
const (
	myPath      = "/my"
	deskPath    = "/desk"
	orgPath     = "/orgs/"
	manageOrg   = "/my/orgs/"
	offersPath  = "/bank/offers"
	needsPath   = "/bank/needs"
	logPath     = "/desk/consultations"
	alertsPath  = "/my/alerts"
	listingPath = "/my/listings/"
	myListings  = "/my/listings"

	collaborations = "/my/collaborations"
)

// Config is what the pages show of packages that they do not know.
type Config struct {
	// Began says where the collaboration stands that came of an inquiry; "" = none did.
	Began func(ctx context.Context, inquiry string) (path string, err error)
}

// pages are the handlers and what they share.
type pages struct {
	svc *inquiry.Service
	cfg Config
}

// maxFiles is how many bytes a reply may carry, its text included.
const maxFiles = inquiry.MaxFiles*inquiry.MaxFileSize + 1<<20

// Mount puts the pages on the site.
func Mount(site *web.Site, svc *inquiry.Service, cfg Config) {
	p := &pages{svc, cfg}
	site.Handle("GET /bank/{id}/ask", policy.InquiryCreate, p.askForm, web.On(p.asking))
	site.Handle("POST /bank/{id}/ask", policy.InquiryCreate, p.ask, web.On(p.asking), web.Rate("inquiry", 20, time.Hour))
	site.Handle("GET "+MyPath, policy.InquiryView, p.mine, web.Listed())
	thread, asked, asker := web.On(p.object), web.On(p.ownerObject), web.On(p.askerObject)
	site.Handle("GET "+MyPath+"/{id}", policy.InquiryView, p.show, thread)
	site.Handle("GET "+DeskPath+"/{id}", policy.InquiryView, p.show, thread)
	site.Handle("POST "+MyPath+"/{id}/reply", policy.InquiryReply, p.reply, thread, web.Upload(maxFiles), web.Rate("reply", 60, time.Hour))
	site.Handle("POST "+MyPath+"/{id}/meet", policy.InquiryMeet, p.meet, thread)
	site.Handle("POST "+MyPath+"/{id}/accept", policy.InquiryAccept, p.accept, asked)
	site.Handle("POST "+MyPath+"/{id}/decline", policy.InquiryDecline, p.decline, asked)
	site.Handle("POST "+MyPath+"/{id}/withdraw", policy.InquiryWithdraw, p.withdraw, asker)
	site.Handle("POST "+MyPath+"/{id}/confirm", policy.InquiryConfirm, p.confirm, asker)
	site.Handle("POST "+MyPath+"/{id}/mediate", policy.InquiryMediate, p.mediate, thread)
	site.Handle("GET "+MyPath+"/{id}/files/{file}", policy.InquiryView, p.file, thread)
}

// idOf is the id that the address names; what cannot be one is not there.
func idOf(r *web.Request) (string, error) {
	v := r.PathValue("id")
	if !id.Valid(v) {
		return "", fault.NotFound
	}
	return v, nil
}

func (p *pages) inquiry(r *web.Request) (q inquiry.Inquiry, err error) {
	qid, err := idOf(r)
	if err != nil {
		return q, err
	}
	return p.svc.ByID(r.Context(), qid)
}

// object is the inquiry of the address as a decision sees it; the other two are what is one side's
// alone to do.
func (p *pages) object(r *web.Request) (policy.Object, error) {
	q, err := p.inquiry(r)
	return q.Object(), err
}

func (p *pages) ownerObject(r *web.Request) (policy.Object, error) {
	q, err := p.inquiry(r)
	return q.SideObject(inquiry.Owner), err
}

func (p *pages) askerObject(r *web.Request) (policy.Object, error) {
	q, err := p.inquiry(r)
	return q.SideObject(inquiry.Asker), err
}

// listing is a listing as it is stored.
func (p *pages) listing(ctx context.Context, lid string) (l bank.Listing, err error) {
	err = p.svc.DB.View(ctx, func(tx *sqldb.Tx) error {
		l, err = bank.ListingTx(tx, lid)
		return err
	})
	return l, err
}

// listings loads the listings of inquiries.
func (p *pages) listings(ctx context.Context, list []inquiry.Inquiry) (by map[string]bank.Listing, err error) {
	var ids []string
	for _, q := range list {
		if !slices.Contains(ids, q.Listing) {
			ids = append(ids, q.Listing)
		}
	}
	err = p.svc.DB.View(ctx, func(tx *sqldb.Tx) error {
		by, err = bank.SomeTx(tx, ids...)
		return err
	})
	return by, err
}

// names are the names of organizations today.
func (p *pages) names(ctx context.Context, ids ...register.ID) (names map[register.ID]string, err error) {
	err = p.svc.DB.View(ctx, func(tx *sqldb.Tx) error {
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

func acts(r *web.Request, org register.ID) bool { return slices.Contains(own(r), org) }

// sides are those on which the reader stands; both where an organization's people belong to the other too.
func sides(r *web.Request, q *inquiry.Inquiry) (list []inquiry.Side) {
	if acts(r, q.Owner) {
		list = append(list, inquiry.Owner)
	}
	if acts(r, q.Asker) {
		list = append(list, inquiry.Asker)
	}
	return list
}

// sideOf is the side for which the reader speaks: of both, the one that the form or the address names;
// who belongs to neither speaks for the centre.
func sideOf(r *web.Request, q *inquiry.Inquiry) inquiry.Side {
	list := sides(r, q)
	if len(list) == 0 {
		return inquiry.Center
	}
	if as := inquiry.Side(r.FormValue("as")); slices.Contains(list, as) {
		return as
	}
	if len(list) == 2 && q.Owes == inquiry.Asker {
		return inquiry.Asker
	}
	return list[0]
}

// proxy is who acts: the centre writes for the organization whose deed it is (代理登録).
func proxy(r *web.Request, org register.ID) audit.By {
	by := r.By()
	if !acts(r, org) {
		by.Behalf = string(org)
	}
	return by
}

// pathOf is the address of the inquiry for the reader.
func pathOf(r *web.Request, q *inquiry.Inquiry) string {
	if len(sides(r, q)) == 0 {
		return DeskPath + "/" + q.ID
	}
	return q.Path()
}

// view begins a page.
func (p *pages) view(r *web.Request, title string, crumbs ...ui.Crumb) *view {
	v := &view{Chrome: r.Chrome(), Title: title}
	title = strings.TrimRight(title, "： :") // what is named after it is not in the page's title
	v.Head = ui.Head{Title: title, NoIndex: true, Crumbs: append(crumbs, ui.Crumb{Label: title})}
	return v
}

// refused puts what is wrong with a form on the page and answers 422.
func refused(w http.ResponseWriter, r *web.Request, v *view, f fault.Fields) error {
	v.Errors = f
	v.Head.Title = wErrorMark.In(r.Lang) + v.Head.Title
	return web.Render(w, r, http.StatusUnprocessableEntity, parts.Draw(v))
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

// version is the version of the record that the form was drawn from.
func version(r *web.Request) int64 {
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return -1 // no record has it
	}
	return n
}

func versionField(n int64) [2]string { return [2]string{"version", strconv.FormatInt(n, 10)} }

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
	end := strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' })
	unit := ""
	if end >= 0 {
		s, unit = s[:end], s[end:]
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > 1_000_000_000_000 || strings.ContainsAny(unit, "0123456789.．・-−千万億") { // as much as a listing may have
		return 0, false
	}
	return n, true
}

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

// moment writes a day and the hour in the reader's language.
func moment(t time.Time, l web.Lang) string {
	if t.IsZero() {
		return ""
	}
	return date(term.Of(t), l)
}

func number(n int64) string { return ui.Number(int(n)) }
