// Package app builds the whole program from a configuration: the only list of features, and the
// only place that starts and stops anything.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"kyodo/internal/api"
	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/fault"
	"kyodo/internal/homeweb"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/opendata"
	"kyodo/internal/register"
	"kyodo/internal/register/registerweb"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// App is a built program. Start it with Run.
type App struct {
	Register *register.Service
	Site     *web.Site

	server config.Server
	log    *slog.Logger
	feed   *search.Feed
	queue  *jobs.Queue
	db     *sqldb.DB
}

// Options of New beside the configuration.
type Options struct {
	Config   config.Server
	BaseURL  *url.URL // the public address, once the listening one is known
	Demo     bool     // invented data: banner, noindex
	Version  string   // of the program and its data store: a page is not the same under another one
	Log      *slog.Logger
	Registry *prometheus.Registry // nil = a new one
}

// New builds the program on an open and migrated database. Nothing runs yet.
func New(db *sqldb.DB, opt Options) (*App, error) {
	proxies, err := opt.Config.Proxies()
	if err != nil {
		return nil, err
	}
	if opt.Registry == nil {
		opt.Registry = prometheus.NewRegistry()
	}
	ids := &id.Source{}
	a := &App{server: opt.Config, log: opt.Log, db: db}
	a.Register = &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(),
		Calendar: term.LocalGovernment(), Wake: make(chan struct{}, 1)}
	a.feed = a.Register.Feed(opt.Log)
	a.queue = jobs.New(db, opt.Log)
	a.schedule()
	operator := map[web.Lang]string{web.JA: opt.Config.Operator, web.EN: opt.Config.OperatorEn}
	a.Site = web.New(web.Config{
		BaseURL:    opt.BaseURL,
		Name:       map[web.Lang]string{web.JA: opt.Config.SiteName, web.EN: opt.Config.SiteNameEn},
		Operator:   operator,
		Demo:       opt.Demo,
		Version:    opt.Version,
		Now:        db.Now,
		Log:        opt.Log,
		Secret:     []byte(opt.Config.Secret),
		Registry:   opt.Registry,
		TrustProxy: proxies,
	})
	homeweb.Mount(a.Site, a.Register, homeweb.Config{Contact: opt.Config.Contact, Source: opt.Config.SourceURL})
	registerweb.Mount(a.Site, a.Register)
	opendata.Mount(a.Site, a.Register)
	api.Mount(a.Site, a.Register)
	return a, nil
}

// Load fills the search index; after it the pages answer.
func (a *App) Load(ctx context.Context) error { return a.feed.Load(ctx) }

// Follow keeps the search index in step with the database until ctx ends.
func (a *App) Follow(ctx context.Context) error { return a.feed.Follow(ctx) }

// Run serves the listeners, works jobs and follows changes until stop is done, then drains; when
// now is done too it stops at once.
func (a *App) Run(stop, now context.Context, listeners []net.Listener, admin net.Listener) error {
	g, ctx := errgroup.WithContext(stop)
	srv := web.NewServer("", a.Site.Handler(), a.log)
	served := make(chan struct{}) // closed once the pages are drained: until then /readyz says so
	g.Go(func() error {
		defer close(served)
		return a.Site.Serve(ctx, now, srv, listeners...)
	})
	g.Go(func() error { return a.Follow(ctx) })
	g.Go(func() error { return a.work(ctx) })
	if admin != nil {
		adm := &http.Server{Handler: a.Site.AdminHandler(a.ready), ReadHeaderTimeout: 5 * time.Second}
		g.Go(func() error {
			if err := adm.Serve(admin); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		})
		g.Go(func() error {
			<-served
			return adm.Close()
		})
	}
	return g.Wait()
}

// ready says whether this node can answer.
func (a *App) ready(ctx context.Context) error { return a.db.Ping(ctx) }

// work runs the job queue until ctx ends.
func (a *App) work(ctx context.Context) error {
	if err := a.arm(ctx); err != nil {
		return err
	}
	if err := a.queue.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	<-ctx.Done()
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	return a.queue.Stop(stopping)
}

// Listen opens the listeners for an address. "localhost:8080" is both 127.0.0.1 and [::1]; port 0
// is any free one, the same for both. It returns the port.
func Listen(addr string) (list []net.Listener, port string, err error) {
	defer fault.Wrap(&err, "app.Listen(%q)", addr)
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, "", err
	}
	if host != "localhost" {
		l, err := net.Listen("tcp", addr)
		if err != nil {
			return nil, "", err
		}
		_, port, err = net.SplitHostPort(l.Addr().String())
		return []net.Listener{l}, port, err
	}
	l4, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return nil, "", err
	}
	list = append(list, l4)
	if _, port, err = net.SplitHostPort(l4.Addr().String()); err != nil {
		return list, "", err
	}
	if l6, err := net.Listen("tcp6", net.JoinHostPort("::1", port)); err == nil { // a machine may have no IPv6
		list = append(list, l6)
	}
	return list, port, nil
}
