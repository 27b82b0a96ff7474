package member

import (
	"kyodo/internal/account"
	"kyodo/internal/mail"
	"kyodo/internal/register"
)

// message makes the mail of a letter to a person.
func message(f mail.Frame, p *account.Person, org register.ID, kind, ref string, l letter) mail.Message {
	return mail.Message{To: p.Email, ToName: p.Name, Kind: kind, Subject: l.Subject, Person: string(p.ID), Organization: string(org), Ref: ref,
		Text: f.Compose(mail.Letter{English: p.Lang == "en", To: p.Name, Lines: l.Lines, Deadline: l.Deadline, Action: l.Action, Path: l.Path})}
}
