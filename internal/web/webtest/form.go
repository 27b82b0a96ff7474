package webtest

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Form finds the form of a page whose button has the text, and returns where it goes and what a
// browser would send when nobody types anything: its hidden fields, values, ticks and choices. ok is
// false when no form has such a button. A test that presses a button of a page uses it, so that it
// sends what stands in the page and not what the page ought to hold.
func Form(body, button string) (action string, fields url.Values, ok bool) {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return "", nil, false
	}
	for f := range doc.Descendants() {
		if f.DataAtom != atom.Form || !hasButton(f, button) {
			continue
		}
		action, _ = attr(f, "action")
		fields = url.Values{}
		for n := range f.Descendants() {
			if name, value, sent := successful(n); sent {
				fields.Add(name, value)
			}
		}
		return action, fields, true
	}
	return "", nil, false
}

func hasButton(form *html.Node, label string) bool {
	for n := range form.Descendants() {
		if n.DataAtom == atom.Button && text(n) == label {
			return true
		}
	}
	return false
}

// successful says what a control adds to the form that is sent, as HTML defines it.
func successful(n *html.Node) (key, value string, sent bool) {
	key, named := attr(n, "name")
	_, off := attr(n, "disabled")
	if !named || key == "" || off {
		return "", "", false
	}
	value, _ = attr(n, "value")
	switch n.DataAtom {
	case atom.Input:
		switch kind, _ := attr(n, "type"); kind {
		case "file", "submit", "button", "reset", "image":
			return "", "", false
		case "checkbox", "radio":
			_, ticked := attr(n, "checked")
			return key, value, ticked
		}
		return key, value, true
	case atom.Textarea:
		value = ""
		for c := range n.ChildNodes() {
			value += c.Data
		}
		return key, value, true
	case atom.Select:
		found := false
		for o := range n.Descendants() {
			if o.DataAtom != atom.Option {
				continue
			}
			_, chosen := attr(o, "selected")
			if v, ok := attr(o, "value"); chosen || !found {
				if !ok {
					v = text(o)
				}
				value = v
				found = true
				if chosen {
					break
				}
			}
		}
		return key, value, found
	}
	return "", "", false
}
