package trust

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outcome is what an import leaves behind: its report and the list that readers see.
type outcome struct {
	Rows   int
	Report string // JSON, without "resumed"
	Total  int
	List   []string // in the order of kana, without ids
	run    run
}

// finished runs the import to its end and returns the outcome.
func finished(t testing.TB, dsn, file string) outcome {
	t.Helper()
	report := filepath.Join(t.TempDir(), "report.json")
	o := outcome{run: must(t, dsn, "import", "houjin", "--report", report, file)}
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var totals struct{ Rows int }
	if err := json.Unmarshal(text, &totals); err != nil {
		t.Fatal(err)
	}
	o.Rows = totals.Rows
	o.Report = strings.Replace(string(text), `"resumed": true`, `"resumed": false`, 1)
	s := serve(t, dsn)
	o.Total, o.List = listed(t, s)
	s.kill()
	return o
}

// undisturbed is the outcome of an import that nobody disturbs.
func undisturbed(t testing.TB, file string) outcome {
	t.Helper()
	o := finished(t, "sqlite:"+filepath.Join(t.TempDir(), "kyodo.db"), file)
	if o.Rows == 0 || o.Total == 0 || o.Total != len(o.List) {
		t.Fatalf("undisturbed import: %d rows, %d organizations, %d listed", o.Rows, o.Total, len(o.List))
	}
	return o
}

// diff says how got differs, "" when it does not.
func (o outcome) diff(t testing.TB, got outcome) string {
	t.Helper()
	d := cmp.Diff(o, got, cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "run" }, cmp.Ignore()))
	return tail(d, 3000)
}

// item is an organization in the API's list, without its id.
type item struct {
	ID, Name, Kind, Status, Address string
	Kana                            string  `json:"name_kana"`
	Number                          *string `json:"corporate_number"`
	City                            *string `json:"city_code"`
	Fields                          []string
}

func (i item) line() string {
	or := func(s *string) string {
		if s == nil {
			return "-"
		}
		return *s
	}
	return fmt.Sprint(i.Kana, "|", i.Name, "|", or(i.Number), "|", i.Kind, "|", i.Status, "|", or(i.City), "|", i.Address, "|", i.Fields)
}

// everyItem asks the API for all organizations in the order of kana.
func everyItem(t testing.TB, s *server) (total int, items []item) {
	t.Helper()
	var page struct {
		Total int
		Items []item
		Next  *string
	}
	for path := "/api/v1/organizations?sort=kana&limit=100"; path != ""; {
		page.Next, page.Items = nil, nil
		if err := json.Unmarshal([]byte(s.get(t, path)), &page); err != nil {
			t.Fatal(err)
		}
		items = append(items, page.Items...)
		path = ""
		if page.Next != nil {
			path = "/api/v1/organizations?sort=kana&limit=100&after=" + *page.Next
		}
	}
	return page.Total, items
}

// listed is everyItem as lines without ids.
func listed(t testing.TB, s *server) (total int, lines []string) {
	t.Helper()
	total, items := everyItem(t, s)
	for _, i := range items {
		lines = append(lines, i.line())
	}
	return total, lines
}
