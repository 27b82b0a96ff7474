package registerweb

import (
	"kyodo/internal/register"
)

// eventView is one thing that happened.
type eventView struct {
	Date   string // for people
	ISO    string // for machines
	Label  string
	Before string // Japanese
	After  string // Japanese
	Source string
}

// events lists what happened, newest first.
func (b *builder) events() []eventView {
	list := make([]eventView, 0, len(b.d.Events))
	for _, e := range b.d.Events {
		v := eventView{
			Date: date(b.t.lang, e.On), ISO: e.On.String(), Label: b.w.eventLabel(e.Kind),
			Before: clip(e.Before, longText), After: clip(e.After, longText),
		}
		if v.Date == "" {
			v.Date = b.w.DateUnknown
		}
		if e.Source != "" {
			v.Source = e.Source.Label().In(string(b.t.lang))
		}
		list = append(list, v)
	}
	return list
}

// credit is a source with the words that its owner asks for.
type credit struct{ Name, AsOf, Words string }

// credits lists the sources of the page, each once.
func (b *builder) credits() []credit {
	var list []credit
	for _, s := range [...]register.Source{register.NTA, register.CAO, register.Government, register.Self, register.List, register.Sample} {
		var newest register.Origin
		used := false
		for _, o := range b.d.Provenance {
			if o.Source == s {
				used = true
				if o.AsOf.After(newest.AsOf) {
					newest = o
				}
			}
		}
		if used {
			list = append(list, credit{s.Label().In(string(b.t.lang)), date(b.t.lang, newest.AsOf), s.Credit()})
		}
	}
	return list
}
