package search

import (
	"cmp"
	"slices"
)

// Suggestion is a text offered while somebody types.
type Suggestion struct {
	Text string // Doc.Suggest
	ID   string // of the first document with that text
}

// Suggest offers up to n (LimitMax at most) distinct texts for a folded word: of
// documents with a name that starts with it, in the order of these names; then
// with it inside a name; then inside an alias, in the order of Kana.
func (x *Index) Suggest(word string, n int) []Suggestion {
	word, n = clean(word), min(n, LimitMax)
	if word == "" || n <= 0 {
		return nil
	}
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	st := x.state.Load()
	out := make([]Suggestion, 0, n)
	seen := make(map[string]bool, n)
	offer := func(r *row) bool {
		if text := r.field(fieldSuggest); text != "" && !seen[text] {
			seen[text] = true
			out = append(out, Suggestion{text, r.id()})
		}
		return len(out) < n
	}
	if !st.startingWith(word, offer) {
		return out
	}
	r := request{by: ByKana, words: []string{word}, want: 2*n + 1}
	s.found = s.found[:0]
	for _, place := range [...]int{nameInside, nameOrAlias} {
		from := len(s.found)
		for i := range st.views {
			s.used = 0
			v := &st.views[i]
			m := v.match(r.words, s.copy(v.alive), s)
			v.collect(i, &r, m, m.in[place], st.dict, s)
		}
		found := s.found[from:]
		slices.SortFunc(found, func(a, b candidate) int { return st.before(ByKana, a, b) })
		for _, c := range found {
			if !offer(&st.views[c.view].rows[c.slot]) {
				return out
			}
		}
	}
	return out
}

// startingWith offers the living documents with a name that starts with the word,
// in the order of these names, until offer has enough. It says whether it wants more.
func (st *state) startingWith(word string, offer func(*row) bool) bool {
	type reader struct {
		view     *view
		next, to int
	}
	var readers []reader
	for i := range st.views {
		v := &st.views[i]
		if from, _, to := v.spellings(word); from < to {
			readers = append(readers, reader{v, from, to})
		}
	}
	for len(readers) > 0 {
		best := 0
		for i := 1; i < len(readers); i++ {
			a, b := readers[i], readers[best]
			if cmp.Or(cmp.Compare(a.view.spelling(a.next), b.view.spelling(b.next)),
				compare(&a.view.rows[a.view.names[a.next].slot], &b.view.rows[b.view.names[b.next].slot])) < 0 {
				best = i
			}
		}
		r := &readers[best]
		slot := r.view.names[r.next].slot
		if r.view.alive.has(slot) && !offer(&r.view.rows[slot]) {
			return false
		}
		if r.next++; r.next == r.to {
			readers = slices.Delete(readers, best, best+1)
		}
	}
	return true
}
