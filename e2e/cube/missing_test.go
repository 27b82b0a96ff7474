package cube

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// noise are the parts of an answer that differ each time.
var noise = regexp.MustCompile(`name="(?:_token|_once|[a-z_]*(?:token|once|key)[a-z_]*)" value="[^"]*"`)

// told is an answer without what differs each time, and without the ids of the address.
func told(a answer, x *object) string {
	var b bytes.Buffer
	for _, name := range []string{"Date", "X-Request-Id", "Set-Cookie", "Content-Length"} {
		a.header.Del(name)
	}
	fmt.Fprintln(&b, a.status)
	if err := a.header.Write(&b); err != nil {
		panic(err) // into memory
	}
	b.Write(noise.ReplaceAll(a.body, nil))
	text := b.String()
	for _, v := range x.values {
		if len(v) > 6 {
			text = strings.ReplaceAll(text, v, "ID")
			text = strings.ReplaceAll(text, url.QueryEscape(v), "ID")
		}
	}
	return text
}

// TestRefusedAndMissingAreAlike: an object that somebody may not touch and one that is not there
// give the same status, headers and bytes, after the same number of statements.
func TestRefusedAndMissingAreAlike(t *testing.T) {
	var statements atomic.Int64
	db, err := sqldb.Open(context.Background(), dbtest.SQLite(t), sqldb.Options{Now: dbtest.Now, Synchronous: "OFF", Statement: func() { statements.Add(1) }})
	must(t, err)
	t.Cleanup(func() { db.Close() })
	o := theOracle(t)
	w := build(t, db)
	a := w.app(t)
	must(t, a.Load(context.Background()))
	n := inProcess(a.Site.Handler())
	doors, _ := w.doors(a.Site.Routes())
	w.prepare(t, n)
	pairs, bad := 0, 0
	complained := map[string]bool{}
	for _, d := range doors {
		if !d.Object || len(d.objects) < 2 || !d.objects[len(d.objects)-1].missing {
			continue
		}
		none := d.objects[len(d.objects)-1]
		for _, p := range w.principals {
			if o.says(p, string(d.Action), none, false) != notFound {
				continue // never let in at all, or asked for proof first: nothing was looked up
			}
			ask := func(x *object) (string, int64) {
				before := statements.Load()
				c := cell{door: d, as: p, object: x}
				got := c.try(t, n, true, 0)
				return told(got, x), statements.Load() - before
			}
			want, wantN := "", int64(0)
			seen := map[string]bool{}
			for _, x := range d.objects[:len(d.objects)-1] {
				key := cell{door: d, as: p, object: x}.key(n)
				if o.says(p, string(d.Action), x, false) != notFound || seen[key] {
					continue
				}
				seen[key] = true
				if want == "" {
					want, wantN = ask(none)
				}
				got, gotN := ask(x)
				pairs++
				if diff := cmp.Diff(want, got); diff != "" || gotN != wantN {
					if bad++; !complained[d.Pattern] {
						complained[d.Pattern] = true
						t.Errorf("%s as %s: %s is refused with %d statements, what is not there with %d (-missing +refused):\n%s", d.Pattern, p.name, x.name, gotN, wantN, diff)
					}
				}
			}
		}
	}
	if pairs < 300 {
		t.Errorf("only %d pairs of a refused and a missing object", pairs)
	}
	t.Logf("%d pairs, %d not alike", pairs, bad)
}

// TestIdentityComesFromTheSessionAlone: names of people, roles and organizations in the query, the
// form and the headers change nothing (trust bar A8).
func TestIdentityComesFromTheSessionAlone(t *testing.T) {
	o := theOracle(t)
	w := build(t, fast(t))
	a := w.app(t)
	must(t, a.Load(context.Background()))
	n := inProcess(a.Site.Handler())
	doors, _ := w.doors(a.Site.Routes())
	w.prepare(t, n)
	pl, org := w.principal("pl"), w.org("npoA")
	claims := url.Values{"user_id": {string(pl.id)}, "actor": {string(pl.id)}, "person": {string(pl.id)}, "org_id": {org}, "organization": {org}, "role": {"PREF_LEAD"},
		"roles": {"PREF_LEAD"}, "owner": {string(pl.id)}, "act_as": {string(pl.id)}, "acting": {string(w.posts["pl"])}, "session": {pl.token}, "_method": {"DELETE"}}
	headers := []string{"X-User", "X-Forwarded-User", "X-Remote-User", "X-Role", "X-Organization", "X-Act-As"}
	tried := 0
	for i, c := range w.cells(o, doors, n) {
		if c.want == allow || c.door.open() || i%(map[bool]int{true: 2, false: 9}[full()]) != 0 {
			continue
		}
		target, query, form := c.door.target(c.object), maps.Clone(claims), url.Values(nil)
		if c.object != nil {
			maps.Copy(query, c.object.query)
		}
		if c.door.method != http.MethodGet {
			form = c.as.fields(true, 0)
			for k, v := range claims {
				form[k] = v
			}
			if c.object != nil {
				for k, v := range c.object.form {
					form[k] = v
				}
			}
		}
		r := n.request(c.as, c.door.method, target+"?"+query.Encode(), form)
		for _, h := range headers {
			r.Header.Set(h, string(pl.id))
		}
		r.Header.Set("X-HTTP-Method-Override", "GET")
		tried++
		if got := n.send(t, r).read(); got != c.want {
			t.Errorf("%s with somebody else's names: %s, want %s", c, got, c.want)
		}
	}
	if tried < 500 {
		t.Errorf("only %d requests", tried)
	}
}

// TestChildrenOfAnotherParent: a nested address names what belongs to something else (trust bar A7).
func TestChildrenOfAnotherParent(t *testing.T) {
	w := build(t, fast(t))
	a := w.app(t)
	must(t, a.Load(context.Background()))
	n := inProcess(a.Site.Handler())
	doors, _ := w.doors(a.Site.Routes())
	w.prepare(t, n)
	was := w.photograph(t, kept)
	tried := 0
	for _, d := range doors {
		inner := wildcard.FindAllStringSubmatch(d.path, -1)
		if !d.Object || len(inner) < 2 || inner[0][1] != "id" {
			continue
		}
		child := inner[len(inner)-1][1]
		for _, x := range d.objects {
			for _, y := range d.objects {
				if x == y || x.missing || y.missing || y.values[child] == "" || x.values[child] == y.values[child] {
					continue
				}
				mixed := *x
				mixed.values = map[string]string{"id": x.values["id"], child: y.values[child]}
				for _, p := range w.principals {
					if p.org != "" && p.org != x.org {
						continue
					}
					tried++
					c := cell{door: d, as: p, object: &mixed}
					if v := c.try(t, n, true, tried).read(); v == allow {
						t.Errorf("%s of %s with the child of %s as %s: %s", d.Pattern, x.name, y.name, p.name, v)
					}
				}
			}
		}
	}
	if names := was.changed(w.photograph(t, kept)); len(names) > 0 {
		for _, name := range names {
			if !restless(name) {
				t.Errorf("children of other parents: %s changed", name)
			}
		}
	}
	if tried == 0 {
		t.Error("no nested address was tried")
	}
	t.Logf("%d requests", tried)
}
