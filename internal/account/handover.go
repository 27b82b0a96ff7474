package account

import (
	"cmp"
	"slices"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Matter is something open that a post owns: a case, a promise, a deadline.
type Matter struct {
	Kind  string // as the reader sees it
	Title string
	Path  string    // of its page
	Due   term.Date // zero = none
	Owner PostID
	Since time.Time
}

// HandOverPage is what somebody who takes a post needs to know.
type HandOverPage struct {
	Post    Post
	Holders []Member // who holds it now or will
	Past    []Member // who held it before, latest first, at most five
	Matters []Matter // what is open, the nearest deadline first
}

// HandOver collects the hand-over page (引継ぎ) of a post.
func (s *Service) HandOver(tx *sqldb.Tx, post PostID) (h HandOverPage, err error) {
	defer fault.Wrap(&err, "account.HandOver(%q)", post)
	if h.Post, err = s.PostTx(tx, post); err != nil {
		return h, err
	}
	if h.Holders, err = s.HoldersOf(tx, post); err != nil {
		return h, err
	}
	h.Past, err = sqldb.All(tx, func(r sqldb.Row) (m Member, err error) {
		m.Post = h.Post
		return m, r.Scan(append(m.Tenure.targets(), m.Person.targets()...)...)
	}, `SELECT `+tenureColumns+`, `+personColumns+` FROM tenure t JOIN person p ON p.id = t.person_id
		WHERE t.post_id = $1 AND t.valid_until <> '' AND t.valid_until < $2 AND t.valid_until >= t.valid_from
		ORDER BY t.valid_until DESC, t.id DESC LIMIT 5`, string(post), term.Of(tx.Now).String())
	if err != nil {
		return h, err
	}
	h.Matters, err = s.mattersOf(tx, post)
	return h, err
}

// mattersOf asks every package what a post has open.
func (s *Service) mattersOf(tx *sqldb.Tx, post PostID) (list []Matter, err error) {
	for _, f := range s.Matters {
		some, err := f(tx, post)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	slices.SortStableFunc(list, func(a, b Matter) int {
		return cmp.Or(cmp.Compare(lastDay(a.Due), lastDay(b.Due)), a.Since.Compare(b.Since))
	})
	return list, nil
}

// Orphan is a post with open matters that nobody holds.
type Orphan struct {
	Post    Post
	Matters []Matter
}

// Orphans returns the posts that have something open and no active holder on a day.
func (s *Service) Orphans(tx *sqldb.Tx, on term.Date) (list []Orphan, err error) {
	defer fault.Wrap(&err, "account.Orphans")
	if len(s.Matters) == 0 {
		return nil, nil
	}
	vacant, err := posts(tx, `NOT EXISTS (SELECT 1 FROM tenure t JOIN person p ON p.id = t.person_id
		WHERE t.post_id = o.id AND p.status = 'active' AND t.valid_from <= $1 AND (t.valid_until = '' OR t.valid_until >= $1)
			AND o.valid_from <= $1 AND (o.valid_until = '' OR o.valid_until >= $1))`, on.String())
	if err != nil {
		return nil, err
	}
	for _, o := range vacant {
		matters, err := s.mattersOf(tx, o.ID)
		if err != nil {
			return nil, err
		}
		if len(matters) > 0 {
			list = append(list, Orphan{o, matters})
		}
	}
	return list, nil
}

// OrphansKind is the kind of the due row that looks for orphans every morning.
const OrphansKind = "account.orphans"

// WatchOrphans schedules the first look, at six in the morning in Japan. It may be called again.
func WatchOrphans(tx *sqldb.Tx) error { return jobs.Schedule(tx, OrphansKind, "", morning(tx.Now)) }

// OnOrphans is the handler of the due row: alarm is told of the orphans, none too, and the next look
// is scheduled.
func (s *Service) OnOrphans(alarm func(tx *sqldb.Tx, list []Orphan) error) func(tx *sqldb.Tx, subject string) error {
	return func(tx *sqldb.Tx, _ string) error {
		list, err := s.Orphans(tx, term.Of(tx.Now))
		if err != nil {
			return err
		}
		if err := alarm(tx, list); err != nil {
			return err
		}
		return WatchOrphans(tx)
	}
}

// morning is the next six o'clock in Japan after a moment.
func morning(now time.Time) time.Time {
	at := term.Of(now).Time().Add(6 * time.Hour)
	if !at.After(now) {
		at = term.Of(now).AddDays(1).Time().Add(6 * time.Hour)
	}
	return at
}

// WithRoles returns the active people who hold a post with one of the roles today, at most 500.
func (s *Service) WithRoles(tx *sqldb.Tx, roles ...string) (list []Person, err error) {
	defer fault.Wrap(&err, "account.WithRoles")
	if len(roles) == 0 {
		return nil, nil
	}
	args := []any{term.Of(tx.Now).String()}
	for _, r := range roles {
		args = append(args, r)
	}
	return sqldb.All(tx, scanPerson, `SELECT `+personColumns+` FROM person p WHERE p.status = 'active' AND EXISTS (
			SELECT 1 FROM tenure t JOIN post o ON o.id = t.post_id JOIN post_role r ON r.post_id = o.id
			WHERE t.person_id = p.id AND r.role IN `+sqldb.In(2, len(roles))+`
				AND t.valid_from <= $1 AND (t.valid_until = '' OR t.valid_until >= $1)
				AND o.valid_from <= $1 AND (o.valid_until = '' OR o.valid_until >= $1))
		ORDER BY p.kana, p.id LIMIT 500`, args...)
}
