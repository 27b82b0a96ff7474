package webtest

import (
	"strings"
	"testing"
)

const good = `<!DOCTYPE html><html lang="ja"><head><title>題</title></head><body><header></header><main><h1>題</h1>%</main><footer></footer></body></html>`

func TestCheckHTML(t *testing.T) {
	for _, tt := range []struct{ body, want string }{
		{`<h2>二</h2><label for="a">名</label><input id="a">`, ""},
		{`<h1>また</h1>`, "2 <h1>"},
		{`<h3>飛ぶ</h3>`, "after level 1"},
		{`<p id="a"></p><p id="a"></p>`, `id "a" twice`},
		{`<input name="a">`, "control without a label"},
		{`<label for="none">名</label>`, "names no element"},
		{`<img src="/a.png">`, "without alt"},
		{`<a href="/"><span></span></a>`, "link without text"},
		{`<a href="/"><img src="/a" alt="名"></a>`, ""},
		{`<button>押す</button>`, "button without type"},
		{`<p style="color:red">赤</p>`, "content security policy"},
		{`<p onclick="x()">押す</p>`, "content security policy"},
		{`<script>x()</script>`, "inline script"},
		{`<script type="application/ld+json">{}</script>`, ""},
		{`<nav></nav><nav aria-label="二"></nav>`, "nav with the name"},
		{`<table><tr><td>一</td></tr></table>`, "without a caption"},
		{`<fieldset><p>一</p></fieldset>`, "without a legend"},
		{`<a href="about:invalid#TemplFailedSanitizationURL">行く</a>`, "sanitizer"},
	} {
		got := strings.Join(CheckHTML(strings.Replace(good, "%", tt.body, 1)), "; ")
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.body, got, tt.want)
		}
	}
	for _, tt := range []struct{ old, new, want string }{
		{`lang="ja"`, ``, `lang=""`},
		{`<title>題</title>`, ``, "no title"},
		{`<!DOCTYPE html>`, ``, "no doctype"},
		{`<footer></footer>`, ``, "landmark"},
	} {
		got := strings.Join(CheckHTML(strings.Replace(good, tt.old, tt.new, 1)), "; ")
		if !strings.Contains(got, tt.want) {
			t.Errorf("without %s: %q, want %q", tt.old, got, tt.want)
		}
	}
}

func TestCheckEnglish(t *testing.T) {
	for _, tt := range []struct {
		body string
		n    int
	}{
		{`<p>All English</p>`, 0},
		{`<p>残り</p>`, 1},
		{`<p>Not “、”</p>`, 1},
		{`<p title="題">x</p>`, 1},
		{`<input placeholder="名">`, 1},
		{`<p><span lang="ja">特定非営利活動法人</span></p>`, 0},
		{`<dd translate="no">入力</dd>`, 0},
		{`<textarea>入力</textarea>`, 0},
	} {
		page := `<!DOCTYPE html><html lang="en"><body>` + tt.body + `</body></html>`
		if got := CheckEnglish(page); len(got) != tt.n {
			t.Errorf("%s: %q, want %d", tt.body, got, tt.n)
		}
		if got := CheckEnglish(strings.Replace(page, `"en"`, `"ja"`, 1)); got != nil {
			t.Errorf("a Japanese page: %q", got)
		}
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"> 200", "before any request"},
		{"GET /\n", "expects nothing"},
		{"GET /\nnonsense\n> 200", "neither field nor expectation"},
		{"GET /\n@ nonsense\n> 200", "no header"},
	} {
		if _, err := parse(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("parse(%q): %v, want %q", tt.text, err, tt.want)
		}
	}
	got, err := parse("# a\nPOST /x from /y\na=1\na=2\nb=c\\nd\n@ X-Y: z\n> 422\n\nPOST! /z\n> 403\n")
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	k := got[0]
	if k.from != "/y" || k.path != "/x" || len(k.form["a"]) != 2 || k.form.Get("b") != "c\nd" || k.header.Get("X-Y") != "z" || k.noToken || !got[1].noToken {
		t.Errorf("parsed as %+v", got)
	}
}
