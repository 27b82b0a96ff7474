package registerweb

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestPages(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db, sample())
		webtest.Run(t, w.handler, w.scripts(t))
	})
}

// TestBothEngines compares whole pages: the engine must not show.
func TestBothEngines(t *testing.T) {
	a := newWorld(t, onSQLite(t), sample())
	b := newWorld(t, dbtest.Open(t, dbtest.Postgres(t)), sample())
	for _, path := range []string{"/orgs", "/orgs?q=福祉", "/orgs?kind=npo&sort=newest"} {
		unify := func(w *world) string {
			s := w.get(t, path).Body.String()
			for tail, oid := range w.ids {
				s = strings.ReplaceAll(s, string(oid), tail)
			}
			return s
		}
		if diff := cmp.Diff(unify(a), unify(b)); diff != "" {
			t.Errorf("%s (-sqlite +postgres):\n%s", path, diff)
		}
	}
}

func TestSizes(t *testing.T) {
	w := newWorld(t, onSQLite(t), sample())
	for tail, oid := range w.ids {
		for _, lang := range []string{"ja", "en"} {
			rec := w.get(t, "/orgs/"+string(oid)+"?lang="+lang)
			if n := rec.Body.Len(); rec.Code != http.StatusOK || n > 100<<10 {
				t.Errorf("organization %s in %s: status %d, %d bytes", tail, lang, rec.Code, n)
			}
		}
	}
}

func TestNotModified(t *testing.T) {
	w := newWorld(t, onSQLite(t), sample())
	for _, path := range []string{"/orgs?q=福祉", "/orgs/" + string(w.ids["501"])} {
		tag := w.get(t, path).Header().Get("ETag")
		if tag == "" {
			t.Errorf("%s has no ETag", path)
		}
		if rec := w.get(t, path, "If-None-Match", tag); rec.Code != http.StatusNotModified {
			t.Errorf("%s with its ETag: status %d, want 304", path, rec.Code)
		}
	}
}

func TestJSONLD(t *testing.T) {
	w := newWorld(t, onSQLite(t), sample())
	for _, tail := range []string{"501", "502", "504", "505"} {
		d, err := w.svc.Organization(t.Context(), w.ids[tail])
		if err != nil {
			t.Fatal(err)
		}
		got := string(jsonLD(func(p string) string { return "https://example.jp" + p }, &d, term.On(2026, 11, 23)))
		got = strings.ReplaceAll(got, string(d.ID), "ID") + "\n"
		golden := "testdata/jsonld-" + tail + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", golden, diff)
		}
	}
}

// TestHostileQueries sends a thousand addresses that nobody means well.
func TestHostileQueries(t *testing.T) {
	w := newWorld(t, onSQLite(t), sample())
	rnd := rand.New(rand.NewPCG(2, 2026))
	names := []string{"q", "field", "city", "region", "kind", "status", "level", "sort", "after", "lang", "type", "x", ""}
	values := []string{"", "福祉", "npo", "35203", "east", "welfare", "active", "certified", "newest", "none", "ｶﾅ", "%", "\x00", "' OR 1=1 --",
		"<script>", "\xff\xfe", "𠮷", "﷽", "..", "{{.}}", "-1", "99999999999999999999", "AAAA", "r", "=", "&", ";", "#", "\u202e", "か\u3099"}
	for i := range 1000 {
		var q []string
		for range rnd.IntN(6) {
			v := values[rnd.IntN(len(values))]
			if rnd.IntN(10) == 0 {
				v = strings.Repeat(v, 1+rnd.IntN(900))
			}
			if rnd.IntN(4) != 0 {
				v = url.QueryEscape(v)
			}
			q = append(q, names[rnd.IntN(len(names))]+"="+v)
		}
		raw := strings.Join(q, "&")
		req, err := http.NewRequest(http.MethodGet, "/orgs", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.URL.RawQuery = raw
		for _, path := range []string{"/orgs", "/orgs/suggest"} {
			rec := w.raw(path, raw)
			if rec.Code != http.StatusOK {
				t.Fatalf("%d: %s?%q: status %d", i, path, raw, rec.Code)
			}
			if n := rec.Body.Len(); n > 100<<10 {
				t.Errorf("%d: %s?%q: %d bytes", i, path, raw, n)
			}
			if i%50 == 0 && path == "/orgs" {
				if problems := webtest.CheckHTML(rec.Body.String()); len(problems) > 0 {
					t.Errorf("%d: %s?%q: %v", i, path, raw, problems)
				}
			}
		}
	}
}

// TestWholeList walks through a long list by its links and meets every organization once.
func TestWholeList(t *testing.T) {
	w := newWorld(t, onSQLite(t), many(57))
	seen := map[string]bool{}
	next, pages := "/orgs?kind=npo", 0
	for next != "" {
		body := w.get(t, next).Body.String()
		pages++
		for _, part := range strings.Split(body, `<h3 class="row-title"><a href="`)[1:] {
			href, _, _ := strings.Cut(part, `"`)
			if seen[href] {
				t.Errorf("%s twice", href)
			}
			seen[href] = true
		}
		_, rest, ok := strings.Cut(body, `" rel="next"`)
		if next = ""; ok {
			before := body[:len(body)-len(rest)-len(`" rel="next"`)]
			next = strings.ReplaceAll(before[strings.LastIndex(before, `href="`)+6:], "&amp;", "&")
		}
	}
	if pages != 3 || len(seen) != 57 {
		t.Errorf("%d pages with %d organizations, want 3 with 57", pages, len(seen))
	}
}

func TestWordsAreComplete(t *testing.T) {
	for _, l := range []web.Lang{web.JA, web.EN} {
		complete(t, string(l), wordsIn(l))
	}
	if diff := cmp.Diff(len(japanese.Events), len(english.Events)); diff != "" {
		t.Errorf("events (-ja +en):\n%s", diff)
	}
}

// complete says which fields of a struct of words are empty.
func complete(t *testing.T, of string, words any) {
	t.Helper()
	v := reflect.ValueOf(words).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		if f.IsZero() {
			t.Errorf("%s: no text for %s", of, v.Type().Field(i).Name)
		} else if f.Kind() == reflect.Struct {
			complete(t, of+" "+v.Type().Field(i).Name, f.Addr().Interface())
		}
	}
}

func TestQuery(t *testing.T) {
	tests := []struct {
		name, in, want string
		ignored        []string
		cut            bool
	}{
		{name: "nothing"},
		{name: "kept whole", in: "q=福祉+光&field=welfare&city=35203&sort=newest", want: "q=%E7%A6%8F%E7%A5%89+%E5%85%89&field=welfare&city=35203&sort=newest"},
		{name: "one address for one list", in: "kind=npo&kind=company&kind=npo&field=town", want: "field=town&kind=company&kind=npo"},
		{name: "unknown values go", in: "field=nonsense&field=town&sort=down", want: "field=town", ignored: []string{"field", "sort"}},
		{name: "empty choices say nothing", in: "field=&city=&q="},
		{name: "a region without municipalities is none", in: "region=found-online", ignored: []string{"region"}},
		{name: "long words are cut", in: "q=" + strings.Repeat("あ", 101), want: "q=" + strings.Repeat("%E3%81%82", 100), cut: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := url.ParseQuery(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			q := parse(v)
			got := fmt.Sprint(q.encode(), q.Ignored, q.Cut)
			if diff := cmp.Diff(fmt.Sprint(tt.want, tt.ignored, tt.cut), got); diff != "" {
				t.Errorf("parse(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// TestSentTwice sends one form twice, as a double click does: one notice, one receipt.
func TestSentTwice(t *testing.T) {
	w := newWorld(t, onSQLite(t), sample())
	c := webtest.NewClient(w.handler)
	path := "/orgs/" + string(w.ids["501"]) + "/correction"
	open := func() url.Values {
		_, form, ok := webtest.Form(c.Do(http.MethodGet, path, nil, nil).Body.String(), "知らせる")
		if !ok {
			t.Fatal("no form to send")
		}
		return form
	}
	form := open()
	form.Set("about", "name")
	form.Set("body", "名称が違います。")
	first := c.Do(http.MethodPost, path, form, nil).Header().Get("Location")
	second := c.Do(http.MethodPost, path, form, nil).Header().Get("Location")
	form.Set("body", "よみがなも違います。")
	if rec := c.Do(http.MethodPost, path, form, nil); rec.Code != http.StatusConflict || !strings.Contains(rec.Body.String(), "よみがなも違います。") {
		t.Errorf("other words under the same key: %d", rec.Code)
	}
	form.Set(ui.OnceField, open().Get(ui.OnceField))
	third := c.Do(http.MethodPost, path, form, nil).Header().Get("Location")
	if !strings.HasPrefix(first, path+"/") || second != first || third == first {
		t.Errorf("receipts %q, %q, %q: want the first two equal and the third another", first, second, third)
	}
	if rec := c.Do(http.MethodGet, first, nil, nil); rec.Code != http.StatusOK {
		t.Errorf("%s: status %d", first, rec.Code)
	}
}
