package sqldb

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds the cache; what comes after it is full is not prepared.
const maxStatements = 256

// statements caches prepared statements of one SQLite pool. A statement is prepared between
// transactions, never inside one, because preparing needs a connection of the same pool.
type statements struct {
	pool *sql.DB // nil in a staged transaction, whose statements are its own and prepared inside it

	mu       sync.RWMutex // never held while waiting for a connection: who has one may want mu
	prepared map[string]*sql.Stmt
	wanted   map[string]bool // true once somebody prepares it
}

func newStatements(pool *sql.DB) *statements {
	return &statements{pool: pool, prepared: map[string]*sql.Stmt{}, wanted: map[string]bool{}}
}

// in returns the statement for text inside tx, or nil when it is not prepared yet.
func (s *statements) in(ctx context.Context, tx *sql.Tx, text string) *sql.Stmt {
	if s == nil || len(text) > 8<<10 {
		return nil
	}
	s.mu.RLock()
	st := s.prepared[text]
	s.mu.RUnlock()
	switch {
	case s.pool == nil:
		return s.inside(ctx, tx, text, st)
	case st != nil:
		return tx.StmtContext(ctx, st)
	}
	s.mu.Lock()
	if _, ok := s.wanted[text]; !ok && len(s.prepared)+len(s.wanted) < maxStatements {
		s.wanted[text] = false
	}
	s.mu.Unlock()
	return nil
}

// inside prepares a statement of a staged transaction at its first use, or returns nil.
func (s *statements) inside(ctx context.Context, tx *sql.Tx, text string, st *sql.Stmt) *sql.Stmt {
	if st != nil || len(s.prepared) == maxStatements {
		return st
	}
	st, err := tx.PrepareContext(ctx, text)
	if err != nil {
		return nil // whoever runs it is told
	}
	s.mu.Lock()
	s.prepared[text] = st
	s.mu.Unlock()
	return st
}

// prepare prepares what earlier transactions wanted. Call it with no transaction open.
func (s *statements) prepare(ctx context.Context) {
	if s == nil {
		return
	}
	s.mu.RLock()
	none := len(s.wanted) == 0
	s.mu.RUnlock()
	if none {
		return
	}
	var mine []string
	s.mu.Lock()
	for text, taken := range s.wanted {
		if !taken {
			s.wanted[text] = true
			mine = append(mine, text)
		}
	}
	s.mu.Unlock()
	for _, text := range mine {
		st, err := s.pool.PrepareContext(ctx, text)
		s.mu.Lock()
		delete(s.wanted, text)
		if err == nil {
			s.prepared[text] = st
		}
		s.mu.Unlock()
	}
}

func (s *statements) close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for text, st := range s.prepared {
		st.Close() // #nosec G104 -- the pool closes next
		delete(s.prepared, text)
	}
}
