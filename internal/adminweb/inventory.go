package adminweb

import (
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// inventoryPage is how many lines of the 権限棚卸 a page has.
const inventoryPage = 200

// rights are the lines of the 権限棚卸 that the query asks for.
func (p *pages) rights(r *web.Request) (list []account.Right, err error) {
	q := r.URL.Query()
	var all []account.Right
	err = p.view(r, func(tx *sqldb.Tx) (err error) {
		all, err = p.Accounts.Inventory(tx, q.Get("whose") == "all")
		return err
	})
	for _, x := range all {
		keep := true
		switch q.Get("flag") {
		case "unused":
			keep = x.Unused
		case "stale":
			keep = x.Stale
		case "nomfa":
			keep = x.NoMFA
		}
		if keep {
			list = append(list, x)
		}
	}
	return list, err
}

func (p *pages) inventoryTable(list []account.Right, l ui.Lang) *table {
	t := &table{ID: "rights", Caption: wInventory.In(l), None: wNoRights.In(l), NoneDo: wNoRightsDo.In(l),
		Columns: []string{wPost.In(l), wName.In(l), wRoles.In(l), wScope.In(l), wPeriod.In(l), wLastSignIn.In(l), wFlags.In(l)}}
	for _, x := range list {
		var flags []string
		switch {
		case x.Person.Status == account.Suspended:
			flags = append(flags, wSuspended.In(l))
		case x.Stale:
			flags = append(flags, wStale.In(l))
		case x.Unused:
			flags = append(flags, wUnused.In(l))
		}
		if x.NoMFA {
			flags = append(flags, wNoMFA.In(l))
		}
		flag := text("")
		if len(flags) > 0 {
			flag = tag(ui.Warn, strings.Join(flags, wComma.In(l)))
		}
		t.Rows = append(t.Rows, []cell{link(postName(x.Post), postPath(x.Post.ID)), link(x.Person.Name, personPath(x.Person.ID)), text(p.roleNames(x.Post.Roles, l)),
			text(scopeName(x.Post.Scope, l)), text(period(x.From, x.Until, l)), text(or(moment(x.LastSignIn, l), wNever.In(l))), flag})
	}
	return t
}

// taken is the entry of the lines that were taken out, with the query's choices.
func taken(r *web.Request, rows int) audit.Entry {
	q, f := r.URL.Query(), web.Filter{Choices: map[string]string{}}
	if flag := q.Get("flag"); slices.Contains([]string{"unused", "stale", "nomfa"}, flag) {
		f.Choices["flag"] = flag
	}
	if q.Get("whose") == "all" {
		f.Choices["whose"] = "all"
	}
	return r.Exported("inventory", rows, f)
}

// inventory is the 権限棚卸: every post with who holds it, what it lets do, and when they last came.
func (p *pages) inventory(w http.ResponseWriter, r *web.Request) error {
	list, err := p.rights(r)
	if err != nil {
		return err
	}
	if err := p.record(r, taken(r, len(list))); err != nil {
		return err
	}
	l, q := r.Lang, r.URL.Query()
	v := p.start(r, wInventory, postStep(r)...)
	v.Lead = wInventoryLead.In(l)
	v.facts(fact{wAsOf.In(l), text(day(term.Of(r.Now), l))}, fact{wTotalRows.In(l), text(ui.Count(l, len(list)))})
	v.add(filterForm(l, InventoryPath, wFilter.In(l), []input{
		{Kind: allInput, Control: ui.Control{Name: "flag", Label: wFlags.In(l), Value: q.Get("flag"), Size: "l"}, Options: []ui.Option{
			{Value: "unused", Label: wUnused.In(l)}, {Value: "stale", Label: wStale.In(l)}, {Value: "nomfa", Label: wNoMFA.In(l)}}},
		{Kind: selectInput, Control: ui.Control{Name: "whose", Label: wWhose.In(l), Value: or(q.Get("whose"), "offices"), Size: "l"}, Options: []ui.Option{
			{Value: "offices", Label: wOffices.In(l)}, {Value: "all", Label: wAndBodies.In(l)}}},
	}))
	part, next := slicePage(list, q.Get("after"), inventoryPage)
	t := p.inventoryTable(part, l)
	t.pager(r, InventoryPath, next)
	v.rows(t)
	return show(w, r, http.StatusOK, v)
}

func (p *pages) inventoryCSV(w http.ResponseWriter, r *web.Request) error {
	list, err := p.rights(r)
	if err != nil {
		return err
	}
	if err := p.record(r, taken(r, len(list))); err != nil {
		return err
	}
	return file(w, "inventory", p.inventoryTable(list, r.Lang))
}
