package arch

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/a-h/templ/generator"
	"github.com/a-h/templ/parser/v2"
)

// generate returns the Go code of a template as go tool templ generate writes it from the root.
func generate(name, text string) (string, error) {
	t, err := parser.ParseString(text)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if _, err := generator.Generate(t, &b, generator.WithVersion(templ.Version()), generator.WithFileName(name)); err != nil {
		return "", err
	}
	code, err := format.Source(b.Bytes())
	return string(code), err
}

func TestGeneratedTemplatesAreCurrent(t *testing.T) {
	templates := texts(t, ".templ")
	if len(templates) == 0 {
		t.Fatal("no template found")
	}
	generated := texts(t, "_templ.go")
	for _, name := range templates {
		code := strings.TrimSuffix(name, ".templ") + "_templ.go"
		if !slices.Contains(generated, code) {
			t.Errorf("%s is missing: run make generate", code)
			continue
		}
		want, err := generate(name, read(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if line := firstDifference(want, read(t, code)); line != "" {
			t.Errorf("%s is not current: run make generate at the root. First difference: %s", code, line)
		}
	}
	for _, code := range generated {
		if !slices.Contains(templates, strings.TrimSuffix(code, "_templ.go")+".templ") {
			t.Errorf("%s has no template any more: remove it", code)
		}
	}

	a, err := generate("a.templ", "package a\n\ntempl x() {\n\t<p>one</p>\n}\n")
	if err != nil {
		t.Fatal(err)
	}
	b, err := generate("a.templ", "package a\n\ntempl x() {\n\t<p>two</p>\n}\n")
	if err != nil || firstDifference(a, b) == "" {
		t.Errorf("another template gives the same code (error %v)", err)
	}
}

// firstDifference returns where two texts differ first, "" when they are the same.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		switch {
		case i >= len(w):
			return fmt.Sprintf("line %d: want nothing more, got %q", i+1, g[i])
		case i >= len(g):
			return fmt.Sprintf("line %d: want %q, got nothing more", i+1, w[i])
		case w[i] != g[i]:
			return fmt.Sprintf("line %d: want %q, got %q", i+1, w[i], g[i])
		}
	}
	return ""
}

// forbidden is what no template may hold, and why.
var forbidden = []struct {
	why     string
	pattern *regexp.Regexp
}{
	{"a script template is inline script, which the content security policy refuses", regexp.MustCompile(`(?m)^script\s+\w+\(`)},
	{"a css template is inline style, which the content security policy refuses", regexp.MustCompile(`(?m)^css\s+\w+\(`)},
	{"style belongs into app.css", regexp.MustCompile(`(?i)\sstyle\s*=|<style\b`)},
	{"inline script is refused by the content security policy", regexp.MustCompile(`(?i)\son[a-z]+\s*=\s*["{]`)},
	{"text is escaped by templ; raw text is a hole", regexp.MustCompile(`templ\.Raw\(`)},
	{"a page loads nothing from another origin", regexp.MustCompile(`(?i)<(?:script|img|iframe|source|audio|video|embed|object|form|link|use|image)\b[^>]*\s(?:src|srcset|href|action|data|poster)\s*=\s*["{]\s*"?(?:https?:)?//`)},
	{"a button submits where its form goes", regexp.MustCompile(`(?i)\sformaction\s*=`)},
}

// checkTemplate says what a template holds that none may.
func checkTemplate(name, text string) (complaints []string) {
	for _, f := range forbidden {
		if at := f.pattern.FindStringIndex(text); at != nil {
			complaints = append(complaints, fmt.Sprintf("%s:%d: %s", name, 1+strings.Count(text[:at[0]], "\n"), f.why))
		}
	}
	return complaints
}

func TestTemplatesHoldNothingForbidden(t *testing.T) {
	for _, name := range texts(t, ".templ") {
		report(t, checkTemplate(name, read(t, name)))
	}
	for _, bad := range []string{
		"script show() {\n}", "css red() {\n}", `<p style="color:red">`, `<p style={ s }>`, "<style>", `<a onclick="x()">`,
		`<a onclick={ x() }>`, `@templ.Raw(s)`, `<img src="https://example.com/a.png">`, `<script src="//example.com/a.js">`,
		"<img alt=\"\"\n\tsrc=\"http://example.com/a.png\">", `<form action="https://example.com/">`,
		`<link rel="stylesheet" href="https://example.com/a.css">`, `<button formaction="/x">`, `<img src={ "https://example.com/" + x }>`,
	} {
		mustFind(t, checkTemplate("x.templ", bad), "x.templ:")
	}
	mustPass(t, checkTemplate("x.templ", `<a href="https://www.houjin-bangou.nta.go.jp/">国税庁</a><img src="/static/a.svg" alt=""/><form action="/orgs">`))
}

// checkAttributes says where a spread attribute has a name that is computed: templ escapes the
// values of such attributes, not their names.
func checkAttributes(files []file) (complaints []string) {
	for _, f := range files {
		if f.test {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if !isSelector(n.Type, "templ", "Attributes") {
					return true
				}
				for _, e := range n.Elts {
					kv, ok := e.(*ast.KeyValueExpr)
					if lit, isLit := kv.Key.(*ast.BasicLit); !ok || !isLit || lit.Kind != token.STRING {
						complaints = append(complaints, f.at(e.Pos())+": the name of an attribute must be a literal")
					}
				}
			case *ast.CallExpr:
				if isSelector(n.Fun, "templ", "KV") || isSelector(n.Fun, "templ", "AttributesFrom") {
					complaints = append(complaints, f.at(n.Pos())+": spread attributes are templ.Attributes{…} literals")
				}
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "make" && len(n.Args) > 0 && isSelector(n.Args[0], "templ", "Attributes") {
					complaints = append(complaints, f.at(n.Pos())+": the name of an attribute must be a literal")
				}
			}
			return true
		})
	}
	return complaints
}

func isSelector(e ast.Expr, pkg, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	id, ok := s.X.(*ast.Ident)
	return ok && id.Name == pkg
}

func TestNamesOfAttributesAreLiterals(t *testing.T) {
	report(t, checkAttributes(source(t)))
	check := func(expr string) []string {
		return checkAttributes(synthetic(t, "internal/web/ui/x.go", "package ui; var key string; var a = "+expr))
	}
	mustFind(t, check(`templ.Attributes{key: "x"}`), "must be a literal")
	mustFind(t, check(`make(templ.Attributes)`), "must be a literal")
	mustPass(t, check(`templ.Attributes{"data-x": key}`))
}
