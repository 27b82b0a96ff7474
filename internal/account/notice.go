package account

import (
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

// securityPath is the page on which people look after their ways to sign in; package accountweb
// serves it.
const securityPath = "/my/security"

// notice tells a person, in the transaction of the deed, what happened to how they sign in, so that
// they notice when it was not them. Without a mail address or mail it does nothing.
func (s *Service) notice(tx *sqldb.Tx, person PersonID, what func(*words) string) error {
	p, err := personByID(tx, person)
	if err != nil {
		return err
	}
	return s.noticeTo(tx, p, p.Email, what)
}

// tell is notice of one of the deeds in noticewords.go.
func (s *Service) tell(tx *sqldb.Tx, person PersonID, what told) error {
	p, err := personByID(tx, person)
	if err != nil {
		return err
	}
	text := what.ja
	if p.Lang == "en" {
		text = what.en
	}
	return s.noticeTo(tx, p, p.Email, func(*words) string { return text })
}

// noticeTo is notice to an address that the person has, or had.
func (s *Service) noticeTo(tx *sqldb.Tx, p Person, address string, what func(*words) string) error {
	if s.Mail == nil || address == "" {
		return nil
	}
	w := wordsOf(p.Lang)
	return s.Mail(tx, Message{To: address, ToName: p.Name, Kind: "account.notice", Subject: w.SubjectNotice, Person: string(p.ID),
		Text: s.Frame.Compose(mail.Letter{English: p.Lang == "en", To: p.Name, Lines: []string{what(w), w.NoticeAt(tx.Now), w.NoticeNotYou},
			Action: w.ActNotice, Path: securityPath})})
}

// hasDevice says whether a person has signed in on any device on record.
func hasDevice(tx *sqldb.Tx, person PersonID) (bool, error) {
	n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM device WHERE person_id = $1`, string(person))
	return n > 0, err
}
