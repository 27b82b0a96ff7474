package ja

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is a stretch of a text as it was given; Hit says that a search word found it.
type Piece struct {
	Text string
	Hit  bool
}

// Marker finds the words of a query in texts. Make one for a page, not one for a text.
type Marker struct {
	needles []string // folded spellings
}

// NewMarker returns a Marker for words. A word that begins or ends with a legal form is found in
// its other spellings too (see Spellings).
func NewMarker(words []string) Marker {
	var m Marker
	for _, w := range words {
		for _, n := range Spellings(w) {
			if n != "" {
				m.needles = append(m.needles, n)
			}
		}
	}
	return m
}

// In reports whether a word is found in a text that is folded already. Where it says no, Highlight
// and Snippet would mark nothing, and cost far more.
func (m Marker) In(folded string) bool {
	return slices.ContainsFunc(m.needles, func(n string) bool { return strings.Contains(folded, n) })
}

// Highlight cuts s into pieces, marking every place where one of the words is found
// after folding. The texts of the pieces make up s.
func (m Marker) Highlight(s string) []Piece {
	if s == "" {
		return nil
	}
	var pieces []Piece
	done := 0
	for _, h := range m.hits(s) {
		if h[0] > done {
			pieces = append(pieces, Piece{Text: s[done:h[0]]})
		}
		pieces = append(pieces, Piece{Text: s[h[0]:h[1]], Hit: true})
		done = h[1]
	}
	if done < len(s) {
		pieces = append(pieces, Piece{Text: s[done:]})
	}
	return pieces
}

// hits returns the byte ranges of s that the words find, in order, apart from each other.
func (m Marker) hits(s string) [][2]int {
	back := FoldMap(s)
	var all [][2]int
	for _, n := range m.needles {
		for at := 0; ; {
			i := strings.Index(back.Folded[at:], n)
			if i < 0 {
				break
			}
			from, to := back.Origin(at+i, at+i+len(n))
			all = append(all, [2]int{from, to})
			_, first := utf8.DecodeRuneInString(n)
			at += i + first
		}
	}
	slices.SortFunc(all, func(a, b [2]int) int { return a[0] - b[0] })
	merged := all[:0]
	for _, h := range all {
		if n := len(merged); n > 0 && h[0] <= merged[n-1][1] {
			merged[n-1][1] = max(merged[n-1][1], h[1])
			continue
		}
		merged = append(merged, h)
	}
	return merged
}

// Snippet returns a window of at most limit runes (the … not counted) around the first
// hit in s, or the beginning of s when nothing hits. A … stands at each end that is cut.
// A hit is never cut: one that is longer than limit is shown whole.
func (m Marker) Snippet(s string, limit int) []Piece {
	if limit <= 0 {
		return nil
	}
	at := starts(s)
	n := len(at) - 1
	if n <= limit {
		return m.Highlight(s)
	}
	found := m.hits(s)
	from, to := 0, limit
	if len(found) > 0 {
		a, _ := slices.BinarySearch(at, found[0][0])
		b, _ := slices.BinarySearch(at, found[0][1])
		from = max(0, min(a-(limit-(b-a))/3, a))
		to = min(from+limit, n)
		from = min(from, max(0, to-limit), a)
		for _, h := range found {
			c, _ := slices.BinarySearch(at, h[0])
			d, _ := slices.BinarySearch(at, h[1])
			if c < to && to < d {
				to = max(c, b)
			}
		}
		to = max(to, b)
		for from < a && clings(s[at[from]:]) {
			from++
		}
		for to > b && to < n && clings(s[at[to]:]) {
			to--
		}
	} else {
		for to > 1 && clings(s[at[to]:]) {
			to--
		}
	}
	var pieces []Piece
	if from > 0 {
		pieces = append(pieces, Piece{Text: "…"})
	}
	pieces = append(pieces, within(s, found, at[from], at[to])...)
	if to < n {
		pieces = append(pieces, Piece{Text: "…"})
	}
	return pieces
}

// within cuts s[from:to] at the hits that lie inside.
func within(s string, found [][2]int, from, to int) []Piece {
	var pieces []Piece
	for _, h := range found {
		if h[0] < from || h[1] > to {
			continue
		}
		if h[0] > from {
			pieces = append(pieces, Piece{Text: s[from:h[0]]})
		}
		pieces = append(pieces, Piece{Text: s[h[0]:h[1]], Hit: true})
		from = h[1]
	}
	if from < to {
		pieces = append(pieces, Piece{Text: s[from:to]})
	}
	return pieces
}

// starts returns the byte offset of every rune of s, and len(s).
func starts(s string) []int {
	at := make([]int, 0, len(s)/2+2)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}

// clings reports whether s begins with a mark that belongs to the rune before it.
func clings(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.M, r) || r == '\u200D' || r == 'ﾞ' || r == 'ﾟ'
}
