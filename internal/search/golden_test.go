package search

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestGolden reads testdata/*.txtar: a corpus, and after it pairs of a query and
// the answer that people should get, in order. The formats:
//
//	-- corpus --
//	ID | names; … | aliases; … | body | facets key=value; … | kana | newest
//	-- query: what is shown --
//	words: 光 海
//	filter: city=35210; city=35203
//	prefer: city=35210
//	sort: newest
//	counts: city
//	-- want --
//	total 3
//	ID (where)
//	city: 35210 2, 35203 1
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("golden files: %v, %v", files, err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		x, title := New(), ""
		var q Query
		for _, f := range archive.Files {
			switch text := string(f.Data); {
			case f.Name == "corpus":
				x.Load(1, corpus(t, text))
			case strings.HasPrefix(f.Name, "query"):
				title = filepath.Base(file) + ": " + f.Name
				q = parseQuery(t, text)
			case f.Name == "want":
				got, err := x.Find(q)
				if err != nil {
					t.Errorf("%s: %v", title, err)
					continue
				}
				if diff := cmp.Diff(strings.TrimSpace(text), printed(q, got)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", title, diff)
				}
			default:
				t.Errorf("%s: file %q", file, f.Name)
			}
		}
	}
}

func list(text string) (out []string) {
	for _, s := range strings.Split(text, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func facets(text string) (out []Facet) {
	for _, s := range list(text) {
		key, value, _ := strings.Cut(s, "=")
		out = append(out, Facet{key, value})
	}
	return out
}

func corpus(t *testing.T, text string) (docs []Doc) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		cols := strings.Split(line, "|")
		if len(cols) != 7 {
			t.Fatalf("corpus line %q has %d columns", line, len(cols))
		}
		for i := range cols {
			cols[i] = strings.TrimSpace(cols[i])
		}
		docs = append(docs, Doc{ID: cols[0], Name: list(cols[1]), Alias: list(cols[2]), Body: cols[3],
			Facets: facets(cols[4]), Kana: cols[5], Newest: cols[6]})
	}
	return docs
}

func parseQuery(t *testing.T, text string) Query {
	q := Query{Filter: map[string][]string{}, Limit: 20}
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch key {
		case "words":
			q.Words = strings.Fields(value)
		case "filter":
			for _, f := range facets(value) {
				q.Filter[f.Key] = append(q.Filter[f.Key], f.Value)
			}
		case "prefer":
			q.Prefer = &facets(value)[0]
		case "sort":
			q.Sort = Sort(value)
		case "counts":
			q.Counts = list(value)
		case "limit":
			q.Limit, _ = strconv.Atoi(value)
		default:
			t.Fatalf("query line %q", line)
		}
	}
	return q
}

func printed(q Query, r Result) string {
	out := []string{fmt.Sprint("total ", r.Total)}
	for _, h := range r.Hits {
		if h.Where == "" {
			out = append(out, h.ID)
		} else {
			out = append(out, fmt.Sprintf("%s (%s)", h.ID, h.Where))
		}
	}
	for _, key := range q.Counts {
		var counts []string
		for _, c := range r.Counts[key] {
			counts = append(counts, fmt.Sprint(c.Value, " ", c.N))
		}
		out = append(out, key+": "+strings.Join(counts, ", "))
	}
	return strings.Join(out, "\n")
}
