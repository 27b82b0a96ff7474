package sqldb

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds the cache; SQL with a varying number of parameters is not cached (see cacheable).
const maxStatements = 256

// statements caches prepared statements of one SQLite pool. A statement is prepared between
// transactions, never inside one, because preparing needs a connection of the same pool.
type statements struct {
	pool *sql.DB

	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
	wanted   map[string]bool
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
	if st != nil {
		return tx.StmtContext(ctx, st)
	}
	s.mu.Lock()
	if len(s.prepared)+len(s.wanted) < maxStatements {
		s.wanted[text] = true
	}
	s.mu.Unlock()
	return nil
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
	s.mu.Lock()
	defer s.mu.Unlock()
	for text := range s.wanted {
		delete(s.wanted, text)
		if st, err := s.pool.PrepareContext(ctx, text); err == nil {
			s.prepared[text] = st
		}
	}
}

func (s *statements) close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for text, st := range s.prepared {
		st.Close()
		delete(s.prepared, text)
	}
}
