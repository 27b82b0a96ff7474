package desk

import (
	"context"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Absence says that a post is away on some days, and which one takes over its rows (不在と代理).
type Absence struct {
	ID          string
	Post        account.PostID
	Deputy      account.PostID
	From, Until term.Date // both days included
}

// maxAbsence is the longest absence in days: a longer one is a change of who holds the post.
const maxAbsence = 180

// absent are the posts that are away on a day, each with its deputy.
func absent(tx *sqldb.Tx, on term.Date) (map[account.PostID]account.PostID, error) {
	away := map[account.PostID]account.PostID{}
	err := sqldb.Each(tx, `SELECT post_id, deputy_post FROM absence WHERE from_on <= $1 AND until_on >= $1 ORDER BY id LIMIT 500`, []any{on.String()}, func(r sqldb.Row) error {
		var post, deputy account.PostID
		if err := r.Scan(&post, &deputy); err != nil {
			return err
		}
		away[post] = deputy
		return nil
	})
	return away, err
}

// Absences returns what is entered for today and later, the nearest first.
func (s *Service) Absences(tx *sqldb.Tx) (list []Absence, err error) {
	defer fault.Wrap(&err, "desk.Absences")
	return sqldb.All(tx, func(r sqldb.Row) (a Absence, err error) {
		return a, r.Scan(&a.ID, &a.Post, &a.Deputy, &a.From, &a.Until)
	}, `SELECT id, post_id, deputy_post, from_on, until_on FROM absence WHERE until_on >= $1 ORDER BY from_on, id LIMIT 500`, term.Of(tx.Now).String())
}

// BeAbsent enters an absence. Errors: fault.Fields named post, deputy, from, until.
func (s *Service) BeAbsent(ctx context.Context, by audit.By, a Absence, says *Says) (err error) {
	defer fault.Wrap(&err, "desk.BeAbsent")
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		posts, err := s.Posts(tx)
		if err != nil {
			return err
		}
		known := func(id account.PostID) bool {
			return slices.ContainsFunc(posts, func(p Post) bool { return p.ID == id })
		}
		today := term.Of(tx.Now)
		var f fault.Fields
		say := func(wrong bool, name, text string) {
			if wrong {
				f = append(f, fault.Field{Name: name, Says: text})
			}
		}
		say(!known(a.Post), "post", says.Choice)
		say(!known(a.Deputy), "deputy", says.Choice)
		say(known(a.Post) && a.Post == a.Deputy, "deputy", says.SamePost)
		say(a.From.IsZero(), "from", says.Day)
		say(a.Until.IsZero(), "until", says.Day)
		if len(f) == 0 {
			say(a.Until.Before(a.From) || a.Until.Before(today) || a.From.DaysUntil(a.Until) > maxAbsence, "until", says.Period)
		}
		if len(f) > 0 {
			return f
		}
		a.ID = s.IDs.New(tx.Now)
		if _, err := tx.Exec(`INSERT INTO absence (id, post_id, deputy_post, from_on, until_on, created_by, created_at) VALUES `+sqldb.Values(1, 7),
			a.ID, string(a.Post), string(a.Deputy), a.From.String(), a.Until.String(), string(by.Actor), tx.Now); err != nil {
			return err
		}
		return s.Audit.Record(tx, by.Entry("absence.edit", "absence:"+a.ID, "post="+string(a.Post)+" deputy="+string(a.Deputy)+" from="+a.From.String()+" until="+a.Until.String()))
	})
}

// EndAbsence takes an absence back: from now on the post has its own rows again. One that is not there
// is fault.NotFound.
func (s *Service) EndAbsence(ctx context.Context, by audit.By, aid string) (err error) {
	defer fault.Wrap(&err, "desk.EndAbsence(%q)", aid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`DELETE FROM absence WHERE id = $1`, aid)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.NotFound
		}
		return s.Audit.Record(tx, by.Entry("absence.edit", "absence:"+aid, "ended"))
	})
}
