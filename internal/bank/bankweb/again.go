package bankweb

import (
	"net/http"

	"kyodo/internal/bank"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// againView is what the address of a listing shows while its changed text is checked.
type againView struct {
	ui.Chrome
	Head  ui.Head
	W     *words
	Title string
	Next  string // the list of its direction
}

// again answers with that page: it shows nothing that the centre has not read, the title neither.
func (p *pages) again(w http.ResponseWriter, r *web.Request, l *bank.Listing) error {
	t := wordsIn(r.Lang)
	v := &againView{Chrome: r.Chrome(), W: t, Title: l.Kind.Label().In(string(r.Lang)), Next: listPath(l.Direction)}
	v.Head = ui.Head{Title: v.Title, NoIndex: true, Active: frontPath, Crumbs: []ui.Crumb{{Label: t.Bank, Href: frontPath}, {Label: t.list(l.Direction), Href: v.Next}, {Label: v.Title}}}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, http.StatusOK, againPage(v))
}
