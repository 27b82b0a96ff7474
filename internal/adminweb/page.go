package adminweb

import (
	"net/http"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// page is what every page of the package draws.
type page struct {
	ui.Chrome
	Head   ui.Head
	Title  string // the heading; Head.Title also says that something is wrong
	Done   string // what has just been done, "" = nothing
	Lead   string
	Errors fault.Fields
	Blocks []templ.Component
}

// figure is one number that opens its rows.
type figure struct{ Href, N, Label string }

// fact is one line of a record.
type fact struct {
	Term string
	Cell cell
}

// cell is one cell of a table: plain, a link, a label, text with line breaks, or such text that opens
// on demand.
type cell struct {
	Text string
	Href string
	Tone ui.Tone
	Pre  bool
	More string // what to press to see the text, "" = it is shown
	Of   string // of what, for those who do not see the row
}

func text(s string) cell              { return cell{Text: s} }
func link(s, to string) cell          { return cell{Text: s, Href: to} }
func tag(tone ui.Tone, s string) cell { return cell{Text: s, Tone: tone} }

// table is a list on a page and in a file.
type table struct {
	ID, Caption  string
	Columns      []string
	Rows         [][]cell
	None, NoneDo string // what an empty list says, and what to do then
	Next, First  string // the next page and the first one, "" = none
	CSV          string // the same rows as a file, "" = none
}

// start begins a page below the administration's entrance. Each step is a label and an address.
func (p *pages) start(r *web.Request, title ui.Word, steps ...ui.Crumb) *page {
	return p.titled(r, title.In(r.Lang), steps...)
}

func (p *pages) titled(r *web.Request, title string, steps ...ui.Crumb) *page {
	v := &page{Chrome: r.Chrome(), Title: title}
	crumbs := []ui.Crumb{{Label: wAdmin.In(r.Lang), Href: Path}}
	crumbs = append(append(crumbs, steps...), ui.Crumb{Label: title, Lang: langOf(title, r.Lang)})
	v.Head = ui.Head{Title: title, NoIndex: true, Active: Path, Crumbs: crumbs}
	if w, ok := doneWords[r.URL.Query().Get("done")]; ok {
		v.Done = w.In(r.Lang)
	}
	return v
}

// japanese says whether a text has Japanese characters.
func japanese(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) || r >= 0x3001 && r <= 0x303f || r >= 0xff01 && r <= 0xff60 {
			return true
		}
	}
	return false
}

// langOf is the language of a text that may be data.
func langOf(s string, l ui.Lang) ui.Lang {
	if japanese(s) {
		return ui.JA
	}
	return l
}

// refuse marks the page as one that says what is wrong.
func (v *page) refuse(bad fault.Fields) {
	if v.Errors = bad; len(bad) > 0 {
		v.Head.Title = wError.In(v.Lang) + v.Title
	}
}

func (v *page) add(blocks ...templ.Component) { v.Blocks = append(v.Blocks, blocks...) }

// section adds a heading and what stands below it.
func (v *page) section(id string, w ui.Word, blocks ...templ.Component) {
	v.add(heading(id, w.In(v.Lang)))
	v.add(blocks...)
}

// facts adds lines of a record; those without a text are left out.
func (v *page) facts(list ...fact) {
	var some []fact
	for _, f := range list {
		if f.Cell.Text != "" {
			some = append(some, f)
		}
	}
	v.add(factList(v.Lang, some))
}

// rows adds a table.
func (v *page) rows(t *table) { v.add(rowsOf(v.Lang, t)) }

func show(w http.ResponseWriter, r *web.Request, status int, v *page) error {
	return web.Render(w, r, status, pageOf(v))
}

// file answers with the rows of a table as CSV in UTF-8.
func file(w http.ResponseWriter, name string, t *table) error {
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	h.Set("Cache-Control", "private, no-store")
	c := feed.NewCSV(w, feed.UTF8, t.Columns...)
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i := range row {
			cells[i] = row[i].Text
		}
		if err := c.Row(cells...); err != nil {
			return err
		}
	}
	return c.Flush()
}

// to sends the reader to a page that says what was done.
func to(w http.ResponseWriter, r *web.Request, path, done string) error {
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	return web.Redirect(w, r, http.StatusSeeOther, path+mark+"done="+done)
}

// component is a part of a page.
type component = templ.Component
