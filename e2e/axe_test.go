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
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	resultTypes: ["violations"],
}).then(r => r.violations.map(v => ({
	id: v.id, impact: v.impact ?? "", help: v.help,
	nodes: v.nodes.slice(0, 5).map(n => n.target.join(" ") + "  " + n.html.slice(0, 200) + "  " +
		[...n.any, ...n.all, ...n.none].map(c => c.message).join("; ")),
})))`

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
	if !eval[bool](t, p, `typeof axe === "object"`) {
		eval[struct{}](t, p, source)
	}
	return eval[[]violation](t, p, axeRun)
}
