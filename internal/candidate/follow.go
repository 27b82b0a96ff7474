package candidate

import (
	"context"
	"time"

	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/matching"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// candidates are the open listings of which something is left.
func candidates(list []bank.Listing) []bank.Listing {
	left := list[:0]
	for _, l := range list {
		if n, counted := l.Remaining(); !counted || n > 0 {
			left = append(left, l)
		}
	}
	return left
}

// Load fills the index from one snapshot of the database.
func (s *Service) Load(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "candidate.Load")
	return s.DB.View(ctx, func(tx *sqldb.Tx) error {
		seq, _, err := sqldb.One(tx, sqldb.Int, `SELECT n FROM counter WHERE name = 'change'`)
		if err != nil {
			return err
		}
		list, err := bank.OpenListings(tx)
		if err != nil {
			return err
		}
		list = candidates(list)
		all, err := facts(tx, list)
		if err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		fresh := make(map[string]bool, len(list))
		for i := range list {
			fresh[list[i].ID] = true
			s.put(&list[i], all[i])
		}
		for lid := range s.known {
			if !fresh[lid] {
				s.remove(lid)
			}
		}
		s.seq = seq
		return nil
	})
}

// put and remove keep both halves of what is known in step; the lock is held.
func (s *Service) put(l *bank.Listing, f matching.Facts) {
	s.index.Put(f)
	s.known[l.ID] = about{need: f.Need, audience: l.Audience, anonymous: l.Anonymous, deadline: l.Deadline}
}

func (s *Service) remove(lid string) {
	s.index.Remove(lid)
	delete(s.known, lid)
}

// followEvery is how long another node's change may stay unseen.
const followEvery = 250 * time.Millisecond

// Follow applies changes until ctx ends. A failure is logged and tried again.
func (s *Service) Follow(ctx context.Context) error {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		more, err := s.Step(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "the candidates do not follow", "error", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// maxStep bounds what one step loads.
const maxStep = 1000

type change struct {
	seq      int64
	kind, id string
}

// Step applies the next changes, at most maxStep, and tells whether there may be more.
func (s *Service) Step(ctx context.Context) (more bool, err error) {
	defer fault.Wrap(&err, "candidate.Step")
	s.mu.RLock()
	have := s.seq
	s.mu.RUnlock()
	rebuild := false
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		changes, err := sqldb.All(tx, func(r sqldb.Row) (c change, err error) { return c, r.Scan(&c.seq, &c.kind, &c.id) },
			`SELECT seq, kind, id FROM change WHERE seq > $1 ORDER BY seq LIMIT $2`, have, maxStep)
		if err != nil {
			return err
		}
		if len(changes) == 0 { // a counter ahead of us without rows: they were deleted meanwhile
			n, _, err := sqldb.One(tx, sqldb.Int, `SELECT n FROM counter WHERE name = 'change'`)
			rebuild = n != have
			return err
		}
		if changes[0].seq != have+1 {
			rebuild = true
			return nil
		}
		more = len(changes) == maxStep
		return s.apply(tx, changes)
	})
	if err == nil && rebuild {
		return false, s.Load(ctx)
	}
	return more, err
}

// apply reads anew the listings that changes touch.
func (s *Service) apply(tx *sqldb.Tx, changes []change) error {
	var ids, orgs []string
	for _, c := range changes {
		switch c.kind {
		case bank.Kind, inquiry.Contact:
			ids = append(ids, c.id)
		case register.Kind, collaboration.PastKind:
			orgs = append(orgs, c.id)
		}
	}
	err := each(tx, orgs, 1, func(part []any) error {
		some, err := sqldb.All(tx, sqldb.Text, `SELECT id FROM listing WHERE state = $1 AND organization_id IN `+sqldb.In(2, len(part)), append([]any{string(bank.Open)}, part...)...)
		ids = append(ids, some...)
		return err
	})
	if err != nil {
		return err
	}
	var list []bank.Listing
	var all []matching.Facts
	if len(ids) > 0 {
		if list, err = bank.OpenListings(tx, ids...); err != nil {
			return err
		}
		list = candidates(list)
		if all, err = facts(tx, list); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fresh := make(map[string]bool, len(list))
	for i := range list {
		fresh[list[i].ID] = true
		s.put(&list[i], all[i])
	}
	for _, lid := range ids {
		if !fresh[lid] {
			s.remove(lid)
		}
	}
	s.seq = max(s.seq, changes[len(changes)-1].seq)
	return nil
}
