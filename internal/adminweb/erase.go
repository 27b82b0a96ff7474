package adminweb

import (
	"net/http"
	"strings"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// mountErase mounts the erasure of somebody's data (個人情報の消去).
func (p *pages) mountErase(site *web.Site, person web.Option) {
	site.Handle("GET "+PeoplePath+"/{id}/erase", policy.PersonErase, p.erasePersonForm, person)
	site.Handle("POST "+PeoplePath+"/{id}/erase", policy.PersonErase, p.erasePerson, person)
}

// erasePersonForm says what goes and what stays, and asks for the number of whom it is about.
func (p *pages) erasePersonForm(w http.ResponseWriter, r *web.Request) error {
	return p.erasingPerson(w, r, nil)
}

func (p *pages) erasingPerson(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	x, err := p.Accounts.Person(r.Context(), personID(r))
	if err != nil {
		return err
	}
	ties, err := p.Accounts.TiesOf(r.Context(), x.ID)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wErasePerson, peopleStep(r, x)...)
	v.refuse(bad)
	v.Lead = wErasePersonLead.In(l)
	v.facts(fact{wName.In(l), text(x.Name)}, fact{wNumber.In(l), text(dashed(x.Number))})
	v.section("goes", wEraseGoes, sentences(l, eraseGoes()))
	v.section("stays", wEraseStays, sentences(l, eraseStays()))
	if len(ties) > 0 {
		v.section("ties", wEraseTies, paragraph(wEraseTiesLead.In(l)), titles(l, tieTitles(ties)))
	}
	v.section("do", wEraseDo, formOf(v, form{Action: personPath(x.ID) + "/erase", Button: wErasePerson.In(l), Inputs: []input{
		{Control: ui.Control{Name: "number", Label: wNumber.In(l), Hint: wEraseNumberHint.In(l), Required: true, MaxLength: 20, Size: "s", InputMode: "numeric",
			Value: r.PostForm.Get("number"), Error: bad.Says("number"), Autocomplete: "off"}},
		reason(r, wEraseWhyHint, bad)}}))
	return show(w, r, statusOf(bad), v)
}

func tieTitles(ties []account.Tie) (list []string) {
	for _, t := range ties {
		list = append(list, t.Title)
	}
	return list
}

// erasePerson erases at once, and shows what is left.
func (p *pages) erasePerson(w http.ResponseWriter, r *web.Request) error {
	id := personID(r)
	x, err := p.Accounts.Person(r.Context(), id)
	if err != nil {
		return err
	}
	var bad fault.Fields
	if ja.Digits(typed(r, "number")) != x.Number {
		bad = append(bad, fault.Field{Name: "number", Says: wEraseOther.In(r.Lang)})
	}
	if strings.TrimSpace(r.PostForm.Get("reason")) == "" {
		bad = append(bad, fault.Field{Name: "reason", Says: wNoReason.In(r.Lang)})
	}
	if len(bad) > 0 {
		return p.erasingPerson(w, r, bad)
	}
	err = p.Accounts.Erase(speak(r), r.By(), id, r.PostForm.Get("reason"))
	if bad, ok := refused(err); ok {
		return p.erasingPerson(w, r, bad)
	}
	if err != nil {
		return err
	}
	return to(w, r, personPath(id), "gone")
}
