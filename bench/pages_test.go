package bench

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// page is one kind of page that is measured, with the paths that are asked for in turn.
type page struct {
	name  string
	paths []string
	most  float64 // target: times the hello-world answer, 0 = none
	bytes int     // the least that every page must have, unpacked
	parts []string
}

// serveRegister starts the built program on the big database.
func serveRegister(b *testing.B, binary, db string) *server {
	b.Helper()
	return serve(b, true, []string{"KYODO_DATABASE=sqlite:" + db, "KYODO_SECRET=" + secret}, binary, "serve", "--addr", "127.0.0.1:0", "--admin-addr", "127.0.0.1:0")
}

func searchPaths(list []record) (paths, queries []string) {
	queries = words(list, 2000)
	for _, q := range queries {
		paths = append(paths, "/orgs?q="+url.QueryEscape(q))
	}
	return paths, queries
}

func measurePages(b *testing.B, r *report, binary string) {
	db := database(b)
	list := records(b, db)
	reportSkew(r, b, list)
	paths, queries := searchPaths(list)
	kyodo := serveRegister(b, binary, db)
	hello := serve(b, false, nil, buildHello(b))
	pages := []page{
		{name: "search page", paths: paths, most: 20, bytes: 15_000, parts: []string{`id="filters"`, `class="rows"`}},
		{name: "organization page", most: 20, bytes: 15_000, parts: []string{`id="filing-title"`, `<tbody>`, `id="history-title"`,
			`id="near-title"`, `id="activity-title"`, `id="basic-title"`, `id="law-title"`}},
		{name: "front page (its numbers are read once for each state of the index)", paths: []string{"/"}},
		{name: "API list, 20 items"},
		{name: "search page for 3 to 6 characters out of purposes", bytes: 15_000, parts: []string{`id="filters"`, `class="rows"`}},
	}
	for _, id := range fullPages(b, db, 1000) {
		pages[1].paths = append(pages[1].paths, "/orgs/"+id)
	}
	for _, q := range phrases(list, 1000) {
		pages[4].paths = append(pages[4].paths, "/orgs?q="+url.QueryEscape(q))
	}
	for _, q := range queries {
		pages[3].paths = append(pages[3].paths, "/api/v1/organizations?limit=20&q="+url.QueryEscape(q))
	}
	for i := range pages {
		inspect(b, kyodo, &pages[i])
	}
	apart(b, func() {
		for _, p := range pages {
			compare(b, r, kyodo, hello, p)
		}
		for name, paths := range map[string][]string{"search": pages[0].paths, "organization": pages[1].paths} {
			profile(b, kyodo, name, paths)
		}
	})
}

// inspect drops paths whose page does not have what the measured page must have, and says what
// the pages are like.
func inspect(b *testing.B, s *server, p *page) {
	b.Helper()
	var good []string
	var plain, packed []int
	for i, path := range p.paths {
		if p.parts == nil && i >= 50 { // a page without parts to look for is looked at a few times
			good = append(good, path)
			continue
		}
		body, sent := s.get(b, path)
		ok := len(body) >= p.bytes
		for _, part := range p.parts {
			ok = ok && strings.Contains(body, part)
		}
		if !ok {
			continue
		}
		good = append(good, path)
		plain, packed = append(plain, len(body)), append(packed, int(sent))
	}
	if len(good) < 200 && len(p.paths) > 1 {
		b.Fatalf("%s: only %d of %d pages have everything that they must have", p.name, len(good), len(p.paths))
	}
	p.name = fmt.Sprintf("%s, %.1f kB, %.1f kB packed, %d different", p.name, float64(median(plain))/1000, float64(median(packed))/1000, len(good))
	p.paths = good
}

// compare measures a page and the yardstick in turn, round by round.
func compare(b *testing.B, r *report, kyodo, hello *server, p page) {
	b.Helper()
	mine, yard := newLoad(kyodo.addr, p.paths), newLoad(hello.addr, []string{"/"})
	warm(b, mine)
	warm(b, yard)
	var ratios, perPage, perHello, rates []float64
	for range roundCount() {
		h, _ := round(b, hello, yard)
		k, rate := round(b, kyodo, mine)
		ratios = append(ratios, k/h)
		perPage, perHello, rates = append(perPage, k), append(perHello, h), append(rates, rate)
	}
	r.add(figure{what: p.name, values: ratios, format: "%.1f×", most: p.most, rate: median(rates),
		comments: fmt.Sprintf("%.0f µs against %.1f µs of processor", median(perPage), median(perHello))})
}

func warm(b *testing.B, l *load) {
	b.Helper()
	if _, err := l.run(conns, time.Second); err != nil {
		b.Fatal(err)
	}
}

// round returns the processor time of the server for one request in µs, and requests a second.
func round(b *testing.B, s *server, l *load) (us, rate float64) {
	b.Helper()
	time.Sleep(gap)
	before := s.cpu(b)
	t, err := l.run(conns, roundTime())
	if err != nil {
		b.Fatal(err)
	}
	return float64((s.cpu(b) - before).Microseconds()) / float64(t.n), t.rate()
}

// profile keeps where the processor time of a page goes: go tool pprof -top artifacts/bench-NAME.pprof.
func profile(b *testing.B, s *server, name string, paths []string) {
	b.Helper()
	done := make(chan error, 1)
	go func() {
		_, err := newLoad(s.addr, paths).run(conns, 12*time.Second)
		done <- err
	}()
	admin := &server{addr: s.admin}
	text, _ := admin.get(b, "/debug/pprof/profile?seconds=10")
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("..", "artifacts", "bench-"+name+".pprof"), []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}
