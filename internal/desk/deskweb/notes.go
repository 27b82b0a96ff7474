package deskweb

import (
	"net/http"
	"net/url"
	"strings"

	"kyodo/internal/desk"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// noteFilter is what the list's form says.
func noteFilter(r *web.Request, list []string) desk.NoteFilter {
	q := r.URL.Query()
	return desk.NoteFilter{Books: list, Text: q.Get("q"), Channel: q.Get("channel"), Category: q.Get("category"), From: day(q.Get("from")), Until: day(q.Get("until")),
		Open: q.Get("open") == "yes", After: q.Get("after")}
}

// notes lists the consultations of the reader's own book.
func (p *pages) notes(w http.ResponseWriter, r *web.Request) error {
	l, q := r.Lang, r.URL.Query()
	f := noteFilter(r, books(r, policy.ConsultationView))
	list, next, err := p.svc.Notes(r.Context(), f)
	if err != nil {
		return err
	}
	v := start(r, wNotes.In(l))
	v.Lead = wNotesLead.In(l)
	v.add(doors([]ui.Link{{Href: desk.ConsultationsPath + "/new", Label: wLogCall.In(l)}, {Href: desk.ConsultationsPath + "/new?channel=fax", Label: wLogFax.In(l)}}))
	open := ""
	if f.Open {
		open = "yes"
	}
	v.add(filterForm(l, desk.ConsultationsPath, wFilter.In(l), []input{
		{Control: ui.Control{Name: "q", Label: wWords.In(l), Value: f.Text, Type: "search"}},
		{Kind: "all", Control: ui.Control{Name: "channel", Label: wChannel.In(l), Value: f.Channel}, Options: options(desk.Channels(), l)},
		{Kind: "all", Control: ui.Control{Name: "category", Label: wCategory.In(l), Value: f.Category}, Options: options(desk.Categories(), l)},
		{Control: ui.Control{Name: "from", Label: wFrom.In(l), Value: q.Get("from")}},
		{Control: ui.Control{Name: "until", Label: wUntil.In(l), Value: q.Get("until")}},
		{Kind: "all", Control: ui.Control{Name: "open", Label: wState.In(l), Value: open}, Options: []ui.Option{{Value: "yes", Label: wOpenOnly.In(l)}}},
	}))
	if len(list) == 0 {
		v.add(empty(wNoNotes.In(l), wNoNotesDo.In(l)))
		return show(w, r, http.StatusOK, v)
	}
	v.add(tableOf(l, noteTable(l, list)))
	q.Del("lang")
	q.Del("type")
	q.Del("done")
	if next != "" {
		on := cloned(q)
		on.Set("after", next)
		next = desk.ConsultationsPath + "?" + on.Encode()
	}
	v.add(ui.Pager(l, next, ""))
	q.Del("after")
	v.add(ui.DataButtons(l, []ui.Link{{Href: strings.TrimSuffix(desk.ConsultationsPath+".csv?"+q.Encode(), "?"), Label: "CSV"}}))
	return show(w, r, http.StatusOK, v)
}

func cloned(q url.Values) url.Values {
	c := url.Values{}
	for k, v := range q {
		c[k] = v
	}
	return c
}

func noteTable(l web.Lang, list []desk.Note) *table {
	t := &table{ID: "list", Caption: wNotesCap.In(l), Columns: columns(l, wContent, wReceived, wChannel, wCategory, wNext, wNextOn, wState)}
	for i := range list {
		n := &list[i]
		state := wOpenState.In(l)
		if !n.ClosedAt.IsZero() {
			state = wClosed.In(l)
		}
		t.Rows = append(t.Rows, []cell{{cut(n.Content, 40), n.Path()}, {date(n.On, l), ""}, {label(desk.Channels(), n.Channel, l), ""}, {label(desk.Categories(), n.Category, l), ""},
			{n.NextAction, ""}, {date(n.NextOn, l), ""}, {state, ""}})
	}
	return t
}

func cut(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most-1]) + "…"
}

// notesCSV is the reader's own book as a file: every consultation that the filter chooses.
func (p *pages) notesCSV(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	var mine []string
	for _, b := range books(r, policy.ConsultationExport) {
		if r.Decide(policy.ConsultationExport, policy.Object{Kind: "consultation", State: b}).Allowed() {
			mine = append(mine, b)
		}
	}
	f := noteFilter(r, mine)
	f.Limit = 500
	var list []desk.Note
	for {
		some, next, err := p.svc.Notes(r.Context(), f)
		if err != nil {
			return err
		}
		list = append(list, some...)
		if next == "" {
			break
		}
		f.After = next
	}
	names := map[register.ID]string{}
	err := p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		for at := 0; at < len(list); at += 100 {
			var some []register.ID
			for _, n := range list[at:min(at+100, len(list))] {
				if n.Organization != "" {
					some = append(some, n.Organization)
				}
			}
			found, err := register.NamesTx(tx, some...)
			if err != nil {
				return err
			}
			for k, v := range found {
				names[k] = v
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	e := r.Exported("consultations", len(list), web.Filter{Choices: map[string]string{"books": strings.Join(mine, " "), "channel": f.Channel, "category": f.Category,
		"from": f.From.String(), "until": f.Until.String()}, Typed: map[string]string{"q": f.Text}})
	if err := p.record(r.Context(), e); err != nil {
		return err
	}
	var rows [][]string
	for i := range list {
		n := &list[i]
		closed := ""
		if !n.ClosedAt.IsZero() {
			closed = term.Of(n.ClosedAt).String()
		}
		rows = append(rows, []string{n.ID, bookWords[n.Body].In(l), n.On.String(), label(desk.Channels(), n.Channel, l), names[n.Organization], n.Caller, label(desk.Categories(), n.Category, l),
			n.Content, n.Response, number(n.Minutes), n.NextAction, n.NextOn.String(), n.Ref.String(), closed})
	}
	return file(w, "consultations", columns(l, wNumber, wBook, wReceived, wChannel, wOrganization, wCaller, wCategory, wContent, wResponse, wMinutes, wNext, wNextOn, wRef, wClosed), rows)
}
