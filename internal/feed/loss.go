package feed

import (
	"cmp"
	"slices"
)

// PlacesMax is how many places of one character are remembered; the rest is only counted.
const PlacesMax = 100

// Place is where a character was lost. Row 0 is the header.
type Place struct {
	Row    int
	Column string
}

// Loss is one character that an encoding does not have.
type Loss struct {
	Rune   rune
	Count  int
	Places []Place // the first PlacesMax
}

// Losses are the characters that a file could not carry.
type Losses struct {
	by    map[rune]*Loss
	total int
}

func (l *Losses) add(r rune, row int, column string) {
	one := l.by[r]
	if one == nil {
		one = &Loss{Rune: r}
		l.by[r] = one
	}
	one.Count++
	l.total++
	if len(one.Places) < PlacesMax {
		one.Places = append(one.Places, Place{row, column})
	}
}

// Total is how many characters were lost.
func (l *Losses) Total() int { return l.total }

// List returns the characters, the most frequent first, then by code point.
func (l *Losses) List() []Loss {
	list := make([]Loss, 0, len(l.by))
	for _, one := range l.by {
		list = append(list, *one)
	}
	slices.SortFunc(list, func(a, b Loss) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Rune, b.Rune)) })
	return list
}
