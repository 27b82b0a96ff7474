package app

import (
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/desk"
	"kyodo/internal/id"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// coordination builds the coordinator's desk.
func (a *App) coordination(db *sqldb.DB, ids *id.Source, log audit.Log) {
	a.Desk = &desk.Service{DB: db, IDs: ids, Audit: log, Register: a.Register, People: a.Accounts, Mail: a.Outbox, Frame: a.Accounts.Frame,
		Calendar: term.LocalGovernment(), Bank: a.Bank, Inquiries: a.Inquiries, Collaborations: a.Collaborations, May: a.reaches, Body: a.body}
	a.Accounts.Matters = append(a.Accounts.Matters, func(tx *sqldb.Tx, post account.PostID) ([]account.Matter, error) {
		return a.Desk.Matters(tx, post, deskKinds())
	})
	a.Accounts.Erasing = append(a.Accounts.Erasing, a.Desk.Erase)
	a.Register.Uniting = append(a.Register.Uniting, a.Desk.Unite)
	a.Register.Parting = append(a.Register.Parting, a.Desk.Part)
}

// deskKinds are the kinds of cases as a hand-over page names them.
func deskKinds() map[desk.What]string {
	return map[desk.What]string{desk.Inquiry: "問い合わせ", desk.Check: "掲載の確認", desk.OneOff: "単発の申し出", desk.Collaboration: "協働",
		desk.Consultation: "相談", desk.Referral: "紹介", desk.Ageing: "問い合わせのない掲載"}
}

// reaches says whether a row of the table lets one of the roles do the action to anything, or to what
// lies in the area of its post.
func (a *App) reaches(who policy.Action, roles []string) bool {
	for _, row := range a.Policy.Now().Table().Of(who) {
		if (row.Relation == policy.Any || row.Relation == policy.Area) && slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(row.Roles, r) }) {
			return true
		}
	}
	return false
}

// body is the body of the 役割分担表 to which the first of the roles belongs that has one.
func (a *App) body(roles []string) string {
	for _, code := range roles {
		if role, ok := a.Policy.Now().Table().Role(code); ok && role.Body != "" {
			return role.Body
		}
	}
	return ""
}

// tellOwner mails an alarm to who looks after a case today: the post that it was given to, or its
// deputy, or the coordinators of its area. Where nobody does, everybody is told who may do the action.
func (a *App) tellOwner(tx *sqldb.Tx, post account.PostID, city string, who policy.Action, what alarm) error {
	people, err := a.Desk.Recipients(tx, post, city)
	if err != nil {
		return err
	}
	if len(people) == 0 {
		return a.tell(tx, who, what)
	}
	for _, p := range people {
		if err := a.send(tx, p, what); err != nil {
			return err
		}
	}
	return nil
}

// send mails an alarm to one person in their language.
func (a *App) send(tx *sqldb.Tx, p account.Person, what alarm) error {
	l := 0
	if p.Lang == "en" {
		l = 1
	}
	letter := mail.Letter{English: l == 1, To: p.Name, Lines: what.lines[l], Action: what.button[l], Path: what.path}
	_, err := a.Outbox.Send(tx, mail.Message{To: p.Email, ToName: p.Name, Kind: what.kind, Subject: what.subject[l],
		Text: a.Accounts.Frame.Compose(letter), Person: string(p.ID)})
	return err
}
