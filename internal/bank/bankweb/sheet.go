package bankweb

import (
	"net/http"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// How many characters of each text the sheet has room for: one page of A4 however much was written.
const (
	sheetBody    = 90
	sheetMerit   = 90
	sheetNote    = 20
	sheetDetails = 3
)

// sheetView is what the printed sheet draws.
type sheetView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	L       *bank.Listing
	Title   string
	Tags    string
	Owner   string
	OwnerJA bool
	Facts   []fact
	Body    string
	Merits  []meritView
	QR      string
	Public  string
	Centre  []string // lines: telephone, FAX, mail of the centre
	Today   string
}

// sheet answers with a listing on one page of A4, with a QR code and a box to reply by FAX. Whoever may
// read the listing may print it.
func (p *pages) sheet(w http.ResponseWriter, r *web.Request) error {
	l, led, err := p.readable(w, r, r.PathValue("id"))
	if led || err != nil {
		return err
	}
	full, tag, err := p.listing(r, &l)
	if err != nil {
		return err
	}
	if web.NotModified(w, r, "sheet-"+tag) {
		return nil
	}
	wd := wordsIn(r.Lang)
	v := sheetView{Chrome: full.Chrome, W: wd, L: &l, Title: full.Title, Public: full.Public, Today: date(r.Lang, term.Of(r.Now)),
		Body: clip(strings.Join(strings.Fields(l.Body), " "), sheetBody), Centre: lines(p.cfg.Contact)}
	v.Head = ui.Head{Title: wd.SheetTitle + wd.Colon + full.Title, NoIndex: true, Class: "record", NoSearch: true,
		Crumbs: []ui.Crumb{{Label: wd.Bank, Href: frontPath}, {Label: full.Title, Href: l.Path(), Lang: web.JA}, {Label: wd.SheetTitle}}}
	var tags []string
	for _, t := range full.Tags {
		tags = append(tags, t.Text)
	}
	v.Tags = strings.Join(tags, "　")
	switch {
	case full.Owner.Hidden:
		v.Owner = wd.Anonymous
	case full.Owner.Name != "":
		v.Owner, v.OwnerJA = full.Owner.Name, true
	default:
		v.Owner = wd.NoOrganization
	}
	for _, f := range full.Glance {
		f.Note = ""
		v.Facts = append(v.Facts, f)
	}
	for i, f := range full.Details {
		if i < sheetDetails {
			v.Facts = append(v.Facts, short(f))
		}
	}
	for _, f := range full.Terms {
		switch f.Term {
		case wd.CostLabel, wd.HandOverLabel, wd.ConditionsLabel:
			v.Facts = append(v.Facts, short(f))
		}
	}
	for _, m := range full.Merits {
		m.Text = clip(strings.Join(strings.Fields(m.Text), " "), sheetMerit)
		v.Merits = append(v.Merits, m)
	}
	if v.QR, err = qrPicture(full.Public); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, sheetPage(&v))
}

// short makes a fact fit one or two lines.
func short(f fact) fact {
	text := f.Text
	if len(f.List) > 0 {
		text = strings.Join(f.List, " / ")
	}
	return fact{Term: f.Term, Text: clip(strings.Join(strings.Fields(text), " "), sheetNote), JA: f.JA}
}

// lines splits a text of one thing a line.
func lines(s string) (list []string) {
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
