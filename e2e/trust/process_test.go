package trust

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// startTimeout bounds the time until the server says its address.
const startTimeout = 60 * time.Second

// server is a running "kyodo serve".
type server struct {
	origin string // http://127.0.0.1:port
	admin  string // http://127.0.0.1:port
	cmd    *exec.Cmd
	done   chan struct{} // closed when the process has ended
	ready  time.Duration // from its start until it said its addresses
	mu     sync.Mutex
	output bytes.Buffer
}

var addresses = regexp.MustCompile(`^(?:http://localhost|(admin): 127\.0\.0\.1):(\d+)`)

// environment is that of the tests without settings of Kyodo, and with the database.
func environment(dsn string) []string {
	var env []string
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "KYODO_") {
			env = append(env, kv)
		}
	}
	// The same secret for every process, and none beside the sources.
	return append(env, "KYODO_DATABASE="+dsn, "KYODO_SECRET=a secret of the trust tests that is long enough")
}

// serve runs "kyodo serve" on the database until the test ends. It believes X-Forwarded-For of the
// tests, so that they can be many readers.
func serve(t testing.TB, dsn string) *server { return start(t, dsn, "serve") }

// start is serve for another command that serves.
func start(t testing.TB, dsn string, command ...string) *server {
	t.Helper()
	s := &server{done: make(chan struct{})}
	s.cmd = exec.Command(binary(t), append(command, "--addr", "127.0.0.1:0", "--admin-addr", "127.0.0.1:0", "--trust-proxy", "127.0.0.0/8",
		"--log-level", "warn")...)
	s.cmd.Env = environment(dsn)
	out, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stdout, s.cmd.Stderr = w, w
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	said := make(chan struct{})
	go s.read(out, said)
	go func() {
		_ = s.cmd.Wait() // the exit state stays in cmd.ProcessState
		close(s.done)
	}()
	t.Cleanup(func() {
		s.kill()
		if t.Failed() {
			t.Logf("the server printed:\n%s", tail(s.log(), 3000))
		}
	})
	select {
	case <-said:
	case <-s.done:
		t.Fatalf("kyodo serve ended: %v\n%s", s.cmd.ProcessState, s.log())
	case <-time.After(startTimeout):
		t.Fatalf("kyodo serve printed no address in %v:\n%s", startTimeout, s.log())
	}
	s.ready = time.Since(begin)
	return s
}

// read keeps what the process prints, and says when both addresses are known.
func (s *server) read(out *os.File, said chan<- struct{}) {
	defer out.Close()
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		s.mu.Lock()
		s.output.WriteString(line)
		s.mu.Unlock()
		if m := addresses.FindStringSubmatch(line); m != nil && s.admin == "" {
			if m[1] == "" {
				s.origin = "http://127.0.0.1:" + m[2]
			} else {
				s.admin = "http://127.0.0.1:" + m[2]
				close(said)
			}
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

// host is host:port of the pages.
func (s *server) host() string { return strings.TrimPrefix(s.origin, "http://") }

// kill ends the process at once, as a crash does.
func (s *server) kill() {
	_ = s.cmd.Process.Kill() // it may have ended already
	<-s.done
}

// peak is the most memory that the process has held so far, in bytes.
func (s *server) peak(t testing.TB) int64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	var kb int64
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		t.Fatalf("VmHWM: %v", err)
	}
	return kb << 10
}

// get returns the body of a page that must be there.
func (s *server) get(t testing.TB, path string) string {
	t.Helper()
	status, body := s.ask(t, path)
	if status != http.StatusOK {
		t.Fatalf("GET %s: status %d\n%s", path, status, tail(body, 500))
	}
	return body
}

// ask returns the status and body of a page; it follows no redirect but gives its Location as body.
func (s *server) ask(t testing.TB, path string) (int, string) {
	t.Helper()
	status, body, err := fetch(s.origin + path)
	if err != nil {
		t.Fatal(err)
	}
	return status, body
}

var plain = &http.Client{
	Timeout:       60 * time.Second,
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 16},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func fetch(url string) (int, string, error) {
	res, err := plain.Get(url)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		return 0, "", fmt.Errorf("%s: %w", url, err)
	}
	if where := res.Header.Get("Location"); where != "" {
		return res.StatusCode, where, nil
	}
	return res.StatusCode, b.String(), nil
}

// run is an ended kyodo command.
type run struct {
	code     int // exit code, -1 when a signal ended it
	out, err string
	peak     int64 // bytes
	took     time.Duration
}

// kyodo runs a command on the database and waits for its end.
func kyodo(t testing.TB, dsn string, args ...string) run {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary(t), args...)
	return finish(t, cmd, dsn, nil)
}

// finish starts cmd on the database, lets meanwhile happen, and waits for its end.
func finish(t testing.TB, cmd *exec.Cmd, dsn string, meanwhile func()) run {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = environment(dsn), &out, &errs
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if meanwhile != nil {
		meanwhile()
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	r := run{code: cmd.ProcessState.ExitCode(), out: out.String(), err: errs.String(), took: time.Since(start)}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.peak = usage.Maxrss << 10
	}
	return r
}

// awaitEnd waits until a killed child of ours runs no more, without collecting it.
func awaitEnd(pid int) {
	for range 1000 {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil || bytes.Contains(stat, []byte(") Z ")) {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// must is kyodo for a command that has to succeed.
func must(t testing.TB, dsn string, args ...string) run {
	t.Helper()
	r := kyodo(t, dsn, args...)
	if r.code != 0 {
		t.Fatalf("kyodo %s: exit %d\n%s\n%s", strings.Join(args, " "), r.code, r.out, tail(r.err, 2000))
	}
	return r
}

func tail(s string, n int) string {
	if len(s) > n {
		return "…" + s[len(s)-n:]
	}
	return s
}
