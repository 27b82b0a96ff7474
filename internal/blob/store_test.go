package blob

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"kyodo/internal/fault"
)

func TestAFileIsKeptUntilItIsRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "files")
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	name, err := s.Put([]byte("写真"))
	if err != nil || !valid(name) {
		t.Fatalf("%q, %v", name, err)
	}
	f, err := s.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil || string(got) != "写真" {
		t.Errorf("%q, %v", got, err)
	}
	if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	for range 2 {
		if err := s.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Open(name); !errors.Is(err, fault.NotFound) {
		t.Errorf("a removed file: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// Whatever a stranger puts into an address, no file outside the folder is opened or removed.
func TestNothingOutsideTheFolderIsReached(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	outside := filepath.Join(dir, "secretsecretsecretsecretse")
	if err := os.WriteFile(outside, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "files", "linklinklinklinklinklinkli")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", ".", "..", "../secretsecretsecretsecretse", outside, "linklinklinklinklinklinkli", "a/b", "CON", "\x00"} {
		if f, err := s.Open(name); err == nil {
			f.Close()
			t.Errorf("%q is opened", name)
		}
	}
	if err := s.Remove("../secretsecretsecretsecretse"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(outside); err != nil {
		t.Error(err)
	}
}

func TestManyPutAtOnce(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var wg sync.WaitGroup
	var mu sync.Mutex
	names := map[string]bool{}
	for range 32 {
		wg.Go(func() {
			name, err := s.Put([]byte("x"))
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			names[name] = true
		})
	}
	wg.Wait()
	if len(names) != 32 {
		t.Errorf("%d names", len(names))
	}
}
