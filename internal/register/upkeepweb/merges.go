package upkeepweb

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

func (p *pages) unionObject(r *web.Request) (policy.Object, error) {
	u, err := p.theUnion(r)
	return unionObject(&u, r), err
}

func unionObject(u *register.Union, r *web.Request) policy.Object {
	return policy.Object{Kind: "union", ID: u.ID, State: u.State(r.Now)}
}

func (p *pages) theUnion(r *web.Request) (u register.Union, err error) {
	uid, err := idOf(r)
	if err != nil {
		return u, err
	}
	return p.svc.Union(r.Context(), uid)
}

// unions lists what was merged and asks for the next two.
func (p *pages) unions(w http.ResponseWriter, r *web.Request) error { return p.picking(w, r, nil) }

func (p *pages) picking(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	list, err := p.svc.Unions(r.Context(), listed)
	if err != nil {
		return err
	}
	l, q := r.Lang, r.URL.Query()
	v := p.view(r, wMerges.In(l), MergesPath)
	status := v.refused(bad)
	v.Lead = wMergesLead.In(l)
	v.Parts = []part{{Title: wPick.In(l), Form: &form{Action: MergesPath + "/preview", Get: true, Button: wCompare.In(l), Inputs: []input{
		{Control: ui.Control{Name: "keep", Label: wKeep.In(l), Hint: wPickHint.In(l), Required: true, Value: clip(q.Get("keep"), 200), Error: bad.Says("keep")}},
		{Control: ui.Control{Name: "gone", Label: wGone.In(l), Hint: wPickHint.In(l), Required: true, Value: clip(q.Get("gone"), 200), Error: bad.Says("gone")}}}}}}
	if len(list) == 0 {
		v.Parts = append(v.Parts, part{Title: wUnionsCap.In(l), Empty: wUnionsNone.In(l), Hint: wUnionsDo.In(l)})
		return web.Render(w, r, status, page(v))
	}
	t := &table{ID: "unions", Caption: wUnionsCap.In(l), Columns: []string{wKeep.In(l), wGone.In(l), wMadeAt.In(l), wReason.In(l), wState.In(l)}}
	for i := range list {
		u := &list[i]
		word, tone := unionState(u.State(r.Now))
		t.Rows = append(t.Rows, []cell{{Text: u.KeepName, JA: true, Href: MergesPath + "/" + u.ID}, {Text: u.GoneName, JA: true},
			{Text: moment(u.MadeAt, l)}, {Text: u.Reason, JA: true}, {Tag: word.In(l), Tone: tone}})
	}
	v.Parts = append(v.Parts, part{Title: wUnionsCap.In(l), Table: t, Data: []ui.Link{{Href: MergesPath + ".csv", Label: wCSV.In(l)}}})
	return web.Render(w, r, status, page(v))
}

func (p *pages) unionsCSV(w http.ResponseWriter, r *web.Request) error {
	list, err := p.svc.Unions(r.Context(), 10*listed)
	if err != nil {
		return err
	}
	if err := p.svc.Log(r.Context(), r.Exported("merges", len(list), web.Filter{})); err != nil {
		return err
	}
	l := r.Lang
	out := csv(w, r, "merges", "ID", wKeep.In(l), "keep_id", wGone.In(l), "gone_id", wReason.In(l), wMadeAt.In(l), wUndoneAt.In(l))
	for i := range list {
		u := &list[i]
		undone := ""
		if !u.UndoneAt.IsZero() {
			undone = moment(u.UndoneAt, ui.JA)
		}
		if err := out.Row(u.ID, u.KeepName, string(u.Keep), u.GoneName, string(u.Gone), u.Reason, moment(u.MadeAt, ui.JA), undone); err != nil {
			return err
		}
	}
	return out.Flush()
}

// pick finds the record that somebody named by identifier, number or name.
func (p *pages) pick(r *web.Request, name string, bad *fault.Fields) (oid register.ID, err error) {
	text := strings.TrimSpace(ja.Clean(r.FormValue(name)))
	if id.Valid(text) {
		if _, err = p.svc.Record(r.Context(), register.ID(text)); err == nil {
			return register.ID(text), nil
		}
	} else if n, wrong := codes.ParseCorporateNumber(text); wrong == nil {
		if oid, err = p.svc.ByNumber(r.Context(), n.String()); err == nil {
			return oid, nil
		}
	} else if text != "" {
		var list []register.Organization
		list, err = p.svc.Named(r.Context(), text)
		list = slices.DeleteFunc(list, func(o register.Organization) bool { return o.United != "" })
		if len(list) == 1 {
			return list[0].ID, nil
		}
		if len(list) > 1 {
			var ids []string
			for i := range list {
				ids = append(ids, string(list[i].ID))
			}
			*bad = append(*bad, fault.Field{Name: name, Says: wSeveral.In(r.Lang) + strings.Join(ids, " ")})
			return "", nil
		}
	}
	if err != nil && !errors.Is(err, fault.NotFound) {
		return "", err
	}
	*bad = append(*bad, fault.Field{Name: name, Says: wNotFound.In(r.Lang)})
	return "", nil
}

// pair finds both records of a form or an address.
func (p *pages) pair(r *web.Request) (keep, gone register.ID, bad fault.Fields, err error) {
	if keep, err = p.pick(r, "keep", &bad); err != nil {
		return "", "", nil, err
	}
	gone, err = p.pick(r, "gone", &bad)
	return keep, gone, bad, err
}

// preview shows two records side by side with what they would become.
func (p *pages) preview(w http.ResponseWriter, r *web.Request) error {
	keep, gone, bad, err := p.pair(r)
	if err != nil {
		return err
	}
	if bad != nil {
		return p.picking(w, r, bad)
	}
	u, err := p.svc.PreviewUnion(r.Context(), keep, gone)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.view(r, wPreview.In(l), MergesPath, ui.Crumb{Label: wMerges.In(l), Href: MergesPath})
	v.Lead = wPreviewLead.In(l)
	v.Parts = comparison(&u, l)
	var links []ui.Link
	if len(u.Refused) == 0 && r.May(policy.MergeMake, policy.Object{}) {
		links = append(links, ui.Link{Href: MergesPath + "/new?" + pairQuery(keep, gone), Label: wProceed.In(l)})
	}
	links = append(links, ui.Link{Href: MergesPath + "/preview?" + pairQuery(gone, keep), Label: wSwap.In(l)})
	v.Parts = append(v.Parts, part{Links: links})
	return web.Render(w, r, http.StatusOK, page(v))
}

func pairQuery(keep, gone register.ID) string {
	return url.Values{"keep": {string(keep)}, "gone": {string(gone)}}.Encode()
}

// comparison is what both records say, what hangs on them, and why they cannot be one.
func comparison(u *register.UnionPreview, l ui.Lang) (parts []part) {
	if len(u.Refused) > 0 {
		n := &notice{Tone: ui.Bad, Title: wCannot.In(l)}
		for _, name := range u.Refused {
			n.Lines = append(n.Lines, refusalWords[name].In(l))
		}
		parts = append(parts, part{Notice: n})
	}
	if len(u.Facts) > 0 {
		t := &table{ID: "facts", Caption: wFacts.In(l), Columns: []string{wFact.In(l), wKeep.In(l), wGone.In(l), wAfter.In(l)}}
		for _, f := range u.Facts {
			first := cell{Text: register.FactLabel(f.Fact).In(string(l))}
			if f.Conflict {
				first.Tag, first.Tone = wDiffers.In(l), ui.Warn
			}
			k, g := value(f.Fact, f.Keep, l), value(f.Fact, f.Gone, l)
			k.Small, g.Small = origin(f.KeepFrom, l), origin(f.GoneFrom, l)
			t.Rows = append(t.Rows, []cell{first, k, g, value(f.Fact, f.One, l)})
		}
		parts = append(parts, part{Title: wFacts.In(l), Table: t})
	}
	t := &table{ID: "hangs", Caption: wHangs.In(l), Columns: []string{wFact.In(l), wKeep.In(l), wGone.In(l), wAfter.In(l)}}
	yes := func(is bool) cell {
		if is {
			return cell{Text: wYes.In(l)}
		}
		return cell{Text: wNone.In(l)}
	}
	n := func(i int) cell { return cell{Text: strconv.Itoa(i)} }
	k, g := &u.Keep, &u.Gone
	t.Rows = [][]cell{
		{{Text: "ID"}, {Text: string(k.ID), Href: path(&k.Organization)}, {Text: string(g.ID), Href: path(&g.Organization)}, {Text: string(k.ID)}},
		{{Text: wFilings.In(l)}, n(len(k.Filings)), n(len(g.Filings)), n(len(u.Filings))},
		{{Text: wNotices.In(l)}, n(k.Corrections), n(g.Corrections), n(k.Corrections + g.Corrections)},
		{{Text: wProfile.In(l)}, yes(k.Profile), yes(g.Profile), yes(k.Profile || g.Profile)},
		{{Text: wPeople.In(l)}, n(k.People), n(g.People), n(k.People + g.People)},
		{{Text: wMembers.In(l)}, n(len(k.Members)), n(len(g.Members)), n(len(k.Members) + len(g.Members) + 1)},
	}
	return append(parts, part{Title: wHangs.In(l), Table: t, Text: []string{wProfileNote.In(l)}})
}

// uniteForm asks for the reason, once more with what the two would become.
func (p *pages) uniteForm(w http.ResponseWriter, r *web.Request) error { return p.uniting(w, r, nil) }

func (p *pages) uniting(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	keep, gone, missing, err := p.pair(r)
	switch {
	case err != nil:
		return err
	case missing != nil:
		return fault.New(fault.NotFound, "records to merge")
	}
	u, err := p.svc.PreviewUnion(r.Context(), keep, gone)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.view(r, wUnite.In(l), MergesPath, ui.Crumb{Label: wMerges.In(l), Href: MergesPath})
	status := v.refused(bad)
	v.Lead = wUniteLead.In(l)
	v.Parts = comparison(&u, l)
	if len(u.Refused) == 0 {
		v.Parts = append(v.Parts, part{Title: wUnite.In(l), Form: &form{Action: MergesPath + "/new", Button: wUniteButton.In(l),
			Hidden: [][2]string{{"keep", string(keep)}, {"gone", string(gone)}}, Inputs: []input{{Kind: "area", Control: ui.Control{Name: "reason",
				Label: wUniteReason.In(l), Example: wUniteExample.In(l), Required: true, Value: r.PostForm.Get("reason"), Error: bad.Says("reason"), Rows: 3}}}}})
	} else if status == http.StatusOK {
		status = http.StatusUnprocessableEntity
	}
	return web.Render(w, r, status, page(v))
}

// unite merges two records.
func (p *pages) unite(w http.ResponseWriter, r *web.Request) error {
	keep, gone, missing, err := p.pair(r)
	switch {
	case err != nil:
		return err
	case missing != nil:
		return fault.New(fault.NotFound, "records to merge")
	}
	reason := ja.Clean(r.PostForm.Get("reason"))
	if reason == "" {
		return p.uniting(w, r, fault.Fields{{Name: "reason", Says: wReasonNeeded.In(r.Lang)}})
	}
	u, err := p.svc.Unite(r.Context(), r.By(), keep, gone, reason)
	switch {
	case errors.Is(err, fault.Invalid): // the page says why, in the reader's language
		return p.uniting(w, r, nil)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, MergesPath+"/"+u.ID+"?done")
}

// union shows one merge, and how to undo it.
func (p *pages) union(w http.ResponseWriter, r *web.Request) error {
	u, err := p.theUnion(r)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.view(r, wUnion.In(l), MergesPath, ui.Crumb{Label: wMerges.In(l), Href: MergesPath})
	if r.URL.Query().Has("done") {
		v.Done = wUnited.In(l)
	}
	word, _ := unionState(u.State(r.Now))
	facts := []fact{{Term: wKeep.In(l), Value: u.KeepName, JA: true, Href: register.OrganizationPath(u.Keep)},
		{Term: wGone.In(l), Value: u.GoneName, JA: true, Href: register.OrganizationPath(u.Gone)}, {Term: wReason.In(l), Value: u.Reason, JA: true},
		{Term: wMadeAt.In(l), Value: moment(u.MadeAt, l)}, {Term: wState.In(l), Value: word.In(l)}}
	switch {
	case !u.UndoneAt.IsZero():
		facts = append(facts, fact{Term: wUndoneAt.In(l), Value: moment(u.UndoneAt, l)})
		if r.URL.Query().Has("undone") {
			v.Done = wUndone.In(l)
		}
	case u.State(r.Now) == register.UnionUndoable:
		facts = append(facts, fact{Term: wUntil.In(l), Value: moment(u.Until(), l)})
	}
	v.Parts = []part{{Facts: facts}}
	if r.May(policy.MergeUndo, unionObject(&u, r)) {
		v.Parts = append(v.Parts, part{Title: wUndo.In(l), Text: []string{wUndoText.In(l)},
			Form: &form{Action: MergesPath + "/" + u.ID + "/undo", Button: wUndo.In(l)}})
	}
	return web.Render(w, r, http.StatusOK, page(v))
}

// undo takes a merge back.
func (p *pages) undo(w http.ResponseWriter, r *web.Request) error {
	u, err := p.theUnion(r)
	if err != nil {
		return err
	}
	if _, err = p.svc.UndoUnion(r.Context(), r.By(), u.ID); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, MergesPath+"/"+u.ID+"?undone")
}
