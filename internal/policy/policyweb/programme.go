package policyweb

import (
	"net/http"
	"slices"
	"strconv"

	"kyodo/internal/feed"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// yearView is the page of a fiscal year.
type yearView struct {
	ui.Chrome
	Head    ui.Head
	Year    term.FiscalYear
	On      term.Date // the day for which the table stands
	Matrix  policy.Matrix
	Forces  []policy.Matrix // in force in the year, the oldest first
	Changes []change
	Reports []policy.Report
	Data    []ui.Link
	Years   []ui.Link
}

// year answers with the 役割分担表 of a fiscal year.
func (p *pages) year(w http.ResponseWriter, r *web.Request) error {
	y, err := yearOf(r)
	if err != nil {
		return err
	}
	list, err := p.svc.Versions(r.Context())
	if err != nil {
		return err
	}
	reports, err := p.svc.Latest(r.Context(), int(y))
	if err != nil {
		return err
	}
	today := term.Of(r.Now)
	on := shown(y, today)
	title := yearLabel(y, r.Lang) + " " + wMatrix.In(r.Lang)
	v := &yearView{
		Chrome: r.Chrome(), Year: y, On: on, Matrix: *policy.NewRules(nil, list).Matrix(on), Forces: during(list, y),
		Changes: changes(list, y.First(), y.Last(), today), Reports: reports,
		Head: ui.Head{Title: title, Description: wLead.In(r.Lang), Canonical: yearPath(y), Active: ProgrammePath,
			Crumbs: []ui.Crumb{{Label: title}}},
		Data: []ui.Link{{Href: yearPath(y) + "/roles.txt", Label: wTxt.In(r.Lang)}, {Href: yearPath(y) + "/roles.csv", Label: wCSV.In(r.Lang)}},
	}
	years := []term.FiscalYear{firstYear, y - 1, term.FiscalYearOf(today), y + 1}
	slices.Sort(years)
	for _, o := range slices.Compact(years) {
		if o != y && hasYear(o, today) {
			v.Years = append(v.Years, ui.Link{Href: yearPath(o), Label: yearLabel(o, r.Lang)})
		}
	}
	return web.Render(w, r, http.StatusOK, yearPage(v))
}

// during returns the versions in force on some day of the year, the oldest first.
func during(list []policy.Matrix, y term.FiscalYear) (out []policy.Matrix) {
	all := inForce(list)
	for i, m := range all {
		ended := i+1 < len(all) && !all[i+1].From.After(y.First())
		if !m.From.After(y.Last()) && !ended {
			out = append(out, m)
		}
	}
	return out
}

// text answers with the table as the plan prints it.
func (p *pages) text(w http.ResponseWriter, r *web.Request) error {
	y, err := yearOf(r)
	if err != nil {
		return err
	}
	list, err := p.svc.Versions(r.Context())
	if err != nil {
		return err
	}
	text := policy.NewRules(nil, list).Matrix(shown(y, term.Of(r.Now))).Print()
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Length", strconv.Itoa(len(text)))
	_, err = w.Write([]byte(text))
	return err
}

// csv answers with every duty of every version of the year, one a row.
func (p *pages) csv(w http.ResponseWriter, r *web.Request) error {
	y, err := yearOf(r)
	if err != nil {
		return err
	}
	list, err := p.svc.Versions(r.Context())
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="roles-`+strconv.Itoa(int(y))+`.csv"`)
	h.Set("Cache-Control", "no-cache")
	c := feed.NewCSV(w, feed.UTF8, "年度", "施行日", "区分", "事項", "主体", "責任種別", "役割", "理由")
	for _, m := range during(list, y) {
		for _, i := range m.Items {
			for _, body := range policy.Bodies() {
				for _, d := range i.Cell(body) {
					err := c.Row(strconv.Itoa(int(y)), m.From.String(), i.Group, i.Name, policy.BodyLabel(body, "ja"), policy.KindLabel(d.Kind, "ja"), d.Text, m.Reason)
					if err != nil {
						return err
					}
				}
			}
		}
	}
	return c.Flush()
}
