package search

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// listMax is the largest number of slots that is kept as a list of distances, one
// or two bytes each. Most grams are rare, and a bitmap costs 200 bytes before its
// first slot; from about here on a bitmap is smaller or as small, and faster.
const listMax = 1024

// postings says for every key (a gram of a class of text, or a facet value) in
// which slots it stands.
type postings struct {
	keys  []uint64 // ascending
	refs  []ref    // of the key in the same place
	lists []byte   // distances as unsigned varints, one list after the other
	maps  []*roaring.Bitmap
}

// ref says where the slots of one key are: n ≤ listMax in lists from byte at on,
// otherwise in maps[at].
type ref struct{ at, n uint32 }

// find returns where the slots of a key are; n is 0 when it stands nowhere.
func (p *postings) find(key uint64) ref {
	if i, ok := slices.BinarySearch(p.keys, key); ok {
		return p.refs[i]
	}
	return ref{}
}

// or adds the slots of r to dst. The scratch gives a set for the time of the call.
func (p *postings) or(dst bitset, r ref, s *scratch) {
	switch {
	case r.n == 0:
	case r.n <= listMax:
		list, slot := p.lists[r.at:], uint64(0)
		for range r.n {
			d, size := uint64(list[0]), 1
			if d >= 0x80 {
				d, size = binary.Uvarint(list)
			}
			list = list[size:]
			slot += d
			dst[slot>>6] |= 1 << (slot & 63)
		}
	default:
		// WriteDenseTo overwrites the words of a dense container, hence the detour.
		mark := s.used
		tmp := s.set(len(dst))
		p.maps[r.at].WriteDenseTo(tmp)
		dst.or(tmp)
		s.used = mark
	}
}

// poster collects postings. Slots of one key must come in ascending order; the
// same slot may come again. Lists grow in chunks of 32 bytes: 28 of distances and
// the address of the next chunk.
type poster struct {
	table []entry // open addressing, a power of two long
	used  int
	pages [][]byte
	free  uint32 // address of the next free chunk
}

type entry struct {
	key               uint64
	first, last, n    uint32
	head, at, written uint32 // first chunk, next byte, bytes written (without first)
}

const (
	chunk    = 32
	chunkEnd = chunk - 4
	pageBits = 16
)

// newPoster expects postings of about so many documents.
func newPoster(docs int) *poster {
	size := 1 << 10
	for size < docs*4 {
		size *= 2
	}
	return &poster{table: make([]entry, size)}
}

func (p *poster) add(key uint64, slot uint32) {
	e := p.entry(key)
	if e.n == 0 {
		e.key, e.first, e.last, e.n = key, slot, slot, 1
		if p.used++; p.used*3 > len(p.table)*2 {
			p.grow()
		}
		return
	}
	if e.last == slot {
		return
	}
	d := slot - e.last
	e.last = slot
	e.n++
	for d >= 0x80 {
		p.put(e, byte(d)|0x80)
		d >>= 7
	}
	p.put(e, byte(d))
}

// entry returns the entry of the key, or the empty one where it belongs.
func (p *poster) entry(key uint64) *entry {
	mask := uint64(len(p.table) - 1) // #nosec G115 -- every count of the index is below 2^31
	h := key * 0x9E3779B97F4A7C15
	for i := (h ^ h>>32) & mask; ; i = (i + 1) & mask {
		if e := &p.table[i]; e.key == key || e.n == 0 {
			return e
		}
	}
}

func (p *poster) grow() {
	old := p.table
	p.table = make([]entry, 2*len(old))
	for i := range old {
		if old[i].n > 0 {
			*p.entry(old[i].key) = old[i]
		}
	}
}

func (p *poster) put(e *entry, b byte) {
	switch {
	case e.written == 0:
		e.head = p.chunk()
		e.at = e.head
	case e.at%chunk == chunkEnd:
		next := p.chunk()
		binary.LittleEndian.PutUint32(p.bytes(e.at), next)
		e.at = next
	}
	p.pages[e.at>>pageBits][e.at&(1<<pageBits-1)] = b
	e.at++
	e.written++
}

func (p *poster) chunk() uint32 {
	at := p.free
	if int(at>>pageBits) == len(p.pages) {
		p.pages = append(p.pages, make([]byte, 1<<pageBits))
	}
	p.free += chunk
	return at
}

// bytes returns the page from address at on.
func (p *poster) bytes(at uint32) []byte { return p.pages[at>>pageBits][at&(1<<pageBits-1):] }

// list appends the distances of e to dst.
func (p *poster) list(dst []byte, e *entry) []byte {
	dst = binary.AppendUvarint(dst, uint64(e.first))
	at, left := e.head, e.written
	for left > 0 {
		c := p.bytes(at)[:chunk]
		n := min(left, chunkEnd)
		dst = append(dst, c[:n]...)
		left -= n
		at = binary.LittleEndian.Uint32(c[chunkEnd:])
	}
	return dst
}

// finish packs what was collected about n slots. The poster is spent.
func (p *poster) finish(n int) postings {
	type item struct {
		key uint64
		at  uint32 // in the table
	}
	items := make([]item, 0, p.used)
	size, maps := 0, 0
	for i := range p.table {
		e := &p.table[i]
		if e.n == 0 {
			continue
		}
		items = append(items, item{e.key, uint32(i)}) // #nosec G115 -- every count of the index is below 2^31
		if e.n <= listMax {
			size += binary.MaxVarintLen32 + int(e.written)
		} else {
			maps++
		}
	}
	slices.SortFunc(items, func(a, b item) int { return cmp.Compare(a.key, b.key) })
	out := postings{
		keys: make([]uint64, len(items)),
		refs: make([]ref, len(items)),
		maps: make([]*roaring.Bitmap, 0, maps),
	}
	lists := make([]byte, 0, size)
	var list []byte
	dense := make([]uint64, words(n))
	for i, it := range items {
		e := &p.table[it.at]
		out.keys[i] = e.key
		if e.n <= listMax {
			out.refs[i] = ref{at: uint32(len(lists)), n: e.n} // #nosec G115 -- every count of the index is below 2^31
			lists = p.list(lists, e)
			continue
		}
		list = p.list(list[:0], e)
		slot := uint64(0)
		for rest := list; len(rest) > 0; {
			d, size := binary.Uvarint(rest)
			rest = rest[size:]
			slot += d
			dense[slot>>6] |= 1 << (slot & 63)
		}
		out.refs[i] = ref{at: uint32(len(out.maps)), n: e.n} // #nosec G115 -- every count of the index is below 2^31
		out.maps = append(out.maps, roaring.FromDense(dense, true))
		clear(dense)
	}
	out.lists = slices.Clone(lists)
	return out
}
