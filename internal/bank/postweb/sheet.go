package postweb

import (
	"net/http"
	"strings"

	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// How wide a text the sheet has room for, a Japanese character counting as two: one page of A4 however much was written.
const (
	sheetBody  = 400 // of the longest text, the description
	sheetText  = 150 // of any other
	sheetShort = 46  // of a value that stands beside another one
)

// approvalSheet is a listing on one A4 page, to be attached to a 稟議.
func (p *pages) approvalSheet(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	lang := r.Lang
	x, err := p.subject(r, &l)
	if err != nil {
		return err
	}
	names, err := p.names(r, l.Organization)
	if err != nil {
		return err
	}
	v := p.view(r, wSheetTitle.In(lang), append(myCrumbs(lang), crumbOf(&l, lang))...)
	v.Name = l.Title
	v.Parts = append(v.Parts, part{Screen: true, Notice: &notice{Tone: ui.Info, Title: wPrintIt.In(lang), Links: []ui.Link{{Href: path(&l), Label: wToManage.In(lang)}}}})
	facts := paperFacts(x, names[l.Organization])
	v.Parts = append(v.Parts, part{Body: sheetTable(wSheetTitle.In(lang), paired(facts), wStampWriter.In(lang), wStampBoss.In(lang))},
		part{ID: "reason", Title: wWhatIs.In(lang), Text: []string{wWhatIsText.In(lang)}})
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// onePage is what a superior needs to know of a listing, without headings in between.
func onePage(x *subject, name string) []part {
	lang := x.lang
	facts := []fact{{Term: wNumber.In(lang), Value: x.l.ID}, {Term: wOrganization.In(lang), Value: name, JA: true}}
	for _, s := range steps {
		facts = append(facts, factsOf(x, s)...)
	}
	return []part{{Facts: facts}, {ID: "reason", Title: wWhatIs.In(lang), Text: []string{wWhatIsText.In(lang)}}}
}

// paperFacts are the facts of onePage, each no longer than the sheet has room for.
func paperFacts(x *subject, name string) []fact {
	facts := onePage(x, name)[0].Facts
	for i, f := range facts {
		most := sheetText
		if f.Term == wBody.In(x.lang) {
			most = sheetBody
		}
		text, n := strings.Join(strings.Fields(f.Value), " "), 0
		for at, r := range text {
			if n += breadth(r); n > most {
				text = text[:at] + wSheetMore.In(x.lang)
				break
			}
		}
		facts[i].Value = text
	}
	return facts
}

// paired puts two neighbours into one row where both are short.
func paired(facts []fact) (rows [][]fact) {
	short := func(f fact) bool {
		n := 0
		for _, r := range f.Value {
			n += breadth(r)
		}
		return n <= sheetShort
	}
	for i := 0; i < len(facts); i++ {
		if i+1 < len(facts) && short(facts[i]) && short(facts[i+1]) {
			rows = append(rows, facts[i:i+2])
			i++
			continue
		}
		rows = append(rows, facts[i:i+1])
	}
	return rows
}

// breadth is how wide a character is drawn: 1 for a Latin letter, 2 for a Japanese one.
func breadth(r rune) int {
	if r < '\u2e80' {
		return 1
	}
	return 2
}

// organizationName is the name of the organization of a listing, "" when none is tied to it yet.
func (p *pages) organizationName(r *web.Request, org register.ID) (string, error) {
	if org == "" {
		return "", nil
	}
	names, err := p.names(r, org)
	return names[org], err
}
