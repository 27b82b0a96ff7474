// Package ui draws what every page of Kyodo shares: the layout, the form controls,
// tables, notices and pagers. It knows no feature and no request; package web
// fills a Chrome and a page hands it on.
//
// # How a page is made
//
//	templ show(v showView) {
//		@ui.Layout(v.Chrome, ui.Head{Title: v.Name, Crumbs: v.Crumbs}) {
//			<h1>{ v.Name }</h1>
//			…
//		}
//	}
//
// Layout opens <main>; the page writes exactly one h1, then h2, h3 in order.
// No style attribute, no on… attribute, no inline script: the content security
// policy refuses them. Classes are listed in static/app.css, in the order of its contents.
package ui

import "github.com/a-h/templ"

// OnceField is the name of the hidden field that tells a form sent twice from two forms.
const OnceField = "_once"

// Lang is the language of a page: JA or EN.
type Lang string

// The languages. JA is what a reader gets who chose nothing.
const (
	JA Lang = "ja"
	EN Lang = "en"
)

// Other is the language that the switch leads to.
func (l Lang) Other() Lang {
	if l == EN {
		return JA
	}
	return EN
}

// Word is one text in both languages. Its fields are closed so that W is the only way
// to make one, and W does not compile without the English.
type Word struct{ ja, en string }

// W pairs a Japanese text with its English.
func W(ja, en string) Word { return Word{ja, en} }

// In returns the word in language l.
func (w Word) In(l Lang) string {
	if l == EN {
		return w.en
	}
	return w.ja
}

// Link is one entry of a navigation.
type Link struct {
	Href  string // path within the site
	Label string // in the reader's language
}

// SearchBox says where the header's search box leads.
type SearchBox struct {
	Action  string // path of the list that takes ?q=
	Suggest string // path of the JSON suggestions, "" = none
}

// Assets are the addresses of the static files, with their content hash in the name.
type Assets struct {
	CSS, JS, Icon string
	Passkey       string // in place of JS, for pages with a passkey form
}

// Chrome is everything around a page that comes from the site and the request.
// (*web.Request).Chrome fills it.
type Chrome struct {
	Lang     Lang
	Large    bool   // large type chosen
	Demo     bool   // invented data: banner and noindex
	Site     string // display name of the site in Lang
	Operator string // who runs it, in Lang
	Base     string // scheme and host of public URLs, without a slash at the end
	Path     string // path of this request, escaped
	LangHref string // this page in the other language
	TypeHref string // this page in the other type size
	Nav      []Link // header
	Foot     []Link // footer
	Search   *SearchBox
	Query    string        // what was searched for, shown again in the box
	Assets   *Assets       // never nil
	Token    func() string // the hidden form token; asking for it sets its cookie
	Once     func() string // a new key for one form
	SignIn   string        // where to sign in, "" = nobody can
	Who      string        // the name of who is signed in, "" = nobody
	Mine     []Link        // navigation of who is signed in: what their posts let them do
	Readers  []string      // who else may see this page, in words
	EndsAt   string        // until when who is signed in may wait, as 15:04 in Japan
	EndsIn   int           // the same in seconds from now
	Glass    string        // until when an emergency look is open, as 15:04 in Japan, "" = none is
}

// Feed is an Atom feed that belongs to a page.
type Feed struct{ Title, Href string }

// Crumb is one step of the breadcrumb; the last one has no Href.
type Crumb struct {
	Label, Href string
	Lang        Lang // of Label where it is not the page's: JA for the name of an organization
}

// Head says what a page is.
type Head struct {
	Title       string  // name of the page; "" on the front page, which has the site's name alone
	Description string  // one sentence for search engines
	Canonical   string  // path (and query) that is the page's permanent address, "" = none
	NoIndex     bool    // keep out of search engines
	Feeds       []Feed  // rel=alternate Atom
	JSON        string  // rel=alternate API address of the same content
	JSONLD      []byte  // schema.org data, JSON text; escaped by Layout
	Active      string  // Href of the navigation entry to mark
	Crumbs      []Crumb // steps after the front page; empty = no breadcrumb
	NoSearch    bool    // the page has its own search box
	Passkey     bool    // the page has a passkey form
	Class       string  // class on <main>: "front", "list", "record", "form", "prose" or ""
}

// href marks an address that the site itself composed (a path or "?query"): templ's
// sanitizer would refuse a query that holds a colon.
func href(s string) templ.SafeURL { return templ.SafeURL(s) }

// title is the text of <title>: 「ページ名｜サイト」.
func title(c Chrome, h Head) string {
	if h.Title == "" {
		return c.Site
	}
	return h.Title + W("｜", " | ").In(c.Lang) + c.Site
}
