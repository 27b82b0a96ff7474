package bench

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The cores: the servers share one, the load has the other.
const (
	serverCore = "0"
	clientCore = "1"
)

// build makes the binary as a release does and returns its path.
func build(b *testing.B) string {
	b.Helper()
	return compile(b, "kyodo", "./cmd/kyodo")
}

// buildHello makes the yardstick with the same compiler.
func buildHello(b *testing.B) string {
	b.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "hello.go.txt"))
	if err != nil {
		b.Fatal(err)
	}
	src := scratch("hello.go")
	if err := os.WriteFile(src, text, 0o644); err != nil {
		b.Fatal(err)
	}
	return compile(b, "hello", "./tmp/bench/hello.go")
}

func compile(b *testing.B, name, what string) string {
	b.Helper()
	out, err := filepath.Abs(scratch(name))
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, what)
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("go build %s: %v\n%s", what, err, text)
	}
	return out
}

// server is a process that answers requests.
type server struct {
	cmd   *exec.Cmd
	addr  string // host:port
	admin string // host:port, "" = none
}

// serve starts a server on its core with one thread of Go, and waits for the lines in which it
// says where it listens. Its log goes to a file, as in production.
func serve(b *testing.B, admin bool, env []string, name string, args ...string) *server {
	b.Helper()
	log, err := os.Create(scratch(filepath.Base(name) + ".log"))
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	s := &server{cmd: pinned(serverCore, name, args...)}
	s.cmd.Env = append(append(os.Environ(), "GOMAXPROCS=1"), env...)
	s.cmd.Stderr = log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	s.start(b)
	lines := bufio.NewScanner(out)
	for s.addr == "" || admin && s.admin == "" {
		if !lines.Scan() {
			b.Fatalf("%s ended before it listened; see %s", name, log.Name())
		}
		if a, ok := strings.CutPrefix(lines.Text(), "http://"); ok {
			s.addr = strings.Replace(a, "localhost", "127.0.0.1", 1)
		} else if a, ok := strings.CutPrefix(lines.Text(), "admin: "); ok {
			s.admin = a
		}
	}
	return s
}

func (s *server) start(b *testing.B) {
	b.Helper()
	if err := s.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.stop)
}

// stop ends the process.
func (s *server) stop() {
	if s.cmd.ProcessState == nil {
		s.cmd.Process.Kill() // it may have ended by itself
		s.cmd.Wait()
	}
}

// pinned is a command on one core, where taskset and a second core are.
func pinned(core, name string, args ...string) *exec.Cmd {
	if !canPin() {
		return exec.Command(name, args...)
	}
	return exec.Command("taskset", append([]string{"-c", core, name}, args...)...)
}

func canPin() bool {
	_, err := exec.LookPath("taskset")
	return err == nil && runtime.NumCPU() >= 2
}

// moveTo puts every thread of this process on the cores, such as "1" or "0,1".
func moveTo(b *testing.B, cores string) {
	b.Helper()
	if !canPin() {
		b.Log("WITHOUT taskset or a second core the load shares the server's core: the figures are not those of docs/bench.md")
		return
	}
	if text, err := exec.Command("taskset", "-a", "-c", "-p", cores, strconv.Itoa(os.Getpid())).CombinedOutput(); err != nil {
		b.Fatalf("taskset: %v\n%s", err, text)
	}
}

// apart runs f with the load on its own core.
func apart(b *testing.B, f func()) {
	b.Helper()
	moveTo(b, clientCore)
	before := runtime.GOMAXPROCS(1)
	defer func() {
		runtime.GOMAXPROCS(before)
		if canPin() {
			moveTo(b, "0-"+strconv.Itoa(runtime.NumCPU()-1))
		}
	}()
	f()
}

// cpu is the processor time that the process has used, in user and system mode.
func (s *server) cpu(b *testing.B) time.Duration {
	b.Helper()
	const tick = 10 * time.Millisecond // of USER_HZ, which is 100 on every Linux
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	var sum time.Duration
	for _, f := range fields[11:13] { // utime, stime
		n, err := strconv.Atoi(f)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(n) * tick
	}
	return sum
}

// resident is a number of /proc/PID/status in MB (10^6 bytes): VmRSS now, VmHWM the most ever.
func (s *server) resident(name string) float64 {
	var kib float64
	fmt.Sscan(procLine(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid), name), &kib)
	return kib * 1024 / 1e6
}

// ownCPU is the processor time of this process.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// get reads one page of the server whole, unpacked. packed is its length as sent.
func (s *server) get(b *testing.B, path string) (body string, packed int64) {
	b.Helper()
	c, err := dial(s.addr)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Write(request(path)); err != nil {
		b.Fatal(err)
	}
	var raw bytes.Buffer
	a, err := c.answer(&raw)
	if err != nil || a.status != 200 {
		b.Fatalf("%s: status %d, %v", path, a.status, err)
	}
	if !a.gzip {
		return raw.String(), a.bytes
	}
	z, err := gzip.NewReader(&raw)
	if err != nil {
		b.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	return string(text), a.bytes
}
