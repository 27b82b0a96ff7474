package ja

import "sort"

// Mapped is a folded text that remembers where each of its characters came from.
type Mapped struct {
	Folded string // what Fold returns
	spans  []span
	size   int // bytes of the original
}

// FoldMap folds s and keeps the way back to it.
func FoldMap(s string) Mapped {
	f := folder{out: make([]byte, 0, len(s)+8), track: true, spans: make([]span, 0, len(s)/3+1)}
	f.fold(folding(), s, 0)
	return Mapped{Folded: string(f.out), spans: f.spans, size: len(s)}
}

// Origin returns the bytes [start, end) of the original whose characters made the bytes
// [from, to) of Folded. A character that folds to several counts whole. An empty or
// impossible range gives an empty one.
func (m Mapped) Origin(from, to int) (start, end int) {
	from, to = max(from, 0), min(to, len(m.Folded))
	if from >= to {
		if from >= len(m.Folded) {
			return m.size, m.size
		}
		i := m.at(from)
		return m.spans[i].from, m.spans[i].from
	}
	return m.spans[m.at(from)].from, m.spans[m.at(to-1)].to
}

// at returns the span that holds byte b of Folded.
func (m Mapped) at(b int) int {
	return sort.Search(len(m.spans), func(i int) bool { return m.spans[i].at > b }) - 1
}
