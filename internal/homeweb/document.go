package homeweb

import (
	"net/http"
	"strings"

	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// document is one of the pages of the footer.
type document struct {
	Title, Description string
	Lead               string
	Sections           []section
	Contact            bool   // ends with how to reach the operator
	Applies            string // from when the text applies, "" = says nothing
}

// section is a heading with its blocks.
type section struct {
	ID, Title string
	Blocks    []block
}

// block is one of: a paragraph, a list, terms with their meaning, links, a notice.
type block struct {
	Text   string
	JA     bool // Text and List are Japanese in every language, as credits are
	List   []string
	Facts  []fact
	Links  []ui.Link
	Notice string // a heading; Text is what it says
}

// told is what a document says of this installation.
type told struct {
	Site, Operator string // Operator is never empty
	AsOf           string // the register's day, "" while it is empty
	Demo           bool
	Source         string // where the program's source is, "" = not said
}

// program says under which terms the program is, and where its source is if the operator says so.
func program(t told, text, label string) []block {
	blocks := []block{{Text: text}}
	if t.Source != "" {
		blocks = append(blocks, block{Links: []ui.Link{{Href: t.Source, Label: label}}})
	}
	return blocks
}

// documentView is what the template draws.
type documentView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	Doc     document
	Contact contactView
}

// contactView is how to reach the operator. Lines may be Japanese in any language.
type contactView struct {
	Operator string
	Lines    []string
}

// documents finds the text of a path in both languages.
func documents(path string) (ja, en func(told) document) {
	switch path {
	case termsPath:
		return termsJA, termsEN
	case privacyPath:
		return privacyJA, privacyEN
	case accessibilityPath:
		return accessibilityJA, accessibilityEN
	case sourcesPath:
		return sourcesJA, sourcesEN
	}
	return aboutJA, aboutEN
}

// document answers with the footer page of the path.
func (p *pages) document(path string) web.Handler {
	ja, en := documents(path)
	return func(w http.ResponseWriter, r *web.Request) error {
		s, err := p.summary(today(r))
		if err != nil {
			return err
		}
		wd := wordsIn(r.Lang)
		v := documentView{Chrome: r.Chrome(), W: wd}
		v.Contact.Operator = r.Site.Operator(r.Lang)
		for line := range strings.Lines(p.cfg.Contact) {
			if line = strings.TrimSpace(line); line != "" {
				v.Contact.Lines = append(v.Contact.Lines, line)
			}
		}
		t := told{Site: v.Site, Operator: v.Contact.Operator, AsOf: date(r.Lang, s.asOf), Demo: r.Site.Demo(), Source: p.cfg.Source}
		if t.Operator == "" {
			t.Operator = wd.Contact.NoName
		}
		if r.Lang == web.EN {
			v.Doc = en(t)
		} else {
			v.Doc = ja(t)
		}
		v.Head = ui.Head{Title: v.Doc.Title, Description: v.Doc.Description, Canonical: path, Class: "prose"}
		if path != aboutPath {
			v.Head.Crumbs = append(v.Head.Crumbs, ui.Crumb{Label: wd.About, Href: aboutPath})
		}
		v.Head.Crumbs = append(v.Head.Crumbs, ui.Crumb{Label: v.Doc.Title})
		return web.Render(w, r, http.StatusOK, documentPage(&v))
	}
}
