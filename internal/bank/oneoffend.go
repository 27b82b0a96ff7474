package bank

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

// WithdrawOneOff takes back what a company without an account offered, by the link that it got. Who it
// was is erased at once. Errors: fault.NotFound; fault.Conflict when the listing is over already.
func (s *Service) WithdrawOneOff(ctx context.Context, by audit.By, token string) (err error) {
	defer fault.Wrap(&err, "bank.WithdrawOneOff")
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		id, ok, err := sqldb.One(tx, sqldb.Text, `SELECT listing_id FROM one_off WHERE token_hash = $1`, hashed(token))
		if err == nil && !ok {
			err = fault.NotFound
		}
		if err != nil {
			return err
		}
		l, err := ListingTx(tx, id)
		if err != nil {
			return err
		}
		return s.moveTx(tx, by, &l, l.Version, Withdrawn, "listing.withdraw", func(tx *sqldb.Tx, l *Listing) (string, error) {
			l.StateCode = codes.ClosedCall
			return "code=" + string(l.StateCode), s.closed(tx, by, l)
		})
	})
}

// forgetOneOff erases who sent a one-off form: when it is withdrawn, and a year after it came. The
// number of the listing and its link stay.
func (s *Service) forgetOneOff(tx *sqldb.Tx, id string) error {
	_, err := tx.Exec(`UPDATE one_off SET name = '', city_code = '', person = '', phone = '', mail = '' WHERE listing_id = $1`, id)
	return err
}

// tellSender mails who sent a one-off form, as long as that is known, in the language of the form and
// without the name that was typed.
func (s *Service) tellSender(tx *sqldb.Tx, l *Listing, kind string, write func(w *mailWords) letter) error {
	if l.Channel != "form" {
		return nil
	}
	x, ok, err := sqldb.One(tx, scanOneOff, `SELECT `+oneOffColumns+` FROM one_off WHERE listing_id = $1`, l.ID)
	if err != nil || !ok || x.Mail == "" {
		return err
	}
	words := mailsJA
	if x.English {
		words = mailsEN
	}
	said := write(&words)
	_, err = s.Mail.Send(tx, mail.Message{To: x.Mail, Kind: kind, Subject: said.Subject, Ref: "listing/" + l.ID,
		Text: s.Frame.Compose(mail.Letter{English: x.English, Lines: said.Lines, Deadline: said.Deadline})}) // no link: their way is the one they have
	return err
}
