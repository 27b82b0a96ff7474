package trust

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestDrain: SIGTERM fails no request. Those that had begun are answered, those that come in the
// first second too, and the process ends with 0 within 30 s.
func TestDrain(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "kyodo.db")
	must(t, dsn, "import", "houjin", store(t, "h.csv", nil, invent(1500, 18).houjin))
	s := serve(t, dsn)

	var wg sync.WaitGroup
	var mu sync.Mutex
	var receipts []string
	answered := 0
	found := orgPath.FindAllStringSubmatch(s.get(t, "/orgs"), -1)
	for i := range writers { // each takes 3 s to send its form, across the signal
		c, err := newSender(s.origin+"/orgs/"+found[i][1]+"/correction", i)
		if err != nil {
			t.Fatal(err)
		}
		wg.Go(func() {
			req, err := c.request(&slowBody{text: c.form("住所が違います。").Encode(), over: 3 * time.Second})
			if err != nil {
				t.Error(err)
				return
			}
			receipt, err := c.do(req)
			if err != nil {
				t.Errorf("a form that was being sent: %v", err)
				return
			}
			mu.Lock()
			receipts = append(receipts, receipt)
			mu.Unlock()
		})
	}
	stop := make(chan struct{})
	for i := range 4 { // readers, on connections that are kept
		client := &http.Client{Transport: &http.Transport{}, Timeout: 30 * time.Second}
		path := []string{"/orgs", "/orgs.csv", "/", "/api/v1/organizations?limit=100"}[i]
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if err := readWhole(client, s.origin+path); err != nil {
					t.Errorf("GET %s: %v", path, err)
					return
				}
				mu.Lock()
				answered++
				mu.Unlock()
			}
		})
	}
	time.Sleep(700 * time.Millisecond)
	start := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // connections are taken for 1.5 s yet
	close(stop)
	wg.Wait()
	select {
	case <-s.done:
	case <-time.After(30 * time.Second):
		t.Fatalf("the server did not end within 30 s:\n%s", s.log())
	}
	took := time.Since(start)
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit %d, want 0\n%s", code, s.log())
	}
	if took > 30*time.Second || took < 2*time.Second {
		t.Errorf("it ended %v after SIGTERM, want after the last form and within 30 s", took)
	}
	db := open(t, dsn)
	defer db.Close()
	if n, err := number(db, `SELECT count(*) FROM correction`); err != nil || n != writers || len(receipts) != writers {
		t.Errorf("%d forms sent, %d receipts, %d stored (%v)", writers, len(receipts), n, err)
	}
	t.Logf("drain answered=%d forms=%d ended_after=%v", answered, len(receipts), took.Round(10*time.Millisecond))
}

// readWhole reads an answer to its end.
func readWhole(client *http.Client, url string) error {
	res, err := client.Get(url)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return &statusError{res.Status}
	}
	return nil
}

type statusError struct{ status string }

func (e *statusError) Error() string { return e.status }

// slowBody gives its text bit by bit over a time.
type slowBody struct {
	text string
	over time.Duration
	rest *strings.Reader
}

// Read waits and gives a tenth of the text.
func (b *slowBody) Read(p []byte) (int, error) {
	if b.rest == nil {
		b.rest = strings.NewReader(b.text)
	}
	if b.rest.Len() > 0 {
		time.Sleep(b.over / 10)
	}
	return b.rest.Read(p[:min(len(p), len(b.text)/10+1)])
}
