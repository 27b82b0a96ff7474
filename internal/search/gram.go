package search

import (
	"strings"
	"unicode/utf8"
)

// class says in which kind of text a gram stands.
type class uint64

const (
	inName class = iota
	inAlias
	inBody
	isFacet // not a text: the value of a facet
)

// separator stands between the texts of one class of one document. No text and no
// word holds it (see clean), so no word matches across two texts.
const separator = '\n'

// one is the posting key of a single character.
func one(c class, a rune) uint64 { return uint64(c)<<60 | uint64(a)<<22 }

// two is the posting key of two neighbouring characters. The second is counted
// from 1, because 0 in its place means a single character.
func two(c class, a, b rune) uint64 { return one(c, a) | uint64(b+1) }

// facetKey is the posting key of a facet value, by its numbers in the dictionary.
func facetKey(key int, value uint32) uint64 {
	return uint64(isFacet)<<60 | uint64(key)<<32 | uint64(value) // #nosec G115 -- every count of the index is below 2^31
}

// grams adds every one and two neighbouring characters of the texts, which are
// joined by the separator.
func (p *poster) grams(c class, texts string, slot uint32) {
	before := rune(separator)
	for _, r := range texts {
		if r != separator {
			p.add(one(c, r), slot)
			if before != separator {
				p.add(two(c, before, r), slot)
			}
		}
		before = r
	}
}

// clean returns a text or word as the index compares it: valid UTF-8 without
// line breaks.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if strings.IndexByte(s, separator) >= 0 {
		s = strings.ReplaceAll(s, string(separator), " ")
	}
	return s
}
