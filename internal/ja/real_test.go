package ja

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// sharedData finds the real files beside the checkout.
func sharedData(t *testing.T, path string) string {
	t.Helper()
	root := os.Getenv("KYODO_SHARED")
	if root == "" {
		dir, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
				break
			}
			if dir == filepath.Dir(dir) {
				t.Fatal("no go.mod above the package")
			}
			dir = filepath.Dir(dir)
		}
		root = filepath.Join(dir, "..", "shared")
	}
	file := filepath.Join(root, "data", path)
	if _, err := os.Stat(file); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("shared data not beside the checkout: %v", err)
		}
		t.Skipf("SHARED DATA NOT BESIDE THE CHECKOUT: %v", err)
	}
	return file
}

// realText returns a file of the shared data as UTF-8, unpacked.
func realText(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(sharedData(t, path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	r, enc, err := Decode(r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil || r.(*Decoder).Bad() != 0 || enc != UTF8 {
		t.Fatalf("%s is %s with %d bad, %v", path, enc, r.(*Decoder).Bad(), err)
	}
	return string(b)
}

// Real names: the folding is stable, keys are never empty, a name finds itself.
func TestRealNames(t *testing.T) {
	for _, path := range []string{"houjin/yamaguchi_corporations.csv", "houjin/japan_npo_corporations.csv.gz"} {
		in := csv.NewReader(strings.NewReader(realText(t, path)))
		rows, err := in.ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s: %d rows, %v", path, len(rows), err)
		}
		nameAt, kanaAt := slices.Index(rows[0], "name"), slices.Index(rows[0], "furigana")
		for _, row := range rows[1:] {
			name, kana := row[nameAt], row[kanaAt]
			folded := Fold(name)
			if folded == "" || Fold(folded) != folded {
				t.Errorf("Fold(%q) = %q", name, folded)
			}
			if NameKey(name) == "" || Spellings(name)[0] != folded {
				t.Errorf("NameKey(%q) = %q, Spellings %q", name, NameKey(name), Spellings(name))
			}
			if key := KanaKey(kana, name); (kana == "") != strings.HasPrefix(key, "2") {
				t.Errorf("KanaKey(%q, %q) = %q", kana, name, key)
			}
			if hits := NewMarker([]string{folded}).Highlight(name); len(hits) != 1 || !hits[0].Hit {
				t.Errorf("Highlight(%q, itself) = %v", name, hits)
			}
			if Clean(name) != name {
				t.Errorf("Clean(%q) = %q", name, Clean(name))
			}
		}
	}
}

// Real text in CP932 and EUC-JP is detected from any stretch of 40 lines and comes
// back whole.
func TestRealEncodings(t *testing.T) {
	text := realText(t, "houjin/yamaguchi_npo_corporations.csv")
	sjis, lost := EncodeCP932(text)
	for _, r := range lost {
		text = strings.ReplaceAll(text, string(r), "〓")
	}
	euc, err := japanese.EUCJP.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for enc, b := range map[Encoding][]byte{CP932: sjis, EUCJP: euc, UTF8: []byte(text)} {
		r, got, err := Decode(bytes.NewReader(b))
		if err != nil || got != enc {
			t.Errorf("%s read as %s, %v", enc, got, err)
			continue
		}
		out, err := io.ReadAll(r)
		if err != nil || string(out) != text {
			t.Errorf("%s: comes back otherwise, %v", enc, err)
		}
		lines := bytes.SplitAfter(b, []byte("\n"))[1:]
		for i := 0; i+40 < len(lines); i++ {
			if got := Detect(bytes.Join(lines[i:i+40], nil), false); got != enc {
				t.Errorf("lines %d to %d in %s: detected %s", i, i+40, enc, got)
			}
		}
	}
}
