package account

import (
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// LiveSession is a session that is alive, with whose it is.
type LiveSession struct {
	Session
	Name string
}

// LiveSessions returns the sessions that are alive, the newest first: those of one person, or of
// everybody when person is "". after is the id of the last session of the page before; next is
// that of this page, "" on the last one. limit is at most 200.
func (s *Service) LiveSessions(tx *sqldb.Tx, person PersonID, after string, limit int) (list []LiveSession, next string, err error) {
	defer fault.Wrap(&err, "account.LiveSessions(%q)", person)
	limit = max(1, min(limit, 200))
	all, err := sqldb.All(tx, func(r sqldb.Row) (x LiveSession, err error) {
		return x, r.Scan(&x.ID, &x.Person, &x.Method, &x.Assurance, &x.Agent, sqldb.Time(&x.StartedAt), sqldb.Time(&x.SeenAt),
			sqldb.Time(&x.EndedAt), &x.EndReason, &x.Name)
	}, `SELECT `+sessionColumns+`, p.name FROM session s JOIN person p ON p.id = s.person_id
		WHERE s.ended_at = '' AND p.status = 'active' AND s.seen_at > $1 AND s.started_at > $2 AND ($3 = '' OR s.person_id = $3)
			AND ($4 = '' OR s.id < $4)
		ORDER BY s.id DESC LIMIT $5`, tx.Now.Add(-Idle), tx.Now.Add(-Absolute), string(person), after, limit+1)
	if err != nil {
		return nil, "", err
	}
	if len(all) > limit {
		all = all[:limit]
		next = all[limit-1].ID
	}
	staff, err := s.staffAmong(tx, all)
	if err != nil {
		return nil, "", err
	}
	for _, x := range all {
		// The staff's sessions run out earlier.
		if !staff[x.Person] || tx.Now.Before(x.SeenAt.Add(StaffIdle)) && tx.Now.Before(x.StartedAt.Add(StaffAbsolute)) {
			list = append(list, x)
		}
	}
	return list, next, nil
}

// staffAmong says who of the people holds a role of the staff today.
func (s *Service) staffAmong(tx *sqldb.Tx, list []LiveSession) (map[PersonID]bool, error) {
	staff := map[PersonID]bool{}
	if len(list) == 0 || s.Staff == nil {
		return staff, nil
	}
	args := []any{term.Of(tx.Now).String()}
	for _, x := range list {
		args = append(args, string(x.Person))
	}
	err := sqldb.Each(tx, `SELECT DISTINCT t.person_id, r.role FROM tenure t JOIN post o ON o.id = t.post_id JOIN post_role r ON r.post_id = o.id
		WHERE t.valid_from <= $1 AND (t.valid_until = '' OR t.valid_until >= $1) AND o.valid_from <= $1 AND (o.valid_until = '' OR o.valid_until >= $1)
			AND t.person_id IN `+sqldb.In(2, len(list)), args, func(r sqldb.Row) error {
		var person PersonID
		var role string
		err := r.Scan(&person, &role)
		staff[person] = staff[person] || s.Staff(role)
		return err
	})
	return staff, err
}
