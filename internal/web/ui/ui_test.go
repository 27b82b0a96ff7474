package ui_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"kyodo/internal/fault"
	"kyodo/internal/web/ui"
	"kyodo/internal/web/webtest"
)

func chrome(l ui.Lang) ui.Chrome {
	return ui.Chrome{
		Lang: l, Site: ui.W("見本サイト", "Sample site").In(l), Operator: ui.W("見本県", "Sample Prefecture").In(l), Base: "https://x.example",
		LangHref: "?lang=" + string(l.Other()), TypeHref: "?type=large",
		Nav:    []ui.Link{{Href: "/orgs", Label: ui.W("団体", "Organizations").In(l)}},
		Foot:   []ui.Link{{Href: "/terms", Label: ui.W("利用規約", "Terms").In(l)}},
		Search: &ui.SearchBox{Action: "/orgs", Suggest: "/orgs/suggest"},
		Assets: &ui.Assets{CSS: "/c.css", JS: "/j.js", Icon: "/i.svg"},
		Token:  func() string { return "token" },
	}
}

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func raw(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	})
}

func with(c templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}

// gallery is a page with every component, empty, full and in error.
func gallery(c ui.Chrome) templ.Component {
	l := c.Lang
	w := func(ja, en string) string { return ui.W(ja, en).In(l) }
	bad := fault.Fields{{Name: "name", Says: w("名前を入力してください", "Enter a name")}, {Name: "kind", Says: w("選んでください", "Choose one")}}
	options := []ui.Option{{Value: "1", Label: w("一つ目", "First"), Hint: w("説明", "Explained")}, {Value: "2", Label: w("二つ目", "Second")}}
	return with(ui.Layout(c, ui.Head{
		Title: w("部品", "Parts"), Description: w("部品の一覧です", "All parts"), Canonical: "/parts", Active: "/orgs",
		Feeds: []ui.Feed{{Title: w("新着", "New"), Href: "/feeds/new.atom"}}, JSON: "/api/v1/x?q=a:b",
		JSONLD: []byte(`{"@type": "NGO", "name": "</script><script>alert(1)</script>"}`),
		Crumbs: []ui.Crumb{{Label: w("団体", "Organizations"), Href: "/orgs"}, {Label: "【架空】見本会", Lang: ui.JA}},
	}),
		raw("<h1>"+w("部品", "Parts")+"</h1>"),
		ui.ErrorSummary(l, bad), ui.ErrorSummary(l, nil),
		with(ui.PostForm(c, "/parts"),
			ui.Field(l, ui.Control{Name: "name", Label: w("名前", "Name"), Hint: w("短く", "Short"), Example: w("山口花子", "Hanako"), Required: true, Error: bad.Says("name"), MaxLength: 40, Size: "m", Value: `"><script>`, Autocomplete: "name", InputMode: "text"}),
			ui.Field(l, ui.Control{Name: "mail", Label: w("メール", "Mail"), Type: "email"}),
			ui.TextArea(l, ui.Control{Name: "text", Label: w("本文", "Text"), Value: "</textarea><b>", Error: w("長すぎます", "Too long"), Required: true, MaxLength: 100, Hint: w("短く", "Short")}),
			ui.Select(l, ui.Control{Name: "city", Label: w("市町", "Municipality"), Value: "2", Required: true, Error: w("選んで", "Choose")}, false, options),
			ui.Select(l, ui.Control{Name: "field", Label: w("分野", "Field")}, true, options),
			ui.Radios(l, ui.Control{Name: "kind", Label: w("種類", "Kind"), Required: true, Error: bad.Says("kind"), Hint: w("一つ", "One")}, options),
			ui.Checkboxes(l, ui.Control{Name: "many", Label: w("複数", "Several"), Value: "2"}, options),
			ui.Button(w("送る", "Send")),
		),
		raw("<h2>"+w("表示", "Shown")+"</h2>"),
		ui.Status(ui.Good, w("活動中", "Active")), ui.Status(ui.Bad, w("解散", "Dissolved")), ui.Status(ui.Warn, w("期限間近", "Due soon")), ui.Status(ui.Plain, w("不明", "Unknown")), ui.Tag(w("福祉", "Welfare")),
		with(ui.Notice(ui.Warn, w("ご注意", "Attention")), raw("<p>…</p>")), with(ui.Notice(ui.Info, ""), raw("<p>…</p>")), with(ui.Announce(ui.Good, w("受け付けました", "Received")), raw("<p>…</p>")),
		with(ui.Empty(w("見つかりませんでした", "Nothing found")), raw("<p>…</p>")),
		with(ui.Table(l, "t1", w("提出状況", "Filings")), raw("<thead><tr><th scope='col'>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody>")),
		with(ui.Facts(), with(ui.Fact(w("所在地", "Address"), w("国税庁", "Tax agency")), raw("…")), with(ui.Fact(w("電話", "Phone"), ""), raw("…"))),
		ui.Pager(l, "/orgs?after=x&q=a:b", "/orgs"), ui.Pager(l, "", ""),
		ui.DataButtons(l, []ui.Link{{Href: "/orgs.csv?q=a:b", Label: "CSV"}, {Href: "/api/v1/organizations", Label: "JSON"}}),
		ui.ButtonLink(w("進む", "Go"), "/orgs"),
		ui.Search(c, ui.SearchForm{ID: "big", Label: w("団体・支援・事例をさがす", "Search"), Hint: w("例：防災", "For example, disaster")}),
	)
}

func TestEveryComponentInBothLanguages(t *testing.T) {
	for _, l := range []ui.Lang{ui.JA, ui.EN} {
		body := draw(t, gallery(chrome(l)))
		for _, p := range append(webtest.CheckHTML(body), webtest.CheckEnglish(body)...) {
			t.Errorf("%s: %s", l, p)
		}
		for _, hostile := range []string{`"><script>`, "</textarea><b>", "<script>alert"} {
			if strings.Contains(body, hostile) {
				t.Errorf("%s: %q came through", l, hostile)
			}
		}
		if !strings.Contains(body, `<script type="application/ld+json">{"@type":"NGO","name":"\u003c/script\u003e`) {
			t.Errorf("%s: JSON-LD is missing or not escaped", l)
		}
	}
}

func TestComponentContracts(t *testing.T) {
	l := ui.JA
	for _, tt := range []struct {
		name  string
		c     templ.Component
		wants []string
		nots  []string
	}{
		{"error is next to its field and described", ui.Field(l, ui.Control{Name: "a", Label: "名", Hint: "h", Example: "e", Error: "だめ", Required: true}),
			[]string{`for="f-a"`, `id="f-a"`, `aria-describedby="f-a-hint f-a-ex f-a-err"`, `aria-invalid="true"`, "※必須", "＊だめ", " required"}, nil},
		{"a plain field says nothing more", ui.Field(l, ui.Control{Name: "a", Label: "名"}), nil, []string{"aria-", "required", "maxlength"}},
		{"summary leads to the field", ui.ErrorSummary(l, fault.Fields{{Name: "a", Says: "だめ"}}), []string{`role="alert"`, `href="#f-a"`, `tabindex="-1"`}, nil},
		{"the first choice carries the field's id", ui.Radios(l, ui.Control{Name: "k", Label: "種"}, []ui.Option{{Value: "1", Label: "一"}, {Value: "2", Label: "二"}}),
			[]string{`id="f-k"`, `id="f-k-2"`, "<fieldset", "<legend>"}, nil},
		{"chosen value", ui.Select(l, ui.Control{Name: "k", Label: "種", Value: "2"}, true, []ui.Option{{Value: "1", Label: "一"}, {Value: "2", Label: "二"}}),
			[]string{`<option value="2" selected>`, "すべて"}, []string{`<option value="1" selected>`}},
		{"state has icon, word and colour", ui.Status(ui.Bad, "解散"), []string{"tag-bad", "ico-bad", `aria-hidden="true"`, "解散"}, nil},
		{"pager keeps the query", ui.Pager(l, "/orgs?q=a:b&after=c", ""), []string{`href="/orgs?q=a:b&amp;after=c"`, `rel="next"`}, []string{"最初"}},
		{"textarea keeps a leading line break", ui.TextArea(l, ui.Control{Name: "t", Label: "文", Value: "\n一"}), []string{">\n\n一</textarea>"}, nil},
		{"table can be reached by keyboard", ui.Table(l, "t", "表"), []string{`tabindex="0"`, `<section class="scroll"`, `aria-labelledby="t-cap"`, `<caption id="t-cap">`}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := draw(t, tt.c)
			for _, want := range tt.wants {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%s", want, got)
				}
			}
			for _, not := range tt.nots {
				if strings.Contains(got, not) {
					t.Errorf("%q in\n%s", not, got)
				}
			}
		})
	}
}

func TestBrokenJSONLDIsAnError(t *testing.T) {
	var b strings.Builder
	if err := ui.Layout(chrome(ui.JA), ui.Head{JSONLD: []byte(`{"a":`)}).Render(t.Context(), &b); err == nil {
		t.Error("broken JSON was sent")
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 27594: "27,594", 1234567: "1,234,567", -1234: "-1,234", -12: "-12"} {
		if got := ui.Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
}

func BenchmarkStatus(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := ui.Status(ui.Good, "活動中").Render(b.Context(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
