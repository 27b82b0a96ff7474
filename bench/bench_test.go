package bench

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the figures into docs/bench.md")

// What is measured. Fewer or shorter rounds are for working on the bench itself, never for figures.
const (
	size   = 50_000 // organizations
	seed   = 2008
	conns  = 16                     // connections of a loaded server
	gap    = 300 * time.Millisecond // between two rounds
	scale  = "KYODO_BENCH"          // must be "full"
	role   = "KYODO_BENCH_ROLE"     // what a child process of the bench does
	rounds = "KYODO_BENCH_ROUNDS"   // 7
	length = "KYODO_BENCH_SECONDS"  // of a round: 3
)

// roles are what this binary does when the bench starts it again, to have a process of its own
// whose processor time and memory are those of the measured thing alone.
var roles = map[string]func(args []string) (any, error){
	"fill":   func(a []string) (any, error) { return nil, fillDatabase(a[0]) },
	"import": func(a []string) (any, error) { return importFile(a[0], a[1], a[2]) },
	"replay": func(a []string) (any, error) { return replay(a[0], a[1], a[2] == "lookups") },
	"index":  func(a []string) (any, error) { return loadIndex(a[0]) },

	"listings": func(a []string) (any, error) { return nil, fillBank(a[0]) },
}

func TestMain(m *testing.M) {
	if r := os.Getenv(role); r != "" {
		out, err := roles[r](os.Args[1:])
		if err == nil {
			err = json.NewEncoder(os.Stdout).Encode(out)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child runs a role in a process of its own and decodes its answer into out.
func child(b *testing.B, out any, name string, args ...string) {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), role+"="+name)
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		b.Fatalf("%s %v: %v", name, args, err)
	}
	if err := json.Unmarshal(text, out); err != nil {
		b.Fatalf("%s: %v: %s", name, err, text)
	}
}

// setting reads a positive number from the environment.
func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

func roundCount() int            { return setting(rounds, 7) }
func roundTime() time.Duration   { return time.Duration(setting(length, 3)) * time.Second }
func scratch(part string) string { return filepath.Join("..", "tmp", "bench", part) }

// BenchmarkFigures measures everything; -bench Figures/pages measures one part.
func BenchmarkFigures(b *testing.B) {
	if os.Getenv(scale) != "full" {
		b.Log("nothing is measured: run make bench (" + scale + "=full)")
		return
	}
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		b.Fatalf("processor time per request is read from /proc, which this system lacks: %v", err)
	}
	for _, dir := range []string{scratch(""), filepath.Join("..", "artifacts")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			b.Fatal(err)
		}
	}
	r := newReport()
	binary := build(b)
	b.Run("pages", func(b *testing.B) { measurePages(b, r, binary) })
	b.Run("bank", func(b *testing.B) { measureBank(b, r, binary) })
	b.Run("latency", func(b *testing.B) { measureLatency(b, r, binary) })
	b.Run("import", func(b *testing.B) { measureImport(b, r) })
	b.Run("files", func(b *testing.B) { measureFiles(b, r, binary) })
	b.Run("index", func(b *testing.B) { measureIndex(b, r) })
	b.Run("start", func(b *testing.B) { measureStart(b, r, binary) })
	b.Run("memory", func(b *testing.B) { measureMemory(b, r, binary) })
	b.Run("desk", func(b *testing.B) { measureDesk(b, r) })
	b.Run("matching", func(b *testing.B) { measureMatching(b, r) })
	r.write(b)
}
