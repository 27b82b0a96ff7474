package audit

import (
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// TestTheFrontierIsTheTree compares with the tree of RFC 6962 as tlog computes it from every hash.
func TestTheFrontierIsTheTree(t *testing.T) {
	var all []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (list []tlog.Hash, err error) {
		for _, i := range indexes {
			list = append(list, all[i])
		}
		return list, nil
	})
	f := &frontier{}
	for n := int64(0); n < 300; n++ {
		want, err := tlog.TreeHash(n, reader)
		if err != nil {
			t.Fatal(err)
		}
		if f.root() != want {
			t.Fatalf("the root of %d leaves is %v, want %v", n, f.root(), want)
		}
		again, err := parseFrontier(n, f.String())
		if err != nil || again.root() != want {
			t.Fatalf("the stored state of %d leaves: %v", n, err)
		}
		leaf := tlog.RecordHash([]byte{byte(n), byte(n >> 8)})
		hashes, err := tlog.StoredHashesForRecordHash(n, leaf, reader)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, hashes...)
		f.add(leaf)
	}
	if _, err := parseFrontier(3, f.String()); err == nil {
		t.Error("a state of 300 leaves passes for one of 3")
	}
	if _, err := parseFrontier(1, "nonsense"); err == nil {
		t.Error("nonsense passes for a state")
	}
}
