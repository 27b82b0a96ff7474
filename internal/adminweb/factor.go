package adminweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// factorObject is a proposal to take second factors away: whoever made it must not decide.
func (p *pages) factorObject(r *web.Request) (o policy.Object, err error) {
	err = p.view(r, func(tx *sqldb.Tx) error {
		x, missed := p.Accounts.FactorResetByID(tx, r.PathValue("id"))
		person, err := p.Accounts.PersonTx(tx, x.Person) // looked for anyhow: what is not there takes as many statements
		switch {
		case missed != nil:
			return missed
		case err != nil:
			return err
		case x.DecidedBy != "":
			return missing("open proposal", x.ID)
		}
		o = personObjectOf(person)
		o.Kind, o.ID, o.By = "factor", x.ID, account.PersonID(x.ProposedBy)
		return nil
	})
	return o, err
}

// proposeForm asks why somebody's second factors should go.
func (p *pages) proposeForm(w http.ResponseWriter, r *web.Request) error {
	return p.proposing(w, r, nil)
}

func (p *pages) proposing(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	x, err := p.Accounts.Person(r.Context(), personID(r))
	if err != nil {
		return err
	}
	v := p.start(r, wPropose, peopleStep(r, x)...)
	v.refuse(bad)
	v.Lead = wProposeLead.In(r.Lang)
	v.add(formOf(v, form{Action: personPath(x.ID) + "/factor", Button: wProposeDo.In(r.Lang), Inputs: []input{reason(r, wReasonHint, bad)}}))
	return show(w, r, statusOf(bad), v)
}

func (p *pages) propose(w http.ResponseWriter, r *web.Request) error {
	_, err := p.Accounts.ProposeFactorReset(speak(r), r.By(), personID(r), r.PostForm.Get("reason"))
	if bad, ok := refused(err); ok {
		return p.proposing(w, r, bad)
	}
	if err != nil {
		return err
	}
	return to(w, r, FactorsPath, "proposed")
}

func (p *pages) factorTable(r *web.Request) (t *table, err error) {
	l := r.Lang
	t = &table{ID: "factors", Caption: wFactors.In(l), None: wNoFactors.In(l), NoneDo: wNoFactorsDo.In(l),
		Columns: []string{wName.In(l), wReason.In(l), wProposedBy.In(l), wProposedAt.In(l)}}
	err = p.view(r, func(tx *sqldb.Tx) error {
		list, err := p.Accounts.FactorResets(tx)
		if err != nil {
			return err
		}
		var ids []string
		for _, x := range list {
			ids = append(ids, string(x.Person), string(x.ProposedBy))
		}
		names, err := p.names(tx, ids...)
		for _, x := range list {
			t.Rows = append(t.Rows, []cell{link(names[x.Person], FactorsPath+"/"+x.ID), {Text: x.Reason, Pre: true},
				text(names[account.PersonID(x.ProposedBy)]), text(moment(x.ProposedAt, l))})
		}
		return err
	})
	return t, err
}

// factors lists the proposals that wait for a second officer.
func (p *pages) factors(w http.ResponseWriter, r *web.Request) error {
	t, err := p.factorTable(r)
	if err != nil {
		return err
	}
	v := p.start(r, wFactors, peopleStep(r)...)
	v.Lead = wFactorsLead.In(r.Lang)
	t.CSV = FactorsPath + ".csv"
	v.rows(t)
	return show(w, r, http.StatusOK, v)
}

func (p *pages) factorsCSV(w http.ResponseWriter, r *web.Request) error {
	t, err := p.factorTable(r)
	if err != nil {
		return err
	}
	if err := p.record(r, exported(r, "factors", len(t.Rows))); err != nil {
		return err
	}
	return file(w, "factors", t)
}

// factor shows one proposal to the officer who decides.
func (p *pages) factor(w http.ResponseWriter, r *web.Request) error { return p.deciding(w, r, nil) }

func (p *pages) deciding(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	var x account.FactorReset
	var names map[account.PersonID]string
	err := p.view(r, func(tx *sqldb.Tx) (err error) {
		if x, err = p.Accounts.FactorResetByID(tx, r.PathValue("id")); err != nil {
			return err
		}
		names, err = p.names(tx, string(x.Person), string(x.ProposedBy))
		return err
	})
	if err != nil {
		return err
	}
	l, at := r.Lang, FactorsPath+"/"+x.ID
	v := p.titled(r, wFactorOf.In(l)+names[x.Person], ui.Crumb{Label: wFactors.In(l), Href: FactorsPath})
	v.refuse(bad)
	v.Lead = wDecideLead.In(l)
	v.facts(fact{wReason.In(l), cell{Text: x.Reason, Pre: true}}, fact{wProposedBy.In(l), text(names[account.PersonID(x.ProposedBy)])},
		fact{wProposedAt.In(l), text(moment(x.ProposedAt, l))})
	why := reason(r, wReasonHint, bad)
	if says := bad.Says("approve"); says != "" {
		why.Error, v.Errors = says, fault.Fields{{Name: "reason", Says: says}}
	}
	v.add(formOf(v, form{Action: at + "/approve", Button: wApprove.In(l), Inputs: []input{why}}))
	refuse := reason(r, wReasonHint, nil)
	refuse.Name, refuse.Value, refuse.Error = "refusal", r.PostForm.Get("refusal"), bad.Says("refusal")
	v.section("refuse", wRefuse, formOf(v, form{Action: at + "/refuse", Button: wRefuse.In(l), Inputs: []input{refuse}}))
	return show(w, r, statusOf(bad), v)
}

// approve takes the factors away and shows the card of the person.
func (p *pages) approve(w http.ResponseWriter, r *web.Request) error {
	c, err := p.Accounts.ApproveFactorReset(speak(r), r.By(), r.PathValue("id"), r.PostForm.Get("reason"))
	if bad, ok := refused(err); ok {
		return p.deciding(w, r, bad)
	}
	if err != nil {
		return err
	}
	var x account.FactorReset
	if err := p.view(r, func(tx *sqldb.Tx) (err error) { x, err = p.Accounts.FactorResetByID(tx, r.PathValue("id")); return err }); err != nil {
		return err
	}
	return p.card(w, r, c, x.Person)
}

func (p *pages) refuse(w http.ResponseWriter, r *web.Request) error {
	err := p.Accounts.RefuseFactorReset(speak(r), r.By(), r.PathValue("id"), r.PostForm.Get("refusal"))
	if bad, ok := refused(err); ok {
		return p.deciding(w, r, fault.Fields{{Name: "refusal", Says: bad.Says("reason")}})
	}
	if err != nil {
		return err
	}
	return to(w, r, FactorsPath, "refused")
}
