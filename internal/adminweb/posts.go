package adminweb

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// PostObject is a post as the permission table sees it.
func PostObject(ctx context.Context, accounts *account.Service, id string) (policy.Object, error) {
	o, err := accounts.Post(ctx, account.PostID(id))
	return postObjectOf(o), err
}

func postObjectOf(o account.Post) policy.Object {
	x := policy.Object{Kind: "post", ID: string(o.ID), Post: o.ID}
	switch o.Scope.Kind {
	case account.OfOrganization:
		x.Org = o.Scope.ID
	case account.OfMunicipality:
		x.City = o.Scope.ID
	}
	return x
}

func (p *pages) postObject(r *web.Request) (policy.Object, error) {
	return PostObject(r.Context(), p.Accounts, r.PathValue("id"))
}

func postID(r *web.Request) account.PostID { return account.PostID(r.PathValue("id")) }

func postPath(id account.PostID) string { return PostsPath + "/" + string(id) }

// postStep is the way back to the list, and to a post.
func postStep(r *web.Request, posts ...account.Post) []ui.Crumb {
	list := []ui.Crumb{{Label: wPosts.In(r.Lang), Href: PostsPath}}
	for _, o := range posts {
		list = append(list, ui.Crumb{Label: postName(o), Href: postPath(o.ID), Lang: ui.JA})
	}
	return list
}

// postsPage is how many posts a page lists.
const postsPage = 100

// officeRow is a post with who holds it today.
type officeRow struct {
	account.Post
	holders []account.Right
}

// offices returns the posts of the query, with their holders, in two statements.
func (p *pages) offices(r *web.Request) (rows []officeRow, err error) {
	q := r.URL.Query()
	today, words := term.Of(r.Now), strings.Fields(ja.Fold(q.Get("q")))
	err = p.view(r, func(tx *sqldb.Tx) error {
		offices, err := p.Accounts.Offices(tx)
		if err != nil {
			return err
		}
		rights, err := p.Accounts.Inventory(tx, false)
		if err != nil {
			return err
		}
		held := map[account.PostID][]account.Right{}
		for _, x := range rights {
			held[x.Post.ID] = append(held[x.Post.ID], x)
		}
		for _, o := range offices {
			closed := !o.Until.IsZero() && o.Until.Before(today)
			switch q.Get("state") {
			case "closed":
				if !closed {
					continue
				}
			case "vacant":
				if closed || len(held[o.ID]) > 0 {
					continue
				}
			default:
				if closed {
					continue
				}
			}
			text := ja.Fold(postName(o) + " " + p.roleNames(o.Roles, ui.JA))
			all := true
			for _, w := range words {
				all = all && strings.Contains(text, w)
			}
			if all {
				rows = append(rows, officeRow{o, held[o.ID]})
			}
		}
		return nil
	})
	return rows, err
}

func (p *pages) officeTable(list []officeRow, today term.Date, l ui.Lang) *table {
	t := &table{ID: "posts", Caption: wPosts.In(l), None: wNoOffices.In(l), NoneDo: wNoOfficesDo.In(l),
		Columns: []string{wPost.In(l), wRoles.In(l), wScope.In(l), wHolders.In(l), wPeriod.In(l)}}
	for _, o := range list {
		var names []string
		for _, h := range o.holders {
			names = append(names, h.Person.Name)
		}
		holders := text(strings.Join(names, wComma.In(l)))
		if len(names) == 0 && o.On(today) {
			holders = tag(ui.Warn, wVacant.In(l))
		}
		t.Rows = append(t.Rows, []cell{link(postName(o.Post), postPath(o.ID)), text(p.roleNames(o.Roles, l)), text(scopeName(o.Scope, l)), holders,
			text(period(o.From, o.Until, l))})
	}
	return t
}

// posts lists the offices: 県, 市町, センター, 財団. Posts of organizations are theirs.
func (p *pages) posts(w http.ResponseWriter, r *web.Request) error {
	rows, err := p.offices(r)
	if err != nil {
		return err
	}
	l, q := r.Lang, r.URL.Query()
	v := p.start(r, wPosts)
	v.Lead = wPostsLead.In(l)
	var links []ui.Link
	for _, d := range []struct {
		action policy.Action
		href   string
		label  ui.Word
	}{{policy.PostEdit, PostsPath + "/new", wNewPost}, {policy.TransferMake, TransfersPath, wTransfers}, {policy.InventoryView, InventoryPath, wInventory}} {
		if could(r, d.action) {
			links = append(links, ui.Link{Href: d.href, Label: d.label.In(l)})
		}
	}
	v.add(doors(links))
	v.add(filterForm(l, PostsPath, wFilter.In(l), []input{
		{Control: ui.Control{Name: "q", Label: wFindPost.In(l), Value: q.Get("q"), Type: "search", MaxLength: 100}},
		{Kind: selectInput, Control: ui.Control{Name: "state", Label: wState.In(l), Value: or(q.Get("state"), "open"), Size: "m"}, Options: []ui.Option{
			{Value: "open", Label: wOpenPosts.In(l)}, {Value: "vacant", Label: wVacant.In(l)}, {Value: "closed", Label: wClosedPosts.In(l)}}},
	}))
	v.add(paragraph(wTotal.In(l) + ui.Count(l, len(rows))))
	part, next := slicePage(rows, q.Get("after"), postsPage)
	t := p.officeTable(part, term.Of(r.Now), l)
	t.pager(r, PostsPath, next)
	v.rows(t)
	return show(w, r, http.StatusOK, v)
}

// slicePage cuts one page out of a list that is whole in memory. The cursor is a place in it.
func slicePage[T any](list []T, after string, n int) (part []T, next string) {
	at, err := strconv.Atoi(after)
	if err != nil || at < 0 || at > len(list) {
		at = 0
	}
	end := min(at+n, len(list))
	if end < len(list) {
		next = strconv.Itoa(end)
	}
	return list[at:end], next
}

func (p *pages) postsCSV(w http.ResponseWriter, r *web.Request) error {
	rows, err := p.offices(r)
	if err != nil {
		return err
	}
	if err := p.record(r, exported(r, "posts", len(rows))); err != nil {
		return err
	}
	return file(w, "posts", p.officeTable(rows, term.Of(r.Now), r.Lang))
}

// post shows a post, who holds it and who held it.
func (p *pages) post(w http.ResponseWriter, r *web.Request) error {
	var h account.HandOverPage
	if err := p.view(r, func(tx *sqldb.Tx) (err error) { h, err = p.Accounts.HandOver(tx, postID(r)); return err }); err != nil {
		return err
	}
	l, o := r.Lang, postObjectOf(h.Post)
	v := p.titled(r, postName(h.Post), postStep(r)...)
	v.facts(p.postFacts(h.Post, l)...)
	var list []ui.Link
	for _, d := range []struct {
		action policy.Action
		path   string
		label  ui.Word
	}{{policy.PostEdit, "/edit", wEditPost}, {policy.PostEdit, "/appoint", wAppoint}, {policy.PostEdit, "/close", wClosePost}, {policy.HandoverView, "/hand-over", wHandOver}} {
		if r.May(d.action, o) {
			list = append(list, ui.Link{Href: postPath(h.Post.ID) + d.path, Label: d.label.In(l)})
		}
	}
	v.add(doors(list))
	v.section("holders", wHolders)
	v.rows(p.holderTable(r, h.Post.ID, "now", wHolders, h.Holders, r.May(policy.PostEdit, o)))
	v.section("past", wPast)
	v.rows(p.holderTable(r, h.Post.ID, "before", wPast, h.Past, false))
	return show(w, r, http.StatusOK, v)
}

func (p *pages) postFacts(o account.Post, l ui.Lang) []fact {
	return []fact{{wRoles.In(l), text(p.roleNames(o.Roles, l))}, {wScope.In(l), text(scopeName(o.Scope, l))}, {wPeriod.In(l), text(period(o.From, o.Until, l))}}
}

// holderTable draws tenures; ending one is a link where the reader may.
func (p *pages) holderTable(r *web.Request, post account.PostID, id string, caption ui.Word, list []account.Member, may bool) *table {
	l := r.Lang
	t := &table{ID: id, Caption: caption.In(l), None: wNobody.In(l), NoneDo: wNobodyDo.In(l), Columns: []string{wName.In(l), wPeriod.In(l), wState.In(l)}}
	if may {
		t.Columns = append(t.Columns, wDo.In(l))
	}
	for _, m := range list {
		name := text(m.Person.Name)
		if r.May(policy.PersonView, personObjectOf(m.Person)) {
			name = link(m.Person.Name, personPath(m.Person.ID))
		}
		row := []cell{name, text(period(m.From, m.Until, l)), tenureState(m.Tenure, term.Of(r.Now), l)}
		if may {
			row = append(row, link(wEndTenure.In(l), postPath(post)+"/tenures/"+m.Tenure.ID))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// handOver is the page that whoever takes the post reads and prints: what is open, promised, due.
func (p *pages) handOver(w http.ResponseWriter, r *web.Request) error {
	var h account.HandOverPage
	if err := p.view(r, func(tx *sqldb.Tx) (err error) { h, err = p.Accounts.HandOver(tx, postID(r)); return err }); err != nil {
		return err
	}
	l, today := r.Lang, term.Of(r.Now)
	var steps []ui.Crumb
	if could(r, policy.PostList) {
		steps = postStep(r, h.Post)
	}
	v := p.titled(r, wHandOver.In(l)+wColon.In(l)+postName(h.Post), steps...)
	v.Lead = wHandOverLead.In(l)
	v.facts(append(p.postFacts(h.Post, l), fact{wPrintedOn.In(l), text(day(today, l))})...)
	v.section("matters", wMatters)
	t := &table{ID: "open", Caption: wMatters.In(l), None: wNoMatters.In(l), NoneDo: wNoMattersDo.In(l),
		Columns: []string{wMatter.In(l), wKind.In(l), wDue.In(l), wWaitsSince.In(l)}}
	for _, m := range h.Matters {
		due := text(day(m.Due, l))
		if !m.Due.IsZero() && m.Due.Before(today) {
			due = tag(ui.Bad, day(m.Due, l)+wOverdue.In(l))
		}
		t.Rows = append(t.Rows, []cell{link(m.Title, m.Path), text(m.Kind), due, text(day(term.Of(m.Since), l))})
	}
	v.rows(t)
	v.section("holders", wHolders)
	v.rows(p.holderTable(r, h.Post.ID, "now", wHolders, h.Holders, false))
	v.section("past", wPast)
	v.rows(p.holderTable(r, h.Post.ID, "before", wPast, h.Past, false))
	return show(w, r, http.StatusOK, v)
}
