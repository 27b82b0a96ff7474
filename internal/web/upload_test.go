package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// upload makes a form with a file of n bytes.
func upload(t *testing.T, b *browser, n int) (body []byte, kind string) {
	t.Helper()
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	m.WriteField(ui.TokenField, b.token) // #nosec G104 -- a bytes.Buffer takes everything
	m.WriteField(ui.OnceField, b.once)   // #nosec G104 -- a bytes.Buffer takes everything
	f, err := m.CreateFormFile("file", "list.csv")
	if err != nil {
		t.Fatal(err)
	}
	f.Write(bytes.Repeat([]byte("x"), n)) // #nosec G104 -- a bytes.Buffer takes everything
	m.Close()                             // #nosec G104 -- a bytes.Buffer takes everything
	return form.Bytes(), m.FormDataContentType()
}

// TestMemoryOfUploads sends 60 files of 8 MiB at the same time, first as somebody who may do nothing
// with them, then as an officer. The heap must not hold them, and no temporary file may stay.
func TestMemoryOfUploads(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	db := dbtest.Open(t, dbtest.SQLite(t))
	o := newOffice(t, db)
	o.people["citizen"] = &account.Principal{Person: "citizen", Name: "市民", Session: "s9", Assurance: account.OneFactor}
	o.site.Handle("POST /files", policy.MatrixChange, func(w http.ResponseWriter, _ *web.Request) error {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}, web.Upload(9<<20))
	srv := httptest.NewServer(o.site.Handler())
	defer srv.Close()
	for _, tt := range []struct {
		who  string
		want []int
	}{{"citizen", []int{http.StatusForbidden}}, {"officer", []int{http.StatusNoContent, http.StatusServiceUnavailable}}} {
		b := o.as(t, tt.who)
		body, kind := upload(t, b, 8<<20)
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		before, most := m.HeapAlloc, uint64(0)
		done, watched := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(watched)
			for {
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
				select {
				case <-done:
					return
				case <-time.After(5 * time.Millisecond):
				}
			}
		}()
		var wg sync.WaitGroup
		for range 60 {
			wg.Go(func() {
				req, _ := http.NewRequest("POST", srv.URL+"/files", bytes.NewReader(body))
				req.Header.Set("Content-Type", kind)
				req.Header.Set("Cookie", b.cookie)
				res, err := http.DefaultClient.Do(req)
				if err != nil {
					t.Errorf("%s: %v", tt.who, err)
					return
				}
				io.Copy(io.Discard, res.Body) // #nosec G104 -- only the status counts
				res.Body.Close()              // #nosec G104 -- it was only read
				if s := res.StatusCode; s != tt.want[0] && s != tt.want[len(tt.want)-1] {
					t.Errorf("%s: %d", tt.who, s)
				} else if s == http.StatusServiceUnavailable && res.Header.Get("Retry-After") == "" {
					t.Error("503 without Retry-After")
				}
			})
		}
		wg.Wait()
		close(done)
		<-watched
		grown := int64(most) - int64(before)
		t.Logf("%s: 60 files of 8 MiB let the heap grow by %d MiB", tt.who, grown>>20)
		if grown > 100<<20 {
			t.Errorf("%s: the heap grew by %d MiB, want at most 100", tt.who, grown>>20)
		}
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files stay, %v", len(left), err)
	}
}

// TestAnUploadWaitsForAPlace: while others hold every place, a file is told to come back; then it is taken.
func TestAnUploadWaitsForAPlace(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		o := newOffice(t, db)
		in, out := make(chan struct{}), make(chan struct{})
		o.site.Handle("POST /slow", policy.MatrixChange, func(w http.ResponseWriter, _ *web.Request) error {
			in <- struct{}{}
			<-out
			w.WriteHeader(http.StatusNoContent)
			return nil
		}, web.Upload(1<<20))
		b := o.as(t, "officer")
		body, kind := upload(t, b, 10)
		send := func(path string) *httptest.ResponseRecorder {
			req := httptest.NewRequest("POST", path, bytes.NewReader(body))
			req.Header.Set("Content-Type", kind)
			req.Header.Set("Cookie", b.cookie)
			rec := httptest.NewRecorder()
			b.h.ServeHTTP(rec, req)
			return rec
		}
		var wg sync.WaitGroup
		for range web.MaxUploads {
			wg.Go(func() { send("/slow") })
			<-in
		}
		if rec := send("/upload"); rec.Code != http.StatusServiceUnavailable || rec.Header().Get("Retry-After") == "" {
			t.Errorf("with no place left: %d", rec.Code)
		}
		close(out)
		wg.Wait()
		if rec := send("/upload"); rec.Code != http.StatusSeeOther {
			t.Errorf("with places: %d", rec.Code)
		}
	})
}
