package candidateweb

import (
	"net/http"
	"unicode"

	"github.com/a-h/templ"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// page is what every page of the package draws.
type page struct {
	ui.Chrome
	Head   ui.Head
	Title  string
	Done   string // what has just been done, "" = nothing
	Lead   string
	Errors fault.Fields
	Blocks []templ.Component
}

// fact is one line of a record.
type fact struct{ Term, Text, Href string }

// cell is one cell of a table.
type cell struct{ Text, Href string }

// table is a list on a page.
type table struct {
	ID, Caption string
	Columns     []string
	Rows        [][]cell
}

// card is one candidate.
type card struct {
	Title, Href string
	Meta        []string
	Table       *table
	Next        []ui.Link
}

// form sets a candidate elsewhere; without verdicts it only has its button.
type form struct {
	Action, Button  string
	Verdict, Reason ui.Control
	Verdicts        []ui.Option
}

// start begins a page.
func start(r *web.Request, title, active string, crumbs ...ui.Crumb) *page {
	v := &page{Chrome: r.Chrome(), Title: title}
	v.Head = ui.Head{Title: title, NoIndex: true, Active: active, Crumbs: append(crumbs, ui.Crumb{Label: title, Lang: langOf(title, r.Lang)})}
	if w, ok := doneWords[r.URL.Query().Get("done")]; ok {
		v.Done = w.In(r.Lang)
	}
	return v
}

func (v *page) add(blocks ...templ.Component) { v.Blocks = append(v.Blocks, blocks...) }

func (v *page) section(id string, w ui.Word, blocks ...templ.Component) {
	v.add(heading(id, w.In(v.Lang)))
	v.add(blocks...)
}

func show(w http.ResponseWriter, r *web.Request, status int, v *page) error {
	return web.Render(w, r, status, pageOf(v))
}

func japanese(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) || r >= 0x3001 && r <= 0x303f || r >= 0xff01 && r <= 0xff60 {
			return true
		}
	}
	return false
}

func langOf(s string, l ui.Lang) ui.Lang {
	if japanese(s) {
		return ui.JA
	}
	return l
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

func cityLabel(code string, l web.Lang) string {
	m, ok := codes.MunicipalityByCode(code)
	if !ok {
		return ""
	}
	return m.Label().In(string(l))
}

// file answers with rows as CSV in UTF-8.
func file(w http.ResponseWriter, name string, columns []string, rows [][]string) error {
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	h.Set("Cache-Control", "private, no-store")
	c := feed.NewCSV(w, feed.UTF8, columns...)
	for _, row := range rows {
		if err := c.Row(row...); err != nil {
			return err
		}
	}
	return c.Flush()
}
