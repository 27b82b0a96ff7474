package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// journey is one row of docs/journeys.md.
type journey struct {
	name         string
	inputs, tabs int
}

// measured compares what a journey cost with docs/journeys.md: the numbers may only fall.
func measured(t *testing.T, j journey) {
	t.Helper()
	text, err := os.ReadFile("../docs/journeys.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(j.name) + ` \| (\d+) \| (\d+) \|`).FindStringSubmatch(string(text))
	if row == nil {
		t.Fatalf("docs/journeys.md has no row %q; it took %d inputs and %d presses of Tab", j.name, j.inputs, j.tabs)
	}
	t.Logf("%s: %d inputs, %d presses of Tab", j.name, j.inputs, j.tabs)
	var inputs, tabs int
	fmt.Sscan(row[1], &inputs)
	fmt.Sscan(row[2], &tabs)
	if j.inputs > inputs || j.tabs > tabs {
		t.Errorf("%s: %d inputs and %d presses of Tab, were %d and %d", j.name, j.inputs, j.tabs, inputs, tabs)
	}
}

// TestFindAndJudge: somebody of a company finds an organization near a site by word, place and
// field, opens it, and takes the list along, with the keyboard alone.
func TestFindAndJudge(t *testing.T) {
	b := chromium(t)
	s := startDemo(t)
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "find and judge", false: "find and judge, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.viewport(t, 1280, 900)
			r.open(t, s.origin+"/")
			r.reach(t, "main input[name=q]")
			r.write(t, "支援")
			r.enter(t)
			r.reach(t, "input[name=field][value=welfare]")
			r.tick(t)
			r.reach(t, "input[name=city][value='35203']")
			r.tick(t)
			r.reach(t, "#filters button[type=submit]")
			r.enter(t)
			at, err := url.Parse(eval[string](t, r.tab, "location.href"))
			if err != nil {
				t.Fatal(err)
			}
			q := at.Query()
			if at.Path != "/orgs" || q.Get("q") != "支援" || q.Get("field") != "welfare" || q.Get("city") != "35203" {
				t.Fatalf("the filters lead to %s", at)
			}
			csv := eval[string](t, r.tab, `document.querySelector("a[href^='/orgs.csv']").href`)
			r.reach(t, ".rows .row-title a")
			want := eval[string](t, r.tab, "document.activeElement.textContent")
			r.enter(t)
			if got := eval[string](t, r.tab, `document.querySelector("h1").textContent`); got != want {
				t.Errorf("the link %q leads to the page %q", want, got)
			}
			res, err := http.Get(csv)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/csv") {
				t.Errorf("the list as CSV: %s, %s", res.Status, res.Header.Get("Content-Type"))
			}
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}

// TestReportAnError: a reader sends the form with mistakes, is told where, loses nothing, and gets
// a receipt, with the keyboard alone.
func TestReportAnError(t *testing.T) {
	b := chromium(t)
	s := startDemo(t)
	source := axeSource(t)
	org, err := firstLink(s.origin, "/orgs?kind=npo", `^/orgs/[0-9a-z]{16}$`, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "report an error", false: "report an error, without scripts"}[scripts]
		t.Run(name, func(t *testing.T) {
			r := &reader{tab: b.tab(t)}
			r.scripts(t, scripts)
			r.open(t, s.origin+org)
			r.reach(t, "main a[href$='/correction']")
			r.enter(t)
			r.reach(t, "[name=contact]")
			r.write(t, "０８３－９２２－３１１１")
			r.reach(t, "main form button[type=submit]")
			r.enter(t)
			if got := eval[string](t, r.tab, `document.querySelector("[name=contact]").value`); got != "０８３－９２２－３１１１" {
				t.Errorf("the contact became %q", got)
			}
			links := eval[[]string](t, r.tab, `[...document.querySelectorAll("#errors a")].map(a => a.getAttribute("href"))`)
			if len(links) != 2 {
				t.Errorf("the summary links to %q, want the two fields", links)
			}
			for _, l := range links {
				if !eval[bool](t, r.tab, fmt.Sprintf(`document.querySelector(%q) !== null`, l)) {
					t.Errorf("%s leads to no field", l)
				}
			}
			if scripts && !eval[bool](t, r.tab, `document.activeElement.id === "errors"`) {
				t.Error("focus is not on the summary")
			}
			check := func(state string) {
				if !scripts { // the page is the same, and axe needs a script
					return
				}
				for _, v := range r.axe(t, source) {
					t.Errorf("%s: %v", state, v)
				}
			}
			check("the form with errors")
			r.reach(t, "[name=about]")
			press(t, r, arrowDown)
			r.reach(t, "[name=body]")
			r.write(t, "電話番号が変わりました。")
			r.reach(t, "main form button[type=submit]")
			r.enter(t)
			if got := eval[string](t, r.tab, "location.pathname"); !strings.HasPrefix(got, org+"/correction/") {
				t.Errorf("the form leads to %s", got)
			}
			check("the receipt")
			measured(t, journey{name, r.inputs, r.tabs})
		})
	}
}

// TestSuggestions: names are offered while somebody types, and taken with the arrow keys.
func TestSuggestions(t *testing.T) {
	b := chromium(t)
	s := startDemo(t)
	r := &reader{tab: b.tab(t)}
	r.open(t, s.origin+"/orgs")
	r.reach(t, "main input[name=q]")
	r.write(t, "ささえ")
	r.until(t, `document.querySelector("main input[name=q]").getAttribute("aria-expanded") === "true"`)
	for _, v := range r.axe(t, axeSource(t)) {
		t.Errorf("with suggestions: %v", v)
	}
	press(t, r, arrowDown)
	chosen := eval[string](t, r.tab, `document.querySelector("[role=option][aria-selected=true] span").textContent`)
	press(t, r, enterKey)
	r.until(t, fmt.Sprintf(`document.readyState === "complete" && document.querySelector("h1")?.textContent === %q`, chosen))
}

// TestLanguageAndTypeStay: switching them keeps the query, and they stay on the next page.
func TestLanguageAndTypeStay(t *testing.T) {
	b := chromium(t)
	s := startDemo(t)
	p := b.tab(t)
	p.open(t, s.origin+"/orgs?q="+url.QueryEscape("福祉"))
	for _, link := range []string{"a[href*='lang=en']", "a[href*='type=large']"} {
		p.open(t, eval[string](t, p, fmt.Sprintf(`document.querySelector(%q).href`, link)))
		if got := eval[string](t, p, `document.querySelector("main input[name=q]").value`); got != "福祉" {
			t.Errorf("%s forgot the query: %q", link, got)
		}
	}
	size := eval[string](t, p, "getComputedStyle(document.body).fontSize")
	p.open(t, s.origin+"/about")
	if got := eval[string](t, p, "document.documentElement.lang"); got != "en" {
		t.Errorf("the next page is in %q", got)
	}
	if got := eval[string](t, p, "getComputedStyle(document.body).fontSize"); got != size {
		t.Errorf("the next page's type is %s, was %s", got, size)
	}
}
