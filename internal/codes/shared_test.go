package codes_test

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedRows reads a CSV file of the data beside the checkout and calls each with
// every row by column name.
func sharedRows(t *testing.T, name string, each func(row map[string]string)) (rows int) {
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
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		in = z
	}
	r := csv.NewReader(in)
	header, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	for {
		record, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows++
		row := make(map[string]string, len(header))
		for i, h := range header {
			row[h] = record[i]
		}
		each(row)
	}
}

// houjinFiles are the corporate number files beside the checkout.
func houjinFiles() []string {
	return []string{"houjin/yamaguchi_corporations.csv", "houjin/japan_npo_corporations.csv.gz"}
}
