package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// Limits of one page.
const (
	maxHTML     = 100_000 // bytes, plain
	maxHTMLGzip = 25_000  // bytes, as sent with gzip
	maxRequests = 5       // the document included
	maxScript   = 15_000  // bytes of all scripts, plain
	minTarget   = 24      // CSS pixels
	narrow      = 320     // CSS pixels, the narrowest screen
)

// tooWide lists the elements that make a page scroll sideways at the present
// width. What scrolls inside its own box does not count.
const tooWide = `(() => {
	const width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= width) return [];
	const own = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
		if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
	const bad = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 0.5 && !own(e));
	return ["scrollWidth " + document.documentElement.scrollWidth + " at " + width,
		...bad.slice(-5).map(e => e.outerHTML.slice(0, 160))];
})()`

// smallTargets lists what can be pressed and is smaller than minTarget in a
// direction (WCAG 2.2, 2.5.8), but for links inside a sentence and targets
// with enough space around them.
const smallTargets = `(min => {
	const shown = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && e.getClientRects().length > 0;
	const box = e => {
		const r = [e, ...((e.type === "checkbox" || e.type === "radio") && e.labels || [])].map(x => x.getBoundingClientRect());
		const left = Math.min(...r.map(x => x.left)), top = Math.min(...r.map(x => x.top));
		const right = Math.max(...r.map(x => x.right)), bottom = Math.max(...r.map(x => x.bottom));
		return {left, top, right, bottom, width: right - left, height: bottom - top};
	};
	const inSentence = e => {
		if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return false;
		let block = e.parentElement;
		while (block && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
		if (!block) return false;
		const copy = block.cloneNode(true);
		copy.querySelectorAll("a,button,script,style").forEach(x => x.remove());
		return copy.textContent.trim() !== "";
	};
	const clipped = b => b.width <= 2 || b.height <= 2 || b.right < 0 || b.bottom < 0; // shown on focus only
	const all = [...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex='0']")]
		.filter(e => shown(e) && !e.disabled).map(e => ({e, b: box(e)})).filter(x => !clipped(x.b));
	const small = all.filter(x => x.b.width < min - 0.01 || x.b.height < min - 0.01);
	const gap = (x, y) => {
		const cx = (x.b.left + x.b.right) / 2, cy = (x.b.top + x.b.bottom) / 2;
		if (small.includes(y)) return Math.hypot(cx - (y.b.left + y.b.right) / 2, cy - (y.b.top + y.b.bottom) / 2) - min / 2;
		return Math.hypot(Math.max(y.b.left - cx, 0, cx - y.b.right), Math.max(y.b.top - cy, 0, cy - y.b.bottom));
	};
	return small.filter(x => !inSentence(x.e) && all.some(y => y.e !== x.e && !x.e.contains(y.e) && !y.e.contains(x.e) && gap(x, y) < min / 2))
		.slice(0, 10).map(x => Math.round(x.b.width) + "x" + Math.round(x.b.height) + " " + x.e.outerHTML.slice(0, 160));
})(%d)`

// japanese lists kana and kanji that an English page shows outside elements
// marked lang=ja: in text, in the title and in attributes that are read out.
// What the user typed is his own.
const japanese = `(() => {
	const pattern = /[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]/;
	const marked = e => { const m = e.closest("[lang]"); return m && m.lang.toLowerCase().startsWith("ja"); };
	const known = [...document.querySelectorAll("[lang]")].filter(e => marked(e)).map(e => e.textContent.trim())
		.concat([...document.querySelectorAll("input,textarea")].map(e => e.value.trim())).filter(s => s).sort((a, b) => b.length - a.length);
	const rest = s => { for (const k of known) s = s.replaceAll(k, ""); return s; };
	const bad = [];
	const say = (where, s) => { if (pattern.test(s)) bad.push(where + ": " + s.trim().slice(0, 120)); };
	if (document.documentElement.lang !== "en") bad.push("html lang is " + document.documentElement.lang);
	say("title", rest(document.title));
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; (n = walk.nextNode()); ) {
		const e = n.parentElement;
		if (!e.closest("script,style,template,textarea") && !marked(e)) say(e.tagName.toLowerCase(), n.data);
	}
	for (const e of document.body.querySelectorAll("[alt],[aria-label],[aria-description],[title],[placeholder],input[type=submit],input[type=button]")) {
		if (marked(e)) continue;
		for (const a of ["alt", "aria-label", "aria-description", "title", "placeholder"]) if (e.hasAttribute(a)) say("@" + a, rest(e.getAttribute(a)));
		if (e.type === "submit" || e.type === "button") say("@value", e.value ?? "");
	}
	return bad.slice(0, 20);
})()`

// outline describes what a page says without its scripts.
const outline = `({
	title: document.title.trim(),
	h1: [...document.querySelectorAll("h1")].filter(e => e.checkVisibility()).map(e => e.textContent.trim()).join(" | "),
	text: document.body.innerText.length,
})`

type pageOutline struct {
	Title string `json:"title"`
	H1    string `json:"h1"`
	Text  int    `json:"text"` // characters shown
}

// checkNetwork reports requests to another origin, too many requests, too much
// script, and everything that the browser complained of.
func checkNetwork(p *tab, origin string) (bad []string) {
	requests, problems := p.watch.seen()
	bad = append(bad, problems...)
	for _, u := range foreign(requests, origin) {
		bad = append(bad, "request to another origin: "+u)
	}
	// A busy browser may ask for the icon once more: each address counts once.
	var urls []string
	for _, r := range requests {
		if !slices.Contains(urls, r.url) {
			urls = append(urls, r.url)
		}
	}
	if len(urls) > maxRequests {
		bad = append(bad, fmt.Sprintf("%d requests, at most %d: %s", len(urls), maxRequests, strings.Join(urls, " ")))
	}
	var script int
	for _, r := range requests {
		if r.failed != "" {
			bad = append(bad, "request failed: "+r.url+": "+r.failed)
		}
		if r.kind == network.ResourceTypeScript && strings.HasPrefix(r.url, origin) {
			body, err := fetchPage(http.MethodGet, r.url, "", "")
			if err != nil {
				bad = append(bad, err.Error())
				continue
			}
			script += len(body.html)
		}
	}
	if script > maxScript {
		bad = append(bad, fmt.Sprintf("%d bytes of script, at most %d", script, maxScript))
	}
	return bad
}

// checkNarrow reports sideways scrolling and small targets on the narrowest
// screen. It leaves the tab at that width.
func checkNarrow(t testing.TB, p *tab) (bad []string) {
	p.viewport(t, narrow, 640)
	for _, s := range eval[[]string](t, p, tooWide) {
		bad = append(bad, "too wide: "+s)
	}
	for _, s := range eval[[]string](t, p, fmt.Sprintf(smallTargets, minTarget)) {
		bad = append(bad, "target too small: "+s)
	}
	return bad
}

// checkEnglish reports Japanese in the English page's own words.
func checkEnglish(t testing.TB, p *tab) (bad []string) {
	for _, s := range eval[[]string](t, p, japanese) {
		bad = append(bad, "Japanese in English chrome: "+s)
	}
	return bad
}

// checkAxe reports what axe-core finds in light and in forced colours. Where forced colours change
// nothing but colours, the rules about anything else would say again what they have said.
func checkAxe(t testing.TB, p *tab, source string) (bad []string) {
	for _, v := range p.axe(t, source) {
		bad = append(bad, "axe: "+v.String())
	}
	light := eval[string](t, p, shape)
	p.media(t, "", "forced-colors", "active")
	rules := axeColours
	if eval[string](t, p, shape) != light {
		rules = axeAll
	}
	for _, v := range p.axeRules(t, source, rules) {
		bad = append(bad, "axe in forced colours: "+v.String())
	}
	p.media(t, "", "", "")
	return bad
}

// checkWithoutScripts opens the page anew with scripts off: title, heading and
// nine tenths of the text must be there.
func checkWithoutScripts(t testing.TB, p *tab, with pageOutline, reopen func()) (bad []string) {
	p.scripts(t, false)
	defer p.scripts(t, true)
	reopen()
	without := eval[pageOutline](t, p, outline)
	if without.Title == "" || without.Title != with.Title {
		bad = append(bad, fmt.Sprintf("title without scripts is %q, with %q", without.Title, with.Title))
	}
	if without.H1 == "" || without.H1 != with.H1 {
		bad = append(bad, fmt.Sprintf("h1 without scripts is %q, with %q", without.H1, with.H1))
	}
	if without.Text*10 < with.Text*9 {
		bad = append(bad, fmt.Sprintf("%d characters without scripts, %d with", without.Text, with.Text))
	}
	return bad
}
