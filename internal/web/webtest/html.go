package webtest

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// CheckHTML returns what is wrong with a page: its outline, its landmarks, names of controls
// and pictures, ids and references. A page without problems returns nil.
func CheckHTML(body string) (problems []string) {
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return []string{err.Error()}
	}
	if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(body)), "<!doctype html>") {
		say("no doctype")
	}
	var (
		ids      = map[string]bool{}
		refs     []string // "aria-describedby x"
		labels   = map[string]bool{}
		controls []*html.Node
		count    = map[atom.Atom]int{}
		navs     = map[string]int{}
		level    = 0
	)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.DataAtom]++
		if id, ok := attr(n, "id"); ok {
			if id == "" || strings.ContainsAny(id, " \t\n") {
				say("id %q", id)
			}
			if ids[id] {
				say("id %q twice", id)
			}
			ids[id] = true
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "aria-describedby" || a.Key == "aria-labelledby" || a.Key == "aria-controls" || a.Key == "list":
				for ref := range strings.FieldsSeq(a.Val) {
					refs = append(refs, a.Key+" "+ref)
				}
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				say("<%s %s> is refused by the content security policy", n.Data, a.Key)
			case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(a.Val, "TemplFailedSanitizationURL"):
				say("<%s %s> was refused by the URL sanitizer", n.Data, a.Key)
			}
		}
		switch n.DataAtom {
		case atom.Html:
			if l, _ := attr(n, "lang"); l != "ja" && l != "en" {
				say("<html lang=%q>", l)
			}
		case atom.Title:
			if n.Parent != nil && n.Parent.DataAtom == atom.Head && strings.TrimSpace(text(n)) == "" {
				say("empty title")
			}
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			l := int(n.Data[1] - '0')
			if l > level+1 {
				say("<%s> %q after level %d", n.Data, text(n), level)
			}
			if text(n) == "" {
				say("empty <%s>", n.Data)
			}
			level = l
		case atom.Img:
			if _, ok := attr(n, "alt"); !ok {
				say("<img> without alt")
			}
		case atom.A:
			if _, ok := attr(n, "href"); ok && name(n) == "" {
				say("link without text: %s", render(n))
			}
		case atom.Button:
			if name(n) == "" {
				say("button without text")
			}
			if _, ok := attr(n, "type"); !ok {
				say("button without type")
			}
		case atom.Label:
			if f, ok := attr(n, "for"); ok {
				labels[f] = true
				refs = append(refs, "for "+f)
			}
		case atom.Input, atom.Select, atom.Textarea:
			if t, _ := attr(n, "type"); t != "hidden" {
				controls = append(controls, n)
			}
		case atom.Fieldset:
			if first := firstElement(n); first == nil || first.DataAtom != atom.Legend {
				say("fieldset without a legend first")
			}
		case atom.Nav:
			l, _ := attr(n, "aria-label")
			navs[l]++
		case atom.Table:
			if c := firstElement(n); c == nil || c.DataAtom != atom.Caption {
				say("table without a caption")
			}
		case atom.Script:
			_, src := attr(n, "src")
			if t, _ := attr(n, "type"); !src && t != "application/ld+json" {
				say("inline script")
			}
		}
	}
	for tag, want := range map[atom.Atom]int{atom.H1: 1, atom.Main: 1, atom.Title: 1} {
		if tag == atom.Title {
			if count[tag] < want {
				say("no title")
			}
		} else if count[tag] != want {
			say("%d <%s>, want %d", count[tag], tag, want)
		}
	}
	if count[atom.Header] == 0 || count[atom.Footer] == 0 {
		say("a landmark is missing: header or footer")
	}
	for l, n := range navs {
		if n > 1 || l == "" && len(navs) > 1 {
			say("%d nav with the name %q", n, l)
		}
	}
	for _, c := range controls {
		id, _ := attr(c, "id")
		_, named := attr(c, "aria-label")
		_, by := attr(c, "aria-labelledby")
		if !labels[id] && !named && !by && !within(c, atom.Label) {
			say("control without a label: %s", render(c))
		}
	}
	for _, r := range refs {
		if _, id, _ := strings.Cut(r, " "); !ids[id] {
			say("%s names no element", r)
		}
	}
	return problems
}

// CheckEnglish returns the Japanese that stands in an English page outside elements marked
// lang="ja" or translate="no". Names and texts of organizations are data: pages mark them so.
// A page in another language returns nil.
func CheckEnglish(body string) (problems []string) {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return []string{err.Error()}
	}
	root := firstElement(doc)
	if l, _ := attr(root, "lang"); l != "en" {
		return nil
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			if l, ok := attr(n, "lang"); ok && l == "ja" {
				return
			}
			if tr, ok := attr(n, "translate"); ok && tr == "no" {
				return
			}
			switch n.DataAtom {
			case atom.Script, atom.Textarea, atom.Title: // data, typed text, and a name that h1 has again
				return
			}
			for _, a := range n.Attr {
				spoken := a.Key == "title" || a.Key == "alt" || a.Key == "placeholder" || a.Key == "aria-label" || a.Key == "data-list-label"
				if spoken && japanese(a.Val) {
					problems = append(problems, fmt.Sprintf("Japanese in English: <%s %s=%q>", n.Data, a.Key, a.Val))
				}
			}
		}
		if n.Type == html.TextNode && japanese(n.Data) {
			problems = append(problems, fmt.Sprintf("Japanese in English: %q", strings.TrimSpace(n.Data)))
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return problems
}

func japanese(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) || r == 'ー' || r >= 0x3001 && r <= 0x303f || r >= 0xff01 && r <= 0xff60 {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// name is what a screen reader calls a link or button: its label, its text, its pictures.
func name(n *html.Node) string {
	if l, _ := attr(n, "aria-label"); l != "" {
		return l
	}
	if t := text(n); t != "" {
		return t
	}
	for d := range n.Descendants() {
		if alt, _ := attr(d, "alt"); alt != "" {
			return alt
		}
	}
	return ""
}

func within(n *html.Node, tag atom.Atom) bool {
	for a := range n.Ancestors() {
		if a.DataAtom == tag {
			return true
		}
	}
	return false
}

func firstElement(n *html.Node) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

func render(n *html.Node) string {
	var b strings.Builder
	html.Render(&b, n) // #nosec G104 -- a strings.Builder takes everything
	s := b.String()
	if len(s) > 200 {
		s = s[:200]
	}
	return s
}
