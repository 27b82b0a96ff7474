package cube

import (
	"bufio"
	"bytes"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// process is a running "kyodo serve".
type process struct {
	origin, staff string
	cmd           *exec.Cmd
	done          chan struct{}
	mu            sync.Mutex
	output        bytes.Buffer
}

var address = regexp.MustCompile(`^http://localhost:(\d+)`)

// serve runs the built program on a database until the test ends; split gives the staff a listener
// of their own.
func serve(t testing.TB, dsn string, split bool) *process {
	t.Helper()
	path, err := shared.binary()
	must(t, err)
	s := &process{done: make(chan struct{})}
	args := []string{"serve", "--addr", "127.0.0.1:0", "--log-level", "warn", "--writes", "0"}
	if split {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		must(t, err)
		s.staff = "http://" + l.Addr().String()
		must(t, l.Close())
		args = append(args, "--staff-addr", strings.TrimPrefix(s.staff, "http://"))
	}
	s.cmd = exec.Command(path, args...)
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "KYODO_") {
			s.cmd.Env = append(s.cmd.Env, kv)
		}
	}
	s.cmd.Env = append(s.cmd.Env, "KYODO_DATABASE="+dsn, "KYODO_SECRET="+secret)
	out, w, err := os.Pipe()
	must(t, err)
	s.cmd.Stdout, s.cmd.Stderr = w, w
	must(t, s.cmd.Start())
	must(t, w.Close())
	said := make(chan struct{})
	go s.read(out, said)
	go func() {
		_ = s.cmd.Wait() // the exit state stays in cmd.ProcessState
		close(s.done)
	}()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill() // it may have ended already
		<-s.done
		if t.Failed() {
			t.Logf("the server printed:\n%s", s.log())
		}
	})
	select {
	case <-said:
	case <-s.done:
		t.Fatalf("kyodo serve ended: %v\n%s", s.cmd.ProcessState, s.log())
	case <-time.After(60 * time.Second):
		t.Fatalf("kyodo serve printed no address:\n%s", s.log())
	}
	return s
}

// read keeps what the process prints, and says when its address is known.
func (s *process) read(out *os.File, said chan<- struct{}) {
	defer out.Close()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		s.mu.Lock()
		s.output.WriteString(lines.Text() + "\n")
		s.mu.Unlock()
		if m := address.FindStringSubmatch(lines.Text()); m != nil && s.origin == "" {
			s.origin = "http://127.0.0.1:" + m[1]
			close(said)
		}
	}
}

// log returns the end of what the process has printed so far.
func (s *process) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.output.String()
	return text[max(0, len(text)-3000):]
}

// nodes are the listeners of a process.
func (s *process) nodes(name string) []*node {
	if s.staff == "" {
		return []*node{{name: name, origin: s.origin, do: client.Do}}
	}
	return []*node{{name: name + " staff", origin: s.staff, staff: true, do: client.Do}, {name: name + " public", origin: s.origin, public: true, do: client.Do}}
}
