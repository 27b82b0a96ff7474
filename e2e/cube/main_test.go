package cube

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// lab holds what the tests share: the program, built when first asked for.
type lab struct {
	dir    string // removed at the end
	binary func() (string, error)
}

var shared *lab

func TestMain(m *testing.M) { os.Exit(runLab(m)) }

func runLab(m *testing.M) int {
	dir, err := os.MkdirTemp("", "kyodo-cube")
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
	code := m.Run()
	if full() {
		fmt.Printf("cube: routes=%d cells=%d allow=%d deny=%d engines=%d mismatches=%d leaks=%d mutants_killed=%d/%d\n",
			result.routes, result.cells, result.allowed, result.denied, result.engines, result.mismatches, result.leaks, result.killed, result.mutants)
	}
	return code
}

// full says whether the tests run in full number.
func full() bool { return os.Getenv("KYODO_TRUST") == "full" }

// result gathers the figures of the one line that "make cube" prints.
var result struct {
	routes, cells, allowed, denied, engines int
	mismatches, leaks, mutants, killed      int
}
