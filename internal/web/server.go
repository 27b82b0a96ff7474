package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"kyodo/internal/fault"
)

// How long a connection may take. A slow or silent client is closed within 30 s.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 75 * time.Second
	maxHeaderBytes    = 32 << 10
)

// How a server stops: for lameDuck every answer asks its client to open a new connection
// (elsewhere), then no more are taken and the requests under way have drainLimit.
const (
	lameDuck   = 1500 * time.Millisecond
	drainLimit = 28 * time.Second
)

// NewServer is an HTTP server with the limits above. addr may be "" when it is given listeners.
func NewServer(addr string, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // bad TLS, broken pipes: clients' matters
	}
}

// Serve serves srv on every listener until stop is done, then drains. When now is done
// (a second signal) it closes at once. nil means that everything under way was answered.
func (s *Site) Serve(stop, now context.Context, srv *http.Server, listeners ...net.Listener) (err error) {
	defer fault.Wrap(&err, "web.Serve(%q)", srv.Addr)
	g, failed := errgroup.WithContext(stop)
	for _, l := range listeners {
		g.Go(func() error {
			if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		})
	}
	g.Go(func() error {
		<-failed.Done() // told to stop, or a listener broke
		return s.Drain(now, srv, s.cfg.Log)
	})
	return g.Wait()
}

// Drain ends a server without failing a request: /readyz turns to 503 and answers say
// Connection: close for 1.5 s, then no connection is taken and what is under way may finish,
// all within 30 s. When now is done it closes at once.
func (s *Site) Drain(now context.Context, srv *http.Server, log *slog.Logger) (err error) {
	defer fault.Wrap(&err, "web.Drain")
	s.drain.Store(true)
	log.Info("draining")
	wait := time.NewTimer(lameDuck)
	defer wait.Stop()
	select {
	case <-wait.C:
	case <-now.Done():
		return srv.Close()
	}
	ctx, cancel := context.WithTimeout(now, drainLimit)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil {
		return errors.Join(err, srv.Close())
	}
	log.Info("drained")
	return nil
}
