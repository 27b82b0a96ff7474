package account

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Tenure is a person holding a post for a period.
type Tenure struct {
	ID      string
	Post    PostID
	Person  PersonID
	From    term.Date
	Until   term.Date // the last day; zero = open; before From = called off
	Version int64
}

// On says whether the person holds the post on a day, as far as the tenure goes.
func (t *Tenure) On(day term.Date) bool {
	return !day.Before(t.From) && (t.Until.IsZero() || !day.After(t.Until))
}

const tenureColumns = `t.id, t.post_id, t.person_id, t.valid_from, t.valid_until, t.version`

func (t *Tenure) targets() []any {
	return []any{&t.ID, &t.Post, &t.Person, &t.From, &t.Until, &t.Version}
}

func scanTenure(r sqldb.Row) (t Tenure, err error) { return t, r.Scan(t.targets()...) }

// lastDay is how an open end compares: after every day.
func lastDay(d term.Date) string {
	if d.IsZero() {
		return "9999-12-31"
	}
	return d.String()
}

// lock lets one transaction at a time decide about a post's holders.
func lock(tx *sqldb.Tx, post PostID) error {
	n, err := tx.Exec(`UPDATE post SET version = version WHERE id = $1`, string(post))
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "no such post")
	}
	return err
}

// Appoint gives a post to a person from a day on (zero = today) until a last day (zero = open).
// Nobody appoints themselves. Errors are fault.Fields named person, from, until.
func (s *Service) Appoint(ctx context.Context, by audit.By, post PostID, person PersonID, from, until term.Date) (string, error) {
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) {
		if by.Actor == audit.Actor(person) {
			return "", fault.Fields{{Name: "person", Says: in(ctx).Duty.NotYourself}}
		}
		return s.AppointTx(tx, by, post, person, from, until)
	})
}

// AppointTx is Appoint within the caller's transaction, but that who has proved to act for an
// organization may give themselves its post: never one of an office, or with roles of the staff.
func (s *Service) AppointTx(tx *sqldb.Tx, by audit.By, post PostID, person PersonID, from, until term.Date) (tenure string, err error) {
	defer fault.Wrap(&err, "account.Appoint(%q, %q)", post, person)
	w := in(tx.Context())
	if from.IsZero() {
		from = term.Of(tx.Now)
	}
	if !until.IsZero() && until.Before(from) {
		return "", fault.Fields{{Name: "until", Says: w.BadPeriod}}
	}
	if err := lock(tx, post); err != nil {
		return "", err
	}
	o, err := s.PostTx(tx, post)
	if err != nil {
		return "", err
	}
	if !o.On(from) {
		return "", fault.Fields{{Name: "from", Says: w.OutsidePost}}
	}
	if by.Actor == audit.Actor(person) && (o.Scope.Kind != OfOrganization || s.staffed(o.Roles)) {
		return "", fault.Fields{{Name: "person", Says: w.Duty.NotYourself}}
	}
	p, err := personByID(tx, person)
	if err != nil {
		return "", err
	}
	if p.Status != Active {
		return "", fault.Fields{{Name: "person", Says: w.NotActive}}
	}
	_, held, err := sqldb.One(tx, scanTenure, `SELECT `+tenureColumns+` FROM tenure t WHERE t.post_id = $1 AND t.person_id = $2
		AND t.valid_from <= $3 AND (t.valid_until = '' OR (t.valid_until >= $4 AND t.valid_until >= t.valid_from)) LIMIT 1`,
		string(post), string(person), lastDay(until), from.String())
	if err != nil {
		return "", err
	}
	if held {
		return "", fault.Fields{{Name: "person", Says: w.Held}}
	}
	if tenure, err = s.insertTenure(tx, by, post, person, from, until); err != nil {
		return "", err
	}
	return tenure, s.given(tx, by, o, person, from)
}

func (s *Service) insertTenure(tx *sqldb.Tx, by audit.By, post PostID, person PersonID, from, until term.Date) (tenure string, err error) {
	tenure = s.IDs.New(tx.Now)
	_, err = tx.Exec(`INSERT INTO tenure (id, post_id, person_id, valid_from, valid_until, version) VALUES ($1, $2, $3, $4, $5, 1)`,
		tenure, string(post), string(person), from.String(), until.String())
	if err != nil {
		return "", err
	}
	e := by.Entry("tenure.start", postObject(post), `{"tenure":"`+tenure+`","from":"`+from.String()+`","until":"`+until.String()+`"}`)
	e.Subject = string(person)
	return tenure, s.Audit.Record(tx, e)
}

// EndTenure ends a tenure after a last day (zero = yesterday, so that the rights are gone at once).
func (s *Service) EndTenure(ctx context.Context, by audit.By, tenure string, last term.Date, reason string) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := s.EndTenureTx(tx, by, tenure, last, reason); err != nil {
			return err
		}
		person, _, err := sqldb.One(tx, sqldb.Text, `SELECT person_id FROM tenure WHERE id = $1`, tenure)
		if err != nil {
			return err
		}
		return s.tell(tx, PersonID(person), toldNoPost)
	})
}

// EndTenureTx is EndTenure within the caller's transaction. A tenure that has ended earlier stays.
func (s *Service) EndTenureTx(tx *sqldb.Tx, by audit.By, tenure string, last term.Date, reason string) (err error) {
	defer fault.Wrap(&err, "account.EndTenure(%q)", tenure)
	if last.IsZero() {
		last = term.Of(tx.Now).AddDays(-1)
	}
	t, ok, err := sqldb.One(tx, scanTenure, `SELECT `+tenureColumns+` FROM tenure t WHERE t.id = $1`, tenure)
	if err != nil {
		return err
	}
	if !ok {
		return fault.New(fault.NotFound, "no such tenure")
	}
	n, err := tx.Exec(`UPDATE tenure SET valid_until = $2, version = version + 1 WHERE id = $1 AND (valid_until = '' OR valid_until > $2)`,
		tenure, last.String())
	if err != nil || n == 0 {
		return err
	}
	if err := s.ifPast(tx, by, t.Person, last); err != nil {
		return err
	}
	e := by.Entry("tenure.end", postObject(t.Post), `{"tenure":"`+tenure+`","until":"`+last.String()+`"}`)
	e.Subject, e.Reason = string(t.Person), reason
	return s.Audit.Record(tx, e)
}

// HoldingsOf returns what a person may act as on a day: the roles of the posts that exist then and
// that they hold then, in the order of posts and roles.
func (s *Service) HoldingsOf(tx *sqldb.Tx, person PersonID, on term.Date) (list []Holding, err error) {
	defer fault.Wrap(&err, "account.HoldingsOf(%q)", person)
	return holdings(tx, person, on)
}

func holdings(tx *sqldb.Tx, person PersonID, on term.Date) ([]Holding, error) {
	list, err := sqldb.All(tx, func(r sqldb.Row) (h Holding, err error) {
		return h, r.Scan(&h.Post, &h.Unit, &h.Title, &h.Role, &h.Scope.Kind, &h.Scope.ID)
	}, `SELECT o.id, o.unit, o.title, r.role, o.scope_kind, o.scope_id
		FROM tenure t JOIN post o ON o.id = t.post_id JOIN post_role r ON r.post_id = o.id
		WHERE t.person_id = $1 AND t.valid_from <= $2 AND (t.valid_until = '' OR t.valid_until >= $2)
			AND o.valid_from <= $2 AND (o.valid_until = '' OR o.valid_until >= $2)
		ORDER BY o.id, r.role`, string(person), on.String())
	if err != nil {
		return nil, err
	}
	// Two tenures of one post at a time give its roles once.
	var once []Holding
	for _, h := range list {
		if n := len(once); n == 0 || once[n-1] != h {
			once = append(once, h)
		}
	}
	return once, nil
}

// HeldPost is a post that a person holds, held or will hold.
type HeldPost struct {
	Tenure
	Post Post
}

// TenuresOf returns every tenure of a person with its post, newest first.
func (s *Service) TenuresOf(tx *sqldb.Tx, person PersonID) (list []HeldPost, err error) {
	defer fault.Wrap(&err, "account.TenuresOf(%q)", person)
	err = sqldb.Each(tx, `SELECT `+tenureColumns+`, `+postColumns+`, r.role
		FROM tenure t JOIN post o ON o.id = t.post_id JOIN post_role r ON r.post_id = o.id
		WHERE t.person_id = $1 ORDER BY t.valid_from DESC, t.id DESC, r.role`, []any{string(person)}, func(r sqldb.Row) error {
		var h HeldPost
		var role string
		if err := r.Scan(append(append(h.targets(), h.Post.targets()...), &role)...); err != nil {
			return err
		}
		if n := len(list); n > 0 && list[n-1].ID == h.ID {
			list[n-1].Post.Roles = append(list[n-1].Post.Roles, role)
			return nil
		}
		h.Post.Roles = []string{role}
		list = append(list, h)
		return nil
	})
	return list, err
}

// Member is a person in a post.
type Member struct {
	Tenure
	Person Person
	Post   Post
}

// MembersOf returns who holds, or will hold, the posts of exactly this scope, with the roles, in
// the order of their kana. At most 500.
func (s *Service) MembersOf(tx *sqldb.Tx, scope Scope) (list []Member, err error) {
	defer fault.Wrap(&err, "account.MembersOf(%q, %q)", scope.Kind, scope.ID)
	return members(tx, `o.scope_kind = $2 AND o.scope_id = $3`, term.Of(tx.Now), string(scope.Kind), scope.ID)
}

// HoldersOf returns who holds, or will hold, a post.
func (s *Service) HoldersOf(tx *sqldb.Tx, post PostID) (list []Member, err error) {
	defer fault.Wrap(&err, "account.HoldersOf(%q)", post)
	return members(tx, `o.id = $2`, term.Of(tx.Now), string(post))
}

// members reads tenures that have not ended on a day, with person, post and roles.
func members(tx *sqldb.Tx, where string, on term.Date, args ...any) (list []Member, err error) {
	err = sqldb.Each(tx, `SELECT `+tenureColumns+`, `+personColumns+`, `+postColumns+`, r.role
		FROM (SELECT t.id FROM tenure t JOIN post o ON o.id = t.post_id JOIN person p ON p.id = t.person_id
			WHERE (t.valid_until = '' OR (t.valid_until >= $1 AND t.valid_until >= t.valid_from))
				AND (o.valid_until = '' OR o.valid_until >= $1) AND `+where+` ORDER BY p.kana, p.id LIMIT 500) AS x
		JOIN tenure t ON t.id = x.id JOIN person p ON p.id = t.person_id JOIN post o ON o.id = t.post_id
		JOIN post_role r ON r.post_id = o.id
		ORDER BY p.kana, p.id, t.id, r.role`, append([]any{on.String()}, args...), func(r sqldb.Row) error {
		var m Member
		var role string
		if err := r.Scan(append(append(append(m.Tenure.targets(), m.Person.targets()...), m.Post.targets()...), &role)...); err != nil {
			return err
		}
		if n := len(list); n > 0 && list[n-1].Tenure.ID == m.Tenure.ID {
			list[n-1].Post.Roles = append(list[n-1].Post.Roles, role)
			return nil
		}
		m.Post.Roles = []string{role}
		list = append(list, m)
		return nil
	})
	return list, err
}
