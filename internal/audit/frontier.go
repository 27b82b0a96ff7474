package audit

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// frontier is what one must know of a Merkle tree (RFC 6962) to append to it: the hashes of its
// complete subtrees, the largest first. There is one for each 1 in the binary size.
type frontier struct {
	size   int64
	hashes []tlog.Hash
}

// add appends a leaf.
func (f *frontier) add(h tlog.Hash) {
	// #nosec G115 -- a size is never negative
	for range bits.TrailingZeros64(^uint64(f.size)) { // each complete subtree of the leaf's size and up joins it
		last := len(f.hashes) - 1
		h = tlog.NodeHash(f.hashes[last], h)
		f.hashes = f.hashes[:last]
	}
	f.hashes = append(f.hashes, h)
	f.size++
}

// root returns the tree's hash.
func (f *frontier) root() tlog.Hash {
	if f.size == 0 {
		h, _ := tlog.TreeHash(0, nil) // of the empty tree, which reads nothing
		return h
	}
	h := f.hashes[len(f.hashes)-1]
	for i := len(f.hashes) - 2; i >= 0; i-- {
		h = tlog.NodeHash(f.hashes[i], h)
	}
	return h
}

// String returns the hashes as they are stored.
func (f *frontier) String() string {
	texts := make([]string, len(f.hashes))
	for i, h := range f.hashes {
		texts[i] = h.String()
	}
	return strings.Join(texts, " ")
}

// parseFrontier reads what String wrote.
func parseFrontier(size int64, text string) (*frontier, error) {
	f := &frontier{size: size}
	for s := range strings.FieldsSeq(text) {
		h, err := tlog.ParseHash(s)
		if err != nil {
			return nil, fmt.Errorf("stored subtree: %w", err)
		}
		f.hashes = append(f.hashes, h)
	}
	if size < 0 || bits.OnesCount64(uint64(size)) != len(f.hashes) {
		return nil, errors.New("the stored subtrees do not fit the size of the tree")
	}
	return f, nil
}
