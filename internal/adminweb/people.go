package adminweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// peopleFilter is what the query asks for.
func peopleFilter(r *web.Request) account.Filter {
	q := r.URL.Query()
	f := account.Filter{Q: q.Get("q"), After: q.Get("after")}
	switch s := account.Status(q.Get("status")); s {
	case account.Active, account.Suspended, account.Erased:
		f.Status = s
	}
	return f
}

// people lists people, without contact data.
func (p *pages) people(w http.ResponseWriter, r *web.Request) error {
	f := peopleFilter(r)
	list, err := p.Accounts.People(r.Context(), f)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wPeople)
	v.Lead = wPeopleLead.In(l)
	if could(r, policy.PersonCreate) {
		v.add(doors([]ui.Link{{Href: PeoplePath + "/new", Label: wInvite.In(l)}, {Href: FactorsPath, Label: wFactors.In(l)}}))
	}
	v.add(filterForm(l, PeoplePath, wFilter.In(l), []input{
		{Control: ui.Control{Name: "q", Label: wFindPerson.In(l), Hint: wFindPersonHint.In(l), Value: f.Q, Type: "search", MaxLength: 100}},
		{Kind: allInput, Control: ui.Control{Name: "status", Label: wStatus.In(l), Value: string(f.Status), Size: "m"}, Options: []ui.Option{
			{Value: string(account.Active), Label: wActive.In(l)}, {Value: string(account.Suspended), Label: wSuspended.In(l)}, {Value: string(account.Erased), Label: wErased.In(l)}}},
	}))
	v.add(paragraph(wTotal.In(l) + ui.Count(l, int(list.Total))))
	t := peopleTable(list.People, l)
	t.pager(r, PeoplePath, list.Next)
	v.rows(t)
	return show(w, r, http.StatusOK, v)
}

// peopleTable draws people: the file has the same columns.
func peopleTable(list []account.Person, l ui.Lang) *table {
	t := &table{ID: "people", Caption: wPeople.In(l), None: wNoPeople.In(l), NoneDo: wNoPeopleDo.In(l),
		Columns: []string{wName.In(l), wKana.In(l), wNumber.In(l), wStatus.In(l), wSince.In(l)}}
	for _, x := range list {
		t.Rows = append(t.Rows, []cell{link(or(x.Name, wErasedPerson.In(l)), PeoplePath+"/"+string(x.ID)), text(x.Kana), text(dashed(x.Number)), statusLabel(x.Status, l),
			text(day(term.Of(x.CreatedAt), l))})
	}
	return t
}

// dashed writes a person's number as people read it.
func dashed(number string) string {
	if len(number) != 8 {
		return number
	}
	return number[:4] + "-" + number[4:]
}

// peopleCSV answers with every row of the list as a file.
func (p *pages) peopleCSV(w http.ResponseWriter, r *web.Request) error {
	f := peopleFilter(r)
	f.After, f.Limit = "", 200
	var all []account.Person
	for len(all) < maxExport {
		list, err := p.Accounts.People(r.Context(), f)
		if err != nil {
			return err
		}
		all = append(all, list.People...)
		if f.After = list.Next; f.After == "" {
			break
		}
	}
	if err := p.record(r, r.Exported("people", len(all), web.Filter{Choices: map[string]string{"status": string(f.Status)}, Typed: map[string]string{"q": f.Q}})); err != nil {
		return err
	}
	return file(w, "people", peopleTable(all, r.Lang))
}
