package api_test

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

var (
	exampleCode = regexp.MustCompile(`(?s)<code data-example="([^"]*)">(.*?)</code>`)
	curlCode    = regexp.MustCompile(`<code>curl &#34;https://kyodo\.example\.jp([^&]*(?:&amp;[^&]*)*)&#34;</code>`)
	tags        = regexp.MustCompile(`(?s)<[^>]*>`)
	quotedJa    = regexp.MustCompile(`(?s)<(\w+)[^>]* lang="ja"[^>]*>.*?</(pre|a|th|li|span)>`)
)

// Every command on the page runs, and answers what the page shows.
func TestPageExamplesRun(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		res, page := w.get(t, "GET", "/api")
		if res.StatusCode != 200 {
			t.Fatalf("%d %s", res.StatusCode, page)
		}
		commands := map[string]bool{}
		for _, m := range curlCode.FindAllStringSubmatch(page, -1) {
			commands[html.UnescapeString(m[1])] = true
		}
		shown := exampleCode.FindAllStringSubmatch(page, -1)
		if len(shown) != 6 || len(commands) != 6 {
			t.Fatalf("%d answers and %d commands, want 6 of each\n%s", len(shown), len(commands), page)
		}
		for i, m := range shown {
			path, body := html.UnescapeString(m[1]), html.UnescapeString(m[2])
			status := 200
			if i == len(shown)-1 { // the last one shows a refusal
				status = 422
			}
			res, got := w.get(t, "GET", path)
			if !commands[path] || res.StatusCode != status {
				t.Errorf("%s: a command: %t, status %d, want %d", path, commands[path], res.StatusCode, status)
			}
			var want bytes.Buffer
			if err := json.Compact(&want, []byte(body)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), strings.TrimSpace(got)); diff != "" {
				t.Errorf("%s (-shown +got)\n%s", path, diff)
			}
		}
	})
}

// The examples that stand in the OpenAPI document are requests that work.
func TestOpenAPIExamplesRun(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		_, text := w.get(t, "GET", "/api/openapi.json")
		var doc struct {
			Paths map[string]map[string]struct {
				Parameters []struct {
					Name   string
					In     string
					Schema struct{ Examples []string }
				}
			}
		}
		if err := json.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatal(err)
		}
		ran := 0
		for path, methods := range doc.Paths {
			for _, p := range methods["get"].Parameters {
				for _, e := range p.Schema.Examples {
					target := path + "?" + p.Name + "=" + e
					if p.In == "path" {
						if p.Name == "id" {
							e = string(w.ids[0]) // ids are minted: the example shows only how one looks
						}
						target = strings.ReplaceAll(path, "{"+p.Name+"}", e)
					}
					res, body := w.get(t, "GET", strings.ReplaceAll(target, "福祉", "%E7%A6%8F%E7%A5%89"))
					if res.StatusCode != 200 || strings.Contains(body, `"items":[]`) {
						t.Errorf("%s: %d %s", target, res.StatusCode, body)
					}
					ran++
				}
			}
		}
		if ran != 3 {
			t.Errorf("%d examples, want 3", ran)
		}
	})
}

func TestEnglishPageIsEnglish(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, dbtest.SQLite(t)))
	_, page := w.get(t, "GET", "/api?lang=en")
	_, main, _ := strings.Cut(page, "<main")
	main, _, _ = strings.Cut(main, "</main>")
	text := tags.ReplaceAllString(quotedJa.ReplaceAllString(main, ""), "")
	for _, r := range text {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			t.Fatalf("%q in the English page:\n%s", r, text)
		}
	}
}

func TestPageOfAnEmptyRegister(t *testing.T) {
	w := &world{svc: &register.Service{Index: search.New()}}
	w.mount(t)
	if res, page := w.get(t, "GET", "/api"); res.StatusCode != 200 || !strings.Contains(page, "&#34;total&#34;: 0") {
		t.Errorf("%d %s", res.StatusCode, page)
	}
}
