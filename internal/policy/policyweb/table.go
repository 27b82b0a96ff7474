package policyweb

import (
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/feed"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// tableView is the permission table in words.
type tableView struct {
	ui.Chrome
	Head  ui.Head
	Query ui.Control
	Role  ui.Control
	Roles []ui.Option
	Rows  []permission
	Data  []ui.Link
}

// permission is a row of policy.tsv in words.
type permission struct {
	Action     policy.Action
	Label      string
	Who        []string
	Conditions []string
}

// table answers with the permission table, filtered by ?q= and ?role=.
func (p *pages) table(w http.ResponseWriter, r *web.Request) error {
	l, q := r.Lang, r.URL.Query()
	v := &tableView{
		Chrome: r.Chrome(), Rows: p.permissions(r),
		Head:  ui.Head{Title: wPolicy.In(l), NoIndex: true, Active: PolicyPath, Crumbs: []ui.Crumb{{Label: wPolicy.In(l)}}},
		Query: ui.Control{Name: "q", Label: wSearch.In(l), Hint: wSearchHint.In(l), Value: q.Get("q"), Type: "search", MaxLength: 100},
		Role:  ui.Control{Name: "role", Label: wRole.In(l), Value: q.Get("role")},
	}
	for _, role := range p.svc.Now().Table().Roles {
		v.Roles = append(v.Roles, ui.Option{Value: role.Code, Label: roleLabel(role, l)})
	}
	href := PolicyPath + ".csv"
	if r.URL.RawQuery != "" {
		href += "?" + q.Encode()
	}
	v.Data = []ui.Link{{Href: href, Label: wCSV.In(l)}}
	return web.Render(w, r, http.StatusOK, tablePage(v))
}

// tableCSV answers with the same rows as a file.
func (p *pages) tableCSV(w http.ResponseWriter, r *web.Request) error {
	h := w.Header()
	h.Set("Content-Type", feed.UTF8.MediaType())
	h.Set("Content-Disposition", `attachment; filename="policy.csv"`)
	h.Set("Cache-Control", "private, no-store")
	c := feed.NewCSV(w, feed.UTF8, "操作", "内容", "できる人", "条件")
	for _, x := range p.permissions(r) {
		if err := c.Row(string(x.Action), x.Label, strings.Join(x.Who, ";"), strings.Join(x.Conditions, ";")); err != nil {
			return err
		}
	}
	return c.Flush()
}

// permissions returns the rows that the query asks for.
func (p *pages) permissions(r *web.Request) (out []permission) {
	rules, today := r.Rules(), term.Of(r.Now)
	words, role := strings.Fields(ja.Fold(r.URL.Query().Get("q"))), r.URL.Query().Get("role")
	for i := range rules.Table().Rows {
		row := &rules.Table().Rows[i]
		if role != "" && !slices.Contains(row.Roles, role) {
			continue
		}
		x := inWords(rules, row, today, r.Lang)
		text := ja.Fold(string(x.Action) + " " + x.Label + " " + strings.Join(x.Who, " "))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			out = append(out, x)
		}
	}
	return out
}

// inWords says a row for people. Where the 役割分担表 decides, today's holders are named.
func inWords(rules *policy.Rules, row *policy.Row, today term.Date, l ui.Lang) permission {
	x := permission{Action: row.Action, Label: row.Action.Label(string(l))}
	table := rules.Table()
	for _, code := range row.Roles {
		role, _ := table.Role(code)
		x.Who = append(x.Who, roleLabel(role, l))
	}
	add := func(text string) {
		if text != "" {
			x.Conditions = append(x.Conditions, text)
		}
	}
	add(relations[row.Relation].In(l))
	if row.Relation == policy.Duty {
		var holders []string
		for _, body := range policy.Bodies() {
			if slices.ContainsFunc(table.Grants(row.Action), func(g string) bool {
				item, kind, _ := strings.Cut(g, " ")
				return rules.Matrix(today).Holds(body, item, kind)
			}) {
				holders = append(holders, bodyLabel(body, l))
			}
		}
		add(wHolders.In(l) + strings.Join(holders, wComma.In(l)))
	}
	if len(row.States) > 0 {
		add(wState.In(l) + inLang(row.States, states, l))
	}
	if list := row.Opens(); len(list) > 0 {
		add(wFields.In(l) + inLang(list, fields, l))
	}
	for _, c := range []struct {
		on   bool
		word ui.Word
	}{{row.Multi, wMulti}, {row.StepUp, wStepUp}, {row.Two, wTwo}, {row.Audit != "", wLogged}} {
		if c.on {
			add(c.word.In(l))
		}
	}
	return x
}

func inLang(codes []string, words map[string]ui.Word, l ui.Lang) string {
	var list []string
	for _, c := range codes {
		list = append(list, words[c].In(l))
	}
	return strings.Join(list, wComma.In(l))
}
