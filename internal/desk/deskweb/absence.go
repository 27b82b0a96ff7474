package deskweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// absences lists who is away from today on, and asks for another absence.
func (p *pages) absences(w http.ResponseWriter, r *web.Request) error {
	v, err := p.drawAbsences(r, nil)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, v)
}

func (p *pages) drawAbsences(r *web.Request, e fault.Fields) (*page, error) {
	l, f := r.Lang, r.PostForm
	var list []desk.Absence
	var some []desk.Post
	err := p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) (err error) {
		if list, err = p.svc.Absences(tx); err != nil {
			return err
		}
		some, err = p.svc.Posts(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	v := start(r, wAbsences.In(l))
	v.Lead = wAbsencesLead.In(l)
	names := map[account.PostID]string{}
	for _, x := range some {
		names[x.ID] = x.Label
	}
	if len(list) == 0 {
		v.add(empty(wNobodyAway.In(l), wNobodyAwayDo.In(l)))
	}
	for _, a := range list {
		v.add(factList(l, []fact{{wAwayPost.In(l), names[a.Post], ""}, {wDeputy.In(l), names[a.Deputy], ""}, {wFrom.In(l), date(a.From, l), ""}, {wUntil.In(l), date(a.Until, l), ""}}),
			formOf(v, form{Action: desk.AbsencesPath + "/" + a.ID + "/end", Button: wEndAbsence.In(l), Second: true}))
	}
	v.section("new", wNewAbsence, formOf(v, form{Action: desk.AbsencesPath, Button: wKeep.In(l), Inputs: []input{
		{Kind: "select", Control: ui.Control{Name: "post", Label: wAwayPost.In(l), Required: true, Value: f.Get("post"), Error: e.Says("post")}, Options: postOptions(some, l)},
		{Kind: "select", Control: ui.Control{Name: "deputy", Label: wDeputy.In(l), Required: true, Value: f.Get("deputy"), Error: e.Says("deputy")}, Options: postOptions(some, l)},
		{Control: ui.Control{Name: "from", Label: wFrom.In(l), Example: wDayEx.In(l), Required: true, Value: f.Get("from"), Size: "m", Error: e.Says("from")}},
		{Control: ui.Control{Name: "until", Label: wUntil.In(l), Example: wDayEx.In(l), Required: true, Value: f.Get("until"), Size: "m", Error: e.Says("until")}}}}))
	return v, nil
}

func (p *pages) beAbsent(w http.ResponseWriter, r *web.Request) error {
	f := r.PostForm
	err := p.svc.BeAbsent(r.Context(), r.By(), desk.Absence{Post: account.PostID(f.Get("post")), Deputy: account.PostID(f.Get("deputy")), From: day(f.Get("from")), Until: day(f.Get("until"))}, says(r.Lang))
	if err != nil {
		return again(w, r, err, func() (*page, error) { return p.drawAbsences(r, bad(err)) })
	}
	return to(w, r, desk.AbsencesPath, "absent")
}

func (p *pages) endAbsence(w http.ResponseWriter, r *web.Request) error {
	aid, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.svc.EndAbsence(r.Context(), r.By(), aid); err != nil {
		return err
	}
	return to(w, r, desk.AbsencesPath, "back")
}
