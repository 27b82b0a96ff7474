package audit

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Query says which entries to find. Empty fields do not restrict.
type Query struct {
	Subject string
	Object  string
	Actor   Actor
	Action  string    // a whole action "data.read", or the start of some: "data."
	From    time.Time // at or after
	To      time.Time // before
	After   string    // Page.Next of the page before
	Limit   int       // at most 100; 0 means 100
}

// Found is one entry that was found.
type Found struct {
	ID     string
	At     time.Time
	Entry       // with its personal values, unless they were erased
	Erased bool // it had personal values
}

// Page is one page of entries, the newest first.
type Page struct {
	Entries []Found
	Next    string // Query.After of the next page; "" at the end
}

// maxPage is how many entries a page has at most.
const maxPage = 100

// Search finds entries, the newest first. Reading the log is itself recorded (LogRead), by whoever
// shows the page.
func Search(tx *sqldb.Tx, q Query) (page Page, err error) {
	defer fault.Wrap(&err, "audit.Search")
	limit := maxPage
	if q.Limit > 0 {
		limit = min(q.Limit, maxPage)
	}
	actions := []string{q.Action}
	if strings.HasSuffix(q.Action, ".") {
		if actions, err = actionsOf(tx, q.Action); err != nil {
			return page, err
		}
	}
	for _, action := range actions {
		c, err := q.conditions(action)
		if err != nil {
			return page, err
		}
		text := `SELECT ` + joined + `, coalesce(p.content, '') FROM audit a LEFT JOIN audit_personal p ON p.entry_id = a.id`
		if len(c.list) > 0 {
			text += ` WHERE ` + strings.Join(c.list, " AND ")
		}
		text += ` ORDER BY a.at DESC, a.id DESC LIMIT ` + c.arg(limit+1)
		found, err := sqldb.All(tx, scanFound, text, c.args...)
		if err != nil {
			return page, err
		}
		page.Entries = append(page.Entries, found...)
	}
	if len(actions) > 1 {
		slices.SortFunc(page.Entries, func(a, b Found) int { return strings.Compare(b.place(), a.place()) })
	}
	if len(page.Entries) > limit {
		page.Entries = page.Entries[:limit]
		page.Next = page.Entries[limit-1].place()
	}
	return page, nil
}

// place is where an entry stands in the order of results.
func (f Found) place() string { return sqldb.Stamp(f.At) + " " + f.ID }

func scanFound(r sqldb.Row) (f Found, err error) {
	var s stored
	var content string
	if err := r.Scan(append(s.targets(), &content)...); err != nil {
		return f, err
	}
	f = Found{ID: s.ID, Entry: s.Entry, Erased: s.Hash != "" && content == ""}
	if err := sqldb.Time(&f.At).Scan(s.At); err != nil {
		return f, err
	}
	if content != "" {
		err = json.Unmarshal([]byte(content), &f.Personal)
	}
	return f, err
}

// conditions are a WHERE clause and its arguments.
type conditions struct {
	list []string
	args []any
}

func (c *conditions) arg(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

// conditions turns a query for one action, or any with "", into conditions. The narrowest field is
// compared plainly, so that its index serves it in the order of the result; the others are compared
// as expressions, which no index knows, so that neither engine reads and sorts everything that one
// of them matches.
func (q Query) conditions(action string) (*conditions, error) {
	fields := [][2]string{{"subject", q.Subject}, {"object", q.Object}, {"actor", string(q.Actor)}, {"action", action}}
	switch q.Actor {
	case Import, System, Console, Visitor: // not one person's few thousand entries
		fields[2], fields[3] = fields[3], fields[2]
	}
	c := &conditions{}
	for _, f := range fields {
		switch {
		case f[1] == "":
		case len(c.list) > 0:
			c.list = append(c.list, "a."+f[0]+" || '' = "+c.arg(f[1]))
		default:
			c.list = append(c.list, "a."+f[0]+" = "+c.arg(f[1]), "a."+f[0]+" <> ''") // the partial indexes ask for the second
		}
	}
	if !q.From.IsZero() {
		c.list = append(c.list, "a.at >= "+c.arg(q.From))
	}
	if !q.To.IsZero() {
		c.list = append(c.list, "a.at < "+c.arg(q.To))
	}
	if q.After != "" {
		at, id, ok := strings.Cut(q.After, " ")
		if !ok {
			return nil, fault.Fields{{Name: "after", Says: "the cursor is not one of ours"}}
		}
		c.list = append(c.list, "(a.at, a.id) < ("+c.arg(at)+", "+c.arg(id)+")")
	}
	return c, nil
}

// maxActions bounds how many actions begin alike.
const maxActions = 50

// actionsOf returns the actions that occur and begin with a prefix, jumping from one to the next
// in the index.
func actionsOf(tx *sqldb.Tx, prefix string) (list []string, err error) {
	last := prefix
	for len(list) < maxActions {
		next, _, err := sqldb.One(tx, sqldb.Text, `SELECT coalesce(min(action), '') FROM audit WHERE action > $1`, last)
		if err != nil || !strings.HasPrefix(next, prefix) {
			return list, err
		}
		list, last = append(list, next), next
	}
	return list, nil
}
