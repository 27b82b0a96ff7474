package intake

import (
	"os"
	"path/filepath"
	"testing"
)

// shared returns the folder of real data beside the checkout; without it the test is
// skipped, except in CI, where it fails.
func shared(t testing.TB) string {
	t.Helper()
	root := os.Getenv("KYODO_SHARED")
	if root == "" {
		dir, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil || dir == filepath.Dir(dir) {
				break
			}
			dir = filepath.Dir(dir)
		}
		root = filepath.Join(filepath.Dir(dir), "shared")
	}
	data := filepath.Join(root, "data")
	if _, err := os.Stat(data); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("REAL DATA ABSENT: %v", err)
		}
		t.Skipf("REAL DATA ABSENT, NOT TESTED: %v", err)
	}
	return data
}

// realFiles returns the corporation files that lie in the shared folder.
func realFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared(t), "houjin", "*.csv*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no corporation files in the shared folder: %v", err)
	}
	return files
}

// TestRealFiles: every row of the real files is taken; no check digit fails.
func TestRealFiles(t *testing.T) {
	for _, path := range realFiles(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			sum, err := Check(t.Context(), path, Houjin, Limits{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			rows, bad := houjinOf(t, path, 0)
			if len(rows) == 0 || len(rows) != sum.Rows || len(bad) != 0 || sum.BadCharacters != 0 || sum.Ragged != 0 {
				t.Errorf("%d rows taken, %d rejected (%v), summary %+v: want all taken", len(rows), len(bad), bad[:min(3, len(bad))], sum)
			}
			for _, r := range rows {
				if !r.Number.Valid() || r.Name == "" || r.Updated.IsZero() || r.Source.IsZero() || r.Source.After(sum.AsOf) {
					t.Fatalf("line %d: %+v, file as of %v", r.Line, r, sum.AsOf)
				}
			}
		})
	}
}
