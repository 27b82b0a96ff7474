package desk

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Where a matter can be referred to.
const (
	ToMunicipality = "municipality" // whoever supports groups there; the id is its code
	ToFoundation   = "foundation"
	ToCenter       = "center"
)

// Target is where a referral goes.
type Target struct{ Scope, ID string }

// Name is the target in Japanese.
func (t Target) Name() string { return t.Label().Ja }

// Label is the target in both languages.
func (t Target) Label() codes.Label {
	switch t.Scope {
	case ToFoundation:
		return codes.Label{Ja: "県民活動きらめき財団", En: "Kirameki Foundation"}
	case ToCenter:
		return codes.Label{Ja: "県民活動支援センター", En: "Prefectural support centre"}
	}
	m, _ := codes.MunicipalityByCode(t.ID)
	return m.Label()
}

// Targets are where a matter can go, municipalities as of a day.
func Targets(on term.Date) (list []Target) {
	list = []Target{{ToCenter, ""}, {ToFoundation, ""}}
	for _, m := range codes.Municipalities(on) {
		list = append(list, Target{ToMunicipality, m.Code})
	}
	return list
}

// ParseTarget reads "scope:id".
func ParseTarget(text string, on term.Date) (t Target, ok bool) {
	t.Scope, t.ID, _ = strings.Cut(text, ":")
	for _, x := range Targets(on) {
		if x == t {
			return t, true
		}
	}
	return Target{}, false
}

// Offer is a referral (紹介): a matter that somebody else is asked to take over.
type Offer struct {
	ID         string
	Ref        Ref
	From       account.PostID
	To         Target
	Reason     string
	State      string // offered, accepted, declined, withdrawn
	Answer     string
	AnsweredBy account.PostID
	Version    int64
	CreatedAt  time.Time
	AnsweredAt time.Time
}

// The states of a referral.
const (
	Offered   = "offered"
	Accepted  = "accepted"
	Declined  = "declined"
	Withdrawn = "withdrawn"
)

// MaxReason is the length of a reason and of an answer, in characters.
const MaxReason = 1000

// Object is the referral as a decision sees it: it lies in the municipality that it goes to. While
// nobody has answered, its state is whom it is offered to: "to-center", "to-foundation", "to-municipality".
func (o *Offer) Object() policy.Object {
	x := policy.Object{Kind: "referral", ID: o.ID, State: o.State, Post: o.From}
	if o.State == Offered {
		x.State = "to-" + o.To.Scope
	}
	if o.To.Scope == ToMunicipality {
		x.City = o.To.ID
	}
	return x
}

// Path is the address of the referral.
func (o *Offer) Path() string { return ReferralsPath + "/" + o.ID }

const offerColumns = `id, ref, from_post, to_scope, to_id, reason, state, answer, answered_by, version, created_at, answered_at`

func scanOffer(r sqldb.Row) (o Offer, err error) {
	var ref string
	err = r.Scan(&o.ID, &ref, &o.From, &o.To.Scope, &o.To.ID, &o.Reason, &o.State, &o.Answer, &o.AnsweredBy, &o.Version, sqldb.Time(&o.CreatedAt), sqldb.Time(&o.AnsweredAt))
	o.Ref, _ = ParseRef(ref)
	return o, err
}

// Refer offers a case to somebody else and mails them. Errors: fault.Fields named to, reason;
// fault.NotFound for a case that is not there; fault.Conflict while another offer of it is open.
func (s *Service) Refer(ctx context.Context, by audit.By, ref Ref, to Target, reason string, says *Says) (oid string, err error) {
	defer fault.Wrap(&err, "desk.Refer(%q)", ref.String())
	reason = strings.TrimSpace(ja.Clean(reason))
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		var f fault.Fields
		if _, ok := ParseTarget(to.Scope+":"+to.ID, term.Of(tx.Now)); !ok {
			f = append(f, fault.Field{Name: "to", Says: says.Target})
		}
		if reason == "" {
			f = append(f, fault.Field{Name: "reason", Says: says.Reason})
		} else if utf8.RuneCountInString(reason) > MaxReason {
			f = append(f, fault.Field{Name: "reason", Says: says.Long(MaxReason)})
		}
		if len(f) > 0 {
			return f
		}
		if _, err := s.caseTx(tx, ref); err != nil {
			return err
		}
		_, open, err := sqldb.One(tx, sqldb.Text, `SELECT id FROM referral WHERE ref = $1 AND state = 'offered' LIMIT 1`, ref.String())
		if err != nil {
			return err
		}
		if open {
			return fault.New(fault.Conflict, "the case is offered already")
		}
		o := Offer{ID: s.IDs.New(tx.Now), Ref: ref, From: account.PostID(by.Post), To: to, Reason: reason, State: Offered, Version: 1, CreatedAt: tx.Now}
		if _, err := tx.Exec(`INSERT INTO referral (`+offerColumns+`) VALUES `+sqldb.Values(1, 12),
			o.ID, ref.String(), string(o.From), to.Scope, to.ID, reason, o.State, "", "", o.Version, tx.Now, ""); err != nil {
			return err
		}
		oid = o.ID
		e := by.Entry("referral.create", "referral:"+o.ID, "ref="+ref.String()+" to="+to.Scope+":"+to.ID)
		e.Personal = map[string]string{"reason": reason}
		if err := s.Audit.Record(tx, e); err != nil {
			return err
		}
		people, err := s.at(tx, to)
		if err != nil {
			return err
		}
		return s.mail(tx, people, "desk.referral", o.Path(), func(w *mailWords) (string, []string) { return w.Referred(&o) })
	})
	return oid, err
}

// at are the people who may answer for a target today.
func (s *Service) at(tx *sqldb.Tx, to Target) (list []account.Person, err error) {
	scope := account.Scope{Kind: account.OfPrefecture}
	if to.Scope == ToMunicipality {
		scope = account.Scope{Kind: account.OfMunicipality, ID: to.ID}
	}
	members, err := s.People.MembersOf(tx, scope)
	today := term.Of(tx.Now)
	for _, m := range members {
		theirs := to.Scope == ToMunicipality || s.Body(m.Post.Roles) == to.Scope
		if theirs && s.May(policy.ReferralAnswer, m.Post.Roles) && m.Person.Status == account.Active && m.Tenure.On(today) && m.Person.Email != "" {
			list = append(list, m.Person)
		}
	}
	return list, err
}

// AnswerReferral accepts or declines an offer with words. Once accepted, the case belongs to the post
// of who accepted where that may look after cases; else whose case it was sees it to its end. Errors: fault.Fields named answer; fault.Conflict when it was answered meanwhile.
func (s *Service) AnswerReferral(ctx context.Context, by audit.By, oid string, version int64, accept bool, answer string, says *Says) (err error) {
	defer fault.Wrap(&err, "desk.AnswerReferral(%q)", oid)
	answer = strings.TrimSpace(ja.Clean(answer))
	switch {
	case answer == "":
		return fault.Fields{{Name: "answer", Says: says.Answer}}
	case utf8.RuneCountInString(answer) > MaxReason:
		return fault.Fields{{Name: "answer", Says: says.Long(MaxReason)}}
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		o, err := offerTx(tx, oid)
		if err != nil {
			return err
		}
		state := Declined
		if accept {
			state = Accepted
		}
		if err := s.settle(tx, by, &o, version, state, answer, "referral.answer"); err != nil {
			return err
		}
		moves := false
		if accept {
			p, err := s.People.PostTx(tx, account.PostID(by.Post))
			if err != nil {
				return err
			}
			moves = s.May(policy.DeskAssign, p.Roles)
		}
		if moves {
			if err := s.assign(tx, by, o.Ref, account.PostID(by.Post)); err != nil {
				return err
			}
		}
		staff, err := s.staff(tx)
		if err != nil {
			return err
		}
		return s.mail(tx, staff.people(o.From), "desk.referral", o.Path(), func(w *mailWords) (string, []string) { return w.Answered(&o, moves) })
	})
}

// WithdrawReferral takes an offer back. Errors: fault.Conflict when it was answered meanwhile.
func (s *Service) WithdrawReferral(ctx context.Context, by audit.By, oid string, version int64) (err error) {
	defer fault.Wrap(&err, "desk.WithdrawReferral(%q)", oid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		o, err := offerTx(tx, oid)
		if err != nil {
			return err
		}
		return s.settle(tx, by, &o, version, Withdrawn, "", "referral.withdraw")
	})
}

func (s *Service) settle(tx *sqldb.Tx, by audit.By, o *Offer, version int64, state, answer, action string) error {
	n, err := tx.Exec(`UPDATE referral SET state = $3, answer = $4, answered_by = $5, answered_at = $6, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'offered'`,
		o.ID, version, state, answer, by.Post, tx.Now)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the referral is %s", o.State)
	}
	if err != nil {
		return err
	}
	o.State, o.Answer, o.AnsweredBy, o.Version = state, answer, account.PostID(by.Post), version+1
	e := by.Entry(action, "referral:"+o.ID, "state="+state+" ref="+o.Ref.String())
	if answer != "" {
		e.Personal = map[string]string{"answer": answer}
	}
	return s.Audit.Record(tx, e)
}

func offerTx(tx *sqldb.Tx, oid string) (Offer, error) {
	o, ok, err := sqldb.One(tx, scanOffer, `SELECT `+offerColumns+` FROM referral WHERE id = $1`, oid)
	if err == nil && !ok {
		err = fault.NotFound
	}
	return o, err
}

// Offer returns a referral, or fault.NotFound.
func (s *Service) Offer(ctx context.Context, oid string) (o Offer, err error) {
	defer fault.Wrap(&err, "desk.Offer(%q)", oid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		o, err = offerTx(tx, oid)
		return err
	})
	return o, err
}

// maxOffers bounds the list of referrals.
const maxOffers = 200

// Offers are the referrals within a scope, open ones first, then the newest: all, or those to some
// municipalities.
func (s *Service) Offers(ctx context.Context, within policy.Scope) (list []Offer, err error) {
	defer fault.Wrap(&err, "desk.Offers")
	if !within.All && len(within.Cities) == 0 {
		return nil, nil
	}
	where, args := `to_scope <> ''`, []any{maxOffers}
	if !within.All {
		for _, c := range within.Cities {
			args = append(args, c)
		}
		where = `to_scope = 'municipality' AND to_id IN ` + sqldb.In(2, len(within.Cities))
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scanOffer, `SELECT `+offerColumns+` FROM referral WHERE `+where+`
			ORDER BY CASE WHEN state = 'offered' THEN 0 ELSE 1 END, id DESC LIMIT $1`, args...)
		return err
	})
	return list, err
}
