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

// itemView is the page of one item of the 役割分担表.
type itemView struct {
	ui.Chrome
	Head    ui.Head
	Year    term.FiscalYear
	On      term.Date
	Item    policy.Item
	Grants  func(kind string) []policy.Action
	Reports []policy.Report
	Write   []ui.Link // the duties on which the reader may report
}

// reportView is the form of a report.
type reportView struct {
	ui.Chrome
	Head               ui.Head
	Item               policy.Item
	Kind               string
	Back               string
	Errors             fault.Fields
	Content, Next, Due ui.Control
}

// found is what an address below a year names.
type found struct {
	year term.FiscalYear
	on   term.Date
	item policy.Item
	kind string
}

// find reads the item, and the kind of duty where the address has one.
func (p *pages) find(r *web.Request) (f found, err error) {
	if f.year, err = yearOf(r); err != nil {
		return f, err
	}
	list, err := p.svc.Versions(r.Context())
	if err != nil {
		return f, err
	}
	f.on = shown(f.year, term.Of(r.Now))
	item, ok := policy.NewRules(nil, list).Matrix(f.on).Item(r.PathValue("item"))
	if !ok {
		return f, fault.New(fault.NotFound, "item %q", r.PathValue("item"))
	}
	f.item, f.kind = item, r.PathValue("kind")
	if f.kind != "" && !slices.ContainsFunc(item.Duties, func(d policy.DutyLine) bool { return d.Kind == f.kind }) {
		return f, fault.New(fault.NotFound, "duty %q of %q", f.kind, item.Slug)
	}
	return f, nil
}

func dutyObject(item, kind string) policy.Object {
	return policy.Object{Kind: "duty", ID: item + "/" + kind, Item: item, Duty: kind}
}

// duty is the object of a report: one duty of one item.
func (p *pages) duty(r *web.Request) (policy.Object, error) {
	f, err := p.find(r)
	return dutyObject(f.item.Slug, f.kind), err
}

// item answers with one item, its duties and its reports.
func (p *pages) item(w http.ResponseWriter, r *web.Request) error {
	f, err := p.find(r)
	if err != nil {
		return err
	}
	reports, err := p.svc.Reports(r.Context(), int(f.year), f.item.Slug)
	if err != nil {
		return err
	}
	table := p.svc.Now().Table()
	v := &itemView{
		Chrome: r.Chrome(), Year: f.year, On: f.on, Item: f.item, Reports: reports, Head: itemHead(f, itemName(f.item, r.Lang), r.Lang),
		Grants: func(kind string) []policy.Action { return table.GrantedBy(f.item.Slug, kind) },
	}
	v.Head.Canonical, v.Head.Description = itemPath(f.year, f.item.Slug), wItemLead.In(r.Lang)
	for _, kind := range policy.Kinds() {
		if r.Who != nil && r.May(policy.DutyReport, dutyObject(f.item.Slug, kind)) {
			v.Write = append(v.Write, ui.Link{Href: itemPath(f.year, f.item.Slug) + "/" + kind, Label: wWriteOf.In(r.Lang) + kindLabel(kind, r.Lang)})
		}
	}
	return web.Render(w, r, http.StatusOK, itemPage(v))
}

func itemHead(f found, title string, l ui.Lang) ui.Head {
	crumbs := []ui.Crumb{{Label: yearLabel(f.year, l) + " " + wMatrix.In(l), Href: yearPath(f.year)}}
	if f.kind != "" {
		crumbs = append(crumbs, ui.Crumb{Label: itemName(f.item, l), Href: itemPath(f.year, f.item.Slug)})
	}
	return ui.Head{Title: title, Active: ProgrammePath, Crumbs: append(crumbs, ui.Crumb{Label: title})}
}

// reportForm shows the empty form.
func (p *pages) reportForm(w http.ResponseWriter, r *web.Request) error {
	f, err := p.find(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, reportPage(reportOf(r, f, nil)))
}

// report takes a report.
func (p *pages) report(w http.ResponseWriter, r *web.Request) error {
	f, err := p.find(r)
	if err != nil {
		return err
	}
	role, _ := p.svc.Now().Table().Role(r.Decision.Role)
	x := policy.Report{FiscalYear: int(f.year), Item: f.item.Slug, Kind: f.kind, Body: role.Body,
		Content: ja.Clean(r.PostForm.Get("content")), Next: ja.Clean(r.PostForm.Get("next"))}
	var bad fault.Fields
	if text := strings.TrimSpace(r.PostForm.Get("due")); text != "" {
		if x.Due, err = term.Parse(text); err != nil {
			bad = append(bad, fault.Field{Name: "due", Says: wBadDate.In(r.Lang)})
		}
	}
	says := policy.ReportSays{Missing: wMissing.In(r.Lang), Long: wLong.In(r.Lang), NextLong: wNextLong.In(r.Lang)}
	if err := x.Validate(says); err != nil {
		var more fault.Fields
		if !errors.As(err, &more) {
			return err
		}
		bad = append(more, bad...)
	}
	if len(bad) > 0 {
		return web.Render(w, r, http.StatusUnprocessableEntity, reportPage(reportOf(r, f, bad)))
	}
	if err := p.svc.WriteReport(r.Context(), r.By(), x, says); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, itemPath(f.year, f.item.Slug)+"#reports")
}

// reportOf draws the form with what was typed and what is wrong with it.
func reportOf(r *web.Request, f found, bad fault.Fields) *reportView {
	l := r.Lang
	v := &reportView{
		Chrome: r.Chrome(), Item: f.item, Kind: f.kind, Back: itemPath(f.year, f.item.Slug), Errors: bad,
		Head: itemHead(f, wWriteOf.In(l)+kindLabel(f.kind, l), l),
		Content: ui.Control{Name: "content", Label: wContent.In(l), Hint: wContentHnt.In(l), Required: true, MaxLength: policy.MaxReport,
			Value: r.PostForm.Get("content"), Error: bad.Says("content")},
		Next: ui.Control{Name: "next", Label: wNext.In(l), Hint: wNextHint.In(l), MaxLength: policy.MaxNext, Rows: 3,
			Value: r.PostForm.Get("next"), Error: bad.Says("next")},
		Due: ui.Control{Name: "due", Label: wDue.In(l), Hint: wDueHint.In(l), Example: wDateLike.In(l), Size: "m",
			Value: r.PostForm.Get("due"), Error: bad.Says("due")},
	}
	v.Head.NoIndex, v.Head.Class = true, "form-page"
	if len(bad) > 0 {
		v.Head.Title = wError.In(l) + v.Head.Title
	}
	return v
}
