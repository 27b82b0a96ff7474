package inject

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kyodo/internal/sqldb"
	"kyodo/internal/web/ui"
)

// doors are the seats of the demo from which the site is tried: the prefecture, the centre, a company, a group.
var doors = []string{"PREF_LEAD", "CENTER_ADMIN", "CO_OWNER", "GRP_OWNER"}

// limit bounds the time for one address.
const limit = 3 * time.Minute

// ending are forms that end the session they are sent in, or take the right to go on.
var ending = regexp.MustCompile(`^POST /(sign-out|demo/|my/keep$)`)

// BenchmarkSQLMap fails when sqlmap reaches the database through any parameter. One line says how
// many it tried. KYODO_SQLMAP_LOG names a file for what sqlmap prints; KYODO_SQLMAP_ROUTES, a regular
// expression, chooses among the routes.
func BenchmarkSQLMap(b *testing.B) {
	chosen := regexp.MustCompile(os.Getenv("KYODO_SQLMAP_ROUTES"))
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			dsn := e.dsn(b)
			origin := demo(b, dsn)
			db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{})
			must(b, err)
			defer db.Close()
			routes := golden(b)
			parameters, found, reached, limited, cut := map[string]bool{}, 0, map[string]bool{}, 0, 0
			runs := 0
			for _, role := range doors {
				r := &reader{origin: origin, door: "/demo/" + role, mux: patterns(routes)}
				r.enter(b)
				done := map[string]bool{}
				for again := true; again; { // a form sent may open a page that was not there
					again = false
					list := r.walk(b, "/", "/my", "/sign-in", "/orgs", "/orgs.csv?q=x", "/orgs/suggest?q=x", "/admin", "/desk/intake", "/desk", "/bank", "/sitemap.xml")
					if role == doors[0] {
						r.fill(list, routes)
					}
					for _, pattern := range slices.SortedFunc(maps.Keys(list), inner) {
						if done[pattern] || ending.MatchString(pattern) || !chosen.MatchString(pattern) {
							continue
						}
						done[pattern], reached[pattern], again = true, true, true
						x := list[pattern]
						if !strings.Contains(marked(x), "*") && len(x.url.Query()) == 0 && len(named(x.form)) == 0 {
							continue // no parameter
						}
						r.enter(b)
						if x.form != nil {
							x.form.Set(ui.TokenField, r.token(b))
						}
						x.url.Scheme, x.url.Host, _ = strings.Cut(r.origin, "://")
						must(b, db.Update(context.Background(), func(tx *sqldb.Tx) error {
							_, err := tx.Exec(`DELETE FROM rate`)
							return err
						}))
						start := time.Now()
						v := sqlmap(context.Background(), b, b.TempDir(), e.dbms, r.cookie(b), x, limit)
						runs++
						for _, p := range v.tested {
							parameters[pattern+" "+p] = true
						}
						if v.limited {
							limited++
						}
						if !v.finished {
							cut++
						}
						if len(v.found) > 0 {
							found++
							b.Errorf("%s as %s: %q", x, role, v.found)
						}
						fmt.Printf("%s %s %s: parameters=%d found=%d limited=%t finished=%t %.0fs\n", e.name, role, pattern, len(v.tested), len(v.found), v.limited, v.finished, time.Since(start).Seconds())
					}
				}
			}
			fmt.Printf("sqlmap: engine=%s roles=%d routes=%d of %d runs=%d parameters=%d found=%d limited=%d unfinished=%d\n",
				e.name, len(doors), len(reached), len(routes), runs, len(parameters), found, limited, cut)
		})
	}
}

// inner puts what only people signed in reach first.
func inner(a, b string) int {
	rank := func(p string) int {
		_, path, _ := strings.Cut(p, " ")
		for _, prefix := range []string{"/admin", "/desk", "/my"} {
			if strings.HasPrefix(path, prefix) {
				return 0
			}
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}

// named are the fields of a form that are not the site's own.
func named(form url.Values) url.Values {
	f := maps.Clone(form)
	delete(f, ui.TokenField)
	return f
}

var open = regexp.MustCompile(`\{([a-z]+)\}`)

// fill adds the routes that no link leads to, with words in the open segments.
func (r *reader) fill(found map[string]*target, routes []string) {
	words := map[string]string{"year": "2026", "item": "bank", "kind": "O", "step": "basic", "table": "fields", "number": "1010001000000", "file": "pages.xml"}
	for _, pattern := range routes {
		if found[pattern] != nil || strings.Contains(pattern, " /static/") || strings.Contains(pattern, "{$}") {
			continue
		}
		method, path, _ := strings.Cut(pattern, " ")
		path = open.ReplaceAllStringFunc(path, func(m string) string {
			if w := words[strings.Trim(m, "{}")]; w != "" {
				return w
			}
			return "06zzzzzzzzzzzzzz"
		})
		x := &target{pattern: pattern, method: method, url: &url.URL{Path: path}}
		if method == http.MethodPost {
			x.form = url.Values{}
		}
		found[pattern] = x
	}
}

// golden reads the routes of the program.
func golden(t testing.TB) (list []string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "internal", "app", "testdata", "routes.golden"))
	must(t, err)
	for line := range strings.Lines(string(b)) {
		pattern, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		list = append(list, pattern)
	}
	return list
}

var address = regexp.MustCompile(`^http://localhost:(\d+)`)

// demo runs the demo on a database until the benchmark ends, and returns its address.
func demo(t testing.TB, dsn string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kyodo")
	build := exec.Command("go", "build", "-o", path, "./cmd/kyodo")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd := exec.Command(path, "demo", "--addr", "127.0.0.1:0", "--writes", "0", "--trust-proxy", "127.0.0.0/8", "--log-level", "error")
	cmd.Env = append(os.Environ(), "KYODO_DATABASE="+dsn, "KYODO_SECRET=the secret of the tries, of 40 characters")
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if complaints.Len() > 0 {
			text := complaints.String()
			fmt.Printf("the program logged %d bytes of errors; the end:\n%s\n", len(text), text[max(0, len(text)-4000):])
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := address.FindStringSubmatch(lines.Text()); m != nil {
			go io.Copy(io.Discard, out)
			return "http://127.0.0.1:" + m[1]
		}
	}
	t.Fatalf("kyodo demo says no address: %s", complaints.String())
	return ""
}
