package desk

import (
	"cmp"
	"context"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Next is what the coordinator does next about a case.
type Next string

// The next actions.
const (
	NextPhone    Next = "phone"    // ask who owes the word how things are
	NextMediate  Next = "mediate"  // the case is the centre's
	NextCheck    Next = "check"    // look at it and publish it, or give it back
	NextTie      Next = "tie"      // find out which organization it is of
	NextHandOver Next = "handover" // ask the giver about the hand-over
	NextReport   Next = "report"   // ask the receiver for the report
	NextFeedback Next = "feedback" // ask both for their feedback
	NextAnswer   Next = "answer"   // answer the referral
	NextReword   Next = "reword"   // reword, split, or send to a neighbour town
	NextNoted    Next = "noted"    // what the consultation says: Row.Words
)

// Row is one case that waits.
type Row struct {
	What       What
	Ref        Ref
	Title      string // what somebody wrote, in Japanese
	WaitsFor   string // the name of an organization; "" = the centre itself
	Since      term.Date
	PromisedBy term.Date
	BeyondDays int // calendar days beyond the promise; below 0 = days left
	Next       Next
	Words      string // of NextNoted
	City       string
	Posts      []account.PostID // who looks after it today
	Owner      string           // post or person, as it is called; "" = the centre
	Deputy     bool             // 代理: the owner is absent
	Path       string

	post account.PostID // as it was assigned, "" = nobody was
}

// Filter chooses rows of the queue.
type Filter struct {
	Mine   []account.PostID // only rows of these posts; nil = all
	What   What             // "" = every kind
	Beyond bool             // only beyond the promise
}

// Counts are what stands on top of the queue, before any filter but the reader's books.
type Counts struct {
	All, Beyond, Mine int
	Of                map[What]int
}

// Queue is what waits, the longest beyond its promise first.
type Queue struct {
	Rows   []Row
	Counts Counts
}

// maxSlice bounds each of the lists that the queue is made of.
const maxSlice = 2000

// Queue returns what waits, as far as the reader may see it; mine are the posts that the reader holds,
// for the count.
func (s *Service) Queue(ctx context.Context, see Sight, mine []account.PostID, f Filter) (q Queue, err error) {
	defer fault.Wrap(&err, "desk.Queue")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		rows, err := s.WaitingTx(tx, see)
		if err != nil {
			return err
		}
		q = sift(rows, mine, f)
		return nil
	})
	return q, err
}

// WaitingTx is what waits and may be seen, in the order of the queue, with its owners of today.
func (s *Service) WaitingTx(tx *sqldb.Tx, see Sight) (rows []Row, err error) {
	for _, list := range []func(*sqldb.Tx, Sight) ([]Row, error){s.inquiries, s.checks, s.overdue, s.offered, s.aged, s.promised} {
		some, err := list(tx, see)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	staff, err := s.staff(tx)
	if err != nil {
		return nil, err
	}
	today := term.Of(tx.Now)
	for i := range rows {
		r := &rows[i]
		if !r.PromisedBy.IsZero() {
			r.BeyondDays = r.PromisedBy.DaysUntil(today)
		}
		staff.own(r)
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.BeyondDays, a.BeyondDays), a.Since.Compare(b.Since), cmp.Compare(a.Ref.ID, b.Ref.ID))
	})
	return rows, nil
}

func sift(rows []Row, mine []account.PostID, f Filter) Queue {
	q := Queue{Counts: Counts{All: len(rows), Of: map[What]int{}}}
	for i := range rows {
		r := &rows[i]
		q.Counts.Of[r.What]++
		if r.BeyondDays > 0 {
			q.Counts.Beyond++
		}
		if r.of(mine) {
			q.Counts.Mine++
		}
		if f.Mine != nil && !r.of(f.Mine) || f.What != "" && r.What != f.What || f.Beyond && r.BeyondDays <= 0 {
			continue
		}
		q.Rows = append(q.Rows, *r)
	}
	return q
}

// of says whether one of the posts looks after the case today.
func (r *Row) of(posts []account.PostID) bool {
	return slices.ContainsFunc(r.Posts, func(p account.PostID) bool { return slices.Contains(posts, p) })
}
