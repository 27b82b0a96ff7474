package e2e

import (
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
)

// idle keeps the tabs that no page is checked in just now. A new tab for each page would be a new
// process of the browser, in which everything is compiled once more.
type idle struct {
	b   *browser
	end testing.TB // closes the tabs
	mu  sync.Mutex
	of  map[string][]*tab // by the reader whose cookies they hold
}

// take returns a tab for a reader, at the browser's own width.
func (i *idle) take(t testing.TB, reader string) *tab {
	t.Helper()
	i.mu.Lock()
	free := i.of[reader]
	if len(free) == 0 {
		i.mu.Unlock()
		return i.b.tabUntil(t, i.end)
	}
	p := free[len(free)-1]
	i.of[reader] = free[:len(free)-1]
	i.mu.Unlock()
	command(t, p, emulation.ClearDeviceMetricsOverride, cdp.Empty{})
	return p
}

// give takes back a tab whose page has been checked. A tab of a test that broke off is not given back.
func (i *idle) give(reader string, p *tab) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.of[reader] = append(i.of[reader], p)
}
