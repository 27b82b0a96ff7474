// Package app builds the whole program from a configuration: the only list of features, and the
// only place that starts and stops anything.
package app

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"kyodo/internal/account"
	"kyodo/internal/account/accountweb"
	"kyodo/internal/adminweb"
	"kyodo/internal/alert"
	"kyodo/internal/alert/alertweb"
	"kyodo/internal/api"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/bank/bankweb"
	"kyodo/internal/bank/postweb"
	"kyodo/internal/blob"
	"kyodo/internal/candidate"
	"kyodo/internal/candidate/candidateweb"
	"kyodo/internal/codes"
	"kyodo/internal/collaboration"
	"kyodo/internal/config"
	"kyodo/internal/demo"
	"kyodo/internal/demo/demoweb"
	"kyodo/internal/desk"
	"kyodo/internal/desk/deskweb"
	"kyodo/internal/fault"
	"kyodo/internal/homeweb"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/member"
	"kyodo/internal/member/memberweb"
	"kyodo/internal/opendata"
	"kyodo/internal/policy"
	"kyodo/internal/policy/policyweb"
	"kyodo/internal/register"
	"kyodo/internal/register/registerweb"
	"kyodo/internal/search"
	"kyodo/internal/settings"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// App is a built program. Start it with Run.
type App struct {
	Register *register.Service
	Site     *web.Site

	Accounts *account.Service
	Member   *member.Service
	Policy   *policy.Service
	Outbox   *mail.Outbox
	Settings *settings.Service

	Bank           *bank.Service
	Inquiries      *inquiry.Service
	Collaborations *collaboration.Service
	Candidates     *candidate.Service
	Desk           *desk.Service
	Alerts         *alert.Service

	Doors []string // addresses under which a newcomer enters the demo as somebody

	seats     []demo.Seat
	server    config.Server
	log       *slog.Logger
	feeds     []*search.Feed
	queue     *jobs.Queue
	db        *sqldb.DB
	sequencer *audit.Sequencer
	views     *bank.Views
}

// Options of New beside the configuration.
type Options struct {
	Config   config.Server
	Files    *blob.Store // photos and attachments; nil = there are none
	Secret   []byte      // the installation's secret, from which all keys come; nil = keys that everybody knows, for tests
	BaseURL  *url.URL    // the public address, once the listening one is known
	Demo     bool        // invented data: banner, noindex
	Version  string      // of the program and its data store: a page is not the same under another one
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
	log := audit.Log{IDs: ids, Key: opt.Secret, Wake: make(chan struct{}, 1)}
	a := &App{server: opt.Config, log: opt.Log, db: db}
	a.sequencer = &audit.Sequencer{DB: db, Key: opt.Secret, Log: opt.Log, Wake: log.Wake}
	a.Policy = policy.New(db, ids, log)
	a.Settings = &settings.Service{DB: db, Audit: log}
	a.Register = &register.Service{DB: db, IDs: ids, Audit: log, Index: search.New(),
		Calendar: term.LocalGovernment(), Wake: make(chan struct{}, 1)}
	a.feeds = append(a.feeds, a.Register.Feed(opt.Log))
	a.queue = jobs.New(db, opt.Log)
	if a.Outbox, err = outbox(db, ids, log, a.queue, opt); err != nil {
		return nil, err
	}
	a.Accounts = accounts(db, ids, log, opt, a)
	a.Member = &member.Service{DB: db, IDs: ids, Audit: log, Register: a.Register, People: a.Accounts, Mail: a.Outbox,
		Frame: a.Accounts.Frame, Key: derive(opt.Secret, "member")}
	a.Member.Work(a.queue)
	a.trade(db, ids, log, opt)
	a.alerts(db, ids, log, opt)
	a.Candidates = candidate.New(db, ids, log, opt.Log)
	a.Candidates.Equity = a.Settings.Equity
	a.Accounts.Matters = append(a.Accounts.Matters, a.matters)
	a.Accounts.Erasing = append(a.Accounts.Erasing, a.Member.Erase, a.Register.Erase)
	a.Accounts.Ties = append(a.Accounts.Ties, a.Member.Ties)
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
		Secret:     derive(opt.Secret, "form token"),
		Registry:   opt.Registry,
		TrustProxy: proxies,
		DB:         db,
		Policy:     a.Policy,
		Session: func(ctx context.Context, token string) (*account.Principal, error) {
			who, err := a.Accounts.Load(ctx, token)
			if err != nil {
				return nil, err
			}
			return who, a.Accounts.Touch(ctx, who)
		},
		Record: func(ctx context.Context, e audit.Entry) error {
			return db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, e) })
		},
		Writes: opt.Config.Writes,
		Split:  opt.Config.StaffAddr != "",
	})
	homeweb.Mount(a.Site, a.Register, homeweb.Config{Contact: opt.Config.Contact, Source: opt.Config.SourceURL, Notice: a.notice, Bank: a.stock})
	registerweb.Mount(a.Site, a.Register)
	a.views = &bank.Views{DB: db, Log: opt.Log}
	bankweb.Mount(a.Site, a.Bank, a.Register, bankweb.Config{Contact: opt.Config.Contact, Answers: a.answers, Seen: a.views.Seen,
		Beside: candidateweb.Beside(a.Candidates)})
	a.upkeep()
	opendata.Mount(a.Site, a.Register, a.Bank)
	candidateweb.Mount(a.Site, a.Candidates, a.Bank)
	policyweb.Mount(a.Site, a.Policy)
	memberweb.Mount(a.Site, a.Member, a.waits)
	deskweb.Mount(a.Site, a.Desk)
	alertweb.Mount(a.Site, a.Alerts)
	postweb.Mount(a.Site, a.Bank, a.posting())
	a.dealing()
	adminweb.Mount(a.Site, a.administration(log))
	providers, err := opt.Config.Providers()
	if err != nil {
		return nil, err
	}
	if err := accountweb.Mount(a.Site, a.Accounts, accountweb.Config{Key: derive(opt.Secret, "sealed links"), Providers: providers, Log: opt.Log,
		Secure: opt.BaseURL != nil && opt.BaseURL.Scheme == "https", Number: a.number}); err != nil {
		return nil, err
	}
	if opt.Demo {
		demoweb.Mount(a.Site, a.Accounts, func() []demo.Seat { return a.seats })
	}
	api.Mount(a.Site, a.Register, a.Bank)
	return a, nil
}

// Seats invents the people of the demo, once the index knows the organizations, and opens their doors.
func (a *App) Seats(ctx context.Context) (err error) {
	a.seats, err = demo.People(ctx, a.Accounts, a.Register, a.Policy.Now().Table())
	a.Doors = nil
	for _, s := range a.seats {
		a.Doors = append(a.Doors, "  "+a.Site.BaseURL(demoweb.DoorPath(s.Role.Code))+"  "+s.Role.Ja)
	}
	return err
}

// number is the 法人番号 of an organization.
func (a *App) number(ctx context.Context, organization string) (codes.CorporateNumber, error) {
	d, err := a.Register.Organization(ctx, register.ID(organization))
	var moved *register.Moved
	if errors.As(err, &moved) {
		d, err = a.Register.Organization(ctx, moved.To)
	}
	if errors.Is(err, fault.NotFound) || errors.Is(err, fault.Gone) {
		return "", nil
	}
	return d.Number, err
}

// Load fills the search indexes; after it the pages answer.
func (a *App) Load(ctx context.Context) error {
	for _, f := range a.feeds {
		if err := f.Load(ctx); err != nil {
			return err
		}
	}
	return a.Candidates.Load(ctx)
}

// Follow keeps the search indexes in step with the database until ctx ends.
func (a *App) Follow(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.Candidates.Follow(ctx) })
	for _, f := range a.feeds {
		g.Go(func() error { return f.Follow(ctx) })
	}
	return g.Wait()
}

// Run serves the listeners, works jobs and follows changes until stop is done, then drains; when
// now is done too it stops at once. staff is empty unless the staff's pages have their own address.
func (a *App) Run(stop, now context.Context, listeners, staff []net.Listener, admin net.Listener) error {
	g, ctx := errgroup.WithContext(stop)
	served := make(chan struct{}) // closed once the pages are drained: until then /readyz says so
	g.Go(func() error {
		defer close(served)
		pages, pagesCtx := errgroup.WithContext(ctx)
		pages.Go(func() error {
			return a.Site.Serve(pagesCtx, now, web.NewServer("", a.Site.Handler(), a.log), listeners...)
		})
		if len(staff) > 0 {
			pages.Go(func() error {
				return a.Site.Serve(pagesCtx, now, web.NewServer("", a.Site.StaffHandler(), a.log), staff...)
			})
		}
		return pages.Wait()
	})
	g.Go(func() error { return a.sequence(ctx) })
	g.Go(func() error { return a.Follow(ctx) })
	g.Go(func() error { return a.work(ctx) })
	g.Go(func() error { return a.views.Follow(ctx) })
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
	err := g.Wait()
	if stop.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // it was told to stop while something was still starting
	}
	return err
}

// sequence puts the log's entries into its tree until ctx ends, and then those of the last requests.
func (a *App) sequence(ctx context.Context) error {
	if err := a.sequencer.Follow(ctx); err != nil {
		return err
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return a.sequencer.Drain(last)
}

// derive makes the key for one purpose.
func derive(secret []byte, purpose string) []byte {
	key, err := hkdf.Key(sha256.New, secret, nil, "kyodo "+purpose, sha256.Size)
	if err != nil {
		panic(err) // only a length that is too long fails
	}
	return key
}

// accounts builds sign-in: passkeys for the host of the public address, mails through the outbox.
func accounts(db *sqldb.DB, ids *id.Source, log audit.Log, opt Options, a *App) *account.Service {
	s := &account.Service{DB: db, IDs: ids, Audit: log, Key: derive(opt.Secret, "account"), Hash: make(chan struct{}, hashers),
		Staff: a.Policy.Now().Table().Staff, Chiefs: a.chiefs,
		Frame: mail.Frame{SiteName: opt.Config.SiteName, SiteNameEn: opt.Config.SiteNameEn, Demo: opt.Demo}}
	s.Mail = func(tx *sqldb.Tx, m account.Message) error {
		_, err := a.Outbox.Send(tx, m)
		return err
	}
	if opt.BaseURL != nil {
		origin := opt.BaseURL.Scheme + "://" + opt.BaseURL.Host
		s.RP = account.RelyingParty{ID: opt.BaseURL.Hostname(), Origin: origin, Name: opt.Config.SiteName}
		s.Frame.BaseURL = origin
	}
	return s
}

// hashers is how many passwords are hashed at a time, 19 MiB each.
const hashers = 3

// outbox builds the way out for mail: a recorder in the demo, SMTP where it is set, else the mails wait.
func outbox(db *sqldb.DB, ids *id.Source, log audit.Log, queue *jobs.Queue, opt Options) (*mail.Outbox, error) {
	o := &mail.Outbox{DB: db, IDs: ids, Audit: log, Queue: queue, Host: "localhost"}
	if opt.BaseURL != nil {
		o.Host = opt.BaseURL.Hostname()
	}
	relay, set, err := opt.Config.Relay()
	switch {
	case err != nil:
		return nil, err
	case opt.Demo:
		o.Sender = mail.Recorder{}
	case set:
		name := opt.Config.MailName
		if name == "" {
			name = opt.Config.SiteName
		}
		o.Sender = mail.SMTP{Relay: relay, From: opt.Config.MailFrom, Name: name, ReplyTo: opt.Config.MailReply}
	}
	o.Work()
	return o, nil
}

// ready says whether this node can answer.
func (a *App) ready(ctx context.Context) error { return a.db.Ping(ctx) }

// Tick does what is due now and returns how many rows fired. The job queue of a running program
// does it by itself; a test that moves the clock calls it.
func (a *App) Tick(ctx context.Context) (int, error) { return a.queue.Tick(ctx) }

// work runs the job queue until ctx ends.
func (a *App) work(ctx context.Context) error {
	if err := a.arm(ctx); err != nil {
		return err
	}
	if _, err := a.Outbox.Resume(ctx); err != nil {
		return fmt.Errorf("resume mail: %w", err)
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
