package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stepTimeout bounds one action in the browser.
const stepTimeout = 60 * time.Second

var errNoChromium = errors.New("no Chromium or Chrome found")

// browser is one running headless Chromium.
type browser struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// chromium returns the browser that the tests share.
func chromium(t testing.TB) *browser {
	t.Helper()
	b, err := shared.browser()
	if errors.Is(err, errNoChromium) {
		absent(t, "chromium", err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// startBrowser starts Chromium with the empty profile folder dir. It talks to
// it through a pipe and opens no port.
func startBrowser(dir string) (*browser, error) {
	path, err := findChromium()
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(dir),
		chromedp.WindowSize(1280, 900),
		chromedp.Flag("lang", "ja"),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-default-browser-check", true),
	)
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		cancelAlloc()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return &browser{ctx: ctx, cancel: func() { cancel(); cancelAlloc() }}, nil
}

func (b *browser) close() {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	_ = chromedp.Cancel(ctx) // the process is killed below in any case
	b.cancel()
}

func findChromium() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return filepath.Abs(path)
		}
	}
	return "", errNoChromium
}

// tab is one page of the browser with its own cookies. It is for one goroutine.
type tab struct {
	ctx   context.Context
	watch *watch
}

// tab opens an empty tab that closes with the test.
func (b *browser) tab(t testing.TB) *tab {
	t.Helper()
	return b.tabUntil(t, t)
}

// tabUntil is tab, where another test says when it closes.
func (b *browser) tabUntil(t, end testing.TB) *tab {
	t.Helper()
	w := &watch{}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.event))
	end.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	p := &tab{ctx: ctx, watch: w}
	command(t, p, network.Enable, network.EnableParams{})
	command(t, p, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	command(t, p, log.Enable, cdp.Empty{})
	return p
}

// command sends one protocol command to the tab.
func command[P, R any](t testing.TB, p *tab, cmd cdp.Command[P, R], params P) R {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	res, err := chromedp.Call(ctx, cmd, params)
	if err != nil {
		t.Fatalf("%s: %v", cmd.Method, err)
	}
	return res
}

// run runs one browser action in the tab.
func run[T any](t testing.TB, p *tab, a chromedp.Action[T]) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	res, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// open goes to url, waits until the page is loaded, and returns the status of
// the document. What the tab saw before is forgotten.
func (p *tab) open(t testing.TB, url string) int {
	t.Helper()
	p.watch.reset(url)
	return int(run(t, p, chromedp.NavigateResponse(url)).Status)
}

// carry gives the tab the cookie of a session, "" = none.
func (p *tab) carry(t testing.TB, origin, cookie string) {
	t.Helper()
	if name, value, ok := strings.Cut(cookie, "="); ok {
		command(t, p, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: origin})
	}
}

// post is open with a form of the type application/x-www-form-urlencoded, sent
// by the given method. Where the form has anyToken, its page is opened first.
func (p *tab) post(t testing.TB, method, url, form string) int {
	t.Helper()
	if strings.Contains(form, anyToken) {
		if p.open(t, url) == http.StatusMethodNotAllowed {
			p.open(t, above(url))
		}
		token := eval[string](t, p, `document.querySelector("[name=_token]").value`)
		form = strings.Replace(form, anyToken, "_token="+token, 1)
	}
	ctx, cancel := context.WithCancel(p.ctx)
	defer cancel()
	paused := chromedp.Events(ctx, fetch.RequestPaused)
	command(t, p, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*", ResourceType: network.ResourceTypeDocument}}})
	done := make(chan error, 1)
	go func() {
		for ev, err := range paused {
			if err != nil {
				done <- err
				return
			}
			params := fetch.ContinueRequestParams{RequestID: ev.RequestID, Method: method}
			if form != "" {
				params.PostData = []byte(form)
				for name, value := range ev.Request.Headers {
					params.Headers = append(params.Headers, &fetch.HeaderEntry{Name: name, Value: fmt.Sprint(value)})
				}
				params.Headers = append(params.Headers, &fetch.HeaderEntry{Name: "Content-Type", Value: "application/x-www-form-urlencoded"})
			}
			_, err := chromedp.Call(ctx, fetch.ContinueRequest, params)
			done <- err
			return
		}
	}()
	status := p.open(t, url)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	command(t, p, fetch.Disable, cdp.Empty{})
	return status
}

// eval evaluates an expression in the page, whatever its content policy says,
// and waits for it when it is a promise.
func eval[T any](t testing.TB, p *tab, expression string) T {
	t.Helper()
	return run(t, p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// submit types text into the field that selector names, in place of what it
// holds, presses Enter and waits for the next page.
func (p *tab) submit(t testing.TB, selector, text string) {
	t.Helper()
	eval[bool](t, p, fmt.Sprintf(`(e => { e.focus(); e.select(); return document.activeElement === e })(document.querySelector(%q))`, selector))
	command(t, p, input.InsertText, input.InsertTextParams{Text: text})
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatalf("submit %s: %v", selector, err)
	}
}

// viewport sets the size of the page in CSS pixels.
func (p *tab) viewport(t testing.TB, width, height int64) {
	t.Helper()
	run(t, p, chromedp.EmulateViewport(width, height))
}

// media sets the medium ("", "print") and a media feature such as
// forced-colors=active. Empty values end the emulation.
func (p *tab) media(t testing.TB, medium, feature, value string) {
	t.Helper()
	params := emulation.SetEmulatedMediaParams{Media: medium}
	if feature == "" {
		feature, value = "forced-colors", "none" // a feature that is left out stays as it was
	}
	params.Features = []*emulation.MediaFeature{{Name: feature, Value: value}}
	command(t, p, emulation.SetEmulatedMedia, params)
}

// scripts switches the page's scripts on or off from the next page on.
func (p *tab) scripts(t testing.TB, on bool) {
	t.Helper()
	command(t, p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// screenshot returns the whole page at the given width as PNG.
func (p *tab) screenshot(t testing.TB, width int64) []byte {
	t.Helper()
	p.viewport(t, width, 900)
	yes := true
	size := command(t, p, page.GetLayoutMetrics, cdp.Empty{}).CSSContentSize
	clip := &page.Viewport{Width: float64(width), Height: min(size.Height, 12000), Scale: 1}
	return command(t, p, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &yes, Clip: clip}).Data
}
