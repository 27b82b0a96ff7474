package adminweb

import (
	"errors"
	"net/http"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// MailObject is a mail as the permission table sees it.
func MailObject(tx *sqldb.Tx, id string) (policy.Object, error) {
	m, err := mail.ByID(tx, id)
	return mailObjectOf(m), err
}

func mailObjectOf(m mail.Mail) policy.Object {
	return policy.Object{Kind: "mail", ID: m.ID, State: string(m.State), Person: account.PersonID(m.Person), Org: m.Organization}
}

func (p *pages) mailObject(r *web.Request) (o policy.Object, err error) {
	err = p.view(r, func(tx *sqldb.Tx) (err error) { o, err = MailObject(tx, r.PathValue("id")); return err })
	return o, err
}

func mailState(s mail.State, l ui.Lang) cell {
	label := mailStates[s].In(l)
	switch s {
	case mail.Failed:
		return tag(ui.Bad, label)
	case mail.Held:
		return tag(ui.Warn, label)
	case mail.Sent, mail.Recorded:
		return tag(ui.Good, label)
	}
	return text(label)
}

// mailTable draws mails without addresses and texts.
func mailTable(list []mail.Mail, l ui.Lang) *table {
	t := &table{ID: "mails", Caption: wMails.In(l), None: wNoMails.In(l), NoneDo: wNoMailsDo.In(l),
		Columns: []string{wSubjectLine.In(l), wKind.In(l), wState.In(l), wAttempts.In(l), wWritten.In(l), wSentAt.In(l), wErrorText.In(l)}}
	for _, m := range list {
		t.Rows = append(t.Rows, []cell{link(m.Subject, MailPath+"/"+m.ID), text(m.Kind), mailState(m.State, l), text(numberOf(m.Attempts)),
			text(moment(m.CreatedAt, l)), text(moment(m.SentAt, l)), {Text: m.LastError, Pre: true}})
	}
	return t
}

func mailFilter(r *web.Request) mail.Filter {
	f := mail.Filter{After: r.URL.Query().Get("after")}
	if s := mail.State(r.URL.Query().Get("state")); slices.Contains(mail.States(), s) {
		f.State = s
	}
	return f
}

// mails lists outgoing mail by state.
func (p *pages) mails(w http.ResponseWriter, r *web.Request) error {
	f := mailFilter(r)
	var list []mail.Mail
	var by map[mail.State]int64
	err := p.view(r, func(tx *sqldb.Tx) (err error) {
		if by, err = mail.Count(tx); err != nil {
			return err
		}
		list, err = mail.List(tx, f)
		return err
	})
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wMails)
	v.Lead = wMailsLead.In(l)
	var states []ui.Option
	for _, s := range mail.States() {
		states = append(states, ui.Option{Value: string(s), Label: mailStates[s].In(l) + " " + ui.Count(l, int(by[s]))})
	}
	v.add(filterForm(l, MailPath, wFilter.In(l), []input{{Kind: allInput, Control: ui.Control{Name: "state", Label: wState.In(l), Value: string(f.State), Size: "m"}, Options: states}}))
	t := mailTable(list, l)
	next := ""
	if len(list) == mail.MaxList {
		next = list[len(list)-1].ID
	}
	t.pager(r, MailPath, next)
	v.rows(t)
	return show(w, r, http.StatusOK, v)
}

func (p *pages) mailsCSV(w http.ResponseWriter, r *web.Request) error {
	f := mailFilter(r)
	f.After = ""
	var all []mail.Mail
	err := p.view(r, func(tx *sqldb.Tx) error {
		for len(all) < maxExport {
			list, err := mail.List(tx, f)
			if err != nil {
				return err
			}
			all = append(all, list...)
			if len(list) < mail.MaxList {
				break
			}
			f.After = list[len(list)-1].ID
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := p.record(r, r.Exported("mails", len(all), web.Filter{Choices: map[string]string{"state": string(f.State)}})); err != nil {
		return err
	}
	return file(w, "mails", mailTable(all, r.Lang))
}

// mail shows one mail. Whoever reads it leaves an entry. A text that signs somebody in is shown to
// nobody.
func (p *pages) mail(w http.ResponseWriter, r *web.Request) error {
	var m mail.Mail
	err := p.db.Update(r.Context(), func(tx *sqldb.Tx) (err error) {
		if m, err = mail.ByID(tx, r.PathValue("id")); err != nil {
			return err
		}
		e := r.By().Entry(audit.DataRead, "mail/"+m.ID, "kind="+m.Kind)
		e.Subject = or(m.Person, m.Organization)
		return p.Log.Record(tx, e)
	})
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.titled(r, m.Subject, ui.Crumb{Label: wMails.In(l), Href: MailPath})
	list := []fact{{wState.In(l), mailState(m.State, l)}, {wKind.In(l), text(m.Kind)}}
	if r.Decision.Sees("contact") {
		list = append(list, fact{wToAddress.In(l), text(m.To)}, fact{wName.In(l), text(m.ToName)})
	}
	v.facts(append(list, fact{wWritten.In(l), text(moment(m.CreatedAt, l))}, fact{wSentAt.In(l), text(moment(m.SentAt, l))}, fact{wAttempts.In(l), text(numberOf(m.Attempts))},
		fact{wErrorText.In(l), cell{Text: m.LastError, Pre: true}}, fact{wMessageID.In(l), text(m.MessageID)})...)
	switch {
	case m.Secret:
		v.add(warning(ui.Info, wSecretMail.In(l), wSecretMailText.In(l)))
	case r.Decision.Sees("contact"):
		v.section("text", wMailText, preformatted(l, m.Text))
	}
	if r.May(policy.MailRetry, mailObjectOf(m)) {
		v.add(buttonOf(v, MailPath+"/"+m.ID+"/retry", wRetry.In(l), nil))
	}
	return show(w, r, http.StatusOK, v)
}

// retry sends a mail that was given up once more.
func (p *pages) retry(w http.ResponseWriter, r *web.Request) error {
	err := p.db.Update(r.Context(), func(tx *sqldb.Tx) error { return p.Outbox.Retry(tx, r.By(), r.PathValue("id")) })
	switch {
	case errors.Is(err, fault.Conflict): // it moved on meanwhile: the list shows how far it is
		return to(w, r, MailPath, "moved")
	case err != nil:
		return err
	}
	return to(w, r, MailPath, "retried")
}
