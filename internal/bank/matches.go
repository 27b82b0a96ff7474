package bank

import (
	"slices"
	"strings"

	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// Matches says whether a search with the filter finds the listing among those that are published. It
// reads the listing alone, not the index: for who must not miss what the index has not seen yet. name
// is the organization's.
func (l *Listing) Matches(f Filter, name string, today term.Date) bool {
	if l.State != Open && l.State != Paused || l.Audience != Everybody && !slices.Contains(f.Audiences, l.Audience) {
		return false
	}
	if f.Direction != "" && f.Direction != l.Direction {
		return false
	}
	if len(f.Kinds)+len(f.Mains) > 0 && !slices.Contains(f.Kinds, string(l.Kind)) && !slices.Contains(f.Mains, string(l.Kind.Main())) {
		return false
	}
	if !meet(f.Cities, l.reach(today)) || !meet(f.Fields, l.Fields) || !meet(f.Statuses, []string{string(l.Status())}) || !meet(f.Months, l.months()) {
		return false
	}
	if !meet(f.Disaster, []string{yes(l.Disaster)}) || !meet(f.Standing, []string{yes(l.Standing)}) {
		return false
	}
	if f.Organization != "" && (l.Anonymous || f.Organization != l.Organization) {
		return false
	}
	words := ja.Words(f.Q)
	if len(words) == 0 {
		return true
	}
	text := []string{ja.Fold(l.Title), ja.Fold(l.Kind.Label().Ja), ja.Fold(l.Kind.Main().Label().Ja), ja.Fold(strings.Join(l.texts(), "\n"))}
	if name != "" && !l.Anonymous {
		text = append(text, ja.Spellings(name)...)
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		return !slices.ContainsFunc(text, func(t string) bool { return strings.Contains(t, w) })
	})
}

// meet says whether nothing is wanted or something of it is there.
func meet(want, have []string) bool {
	return len(want) == 0 || slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) })
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
