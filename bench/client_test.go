package bench

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// request is what a browser sends for a path, on a connection that stays open.
func request(path string) []byte {
	return []byte("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" +
		"User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n" +
		"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n" +
		"Accept-Language: ja,en-US;q=0.7,en;q=0.3\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n")
}

// load sends requests in turn, each round going on where the one before stopped. It is a plain
// client, far cheaper than the server it drives.
type load struct {
	addr     string
	requests [][]byte
	next     atomic.Int64
}

func newLoad(addr string, paths []string) *load {
	l := &load{addr: addr}
	for _, p := range paths {
		l.requests = append(l.requests, request(p))
	}
	return l
}

// tally is what a round did.
type tally struct {
	n     int
	bytes int64
	wall  time.Duration
	took  []time.Duration // only of one connection
}

func (t tally) rate() float64 { return float64(t.n) / t.wall.Seconds() }

// run keeps the connections busy for the time.
func (l *load) run(connections int, d time.Duration) (tally, error) {
	var (
		sum   tally
		mu    sync.Mutex
		wg    sync.WaitGroup
		fails []error
	)
	begin := time.Now()
	for range connections {
		wg.Go(func() {
			t, err := l.one(begin.Add(d), connections == 1)
			mu.Lock()
			defer mu.Unlock()
			sum.n += t.n
			sum.bytes += t.bytes
			sum.took = append(sum.took, t.took...)
			if err != nil {
				fails = append(fails, err)
			}
		})
	}
	wg.Wait()
	sum.wall = time.Since(begin)
	return sum, errors.Join(fails...)
}

// one works one connection until the deadline. A connection that the server closes is opened
// again before the clock of the next request runs.
func (l *load) one(deadline time.Time, timed bool) (t tally, err error) {
	var c *conn
	defer func() {
		if c != nil {
			c.Close()
		}
	}()
	for time.Now().Before(deadline) {
		if c == nil {
			if c, err = dial(l.addr); err != nil {
				return t, err
			}
		}
		r := l.requests[int(l.next.Add(1)-1)%len(l.requests)]
		var start time.Time
		if timed {
			start = time.Now()
		}
		if _, err := c.Write(r); err != nil {
			return t, err
		}
		a, err := c.answer(nil)
		if err != nil {
			return t, err
		}
		if timed {
			t.took = append(t.took, time.Since(start))
		}
		if a.status != http.StatusOK {
			return t, fmt.Errorf("%.60q: status %d", r, a.status)
		}
		t.n++
		t.bytes += a.bytes
		if a.last {
			c.Close()
			c = nil
		}
	}
	return t, nil
}

// conn is a connection with its reader.
type conn struct {
	net.Conn
	in *bufio.Reader
}

func dial(addr string) (*conn, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &conn{c, bufio.NewReaderSize(c, 64<<10)}, nil
}

// answer is a response as far as the bench looks at it.
type answer struct {
	status int
	bytes  int64 // of the body, as sent
	gzip   bool
	last   bool // the server closes the connection
}

// answer reads one response and copies its body to w unless that is nil.
func (c *conn) answer(w io.Writer) (a answer, err error) {
	if w == nil {
		w = discard{}
	}
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return a, err
	}
	if len(line) < 12 {
		return a, fmt.Errorf("no status line: %q", line)
	}
	if a.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return a, err
	}
	length, chunked := int64(-1), false
	for {
		if line, err = c.in.ReadSlice('\n'); err != nil {
			return a, err
		}
		name, value, ok := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(":"))
		if !ok {
			break
		}
		value = bytes.TrimSpace(value)
		switch {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.ParseInt(string(value), 10, 64); err != nil {
				return a, err
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = true
		case bytes.EqualFold(name, []byte("Content-Encoding")):
			a.gzip = string(value) == "gzip"
		case bytes.EqualFold(name, []byte("Connection")):
			a.last = bytes.EqualFold(value, []byte("close"))
		}
	}
	for chunked {
		if line, err = c.in.ReadSlice('\n'); err != nil {
			return a, err
		}
		n, err := strconv.ParseInt(string(bytes.TrimRight(line, "\r\n")), 16, 64)
		if err != nil {
			return a, err
		}
		if err := c.body(w, n); err != nil {
			return a, err
		}
		a.bytes += n
		if _, err := c.in.Discard(2); err != nil || n == 0 {
			return a, err
		}
	}
	if length < 0 { // up to the end of the connection
		a.last = true
		a.bytes, err = io.Copy(w, c.in)
		return a, err
	}
	a.bytes = length
	return a, c.body(w, length)
}

// discard drops a body without copying it.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func (c *conn) body(w io.Writer, n int64) error {
	if w == (discard{}) {
		_, err := c.in.Discard(int(n))
		return err
	}
	_, err := io.CopyN(w, c.in, n)
	return err
}

// TestClientReadsEveryKindOfBody keeps the yardstick itself true: a client that loses its place
// in a stream would count answers that were not given.
func TestClientReadsEveryKindOfBody(t *testing.T) {
	long := strings.Repeat("組織", 60_000)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/length":
			w.Header().Set("Content-Length", strconv.Itoa(len(long)))
		case "/chunked":
			w.(http.Flusher).Flush()
		case "/close":
			w.Header().Set("Connection", "close")
		}
		io.WriteString(w, long)
	}))
	defer srv.Close()
	addr := srv.Listener.Addr().String()
	c, err := dial(addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, path := range []string{"/length", "/chunked", "/length", "/close"} {
		if _, err := c.Write(request(path)); err != nil {
			t.Fatal(err)
		}
		var body strings.Builder
		a, err := c.answer(&body)
		if err != nil {
			t.Fatal(path, err)
		}
		if a.status != 200 || body.String() != long || a.bytes != int64(len(long)) || a.last != (path == "/close") {
			t.Errorf("%s: %+v with %d bytes, want %d", path, a, body.Len(), len(long))
		}
	}
	l := newLoad(addr, []string{"/length", "/chunked", "/close"})
	got, err := l.run(3, 50*time.Millisecond)
	if err != nil || got.n == 0 || got.bytes != int64(got.n*len(long)) {
		t.Errorf("%d answers with %d bytes, %v", got.n, got.bytes, err)
	}
}
