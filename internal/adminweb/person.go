package adminweb

import (
	"context"
	"errors"
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// PersonObject is a person as the permission table sees them.
func PersonObject(ctx context.Context, accounts *account.Service, id string) (policy.Object, error) {
	x, err := accounts.Person(ctx, account.PersonID(id))
	return personObjectOf(x), err
}

func personObjectOf(x account.Person) policy.Object {
	return policy.Object{Kind: "person", ID: string(x.ID), Person: x.ID, State: string(x.Status)}
}

func (p *pages) personObject(r *web.Request) (policy.Object, error) {
	return PersonObject(r.Context(), p.Accounts, r.PathValue("id"))
}

func personID(r *web.Request) account.PersonID { return account.PersonID(r.PathValue("id")) }

func personPath(id account.PersonID) string { return PeoplePath + "/" + string(id) }

// peopleStep is the way back to the list, and to a person.
func peopleStep(r *web.Request, people ...account.Person) []ui.Crumb {
	list := []ui.Crumb{{Label: wPeople.In(r.Lang), Href: PeoplePath}}
	for _, x := range people {
		list = append(list, ui.Crumb{Label: or(x.Name, wErasedPerson.In(r.Lang)), Href: personPath(x.ID), Lang: ui.JA})
	}
	return list
}

// person shows what is on record about somebody. Whoever sees contact data leaves an entry.
func (p *pages) person(w http.ResponseWriter, r *web.Request) error {
	ctx, id := r.Context(), personID(r)
	x, err := p.Accounts.Person(ctx, id)
	if err != nil {
		return err
	}
	ways, err := p.Accounts.Ways(ctx, id)
	if err != nil {
		return err
	}
	keys, err := p.Accounts.Passkeys(ctx, id)
	if err != nil {
		return err
	}
	identities, err := p.Accounts.Identities(ctx, id)
	if err != nil {
		return err
	}
	sessions, err := p.Accounts.Sessions(ctx, id)
	if err != nil {
		return err
	}
	var held []account.HeldPost
	if err := p.view(r, func(tx *sqldb.Tx) (err error) { held, err = p.Accounts.TenuresOf(tx, id); return err }); err != nil {
		return err
	}
	l := r.Lang
	v := p.titled(r, or(x.Name, wErasedPerson.In(l)), peopleStep(r)...)
	list := []fact{{wKana.In(l), text(x.Kana)}, {wNumber.In(l), text(dashed(x.Number))}, {wStatus.In(l), statusLabel(x.Status, l)},
		{wSuspendedOn.In(l), text(day(x.SuspendedOn, l))}, {wReason.In(l), cell{Text: x.SuspendedReason, Pre: true}}}
	if r.Decision.Sees("contact") {
		e := r.By().Entry(audit.DataRead, "person/"+string(id), "contact")
		e.Subject = string(id)
		if err := p.record(r, e); err != nil {
			return err
		}
		list = append(list, fact{wMail.In(l), text(or(x.Email, wNone.In(l)))}, fact{wPhone.In(l), text(or(x.Phone, wNone.In(l)))})
	}
	list = append(list, fact{wSince.In(l), text(day(term.Of(x.CreatedAt), l))}, fact{wChangedOn.In(l), text(day(term.Of(x.UpdatedAt), l))})
	v.facts(list...)
	v.add(doors(p.personDoors(r, x)))
	v.section("posts", wPostsHeld)
	v.rows(p.heldTable(held, term.Of(r.Now), l))
	v.section("ways", wWays)
	v.facts(fact{wPassword.In(l), text(yes(ways.Password, l))}, fact{wTOTP.In(l), text(yes(ways.TOTP, l))}, fact{wPasskeys.In(l), text(numberOf(len(keys)))},
		fact{wIdentities.In(l), text(numberOf(len(identities)))}, fact{wCodes.In(l), text(numberOf(ways.Codes))})
	v.section("sessions", wSessions)
	v.facts(fact{wSessionsNow.In(l), text(numberOf(len(sessions)))})
	if len(sessions) > 0 && r.May(policy.SessionEnd, personObjectOf(x)) {
		v.add(buttonOf(v, personPath(id)+"/sessions/end", wEndSessions.In(l), nil))
	}
	return show(w, r, http.StatusOK, v)
}

// personDoors are the deeds that the reader may do to a person.
func (p *pages) personDoors(r *web.Request, x account.Person) (list []ui.Link) {
	o, at := personObjectOf(x), personPath(x.ID)
	suspend := wSuspend
	if x.Status == account.Suspended {
		suspend = wReinstate
	}
	for _, d := range []struct {
		action policy.Action
		path   string
		label  ui.Word
	}{
		{policy.PersonEdit, at + "/edit", wEditPerson}, {policy.PersonSuspend, at + "/suspend", suspend}, {policy.PersonReset, at + "/reset", wReset},
		{policy.FactorReset, at + "/factor", wPropose}, {policy.PersonErase, at + "/erase", wErasePerson}, {policy.AuditRead, AuditPath + "?subject=" + string(x.ID), wLogOfPerson},
	} {
		if r.May(d.action, o) {
			list = append(list, ui.Link{Href: d.path, Label: d.label.In(r.Lang)})
		}
	}
	return list
}

func (p *pages) heldTable(held []account.HeldPost, today term.Date, l ui.Lang) *table {
	t := &table{ID: "held", Caption: wPostsHeld.In(l), None: wNoPosts.In(l), NoneDo: wNoPostsDo.In(l),
		Columns: []string{wPost.In(l), wRoles.In(l), wScope.In(l), wPeriod.In(l), wState.In(l)}}
	for _, h := range held {
		t.Rows = append(t.Rows, []cell{link(postName(h.Post), postPath(h.Post.ID)), text(p.roleNames(h.Post.Roles, l)), text(scopeName(h.Post.Scope, l)),
			text(period(h.From, h.Until, l)), tenureState(h.Tenure, today, l)})
	}
	return t
}

func tenureState(t account.Tenure, today term.Date, l ui.Lang) cell {
	switch {
	case !t.Until.IsZero() && t.Until.Before(t.From):
		return text(wCalledOff.In(l))
	case t.On(today):
		return tag(ui.Good, wNow.In(l))
	case t.From.After(today):
		return tag(ui.Info, wComing.In(l))
	}
	return text(wEnded.In(l))
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// personInput reads the form of a person.
func personInput(r *web.Request) account.PersonInput {
	return account.PersonInput{Name: typed(r, "name"), Kana: typed(r, "kana"), Email: typed(r, "mail"), Phone: typed(r, "phone"), Lang: typed(r, "lang")}
}

func personInputs(in account.PersonInput, mailNeeded bool, bad fault.Fields, l ui.Lang) []input {
	return []input{
		{Control: ui.Control{Name: "name", Label: wName.In(l), Required: true, MaxLength: 100, Value: in.Name, Error: bad.Says("name"), Autocomplete: "off"}},
		{Control: ui.Control{Name: "kana", Label: wKana.In(l), MaxLength: 100, Value: in.Kana, Error: bad.Says("kana"), Autocomplete: "off"}},
		{Control: ui.Control{Name: "mail", Label: wMail.In(l), Hint: wMailHint.In(l), Required: mailNeeded, Type: "email", MaxLength: 254, Value: in.Email, Error: bad.Says("mail"), Autocomplete: "off"}},
		{Control: ui.Control{Name: "phone", Label: wPhone.In(l), Type: "tel", MaxLength: 30, Value: in.Phone, Error: bad.Says("phone"), Size: "m", Autocomplete: "off"}},
		{Kind: radioInput, Control: ui.Control{Name: "lang", Label: wLang.In(l), Value: or(in.Lang, "ja"), Error: bad.Says("lang")}, Options: []ui.Option{
			{Value: "ja", Label: wJapanese.In(l)}, {Value: "en", Label: wEnglish.In(l)}}},
	}
}

// editForm shows the record to be changed. It holds contact data, so reading it is on record too.
func (p *pages) editForm(w http.ResponseWriter, r *web.Request) error {
	x, err := p.Accounts.Person(r.Context(), personID(r))
	if err != nil {
		return err
	}
	e := r.By().Entry(audit.DataRead, "person/"+string(x.ID), "edit")
	e.Subject = string(x.ID)
	if err := p.record(r, e); err != nil {
		return err
	}
	return show(w, r, http.StatusOK, p.editing(r, x, inputOfPerson(x), nil))
}

func inputOfPerson(x account.Person) account.PersonInput {
	return account.PersonInput{Name: x.Name, Kana: x.Kana, Email: x.Email, Phone: x.Phone, Lang: x.Lang}
}

func (p *pages) editing(r *web.Request, x account.Person, in account.PersonInput, bad fault.Fields) *page {
	v := p.start(r, wEditPerson, peopleStep(r, x)...)
	v.refuse(bad)
	v.Lead = wEditLead.In(r.Lang)
	inputs := append(personInputs(in, false, bad, r.Lang), hidden("version", numberOf(int(x.Version))))
	v.add(formOf(v, form{Action: personPath(x.ID) + "/edit", Button: wSave.In(r.Lang), Inputs: inputs}))
	return v
}

// edit changes the record, or shows both versions when somebody else was faster.
func (p *pages) edit(w http.ResponseWriter, r *web.Request) error {
	id, in := personID(r), personInput(r)
	var refusal *audit.Entry
	err := p.Accounts.Readdress(speak(r), r.By(), id, versionOf(r), in, func(o account.Post) bool {
		d := r.Decide(policy.PostEdit, postObjectOf(o))
		if !d.Allowed() {
			e := policy.Denied(r.By(), policy.PostEdit, postPath(o.ID), d)
			refusal = &e
		}
		return d.Allowed()
	})
	if err != nil && refusal != nil {
		if err := p.record(r, *refusal); err != nil {
			return err
		}
	}
	if err == nil {
		return to(w, r, personPath(id), "saved")
	}
	x, again := p.Accounts.Person(r.Context(), id)
	if again != nil {
		return again
	}
	if bad, ok := refused(err); ok {
		return show(w, r, http.StatusUnprocessableEntity, p.editing(r, x, in, bad))
	}
	if !errors.Is(err, fault.Conflict) {
		return err
	}
	v := p.editing(r, x, in, nil)
	l := r.Lang
	v.Blocks = append([]component{bothOf(l, []versus{{wName.In(l), x.Name, in.Name}, {wKana.In(l), x.Kana, in.Kana}, {wMail.In(l), x.Email, in.Email},
		{wPhone.In(l), x.Phone, in.Phone}, {wLang.In(l), x.Lang, in.Lang}})}, v.Blocks...)
	return show(w, r, http.StatusConflict, v)
}

// suspendForm asks why somebody is kept out, or let in again.
func (p *pages) suspendForm(w http.ResponseWriter, r *web.Request) error {
	return p.suspending(w, r, nil)
}

func (p *pages) suspending(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	x, err := p.Accounts.Person(r.Context(), personID(r))
	if err != nil {
		return err
	}
	title, lead := wSuspend, wSuspendLead
	if x.Status == account.Suspended {
		title, lead = wReinstate, wReinstateLead
	}
	v := p.start(r, title, peopleStep(r, x)...)
	v.refuse(bad)
	v.Lead = lead.In(r.Lang)
	v.add(formOf(v, form{Action: personPath(x.ID) + "/suspend", Button: title.In(r.Lang),
		Inputs: []input{reason(r, wReasonHint, bad), hidden("from", string(x.Status))}}))
	return show(w, r, statusOf(bad), v)
}

// suspend suspends or reinstates: the form says from which state.
func (p *pages) suspend(w http.ResponseWriter, r *web.Request) error {
	id, done := personID(r), "suspended"
	change := p.Accounts.Suspend
	if typed(r, "from") == string(account.Suspended) {
		change, done = p.Accounts.Reinstate, "reinstated"
	}
	err := change(speak(r), r.By(), id, r.PostForm.Get("reason"))
	if bad, ok := refused(err); ok {
		return p.suspending(w, r, bad)
	}
	if err != nil {
		return err
	}
	return to(w, r, personPath(id), done)
}

// endAll ends every session of a person, but the reader's own.
func (p *pages) endAll(w http.ResponseWriter, r *web.Request) error {
	id, except := personID(r), ""
	if id == r.Who.Person {
		except = r.Who.Session
	}
	if err := p.Accounts.EndAll(r.Context(), r.By(), id, except); err != nil {
		return err
	}
	return to(w, r, personPath(id), "ended")
}
