package cube

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kyodo/internal/app"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
)

// setsHeader tells in the answer of a probe which sets of fields were open.
const setsHeader = "X-Sets"

var closedSets = []string{"registered", "contact", "internal"}

// probeSite is a site with one page for each action of the matrix and each of its objects: the
// program's own chain, sessions and table, but no page's own code. It asks about what no page does
// yet, and answers fast.
func (w *world) probeSite(t testing.TB, a *app.App, o *oracle) (*node, []*door) {
	t.Helper()
	site := web.New(web.Config{Now: w.db.Now, DB: w.db, Policy: a.Policy, Session: a.Accounts.Load})
	answer := func(rw http.ResponseWriter, r *web.Request) error {
		var open []string
		for _, set := range closedSets {
			if r.Decision.Sees(set) {
				open = append(open, set)
			}
		}
		rw.Header().Set(setsHeader, strings.Join(open, ","))
		rw.WriteHeader(http.StatusNoContent)
		return nil
	}
	for _, action := range o.order {
		list := w.objects[probes[action]]
		if list == nil {
			site.Handle("GET /probe/"+action, policy.Action(action), answer)
		} else {
			site.Handle("GET /probe/"+action+"/{n}", policy.Action(action), answer, web.On(func(r *web.Request) (policy.Object, error) {
				n, err := strconv.Atoi(r.PathValue("n"))
				if err != nil || list[n].missing {
					return policy.Object{}, fault.NotFound
				}
				return w.policyObject(list[n]), nil
			}))
		}
		site.Handle("GET /list/"+action, policy.Action(action), answer, web.Listed())
	}
	var doors []*door
	for _, r := range site.Routes() {
		if r.Action == web.Anyone {
			continue
		}
		d := &door{Route: r}
		d.method, d.path, _ = strings.Cut(r.Pattern, " ")
		if r.Object {
			for i, x := range w.objects[probes[string(r.Action)]] {
				y := *x
				y.values = map[string]string{"n": strconv.Itoa(i)}
				d.objects = append(d.objects, &y)
			}
		}
		doors = append(doors, d)
	}
	return inProcess(site.Handler()), doors
}

// policyObject is an object in the words of package policy.
func (w *world) policyObject(x *object) policy.Object {
	p := policy.Object{Kind: "cube", ID: x.name, Org: w.org(x.org), Partner: w.org(x.partner), City: x.city, State: x.state, Person: w.persons[x.person], By: w.persons[x.by], Post: w.posts[x.post]}
	p.Item, p.Duty, _ = strings.Cut(x.duty, ":")
	return p
}

// sets are the closed sets of fields that a deed opens.
func (o *oracle) sets(p *principal, action string, x *object) (open []string) {
	for _, set := range closedSets {
		if o.sees(p, action, set, x) {
			open = append(open, set)
		}
	}
	return open
}

// wrong tries cells until one is not as the oracle says, and says which.
func (w *world) wrong(t testing.TB, o *oracle, n *node, cells []cell) string {
	for _, c := range cells {
		got := c.try(t, n, false, 0)
		if v := got.read(); !c.agrees(v) {
			return fmt.Sprintf("%s: %s (%d), want %s", c, v, got.status, c.want)
		}
		if sets, ok := got.header[setsHeader]; ok && !c.door.Listed {
			about := c.object
			if about == nil {
				about = &object{person: c.as.person}
			}
			if want := strings.Join(o.sets(c.as, string(c.door.Action), about), ","); sets[0] != want {
				return fmt.Sprintf("%s: opens %q, want %q", c, sets[0], want)
			}
		}
	}
	return ""
}

// TestProbes asks the program's chain about every action and every kind of object, by the plan and
// after every duty has moved to the next body.
func TestProbes(t *testing.T) {
	o := theOracle(t)
	w := build(t, fast(t))
	a := w.app(t)
	var actions []string
	for _, action := range policy.Default().Actions() {
		actions = append(actions, string(action))
	}
	for _, action := range o.order {
		if !slices.Contains(actions, action) {
			t.Errorf("matrix.txt has %s, policy.tsv has not", action)
		}
	}
	for _, action := range actions {
		if !slices.Contains(o.order, action) {
			t.Errorf("policy.tsv has %s, matrix.txt has not: write its line from the plan, not from policy.tsv", action)
		}
	}
	n, doors := w.probeSite(t, a, o)
	for range bodies {
		for _, d := range doors {
			if says := w.wrong(t, o, n, w.cells(o, []*door{d}, n)); says != "" {
				t.Errorf("shift %d: %s", o.shift, says)
			}
		}
		if !full() {
			return
		}
		w.moveDuties(t, o)
	}
}

// moveDuties moves every duty to the next body from today on.
func (w *world) moveDuties(t testing.TB, o *oracle) {
	t.Helper()
	o.shift++
	m := policy.PlanMatrix()
	id := w.row(t, "matrix_version", map[string]any{"effective_from": "2020-04-01", "n": int64(o.shift), "reason": "試験"})
	n := 0
	must(t, w.db.Update(context.Background(), func(tx *sqldb.Tx) error {
		n = 0
		for _, i := range m.Items {
			for _, d := range i.Duties {
				to := bodies[(slices.Index(bodies, d.Body)+o.shift)%len(bodies)]
				if _, err := tx.Exec(`INSERT INTO matrix_duty (version_id, position, item, name, section, body, kind, duty) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
					id, n, i.Slug, i.Name, i.Group, to, d.Kind, d.Text); err != nil {
					return err
				}
				n++
			}
		}
		_, err := tx.Exec(`UPDATE matrix_count SET n = n + 1 WHERE name = 'versions'`)
		return err
	}))
}
