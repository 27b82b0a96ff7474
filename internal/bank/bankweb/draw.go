package bankweb

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// drawsPlace is the part of the address under which the records of draws stand.
const drawsPlace = "draws"

// drawView is what the record of a draw shows.
type drawView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	L       *bank.Listing
	D       bank.Draw
	At      string // when it was drawn, "" = not yet
	Entries string
	Command string
	JSON    string
}

// place number i, counted from 1.
func (v *drawView) place(i int) string { return strconv.Itoa(i + 1) }

// draw answers with the record of a listing's lottery, /bank/draws/{id} and /bank/draws/{id}.json:
// what everybody needs to reckon it again. Who may read the listing may read it.
func (p *pages) draw(w http.ResponseWriter, r *web.Request) error {
	if r.PathValue("place") != drawsPlace {
		return fault.New(fault.NotFound, "bankweb: no such page")
	}
	key, isJSON := strings.CutSuffix(r.PathValue("id"), ".json")
	l, led, err := p.readable(w, r, key)
	if led || err != nil {
		return err
	}
	d, err := p.svc.DrawOf(r.Context(), key)
	if err != nil {
		return err
	}
	if web.NotModified(w, r, "draw"+strconv.FormatBool(isJSON)+strconv.FormatBool(d.Drawn())+d.Commitment) {
		return nil
	}
	if isJSON {
		text, err := json.MarshalIndent(d, "", " ")
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/json")
		_, err = w.Write(append(text, '\n'))
		return err
	}
	wd := wordsIn(r.Lang)
	v := &drawView{Chrome: r.Chrome(), W: wd, L: &l, D: d, Entries: ui.Number(len(d.Entries)), JSON: bank.DrawPath(key) + ".json"}
	v.Command = "curl -s " + r.Site.BaseURL(v.JSON) + " | kyodo bank draw --verify -"
	if d.Drawn() {
		v.At = date(r.Lang, term.Of(d.ClosedAt))
	}
	v.Head = ui.Head{Title: wd.DrawOf(l.Title), Canonical: bank.DrawPath(key), NoIndex: true, JSON: v.JSON, Class: "record", Active: frontPath,
		Crumbs: []ui.Crumb{{Label: wd.Bank, Href: frontPath}, {Label: l.Title, Href: l.Path(), Lang: web.JA}, {Label: wd.DrawTitle}}}
	return web.Render(w, r, http.StatusOK, drawPage(v))
}
