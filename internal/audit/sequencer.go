package audit

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
)

const (
	maxStep     = 1000                   // entries that one step appends
	followEvery = 500 * time.Millisecond // how long another node's entry may stay unseen
	followGap   = 200 * time.Millisecond // between two steps: what comes meanwhile shares a head
	maxPause    = 30 * time.Second       // between two attempts that fail
	maxBack     = 2 * time.Second        // how far the clock may go back without being an event
)

// Sequencer appends committed entries to the tree. Every node may run one: they take turns.
// Its fields do not change once it runs, and one goroutine uses it.
type Sequencer struct {
	DB   *sqldb.DB
	Key  []byte // as Log.Key
	Log  *slog.Logger
	Wake chan struct{} // as Log.Wake; nil means every half second alone

	ids  id.Source
	told map[string]bool // entries with a wrong seal that were logged

	stuck bool // the last step found entries that cannot be appended
}

// Follow appends what is committed until ctx ends: within a second on every node. A failure is
// logged and tried again.
func (s *Sequencer) Follow(ctx context.Context) error {
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	gap := followGap
	for {
		n, err := s.Step(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			s.Log.ErrorContext(ctx, "the log's tree does not grow", "error", err)
			gap = min(2*gap, maxPause)
		case n == maxStep:
			continue
		case n == 0 && s.stuck: // nothing but what Verify must name: it is looked at less and less often
			gap = min(2*gap, maxPause)
		default:
			gap = followGap
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			case <-s.Wake:
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(gap):
		}
	}
}

// Drain appends everything that is committed now.
func (s *Sequencer) Drain(ctx context.Context) error {
	for {
		if n, err := s.Step(ctx); n == 0 || err != nil {
			return err
		}
	}
}

// errNothing ends a step that has nothing to append, without a commit.
var errNothing = errors.New("nothing to append")

// Step appends the next entries, at most 1,000, under one new signed head, and returns how many.
// An entry whose seal is wrong is logged once and stays where it is, for Verify to name. Step
// refuses to build on a tree that does not agree with its newest signed head.
func (s *Sequencer) Step(ctx context.Context) (n int, err error) {
	defer fault.Wrap(&err, "audit.Sequencer.Step")
	waiting := false
	err = s.DB.View(ctx, func(tx *sqldb.Tx) (err error) {
		_, waiting, err = sqldb.One(tx, sqldb.Text, `SELECT entry_id FROM audit_pending LIMIT 1`)
		return err
	})
	s.stuck = false
	if err != nil || !waiting {
		return 0, err
	}
	sealer, err := newSealer(s.Key)
	if err != nil {
		return 0, err
	}
	sign, err := newSigner(s.Key)
	if err != nil {
		return 0, err
	}
	var forged []string
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, forged = 0, nil
		tree, err := takeTurn(tx)
		if err != nil {
			return err
		}
		last, err := checkTurn(tx, tree, sign)
		if err != nil {
			return err
		}
		if err := s.watchClock(tx, last); err != nil {
			return err
		}
		var entries []stored
		if entries, forged, err = pending(tx, sealer); err != nil {
			return err
		}
		if len(entries) == 0 {
			return errNothing
		}
		n = len(entries)
		return grow(tx, tree, entries, sealer, sign)
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	if err == nil {
		s.stuck = len(forged) > 0
		s.tell(ctx, forged)
	}
	return n, err
}

// tell logs the entries that were not logged before.
func (s *Sequencer) tell(ctx context.Context, forged []string) {
	if s.told == nil {
		s.told = map[string]bool{}
	}
	for _, entry := range forged {
		if len(s.told) < maxStep && !s.told[entry] {
			s.told[entry] = true
			s.Log.ErrorContext(ctx, "an entry of the log is forged", "entry", entry)
		}
	}
}

// takeTurn waits until nobody else appends and returns how far the tree has grown.
func takeTurn(tx *sqldb.Tx) (*frontier, error) {
	return readTree(tx, `UPDATE audit_tree SET turns = turns + 1 WHERE name = 'audit' RETURNING size, frontier`)
}

func readTree(tx *sqldb.Tx, text string) (*frontier, error) {
	var size int64
	hashes, ok, err := sqldb.One(tx, func(r sqldb.Row) (text string, err error) {
		return text, r.Scan(&size, &text)
	}, text)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errors.New("the row of the tree is gone")
	}
	return parseFrontier(size, hashes)
}

// checkTurn returns the newest head, and an error when the tree is not the one that it signed.
func checkTurn(tx *sqldb.Tx, tree *frontier, sign *signer) (head, error) {
	last, ok, err := newestHead(tx)
	if err != nil || !ok && tree.size == 0 {
		return head{}, err
	}
	h, err := sign.open(last.note)
	if err != nil {
		return h, err
	}
	if h.size != tree.size || h.root != tree.root() {
		return h, errors.New("the tree is not the one that its newest head signed: run kyodo verify")
	}
	return h, nil
}

// watchClock records that the wall clock went back behind the newest head. The next head carries
// the new time, so it is recorded once.
func (s *Sequencer) watchClock(tx *sqldb.Tx, last head) error {
	if !tx.Now.Before(last.at.Add(-maxBack)) {
		return nil
	}
	e := By{Actor: System}.Entry(ClockBack, "", "from="+sqldb.Stamp(last.at)+" to="+sqldb.Stamp(tx.Now))
	return Log{IDs: &s.ids, Key: s.Key}.Record(tx, e)
}

// pending returns the next entries that wait, by id, and the ids of those whose seal is wrong. What
// cannot be appended, because it is gone or in the tree already, is passed over: Verify names it.
// The limits stand in the text, so that PostgreSQL knows that it need not read whole tables.
func pending(tx *sqldb.Tx, sealer *sealer) (entries []stored, forged []string, err error) {
	after := ""
	for len(entries) < maxStep {
		ids, err := sqldb.All(tx, sqldb.Text, `SELECT entry_id FROM audit_pending WHERE entry_id > $1 ORDER BY entry_id LIMIT 1000`, after)
		if err != nil || len(ids) == 0 {
			return entries, forged, err
		}
		last := ids[len(ids)-1] // what is committed between the two reads waits for the next step
		err = sqldb.Each(tx, `SELECT `+joined+`, (SELECT count(*) FROM audit_leaf l WHERE l.entry_id = p.entry_id)
			FROM (SELECT entry_id FROM audit_pending WHERE entry_id > $1 AND entry_id <= $2 ORDER BY entry_id LIMIT 1000) p
			JOIN audit a ON a.id = p.entry_id ORDER BY p.entry_id`, []any{after, last}, func(r sqldb.Row) error {
			var e stored
			var leaves int
			if err := r.Scan(append(e.targets(), &leaves)...); err != nil {
				return err
			}
			switch {
			case leaves > 0 || len(entries) == maxStep:
			case sealer.entry(&e) == e.MAC:
				entries = append(entries, e)
			default:
				forged = append(forged, e.ID)
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
		after = last
	}
	return entries, forged, nil
}

// grow appends the entries and signs the new head.
func grow(tx *sqldb.Tx, tree *frontier, entries []stored, sealer *sealer, sign *signer) error {
	for len(entries) > 0 {
		n := min(len(entries), tx.Rows(3))
		args, ids := make([]any, 0, 3*n), make([]any, 0, n)
		for i := range entries[:n] {
			h, seal := sealer.leaf(tree.size, &entries[i])
			args, ids = append(args, tree.size, entries[i].ID, seal), append(ids, entries[i].ID)
			tree.add(h)
		}
		if _, err := tx.Exec(`INSERT INTO audit_leaf (seq, entry_id, seal) VALUES `+sqldb.Values(n, 3), args...); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM audit_pending WHERE entry_id IN `+sqldb.In(1, n), ids...); err != nil {
			return err
		}
		entries = entries[n:]
	}
	h := head{size: tree.size, root: tree.root(), at: tx.Now}
	signed, err := sign.note(h)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO audit_head (size, root, note, at) VALUES ($1, $2, $3, $4)`,
		h.size, h.root.String(), signed, h.at); err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE audit_tree SET size = $1, frontier = $2 WHERE name = 'audit'`, tree.size, tree.String())
	return err
}
