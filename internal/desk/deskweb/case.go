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

func refOf(r *web.Request) (desk.Ref, error) {
	ref, ok := desk.ParseRef(r.PathValue("ref"))
	if !ok || ref.Kind == desk.OfConsultation {
		return ref, fault.NotFound
	}
	return ref, nil
}

// caseObject is the case of the address: whether it is there, for who may read its listing. What its
// parties wrote is not shown.
func (p *pages) caseObject(r *web.Request) (policy.Object, error) {
	ref, err := refOf(r)
	if err != nil {
		return policy.Object{}, err
	}
	c, err := p.svc.Case(r.Context(), ref)
	if err == nil && !knows(r, &c) {
		err = fault.NotFound
	}
	return policy.Object{Kind: "case", ID: ref.String()}, err
}

// showCase says who waits in a case and who looks after it, and offers what can be done.
func (p *pages) showCase(w http.ResponseWriter, r *web.Request) error {
	v, err := p.drawCase(r)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusOK, v)
}

func (p *pages) drawCase(r *web.Request) (*page, error) {
	l := r.Lang
	ref, err := refOf(r)
	if err != nil {
		return nil, err
	}
	c, err := p.svc.Case(r.Context(), ref)
	if err != nil {
		return nil, err
	}
	v := start(r, c.Title)
	if c.Title == "" {
		v = start(r, wUntitled.In(l))
	}
	facts := []fact{{wWhat.In(l), refWords[ref.Kind].In(l), ""}, {wParties.In(l), parties(&c), ""}, {wPlace.In(l), cityLabel(c.City, l), ""}, {wBegan.In(l), date(c.Since, l), ""}}
	if x := c.Waits; x != nil {
		facts = append(facts, fact{wWaitsFor.In(l), fullName(&c, waitsFor(x, l)), ""}, fact{wSince.In(l), date(x.Since, l), ""}, fact{wPromised.In(l), date(x.PromisedBy, l), ""},
			fact{wNext.In(l), nextOf(x, l), ""})
		if x.BeyondDays > 0 {
			facts = append(facts, fact{wBeyondDays.In(l), number(int64(x.BeyondDays)) + wDays.In(l), ""})
		}
	}
	owner := c.Owner
	if owner == "" {
		owner = wCentre.In(l)
	}
	if c.Deputy {
		owner = wDeputyMark.In(l) + owner
	}
	v.add(factList(l, append(facts, fact{wOwner.In(l), owner, ""})))
	var links []ui.Link
	if r.May(c.Action, c.Object) {
		links = append(links, ui.Link{Href: c.Open, Label: wOpenCase.In(l)})
	}
	if c.Listing != "" {
		links = append(links, ui.Link{Href: "/bank/" + c.Listing, Label: wListing.In(l)})
		if r.May(policy.MatchView, policy.Object{City: c.City}) {
			links = append(links, ui.Link{Href: "/desk/candidates/" + c.Listing, Label: wCandidates.In(l)})
		}
	}
	if len(books(r, policy.ConsultationCreate)) > 0 {
		links = append(links, ui.Link{Href: desk.ConsultationsPath + "/new?ref=" + ref.String(), Label: wLogCall.In(l)})
	}
	v.add(doors(links))
	if ref.Kind == desk.OfInquiry && !c.Closed && !r.May(c.Action, c.Object) {
		v.add(notice(l, ui.Info, wUnread.In(l), wUnreadText.In(l)))
		if r.May(policy.InquiryMediate, c.Object) {
			v.add(formOf(v, form{Action: "/my/inquiries/" + ref.ID + "/mediate", Button: wMediateDo.In(l), Second: true, Inputs: []input{hidden("version", number(c.Version))}}))
		}
	}
	if err := p.caseNotes(r, v, ref); err != nil {
		return nil, err
	}
	if c.Closed {
		return v, nil
	}
	return v, p.caseForms(r, v, &c)
}

// fullName is the name of the party that the queue shows short.
func fullName(c *desk.Case, short string) string {
	for _, name := range []string{c.Giver, c.Asker} {
		if name != "" && desk.Short(name) == short {
			return name
		}
	}
	return short
}

func parties(c *desk.Case) string {
	switch {
	case c.Giver == "":
		return c.Asker
	case c.Asker == "":
		return c.Giver
	}
	return c.Giver + " ／ " + c.Asker
}

// caseNotes lists the consultations about the case that the reader may see.
func (p *pages) caseNotes(r *web.Request, v *page, ref desk.Ref) error {
	list, _, err := p.svc.Notes(r.Context(), desk.NoteFilter{Books: books(r, policy.ConsultationView), Ref: ref})
	if err != nil || len(list) == 0 {
		return err
	}
	v.section("notes", wNotes, tableOf(r.Lang, noteTable(r.Lang, list)))
	return nil
}

// caseForms are the forms that give the case to a post or to another body.
func (p *pages) caseForms(r *web.Request, v *page, c *desk.Case) error {
	l, f, path := r.Lang, r.PostForm, c.Ref.Path()
	if r.May(policy.DeskAssign, policy.Object{}) {
		var list []desk.Post
		err := p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) (err error) {
			list, err = p.svc.Posts(tx)
			return err
		})
		if err != nil {
			return err
		}
		value := f.Get("post")
		if value == "" {
			value = string(c.Post)
		}
		v.section("assign", wAssign, formOf(v, form{Action: path + "/assign", Button: wAssignDo.In(l), Second: true, Inputs: []input{
			{Kind: "select", Control: ui.Control{Name: "post", Label: wOwner.In(l), Required: true, Value: value, Error: v.Errors.Says("post")}, Options: postOptions(list, l)}}}))
	}
	if r.May(policy.ReferralCreate, policy.Object{}) {
		var targets []ui.Option
		for _, t := range desk.Targets(term.Of(r.Now)) {
			targets = append(targets, ui.Option{Value: t.Scope + ":" + t.ID, Label: t.Label().In(string(l))})
		}
		v.section("refer", wRefer, paragraph(wReferText.In(l)), formOf(v, form{Action: path + "/refer", Button: wReferDo.In(l), Second: true, Inputs: []input{
			{Kind: "select", Control: ui.Control{Name: "to", Label: wReferTo.In(l), Required: true, Value: f.Get("to"), Error: v.Errors.Says("to")}, Options: targets},
			{Kind: "area", Control: ui.Control{Name: "reason", Label: wReason.In(l), Hint: wReferHint.In(l), Required: true, Value: f.Get("reason"), Rows: 3, MaxLength: desk.MaxReason, Error: v.Errors.Says("reason")}}}}))
	}
	return nil
}

func postOptions(list []desk.Post, l web.Lang) (o []ui.Option) {
	for _, x := range list {
		label := x.Label
		if x.Absent {
			label += wAbsentMark.In(l)
		}
		o = append(o, ui.Option{Value: string(x.ID), Label: label, Lang: langOf(label, l)})
	}
	return o
}

func (p *pages) assign(w http.ResponseWriter, r *web.Request) error {
	ref, err := refOf(r)
	if err != nil {
		return err
	}
	if err := p.svc.Assign(r.Context(), r.By(), ref, account.PostID(r.PostForm.Get("post")), says(r.Lang)); err != nil {
		return p.caseAgain(w, r, err)
	}
	return to(w, r, ref.Path(), "assigned")
}

func (p *pages) refer(w http.ResponseWriter, r *web.Request) error {
	ref, err := refOf(r)
	if err != nil {
		return err
	}
	target, _ := desk.ParseTarget(r.PostForm.Get("to"), term.Of(r.Now))
	oid, err := p.svc.Refer(r.Context(), r.By(), ref, target, r.PostForm.Get("reason"), says(r.Lang))
	if err != nil {
		return p.caseAgain(w, r, err)
	}
	return to(w, r, desk.ReferralsPath+"/"+oid, "referred")
}

func (p *pages) caseAgain(w http.ResponseWriter, r *web.Request, err error) error {
	return again(w, r, err, func() (*page, error) { return p.drawCase(r) })
}
