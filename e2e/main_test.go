package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// lab holds what all tests of this package share: one browser and one binary.
// Both are made when the first test asks for them.
type lab struct {
	dir     string // removed at the end
	browser func() (*browser, error)
	binary  func() (string, error)
	closers []func()
}

var shared *lab

func TestMain(m *testing.M) {
	os.Exit(runLab(m))
}

func runLab(m *testing.M) int {
	dir, err := os.MkdirTemp("", "kyodo-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	shared = &lab{dir: dir}
	shared.browser = sync.OnceValues(func() (*browser, error) {
		b, err := startBrowser(filepath.Join(dir, "profile"))
		if err == nil {
			shared.closers = append(shared.closers, b.close)
		}
		return b, err
	})
	shared.binary = sync.OnceValues(func() (string, error) { return buildBinary(filepath.Join(dir, "kyodo")) })
	code := m.Run()
	for _, f := range shared.closers {
		f()
	}
	return code
}

// required says whether the absence of a thing (chromium, node) is a failure.
func required(thing string) bool {
	if os.Getenv("CI") == "true" {
		return true
	}
	for name := range strings.SplitSeq(os.Getenv("KYODO_TEST_REQUIRE"), ",") {
		if name == thing {
			return true
		}
	}
	return false
}

// absent ends a test that cannot run here: as a failure where thing is
// required, as a skip with its reason elsewhere.
func absent(t testing.TB, thing, reason string) {
	t.Helper()
	if required(thing) {
		t.Fatalf("%s is required here: %s", thing, reason)
	}
	t.Skipf("NOT TESTED: %s; run scripts/setup.sh", reason)
}

// moduleRoot returns the folder that holds go.mod.
func moduleRoot(t testing.TB) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// artifact returns the path of a file under artifacts/, which git ignores. Its
// folder exists on return.
func artifact(t testing.TB, elem ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{moduleRoot(t), "artifacts"}, elem...)...)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}
