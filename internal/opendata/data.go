package opendata

import (
	"net/http"

	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// dataView is the page /data.
type dataView struct {
	ui.Chrome
	Count   int
	AsOf    term.Date
	Columns []column
	Bank    []listingColumn // of offers and needs; nil = the site has no bank
	Credits []string
}

// data answers with the page that explains what can be taken along.
func (p *pages) data(w http.ResponseWriter, r *web.Request) error {
	if p.fresh(w, r) {
		return nil
	}
	c, err := p.all(r.Context(), r.Now)
	if err != nil {
		return err
	}
	v := dataView{Chrome: r.Chrome(), Count: c.orgs, AsOf: c.asOf, Columns: columns(), Credits: credits()}
	if p.bank != nil {
		v.Bank = listingColumns()
	}
	return web.Render(w, r, http.StatusOK, data(v))
}

// day prints a date as the pages do: the era for Japanese readers.
func day(d term.Date, l ui.Lang) string {
	if l == ui.EN {
		return d.English()
	}
	return d.Both()
}
