package matching

import (
	"slices"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// row is a listing as the scan reads it: sets as bits, days as numbers.
type row struct {
	kind         uint8  // place in codes.Supports(""), plus one
	need         bool   // looked for
	online       Truth  // whether it can be done over the network
	open         bool   // it has no last day
	legal        uint8  // what the organization is: one bit, 0 = not known
	legals       uint8  // what the partner must be: bits, 0 = any
	is           uint8  // published, certified: known and true
	isNot        uint8  // known and false
	must         uint8  // published, certified
	level, least uint8  // of disclosure: has, asks
	unit         uint16 // interned, 0 = none
	org          uint32 // interned, 0 = none
	city         uint8  // place of the municipality, plus one; 0 = not known
	cities       uint32 // bits; 0 = not known
	fields       uint32 // bits; 0 = not known
	from, until  int32  // days; 0 = not known
	quantity     int64
	smallest     int64
	capacity     int64
	done         int32
	contacts     int32
	grams        []uint32 // sorted, at most maxGrams
}

const (
	publishedBit = 1 << iota
	certifiedBit
)

// maxGrams bounds the pairs of characters of one text.
const maxGrams = 48

// tables turn codes into small numbers.
type tables struct {
	kinds  map[codes.Support]uint8
	near   [64]uint64 // bits of the neighbouring kinds
	cities map[string]uint8
	fields map[string]uint8
	legals map[codes.Kind]uint8
	units  map[string]uint16
	orgs   map[string]uint32
	km     [32][32]uint16 // between municipalities
}

func newTables() *tables {
	t := &tables{kinds: map[codes.Support]uint8{}, cities: map[string]uint8{}, fields: map[string]uint8{}, legals: map[codes.Kind]uint8{}, units: map[string]uint16{}, orgs: map[string]uint32{}}
	for i, k := range codes.Supports("") {
		t.kinds[k] = uint8(i + 1) // #nosec G115 -- 48 kinds
	}
	for k, list := range near {
		for _, n := range list {
			t.near[t.kinds[k]] |= 1 << t.kinds[n]
			t.near[t.kinds[n]] |= 1 << t.kinds[k]
		}
	}
	for i, m := range codes.Municipalities(tablesOn()) {
		t.cities[m.Code] = uint8(i + 1) // #nosec G115 -- 19 municipalities
	}
	for a, i := range t.cities {
		for b, j := range t.cities {
			km, _ := codes.Kilometres(a, b)
			t.km[i][j] = uint16(km) // #nosec G115 -- within one prefecture
		}
	}
	for i, f := range codes.Fields(tablesOn()) {
		t.fields[f.Slug] = uint8(i) // #nosec G115 -- 20 fields
	}
	for i, k := range []codes.Kind{codes.NPO, codes.Group, codes.Company} {
		t.legals[k] = 1 << i
	}
	return t
}

// named are the municipalities that a listing reaches, as bits.
func (t *tables) named(f *Facts) (set uint32) {
	if f.Whole {
		return ^uint32(0)
	}
	for _, c := range f.Cities {
		if i := t.cities[c]; i > 0 {
			set |= 1 << i
		}
	}
	return set
}

// row makes the facts ready.
func (t *tables) row(f *Facts) row {
	r := row{kind: t.kinds[f.Kind], need: f.Need, online: f.Online, open: f.Standing, level: uint8(f.Level), least: uint8(f.Requires.Level), // #nosec G115 -- levels 0 to 5
		quantity: f.Quantity, smallest: f.Least, capacity: f.Capacity, done: int32(f.Done), contacts: int32(f.Contacts), city: t.cities[f.City]} // #nosec G115 -- inquiries about one listing
	if f.Kind == codes.Undecided {
		r.kind = 0
	}
	r.cities = t.named(f)
	for _, s := range f.Fields {
		if i, ok := t.fields[s]; ok {
			r.fields |= 1 << i
		}
	}
	r.legal = t.legals[f.Legal]
	for _, k := range f.Requires.Legal {
		r.legals |= t.legals[k]
	}
	for bit, truth := range map[uint8]Truth{publishedBit: f.Published, certifiedBit: f.Certified} {
		switch truth {
		case Is:
			r.is |= bit
		case IsNot:
			r.isNot |= bit
		}
	}
	if f.Requires.Published {
		r.must |= publishedBit
	}
	if f.Requires.Certified {
		r.must |= certifiedBit
	}
	if f.Unit != "" {
		u, ok := t.units[f.Unit]
		if !ok {
			u = uint16(len(t.units) + 1) // #nosec G115 -- a unit is a word that somebody writes; 65,535 of them do not exist
			t.units[f.Unit] = u
		}
		r.unit = u
	}
	if f.Organization != "" {
		o, ok := t.orgs[f.Organization]
		if !ok {
			o = uint32(len(t.orgs) + 1) // #nosec G115 -- organizations of one prefecture
			t.orgs[f.Organization] = o
		}
		r.org = o
	}
	r.from, r.until = day(f.From), day(f.Until)
	r.grams = grams(f.Text)
	return r
}

// day counts from the year 0; 0 is no day.
func day(d term.Date) int32 {
	if d.IsZero() {
		return 0
	}
	return int32(d.Time().Unix()/86400) + 1_000_000 // #nosec G115 -- days of a calendar of four digits
}

// grams are the pairs of neighbouring characters of the folded text that carry meaning: a pair of
// two Hiragana of the text as it was written is grammar, not content.
func grams(text string) (list []uint32) {
	m := ja.FoldMap(text)
	prev, at := rune(-1), 0
	for i, r := range m.Folded {
		if prev >= 0 && word(prev) && word(r) {
			start, end := m.Origin(at, i+len(string(r)))
			if content(text[start:end]) {
				list = append(list, uint32(prev&0xffff)<<16|uint32(r&0xffff))
			}
		}
		prev, at = r, i
	}
	slices.Sort(list)
	list = slices.Compact(list)
	if len(list) > maxGrams {
		list = list[:maxGrams:maxGrams]
	}
	return list
}

// word says whether a folded character is one of a word.
func word(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 0x3041 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r > 0xffff
}

// content says whether anything but Hiragana stands in the text.
func content(s string) bool {
	for _, r := range s {
		if r < 0x3041 || r > 0x309f {
			return true
		}
	}
	return false
}

// common counts what two sorted lists share.
func common(a, b []uint32) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}
