package trust

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// How many times the power goes, and how many write meanwhile.
const (
	fewCuts  = 3
	manyCuts = 20
	writers  = 8
)

// TestPowerCutDuringWrites: a notice whose sender got a receipt is there after the power came back.
func TestPowerCutDuringWrites(t *testing.T) {
	template := newImage(t)
	func() {
		dir, umount := mount(t, template)
		defer umount()
		must(t, "sqlite:"+dir+"/kyodo.db", "import", "houjin", store(t, "h.csv", nil, invent(200, 11).houjin))
	}()
	rnd := rand.New(rand.NewPCG(7, 1))
	acked, lost, cuts := 0, 0, times(fewCuts, manyCuts)
	var slowest, ready time.Duration
	for i := range cuts {
		image := copyImage(t, template, "before.img")
		dir, umount := mount(t, image)
		s := serve(t, "sqlite:"+dir+"/kyodo.db")
		senders := startSenders(t, s, i)
		senders.wait(time.Duration(300+rnd.IntN(900)) * time.Millisecond)
		c := powerCut(t, image, s.kill)
		receipts := senders.stop()
		umount()
		if len(receipts) == 0 {
			t.Fatalf("cut %d: nobody got a receipt: %v", i, senders.failure)
		}

		back, umount := mount(t, c.image)
		again := serve(t, "sqlite:"+back+"/kyodo.db")
		again.get(t, "/orgs")
		again.kill()
		db := open(t, "sqlite:"+back+"/kyodo.db")
		integrity(t, db)
		stored := texts(t, db, `SELECT id FROM correction ORDER BY id`)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		umount()
		for _, r := range receipts {
			if _, ok := slices.BinarySearch(stored, r); !ok {
				lost++
			}
		}
		acked += len(receipts)
		slowest, ready = max(slowest, c.after), max(ready, again.ready)
	}
	t.Logf("powercut engine=sqlite mode=FULL during=writes cuts=%d acked=%d lost=%d copied_after=%v ready_after=%v", cuts, acked, lost,
		slowest.Round(time.Millisecond), ready.Round(time.Millisecond))
	if lost > 0 {
		t.Errorf("%d of %d acknowledged notices are lost", lost, acked)
	}
}

// senders are readers who report errors one after the other.
type senders struct {
	stopped chan struct{}
	wg      sync.WaitGroup

	mu       sync.Mutex
	receipts []string
	failure  error // the last one
}

var (
	orgPath   = regexp.MustCompile(`/orgs/([0-9a-z]{16})"`)
	formToken = regexp.MustCompile(`name="_token" value="([^"]+)"`)
)

// startSenders starts the writers on the organizations of the first page.
func startSenders(t testing.TB, s *server, round int) *senders {
	t.Helper()
	found := orgPath.FindAllStringSubmatch(s.get(t, "/orgs"), -1)
	if len(found) < writers {
		t.Fatalf("%d organizations on the first page, want %d", len(found), writers)
	}
	all := &senders{stopped: make(chan struct{})}
	for i := range writers {
		page := s.origin + "/orgs/" + found[i][1] + "/correction"
		all.wg.Go(func() {
			c, err := newSender(page, i)
			for n := 0; err == nil; n++ {
				select {
				case <-all.stopped:
					return
				default:
				}
				var receipt string
				if receipt, err = c.send(fmt.Sprintf("名前が違います。%d回目 %d番 %d", round, i, n)); err == nil {
					all.mu.Lock()
					all.receipts = append(all.receipts, receipt)
					all.mu.Unlock()
				}
			}
			all.mu.Lock()
			all.failure = err
			all.mu.Unlock()
		})
	}
	return all
}

// wait waits that long, and longer until there is a receipt.
func (s *senders) wait(d time.Duration) {
	time.Sleep(d)
	for range 1000 {
		s.mu.Lock()
		enough := len(s.receipts) > 0 || s.failure != nil
		s.mu.Unlock()
		if enough {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// stop returns the receipts that arrived.
func (s *senders) stop() []string {
	close(s.stopped)
	s.wg.Wait()
	return s.receipts
}

// sender is one reader with the form open.
type sender struct {
	client      *http.Client
	page, token string
	n           int // how many requests; every one comes from another address
	who         int
}

func newSender(page string, who int) (*sender, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &sender{page: page, who: who, client: &http.Client{Jar: jar, Timeout: 20 * time.Second, Transport: &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	res, err := c.client.Get(page)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	m := formToken.FindSubmatch(body)
	if m == nil {
		return nil, fmt.Errorf("%s: status %d and no form", page, res.StatusCode)
	}
	c.token = string(m[1])
	return c, nil
}

// form is what is sent with the text.
func (c *sender) form(body string) url.Values {
	return url.Values{"_token": {c.token}, "about": {"name"}, "body": {body}, "evidence": {""}, "contact": {""}}
}

// request is a notice with the given body, from an address of its own.
func (c *sender) request(body io.Reader) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodPost, c.page, body)
	if err != nil {
		return nil, err
	}
	c.n++
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", c.who, c.n>>8&255, c.n&255))
	return req, nil
}

// send sends one notice and returns its receipt.
func (c *sender) send(body string) (string, error) {
	req, err := c.request(strings.NewReader(c.form(body).Encode()))
	if err != nil {
		return "", err
	}
	return c.do(req)
}

func (c *sender) do(req *http.Request) (string, error) {
	res, err := c.client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return "", err
	}
	where := res.Header.Get("Location")
	if res.StatusCode != http.StatusSeeOther || !strings.Contains(where, "/correction/") {
		return "", fmt.Errorf("%s: status %d, Location %q", c.page, res.StatusCode, where)
	}
	return where[strings.LastIndexByte(where, '/')+1:], nil
}

// TestPowerCutDuringImport: rows that an import had taken are there after the power came back, and
// the same command goes on and ends as if nothing had happened.
func TestPowerCutDuringImport(t *testing.T) {
	template := newImage(t)
	file := store(t, "h.csv", nil, invent(6000, 12).houjin)
	want := undisturbed(t, file)
	rnd := rand.New(rand.NewPCG(7, 2))
	acked, lost, cuts := 0, 0, times(2, manyCuts)
	var slowest time.Duration
	for i := range cuts {
		image := copyImage(t, template, "before.img")
		dir, umount := mount(t, image)
		dsn := "sqlite:" + dir + "/kyodo.db"
		must(t, dsn, "migrate")
		watch := open(t, dsn)
		cmd := exec.Command(binary(t), "import", "houjin", file)
		known, kept, least := 0, 0, 1+rnd.IntN(4500)
		var c cut
		finish(t, cmd, dsn, func() {
			// What a second connection sees is committed: acknowledged to whoever looks at the progress.
			for deadline := time.Now().Add(time.Minute); known < least && time.Now().Before(deadline); time.Sleep(3 * time.Millisecond) {
				if n, err := number(watch, `SELECT position FROM import_run`); err == nil {
					known = n
				}
				if n, err := number(watch, `SELECT count(*) FROM statement`); err == nil {
					kept = n // history waits for the second turn, so it is fewer than known
				}
			}
			c = powerCut(t, image, func() {
				_ = cmd.Process.Kill()
				awaitEnd(cmd.Process.Pid)
			})
		})
		if err := watch.Close(); err != nil {
			t.Fatal(err)
		}
		umount()
		if known == 0 || known == want.Rows {
			t.Fatalf("cut %d: the import stood at row %d of %d", i, known, want.Rows)
		}

		back, umount := mount(t, c.image)
		dsn = "sqlite:" + back + "/kyodo.db"
		db := open(t, dsn)
		integrity(t, db)
		stored, err := number(db, `SELECT position FROM import_run`)
		if err != nil {
			t.Fatal(err)
		}
		statements, err := number(db, `SELECT count(*) FROM statement`)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		lost += max(known-stored, 0) + max(kept-statements, 0)
		if d := want.diff(t, finished(t, dsn, file)); d != "" {
			t.Errorf("cut %d at row %d: the import ends otherwise (-undisturbed +after the cut):\n%s", i, known, d)
		}
		umount()
		acked += known
		slowest = max(slowest, c.after)
	}
	t.Logf("powercut engine=sqlite mode=FULL during=import cuts=%d acked=%d lost=%d copied_after=%v", cuts, acked, lost, slowest.Round(time.Millisecond))
	if lost > 0 {
		t.Errorf("%d of %d rows that were taken are lost", lost, acked)
	}
}
