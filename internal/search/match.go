package search

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// matches are the documents of a segment that have all words. Each of the first
// five sets contains the one before it.
type matches struct {
	in     [places]bitset // nil when no document can be there
	prefer bitset         // nil without a preference
}

// longWord is a word of three or more characters, with the documents that may have
// it in the name, and in the name or an alias; nil where that is not known.
type longWord struct {
	text        string
	name, alias bitset
}

// keptWords bounds the memory of a query of many long words.
const keptWords = 4

// match returns the documents of base that have all words, by place.
func (v *view) match(list []string, base bitset, s *scratch) (m matches) {
	m.in[anywhere] = base
	if len(list) == 0 {
		return m
	}
	name, alias := s.copy(base), s.copy(base)
	s.long = s.long[:0]
	for _, w := range list {
		mark := s.used
		has := s.set(len(base))
		keep := utf8.RuneCountInString(w) > 2
		if keep {
			s.long = append(s.long, longWord{text: w})
		}
		// For the first long words the sets are kept: they spare verify most texts.
		keep = keep && len(s.long) <= keptWords
		v.orWord(inName, w, has, s)
		name.and(has)
		if keep {
			s.long[len(s.long)-1].name = has
			has = s.copy(has)
		}
		v.orWord(inAlias, w, has, s)
		alias.and(has)
		if keep {
			s.long[len(s.long)-1].alias = has
			has = s.copy(has)
		}
		v.orWord(inBody, w, has, s)
		base.and(has)
		if !keep {
			s.used = mark
		}
	}
	if len(s.long) > 0 {
		v.verify(s.long, name, alias, base)
	}
	m.in[nameInside], m.in[nameOrAlias] = name, alias
	return m
}

// orWord adds to dst the documents that have the word in a text of the class. For
// words of three and more characters it may add others, which verify takes out.
func (v *view) orWord(c class, word string, dst bitset, s *scratch) {
	a, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		v.post.or(dst, v.post.find(one(c, a)), s)
		return
	}
	s.refs = s.refs[:0]
	for _, b := range word[size:] {
		r := v.post.find(two(c, a, b))
		if r.n == 0 {
			return
		}
		s.refs = append(s.refs, r)
		a = b
	}
	if len(s.refs) == 1 {
		v.post.or(dst, s.refs[0], s)
		return
	}
	// The rarest pairs decide; where few are left, reading their texts is cheaper.
	slices.SortFunc(s.refs, func(x, y ref) int { return int(x.n) - int(y.n) })
	const few, most = 64, 5
	mark := s.used
	set := s.set(len(dst))
	v.post.or(set, s.refs[0], s)
	for i, r := range s.refs[1:] {
		if i >= most || s.refs[0].n <= few || r == s.refs[i] {
			break
		}
		other := s.set(len(dst))
		v.post.or(other, r, s)
		set.and(other)
		s.used--
	}
	dst.or(set)
	s.used = mark
}

// verify takes out of the sets, which may hold too much, the documents whose texts
// do not have all of the words.
func (v *view) verify(list []longWord, name, alias, base bitset) {
	for i, w := range base {
		for ; w != 0; w &= w - 1 {
			slot := uint32(i<<6 | bits.TrailingZeros64(w)) // #nosec G115 -- every count of the index is below 2^31
			r := &v.rows[slot]
			for _, l := range list {
				if (l.name == nil || l.name.has(slot)) && contains(r.field(fieldName), l.text) {
					continue
				}
				name.drop(slot)
				if (l.alias == nil || l.alias.has(slot)) && contains(r.field(fieldAlias), l.text) {
					continue
				}
				alias.drop(slot)
				if !contains(r.field(fieldBody), l.text) {
					base.drop(slot)
					break
				}
			}
		}
	}
	name.and(base)
	alias.and(base)
}

// contains is strings.Contains, faster for Japanese: the first byte of a kana or kanji
// is that of every third byte of a text, so the search goes by its last byte.
func contains(text, word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	lead := size - 1
	for len(text) >= len(word) {
		i := strings.Index(text[lead:], word[lead:])
		if i < 0 {
			return false
		}
		if text[i:i+lead] == word[:lead] {
			return true
		}
		text = text[i+1:]
	}
	return false
}
