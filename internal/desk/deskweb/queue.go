package deskweb

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"kyodo/internal/account"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// queueRows is how many cases stand on one screen.
const queueRows = 300

// filterOf is the filter that the address asks for.
func filterOf(r *web.Request) (f desk.Filter, err error) {
	q := r.URL.Query()
	f.What, f.Beyond = desk.What(q.Get("what")), q.Get("beyond") == "yes"
	if f.What != "" && !slices.Contains(desk.Whats(), f.What) {
		return f, fault.NotFound
	}
	if q.Get("whose") == "mine" {
		f.Mine = append([]account.PostID{}, posts(r)...)
	}
	return f, nil
}

// queueHref is the address of the queue with a filter.
func queueHref(f desk.Filter) string {
	q := url.Values{}
	if f.Mine != nil {
		q.Set("whose", "mine")
	}
	if f.What != "" {
		q.Set("what", string(f.What))
	}
	if f.Beyond {
		q.Set("beyond", "yes")
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// queue shows who waits for whom, since when, what comes next and who looks after it.
func (p *pages) queue(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	f, err := filterOf(r)
	if err != nil {
		return err
	}
	q, err := p.svc.Queue(r.Context(), sight(r), posts(r), f)
	if err != nil {
		return err
	}
	v := start(r, wDesk.In(l))
	v.Lead = wDeskLead.In(l)
	v.add(doors(deskDoors(r)))
	v.add(chips(queueChips(l, q.Counts)))
	skip, _ := strconv.Atoi(r.URL.Query().Get("skip"))
	skip = min(max(skip, 0), len(q.Rows))
	rows := q.Rows[skip:min(skip+queueRows, len(q.Rows))]
	if len(rows) == 0 {
		v.add(empty(wNothingWaits.In(l), wNothingWaitsDo.In(l)))
	} else {
		v.add(queueTable(l, rows, term.Of(r.Now)))
	}
	next, first := "", ""
	base := "?"
	if h := queueHref(f); h != "" {
		base = h + "&"
	}
	if skip+queueRows < len(q.Rows) {
		next = desk.Path + base + "skip=" + strconv.Itoa(skip+queueRows)
	}
	if skip > 0 {
		first = desk.Path + queueHref(f)
	}
	v.add(ui.Pager(l, next, first))
	if len(rows) > 0 && r.May(policy.DeskExport, policy.Object{}) {
		v.add(ui.DataButtons(l, []ui.Link{{Href: desk.Path + ".csv" + queueHref(f), Label: "CSV"}}))
	}
	return show(w, r, http.StatusOK, v)
}

// deskDoors are the desk's other pages, as far as the reader may open them.
func deskDoors(r *web.Request) (list []ui.Link) {
	l := r.Lang
	for _, d := range []struct {
		may   bool
		href  string
		label ui.Word
	}{
		{len(books(r, policy.ConsultationCreate)) > 0, desk.ConsultationsPath + "/new", wLogCall},
		{len(books(r, policy.ConsultationView)) > 0, desk.ConsultationsPath, wNotes},
		{r.May(policy.ReferralView, policy.Object{}), desk.ReferralsPath, wReferrals},
		{true, desk.AgeingPath, wAgeing},
		{r.May(policy.AbsenceEdit, policy.Object{}), desk.AbsencesPath, wAbsences},
		{r.May(policy.FiguresView, policy.Object{}), desk.FiguresPath, wFigures},
	} {
		if d.may {
			list = append(list, ui.Link{Href: d.href, Label: d.label.In(l)})
		}
	}
	return list
}

// queueChips are the counts on top of the queue, each of which opens its rows.
func queueChips(l web.Lang, c desk.Counts) []ui.Link {
	list := []ui.Link{
		{Href: desk.Path, Label: wAllCases.In(l) + " " + strconv.Itoa(c.All)},
		{Href: desk.Path + "?beyond=yes", Label: wBeyond.In(l) + " " + strconv.Itoa(c.Beyond)},
		{Href: desk.Path + "?whose=mine", Label: wMine.In(l) + " " + strconv.Itoa(c.Mine)},
	}
	for _, x := range desk.Whats() {
		if n := c.Of[x]; n > 0 {
			list = append(list, ui.Link{Href: desk.Path + "?what=" + string(x), Label: whatWords[x].In(l) + " " + strconv.Itoa(n)})
		}
	}
	return list
}

// queueTable is written by hand: three hundred rows fit on one page of 100 kB.
func queueTable(l web.Lang, rows []desk.Row, today term.Date) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		b := make([]byte, 0, 64+len(rows)*320)
		b = append(b, `<section class="scroll" tabindex="0" aria-labelledby="queue-cap"><table id="queue"><caption id="queue-cap">`...)
		b = append(b, wQueueCap.In(l)...)
		b = append(b, `</caption><thead><tr>`...)
		for _, c := range []ui.Word{wCase, wWhat, wWaitsFor, wSince, wPromised, wBeyondDays, wNext, wOwner} {
			b = append(b, `<th scope="col">`...)
			b = append(b, c.In(l)...)
			b = append(b, `</th>`...)
		}
		b = append(b, `</tr></thead><tbody>`...)
		for i := range rows {
			b = appendRow(b, &rows[i], l, today)
		}
		b = append(b, `</tbody></table></section>`...)
		_, err := w.Write(b)
		return err
	})
}

func appendRow(b []byte, r *desk.Row, l web.Lang, today term.Date) []byte {
	title := r.Title
	if title == "" {
		title = wUntitled.In(l)
	}
	b = append(b, `<tr><th`...)
	if l != web.JA && japanese(title) {
		b = append(b, ` lang="ja"`...)
	}
	b = append(b, `><a href="`...)
	b = append(b, templ.EscapeString(r.Path)...)
	b = append(b, `">`...)
	b = append(b, templ.EscapeString(title)...)
	b = append(b, `</a></th>`...)
	b = appendCell(b, l, whatWords[r.What].In(l))
	b = appendCell(b, l, waitsFor(r, l))
	b = appendCell(b, l, short(r.Since, today))
	b = appendCell(b, l, short(r.PromisedBy, today))
	days := ""
	if r.BeyondDays > 0 {
		days = strconv.Itoa(r.BeyondDays)
	}
	b = appendCell(b, l, days)
	b = appendCell(b, l, nextOf(r, l))
	b = appendCell(b, l, ownerOf(r, l))
	return append(b, `</tr>`...)
}

func appendCell(b []byte, l web.Lang, text string) []byte {
	if l != web.JA && japanese(text) {
		b = append(b, `<td lang="ja">`...)
	} else {
		b = append(b, `<td>`...)
	}
	b = append(b, templ.EscapeString(text)...)
	return append(b, `</td>`...)
}

// short is a day without its year where that is the present one.
func short(d, today term.Date) string {
	if d.IsZero() {
		return ""
	}
	s := strconv.Itoa(d.Month()) + "/" + strconv.Itoa(d.Day())
	if d.Year() != today.Year() {
		s = strconv.Itoa(d.Year()) + "/" + s
	}
	return s
}

func waitsFor(r *desk.Row, l web.Lang) string {
	if r.WaitsFor == "" {
		return wCentre.In(l)
	}
	return r.WaitsFor
}

func nextOf(r *desk.Row, l web.Lang) string {
	if r.Next == desk.NextNoted {
		return r.Words
	}
	return nextWords[r.Next].In(l)
}

func ownerOf(r *desk.Row, l web.Lang) string {
	switch {
	case r.Owner == "":
		return wCentre.In(l)
	case r.Deputy:
		return wDeputyMark.In(l) + r.Owner
	}
	return r.Owner
}

// queueCSV is the queue as a file.
func (p *pages) queueCSV(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	f, err := filterOf(r)
	if err != nil {
		return err
	}
	q, err := p.svc.Queue(r.Context(), sight(r), posts(r), f)
	if err != nil {
		return err
	}
	whose := ""
	if f.Mine != nil {
		whose = "mine"
	}
	if err := p.record(r.Context(), r.Exported("desk", len(q.Rows), web.Filter{Choices: map[string]string{"what": string(f.What), "whose": whose, "beyond": strconv.FormatBool(f.Beyond)}})); err != nil {
		return err
	}
	var rows [][]string
	for i := range q.Rows {
		x := &q.Rows[i]
		days := ""
		if x.BeyondDays > 0 {
			days = strconv.Itoa(x.BeyondDays)
		}
		rows = append(rows, []string{x.Title, whatWords[x.What].In(l), waitsFor(x, l), x.Since.String(), x.PromisedBy.String(), days, nextOf(x, l), ownerOf(x, l), r.Site.BaseURL(x.Path)})
	}
	return file(w, "desk", columns(l, wCase, wWhat, wWaitsFor, wSince, wPromised, wBeyondDays, wNext, wOwner, wAddress), rows)
}

func columns(l web.Lang, words ...ui.Word) (list []string) {
	for _, w := range words {
		list = append(list, w.In(l))
	}
	return list
}
