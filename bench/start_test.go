package bench

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	startRuns = 7
	idle      = 10 * time.Second // after the start, before memory is read
	startMost = 60 * time.Second
)

// demoCommand runs the demo with its database in dir on a port.
func demoCommand(binary, dir, port string) *exec.Cmd {
	cmd := exec.Command(binary, "demo", "--addr", "127.0.0.1:"+port)
	cmd.Env = append(os.Environ(), "KYODO_DATABASE=sqlite:"+filepath.Join(dir, "demo.db"))
	return cmd
}

// firstPage starts a command and returns the time until it has answered "/" with 200.
func firstPage(b *testing.B, cmd *exec.Cmd, port string) (*server, time.Duration) {
	b.Helper()
	s := &server{cmd: cmd, addr: "127.0.0.1:" + port}
	began := time.Now()
	s.start(b)
	for time.Since(began) < startMost {
		if c, err := net.Dial("tcp", s.addr); err == nil {
			status := 0
			if _, err := c.Write(request("/")); err == nil {
				if a, err := (&conn{c, bufio.NewReader(c)}).answer(nil); err == nil {
					status = a.status
				}
			}
			c.Close()
			if status == 200 {
				return s, time.Since(began)
			}
		}
		time.Sleep(time.Millisecond)
	}
	b.Fatalf("%v: no page within %v", cmd.Args, startMost)
	return nil, 0
}

// measureStart measures from exec to the first page, with the binary in the file cache.
func measureStart(b *testing.B, r *report, binary string) {
	var empty, existing []float64
	dir := b.TempDir()
	for i := range startRuns {
		sub := filepath.Join(dir, fmt.Sprint(i))
		port := freePort(b)
		s, took := firstPage(b, demoCommand(binary, sub, port), port)
		quit(b, s)
		empty = append(empty, took.Seconds())
		s, took = firstPage(b, demoCommand(binary, sub, port), port)
		quit(b, s)
		existing = append(existing, took.Seconds())
	}
	r.add(figure{what: "first page on an existing demo database", values: existing, format: "%.2f s", most: 0.3})
	r.add(figure{what: "first page on an empty database", values: empty, format: "%.2f s", most: 3})
	info, err := os.Stat(binary)
	if err != nil {
		b.Fatal(err)
	}
	r.add(figure{what: "stripped binary", values: []float64{float64(info.Size()) / 1e6}, format: "%.1f MB", most: 60})
}

// quit stops a server as an operator does.
func quit(b *testing.B, s *server) {
	b.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		b.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		b.Fatalf("the server did not stop cleanly: %v", err)
	}
}

// measureMemory reads what the idle program holds.
func measureMemory(b *testing.B, r *report, binary string) {
	dir := b.TempDir()
	port := freePort(b)
	s, _ := firstPage(b, demoCommand(binary, dir, port), port)
	quit(b, s)
	s, _ = firstPage(b, demoCommand(binary, dir, port), port)
	time.Sleep(idle)
	r.add(figure{what: "idle memory, demo", values: []float64{s.resident("VmRSS")}, format: "%.0f MB", most: 100})
	s.stop()
	big := serveRegister(b, binary, database(b))
	big.get(b, "/")
	time.Sleep(idle)
	r.add(figure{what: fmt.Sprintf("idle memory, %d organizations", size), values: []float64{big.resident("VmRSS")}, format: "%.0f MB",
		comments: fmt.Sprintf("at most %.0f MB while starting", big.resident("VmHWM"))})
	big.stop()
}

// importOnce imports a file into an empty database with the built program; peak is in MB.
func importOnce(b *testing.B, binary, path string, rows int) (peak, rate float64) {
	b.Helper()
	cmd := exec.Command(binary, "import", "houjin", path)
	cmd.Env = append(os.Environ(), "KYODO_DATABASE=sqlite:"+filepath.Join(b.TempDir(), "import.db"))
	began := time.Now()
	text, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("import: %v\n%s", err, strings.TrimSpace(string(text)))
	}
	took := time.Since(began)
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("this system does not tell what a process used")
	}
	return float64(usage.Maxrss) * 1024 / 1e6, float64(rows) / took.Seconds()
}
