package homeweb

import (
	"net/http"

	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// easyPage is a page in やさしい日本語: short sentences, a reading for every kanji. It is Japanese
// in whatever language the rest of the site is shown.
type easyPage struct {
	Path     string
	Title    string
	Lead     []string
	Sections []easySection
}

// easySection is a heading with sentences, steps in order, and links.
type easySection struct {
	Title string
	Text  []string
	Steps []string
	Links []ui.Link
}

// easyView is what the template draws.
type easyView struct {
	ui.Chrome
	Head  ui.Head
	W     *words
	Page  easyPage
	Other []ui.Link // the sister pages
}

// easyPages are the guide and the two doors.
func easyPages() []easyPage { return []easyPage{easyGuide(), easyCompanies(), easyGroups()} }

// easy answers with the page in やさしい日本語 of the path.
func (p *pages) easy(path string) web.Handler {
	all := easyPages()
	return func(w http.ResponseWriter, r *web.Request) error {
		wd := wordsIn(r.Lang)
		v := easyView{Chrome: r.Chrome(), W: wd}
		for _, page := range all {
			if page.Path == path {
				v.Page = page
			} else {
				v.Other = append(v.Other, ui.Link{Href: page.Path, Label: page.Title})
			}
		}
		title := plainText(v.Page.Title)
		if r.Lang == web.EN { // the page is Japanese, its name in the frame is not
			title = wd.easyTitle(path)
		}
		v.Head = ui.Head{Title: title, Description: wd.Easy, Canonical: path, Class: "prose"}
		if path != easyPath {
			v.Head.Crumbs = append(v.Head.Crumbs, ui.Crumb{Label: wd.Easy, Href: easyPath})
			v.Head.Crumbs = append(v.Head.Crumbs, ui.Crumb{Label: title})
		} else {
			v.Head.Crumbs = []ui.Crumb{{Label: wd.Easy}}
		}
		return web.Render(w, r, http.StatusOK, easyDocument(&v))
	}
}

// easyTitle names the page in the language of the words.
func (w *words) easyTitle(path string) string {
	switch path {
	case easyCompaniesPath:
		return w.Companies.Title + w.Front.Paren(w.Easy)
	case easyGroupsPath:
		return w.Groups.Title + w.Front.Paren(w.Easy)
	}
	return w.Easy
}

// plainText is the text without its readings.
func plainText(s string) string {
	text := ""
	for _, piece := range readings(s) {
		text += piece.Text
	}
	return text
}
