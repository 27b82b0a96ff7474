package inject

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kyodo/internal/sqldb/dbtest"
)

// planted are the routes of a server with a hole in the path, the query and the form.
var planted = []string{"GET /path/{id}", "GET /query", "POST /form"}

// plant serves text glued into SQL, on a database of the tests.
func plant(t testing.TB, driver, dsn string) *httptest.Server {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	_, err = db.Exec(`CREATE TABLE planted (id text PRIMARY KEY, name text NOT NULL)`)
	must(t, err)
	_, err = db.Exec(`INSERT INTO planted (id, name) VALUES ('1', 'one'), ('2', 'two')`)
	must(t, err)
	answer := func(w http.ResponseWriter, given string) {
		var name string
		if err := db.QueryRow(`SELECT name FROM planted WHERE id = '` + given + `'`).Scan(&name); err != nil {
			name = "nothing"
		}
		fmt.Fprintf(w, "<!doctype html><p>%s</p>", name)
	}
	mux := http.NewServeMux()
	mux.HandleFunc(planted[0], func(w http.ResponseWriter, r *http.Request) { answer(w, r.PathValue("id")) })
	mux.HandleFunc(planted[1], func(w http.ResponseWriter, r *http.Request) { answer(w, r.FormValue("q")) })
	mux.HandleFunc(planted[2], func(w http.ResponseWriter, r *http.Request) { answer(w, r.FormValue("q")) })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// BenchmarkPlanted fails unless each planted hole is found by the very call that tries the program.
func BenchmarkPlanted(b *testing.B) {
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			driver, dsn := "pgx", e.dsn(b)
			if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
				driver, dsn = "sqlite", path
			}
			s := plant(b, driver, dsn)
			holes := 0
			for i, address := range []string{"/path/1", "/query?other=1&q=1", "/form"} {
				u, err := url.Parse(s.URL + address)
				must(b, err)
				x := &target{pattern: planted[i], method: "GET", url: u}
				if i == 2 {
					x.method, x.form = "POST", url.Values{"other": {"1"}, "q": {"1"}}
				}
				v := sqlmap(context.Background(), b, b.TempDir(), e.dbms, "session=1", x, 3*time.Minute)
				if len(v.found) == 0 {
					b.Errorf("%s: the planted hole is not found; tested %q", x, v.tested)
					continue
				}
				holes++
			}
			fmt.Printf("planted: engine=%s holes=%d found=%d\n", e.name, len(planted), holes)
		})
	}
}

// engine is one database engine by the names of the tests and of sqlmap.
type engine struct {
	name, dbms string
	dsn        func(testing.TB) string
}

var engines = []engine{{"sqlite", "sqlite", dbtest.SQLite}, {"postgres", "postgresql", dbtest.Postgres}}
