package adminweb

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// question is what a search of the log asks, as it was typed and as the log understands it.
type question struct {
	subject, object, actor, action, from, to string
	q                                        audit.Query
	knownSubject, knownActor                 bool // they name somebody, or something that is in the log
	bad                                      fault.Fields
}

// ask reads the question. People may be named by id, number or mail address.
func (p *pages) ask(r *web.Request) (x question, err error) {
	v := r.URL.Query()
	get := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	x = question{subject: get("subject"), object: get("object"), actor: get("actor"), action: get("action"), from: get("from"), to: get("to")}
	x.q = audit.Query{Object: x.object, Action: x.action, After: v.Get("after"), Limit: 100}
	err = p.view(r, func(tx *sqldb.Tx) (err error) {
		if x.q.Subject, x.knownSubject, err = p.meant(tx, x.subject); err != nil {
			return err
		}
		actor, known, err := p.meant(tx, x.actor)
		x.q.Actor, x.knownActor = audit.Actor(actor), known
		return err
	})
	for name, value := range map[string]string{"from": x.from, "to": x.to} {
		if value == "" {
			continue
		}
		d, err := term.Parse(value)
		switch {
		case err != nil:
			x.bad = append(x.bad, fault.Field{Name: name, Says: wBadDate.In(r.Lang)})
		case name == "from":
			x.q.From = d.Time()
		default:
			x.q.To = d.AddDays(1).Time()
		}
	}
	return x, err
}

// meant turns a name of a person into their id; other texts stay, such as an organization's id. known
// says that the text is an id that the program gave, and not just any words.
func (p *pages) meant(tx *sqldb.Tx, name string) (meant string, known bool, err error) {
	person, err := p.whoever(tx, name)
	if err != nil || person != "" {
		return string(person), true, err
	}
	if _, fixed := actors[audit.Actor(name)]; fixed || !id.Valid(name) {
		return name, fixed, nil
	}
	page, err := audit.Search(tx, audit.Query{Subject: name, Limit: 1})
	return name, len(page.Entries) > 0, err
}

// knownAction says whether an action may stand in an entry, or is just what was typed.
func (p *pages) knownAction(code string) bool {
	return slices.ContainsFunc(p.actionOptions("", ui.JA), func(o ui.Option) bool { return o.Value == code })
}

// entry says in the log that the log was read: by ids alone. What was typed and is no id stands in the
// part of the entry that can be erased.
func (p *pages) entry(x *question, r *web.Request, action string, rows int) (audit.Entry, error) {
	asked := map[string]any{"rows": rows, "from": x.from, "to": x.to}
	words := map[string]string{}
	for _, f := range []struct {
		name, typed, id string
		known           bool
	}{
		{"subject", x.subject, "", x.knownSubject}, // its id is the entry's own
		{"actor", x.actor, string(x.q.Actor), x.knownActor},
		{"action", x.action, x.action, x.action != "" && p.knownAction(x.action)},
	} {
		switch {
		case f.known && f.id != "":
			asked[f.name] = f.id
		case !f.known && f.typed != "":
			words[f.name] = f.typed
		}
	}
	if len(x.bad) > 0 {
		delete(asked, "from")
		delete(asked, "to")
	}
	detail, err := json.Marshal(asked)
	e := r.By().Entry(action, "audit", string(detail))
	if x.knownSubject {
		e.Subject = x.q.Subject
	}
	if len(words) > 0 {
		e.Personal = words
	}
	return e, err
}

// log searches the log. Reading it is itself on record.
func (p *pages) log(w http.ResponseWriter, r *web.Request) error {
	x, err := p.ask(r)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wLog)
	v.Lead = wLogLead.In(l)
	v.refuse(x.bad)
	var links []ui.Link
	if could(r, policy.AuditErase) {
		links = append(links, ui.Link{Href: AuditPath + "/erase?subject=" + url.QueryEscape(x.q.Subject), Label: wErase.In(l)})
	}
	v.add(doors(append(links, ui.Link{Href: LogPath, Label: wPublicLog.In(l)})))
	field := func(name string, label, hint ui.Word, value string) input {
		return input{Control: ui.Control{Name: name, Label: label.In(l), Hint: hint.In(l), Value: value, MaxLength: 254, Error: x.bad.Says(name), Autocomplete: "off"}}
	}
	v.add(filterForm(l, AuditPath, wFilter.In(l), []input{field("subject", wSubject, wSubjectHint, x.subject), field("actor", wActor, wActorHint, x.actor),
		field("object", wObject, wObjectHint, x.object), {Kind: allInput, Control: ui.Control{Name: "action", Label: wAction.In(l), Value: x.action}, Options: p.actionOptions(x.action, l)},
		dateField("from", wFrom, wLogDateHint, l, x.from, x.bad), dateField("to", wUntilDay, wLogDateHint, l, x.to, x.bad)}))
	var page audit.Page
	var t *table
	if len(x.bad) == 0 {
		if page, t, err = p.logTable(r, x.q); err != nil {
			return err
		}
		e, err := p.entry(&x, r, audit.LogRead, len(page.Entries))
		if err != nil {
			return err
		}
		if err := p.record(r, e); err != nil {
			return err
		}
		t.pager(r, AuditPath, page.Next)
		if !could(r, policy.AuditExport) {
			t.CSV = ""
		}
		v.rows(p.folded(t, l))
	}
	if err := p.seal(r, v); err != nil {
		return err
	}
	return show(w, r, statusOf(x.bad), v)
}

// seal says how far the log is sealed.
func (p *pages) seal(r *web.Request, v *page) error {
	var head string
	var n int64
	var since string
	err := p.view(r, func(tx *sqldb.Tx) (err error) {
		if head, err = audit.Head(tx); err != nil {
			return err
		}
		waiting, at, err := audit.Unsealed(tx)
		n, since = waiting, moment(at, r.Lang)
		return err
	})
	if err != nil {
		return err
	}
	l := r.Lang
	v.section("seal", wSeal)
	v.facts(fact{wHeadSize.In(l), text(or(headSize(head), "0"))}, fact{wUnsealed.In(l), text(ui.Number(int(n)))}, fact{wUnsealedSince.In(l), text(since)})
	return nil
}

// headSize is the number of entries that a head stands for: the second line of its text.
func headSize(head string) string {
	lines := strings.SplitN(head, "\n", 3)
	if len(lines) < 3 {
		return ""
	}
	return lines[1]
}

// actionOptions are the actions of the permission table that leave an entry, and a few that are
// nobody's permission.
func (p *pages) actionOptions(present string, l ui.Lang) (list []ui.Option) {
	seen := map[string]bool{}
	add := func(code, label string) {
		if !seen[code] {
			seen[code] = true
			list = append(list, ui.Option{Value: code, Label: label})
		}
	}
	for _, code := range slices.Sorted(maps.Keys(entryWords)) {
		add(code, entryWords[code].In(l))
	}
	for _, row := range p.table().Rows {
		if row.Audit != "" {
			add(row.Audit, actionName(row.Audit, l))
		}
	}
	if present != "" {
		add(present, actionName(present, l))
	}
	return list
}

// actionName says an action of the log in words, as far as there are any.
func actionName(code string, l ui.Lang) string {
	if w, ok := entryWords[code]; ok {
		return w.In(l)
	}
	return or(policy.Action(code).Label(string(l)), code)
}

// logTable draws a page of entries with the names of people.
func (p *pages) logTable(r *web.Request, q audit.Query) (page audit.Page, t *table, err error) {
	l := r.Lang
	t = &table{ID: "log", Caption: wLog.In(l), None: wNoEntries.In(l), NoneDo: wNoEntriesDo.In(l),
		Columns: logColumns(l)}
	err = p.view(r, func(tx *sqldb.Tx) error {
		if page, err = audit.Search(tx, q); err != nil {
			return err
		}
		var ids []string
		for _, e := range page.Entries {
			ids = append(ids, string(e.Actor), e.Subject)
		}
		names, err := p.names(tx, ids...)
		for _, e := range page.Entries {
			t.Rows = append(t.Rows, logRow(e, names, l))
		}
		return err
	})
	return page, t, err
}

func logRow(e audit.Found, names map[account.PersonID]string, l ui.Lang) []cell {
	named := func(id string) string {
		if w, ok := actors[audit.Actor(id)]; ok {
			return w.In(l)
		}
		return or(names[account.PersonID(id)], id)
	}
	var values []string
	for _, k := range slices.Sorted(maps.Keys(e.Personal)) {
		values = append(values, k+wColon.In(l)+e.Personal[k])
	}
	personal := strings.Join(values, "\n")
	if e.Erased {
		personal = wErased.In(l)
	}
	result := text("")
	switch e.Result {
	case audit.Denied:
		result = tag(ui.Warn, wDenied.In(l))
	case audit.Failed:
		result = tag(ui.Warn, wFailed.In(l))
	}
	return []cell{text(moment(e.At, l)), text(named(string(e.Actor))), text(actionName(e.Action, l)), text(e.Object), text(named(e.Subject)), result,
		text(e.Reason), {Text: e.Detail, Pre: true}, {Text: personal, Pre: true}, text(e.ID)}
}

// logCSV answers with every entry that was asked for, at most 50,000.
func (p *pages) logCSV(w http.ResponseWriter, r *web.Request) error {
	x, err := p.ask(r)
	if err != nil {
		return err
	}
	if len(x.bad) > 0 {
		return x.bad
	}
	x.q.After = ""
	var all *table
	for {
		page, t, err := p.logTable(r, x.q)
		if err != nil {
			return err
		}
		if all == nil {
			all = t
		} else {
			all.Rows = append(all.Rows, t.Rows...)
		}
		if x.q.After = page.Next; x.q.After == "" || len(all.Rows) >= maxExport {
			break
		}
	}
	e, err := p.entry(&x, r, audit.DataExport, len(all.Rows))
	if err != nil {
		return err
	}
	if err := p.record(r, e); err != nil {
		return err
	}
	return file(w, "log", all)
}

// eraseForm asks whose personal values go, or of which entries, and why.
func (p *pages) eraseForm(w http.ResponseWriter, r *web.Request) error {
	return p.erasing(w, r, r.URL.Query().Get("subject"), nil)
}

func (p *pages) erasing(w http.ResponseWriter, r *web.Request, subject string, bad fault.Fields) error {
	l := r.Lang
	v := p.start(r, wErase, ui.Crumb{Label: wLog.In(l), Href: AuditPath})
	v.refuse(bad)
	v.Lead = wEraseLead.In(l)
	v.add(formOf(v, form{Action: AuditPath + "/erase", Button: wErase.In(l), Inputs: []input{
		{Control: ui.Control{Name: "subject", Label: wSubject.In(l), Hint: wSubjectHint.In(l), MaxLength: 254, Value: subject, Error: bad.Says("subject"), Autocomplete: "off"}},
		{Kind: areaInput, Control: ui.Control{Name: "entries", Label: wEntries.In(l), Hint: wEntriesHint.In(l), Rows: 4, Value: r.PostForm.Get("entries"), Error: bad.Says("entries")}},
		reason(r, wEraseReasonHint, bad)}}))
	return show(w, r, statusOf(bad), v)
}

func (p *pages) erase(w http.ResponseWriter, r *web.Request) error {
	subject, entries, why := typed(r, "subject"), strings.Fields(r.PostForm.Get("entries")), typed(r, "reason")
	var bad fault.Fields
	switch {
	case subject == "" && len(entries) == 0, subject != "" && len(entries) > 0, len(entries) > 1000:
		bad = append(bad, fault.Field{Name: "subject", Says: wEitherOr.In(r.Lang)})
	case why == "":
		bad = append(bad, fault.Field{Name: "reason", Says: wNoReason.In(r.Lang)})
	case len([]rune(why)) > 500:
		bad = append(bad, fault.Field{Name: "reason", Says: wLongReason.In(r.Lang)})
	}
	if len(bad) > 0 {
		return p.erasing(w, r, subject, bad)
	}
	err := p.db.Update(r.Context(), func(tx *sqldb.Tx) (err error) {
		e := audit.Erasure{Entries: entries, Reason: why}
		known := false
		if e.Subject, known, err = p.meant(tx, subject); err != nil {
			return err
		}
		if !known { // what was typed must not become the subject of an entry
			return errNobody
		}
		_, err = p.Log.Erase(tx, r.By(), e)
		return err
	})
	if errors.Is(err, errNobody) {
		return p.erasing(w, r, subject, fault.Fields{{Name: "subject", Says: wNoSuchPerson.In(r.Lang)}})
	}
	if err != nil {
		return err
	}
	return to(w, r, AuditPath, "erased")
}

// errNobody says that a text names nobody and nothing of the log.
var errNobody = errors.New("the text names nothing of the log")
