package bank

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Views counts how often the pages of listings are opened (閲覧), as sums by day: who opened them is
// not kept. It counts in memory and writes once a minute, so a power cut takes at most a minute's
// count with it. Safe for concurrent use.
type Views struct {
	DB  *sqldb.DB
	Log *slog.Logger

	mu     sync.Mutex
	counts map[viewKey]int64
}

type viewKey struct {
	listing string
	day     term.Date
}

// maxViewed bounds how many listings are counted between two writes; a crawler of every page hits it.
const maxViewed = 10_000

// viewsEvery is how often the counts are written.
const viewsEvery = time.Minute

// Seen counts one opening of a listing's page on a day (JST).
func (v *Views) Seen(listing string, day term.Date) {
	k := viewKey{listing, day}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.counts == nil {
		v.counts = map[viewKey]int64{}
	}
	if _, known := v.counts[k]; known || len(v.counts) < maxViewed {
		v.counts[k]++
	}
}

// Follow writes the counts once a minute until ctx ends, and then the rest.
func (v *Views) Follow(ctx context.Context) error {
	t := time.NewTicker(viewsEvery)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			if err := v.Write(ctx); err != nil && ctx.Err() == nil {
				v.Log.ErrorContext(ctx, "views of listings are not written yet", "error", err)
			}
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			return v.Write(last)
		}
	}
}

// Write adds what was counted to the table, in one transaction. What could not be written is counted
// on. No deed of anybody, so it leaves no entry in the log.
func (v *Views) Write(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "bank.Views.Write")
	v.mu.Lock()
	counts := v.counts
	v.counts = nil
	v.mu.Unlock()
	if len(counts) == 0 {
		return nil
	}
	keys := make([]viewKey, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b viewKey) int { // two nodes lock the rows in the same order
		if c := strings.Compare(a.listing, b.listing); c != 0 {
			return c
		}
		return a.day.Compare(b.day)
	})
	err = v.DB.Update(ctx, func(tx *sqldb.Tx) error {
		for _, k := range keys {
			if _, err := tx.Exec(`INSERT INTO listing_view (listing_id, day, views)
				SELECT l.id, CAST($2 AS text), CAST($3 AS bigint) FROM listing l WHERE l.id = $1
				ON CONFLICT (listing_id, day) DO UPDATE SET views = listing_view.views + excluded.views`, k.listing, k.day.String(), counts[k]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		v.mu.Lock()
		defer v.mu.Unlock()
		for k, n := range v.counts {
			counts[k] += n
		}
		v.counts = counts
	}
	return err
}
