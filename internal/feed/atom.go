package feed

import (
	"encoding/xml"
	"io"
	"net"
	"strings"
	"time"

	"kyodo/internal/fault"
)

// AtomType is the media type of Atom.
const AtomType = "application/atom+xml; charset=utf-8"

// Atom is a feed (RFC 4287 section 4.1.1). ID, Title, Updated and Author are required.
type Atom struct {
	ID        string // tag: URI, see Tag; never changes
	Title     string
	Subtitle  string
	Lang      string // of the texts: "ja"
	Updated   time.Time
	Self      string // absolute address of the feed
	Alternate string // absolute address of the page with the same content
	Author    string
	Rights    string
	Entries   []Entry
}

// Entry is one piece of news (section 4.1.2). ID, Title and Updated are required.
type Entry struct {
	ID         string // tag: URI; another one for every piece of news
	Title      string
	Updated    time.Time
	Link       string // absolute address of the page
	Summary    string
	Categories []Category
}

// Category classifies an entry.
type Category struct{ Term, Label string }

// tagYear is the year of the tag: URIs: whoever runs the site holds the host name in it
// (RFC 4151). It never changes, or all identifiers would.
const tagYear = "2026"

// Tag returns the tag: URI of a path at a host ("host" or "host:port").
func Tag(host, path string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return "tag:" + strings.ToLower(strings.Trim(host, "[]")) + "," + tagYear + ":" + path
}

// The XML of the feed, in the order in which it is written.
type (
	atomText struct {
		Type string `xml:"type,attr,omitempty"`
		Text string `xml:",chardata"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomCategory struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr,omitempty"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Updated    string         `xml:"updated"`
		Link       *atomLink      `xml:"link"`
		Summary    *atomText      `xml:"summary"`
		Categories []atomCategory `xml:"category"`
	}
	atomFeed struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang     string      `xml:"xml:lang,attr,omitempty"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle,omitempty"`
		Updated  string      `xml:"updated"`
		Links    []atomLink  `xml:"link"`
		Author   atomAuthor  `xml:"author"`
		Rights   string      `xml:"rights,omitempty"`
		Entries  []atomEntry `xml:"entry"`
	}
)

// Write writes the feed. The same feed gives the same bytes. Characters that XML cannot carry
// become U+FFFD.
func (a Atom) Write(w io.Writer) (err error) {
	defer fault.Wrap(&err, "feed.Atom.Write(%q)", a.ID)
	x := atomFeed{
		Lang: a.Lang, ID: a.ID, Title: a.Title, Subtitle: a.Subtitle, Updated: a.Updated.Format(time.RFC3339),
		Author: atomAuthor{a.Author}, Rights: a.Rights,
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: a.Self}},
	}
	if a.Alternate != "" {
		x.Links = append(x.Links, atomLink{Rel: "alternate", Type: "text/html", Href: a.Alternate})
	}
	for _, e := range a.Entries {
		one := atomEntry{ID: e.ID, Title: e.Title, Updated: e.Updated.Format(time.RFC3339)}
		if e.Link != "" {
			one.Link = &atomLink{Rel: "alternate", Type: "text/html", Href: e.Link}
		}
		if e.Summary != "" {
			one.Summary = &atomText{Type: "text", Text: e.Summary}
		}
		for _, c := range e.Categories {
			one.Categories = append(one.Categories, atomCategory(c))
		}
		x.Entries = append(x.Entries, one)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(x); err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n")
	return err
}
