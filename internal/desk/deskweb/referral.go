package deskweb

import (
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

func (p *pages) theOffer(r *web.Request) (o desk.Offer, err error) {
	oid, err := idOf(r)
	if err != nil {
		return o, err
	}
	return p.svc.Offer(r.Context(), oid)
}

func (p *pages) offerObject(r *web.Request) (policy.Object, error) {
	o, err := p.theOffer(r)
	return o.Object(), err
}

// offers lists the referrals, those that nobody has answered first.
func (p *pages) offers(w http.ResponseWriter, r *web.Request) error {
	l := r.Lang
	list, err := p.svc.Offers(r.Context(), r.Scope())
	if err != nil {
		return err
	}
	v := start(r, wReferrals.In(l))
	v.Lead = wReferralsLead.In(l)
	if len(list) == 0 {
		v.add(empty(wNoReferrals.In(l), wNoReferralsDo.In(l)))
		return show(w, r, http.StatusOK, v)
	}
	t := &table{ID: "referrals", Caption: wReferralsCap.In(l), Columns: columns(l, wReason, wReferTo, wOfferedOn, wState, wAnswer)}
	for i := range list {
		o := &list[i]
		t.Rows = append(t.Rows, []cell{{cut(o.Reason, 40), o.Path()}, {o.To.Label().In(string(l)), ""}, {date(term.Of(o.CreatedAt), l), ""}, {offerWords[o.State].In(l), ""}, {cut(o.Answer, 40), ""}})
	}
	v.add(tableOf(l, t))
	return show(w, r, http.StatusOK, v)
}

func (p *pages) showOffer(w http.ResponseWriter, r *web.Request) error {
	v, err := p.drawOffer(r)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, v)
}

func (p *pages) drawOffer(r *web.Request) (*page, error) {
	l := r.Lang
	o, err := p.theOffer(r)
	if err != nil {
		return nil, err
	}
	postName := func(id account.PostID) (name string, err error) {
		if id == "" {
			return "", nil
		}
		err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
			post, err := p.svc.People.PostTx(tx, id)
			name = post.Unit + " " + post.Title
			return err
		})
		return name, err
	}
	from, err := postName(o.From)
	if err != nil {
		return nil, err
	}
	by, err := postName(o.AnsweredBy)
	if err != nil {
		return nil, err
	}
	v := start(r, wReferral.In(l), ui.Crumb{Label: wReferrals.In(l), Href: desk.ReferralsPath})
	tone := ui.Info
	switch o.State {
	case desk.Accepted:
		tone = ui.Good
	case desk.Declined:
		tone = ui.Warn
	}
	v.add(notice(l, tone, offerWords[o.State].In(l), o.Answer))
	facts := []fact{{wReferTo.In(l), o.To.Label().In(string(l)), ""}, {wReferFrom.In(l), from, ""}, {wReason.In(l), o.Reason, ""}, {wOfferedOn.In(l), date(term.Of(o.CreatedAt), l), ""}}
	if !o.AnsweredAt.IsZero() {
		facts = append(facts, fact{wAnsweredOn.In(l), date(term.Of(o.AnsweredAt), l), ""}, fact{wAnsweredBy.In(l), by, ""})
	}
	c, err := p.svc.Case(r.Context(), o.Ref)
	if err != nil {
		return nil, err
	}
	what := fact{wCase.In(l), c.Title, ""}
	if c.Title == "" {
		what.Text = refWords[o.Ref.Kind].In(l) + " " + o.Ref.ID
	}
	switch {
	case !knows(r, &c):
		if !r.May(policy.ReferralAnswer, o.Object()) {
			what.Text = refWords[o.Ref.Kind].In(l) + " " + o.Ref.ID
		}
	case o.Ref.Kind == desk.OfConsultation && r.May(policy.ConsultationView, c.Object), o.Ref.Kind != desk.OfConsultation && r.May(policy.DeskView, policy.Object{}):
		what.Href = o.Ref.Path()
	case c.Listing != "":
		what.Href = "/bank/" + c.Listing
	}
	v.add(factList(l, append(facts, what)))
	if o.State != desk.Offered {
		return v, nil
	}
	if r.May(policy.ReferralAnswer, o.Object()) {
		f := r.PostForm
		v.section("answer", wAnswer, formOf(v, form{Action: o.Path() + "/answer", Button: wAnswerDo.In(l), Inputs: []input{hidden("version", number(o.Version)),
			{Kind: "radios", Control: ui.Control{Name: "accept", Label: wAnswerHow.In(l), Required: true, Value: f.Get("accept"), Error: v.Errors.Says("accept")},
				Options: []ui.Option{{Value: "yes", Label: wAccept.In(l)}, {Value: "no", Label: wDecline.In(l)}}},
			{Kind: "area", Control: ui.Control{Name: "answer", Label: wAnswer.In(l), Hint: wAnswerHint.In(l), Required: true, Value: f.Get("answer"), Rows: 3, MaxLength: desk.MaxReason}}}}))
	}
	if r.May(policy.ReferralCreate, policy.Object{}) {
		v.section("withdraw", wTakeBack, formOf(v, form{Action: o.Path() + "/withdraw", Button: wTakeBackDo.In(l), Second: true, Inputs: []input{hidden("version", number(o.Version))}}))
	}
	return v, nil
}

func (p *pages) answer(w http.ResponseWriter, r *web.Request) error {
	o, err := p.theOffer(r)
	if err != nil {
		return err
	}
	f := r.PostForm
	accept := f.Get("accept") == "yes"
	if !accept && f.Get("accept") != "no" {
		err = fault.Fields{{Name: "accept", Says: says(r.Lang).Choice}}
	} else {
		err = p.svc.AnswerReferral(r.Context(), r.By(), o.ID, version(r), accept, f.Get("answer"), says(r.Lang))
	}
	if err != nil {
		return again(w, r, err, func() (*page, error) { return p.drawOffer(r) })
	}
	return to(w, r, o.Path(), "answered")
}

func (p *pages) takeBack(w http.ResponseWriter, r *web.Request) error {
	o, err := p.theOffer(r)
	if err != nil {
		return err
	}
	if err := p.svc.WithdrawReferral(r.Context(), r.By(), o.ID, version(r)); err != nil {
		return again(w, r, err, func() (*page, error) { return p.drawOffer(r) })
	}
	return to(w, r, o.Path(), "withdrawn")
}
