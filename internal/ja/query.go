package ja

import (
	"slices"
	"strings"
	"unicode"
)

// The bounds of a query: what is longer is cut, not refused.
const (
	maxWords = 8
	maxRunes = 100
)

// Words splits what a person typed into a search box at white space and commas of any
// width and folds each part. Empty and repeated words fall away; at most 8 words of at
// most 100 runes remain.
func Words(query string) []string {
	var words []string
	for w := range strings.FieldsFuncSeq(query, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",，､、﹐﹑", r)
	}) {
		w = Fold(w)
		if rs := []rune(w); len(rs) > maxRunes {
			w = string(rs[:maxRunes])
		}
		if w == "" || slices.Contains(words, w) {
			continue
		}
		if words = append(words, w); len(words) == maxWords {
			break
		}
	}
	return words
}
