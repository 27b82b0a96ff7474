package trust

import (
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestSlowClients: connections that trickle are closed within 30 s, and other readers do not
// notice them.
func TestSlowClients(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "kyodo.db")
	must(t, dsn, "import", "houjin", store(t, "h.csv", nil, invent(300, 17).houjin))
	s := serve(t, dsn)
	calm := readers(t, s, time.Second, nil)
	host := "Host: " + s.host() + "\r\n"
	attacks := map[string]string{"header": "GET /orgs HTTP/1.1\r\n" + host}
	if full() { // the read timeout of bodies is longer than make test has time for
		attacks["body"] = "POST /orgs/0000000000000000/correction HTTP/1.1\r\n" + host + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n"
		attacks["nothing"] = ""
	}
	const limit = 30 * time.Second
	for name, opening := range attacks {
		t.Run(name, func(t *testing.T) {
			n := times(200, 500)
			var mu sync.Mutex
			var longest time.Duration
			still := 0
			var wg sync.WaitGroup
			for range n {
				conn, err := net.Dial("tcp", s.host())
				if err != nil {
					t.Fatal(err)
				}
				wg.Go(func() {
					defer conn.Close()
					lived, err := trickle(conn, opening, limit+5*time.Second)
					mu.Lock()
					defer mu.Unlock()
					longest = max(longest, lived)
					if err != nil {
						still++
					}
				})
			}
			over := make(chan struct{})
			go func() { wg.Wait(); close(over) }()
			during := readers(t, s, time.Minute, over)
			<-over
			t.Logf("slow clients=%d trickle=%s longest=%v readers: requests=%d p95=%v (without the attack %v)", n, name,
				longest.Round(100*time.Millisecond), len(during), p95(during).Round(100*time.Microsecond), p95(calm).Round(100*time.Microsecond))
			if still > 0 || longest > limit+time.Second {
				t.Errorf("%d of %d connections are still open after %v; the longest lived %v", still, n, limit, longest)
			}
			if len(during) == 0 {
				t.Error("no reader was served meanwhile")
			}
			if p := p95(during); p > 2*p95(calm)+100*time.Millisecond {
				t.Errorf("p95 of other readers is %v, without the attack %v", p, p95(calm))
			}
		})
	}
}

// trickle sends opening and then a few bytes now and then. It returns how long the connection
// lived; the error says that it still did at the end.
func trickle(conn net.Conn, opening string, end time.Duration) (time.Duration, error) {
	start := time.Now()
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_, _ = io.Copy(io.Discard, conn) // until the server closes
	}()
	_, err := io.WriteString(conn, opening)
	for i := 0; time.Since(start) < end; i++ {
		select {
		case <-closed:
			return time.Since(start), nil
		case <-time.After(300 * time.Millisecond):
		}
		if err == nil && opening != "" {
			line := fmt.Sprintf("X-%d: b\r\n", i)
			if strings.HasPrefix(opening, "POST") {
				line = "a"
			}
			_, err = io.WriteString(conn, line)
		}
	}
	return time.Since(start), errors.New("still open")
}

// readers reads pages one after the other for that long, or until over is closed, and returns how
// long each took.
func readers(t testing.TB, s *server, d time.Duration, over <-chan struct{}) (took []time.Duration) {
	t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); {
		select {
		case <-over:
			return took
		case <-time.After(5 * time.Millisecond):
		}
		start := time.Now()
		s.get(t, "/orgs?q=%E4%BC%9A")
		took = append(took, time.Since(start))
	}
	return took
}

func p95(d []time.Duration) time.Duration {
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[len(d)*95/100]
}
