package web_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/web"
)

func TestServerLimits(t *testing.T) {
	s := web.NewServer("", http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	for _, tt := range []struct {
		name      string
		got, want any
	}{
		{"ReadHeaderTimeout", s.ReadHeaderTimeout, 5 * time.Second},
		{"ReadTimeout", s.ReadTimeout, 30 * time.Second},
		{"WriteTimeout", s.WriteTimeout, 60 * time.Second},
		{"IdleTimeout", s.IdleTimeout, 75 * time.Second},
		{"MaxHeaderBytes", s.MaxHeaderBytes, 32 << 10},
	} {
		if tt.got != tt.want {
			t.Errorf("%s is %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

func TestDrainLosesNoRequest(t *testing.T) {
	site := newSite(t, func(c *web.Config) { c.Now = time.Now })
	arrived := make(chan struct{}, 50)
	release := make(chan struct{})
	site.Handle("GET /slow", web.Anyone, func(w http.ResponseWriter, _ *web.Request) error {
		arrived <- struct{}{}
		<-release
		io.WriteString(w, "done")
		return nil
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stop, shut := context.WithCancel(t.Context())
	srv := web.NewServer("", site.Handler(), slog.New(slog.DiscardHandler))
	served := make(chan error, 1)
	go func() { served <- site.Serve(stop, t.Context(), srv, l) }()
	url := "http://" + l.Addr().String()

	var wg sync.WaitGroup
	failed := make(chan string, 50)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	for range 50 {
		wg.Go(func() {
			resp, err := client.Get(url + "/slow")
			if err != nil {
				failed <- err.Error()
				return
			}
			defer resp.Body.Close()
			if b, err := io.ReadAll(resp.Body); err != nil || string(b) != "done" || resp.Header.Get("Connection") != "" && !resp.Close {
				failed <- string(b)
			}
		})
	}
	for range 50 {
		<-arrived
	}
	admin := site.AdminHandler(func(context.Context) error { return nil })
	if got := get(t, admin, "GET", "/readyz").Code; got != 200 {
		t.Errorf("readyz before: %d", got)
	}
	shut()
	// While it drains, new requests are still answered, and each says that its connection ends.
	deadline := time.Now().Add(time.Second)
	for get(t, admin, "GET", "/readyz").Code != 503 {
		if time.Now().After(deadline) {
			t.Fatal("readyz does not say that the server drains")
		}
		time.Sleep(time.Millisecond)
	}
	resp, err := client.Get(url + "/list")
	if err != nil {
		t.Fatalf("while draining: %v", err)
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	if !resp.Close {
		t.Error("an answer while draining keeps its connection")
	}
	time.AfterFunc(1700*time.Millisecond, func() { close(release) }) // after the listener has closed
	wg.Wait()
	close(failed)
	for f := range failed {
		t.Errorf("lost: %s", f)
	}
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("still listening")
	}
}

func TestASecondSignalIsNow(t *testing.T) {
	site := newSite(t, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stop, shut := context.WithCancel(t.Context())
	now, hurry := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- site.Serve(stop, now, web.NewServer("", site.Handler(), slog.New(slog.DiscardHandler)), l)
	}()
	begin := time.Now()
	shut()
	hurry()
	<-served
	if took := time.Since(begin); took > time.Second {
		t.Errorf("took %s", took)
	}
}

func TestAdminHandler(t *testing.T) {
	site := newSite(t, nil)
	get(t, site.Handler(), "GET", "/list")
	get(t, site.Handler(), "GET", "/nowhere")
	var broken error
	h := site.AdminHandler(func(context.Context) error { return broken })
	for _, tt := range []struct {
		path   string
		status int
		says   string
	}{
		{"/healthz", 200, "ok"},
		{"/readyz", 200, "ok"},
		{"/metrics", 200, `kyodo_http_requests_total{class="2xx",route="GET /list"} 1`},
		{"/metrics", 200, `kyodo_http_requests_total{class="4xx",route="none"} 1`},
		{"/metrics", 200, `kyodo_http_request_seconds_count{route="GET /list"} 1`},
		{"/debug/pprof/", 200, "goroutine"},
		{"/list", 404, ""},
	} {
		rec := get(t, h, "GET", tt.path)
		if rec.Code != tt.status || !strings.Contains(rec.Body.String(), tt.says) {
			t.Errorf("%s: %d, want %d and %q", tt.path, rec.Code, tt.status, tt.says)
		}
	}
	broken = io.ErrUnexpectedEOF
	if got := get(t, h, "GET", "/readyz").Code; got != 503 {
		t.Errorf("readyz of a broken program: %d", got)
	}
}

func TestAccessLogKeepsWhatPeopleLookFor(t *testing.T) {
	var out strings.Builder
	h := newSite(t, func(c *web.Config) { c.Log = slog.New(slog.NewJSONHandler(&out, nil)) }).Handler()
	req := httptest.NewRequest("POST", "/form?q=himitsu", strings.NewReader("name=yamaguchi-hanako"))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.RemoteAddr = "192.0.2.77:1"
	h.ServeHTTP(httptest.NewRecorder(), req)
	get(t, h, "GET", "/panic")
	log := out.String()
	for _, want := range []string{`"route":"POST /form"`, `"status":403`, `"status":500`, `"msg":"panic"`, "planted secret", `"stack":"goroutine`} {
		if !strings.Contains(log, want) {
			t.Errorf("log does not say %s:\n%s", want, log)
		}
	}
	for _, leak := range []string{"himitsu", "hanako", "192.0.2.77"} {
		if strings.Contains(log, leak) {
			t.Errorf("log tells %s", leak)
		}
	}
}

// A link that lets somebody in may come with something too much, so that no route takes it.
func TestAccessLogKeepsSecretsOfLinks(t *testing.T) {
	var out strings.Builder
	s := newSite(t, func(c *web.Config) { c.Log = slog.New(slog.NewJSONHandler(&out, nil)) })
	s.Handle("GET /in/{secret}", web.Anyone, func(w http.ResponseWriter, _ *web.Request) error {
		w.WriteHeader(http.StatusNoContent)
		return nil
	})
	h := s.Handler()
	for _, path := range []string{"/in/himitsu", "/in/himitsu/", "/in//himitsu", "/elsewhere"} {
		get(t, h, "GET", path)
	}
	if log := out.String(); strings.Contains(log, "himitsu") || !strings.Contains(log, "/elsewhere") {
		t.Errorf("log: %s", log)
	}
}
