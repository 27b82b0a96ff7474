package matching

import (
	"cmp"
	"slices"

	"kyodo/internal/codes"
)

// Options of a ranking.
type Options struct {
	Limit    int             // how many candidates; 0 = 10
	Equity   int             // weight of equity, 0 to 100
	Changes  bool            // say what would change the result
	Without  map[string]bool // listings that a coordinator excluded
	PinFirst map[string]bool // listings that a coordinator put first
}

// DefaultEquity is the public weight of equity.
const DefaultEquity = defaultEquity

// DefaultLimit is how many candidates a ranking has.
const DefaultLimit = 10

// Candidate is one listing of the other direction with its reasons.
type Candidate struct {
	ID           string
	Organization string
	Score        int // 0 to 100
	Adjusted     int // thousandths, after equity: the order
	Contacts     int
	Pinned       bool
	Criteria     []Criterion
}

// Question is something unknown that a telephone call would settle.
type Question struct {
	Candidate string // listing; "" = about the listing itself
	Name      Name
	Says      codes.Label
}

// Ranking is the answer for one listing.
type Ranking struct {
	Listing    string
	Considered int // listings of the other direction
	Fit        int // of them, how many fail nothing hard
	Candidates []Candidate
	Questions  []Question
	Changes    []Change
}

// place is a candidate in the scan.
type place struct {
	at       int
	score    int
	adjusted int
	pinned   bool
}

// Rank finds the best candidates for a listing, which need not be in the index.
func (x *Index) Rank(f Facts, opt Options) Ranking {
	x.mu.Lock() // a new unit may be interned
	own := x.tables.row(&f)
	x.mu.Unlock()
	x.mu.RLock()
	defer x.mu.RUnlock()
	limit := opt.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	r := Ranking{Listing: f.ID, Considered: x.count[side(!own.need)]}
	best, fit, missed := x.scan(&own, &opt, limit)
	r.Fit = fit
	for _, p := range best {
		r.Candidates = append(r.Candidates, x.explain(p, &f, &own))
	}
	r.Questions = questions(&f, &own, r.Candidates)
	if opt.Changes {
		r.Changes = missed.changes(x, &f, &own)
	}
	return r
}

// scan reads the listings that may fit and returns the best in order, how many fit, and with
// opt.Changes who just does not.
func (x *Index) scan(own *row, opt *Options, limit int) (best []place, fit int, missed misses) {
	best = make([]place, 0, limit)
	x.meeting(own.kind, !own.need, func(list []int32) {
		for _, at := range list {
			i := int(at)
			c := &x.rows[i]
			offer, need := c, own
			if c.need {
				offer, need = need, offer
			}
			score, ok := x.tables.score(offer, need, c)
			if !ok && !opt.Changes || c.org == own.org && c.org != 0 || len(opt.Without) > 0 && opt.Without[x.facts[i].ID] {
				continue
			}
			if !ok {
				missed.add(x.tables, i, offer, need)
				continue
			}
			fit++
			pinned := len(opt.PinFirst) > 0 && opt.PinFirst[x.facts[i].ID]
			if len(best) == limit && !pinned && adjusted(score+textPoints, c, opt.Equity) < best[limit-1].adjusted {
				continue // whatever the text says
			}
			score += text(offer, need).points
			best = insert(best, place{i, score, adjusted(score, c, opt.Equity), pinned}, limit, x.facts)
		}
	})
	return best, fit, missed
}

// before says whether a stands before b: pinned, adjusted, score, and for the last the older id.
func before(a, b place, facts []Facts) bool {
	if a.pinned != b.pinned {
		return a.pinned
	}
	if c := cmp.Or(cmp.Compare(b.adjusted, a.adjusted), cmp.Compare(b.score, a.score)); c != 0 {
		return c < 0
	}
	return facts[a.at].ID < facts[b.at].ID
}

// insert puts p into the best, which are in order and at most limit.
func insert(best []place, p place, limit int, facts []Facts) []place {
	if len(best) == limit && !before(p, best[limit-1], facts) {
		return best
	}
	i, _ := slices.BinarySearchFunc(best, p, func(a, b place) int {
		if before(a, b, facts) {
			return -1
		}
		return 1
	})
	if len(best) == limit {
		best = best[:limit-1]
	}
	return slices.Insert(best, i, p)
}
