package account

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Status says whether a person may sign in.
type Status string

// The statuses of a person.
const (
	Active    Status = "active"
	Suspended Status = "suspended" // signs in by no way, keeps what is on record
	Erased    Status = "erased"    // the personal data are gone
)

// Person is somebody who works with the site.
type Person struct {
	ID              PersonID
	Number          string // eight digits, by which somebody without a mail address signs in
	Name            string
	Kana            string
	Email           string // "" = none
	Phone           string
	Status          Status
	SuspendedOn     term.Date
	SuspendedReason string
	Lang            string // "ja" or "en"
	CreatedAt       time.Time
	UpdatedAt       time.Time
	Version         int64
}

// PersonInput is what is written about a person.
type PersonInput struct {
	Name  string
	Kana  string
	Email string // "" = none
	Phone string
	Lang  string // "" = ja
}

const personColumns = `p.id, p.number, p.name, p.kana, p.email, p.phone, p.status, p.suspended_on, p.suspended_reason, p.lang,
	p.created_at, p.updated_at, p.version`

func (p *Person) targets() []any {
	return []any{&p.ID, &p.Number, &p.Name, &p.Kana, &p.Email, &p.Phone, &p.Status, &p.SuspendedOn, &p.SuspendedReason, &p.Lang,
		sqldb.Time(&p.CreatedAt), sqldb.Time(&p.UpdatedAt), &p.Version}
}

func scanPerson(r sqldb.Row) (p Person, err error) { return p, r.Scan(p.targets()...) }

// mailKey is by what mail addresses are the same here: in lower case and composed. The part before
// the @ could by the standard differ by case; nobody's does, and two people must not share one.
func mailKey(address string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(address)))
}

// personObject is how the log names a person.
func personObject(id PersonID) string { return "person/" + string(id) }

// clean checks and tidies the input.
func (in PersonInput) clean(w *words) (PersonInput, error) {
	var f fault.Fields
	in.Name, in.Kana = text.Clean(in.Name), text.Clean(in.Kana)
	switch {
	case in.Name == "":
		f = append(f, fault.Field{Name: "name", Says: w.NoName})
	case utf8.RuneCountInString(in.Name) > 100:
		f = append(f, fault.Field{Name: "name", Says: w.LongName})
	}
	if utf8.RuneCountInString(in.Kana) > 100 {
		f = append(f, fault.Field{Name: "kana", Says: w.LongName})
	}
	if in.Email = strings.TrimSpace(in.Email); in.Email != "" {
		address, ok := mail.Address(in.Email)
		if !ok {
			f = append(f, fault.Field{Name: "mail", Says: w.BadMail})
		}
		in.Email = address
	}
	in.Phone = strings.TrimSpace(norm.NFKC.String(in.Phone))
	if len(in.Phone) > 30 || strings.Trim(in.Phone, "0123456789-+() ") != "" {
		f = append(f, fault.Field{Name: "phone", Says: w.BadPhone})
	}
	switch in.Lang {
	case "":
		in.Lang = "ja"
	case "ja", "en":
	default:
		f = append(f, fault.Field{Name: "lang", Says: w.BadLang})
	}
	return in, f.Err()
}

// searchText is what a search for people looks through.
func searchText(in PersonInput, number string) string {
	plain := strings.NewReplacer(" ", "", "\u3000", "")
	return text.Fold(plain.Replace(in.Name)) + "\n" + text.Fold(plain.Replace(in.Kana)) + "\n" + mailKey(in.Email) + "\n" + number
}

// CreatePerson adds a person, who cannot sign in before an invitation, a card or an identity lets
// them. Errors are fault.Fields named name, kana, mail, phone, lang.
func (s *Service) CreatePerson(ctx context.Context, by audit.By, in PersonInput) (PersonID, error) {
	return update(ctx, s, func(tx *sqldb.Tx) (PersonID, error) { return s.CreatePersonTx(tx, by, in) })
}

// CreatePersonTx is CreatePerson within the caller's transaction.
func (s *Service) CreatePersonTx(tx *sqldb.Tx, by audit.By, input PersonInput) (person PersonID, err error) {
	defer fault.Wrap(&err, "account.CreatePerson")
	w := in(tx.Context())
	if input, err = input.clean(w); err != nil {
		return "", err
	}
	if err := s.freeMail(tx, w, input.Email, ""); err != nil {
		return "", err
	}
	if person, err = s.insertPerson(tx, w, input); err != nil {
		return "", err
	}
	e := by.Entry("person.create", personObject(person), "")
	e.Subject, e.Personal = string(person), personal(PersonInput{}, input)
	return person, s.Audit.Record(tx, e)
}

// insertPerson writes the row under a number that nobody has.
func (s *Service) insertPerson(tx *sqldb.Tx, w *words, in PersonInput) (PersonID, error) {
	id := s.IDs.New(tx.Now)
	for range 20 {
		n, err := rand.Int(rand.Reader, big.NewInt(90_000_000))
		if err != nil {
			return "", err
		}
		number := fmt.Sprint(10_000_000 + n.Int64())
		rows, err := tx.Exec(`INSERT INTO person (id, number, name, kana, email, email_key, phone, status, suspended_on, suspended_reason,
				lang, handle, search, created_at, updated_at, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', '', '', $8, $9, $10, $11, $11, 1)
			ON CONFLICT DO NOTHING`,
			id, number, in.Name, in.Kana, in.Email, mailKey(in.Email), in.Phone, in.Lang, secret(), searchText(in, number), tx.Now)
		if err != nil || rows == 1 {
			return PersonID(id), err
		}
		if err := s.freeMail(tx, w, in.Email, ""); err != nil { // somebody else was faster
			return "", err
		}
	}
	return "", errors.New("no free number for a person found")
}

// freeMail refuses an address that somebody else has.
func (s *Service) freeMail(tx *sqldb.Tx, w *words, address string, self PersonID) error {
	if address == "" {
		return nil
	}
	other, ok, err := sqldb.One(tx, sqldb.Text, `SELECT id FROM person WHERE email_key = $1 AND email_key <> ''`, mailKey(address))
	if err != nil || !ok || other == string(self) {
		return err
	}
	return fault.Fields{{Name: "mail", Says: w.MailTaken}}
}

// personal lists what changed, for the erasable part of the log.
func personal(old, now PersonInput) map[string]string {
	m := map[string]string{}
	for _, v := range [][3]string{{"name", old.Name, now.Name}, {"kana", old.Kana, now.Kana}, {"mail", old.Email, now.Email},
		{"phone", old.Phone, now.Phone}} {
		if v[1] != v[2] {
			m[v[0]] = v[2]
			if v[1] != "" {
				m[v[0]+"_before"] = v[1]
			}
		}
	}
	return m
}

// EditPerson changes a person's data. version is the one that was read; an older one is
// fault.Conflict. A changed mail address ends nothing: it is no proof of anything here. The one of
// somebody of the staff who never came in stays: fault.Fields named mail (see Readdress).
func (s *Service) EditPerson(ctx context.Context, by audit.By, id PersonID, version int64, input PersonInput) (err error) {
	return s.Readdress(ctx, by, id, version, input, func(Post) bool { return false })
}

// Readdress is EditPerson by somebody who may decide who holds posts: an invitation of somebody who
// never came in makes whoever reads the mail of the address that person, so their address is
// changed only by who may give every post of the staff that the person holds or will hold.
func (s *Service) Readdress(ctx context.Context, by audit.By, id PersonID, version int64, input PersonInput, may func(Post) bool) (err error) {
	defer fault.Wrap(&err, "account.EditPerson(%q)", id)
	w := in(ctx)
	if input, err = input.clean(w); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		old, err := personByID(tx, id)
		if err != nil {
			return err
		}
		if old.Status == Erased {
			return fault.New(fault.Gone, "erased")
		}
		if err := s.freeMail(tx, w, input.Email, id); err != nil {
			return err
		}
		moved := mailKey(old.Email) != mailKey(input.Email)
		if waits, err := s.Awaited(tx, id); err != nil {
			return err
		} else if moved && slices.ContainsFunc(waits, func(o Post) bool { return !may(o) }) {
			return fault.Fields{{Name: "mail", Says: w.Duty.StaffAddress}}
		}
		n, err := tx.Exec(`UPDATE person SET name = $3, kana = $4, email = $5, email_key = $6, phone = $7, lang = $8, search = $9,
				updated_at = $10, version = version + 1
			WHERE id = $1 AND version = $2`,
			string(id), version, input.Name, input.Kana, input.Email, mailKey(input.Email), input.Phone, input.Lang,
			searchText(input, old.Number), tx.Now)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "version %d is not the present one", version)
		}
		changed := personal(PersonInput{old.Name, old.Kana, old.Email, old.Phone, old.Lang}, input)
		fields := []string{}
		for _, f := range []string{"name", "kana", "mail", "phone"} {
			if _, ok := changed[f]; ok || changed[f+"_before"] != "" {
				fields = append(fields, f)
			}
		}
		if len(fields) == 0 && old.Lang == input.Lang {
			return nil
		}
		detail, err := json.Marshal(map[string]any{"fields": fields})
		if err != nil {
			return err
		}
		if _, ok := changed["mail"]; (ok || changed["mail_before"] != "") && old.Email != "" {
			if err := s.noticeTo(tx, old, old.Email, func(w *words) string { return w.NewMail }); err != nil {
				return err
			}
		}
		if moved {
			if err := s.readdressed(tx, by, id); err != nil {
				return err
			}
		}
		e := by.Entry("person.edit", personObject(id), string(detail))
		e.Subject, e.Personal = string(id), changed
		return s.Audit.Record(tx, e)
	})
}

// Suspend keeps a person from signing in and ends their sessions at once.
func (s *Service) Suspend(ctx context.Context, by audit.By, id PersonID, reason string) (err error) {
	defer fault.Wrap(&err, "account.Suspend(%q)", id)
	return s.setStatus(ctx, by, id, Active, Suspended, "person.suspend", reason)
}

// Reinstate lets a suspended person sign in again.
func (s *Service) Reinstate(ctx context.Context, by audit.By, id PersonID, reason string) (err error) {
	defer fault.Wrap(&err, "account.Reinstate(%q)", id)
	return s.setStatus(ctx, by, id, Suspended, Active, "person.reinstate", reason)
}

func (s *Service) setStatus(ctx context.Context, by audit.By, id PersonID, from, to Status, action, reason string) error {
	reason, err := reasonOf(in(ctx), reason)
	if err != nil {
		return err
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		on, why := "", ""
		if to == Suspended {
			on, why = term.Of(tx.Now).String(), reason
		}
		n, err := tx.Exec(`UPDATE person SET status = $3, suspended_on = $4, suspended_reason = $5, updated_at = $6, version = version + 1
			WHERE id = $1 AND status = $2`, string(id), string(from), string(to), on, why, tx.Now)
		if err != nil {
			return err
		}
		if n == 0 {
			p, err := personByID(tx, id)
			if err != nil {
				return err
			}
			return fault.New(fault.Conflict, "the person is %s", p.Status)
		}
		if to == Active { // who is let in again has taken back the wish to be erased
			if err := jobs.Cancel(tx, EraseKind, string(id)); err != nil {
				return err
			}
		}
		if to == Suspended {
			if err := s.endAll(tx, by, id, "", "suspended"); err != nil {
				return err
			}
			if err := s.voidTickets(tx, id); err != nil {
				return err
			}
			if err := s.voidGiven(tx, by, id); err != nil {
				return err
			}
		}
		e := by.Entry(action, personObject(id), "")
		e.Subject, e.Reason = string(id), reason
		return s.Audit.Record(tx, e)
	})
}

// reasonOf checks a reason that a person gave.
func reasonOf(w *words, reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return "", fault.Fields{{Name: "reason", Says: w.NoReason}}
	}
	if utf8.RuneCountInString(reason) > 500 {
		return "", fault.Fields{{Name: "reason", Says: w.LongText}}
	}
	return reason, nil
}

// Person returns a person, or fault.NotFound.
func (s *Service) Person(ctx context.Context, id PersonID) (p Person, err error) {
	return view(ctx, s, func(tx *sqldb.Tx) (Person, error) { return s.PersonTx(tx, id) })
}

// PersonTx is Person within the caller's transaction.
func (s *Service) PersonTx(tx *sqldb.Tx, id PersonID) (p Person, err error) {
	defer fault.Wrap(&err, "account.Person(%q)", id)
	return personByID(tx, id)
}

func personByID(tx *sqldb.Tx, id PersonID) (Person, error) {
	p, ok, err := sqldb.One(tx, scanPerson, `SELECT `+personColumns+` FROM person p WHERE p.id = $1`, string(id))
	if err == nil && !ok {
		err = fault.New(fault.NotFound, "no such person")
	}
	return p, err
}

// PersonByMail returns the person with a mail address or a number, or fault.NotFound.
func (s *Service) PersonByMail(tx *sqldb.Tx, mailOrNumber string) (p Person, err error) {
	defer fault.Wrap(&err, "account.PersonByMail")
	p, ok, err := personNamed(tx, mailOrNumber)
	if err == nil && !ok {
		err = fault.New(fault.NotFound, "no such person")
	}
	return p, err
}

func personNamed(tx *sqldb.Tx, mailOrNumber string) (p Person, ok bool, err error) {
	number := strings.NewReplacer("-", "", " ", "").Replace(norm.NFKC.String(mailOrNumber))
	return sqldb.One(tx, scanPerson, `SELECT `+personColumns+` FROM person p
		WHERE (p.email_key = $1 AND p.email_key <> '') OR p.number = $2`, mailKey(mailOrNumber), number)
}

// Names returns the names of people by id, for logs and lists; one who is not there has none.
func (s *Service) Names(tx *sqldb.Tx, ids []PersonID) (names map[PersonID]string, err error) {
	defer fault.Wrap(&err, "account.Names")
	names = map[PersonID]string{}
	for len(ids) > 0 {
		n := min(len(ids), 100)
		args := make([]any, n)
		for i, id := range ids[:n] {
			args[i] = string(id)
		}
		ids = ids[n:]
		err := sqldb.Each(tx, `SELECT id, name FROM person WHERE id IN `+sqldb.In(1, n), args, func(r sqldb.Row) error {
			var id, name string
			err := r.Scan(&id, &name)
			names[PersonID(id)] = name
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}
