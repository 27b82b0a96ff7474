package bank

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Where a company without an account offers something, and, with the token behind it, where it
// follows its offer.
const (
	OneOffPath = "/bank/one-off"
	FollowPath = "/bank/one-off/follow/"
)

// maxPlainName is how long the name of a company or a person may be, in characters.
const maxPlainName = 100

// oneOffMonths is for how long a one-off offer is listed at first.
const oneOffMonths = 6

// OneOff is who stands behind a listing that came without an account (単発の申し出). All of it is
// personal until the centre has tied the listing to a record of the register.
type OneOff struct {
	Listing     string
	Name        string // of the company
	City        string // JIS 5 digits, "" = outside
	Person      string
	Phone       string // digits
	Mail        string
	English     bool // the language of the mails
	ConsentedAt time.Time
}

// OneOffInput is what a company without an account fills in.
type OneOffInput struct {
	Name, City, Person, Phone, Mail string
	Kind                            codes.Support // "" = まず相談したい
	What                            string        // in their words
	Terms, Pledge                   bool
	English                         bool // the language of the mails
}

// OneOffSays are the refusals of the one-off form.
type OneOffSays struct{ Name, City, Person, Reach, Phone, Mail, Kind, What, Terms, Pledge string }

// OfferOnce keeps the offer of a company without an account; it waits for the centre's check at once.
// The token leads to the page on which the company follows it. Errors: fault.Fields.
func (s *Service) OfferOnce(ctx context.Context, by audit.By, in OneOffInput, w *OneOffSays, says *Says) (token string, err error) {
	defer fault.Wrap(&err, "bank.OfferOnce")
	x, err := in.check(w)
	if err != nil {
		return "", err
	}
	raw := make([]byte, 24)
	rand.Read(raw)
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		today := term.Of(tx.Now)
		title, _ := NeedParts{What: in.What}.Join()
		c := Content{Title: title, Body: strings.TrimSpace(ja.Clean(in.What)), City: in.City, Standing: true, AdvertiseUntil: today.AddMonths(oneOffMonths), Detail: map[string]string{}}
		kind := in.Kind
		if kind == "" {
			kind = codes.Undecided
		}
		if kind == codes.Undecided {
			c.Detail["wish"] = c.Body
		}
		id, err := s.BeginTx(tx, by, Start{Direction: Offer, Kind: kind, Channel: "form", Content: c}, says)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO one_off (listing_id, name, city_code, person, phone, mail, english, token_hash, terms_version, pledge_version, consented_at)
			VALUES `+sqldb.Values(1, 11), id, x.Name, in.City, x.Person, x.Phone, x.Mail, in.English, hashed(token), member.Terms().Version, member.Pledge().Version, tx.Now)
		if err != nil {
			return err
		}
		l, err := ListingTx(tx, id)
		if err != nil {
			return err
		}
		err = s.moveTx(tx, by, &l, l.Version, Checking, "listing.submit", func(tx *sqldb.Tx, l *Listing) (string, error) {
			if err := disarmDraft(tx, l.ID); err != nil {
				return "", err
			}
			if err := jobs.Schedule(tx, dueOneOff, l.ID, today.AddYears(1).Time()); err != nil {
				return "", err
			}
			return "", jobs.Schedule(tx, dueCheck, l.ID, s.within(tx.Now, checkDays))
		})
		if err != nil || x.Mail == "" {
			return err
		}
		words := oneOffWords(in.English) // nothing that was typed, the name neither: the address may be somebody else's
		_, err = s.Mail.Send(tx, mail.Message{To: x.Mail, Kind: "bank.one-off", Subject: words.Subject, Ref: "listing/" + id,
			Text: s.Frame.Compose(mail.Letter{English: in.English, Lines: words.Received(id), Action: words.Follow, Path: FollowPath + token})})
		return err
	})
}

// check says what is wrong with the form, and gives what is stored.
func (in *OneOffInput) check(w *OneOffSays) (x OneOff, err error) {
	x = OneOff{Name: strings.Join(strings.Fields(ja.Clean(in.Name)), " "), Person: strings.Join(strings.Fields(ja.Clean(in.Person)), " "), City: in.City, Phone: ja.Digits(in.Phone)}
	var f fault.Fields
	say := func(wrong bool, name, text string) {
		if wrong {
			f = append(f, fault.Field{Name: name, Says: text})
		}
	}
	say(x.Name == "" || utf8.RuneCountInString(x.Name) > maxPlainName, "name", w.Name)
	_, here := codes.MunicipalityByCode(in.City)
	say(in.City != "" && !here, "city", w.City)
	say(x.Person == "" || utf8.RuneCountInString(x.Person) > maxPlainName, "person", w.Person)
	say(x.Phone != "" && (len(x.Phone) < 10 || len(x.Phone) > 11 || x.Phone[0] != '0'), "phone", w.Phone)
	if typed := strings.TrimSpace(in.Mail); typed != "" {
		address, ok := mail.Address(typed)
		say(!ok, "mail", w.Mail)
		x.Mail = address
	} else {
		say(x.Phone == "" && strings.TrimSpace(in.Phone) == "", "phone", w.Reach)
		say(x.Phone == "" && strings.TrimSpace(in.Phone) != "", "phone", w.Phone)
	}
	say(in.Kind != "" && !in.Kind.Valid(), "kind", w.Kind)
	n := utf8.RuneCountInString(strings.TrimSpace(ja.Clean(in.What)))
	say(n == 0 || n > MaxBody/4, "what", w.What)
	say(!in.Terms, "terms", w.Terms)
	say(!in.Pledge, "pledge", w.Pledge)
	return x, f.Err()
}

func scanOneOff(r sqldb.Row) (x OneOff, err error) {
	return x, r.Scan(&x.Listing, &x.Name, &x.City, &x.Person, &x.Phone, &x.Mail, &x.English, sqldb.Time(&x.ConsentedAt))
}

const oneOffColumns = `listing_id, name, city_code, person, phone, mail, english, consented_at`

// OneOffOf is who stands behind a listing; ok is false for one that came with an account. It holds
// names and numbers of persons.
func (s *Service) OneOffOf(ctx context.Context, id string) (x OneOff, ok bool, err error) {
	defer fault.Wrap(&err, "bank.OneOffOf(%q)", id)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		x, ok, err = sqldb.One(tx, scanOneOff, `SELECT `+oneOffColumns+` FROM one_off WHERE listing_id = $1`, id)
		return err
	})
	return x, ok, err
}

// ByOneOff finds the listing that a company without an account follows, or fault.NotFound.
func (s *Service) ByOneOff(ctx context.Context, token string) (l Listing, err error) {
	defer fault.Wrap(&err, "bank.ByOneOff")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		id, ok, err := sqldb.One(tx, sqldb.Text, `SELECT listing_id FROM one_off WHERE token_hash = $1`, hashed(token))
		if err == nil && !ok {
			err = fault.NotFound
		}
		if err != nil {
			return err
		}
		l, err = ListingTx(tx, id)
		return err
	})
	return l, err
}

// Tie ties a one-off form that waits for the check to an organization of the register.
// Errors: fault.Fields; fault.Conflict when it has one already or changed since version.
func (s *Service) Tie(ctx context.Context, by audit.By, id string, version int64, org register.ID, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Tie(%q)", id)
	return s.change(ctx, by, id, version, "", "listing.tie", func(tx *sqldb.Tx, l *Listing) (string, error) {
		if l.State != Checking || l.Organization != "" {
			return "", fault.New(fault.Conflict, "the listing is %s and of %q", l.State, l.Organization)
		}
		o, err := register.ByIDTx(tx, org)
		if errors.Is(err, fault.NotFound) {
			return "", fault.Fields{{Name: "organization", Says: says.NoOrganization}}
		} else if err != nil {
			return "", err
		}
		l.Organization = o.ID
		return "organization=" + string(o.ID), nil
	})
}
