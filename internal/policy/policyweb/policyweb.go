// Package policyweb draws the 役割分担表 of a fiscal year for everyone, lets the lead division move
// duties from a day on, takes reports on duties, and shows the permission table in words.
package policyweb

import (
	"net/http"
	"strconv"

	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Paths of the package; others link to them.
const (
	ProgrammePath = "/programme"
	MatrixPath    = "/admin/matrix"
	PolicyPath    = "/admin/policy"
)

// firstYear is the fiscal year of the plan.
const firstYear = term.FiscalYear(2008)

// pages are the handlers and what they share.
type pages struct {
	svc *policy.Service
}

// Mount puts the pages on the site: the public table with its entry in the footer, and those of
// the staff in theirs.
func Mount(site *web.Site, svc *policy.Service) {
	p := &pages{svc}
	site.Handle("GET "+ProgrammePath, web.Anyone, p.now)
	site.Handle("GET "+ProgrammePath+"/{year}", web.Anyone, p.year)
	site.Handle("GET "+ProgrammePath+"/{year}/roles.txt", web.Anyone, p.text)
	site.Handle("GET "+ProgrammePath+"/{year}/roles.csv", web.Anyone, p.csv)
	site.Handle("GET "+ProgrammePath+"/{year}/items/{item}", web.Anyone, p.item)
	site.Handle("GET "+ProgrammePath+"/{year}/items/{item}/{kind}", policy.DutyReport, p.reportForm, web.On(p.duty))
	site.Handle("POST "+ProgrammePath+"/{year}/items/{item}/{kind}", policy.DutyReport, p.report, web.On(p.duty))
	site.Handle("GET "+MatrixPath, policy.MatrixChange, p.changeForm)
	site.Handle("POST "+MatrixPath, policy.MatrixChange, p.change)
	site.Handle("GET "+PolicyPath, policy.PolicyView, p.table)
	site.Handle("GET "+PolicyPath+".csv", policy.PolicyView, p.tableCSV)
	site.Footer(web.NavItem{Path: ProgrammePath, Label: wMatrix.In, Order: 60})
	site.StaffNav(policy.MatrixChange, web.NavItem{Path: MatrixPath, Label: wChange.In, Order: 80})
	site.StaffNav(policy.PolicyView, web.NavItem{Path: PolicyPath, Label: wPolicy.In, Order: 81})
}

// now leads to the table of the current fiscal year.
func (p *pages) now(w http.ResponseWriter, r *web.Request) error {
	w.Header().Set("Cache-Control", "no-cache")
	return web.Redirect(w, r, http.StatusFound, yearPath(term.FiscalYearOf(term.Of(r.Now))))
}

func yearPath(y term.FiscalYear) string { return ProgrammePath + "/" + strconv.Itoa(int(y)) }

func itemPath(y term.FiscalYear, item string) string { return yearPath(y) + "/items/" + item }

// hasYear says whether a fiscal year has a page: from the plan's to the next one.
func hasYear(y term.FiscalYear, today term.Date) bool {
	return y >= firstYear && y <= term.FiscalYearOf(today)+1
}

// yearOf reads the fiscal year that the address names.
func yearOf(r *web.Request) (term.FiscalYear, error) {
	text := r.PathValue("year")
	n, err := strconv.Atoi(text)
	y := term.FiscalYear(n)
	if err != nil || strconv.Itoa(n) != text || !hasYear(y, term.Of(r.Now)) {
		return 0, fault.New(fault.NotFound, "fiscal year %q", text)
	}
	return y, nil
}

// shown is the day on which a fiscal year's page shows the table: today, or the year's day that
// is nearest to it.
func shown(y term.FiscalYear, today term.Date) term.Date {
	switch {
	case today.Before(y.First()):
		return y.First()
	case today.After(y.Last()):
		return y.Last()
	}
	return today
}

// day prints a date as the pages do: the era for Japanese readers.
func day(d term.Date, l ui.Lang) string {
	if l == ui.EN {
		return d.English()
	}
	return d.Both()
}

func yearLabel(y term.FiscalYear, l ui.Lang) string {
	if l == ui.EN {
		return y.English()
	}
	return y.Both()
}

func bodyLabel(body string, l ui.Lang) string { return policy.BodyLabel(body, string(l)) }

func kindLabel(kind string, l ui.Lang) string { return policy.KindLabel(kind, string(l)) }

func roleLabel(r policy.Role, l ui.Lang) string {
	if l == ui.EN {
		return r.En
	}
	return r.Ja
}
