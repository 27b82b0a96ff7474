package account_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// clock is a clock that a test turns.
type clock struct {
	mu sync.Mutex // guards at: a test turns it while requests run
	at time.Time
}

func newClock() *clock { return &clock{at: dbtest.Now()} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(d time.Duration) { c.set(c.now().Add(d)) }

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// world is a service on a database with a clock that can be turned.
type world struct {
	*account.Service
	t     testing.TB
	clock *clock
	dsn   string

	mu    sync.Mutex // guards mails
	mails []account.Message
}

// run gives f a world on each engine.
func run(t *testing.T, f func(t *testing.T, w *world)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, dsn string) { f(t, open(t, dsn)) })
}

func open(t *testing.T, dsn string) *world {
	t.Helper()
	return openFor(t, dsn)
}

// openFor is open for tests and benchmarks.
func openFor(t testing.TB, dsn string) *world {
	t.Helper()
	w := &world{t: t, clock: newClock(), dsn: dsn}
	key := sha256.Sum256([]byte("a test"))
	w.Service = &account.Service{
		DB: w.handle(), IDs: &id.Source{}, Key: key[:],
		RP:    account.RelyingParty{ID: "kyodo.example.jp", Origin: "https://kyodo.example.jp", Name: "Kyodo"},
		Frame: mail.Frame{SiteName: "キョウドウ", SiteNameEn: "Kyodo", BaseURL: "https://kyodo.example.jp"},
		Hash:  make(chan struct{}, 2),
		Staff: func(role string) bool { return role != "GRP_OWNER" && role != "GRP_MEMBER" },
		Mail: func(_ *sqldb.Tx, m account.Message) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.mails = append(w.mails, m)
			return nil
		},
	}
	w.Audit = audit.Log{IDs: w.IDs}
	return w
}

// handle opens the world's database once more, as another node does.
func (w *world) handle() *sqldb.DB {
	w.t.Helper()
	db, err := sqldb.Open(context.Background(), w.dsn, sqldb.Options{Now: w.clock.now, MaxConns: 10})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { db.Close() })
	return db
}

var officer = audit.By{Actor: "officer", Post: "post", Request: "r1"}

var visitor = audit.By{Actor: audit.Visitor, Request: "r2"}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// person adds a person; mail "" for none.
func (w *world) person(name, mail string) account.PersonID {
	w.t.Helper()
	return must(w.CreatePerson(w.t.Context(), officer, account.PersonInput{Name: name, Email: mail}))(w.t)
}

// post adds a post of the prefecture, or of the organization named.
func (w *world) post(unit, title, organization string, roles ...string) account.PostID {
	w.t.Helper()
	scope := account.Scope{Kind: account.OfPrefecture}
	if organization != "" {
		scope = account.Scope{Kind: account.OfOrganization, ID: organization}
	}
	return must(w.CreatePost(w.t.Context(), officer, account.PostInput{Unit: unit, Title: title, Scope: scope, Roles: roles,
		From: term.On(2020, 4, 1)}))(w.t)
}

func (w *world) appoint(post account.PostID, person account.PersonID) string {
	w.t.Helper()
	return must(w.Appoint(w.t.Context(), officer, post, person, term.Date{}, term.Date{}))(w.t)
}

func (w *world) view(f func(tx *sqldb.Tx) error) {
	w.t.Helper()
	if err := w.DB.View(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

// roles returns what a session may act as now.
func (w *world) roles(token string) []string {
	w.t.Helper()
	p, err := w.Load(w.t.Context(), token)
	if err != nil {
		w.t.Fatal(err)
	}
	var list []string
	for _, h := range p.Holdings {
		list = append(list, h.Role)
	}
	return list
}

func (w *world) session(person account.PersonID) string {
	w.t.Helper()
	return must(w.Start(w.t.Context(), visitor, person, account.ByPasskey, account.MultiFactor, "test", ""))(w.t)
}

func (w *world) dead(token string) bool {
	w.t.Helper()
	_, err := w.Load(w.t.Context(), token)
	if err != nil && !errors.Is(err, fault.Unauthenticated) {
		w.t.Fatal(err)
	}
	return err != nil
}

// actions counts the entries of the log by action.
func (w *world) actions(names ...string) map[string]int64 {
	w.t.Helper()
	counts := map[string]int64{}
	w.view(func(tx *sqldb.Tx) error {
		return sqldb.Each(tx, `SELECT action, count(*) FROM audit GROUP BY action`, nil, func(r sqldb.Row) error {
			var name string
			var n int64
			err := r.Scan(&name, &n)
			if slices.Contains(names, name) {
				counts[name] = n
			}
			return err
		})
	})
	return counts
}
