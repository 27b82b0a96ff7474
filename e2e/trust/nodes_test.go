package trust

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/sqldb/dbtest"
)

// importFile is one file of an import, with the command that reads it.
type importFile struct{ command, path string }

// fourFiles writes the same corporations as the four official files: 法人番号 in full and 差分,
// the portal with 45 and with 60 columns. order changes the order of rows.
func fourFiles(t testing.TB, v invented, order func([][]string) [][]string) []importFile {
	t.Helper()
	header, n := portalHeader(), len(v.portal)
	return []importFile{
		{"houjin", store(t, "35_yamaguchi_all_20261031.csv", nil, order(v.houjin))},
		{"houjin", store(t, "diff_20261120.csv", nil, order(changes(v.houjin)))},
		{"npo-portal", store(t, "035_AdministrativeInputData_20250301.csv", narrow([][]string{header})[0], narrow(order(v.portal[:n*2/3])))},
		{"npo-portal", store(t, "035_AdministrativeInputData_20261101.csv", header, order(v.portal[n/3:]))},
	}
}

// narrow keeps the columns of the 45-column layout.
func narrow(rows [][]string) (out [][]string) {
	for _, row := range rows {
		var keep []string
		for i, f := range row {
			if i < 50 && !slices.Contains([]int{1, 3, 5, 8, 10}, i) {
				keep = append(keep, f)
			}
		}
		out = append(out, keep)
	}
	return out
}

func load(t testing.TB, dsn string, files []importFile) (rejected []string) {
	t.Helper()
	for _, f := range files {
		r := must(t, dsn, "import", f.command, f.path)
		if !strings.Contains(r.out, " 0 rejected") {
			rejected = append(rejected, r.out)
		}
	}
	return rejected
}

// TestTwoNodes: a server shows within a second what another process imports into its database, and
// a second server shows it too.
func TestTwoNodes(t *testing.T) {
	dsn := dbtest.EmptyPostgres(t)
	a := serve(t, dsn)
	v := invent(400, 19)
	files := fourFiles(t, v, slices.Clone[[][]string])
	load(t, dsn, files[:1])
	imported := time.Now()
	var lag time.Duration
	seen, before := 0, -1
	for seen != before || seen == 0 { // until it stands still
		before, seen = seen, total(t, a)
		if seen != before {
			lag = time.Since(imported)
		}
		if time.Since(imported) > 10*time.Second {
			break
		}
		time.Sleep(300 * time.Millisecond) // longer than a server waits between two looks
	}
	if lag > time.Second {
		t.Errorf("the first server shows the last imported corporation only %v after the import", lag)
	}
	b := serve(t, dsn)
	want, list := listed(t, b)
	got, same := listed(t, a)
	if d := cmp.Diff(list, same); d != "" || got != want || want < 300 {
		t.Errorf("%d organizations on the first server, %d on the second (-second +first):\n%s", got, want, tail(d, 2000))
	}

	// One corporation more, seen by both.
	extra := slices.Clone(v.houjin[0])
	extra[colNumber], extra[colName] = checked(t, "990005999999"), "特定非営利活動法人あとから来た会【架空】"
	extra[colProcess], extra[colClosed], extra[colCause], extra[colLatest] = "01", "", "", "1"
	must(t, dsn, "import", "houjin", store(t, "diff_20261121.csv", nil, [][]string{extra}))
	imported = time.Now()
	for _, s := range []*server{a, b} {
		for {
			status, _ := s.ask(t, "/npo/"+extra[colNumber])
			if found := strings.Contains(s.get(t, "/orgs/suggest?q="+url.QueryEscape("あとから来た")), "あとから来た会"); found && status == http.StatusFound {
				break
			}
			if time.Since(imported) > time.Second {
				t.Fatalf("a server does not show the new corporation after %v", time.Since(imported))
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	t.Logf("nodes lag_of_400_rows=%v lag_of_one=%v", lag.Round(time.Millisecond), time.Since(imported).Round(time.Millisecond))
}

// total is how many organizations a server knows.
func total(t testing.TB, s *server) (n int) {
	t.Helper()
	if _, err := fmt.Sscanf(s.get(t, "/api/v1/organizations?limit=1"), `{"total":%d,`, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestEnginesShowTheSame: the same files, their rows in another order, give the same pages from
// SQLite and PostgreSQL, also after both servers were started again.
func TestEnginesShowTheSame(t *testing.T) {
	v := invent(260, 20)
	for i, row := range v.portal {
		if i%7 == 3 {
			row[49] = "" // no 法人番号: it is known by name and address, or a person must decide
		}
	}
	lite, post := "sqlite:"+filepath.Join(t.TempDir(), "kyodo.db"), dbtest.EmptyPostgres(t)
	inOrder := fourFiles(t, v, slices.Clone[[][]string])
	anyOrder := fourFiles(t, v, func(rows [][]string) [][]string { return shuffled(rows, 21) })
	for _, r := range append(load(t, lite, inOrder), load(t, post, anyOrder)...) {
		t.Errorf("rows were rejected: %s", r)
	}
	if a, b := questions(t, lite), questions(t, post); a != b || a == 0 {
		t.Errorf("%d questions on SQLite, %d on PostgreSQL, want some and as many", a, b)
	}
	for _, round := range []string{"after the import", "after a new start"} {
		one, two := serve(t, lite), serve(t, post)
		a, b := everyPage(t, one), everyPage(t, two)
		differ := 0
		for path, want := range a {
			if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(b[path], "\n")); d != "" {
				if differ++; differ <= 3 {
					t.Errorf("%s: %s differs (-SQLite +PostgreSQL):\n%s", round, path, tail(d, 2500))
				}
			}
		}
		if differ > 3 {
			t.Errorf("%s: %d of %d pages differ", round, differ, len(a))
		}
		if len(a) != len(b) || len(a) < 300 {
			t.Errorf("%s: %d pages of SQLite, %d of PostgreSQL", round, len(a), len(b))
		}
		t.Logf("engines %s: pages=%d differ=%d", round, len(a), differ)
		one.kill()
		two.kill()
	}
}

// questions is how many rows wait for a person.
func questions(t testing.TB, dsn string) int {
	t.Helper()
	return strings.Count(must(t, dsn, "import", "questions").out, "  行：")
}

var (
	anyID     = regexp.MustCompile(`[0-9a-hjkmnp-tv-z]{16}`)
	anyCursor = regexp.MustCompile(`after=[^"&<>\s]+`)
	anyNext   = regexp.MustCompile(`"next":"[^"]+"`)
	nextPage  = regexp.MustCompile(`href="(/orgs\?[^"]*after=[^"]+)"`)
	tagEnd    = regexp.MustCompile(`>`)
)

// everyPage returns the public pages with ids, cursors and the origin made equal: the lists, the
// page of every organization by its place in the order of kana, and the data.
func everyPage(t testing.TB, s *server) map[string]string {
	t.Helper()
	total, items := everyItem(t, s)
	if total != len(items) || total < 200 {
		t.Fatalf("%d organizations, %d listed", total, len(items))
	}
	names := map[string]string{}
	for n, i := range items {
		names[i.ID] = fmt.Sprintf("[organization %d %s]", n, i.Name)
	}
	equal := func(body string) string {
		body = strings.ReplaceAll(body, strings.TrimPrefix(s.origin, "http://127.0.0.1"), ":PORT")
		body = anyID.ReplaceAllStringFunc(body, func(id string) string {
			if name, ok := names[id]; ok {
				return name
			}
			return id
		})
		body = anyNext.ReplaceAllString(anyCursor.ReplaceAllString(body, "after=…"), `"next":"…"`)
		return tagEnd.ReplaceAllString(body, ">\n")
	}
	pages := map[string]string{}
	for n, i := range items {
		pages[fmt.Sprint("organization ", n)] = equal(s.get(t, "/orgs/"+i.ID))
		pages[fmt.Sprint("record ", n)] = equal(s.get(t, "/api/v1/organizations/"+i.ID))
	}
	for _, query := range []string{"sort=kana", "sort=newest", "q=" + url.QueryEscape("福祉"), "q=" + url.QueryEscape("山口"), "q=" + url.QueryEscape("ふくし"),
		"q=" + url.QueryEscape("あらため"), "q=" + url.QueryEscape("光"), "city=35203", "status=dissolved", "level=certified", "lang=en&sort=newest"} {
		path := "/orgs?" + query
		for n := 1; path != ""; n++ {
			body := s.get(t, path)
			pages[fmt.Sprint("/orgs?", query, " page ", n)] = equal(body)
			path = ""
			if m := nextPage.FindStringSubmatch(body); m != nil && n < 40 {
				path = strings.ReplaceAll(m[1], "&amp;", "&")
			}
		}
	}
	for _, path := range []string{"/", "/?lang=en", "/orgs.csv", "/orgs.csv?q=" + url.QueryEscape("防災"), "/orgs/suggest?q=" + url.QueryEscape("やま"),
		"/municipalities.csv", "/municipalities.json", "/data", "/about/sources", "/api/v1/organizations?sort=newest&limit=100"} {
		pages[path] = equal(s.get(t, path))
	}
	return pages
}
