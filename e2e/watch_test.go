package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// request is one request that a page made, over the network or to itself.
type request struct {
	url    string
	kind   network.ResourceType
	bytes  int64 // received, with headers, as sent over the wire
	failed string
}

// watch collects what a tab requested and what it complained of.
type watch struct {
	mu       sync.Mutex
	document string // the address asked for
	requests []*request
	byID     map[network.RequestID]*request
	problems []string
}

// reset forgets everything and names the document that comes next.
func (w *watch) reset(document string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.document, w.requests, w.problems = document, nil, nil
	w.byID = map[network.RequestID]*request{}
}

// event takes one event of the browser.
func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if w.byID == nil {
			return
		}
		r := &request{url: ev.Request.URL, kind: ev.Type}
		w.requests = append(w.requests, r)
		w.byID[ev.RequestID] = r
	case *network.EventLoadingFinished:
		if r := w.byID[ev.RequestID]; r != nil {
			r.bytes = int64(ev.EncodedDataLength)
		}
	case *network.EventLoadingFailed:
		if r := w.byID[ev.RequestID]; r != nil {
			r.failed = ev.ErrorText
		}
	case *log.EventEntryAdded:
		e := ev.Entry
		own := e.Source == log.EntrySourceNetwork && sameDocument(e.URL, w.document) // the document's own 404 or 422
		if !own && (e.Level == log.EntryLevelError || e.Level == log.EntryLevelWarning) {
			w.problems = append(w.problems, fmt.Sprintf("%s %s: %s", e.Source, e.Level, e.Text))
		}
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeWarning || ev.Type == runtime.ConsoleAPICalledTypeAssert {
			var text []string
			for _, a := range ev.Args {
				text = append(text, strings.Trim(string(a.Value), `"`)+a.Description)
			}
			w.problems = append(w.problems, fmt.Sprintf("console.%s: %s", ev.Type, strings.Join(text, " ")))
		}
	case *runtime.EventExceptionThrown:
		text := ev.ExceptionDetails.Text
		if x := ev.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		w.problems = append(w.problems, "exception: "+text)
	}
}

// sameDocument compares two addresses as the browser writes them: escaping may
// differ, the meaning not.
func sameDocument(a, b string) bool {
	ua, err1 := url.Parse(a)
	ub, err2 := url.Parse(b)
	return err1 == nil && err2 == nil && ua.Host == ub.Host && ua.Path == ub.Path && ua.Query().Encode() == ub.Query().Encode()
}

// seen returns the requests over the network and the problems so far.
func (w *watch) seen() (requests []request, problems []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.requests {
		if !strings.HasPrefix(r.url, "data:") && !strings.HasPrefix(r.url, "about:") && !strings.HasPrefix(r.url, "blob:") {
			requests = append(requests, *r)
		}
	}
	return requests, append([]string(nil), w.problems...)
}

// foreign returns the addresses among requests that are not of origin
// (scheme://host:port).
func foreign(requests []request, origin string) (urls []string) {
	for _, r := range requests {
		if u, err := url.Parse(r.url); err != nil || u.Scheme+"://"+u.Host != origin {
			urls = append(urls, r.url)
		}
	}
	return urls
}
