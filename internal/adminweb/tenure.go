package adminweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
)

// tenure finds the tenure of the post that the address names, as long as it has not ended.
func (p *pages) tenure(r *web.Request) (m account.Member, err error) {
	err = p.view(r, func(tx *sqldb.Tx) error {
		list, err := p.Accounts.HoldersOf(tx, postID(r))
		if err != nil {
			return err
		}
		for _, x := range list {
			if x.Tenure.ID == r.PathValue("tenure") {
				m = x
				return nil
			}
		}
		return missing("tenure", r.PathValue("tenure"))
	})
	return m, err
}

func (p *pages) tenureObject(r *web.Request) (policy.Object, error) {
	m, err := p.tenure(r)
	return postObjectOf(m.Post), err
}

// endTenureForm asks for the last day and the reason.
func (p *pages) endTenureForm(w http.ResponseWriter, r *web.Request) error {
	return p.endingTenure(w, r, nil)
}

func (p *pages) endingTenure(w http.ResponseWriter, r *web.Request, bad fault.Fields) error {
	m, err := p.tenure(r)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.start(r, wEndTenure, postStep(r, m.Post)...)
	v.refuse(bad)
	v.Lead = wEndTenureLead.In(l)
	v.facts(fact{wName.In(l), text(m.Person.Name)}, fact{wPost.In(l), text(postName(m.Post))}, fact{wPeriod.In(l), text(period(m.From, m.Until, l))})
	v.add(formOf(v, form{Action: postPath(m.Post.ID) + "/tenures/" + m.Tenure.ID, Button: wEndTenure.In(l), Inputs: []input{
		dateField("last", wLastDay, wLastNowHint, l, typed(r, "last"), bad), reason(r, wReasonHint, bad)}}))
	return show(w, r, statusOf(bad), v)
}

func (p *pages) endTenure(w http.ResponseWriter, r *web.Request) error {
	var bad fault.Fields
	last := dateOf(r, "last", &bad)
	why := typed(r, "reason")
	if why == "" {
		bad = append(bad, fault.Field{Name: "reason", Says: wNoReason.In(r.Lang)})
	}
	if len(bad) > 0 {
		return p.endingTenure(w, r, bad)
	}
	if err := p.Accounts.EndTenure(speak(r), r.By(), r.PathValue("tenure"), last, why); err != nil {
		return err
	}
	return to(w, r, postPath(postID(r)), "tenure")
}
