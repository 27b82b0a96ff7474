// Package codes holds the small code tables of the domain as Go data, each with its
// source beside it and, where a table changed, with the period of every entry:
// activity fields, municipalities and regions, kinds of organization, authorities,
// states, the code lists of the corporate number, and check digits.
//
// A slug or an official code is the key that other tables store; numbers that were
// renumbered are attributes of a period. All functions are pure.
package codes

// Label is a name in both languages of the pages.
type Label struct {
	Ja string
	En string
}

// In returns the English name for "en" and the Japanese one for all else.
func (l Label) In(lang string) string {
	if lang == "en" {
		return l.En
	}
	return l.Ja
}
