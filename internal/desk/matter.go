package desk

import (
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// maxMatters bounds what a hand-over page says of the desk.
const maxMatters = 1000

// Matters are the cases that were given to a post, for its hand-over page (引継ぎ): what waits of them.
// names says what a kind of case is called.
func (s *Service) Matters(tx *sqldb.Tx, post account.PostID, names map[What]string) (list []account.Matter, err error) {
	defer fault.Wrap(&err, "desk.Matters(%q)", post)
	p, err := s.People.PostTx(tx, post)
	if err != nil {
		return nil, err
	}
	var books []string
	if body := s.Body(p.Roles); body != "" {
		books = []string{body}
	}
	rows, err := s.WaitingTx(tx, Everything(books...))
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		if r.post != post || len(list) == maxMatters {
			continue
		}
		list = append(list, account.Matter{Kind: names[r.What], Title: r.Title, Path: r.Path, Due: r.PromisedBy, Owner: post, Since: r.Since.Time()})
	}
	return list, nil
}

// Unchecked counts the listings that have waited for the centre's check for longer than promised.
func (s *Service) Unchecked(tx *sqldb.Tx) (n int, err error) {
	defer fault.Wrap(&err, "desk.Unchecked")
	rows, err := s.checks(tx, Everything())
	today := term.Of(tx.Now)
	for i := range rows {
		if rows[i].PromisedBy.Before(today) {
			n++
		}
	}
	return n, err
}

// Unheld counts the cases that were given to a post which nobody holds today.
func (s *Service) Unheld(tx *sqldb.Tx) (n int, err error) {
	defer fault.Wrap(&err, "desk.Unheld")
	rows, err := s.WaitingTx(tx, Everything())
	if err != nil {
		return 0, err
	}
	o, err := s.staff(tx)
	if err != nil {
		return 0, err
	}
	for i := range rows {
		if !slices.ContainsFunc(rows[i].Posts, func(p account.PostID) bool { return len(o.holders[p]) > 0 }) {
			n++
		}
	}
	return n, nil
}
