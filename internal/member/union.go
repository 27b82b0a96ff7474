package member

import (
	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// The kinds of what a union of two records moves.
const (
	movesPost        = "post"
	movesApplication = "application"
	movesClaim       = "claim"
	movesSuccession  = "succession"
	movesInvitation  = "invitation"
)

// movable are the records of this package that name an organization: which of those of $1 can be of
// $2, and how one moves from $2 to $3. An open claim or succession that the other record has as well
// stays where it is: whoever decides on it decides about the united organization.
var movable = []struct{ kind, list, move string }{
	{movesApplication, `SELECT id FROM application WHERE organization_id = $1 AND $2 <> '' ORDER BY id`,
		`UPDATE application SET organization_id = $3 WHERE id = $1 AND organization_id = $2`},
	{movesClaim, `SELECT c.id FROM claim c WHERE c.organization_id = $1 AND (c.state NOT IN ('submitted', 'lettered') OR NOT EXISTS (
			SELECT 1 FROM claim k WHERE k.organization_id = $2 AND k.person = c.person AND k.state IN ('submitted', 'lettered'))) ORDER BY c.id`,
		`UPDATE claim SET organization_id = $3 WHERE id = $1 AND organization_id = $2`},
	{movesSuccession, `SELECT x.id FROM succession x WHERE x.organization_id = $1 AND (x.state <> 'submitted' OR NOT EXISTS (
			SELECT 1 FROM succession k WHERE k.organization_id = $2 AND k.state = 'submitted')) ORDER BY x.id`,
		`UPDATE succession SET organization_id = $3 WHERE id = $1 AND organization_id = $2`},
	{movesInvitation, `SELECT ticket_id FROM colleague_invitation WHERE organization_id = $1 AND $2 <> '' ORDER BY ticket_id`,
		`UPDATE colleague_invitation SET organization_id = $3 WHERE ticket_id = $1 AND organization_id = $2`},
}

// Unite moves who acts for a record that is merged into another, and what they asked for, to the one
// that stays: it is a register.Service.Uniting. What it moves it notes, for Part.
func (s *Service) Unite(tx *sqldb.Tx, by audit.By, keep, gone register.ID) (err error) {
	defer fault.Wrap(&err, "member.Unite(%q, %q)", keep, gone)
	posts, err := s.People.RescopeTx(tx, by, scopeOf(gone), scopeOf(keep))
	if err != nil {
		return err
	}
	for _, p := range posts {
		if err := noteMove(tx, keep, gone, movesPost, string(p)); err != nil {
			return err
		}
	}
	for _, m := range movable {
		ids, err := sqldb.All(tx, sqldb.Text, m.list, string(gone), string(keep))
		if err != nil {
			return err
		}
		for _, id := range ids {
			if _, err := tx.Exec(m.move, id, string(gone), string(keep)); err != nil {
				return err
			}
			if err := noteMove(tx, keep, gone, m.kind, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// Part gives back what Unite moved, as it is now: it is a register.Service.Parting. What began
// meanwhile stays with the record that stayed.
func (s *Service) Part(tx *sqldb.Tx, by audit.By, kept, gone register.ID) (err error) {
	defer fault.Wrap(&err, "member.Part(%q, %q)", kept, gone)
	type move struct {
		kind, item string
		turn       int64
	}
	list, err := sqldb.All(tx, func(r sqldb.Row) (m move, err error) { return m, r.Scan(&m.kind, &m.item, &m.turn) },
		`SELECT kind, item, turn FROM union_move WHERE gone_id = $1 ORDER BY kind, item`, string(gone))
	if err != nil {
		return err
	}
	var posts []account.PostID
	for _, m := range list {
		if m.kind == movesPost {
			posts = append(posts, account.PostID(m.item))
		}
		for _, x := range movable {
			if x.kind != m.kind {
				continue
			}
			if _, err := tx.Exec(x.move, m.item, string(kept), string(gone)); err != nil {
				return err
			}
		}
		// Where the record that stayed was merged on, it has no part in this any more.
		if _, err := tx.Exec(`DELETE FROM union_move WHERE kind = $1 AND item = $2 AND turn >= $3`, m.kind, m.item, m.turn); err != nil {
			return err
		}
	}
	if len(posts) == 0 {
		return nil
	}
	_, err = s.People.RescopeTx(tx, by, scopeOf(kept), scopeOf(gone), posts...)
	return err
}

func noteMove(tx *sqldb.Tx, keep, gone register.ID, kind, item string) error {
	_, err := tx.Exec(`INSERT INTO union_move (gone_id, keep_id, kind, item, turn, moved_at)
		SELECT $1, $2, $3, $4, count(*), CAST($5 AS text) FROM union_move WHERE kind = $3 AND item = $4`, string(gone), string(keep), kind, item, tx.Now)
	return err
}

// movedPosts are the posts that came to an organization with a union that can still be undone: nobody
// is appointed to them, who would leave with them.
func movedPosts(tx *sqldb.Tx, org register.ID) ([]account.PostID, error) {
	return sqldb.All(tx, func(r sqldb.Row) (p account.PostID, err error) { return p, r.Scan((*string)(&p)) },
		`SELECT item FROM union_move WHERE keep_id = $1 AND kind = $2 AND moved_at > $3`, string(org), movesPost, tx.Now.AddDate(0, 0, -register.UndoDays))
}
