package member

import (
	"context"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Invite asks somebody to act for an organization, by one field: to a mail address goes an
// invitation, which they accept or decline; for a name, of somebody without mail, it returns a card
// to print. Whether somebody has an account with the address changes nothing of what happens here.
// Errors: fault.Fields about who.
func (s *Service) Invite(ctx context.Context, by audit.By, org register.ID, who string, says *Says) (card *account.PrintedCard, err error) {
	defer fault.Wrap(&err, "member.Invite(%q)", org)
	who = strings.Join(strings.Fields(ja.Clean(who)), " ")
	if n := runes(who); n == 0 || n > MaxName {
		return nil, fault.Fields{{Name: "who", Says: says.PersonMissing}}
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		card = nil
		o, err := register.ByIDTx(tx, org)
		if err != nil {
			return err
		}
		r, err := s.posts(tx, by, &o)
		if err != nil {
			return err
		}
		e := by.Entry("member.invite", string(org), "")
		e.Subject, e.Personal = string(org), map[string]string{"who": who}
		if err := s.Audit.Record(tx, e); err != nil {
			return err
		}
		if strings.ContainsAny(who, "@＠") {
			return renamed(s.ask(tx, by, o.ID, account.Invitation{Mail: strings.ReplaceAll(who, "＠", "@"), Post: r.Member}, ""))
		}
		person, err := s.People.CreatePersonTx(tx, by, account.PersonInput{Name: who})
		if err != nil {
			return renamed(err)
		}
		if err := s.appoint(tx, by, &o, person, false, term.Of(tx.Now)); err != nil {
			return err
		}
		c, err := s.People.CardTx(tx, by, person)
		card = &c
		return err
	})
	return card, err
}

// renamed puts what package account says about an input next to the one field of the form.
func renamed(err error) error {
	f, ok := fields(err)
	if !ok || len(f) == 0 {
		return err
	}
	return fault.Fields{{Name: "who", Says: f[0].Says}}
}
