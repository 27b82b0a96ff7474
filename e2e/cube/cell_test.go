package cube

import (
	"fmt"
	"maps"
	"net/http"
	"testing"
)

// cell is one request with the verdict that the oracle expects.
type cell struct {
	door   *door
	as     *principal
	object *object
	want   verdict
}

// String says the cell for messages.
func (c cell) String() string {
	x := "-"
	if c.object != nil {
		x = c.object.name
	}
	return fmt.Sprintf("%s as %s on %s", c.door.Pattern, c.as.name, x)
}

// key is the cell as the cube counts: how the object stands to the principal, and its state.
func (c cell) key(n *node) string {
	x, p := c.object, c.as
	relation := "none"
	if x != nil {
		relation = fmt.Sprint(x.missing, x.person != "" && x.person == p.person, x.by != "" && x.by == p.person, x.org != "" && x.org == p.org, x.partner != "" && x.partner == p.org,
			x.org != "" && p.org != "" && x.org[:3] == p.org[:3], contains(p.cities, x.city), x.post != "" && x.post == p.person, x.duty, " ", x.state)
	}
	return fmt.Sprint(c.door.Pattern, "|", p.name, "|", relation, "|", n.public)
}

func contains(list []string, v string) bool {
	for _, x := range list {
		if x == v && v != "" {
			return true
		}
	}
	return false
}

// cells are all requests to the doors of a node.
func (w *world) cells(o *oracle, doors []*door, n *node) (list []cell) {
	for _, d := range doors {
		objects := d.objects
		if n.public && staffOnly(d.path) { // the page is not there at all, whatever it is asked about
			objects = objects[:min(1, len(objects))]
		}
		if objects == nil {
			objects = []*object{nil}
		}
		for _, x := range objects {
			for _, p := range w.principals {
				c := cell{d, p, x, ""}
				who := p
				if n.public {
					who = p.citizen()
				}
				about := x
				if !d.Object {
					about = nil
				}
				c.want = o.says(who, string(d.Action), about, d.Listed)
				if n.public && staffOnly(d.path) {
					c.want = notFound
				}
				list = append(list, c)
			}
		}
	}
	return list
}

// open says whether everybody may use the door: then the handler answers, and 404 is no refusal.
func (d *door) open() bool { return d.Action == "anyone" }

// agrees compares the answer with what was expected.
func (c cell) agrees(got verdict) bool {
	if got == c.want {
		return true
	}
	return c.want == allow && got == notFound && (c.door.soft || c.door.open() || c.object != nil && c.object.missing && !c.door.Object)
}

// try sends the request of a cell. complete forms carry the hidden field.
func (c cell) try(t testing.TB, n *node, complete bool, key int) answer {
	t.Helper()
	if c.door.method == http.MethodGet {
		target := c.door.target(c.object)
		if c.object != nil && len(c.object.query) > 0 {
			target += "?" + c.object.query.Encode()
		}
		return n.send(t, n.request(c.as, http.MethodGet, target, nil))
	}
	form := c.as.fields(complete, key)
	if c.object != nil {
		maps.Copy(form, c.object.form)
	}
	return n.send(t, n.request(c.as, c.door.method, c.door.target(c.object), form))
}
