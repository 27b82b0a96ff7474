package account

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// The paths of links that let somebody in; the code follows. Package accountweb serves them.
const (
	InvitationPath = "/invitations/"
	SetupPath      = "/setup/"
)

// TicketKind says how somebody comes in for once.
type TicketKind string

// The kinds of tickets.
const (
	InvitationTicket TicketKind = "invitation" // a link by mail
	CardTicket       TicketKind = "card"       // a printed card, for people without mail
	SetupTicket      TicketKind = "setup"      // the first administrator
	ResetTicket      TicketKind = "reset"      // a new card for somebody who lost their way in
)

// How long tickets live.
const (
	invitationTime = 24 * time.Hour
	invitationMost = 72 * time.Hour
	cardTime       = 30 * 24 * time.Hour
	setupTime      = time.Hour
)

// Ticket is a one-time way in, as those who may see it see it.
type Ticket struct {
	ID        string
	Kind      TicketKind
	Person    PersonID // "" while nobody has been made a person of it
	Post      PostID   // "" = none
	Email     string
	Name      string
	Kana      string
	Lang      string
	From      term.Date // of the tenure
	Until     term.Date
	Actor     audit.Actor // who gave it
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    time.Time
	role      string
	hash      string
}

const ticketColumns = `k.id, k.kind, k.person_id, k.post_id, k.email, k.name, k.kana, k.lang, k.valid_from, k.valid_until, k.actor,
	k.created_at, k.expires_at, k.used_at, k.role, k.secret_hash`

func scanTicket(r sqldb.Row) (k Ticket, err error) {
	return k, r.Scan(&k.ID, &k.Kind, &k.Person, &k.Post, &k.Email, &k.Name, &k.Kana, &k.Lang, &k.From, &k.Until, &k.Actor,
		sqldb.Time(&k.CreatedAt), sqldb.Time(&k.ExpiresAt), sqldb.Time(&k.UsedAt), &k.role, &k.hash)
}

func (s *Service) insertTicket(tx *sqldb.Tx, by audit.By, k Ticket, lives time.Duration) (string, error) {
	id := s.IDs.New(tx.Now)
	_, err := tx.Exec(`INSERT INTO ticket (id, kind, secret_hash, person_id, post_id, email, name, kana, role, lang, valid_from, valid_until,
			actor, created_at, expires_at, tries, used_at, void_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, '', '')`,
		id, string(k.Kind), k.hash, string(k.Person), string(k.Post), k.Email, k.Name, k.Kana, k.role, k.Lang,
		k.From.String(), k.Until.String(), string(by.Actor), tx.Now, tx.Now.Add(lives))
	if err != nil {
		return "", err
	}
	detail, err := json.Marshal(map[string]any{"kind": k.Kind, "post": k.Post, "ticket": id})
	if err != nil {
		return "", err
	}
	e := by.Entry("ticket.give", "ticket/"+id, string(detail))
	e.Subject, e.Personal = string(k.Person), personal(PersonInput{}, PersonInput{Name: k.Name, Kana: k.Kana, Email: k.Email})
	return id, s.Audit.Record(tx, e)
}

// voidTickets makes every open ticket of a person worthless.
func (s *Service) voidTickets(tx *sqldb.Tx, person PersonID) error {
	_, err := tx.Exec(`UPDATE ticket SET void_at = $2 WHERE person_id = $1 AND person_id <> '' AND used_at = '' AND void_at = ''`,
		string(person), tx.Now)
	return err
}

// Invitation is whom to invite to what.
type Invitation struct {
	Mail   string
	Name   string // "" = the invited person says it
	Kana   string
	Lang   string // of the mail; "" = ja
	Post   PostID // "" = none
	From   term.Date
	Until  term.Date
	Hours  int      // how long the link works: 24 when 0, at most 72
	Person PersonID // of somebody on record who has no way in yet, "" = somebody new
}

// Invite sends a link by mail that makes somebody a person and gives them a post. It returns the
// ticket's id. Errors are fault.Fields named mail, name, kana.
func (s *Service) Invite(ctx context.Context, by audit.By, i Invitation) (ticket string, err error) {
	return update(ctx, s, func(tx *sqldb.Tx) (string, error) { return s.InviteTx(tx, by, i) })
}

// InviteTx is Invite within the caller's transaction.
func (s *Service) InviteTx(tx *sqldb.Tx, by audit.By, i Invitation) (ticket string, err error) {
	defer fault.Wrap(&err, "account.Invite")
	w := in(tx.Context())
	address, ok := mail.Address(i.Mail)
	if !ok {
		return "", fault.Fields{{Name: "mail", Says: w.BadMail}}
	}
	if s.Mail == nil {
		return "", fault.Fields{{Name: "mail", Says: w.NoMail}}
	}
	input := PersonInput{Name: i.Name, Kana: i.Kana, Email: address, Lang: i.Lang}
	if input.Name == "" {
		input.Name = "?"
	}
	if input, err = input.clean(w); err != nil {
		return "", err
	}
	lives := invitationTime
	if i.Hours > 0 {
		lives = min(time.Duration(i.Hours)*time.Hour, invitationMost)
	}
	if err := s.mayInvite(tx, by, i, address); err != nil {
		return "", err
	}
	token := secret()
	k := Ticket{Kind: InvitationTicket, Person: i.Person, Post: i.Post, Email: address, Kana: input.Kana, Lang: input.Lang,
		From: i.From, Until: i.Until, hash: digest(token)}
	if i.Name != "" {
		k.Name = input.Name
	}
	mw := wordsOf(k.Lang)
	var lines []string
	if i.Post != "" {
		o, err := s.PostTx(tx, i.Post)
		if err != nil {
			return "", err
		}
		lines = append(lines, mw.InviteFor(o.Unit, o.Title))
	}
	if i.Person != "" {
		if err := s.voidTickets(tx, i.Person); err != nil {
			return "", err
		}
	}
	if ticket, err = s.insertTicket(tx, by, k, lives); err != nil {
		return "", err
	}
	lines = append(lines, mw.LineInvite, mw.Until(tx.Now.Add(lives)))
	return ticket, s.Mail(tx, Message{To: address, ToName: k.Name, Kind: "account.invite", Subject: mw.SubjectInvite, Secret: true,
		Person: string(i.Person), Ref: "ticket/" + ticket,
		Text: s.Frame.Compose(mail.Letter{English: k.Lang == "en", To: k.Name, Lines: lines, Action: mw.ActInvite, Path: InvitationPath + token})})
}

// mayInvite refuses to invite somebody on record at another address than theirs, and oneself to an
// office. The error is fault.Fields named mail.
func (s *Service) mayInvite(tx *sqldb.Tx, by audit.By, i Invitation, address string) error {
	d := &in(tx.Context()).Duty
	if i.Person != "" {
		p, err := personByID(tx, i.Person)
		if err != nil {
			return err
		}
		if mailKey(p.Email) != mailKey(address) {
			return fault.Fields{{Name: "mail", Says: d.OtherAddress}}
		}
	}
	if i.Post == "" {
		return nil
	}
	o, err := s.PostTx(tx, i.Post)
	if err != nil || o.Scope.Kind == OfOrganization && !s.staffed(o.Roles) {
		return err
	}
	p, ok, err := personNamed(tx, address)
	if err == nil && ok && audit.Actor(p.ID) == by.Actor {
		return fault.Fields{{Name: "mail", Says: d.NotYourself}}
	}
	return err
}

// PrintedCard is what stands on a card. The code is known nowhere else.
type PrintedCard struct {
	Ticket    string
	Name      string
	Number    string // of the person, as 1234-5678
	Code      string // as ABCDE-FGHJK
	ExpiresAt time.Time
}

// Card gives a person a printed card with a one-time code for 30 days; earlier tickets of the
// person are worthless from now on.
func (s *Service) Card(ctx context.Context, by audit.By, person PersonID) (c PrintedCard, err error) {
	return update(ctx, s, func(tx *sqldb.Tx) (PrintedCard, error) { return s.CardTx(tx, by, person) })
}

// CardTx is Card within the caller's transaction. A transaction that runs again makes another code.
func (s *Service) CardTx(tx *sqldb.Tx, by audit.By, person PersonID) (c PrintedCard, err error) {
	defer fault.Wrap(&err, "account.Card(%q)", person)
	return s.card(tx, by, person, CardTicket)
}

func (s *Service) card(tx *sqldb.Tx, by audit.By, person PersonID, kind TicketKind) (c PrintedCard, err error) {
	p, err := personByID(tx, person)
	if err != nil {
		return c, err
	}
	if p.Status != Active {
		return c, fault.Fields{{Name: "person", Says: in(tx.Context()).NotActive}}
	}
	if err := s.voidTickets(tx, person); err != nil {
		return c, err
	}
	c = PrintedCard{Name: p.Name, Number: p.Number[:4] + "-" + p.Number[4:], Code: newCode(), ExpiresAt: tx.Now.Add(cardTime)}
	c.Ticket, err = s.insertTicket(tx, by, Ticket{Kind: kind, Person: person, hash: s.cardHash(person, c.Code)}, cardTime)
	return c, err
}

func (s *Service) cardHash(person PersonID, code string) string {
	return s.keyed("card", string(person)+"\n"+plainCode(code))
}

// ResetAtCounter gives somebody who lost their way in a new card, once an officer has seen who they
// are: the password is gone, sessions end, and a second factor stays (trust bar 6.4.3).
func (s *Service) ResetAtCounter(ctx context.Context, by audit.By, person PersonID, reason string) (c PrintedCard, err error) {
	defer fault.Wrap(&err, "account.ResetAtCounter(%q)", person)
	if reason, err = reasonOf(in(ctx), reason); err != nil {
		return c, err
	}
	w := in(ctx)
	return update(ctx, s, func(tx *sqldb.Tx) (c PrintedCard, err error) {
		if alone, err := s.aloneOfStaff(tx, person); err != nil {
			return c, err
		} else if alone {
			return c, fault.Fields{{Name: "reason", Says: w.StaffReset}}
		}
		return s.reset(tx, by, person, reason)
	})
}

func (s *Service) reset(tx *sqldb.Tx, by audit.By, person PersonID, reason string) (c PrintedCard, err error) {
	if c, err = s.card(tx, by, person, ResetTicket); err != nil {
		return c, err
	}
	if _, err := tx.Exec(`DELETE FROM password WHERE person_id = $1`, string(person)); err != nil {
		return c, err
	}
	if err := relent(tx, person); err != nil {
		return c, err
	}
	if err := s.endAll(tx, by, person, "", "reset"); err != nil {
		return c, err
	}
	e := by.Entry("password.reset", personObject(person), "")
	e.Subject, e.Reason = string(person), reason
	if err := s.Audit.Record(tx, e); err != nil {
		return c, err
	}
	return c, s.tell(tx, person, toldReset)
}

// SetupLink makes the link with which the first administrator of an empty site comes in, within an
// hour, with a role. Earlier links are worthless. With anybody on record it is fault.Conflict.
func (s *Service) SetupLink(ctx context.Context, role string) (link string, err error) {
	defer fault.Wrap(&err, "account.SetupLink")
	token := secret()
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := nobody(tx); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE ticket SET void_at = $1 WHERE kind = 'setup' AND used_at = '' AND void_at = ''`, tx.Now); err != nil {
			return err
		}
		_, err := s.insertTicket(tx, audit.By{Actor: audit.Console}, Ticket{Kind: SetupTicket, Lang: "ja", role: role, hash: digest(token)}, setupTime)
		return err
	})
	return s.Frame.BaseURL + SetupPath + token, err
}

// Nobody says whether no person exists yet.
func (s *Service) Nobody(ctx context.Context) (bool, error) {
	return view(ctx, s, func(tx *sqldb.Tx) (bool, error) {
		n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM person`)
		return n == 0, err
	})
}

func nobody(tx *sqldb.Tx) error {
	n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM person`)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "somebody exists")
	}
	return err
}

// Ticket returns what an invitation's or set-up's link stands for. One that is used, void, too old
// or unknown is fault.Gone.
func (s *Service) Ticket(ctx context.Context, code string) (k Ticket, err error) {
	defer fault.Wrap(&err, "account.Ticket")
	return view(ctx, s, func(tx *sqldb.Tx) (Ticket, error) { return openLink(tx, code) })
}

func openLink(tx *sqldb.Tx, code string) (Ticket, error) {
	k, ok, err := sqldb.One(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket k
		WHERE k.secret_hash = $1 AND k.kind IN ('invitation', 'setup') AND k.used_at = '' AND k.void_at = '' AND k.expires_at > $2`,
		digest(code), tx.Now)
	if err == nil && !ok {
		err = fault.New(fault.Gone, "no such ticket")
	}
	if err != nil {
		return k, err
	}
	return k, outlived(tx, k)
}

// OpenTickets lists the invitations to posts of exactly this scope that nobody has used, newest
// first, at most 200.
func (s *Service) OpenTickets(tx *sqldb.Tx, scope Scope) (list []Ticket, err error) {
	defer fault.Wrap(&err, "account.OpenTickets(%q, %q)", scope.Kind, scope.ID)
	return sqldb.All(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket k JOIN post o ON o.id = k.post_id
		WHERE o.scope_kind = $1 AND o.scope_id = $2 AND k.post_id <> '' AND k.used_at = '' AND k.void_at = '' AND k.expires_at > $3
		ORDER BY k.created_at DESC, k.id DESC LIMIT 200`, string(scope.Kind), scope.ID, tx.Now)
}

// TicketByID returns a ticket, used or not, or fault.NotFound.
func (s *Service) TicketByID(tx *sqldb.Tx, id string) (k Ticket, err error) {
	defer fault.Wrap(&err, "account.TicketByID(%q)", id)
	k, ok, err := sqldb.One(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket k WHERE k.id = $1`, id)
	if err == nil && !ok {
		err = fault.New(fault.NotFound, "no such ticket")
	}
	return k, err
}

// Withdraw makes a ticket worthless. It is no error when it was used.
func (s *Service) Withdraw(ctx context.Context, by audit.By, id string) (err error) {
	defer fault.Wrap(&err, "account.Withdraw(%q)", id)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.WithdrawTx(tx, by, id) })
}

// WithdrawTx is Withdraw within the caller's transaction.
func (s *Service) WithdrawTx(tx *sqldb.Tx, by audit.By, id string) error {
	n, err := tx.Exec(`UPDATE ticket SET void_at = $2 WHERE id = $1 AND used_at = '' AND void_at = ''`, id, tx.Now)
	if err != nil || n == 0 {
		return err
	}
	return s.Audit.Record(tx, by.Entry("ticket.withdraw", "ticket/"+id, ""))
}

// consume uses a ticket up: of many who use it at once, one succeeds.
func consume(tx *sqldb.Tx, k Ticket, person PersonID) error {
	if err := outlived(tx, k); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE ticket SET used_at = $2, person_id = $3 WHERE id = $1 AND used_at = '' AND void_at = '' AND expires_at > $2`,
		k.ID, tx.Now, string(person))
	if err == nil && n == 0 {
		err = fault.New(fault.Gone, "the ticket is used")
	}
	return err
}

// methodOf is the way in of a ticket.
func methodOf(k TicketKind) Method {
	switch k {
	case InvitationTicket:
		return ByInvitation
	case SetupTicket:
		return BySetup
	}
	return ByCard
}

// taken records that a ticket was used.
func (s *Service) taken(tx *sqldb.Tx, by audit.By, k Ticket, person PersonID) error {
	by.Actor = audit.Actor(person)
	e := by.Entry("ticket.use", "ticket/"+k.ID, fmt.Sprintf(`{"kind":%q}`, k.Kind))
	e.Subject = string(person)
	return s.Audit.Record(tx, e)
}
