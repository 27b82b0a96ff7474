package registerweb

import (
	"net/http"
	"strings"

	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// revisionRow is one version of a profile in the list.
type revisionRow struct {
	ID, Version, When, Who, Consent, Changed string
	Undo                                     string // address of the undoing, "" = it cannot be
	Undone                                   bool
}

// profileRevisions lists who wrote what: organizations and proxies, never persons.
func (p *pages) profileRevisions(w http.ResponseWriter, r *web.Request) error {
	e, err := p.editor(r)
	if err != nil {
		return err
	}
	list, err := p.svc.Revisions(r.Context(), e.oid)
	if err != nil {
		return err
	}
	pw, lang := profileWordsIn(r.Lang), string(r.Lang)
	v := p.profileView(r, e, pw.RevisionsTitle)
	v.Undo = e.undo
	for _, x := range list {
		row := revisionRow{ID: x.ID, Version: pw.Version(int(x.Version)), When: date(r.Lang, term.Of(x.At)), Who: x.Origin.Source.Label().In(lang),
			Undone: !x.Undone.IsZero()}
		if x.Origin.Source == register.Proxy {
			who, on, _ := strings.Cut(x.Origin.Consent, " ")
			day, _ := term.ParseISO(on)
			row.Consent = pw.ConsentOf(choiceLabel(register.Channels(), x.Origin.Channel, lang), choiceLabel(register.Consenters(), who, lang), date(r.Lang, day))
		}
		var names []string
		for _, name := range x.Changed {
			if i, ok := register.ItemNamed(e.whole.Kind, name); ok {
				names = append(names, i.Label.In(lang))
			} else if name == register.ItemSites {
				names = append(names, pw.Sites)
			}
		}
		row.Changed = strings.Join(names, v.W.Comma)
		if e.undo && x.Undoable() {
			row.Undo = ownPath + string(e.oid) + "/profile/revisions/" + x.ID + "/undo"
		}
		v.Revision = append(v.Revision, row)
	}
	return web.Render(w, r, http.StatusOK, revisionsPage(v))
}

func choiceLabel(list []register.Choice, value, lang string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Label.In(lang)
		}
	}
	return value
}

// profileUndo takes back what a proxy wrote.
func (p *pages) profileUndo(w http.ResponseWriter, r *web.Request) error {
	oid, err := orgID(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.svc.UndoProxy(r.Context(), r.By(), oid, r.PathValue("revision")); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, ownPath+string(oid)+"/profile?done=undone")
}
