package cube

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web"
)

func theOracle(t testing.TB) *oracle {
	t.Helper()
	o, err := readOracle()
	must(t, err)
	return o
}

// run is one engine's cube.
type run struct {
	*world
	o     *oracle
	doors []*door
	seen  map[string]bool
	key   int             // of forms
	read  map[string]bool // classes of canaries that somebody read who may
	bad   int
}

// check compares an answer with the oracle and looks for what is not the reader's.
func (r *run) check(t testing.TB, n *node, c cell, a answer) {
	t.Helper()
	if v := a.read(); !c.agrees(v) {
		result.mismatches++
		if r.bad++; r.bad < 40 {
			t.Errorf("%s: %s: %s (%d), want %s", n.name, c, v, a.status, c.want)
		}
	}
	var text bytes.Buffer
	must(t, a.header.Write(&text))
	for _, i := range found(append(text.Bytes(), a.body...)) {
		who := c.as
		if n.public {
			who = who.citizen()
		}
		if r.mayRead(r.o, who, i) {
			r.read[r.canaries[i].class] = true
			continue
		}
		result.leaks++
		if r.bad++; r.bad < 40 {
			t.Errorf("%s: %s reads what is not theirs: %s of %s (%04d)", n.name, c, r.canaries[i].class, r.canaries[i].whose, i)
		}
	}
}

// sample tries every door of the program in process on SQLite, without letting any form do
// anything.
func sample(t *testing.T) {
	r := &run{o: theOracle(t), seen: map[string]bool{}, read: map[string]bool{}}
	r.world = build(t, fast(t))
	a := r.app(t)
	must(t, a.Load(context.Background()))
	n := inProcess(a.Site.Handler())
	r.mount(t, a.Site.Routes())
	r.prepare(t, n)
	before := r.photograph(t, restless)
	for i, c := range r.cells(r.o, r.doors, n) {
		key := c.key(n)
		if r.seen[key] || c.door.open() && (c.door.method != http.MethodGet || i%9 != 0) || c.want == allow && c.door.method == http.MethodGet && i%2 != 0 {
			continue
		}
		r.seen[key] = true
		r.check(t, n, c, c.try(t, n, false, 0))
	}
	if names := before.changed(r.photograph(t, restless)); len(names) > 0 {
		t.Errorf("pages and forms without their hidden field changed %s", strings.Join(names, ", "))
	}
}

func (r *run) mount(t testing.TB, routes []web.Route) {
	t.Helper()
	var complaints []string
	r.doors, complaints = r.world.doors(routes)
	for _, c := range complaints {
		t.Error(c)
	}
}

// TestCube tries a sample in process and, in full, sends every cell over HTTP to the built program:
// SQLite with one process whose staff has a listener of its own, PostgreSQL with two processes that
// take turns.
func TestCube(t *testing.T) {
	t.Run("sample", sample)
	if !full() {
		return
	}
	start := time.Now()
	t.Run("sqlite", func(t *testing.T) {
		dsn := dbtest.SQLite(t)
		r := newRun(t, dsn)
		for _, n := range serve(t, dsn, true).nodes("sqlite") {
			r.all(t, []*node{n})
		}
		r.finish(t)
	})
	t.Run("postgres", func(t *testing.T) {
		dsn := dbtest.Postgres(t)
		r := newRun(t, dsn)
		first, second := serve(t, dsn, false).nodes("first"), serve(t, dsn, false).nodes("second")
		r.all(t, append(first, second...))
		r.finish(t)
		r.revocations(t, first[0], second[0])
	})
	t.Logf("cube took %v", time.Since(start).Round(time.Second))
}

// newRun fills a database; the processes start on it afterwards.
func newRun(t *testing.T, dsn string) *run {
	t.Helper()
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{MaxConns: 4})
	must(t, err)
	t.Cleanup(func() { db.Close() })
	r := &run{o: theOracle(t), seen: map[string]bool{}, read: map[string]bool{}}
	r.world = build(t, db)
	r.mount(t, r.app(t).Site.Routes())
	return r
}

// all sends every cell to the nodes in turn: first what is refused, which changes nothing; then pages;
// then forms that are let in, each on the database as it was.
func (r *run) all(t *testing.T, nodes []*node) {
	t.Helper()
	r.refresh(t)
	r.prepare(t, nodes[0])
	var refused, pages, forms []cell
	for _, c := range r.cells(r.o, r.doors, nodes[0]) {
		key := c.key(nodes[0])
		if r.seen[key] && (c.want != allow || c.door.method != http.MethodGet) {
			continue // the same cell with another object; of pages each is read for what it gives away
		}
		r.seen[key] = true
		switch {
		case c.want != allow:
			refused = append(refused, c)
		case c.door.method == http.MethodGet:
			pages = append(pages, c)
		default:
			forms = append(forms, c)
		}
	}
	turn := 0
	send := func(c cell) answer {
		r.key++
		turn++
		n := nodes[turn%len(nodes)]
		a := c.try(t, n, true, r.key)
		r.check(t, n, c, a)
		return a
	}

	before, entries := r.photograph(t, restless), r.refusals(t)
	want := entries
	for _, c := range refused {
		send(c)
		if (c.want == forbidden || c.want == notFound) && !(nodes[0].public && staffOnly(c.door.path)) {
			want++
		}
	}
	if names := before.changed(r.photograph(t, restless)); len(names) > 0 {
		t.Errorf("%s: refused requests changed %s", nodes[0].name, strings.Join(names, ", "))
	}
	if got := r.refusals(t); got != want {
		t.Errorf("%s: %d entries of refusals in the log, want %d", nodes[0].name, got-entries, want-entries)
	}
	for _, c := range pages {
		send(c)
	}
	was := r.photograph(t, kept)
	changed := 0
	for _, c := range forms {
		if a := send(c); a.status < 400 {
			if len(r.restore(t, was)) > 0 {
				changed++
			}
		}
	}
	r.restore(t, was)
	result.allowed += len(pages) + len(forms)
	result.denied += len(refused)
	t.Logf("%s: %d refused, %d pages, %d forms of which %d changed something", nodes[0].name, len(refused), len(pages), len(forms), changed)
}

// finish counts, and makes sure that the canaries were there to be seen.
func (r *run) finish(t *testing.T) {
	t.Helper()
	result.cells += len(r.seen)
	result.routes = len(r.doors)
	result.engines++
	classes := map[string]bool{}
	for _, c := range r.canaries {
		reachable := slices.ContainsFunc(c.grants, func(g grant) bool {
			return slices.ContainsFunc(r.doors, func(d *door) bool { return string(d.Action) == g.action && d.method == http.MethodGet })
		})
		classes[c.class] = classes[c.class] || reachable
	}
	for class, reachable := range classes {
		if reachable && !r.read[class] {
			t.Errorf("nobody read a canary of the class %s, though pages show it: the search for leaks sees nothing there", class)
		}
	}
}
