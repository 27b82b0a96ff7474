package term_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// sharedRows reads a file of the data beside the checkout, without its header.
func sharedRows(t *testing.T, name string) [][]string {
	t.Helper()
	root := os.Getenv("KYODO_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(root, "data", name))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the shared data must be present in CI: %v", err)
		}
		t.Skipf("SHARED DATA NOT BESIDE THE CHECKOUT: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}
