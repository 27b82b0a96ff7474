package e2e

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// strictPolicy is a content security policy under which nothing inline runs.
const strictPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

const goodPage = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Registered groups: 花</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"><script src="/page.js" defer></script></head>
<body><main><h1>Registered groups</h1>
<p>A group with a name: <span lang="ja">花</span>, and <a href="/more">more of them</a> in a sentence.</p>
<form action="/search"><label for="q">Words</label> <input id="q" name="q" value="海"> <button type="submit">Search</button></form>
</main></body></html>
`

const badPage = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Registered groups</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"></head>
<body><main><h1>団体の一覧</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">
<div class="faint" style="width:600px; color:#ccc; background:#fff">hardly to be seen</div>
<p><button class="tiny">a</button><button class="tiny">b</button><button id="q" aria-label="閉じる">x</button><ul><b id="q">c</b></ul>
<script src="https://other.invalid/s.js"></script><script src="/broken.js"></script>
</main></body></html>
`

// newSample serves the two pages; the bad one is also served without a policy,
// so that its inline styles apply.
func newSample(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	page := func(policy, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			text := text
			if policy != "" {
				w.Header().Set("Content-Security-Policy", policy)
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if r.Method == http.MethodPost {
				w.WriteHeader(http.StatusUnprocessableEntity)
				text = strings.ReplaceAll(text, "Registered groups", "You sent "+r.FormValue("q"))
			}
			if r.FormValue("lang") == "ja" {
				text = strings.Replace(text, `<html lang="en">`, `<html lang="ja">`, 1)
			}
			fmt.Fprint(w, text)
		}
	}
	mux.HandleFunc("/good", page(strictPolicy, goodPage))
	mux.HandleFunc("/more", page(strictPolicy, goodPage))
	mux.HandleFunc("/bad", page(strictPolicy, badPage))
	mux.HandleFunc("/loose", page("", badPage+"<style>.tiny{width:10px;height:10px;padding:0;border:0;margin:0}@media (forced-colors:active){.faint{display:none}}</style>"))
	mux.HandleFunc("/faded", page("", goodPage+"<style>@media (forced-colors:active){p{forced-color-adjust:none;color:#ccc;background:#fff}}</style>"))
	mux.HandleFunc("/scripted", page("", `<!DOCTYPE html><html lang="en"><title>t</title><body><script>document.body.innerHTML = "<h1>made by script</h1>"</script></body></html>`))
	mux.HandleFunc("/search", func(w http.ResponseWriter, r *http.Request) {
		page(strictPolicy, strings.ReplaceAll(goodPage, "Registered groups", "Found "+r.FormValue("q")))(w, r)
	})
	mux.HandleFunc("/sitemap.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://public.invalid/map-1.xml</loc></sitemap></sitemapindex>`)
	})
	mux.HandleFunc("/map-1.xml", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for i := range 4 {
			fmt.Fprintf(w, "<url><loc>http://public.invalid/good?page=%d</loc></url>", i+1)
		}
		fmt.Fprint(w, "</urlset>")
	})
	mux.HandleFunc("/style.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		fmt.Fprint(w, "body{font-size:16px;line-height:1.7} input,button{min-height:44px;min-width:44px;font:inherit}")
	})
	mux.HandleFunc("/page.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `document.documentElement.dataset.script = "on"`)
	})
	mux.HandleFunc("/broken.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `console.error("wrong"); missing()`)
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

// TestChecksPass is the positive control: a clean page has no findings.
func TestChecksPass(t *testing.T) {
	srv := newSample(t)
	p := chromium(t).tab(t)
	source := axeSource(t)
	if status := p.open(t, srv.URL+"/good"); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	if got := eval[string](t, p, "document.documentElement.dataset.script"); got != "on" {
		t.Errorf("the page's script did not run: %q", got)
	}
	with := eval[pageOutline](t, p, outline)
	bad := checkNetwork(p, srv.URL)
	bad = append(bad, checkEnglish(t, p)...)
	bad = append(bad, checkAxe(t, p, source)...)
	bad = append(bad, checkNarrow(t, p)...)
	bad = append(bad, checkWithoutScripts(t, p, with, func() { p.open(t, srv.URL+"/good") })...)
	for _, s := range bad {
		t.Error(s)
	}
	if found := htmlErrors(t, map[string][]byte{"good": []byte(goodPage)}); len(found) != 0 {
		t.Errorf("html: %v", found)
	}
}

// TestChecksFail is the negative control: every check finds what it is for.
func TestChecksFail(t *testing.T) {
	srv := newSample(t)
	p := chromium(t).tab(t)
	source := axeSource(t)

	want := func(name string, got []string, parts ...string) {
		t.Helper()
		all := strings.Join(got, "\n")
		for _, part := range parts {
			if !strings.Contains(all, part) {
				t.Errorf("%s does not find %q; it finds:\n%s", name, part, all)
			}
		}
	}
	p.open(t, srv.URL+"/bad")
	want("checkNetwork", checkNetwork(p, srv.URL), "Content Security Policy", "console.error: wrong", "missing is not defined", "request to another origin: https://other.invalid/s.js")
	p.open(t, srv.URL+"/loose")
	want("checkAxe", checkAxe(t, p, source), "axe: image-alt", "axe: color-contrast", "axe in forced colours: image-alt")
	want("checkEnglish", checkEnglish(t, p), "h1: 団体の一覧", "@aria-label: 閉じる")
	want("checkNarrow", checkNarrow(t, p), "scrollWidth 6", "faint", "target too small: 10x10")
	p.open(t, srv.URL+"/faded")
	want("checkAxe", checkAxe(t, p, source), "axe in forced colours: color-contrast")
	p.open(t, srv.URL+"/scripted")
	with := eval[pageOutline](t, p, outline)
	want("checkWithoutScripts", checkWithoutScripts(t, p, with, func() { p.open(t, srv.URL+"/scripted") }),
		`h1 without scripts is "", with "made by script"`, "0 characters without scripts")
	want("htmlErrors", htmlErrors(t, map[string][]byte{"bad": []byte(badPage), "good": []byte(goodPage)})["bad"],
		"no-dup-id", "element-permitted-content")
}

// TestPost shows the answer to a form in the browser, with its status.
func TestPost(t *testing.T) {
	srv := newSample(t)
	p := chromium(t).tab(t)
	if status := p.post(t, http.MethodPost, srv.URL+"/good", "q=%E6%B5%B7"); status != http.StatusUnprocessableEntity {
		t.Errorf("status %d, want 422", status)
	}
	if got := eval[pageOutline](t, p, outline).H1; got != "You sent 海" {
		t.Errorf("h1 = %q", got)
	}
	if _, problems := p.watch.seen(); len(problems) != 0 {
		t.Errorf("the document's own status is reported as a problem: %q", problems)
	}
	if status := p.open(t, srv.URL+"/good"); status != http.StatusOK {
		t.Errorf("status after a form %d, want 200", status)
	}
}

// TestTyping submits a form by the keyboard with scripts off.
func TestTyping(t *testing.T) {
	srv := newSample(t)
	p := chromium(t).tab(t)
	p.scripts(t, false)
	p.open(t, srv.URL+"/good")
	p.submit(t, `input[name=q]`, "福祉")
	if got := eval[pageOutline](t, p, outline).H1; got != "Found 福祉" {
		t.Errorf("h1 = %q", got)
	}
}

// TestScreenshot takes the page at three widths.
func TestScreenshot(t *testing.T) {
	srv := newSample(t)
	p := chromium(t).tab(t)
	p.open(t, srv.URL+"/good")
	for _, width := range []int64{360, 768, 1280} {
		data := p.screenshot(t, width)
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if got := img.Bounds().Dx(); got != int(width) {
			t.Errorf("width %d, want %d", got, width)
		}
		if err := os.WriteFile(artifact(t, "screens", fmt.Sprintf("harness-%d.png", width)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
