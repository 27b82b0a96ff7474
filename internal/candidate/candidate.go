package candidate

import (
	"context"
	"log/slog"
	"sync"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/id"
	"kyodo/internal/matching"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Service is what coordinators and owners are told about candidates. Make it with New.
type Service struct {
	DB    *sqldb.DB
	IDs   *id.Source
	Audit audit.Log
	Log   *slog.Logger
	// Equity reads the public weight of equity, 0 to 100; nil = matching.DefaultEquity.
	Equity func(ctx context.Context) (int, error)

	index *matching.Index
	mu    sync.RWMutex
	known map[string]about
	seq   int64 // of the last change that the index has
}

// about is what decides who may see a listing as a candidate, and when.
type about struct {
	need      bool
	audience  bank.Audience
	anonymous bool
	deadline  term.Date
}

// New returns a service whose index is empty until Load.
func New(db *sqldb.DB, ids *id.Source, log audit.Log, to *slog.Logger) *Service {
	return &Service{DB: db, IDs: ids, Audit: log, Log: to, index: matching.NewIndex(), known: map[string]about{}}
}

// Reader is for whom candidates are reckoned: whose listings may stand among them.
type Reader int

// The readers.
const (
	Guest  Reader = iota // everybody
	Member               // who acts for an organization or an office
	Center               // the centre, which keeps listings that nobody else sees (センター預り)
)

// sees says whether a reader may see a listing as a candidate at all.
func (r Reader) sees(a bank.Audience) bool {
	return a == bank.Everybody || r >= Member && a == bank.Registered || r == Center
}

// Options of For.
type Options struct {
	Reader  Reader
	Limit   int  // 0 = matching.DefaultLimit
	Changes bool // say what would change the result
}

// Brief is what a page shows of a candidate beside its reasons.
type Brief struct {
	ID           string
	Need         bool
	Title        string
	Kind         string
	City         string
	Organization register.ID // "" = not told to this reader
	Name         string      // "" = not told to this reader, or not tied to an organization
	Audience     bank.Audience
	Anonymous    bool
	OwnerPost    string
}

// Path is the permanent address of the listing.
func (b Brief) Path() string { return "/bank/" + b.ID }

// Result is a ranking with what its pages show.
type Result struct {
	matching.Ranking
	Equity    int
	Briefs    map[string]Brief    // of the candidates and of the overrides, by id
	Overrides map[string]Override // that stand, by candidate; only for the centre

	unseen int // listings of the other direction of which the reader is not told
}

// equity is the public weight.
func (s *Service) equity(ctx context.Context) (int, error) {
	if s.Equity == nil {
		return matching.DefaultEquity, nil
	}
	return s.Equity(ctx)
}

// hidden are the candidates that a reader does not see, or about which nobody can ask any more.
func (s *Service) hidden(need bool, reader Reader, today term.Date) map[string]bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := map[string]bool{}
	for lid, a := range s.known {
		if a.need == need && (!reader.sees(a.audience) || !a.deadline.IsZero() && today.After(a.deadline)) {
			list[lid] = true
		}
	}
	return list
}

// Len is how many open listings are known.
func (s *Service) Len() int { return s.index.Len() }

// Weight is the public weight of equity, 0 to 100.
func (s *Service) Weight(ctx context.Context) (int, error) { return s.equity(ctx) }
