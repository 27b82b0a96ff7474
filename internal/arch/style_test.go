package arch

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	tokenBlock = regexp.MustCompile(`(?s)^\s*:root\s*\{.*?\n\}`)
	rawColour  = regexp.MustCompile(`(?i)#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(`)
	colourHash = regexp.MustCompile(`(?i)[:,\s(]#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(`)
	foreignURL = regexp.MustCompile(`(?i)url\(\s*["']?(?:https?:)?//|@import\b`)
)

// checkStyle says where a style sheet writes a colour outside its first block, :root, or names
// another origin.
func checkStyle(name, text string) (complaints []string) {
	plain := cssComment.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	block := tokenBlock.FindString(plain)
	rest := strings.Repeat("\n", strings.Count(block, "\n")) + plain[len(block):]
	n := 0
	for line := range strings.Lines(rest) {
		n++
		_, value, isDeclaration := strings.Cut(line, ":")
		if isDeclaration && colourHash.MatchString(" "+value) && rawColour.MatchString(value) {
			complaints = append(complaints, fmt.Sprintf("%s:%d: a colour stands outside the tokens of :root: %s", name, n, strings.TrimSpace(line)))
		}
		if foreignURL.MatchString(line) {
			complaints = append(complaints, fmt.Sprintf("%s:%d: a style sheet loads nothing from another place", name, n))
		}
	}
	return complaints
}

func TestColoursAreTokens(t *testing.T) {
	sheets := texts(t, ".css")
	if len(sheets) == 0 {
		t.Fatal("no style sheet found")
	}
	for _, name := range sheets {
		report(t, checkStyle(name, read(t, name)))
	}
	tokens := "/* one */\n:root {\n  --link: #00118f;\n}\n"
	mustPass(t, checkStyle("x.css", tokens+"#main a { color: var(--link); } /* was #fff */\n"))
	mustFind(t, checkStyle("x.css", tokens+"a { color: #fff; }\n"), "x.css:5")
	mustFind(t, checkStyle("x.css", tokens+"a {\n  box-shadow: 0 0 1px rgba(0, 0, 0, .5);\n}\n"), "x.css:6")
	mustFind(t, checkStyle("x.css", tokens+"a { background: url(https://example.com/a.png); }\n"), "another place")
	mustFind(t, checkStyle("x.css", tokens+"@import \"b.css\";\n"), "another place")
}

var scriptURL = regexp.MustCompile("(?i)[\"'`](?:https?:)?//|\\beval\\(|\\bnew Function\\(|\\.innerHTML\\b|document\\.write\\(")

// checkScript says where a script names another origin or turns text into code.
func checkScript(name, text string) (complaints []string) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if scriptURL.MatchString(line) {
			complaints = append(complaints, fmt.Sprintf("%s:%d: a script names no other origin and makes no code from text: %s", name, n, strings.TrimSpace(line)))
		}
	}
	return complaints
}

func TestScriptsStayAtHome(t *testing.T) {
	for _, name := range texts(t, ".js") {
		if strings.HasPrefix(name, "internal/") {
			report(t, checkScript(name, read(t, name)))
		}
	}
	mustFind(t, checkScript("x.js", "fetch('https://example.com/')"), "x.js:1")
	mustFind(t, checkScript("x.js", "\nbox.innerHTML = answer"), "x.js:2")
	mustPass(t, checkScript("x.js", "fetch('/orgs/suggest?q=' + q) // https://url.spec.whatwg.org"))
}
