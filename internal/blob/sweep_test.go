package blob

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kyodo/internal/fault"
)

// What nothing names goes away after its time; what is named, young or somebody else's stays.
func TestOnlyWhatNothingNamesIsSwept(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put := func(old bool) string {
		t.Helper()
		name, err := s.Put([]byte("x"))
		if err == nil && old {
			err = os.Chtimes(filepath.Join(dir, name), time.Time{}, time.Now().Add(-48*time.Hour))
		}
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	named, loose, young := put(true), put(true), put(false)
	part := "." + newName()
	for _, name := range []string{part, "README"} {
		if err := errors.Join(os.WriteFile(filepath.Join(dir, name), nil, 0o600), os.Chtimes(filepath.Join(dir, name), time.Time{}, time.Now().Add(-48*time.Hour))); err != nil {
			t.Fatal(err)
		}
	}
	uses := func(used ...string) func([]string) ([]string, error) {
		return func(asked []string) ([]string, error) {
			if slices.Contains(asked, young) {
				t.Error("a young file is looked at")
			}
			return used, nil
		}
	}
	day := time.Now().Add(-24 * time.Hour)
	if n, err := s.Sweep(day, uses()); n != 0 || !errors.Is(err, fault.Conflict) {
		t.Errorf("the folder of another database: %d, %v", n, err)
	}
	if n, err := s.Sweep(day, func([]string) ([]string, error) { return nil, os.ErrPermission }); n != 0 || !errors.Is(err, os.ErrPermission) {
		t.Errorf("nobody knows what is named: %d, %v", n, err)
	}
	for i, want := range []int{2, 0} {
		if n, err := s.Sweep(day, uses(named)); n != want || err != nil {
			t.Errorf("time %d: %d, %v", i+1, n, err)
		}
	}
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range list {
		left = append(left, e.Name())
	}
	want := []string{"README", named, young}
	slices.Sort(want)
	if !slices.Equal(left, want) {
		t.Errorf("left %q, want %q; %s went", left, want, loose)
	}
}
