package deskweb

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"kyodo/internal/codes"
	"kyodo/internal/desk"
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
	Late   string // somebody else was faster
	Lead   string
	Errors fault.Fields
	Blocks []templ.Component
}

// fact is one line of a record.
type fact struct{ Term, Text, Href string }

// cell is one cell of a table.
type cell struct{ Text, Href string }

// table is a list on a page and in a file.
type table struct {
	ID, Caption string
	Columns     []string
	Rows        [][]cell
}

// form is a form that changes something.
type form struct {
	Action, Button string
	Second         bool
	Inputs         []input
}

// input is one control.
type input struct {
	Kind string // "", hidden, area, select, all, radios, boxes
	ui.Control
	Options []ui.Option
}

// agedCard is one listing of the ageing board.
type agedCard struct {
	Title, Href string
	Meta        []string
	Next        []ui.Link
	Town        *form
}

// start begins a page below the desk.
func start(r *web.Request, title string, crumbs ...ui.Crumb) *page {
	l := r.Lang
	v := &page{Chrome: r.Chrome(), Title: title}
	v.Head = ui.Head{Title: title, NoIndex: true, Active: desk.Path}
	if r.URL.Path != desk.Path {
		v.Head.Crumbs = append(v.Head.Crumbs, ui.Crumb{Label: wDesk.In(l), Href: desk.Path})
	}
	v.Head.Crumbs = append(append(v.Head.Crumbs, crumbs...), ui.Crumb{Label: title, Lang: langOf(title, l)})
	if w, ok := doneWords[r.URL.Query().Get("done")]; ok {
		v.Done = w.In(l)
	}
	return v
}

func (v *page) add(blocks ...templ.Component) { v.Blocks = append(v.Blocks, blocks...) }

func (v *page) section(id string, w ui.Word, blocks ...templ.Component) {
	v.add(heading(id, w.In(v.Lang)))
	v.add(blocks...)
}

// refuse marks the page as one that says what is wrong.
func (v *page) refuse(err error) {
	if errors.As(err, &v.Errors) {
		v.Head.Title = wErrorMark.In(v.Lang) + v.Title
	}
}

func show(w http.ResponseWriter, r *web.Request, status int, v *page) error {
	return web.Render(w, r, status, pageOf(v))
}

// again shows a form that was refused (422), or that somebody else overtook (409); other errors pass.
func again(w http.ResponseWriter, r *web.Request, err error, draw func() (*page, error)) error {
	status := http.StatusUnprocessableEntity
	late := errors.Is(err, fault.Conflict)
	if !errors.Is(err, fault.Invalid) && !late {
		return err
	}
	v, drawn := draw()
	if drawn != nil {
		return drawn
	}
	if late {
		status, v.Late = http.StatusConflict, wConflict.In(r.Lang)
	}
	v.refuse(err)
	return show(w, r, status, v)
}

// bad is what is wrong with a form, nil when err is something else.
func bad(err error) (f fault.Fields) {
	errors.As(err, &f)
	return f
}

func to(w http.ResponseWriter, r *web.Request, path, done string) error {
	return web.Redirect(w, r, http.StatusSeeOther, path+"?done="+done)
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

// day reads a day that was typed; the zero date is what nobody can read.
func day(s string) term.Date {
	d, err := term.Parse(strings.TrimSpace(s))
	if err != nil {
		return term.Date{}
	}
	return d
}

func cityLabel(code string, l web.Lang) string {
	m, ok := codes.MunicipalityByCode(code)
	if !ok {
		return ""
	}
	return m.Label().In(string(l))
}

func label(list []desk.Choice, value string, l web.Lang) string {
	for _, c := range list {
		if c.Value == value {
			return c.Label.In(string(l))
		}
	}
	return value
}

func options(list []desk.Choice, l web.Lang) (o []ui.Option) {
	for _, c := range list {
		o = append(o, ui.Option{Value: c.Value, Label: c.Label.In(string(l))})
	}
	return o
}

func hidden(name, value string) input {
	return input{Kind: "hidden", Control: ui.Control{Name: name, Value: value}}
}

func version(r *web.Request) int64 {
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return -1 // no record has it
	}
	return n
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

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
