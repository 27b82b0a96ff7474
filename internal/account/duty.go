package account

import (
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// duties returns the posts of the staff that a person holds or will hold: a post that begins
// tomorrow asks for the same care with who comes in as one of today.
func (s *Service) duties(tx *sqldb.Tx, person PersonID) (list []Post, err error) {
	list, err = posts(tx, `EXISTS (SELECT 1 FROM tenure t WHERE t.post_id = o.id AND t.person_id = $1
			AND (t.valid_until = '' OR (t.valid_until >= $2 AND t.valid_until >= t.valid_from)))
		AND (o.valid_until = '' OR o.valid_until >= $2)`, string(person), term.Of(tx.Now).String())
	return slices.DeleteFunc(list, func(o Post) bool { return !s.staffed(o.Roles) }), err
}

// onDuty says whether somebody is of the staff, or will be.
func (s *Service) onDuty(tx *sqldb.Tx, person PersonID) (bool, error) {
	list, err := s.duties(tx, person)
	return len(list) > 0, err
}

// staffed says whether any of the roles is of the staff.
func (s *Service) staffed(roles []string) bool {
	return s.Staff != nil && slices.ContainsFunc(roles, s.Staff)
}

// Awaited returns the posts of the staff of somebody who has never come in, and cannot yet: whoever
// comes in first under their name is them. For everybody else there are none.
func (s *Service) Awaited(tx *sqldb.Tx, person PersonID) (list []Post, err error) {
	defer fault.Wrap(&err, "account.Awaited(%q)", person)
	f, err := factsOf(tx, person, "")
	if err != nil || entered(f) {
		return nil, err
	}
	if linked, err := hasIdentity(tx, person); err != nil || linked {
		return nil, err
	}
	return s.duties(tx, person)
}

// aloneOfStaff says whether somebody of the staff, now or later, has no second factor yet: with a new
// card whoever holds it could enrol one and be them, so that takes two officers.
func (s *Service) aloneOfStaff(tx *sqldb.Tx, person PersonID) (bool, error) {
	staff, err := s.onDuty(tx, person)
	if err != nil || !staff {
		return false, err
	}
	f, err := factsOf(tx, person, "")
	return !f.totp && !f.passkey, err
}

// holdsOrWill says whether somebody holds a post, or will.
func holdsOrWill(tx *sqldb.Tx, post PostID, person audit.Actor) (bool, error) {
	n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM tenure t WHERE t.post_id = $1 AND t.person_id = $2
		AND (t.valid_until = '' OR (t.valid_until >= $3 AND t.valid_until >= t.valid_from))`, string(post), string(person), term.Of(tx.Now).String())
	return n > 0, err
}

// tellChiefs mails those who decide who holds a post, except the one who acts.
func (s *Service) tellChiefs(tx *sqldb.Tx, by audit.By, subject string, path string, lines func(w *dutyWords) []string) error {
	if s.Mail == nil || s.Chiefs == nil {
		return nil
	}
	list, err := s.WithRoles(tx, s.Chiefs()...)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.Email == "" || audit.Actor(p.ID) == by.Actor {
			continue
		}
		w := &wordsOf(p.Lang).Duty
		letter := mail.Letter{English: p.Lang == "en", To: p.Name, Lines: lines(w), Action: w.Look, Path: path}
		err := s.Mail(tx, Message{To: p.Email, ToName: p.Name, Kind: "account.duty", Subject: w.Subject, Person: string(p.ID), Ref: subject,
			Text: s.Frame.Compose(letter)})
		if err != nil {
			return err
		}
	}
	return nil
}

// The pages where it is looked after; package adminweb serves them.
const (
	peoplePath = "/admin/people/"
	postsPath  = "/admin/posts"
)

// given tells the chiefs that somebody takes a post of the staff. The mail names the post alone: who
// it is stands behind the link, for as long as it stands at all.
func (s *Service) given(tx *sqldb.Tx, by audit.By, o Post, person PersonID, from term.Date) error {
	if !s.staffed(o.Roles) {
		return nil
	}
	return s.tellChiefs(tx, by, postObject(o.ID), peoplePath+string(person), func(w *dutyWords) []string {
		return []string{w.Given(o.Unit, o.Title, from), w.At(tx.Now), w.Wrong}
	})
}

// widened tells the chiefs that a post which somebody holds may do more.
func (s *Service) widened(tx *sqldb.Tx, by audit.By, old Post, input PostInput) error {
	if !s.staffed(input.Roles) || slices.Equal(old.Roles, input.Roles) && old.Scope == input.Scope {
		return nil
	}
	holders, err := s.HoldersOf(tx, old.ID)
	if err != nil || len(holders) == 0 {
		return err
	}
	return s.tellChiefs(tx, by, postObject(old.ID), postsPath+"/"+string(old.ID), func(w *dutyWords) []string {
		return []string{w.Widened(input.Unit, input.Title), w.At(tx.Now), w.Wrong}
	})
}

// transferred tells the chiefs of a 人事異動 that gives posts of the staff.
func (s *Service) transferred(tx *sqldb.Tx, by audit.By, plan *Plan) error {
	var lines []string
	for _, r := range plan.Rows {
		if r.Starts != nil && s.staffed(r.Starts.Roles) {
			lines = append(lines, r.Starts.Unit+" "+r.Starts.Title)
		}
	}
	n := len(lines)
	if n == 0 {
		return nil
	}
	lines = lines[:min(n, 20)]
	return s.tellChiefs(tx, by, "transfer", postsPath, func(w *dutyWords) []string {
		return slices.Concat([]string{w.Transferred(n)}, lines, []string{w.At(tx.Now), w.Wrong})
	})
}

// readdressed tells the chiefs that the mail address of somebody of the staff is another one now.
func (s *Service) readdressed(tx *sqldb.Tx, by audit.By, person PersonID) error {
	if staff, err := s.onDuty(tx, person); err != nil || !staff {
		return err
	}
	return s.tellChiefs(tx, by, personObject(person), peoplePath+string(person), func(w *dutyWords) []string {
		return []string{w.Readdressed, w.At(tx.Now), w.Wrong}
	})
}
