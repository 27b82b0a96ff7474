package web

import (
	"crypto/hmac"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/web/ui"
)

// The paths to which somebody is sent who must first prove who they are. Package accountweb
// serves them.
const (
	SignInPath = "/sign-in"
	StepUpPath = "/my/confirm"
	EnrolPath  = "/my/security"
)

// The refusals that a person can mend.
var (
	errSignIn    = errors.New("nobody is signed in")
	errEnrol     = errors.New("a second factor is needed")
	errStepUp    = errors.New("the person must prove again who they are")
	errJoinFirst = fmt.Errorf("%w: who acts for no organization does what organizations do", fault.Forbidden)
	errUndecided = errors.New("an answer without a decision of the permission table")
)

// admit decides whether a request passes: same origin, a readable form, a person, the table's
// word, the form's token, the rate, and that the form has not been sent before. Nothing of the
// feature runs before it, but the loader of the object.
func (r *Request) admit(rt *route) error {
	unsafe := r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodOptions
	if unsafe {
		if err := r.Site.cross.Check(r.Request); err != nil {
			r.w.decided = true
			return errCrossOrigin
		}
	}
	r.route = rt
	if err := r.identify(); err != nil {
		r.w.decided = true
		return err
	}
	if unsafe {
		if err := r.receive(rt); err != nil {
			r.w.decided = true
			return err
		}
		if err := r.readForm(rt); err != nil {
			r.w.decided = true
			return err
		}
	}
	err := r.decide(rt)
	r.w.decided = true
	if err != nil || !unsafe {
		return err
	}
	cookie := cookieValue(r.Header, r.Site.tokenCookie())
	if len(cookie) != 22 || !hmac.Equal([]byte(r.PostForm.Get(ui.TokenField)), []byte(r.Site.mac(cookie, r.session()))) {
		return errToken
	}
	if !rt.upload { // a form with files is counted before it is read
		if err := r.rated(rt); err != nil {
			return err
		}
	}
	if !rt.again {
		r.once()
	}
	return nil
}

func (r *Request) readForm(rt *route) error {
	var err error
	if rt.upload && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(uploadInMemory)
	} else {
		err = r.ParseForm()
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return err
	case err != nil:
		return errBadForm
	}
	return nil
}

// identify finds who is signed in. A dead session's cookie is taken away.
func (r *Request) identify() error {
	if r.Site.cfg.Session == nil {
		return nil
	}
	token := cookieValue(r.Header, r.sessionCookie())
	if token == "" {
		return nil
	}
	who, err := r.Site.cfg.Session(r.Context(), token)
	switch {
	case errors.Is(err, fault.Unauthenticated):
		r.EndSession()
		return nil
	case err != nil:
		return err
	}
	if r.Site.cfg.Split && !r.w.staff {
		who = r.Site.withoutStaff(who)
	}
	r.Who = who
	return nil
}

// withoutStaff is the person as the public listener knows them: without the rights of the staff.
func (s *Site) withoutStaff(who *account.Principal) *account.Principal {
	p := *who
	p.Holdings = nil
	for _, h := range who.Holdings {
		if !s.table.Staff(h.Role) {
			p.Holdings = append(p.Holdings, h)
		}
	}
	return &p
}

// decide asks the permission table: first whether the person could do the deed to anything, then,
// once the object is loaded, to this one. Who must first prove more is asked for it before the
// object is looked up, so that nobody learns by a password alone which objects there are.
func (r *Request) decide(rt *route) (err error) {
	if rt.Action == Anyone {
		r.Decision = policy.Decision{Verdict: policy.Allow}
		return nil
	}
	if r.Who == nil {
		return errSignIn
	}
	if r.rules, err = r.Site.rules(r.Context()); err != nil {
		return err
	}
	r.Decision = r.rules.Could(r.Who, rt.Action, r.Now)
	if r.Decision.Verdict != policy.Allow || rt.Listed {
		refused := fault.Forbidden
		if len(r.Who.Holdings) == 0 && slices.ContainsFunc(r.rules.Table().Of(rt.Action), func(row *policy.Row) bool { return row.Relation == policy.Own }) {
			refused = errJoinFirst
		}
		return r.verdict("", refused)
	}
	o := policy.Object{Person: r.Who.Person}
	if rt.load != nil {
		o, err = rt.load(r)
		if leads(err) {
			return err
		} else if errors.Is(err, fault.NotFound) {
			r.Decision = policy.Decision{Verdict: policy.Deny}
			return r.verdict(r.URL.Path, fault.NotFound)
		} else if err != nil {
			return err
		}
	}
	r.Decision = r.rules.Decide(r.Who, rt.Action, o, r.Now)
	if rt.load == nil {
		return r.verdict("", fault.Forbidden)
	}
	return r.verdict(r.URL.Path, fault.NotFound)
}

// verdict turns the decision into what the reader meets. A refusal is on record before the
// reader sees it.
func (r *Request) verdict(object string, refused error) error {
	switch r.Decision.Verdict {
	case policy.Allow:
		return nil
	case policy.SignIn:
		return errSignIn
	case policy.Enrol:
		return errEnrol
	case policy.StepUp:
		return errStepUp
	}
	if err := r.refusal(object); err != nil {
		return err
	}
	return refused
}

// By is who makes the request, in the words of the log.
func (r *Request) By() audit.By { return r.Who.By(r.ID) }

// May says whether the reader may do a deed to an object: to draw a link or a button, never to
// guard anything.
func (r *Request) May(a Action, o policy.Object) bool { return r.Decide(a, o).Verdict <= policy.StepUp }

// Decide asks the table about another deed than the route's: which fields of an object to show.
func (r *Request) Decide(a Action, o policy.Object) policy.Decision {
	if r.Who == nil {
		return policy.Decision{Verdict: policy.SignIn}
	}
	if r.rules == nil {
		rules, err := r.Site.rules(r.Context())
		if err != nil {
			r.Site.cfg.Log.LogAttrs(r.Context(), slog.LevelError, "rules", slog.String("id", r.ID), slog.String("error", err.Error()))
			return policy.Decision{Verdict: policy.Deny}
		}
		r.rules = rules
	}
	return r.rules.Decide(r.Who, a, o, r.Now)
}

// Scope says which rows of a list of the route's action the reader may see.
func (r *Request) Scope() policy.Scope {
	if r.rules == nil {
		return policy.Scope{}
	}
	return r.rules.Scope(r.Who, r.route.Action, r.Now)
}

// Rules are the permission table and the 役割分担表 as this request met them; nil on pages for
// everyone.
func (r *Request) Rules() *policy.Rules { return r.rules }

// Next is the page to which a reader goes on after signing in: the path in ?next= or the field
// next, if it is one of this site, else fallback.
func (r *Request) Next(fallback string) string {
	next := r.FormValue("next")
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsAny(next, "\\\t\r\n") || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") {
		return fallback
	}
	return next
}

// mend sends a reader who only has to prove something to where they can, and back afterwards.
// It says whether it did: a form that was sent gets a page instead, which keeps what was typed.
func (s *Site) mend(w *response, r *Request, err error) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	var to string
	switch {
	case errors.Is(err, errSignIn):
		to = SignInPath
	case errors.Is(err, errStepUp):
		to = StepUpPath
	case errors.Is(err, errEnrol):
		to = EnrolPath
	default:
		return false
	}
	w.discard()
	w.Header()["Cache-Control"] = noStore
	return Redirect(w, r, http.StatusSeeOther, to+"?next="+url.QueryEscape(r.URL.RequestURI())) == nil
}

// staffPath says whether a path belongs to the staff's pages.
func staffPath(path string) bool {
	for _, p := range [...]string{"/desk", "/admin"} {
		if rest, ok := strings.CutPrefix(path, p); ok && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}
