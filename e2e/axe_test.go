package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// violation is one rule of axe-core that a page breaks.
type violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"` // the offending elements
}

func (v violation) String() string {
	return fmt.Sprintf("%s (%s): %s\n    %s", v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n    "))
}

// axeRun runs every rule of WCAG 2.0 to 2.2, levels A and AA, and axe's best
// practices.
const axeRun = `axe.run(document, {
	runOnly: %s,
	resultTypes: ["violations"],
}).then(r => r.violations.map(v => ({
	id: v.id, impact: v.impact ?? "", help: v.help,
	nodes: v.nodes.slice(0, 5).map(n => n.target.join(" ") + "  " + n.html.slice(0, 200) + "  " +
		[...n.any, ...n.all, ...n.none].map(c => c.message).join("; ")),
})))`

// What axe runs: everything, and the rules that look at colours.
const (
	axeAll     = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	axeColours = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

// shape is where each element of the page stands and whether it can be seen: all that a rule can
// find out from the style besides colours.
const shape = `[...document.querySelectorAll("*")].map(e => {
	const r = e.getBoundingClientRect();
	return [r.x, r.y, r.width, r.height].map(Math.round) + "," + e.checkVisibility({visibilityProperty: true, opacityProperty: true});
}).join(";")`

// axeSource returns the text of axe-core.
func axeSource(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(moduleRoot(t), "node_modules", "axe-core", "axe.min.js"))
	if os.IsNotExist(err) {
		absent(t, "node", "axe-core is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// axe returns what axe-core finds wrong with the page in the tab, as it is shown
// now. It is evaluated from outside, so the page's content policy does not apply.
func (p *tab) axe(t testing.TB, source string) []violation {
	t.Helper()
	return p.axeRules(t, source, axeAll)
}

// axeRules is axe with some rules only.
func (p *tab) axeRules(t testing.TB, source, rules string) []violation {
	t.Helper()
	if !eval[bool](t, p, `typeof axe === "object"`) {
		eval[struct{}](t, p, source)
	}
	return eval[[]violation](t, p, fmt.Sprintf(axeRun, rules))
}
