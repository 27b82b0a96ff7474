package trust

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// lab holds what the tests of this package share: one binary, built when first asked for.
type lab struct {
	dir    string // removed at the end
	binary func() (string, error)
}

var shared *lab

func TestMain(m *testing.M) {
	if path := os.Getenv(writerEnv); path != "" { // this process is the writer of the control
		os.Exit(writeUntilKilled(path, os.Getenv(writerModeEnv)))
	}
	os.Exit(runLab(m))
}

func runLab(m *testing.M) int {
	dir, err := os.MkdirTemp("", "kyodo-trust")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	shared = &lab{dir: dir, binary: sync.OnceValues(func() (string, error) {
		path := filepath.Join(dir, "kyodo")
		cmd := exec.Command("go", "build", "-trimpath", "-o", path, "./cmd/kyodo")
		cmd.Dir = filepath.Join("..", "..")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("go build ./cmd/kyodo: %w\n%s", err, out)
		}
		return path, nil
	})}
	return m.Run()
}

// binary returns the built program.
func binary(t testing.TB) string {
	t.Helper()
	path, err := shared.binary()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// full says whether the tests run in full number.
func full() bool { return os.Getenv("KYODO_TRUST") == "full" }

// times is how often something is done: few times in make test, many in make trust.
func times(few, many int) int {
	if full() {
		return many
	}
	return few
}

// required says whether the absence of a thing is a failure.
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
