// Package web is the ground on which all pages stand: routes with a mandatory action,
// the chain that every request passes, languages, form tokens, error pages and static
// files. It knows no feature; features mount themselves on a Site.
//
//	site.Handle("GET /orgs/{id}", web.Anyone, p.show)
//	site.Nav(web.NavItem{Path: "/orgs", Label: words.Nav.In, Order: 10})
package web

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web/ui"
)

// Action names what a route lets someone do. Every route says one, and package policy says who may.
type Action = policy.Action

// Anyone is the action of routes that every reader may use. It must be said; there is no default.
const Anyone = policy.Anyone

// Lang is the language of a page.
type Lang = ui.Lang

// The languages of the pages.
const (
	JA = ui.JA
	EN = ui.EN
)

// MaxForm is how many bytes the body of a request may have.
const MaxForm = 64 << 10

// Config says how a Site stands in the world. Only Now and Log are required.
type Config struct {
	BaseURL    *url.URL             // public address; its scheme decides Secure cookies and HSTS. nil = http://localhost:8080
	Name       map[Lang]string      // display name; nil = やまぐち社会貢献支援システム
	Operator   map[Lang]string      // who runs the site, for the footer
	Version    string               // of the program and its data store: part of every ETag
	Demo       bool                 // invented data: banner and noindex everywhere
	Now        func() time.Time     // the clock
	Log        *slog.Logger         // access log at Info, failures at Error
	Secret     []byte               // key of the form tokens, shared by all nodes; nil = random, good for one process
	Registry   *prometheus.Registry // where request metrics go; nil = a new one
	TrustProxy []netip.Prefix       // proxies whose X-Forwarded-For is believed

	// DB keeps answers to repeated forms and rate classes. nil = neither, as on a site that nobody signs in to.
	DB *sqldb.DB
	// Policy decides; nil = the program's own table with the plan's matrix.
	Policy *policy.Service
	// Session finds who holds a session's token: fault.Unauthenticated when nobody does. nil = nobody signs in.
	Session func(ctx context.Context, token string) (*account.Principal, error)
	// Record writes an entry of the log on its own: a refused deed, a reading of withheld data.
	Record func(ctx context.Context, e audit.Entry) error
	Writes int  // how many forms an account may send a minute, and a fifth of the refusals it may meet in 15; 0 = any number
	Split  bool // /desk, /admin and staff answer on StaffHandler alone
}

// NavItem is one entry of the navigation, told by the slice that serves it.
type NavItem struct {
	Path  string
	Label func(Lang) string
	Order int // small comes first
}

// Site is the whole of the pages: what was mounted on it, and the chain around it.
// Mount everything before Handler is called.
type Site struct {
	cfg     Config
	secure  bool // the base URL is https
	mux     *http.ServeMux
	routes  []*route
	rules   func(context.Context) (*policy.Rules, error)
	table   *policy.Table
	nav     []NavItem
	staff   []staffItem
	foot    []NavItem
	search  *ui.SearchBox
	hooks   []errorHook
	cross   *http.CrossOriginProtection
	header  []headerLine
	assets  *assets
	metrics *metrics
	chrome  [2]ui.Chrome // what does not change between requests, by language
	once    sync.Once    // fills chrome
	ids     id.Source
	drain   atomic.Bool // answers say Connection: close
	stray   *route      // counts requests that no route took

	pages     buffers       // where pages are drawn
	packed    buffers       // where they are compressed
	responses sync.Pool     // of *response
	zips      sync.Pool     // of *gzip.Writer
	uploads   chan struct{} // as many places as forms with files are read and used at the same time
}

// New returns an empty site. It panics on a base URL that is not http or https with a
// host, because nothing can be served then.
func New(cfg Config) *Site {
	if cfg.BaseURL == nil {
		cfg.BaseURL = &url.URL{Scheme: "http", Host: "localhost:8080"}
	}
	if cfg.Name == nil {
		cfg.Name = map[Lang]string{JA: "やまぐち社会貢献支援システム", EN: "Yamaguchi Civic Contribution Support System"}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if len(cfg.Secret) == 0 {
		cfg.Secret = make([]byte, 32)
		rand.Read(cfg.Secret)
	}
	if cfg.Registry == nil {
		cfg.Registry = prometheus.NewRegistry()
	}
	s := &Site{
		cfg:     cfg,
		secure:  cfg.BaseURL.Scheme == "https",
		mux:     http.NewServeMux(),
		cross:   http.NewCrossOriginProtection(),
		assets:  loadAssets(),
		metrics: newMetrics(cfg.Registry),
		uploads: make(chan struct{}, maxUploads),
	}
	if err := s.cross.AddTrustedOrigin(cfg.BaseURL.Scheme + "://" + cfg.BaseURL.Host); err != nil {
		panic("web.New: base URL " + cfg.BaseURL.String() + ": " + err.Error())
	}
	if cfg.Policy != nil {
		s.table, s.rules = cfg.Policy.Now().Table(), cfg.Policy.Fresh
	} else {
		own := policy.NewRules(policy.Default(), []policy.Matrix{policy.PlanMatrix()})
		s.table, s.rules = own.Table(), func(context.Context) (*policy.Rules, error) { return own, nil }
	}
	s.header = headerLines(s.secure)
	s.stray = &route{label: "none", metrics: s.metrics.route("none")}
	s.mountAssets()
	return s
}

// Nav adds entries to the main navigation.
func (s *Site) Nav(items ...NavItem) { s.nav = append(s.nav, items...) }

// Footer adds entries to the footer.
func (s *Site) Footer(items ...NavItem) { s.foot = append(s.foot, items...) }

// Search tells the header's search box where it leads: action is a path that takes ?q=,
// suggest answers ?q= with {"items":[{"text","note","url"}]} while the reader types, "" = none.
func (s *Site) Search(action, suggest string) {
	s.search = &ui.SearchBox{Action: action, Suggest: suggest}
}

// BaseURL is the public address of path (starting with a slash), for feeds, mail and canonical links.
func (s *Site) BaseURL(path string) string {
	return s.cfg.BaseURL.Scheme + "://" + s.cfg.BaseURL.Host + strings.TrimSuffix(s.cfg.BaseURL.Path, "/") + path
}

// Name is the display name of the site.
func (s *Site) Name(l Lang) string { return s.cfg.Name[l] }

// Operator is who runs the site.
func (s *Site) Operator(l Lang) string { return s.cfg.Operator[l] }

// Demo reports whether the data is invented.
func (s *Site) Demo() bool { return s.cfg.Demo }

// Handler returns the site behind its full chain. Nothing may be mounted afterwards. Where the
// site is split, the pages of the staff do not exist on it.
func (s *Site) Handler() http.Handler { return s.handler(!s.cfg.Split) }

// StaffHandler is the site as the staff's own listener serves it.
func (s *Site) StaffHandler() http.Handler { return s.handler(true) }

func (s *Site) handler(staff bool) http.Handler {
	s.once.Do(func() {
		for i, l := range [...]Lang{JA, EN} {
			s.chrome[i] = ui.Chrome{
				Lang: l, Demo: s.cfg.Demo, Site: s.cfg.Name[l], Operator: s.cfg.Operator[l],
				Base: s.BaseURL(""), Nav: links(s.nav, l), Foot: links(s.foot, l),
				Search: s.search, Assets: &s.assets.urls,
			}
			if s.cfg.Session != nil {
				s.chrome[i].SignIn = SignInPath
			}
		}
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, staff) })
}

// links draws the entries in their order and language.
func links(items []NavItem, l Lang) []ui.Link {
	sorted := append([]NavItem(nil), items...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Order < sorted[j].Order })
	out := make([]ui.Link, len(sorted))
	for i, n := range sorted {
		out[i] = ui.Link{Href: n.Path, Label: n.Label(l)}
	}
	return out
}
