package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// reader goes through pages with the keyboard alone, and counts what that costs.
type reader struct {
	*tab
	inputs int // words typed, boxes ticked, links and buttons taken
	tabs   int // presses of the Tab key
}

// mostTabs bounds the way to one place on a page.
const mostTabs = 150

// reach presses Tab until the focused element matches the selector, and fails when focus cannot be
// seen or never comes there.
func (r *reader) reach(t testing.TB, selector string) {
	t.Helper()
	here := fmt.Sprintf(`(e => e !== null && e.matches(%q))(document.activeElement)`, selector)
	for range mostTabs {
		if eval[bool](t, r.tab, here) {
			return
		}
		run(t, r.tab, chromedp.KeyEvent(kb.Tab))
		r.tabs++
		if !eval[bool](t, r.tab, `(e => { const s = getComputedStyle(e); return e === document.body || s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== "none" })(document.activeElement)`) {
			t.Fatalf("focus cannot be seen on %s", eval[string](t, r.tab, "document.activeElement.outerHTML.slice(0, 200)"))
		}
	}
	t.Fatalf("%d presses of Tab do not lead to %s", mostTabs, selector)
}

// write types text into the focused field in place of what it holds.
func (r *reader) write(t testing.TB, text string) {
	t.Helper()
	eval[bool](t, r.tab, "document.activeElement.select() === undefined")
	command(t, r.tab, input.InsertText, input.InsertTextParams{Text: text})
	r.inputs++
}

// tick presses the space bar.
func (r *reader) tick(t testing.TB) {
	t.Helper()
	run(t, r.tab, chromedp.KeyEvent(" "))
	r.inputs++
}

// enter presses Enter and waits for the page that it leads to.
func (r *reader) enter(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, stepTimeout)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatalf("Enter leads nowhere: %v", err)
	}
	r.inputs++
}

// until waits for an expression to become true.
func (r *reader) until(t testing.TB, expression string) {
	t.Helper()
	for deadline := time.Now().Add(stepTimeout); !eval[bool](t, r.tab, expression); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never true: %s", expression)
		}
	}
}

// Keys that the journeys press by name.
const (
	arrowDown = kb.ArrowDown
	arrowUp   = kb.ArrowUp
	enterKey  = kb.Enter
)

// press presses a key that leads to no other page.
func press(t testing.TB, r *reader, key string) {
	t.Helper()
	run(t, r.tab, chromedp.KeyEvent(key))
	r.inputs++
}
