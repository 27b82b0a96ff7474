package policyweb

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// moveView is the form of a change, and the page on which it is checked.
type moveView struct {
	ui.Chrome
	Head     ui.Head
	Errors   fault.Fields
	Conflict bool // somebody else changed the table meanwhile
	Form     moveForm
	State    string // policy.State of what the page shows

	Item, From, Kind, To, On, Why ui.Control
	Items, Bodies, Kinds, Targets []ui.Option

	Today   term.Date
	Present policy.Matrix
	Coming  []change // recorded for later days
	Done    *change  // just recorded

	Change change // on the page that checks
	Shifts []policy.Shift
}

// moveForm is what was typed.
type moveForm struct{ Item, From, Kind, To, On, Why string }

func typed(v interface{ Get(string) string }) moveForm {
	return moveForm{v.Get("item"), v.Get("from"), v.Get("kind"), v.Get("to"), strings.TrimSpace(v.Get("on")), ja.Clean(v.Get("why"))}
}

// changeForm shows the form; the query may fill it in.
func (p *pages) changeForm(w http.ResponseWriter, r *web.Request) error {
	list, err := p.svc.Versions(r.Context())
	if err != nil {
		return err
	}
	v := p.moving(r, list, typed(r.URL.Query()), nil)
	if done := r.URL.Query().Get("done"); done != "" {
		for _, c := range changes(list, term.Date{}, term.On(9999, 12, 31), v.Today) {
			if c.After.Version == done {
				v.Done = &c
			}
		}
	}
	return web.Render(w, r, http.StatusOK, movePage(v))
}

// change checks a change, then makes it: the field step says which.
func (p *pages) change(w http.ResponseWriter, r *web.Request) error {
	list, err := p.svc.Versions(r.Context())
	if err != nil {
		return err
	}
	f, step := typed(r.PostForm), r.PostForm.Get("step")
	if step == "edit" {
		return web.Render(w, r, http.StatusOK, movePage(p.moving(r, list, f, nil)))
	}
	conflict := false
	m, says, bad := p.move(r, f)
	if step == "apply" && len(bad) == 0 {
		// Nothing is looked up before the change itself: a form sent twice finds its first answer there.
		m.Seen = r.PostForm.Get("version")
		version, err := p.svc.Change(r.Context(), r.By(), m, says)
		switch {
		case err == nil:
			return web.Redirect(w, r, http.StatusSeeOther, MatrixPath+"?done="+version)
		case errors.Is(err, fault.Conflict):
			conflict = true
		case !errors.As(err, &bad):
			return err
		}
	}
	before, after, err := m.Preview(list, term.Of(r.Now), says)
	var more fault.Fields
	switch {
	case errors.As(err, &more):
		for _, x := range more {
			if bad.Says(x.Name) == "" {
				bad = append(bad, x)
			}
		}
	case err != nil:
		return err
	}
	if len(bad) > 0 {
		v := p.moving(r, list, f, bad)
		v.Conflict = conflict
		return web.Render(w, r, http.StatusUnprocessableEntity, movePage(v))
	}
	v := p.moving(r, list, f, nil)
	v.Conflict = conflict
	v.Head.Title = wCheckTitle.In(r.Lang)
	v.Change = change{On: m.On, Before: before, After: after, Cells: compare(before, after)}
	v.Shifts = p.svc.Now().Table().Shifts(before, after)
	status := http.StatusOK
	if conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, checkPage(v))
}

// move reads what was typed; bad says what only the page knows to be wrong, says how Change is to
// say the rest.
func (p *pages) move(r *web.Request, f moveForm) (m policy.Move, says policy.Says, bad fault.Fields) {
	says = refusals(r.Lang)
	m = policy.Move{Item: f.Item, From: f.From, To: f.To, Kind: f.Kind, Why: f.Why, Post: postOf(r)}
	on, err := term.Parse(f.On)
	switch {
	case f.On == "":
	case err != nil:
		says.Date = wBadDate.In(r.Lang)
	case on.After((term.FiscalYearOf(term.Of(r.Now)) + 1).Last()):
		m.On = on
		bad = fault.Fields{{Name: "on", Says: wSayFar.In(r.Lang)}}
	default:
		m.On = on
	}
	return m, says, bad
}

// postOf is 所属 and 職 of the post through which the reader decides.
func postOf(r *web.Request) string {
	for _, h := range r.Who.Holdings {
		if h.Post == r.Decision.Post {
			return strings.TrimSpace(h.Unit + " " + h.Title)
		}
	}
	return ""
}

func refusals(l ui.Lang) policy.Says {
	return policy.Says{Item: wSayItem.In(l), Body: wSayBody.In(l), Same: wSaySame.In(l), Nothing: wSayNothing.In(l),
		Date: wSayDate.In(l), Why: wSayWhy.In(l), WhyLong: wSayWhyLong.In(l)}
}

// moving draws the form with what was typed and what is wrong with it.
func (p *pages) moving(r *web.Request, list []policy.Matrix, f moveForm, bad fault.Fields) *moveView {
	l, today := r.Lang, term.Of(r.Now)
	present := policy.NewRules(nil, list).Matrix(today)
	v := &moveView{
		Chrome: r.Chrome(), Errors: bad, Form: f, State: policy.State(list), Today: today, Present: *present,
		Coming: changes(list, today.AddDays(1), term.On(9999, 12, 31), today),
		Head:   ui.Head{Title: wChange.In(l), NoIndex: true, Active: MatrixPath, Class: "form-page", Crumbs: []ui.Crumb{{Label: wChange.In(l)}}},
		Item:   ui.Control{Name: "item", Label: wItem.In(l), Required: true, Value: f.Item, Error: bad.Says("item"), Size: "l"},
		From:   ui.Control{Name: "from", Label: wFromBody.In(l), Required: true, Value: f.From, Error: bad.Says("from"), Size: "m"},
		Kind:   ui.Control{Name: "kind", Label: wKind.In(l), Hint: wKindHint.In(l), Value: f.Kind, Error: bad.Says("kind"), Size: "m"},
		To:     ui.Control{Name: "to", Label: wToBody.In(l), Required: true, Value: f.To, Error: bad.Says("to"), Size: "m"},
		On: ui.Control{Name: "on", Label: wOn.In(l), Hint: wOnHint.In(l), Example: wDateLike.In(l), Required: true, Value: f.On,
			Error: bad.Says("on"), Size: "m"},
		Why: ui.Control{Name: "why", Label: wWhy.In(l), Hint: wWhyHint.In(l), Required: true, MaxLength: 500, Rows: 3, Value: f.Why,
			Error: bad.Says("why")},
	}
	for _, i := range present.Items {
		v.Items = append(v.Items, ui.Option{Value: i.Slug, Label: itemName(i, l)})
	}
	for _, b := range policy.Bodies() {
		v.Bodies = append(v.Bodies, ui.Option{Value: b, Label: bodyLabel(b, l)})
	}
	v.Targets = slices.Clone(v.Bodies)
	for _, k := range policy.Kinds() {
		v.Kinds = append(v.Kinds, ui.Option{Value: k, Label: kindLabel(k, l)})
	}
	if len(bad) > 0 {
		v.Head.Title = wError.In(l) + v.Head.Title
	}
	return v
}
