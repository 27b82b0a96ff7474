package e2e

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// startTimeout bounds the time until the server says its address.
const startTimeout = 90 * time.Second

// buildBinary builds the program as a release does and returns its path.
func buildBinary(path string) (string, error) {
	cmd := exec.Command("go", "build", "-trimpath", "-o", path, "./cmd/kyodo")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build ./cmd/kyodo: %w\n%s", err, out)
	}
	return path, nil
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

// server is a running kyodo process.
type server struct {
	origin string // http://host:port
	cmd    *exec.Cmd
	done   chan struct{} // closed when the process has ended
	mu     sync.Mutex
	output bytes.Buffer
}

var firstURL = regexp.MustCompile(`http://[0-9A-Za-z.:\[\]-]+`)

// startDemo runs "kyodo demo" on a free port in an empty folder, and stops it
// when the test ends.
func startDemo(t testing.TB, args ...string) *server {
	t.Helper()
	return start(t, t.TempDir(), append([]string{"demo", "--addr", "127.0.0.1:0"}, args...)...)
}

// start runs kyodo with args in the folder dir and waits until it prints an
// address. The process is stopped when the test ends.
func start(t testing.TB, dir string, args ...string) *server {
	t.Helper()
	s := &server{cmd: exec.Command(binary(t), args...), done: make(chan struct{})}
	s.cmd.Dir = dir
	s.cmd.Env = cleanEnv(dir)
	out, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stdout, s.cmd.Stderr = w, w
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	address := make(chan string, 1)
	go s.read(out, address)
	go func() {
		_ = s.cmd.Wait() // the exit state stays in cmd.ProcessState
		close(s.done)
	}()
	t.Cleanup(func() { s.stop(t) })
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	select {
	case s.origin = <-address:
	case <-s.done:
		t.Fatalf("kyodo %s ended: %v\n%s", strings.Join(args, " "), s.cmd.ProcessState, s.log())
	case <-ctx.Done():
		t.Fatalf("kyodo %s printed no address in %v:\n%s", strings.Join(args, " "), startTimeout, s.log())
	}
	return s
}

// cleanEnv is the environment without the settings of the one who runs the
// tests.
func cleanEnv(dir string) []string {
	env := []string{"HOME=" + dir, "TMPDIR=" + os.TempDir()}
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		if !strings.HasPrefix(name, "KYODO_") && name != "HOME" && name != "TMPDIR" {
			env = append(env, kv)
		}
	}
	return env
}

// read keeps what the process prints and sends the first address in it.
func (s *server) read(out *os.File, address chan<- string) {
	defer out.Close()
	lines := bufio.NewReader(out)
	sent := false
	for {
		line, err := lines.ReadString('\n')
		s.mu.Lock()
		s.output.WriteString(line)
		s.mu.Unlock()
		if u := firstURL.FindString(line); u != "" && !sent {
			address <- u
			sent = true
		}
		if err != nil {
			return
		}
	}
}

// log returns what the process has printed so far.
func (s *server) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.output.String()
}

// stop asks the process to end and waits; after 20 s it is killed, which fails
// the test.
func (s *server) stop(t testing.TB) {
	t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM) // it may have ended already
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		s.kill()
		t.Errorf("the server did not end within 20 s of SIGTERM:\n%s", s.log())
	}
	if t.Failed() {
		file := artifact(t, "logs", filepath.Base(t.Name())+".log")
		if err := os.WriteFile(file, []byte(s.log()), 0o644); err == nil {
			t.Logf("the server's log is in %s", file)
		}
	}
}

// kill ends the process at once, as a crash does.
func (s *server) kill() {
	_ = s.cmd.Process.Kill() // it may have ended already
	<-s.done
}
