package collaborationweb

import (
	"net/http"
	"slices"
	"strconv"

	"kyodo/internal/codes"
	"kyodo/internal/collaboration"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// forms are what the reader can do next: first the step that is theirs.
func (p *pages) forms(r *web.Request, x *whole, e fault.Fields) (parts []part) {
	c := &x.Collaboration
	if c.Outcome != collaboration.Open {
		return nil
	}
	add := func(pt part, ok bool) {
		if ok {
			pt.Screen = true
			parts = append(parts, pt)
		}
	}
	add(x.handOverForm(r, e), c.Stage == collaboration.Agreed && x.side != collaboration.Receiver && r.May(policy.CollaborationHandOver, c.SideObject(collaboration.Giver)))
	add(x.reportForm(r, e), c.Stage == collaboration.UnderWay && x.side != collaboration.Giver && r.May(policy.CollaborationReport, c.SideObject(collaboration.Receiver)))
	add(x.feedbackForm(r, e), x.reviewing() && len(x.sides) > 0 && !x.wrote(x.side) && r.May(policy.CollaborationFeedback, c.Object()))
	return parts
}

// ending is the form that calls the agreement off, at the end of the page.
func (p *pages) ending(r *web.Request, x *whole, e fault.Fields) []part {
	c := &x.Collaboration
	if c.Outcome != collaboration.Open || x.reviewing() || !r.May(policy.CollaborationEnd, c.Object()) {
		return nil
	}
	pt := x.endForm(r, e)
	pt.Screen = true
	return []part{pt}
}

// hidden are the fields that every form of the page carries: the version, and the side of somebody who
// stands on both.
func (x *whole) hidden() [][2]string {
	h := [][2]string{{"version", strconv.FormatInt(x.Collaboration.Version, 10)}}
	if len(x.sides) == 2 {
		h = append(h, [2]string{"as", string(x.side)})
	}
	return h
}

// inUnit is the unit of a quantity after its label; units are typed, in Japanese.
func inUnit(c *collaboration.Collaboration, lang web.Lang) string {
	if lang == web.EN || c.Unit == "" {
		return ""
	}
	return wOpen.In(lang) + c.Unit + wClose.In(lang)
}

// typed is what was typed into a field, or what stands in it at first.
func typed(r *web.Request, name, first string) string {
	if r.PostForm.Has(name) {
		return r.PostForm.Get(name)
	}
	return first
}

func (x *whole) handOverForm(r *web.Request, e fault.Fields) part {
	c, lang := &x.Collaboration, x.lang
	f := form{Action: c.Path() + "/hand-over", Button: wHandOverDo.In(lang), Hidden: x.hidden()}
	f.Inputs = append(f.Inputs, input{Control: ui.Control{Name: "on", Label: wHandedOn.In(lang), Hint: wHandedOnHint.In(lang), Example: wDayExample.In(lang), Required: true, Size: "m",
		Value: typed(r, "on", x.today.String()), Error: e.Says("on")}})
	if c.Quantity > 0 {
		f.Inputs = append(f.Inputs, input{Control: ui.Control{Name: "quantity", Label: wHandedQuantity.In(lang) + inUnit(c, lang), Required: true, Size: "s", InputMode: "numeric",
			Value: typed(r, "quantity", strconv.FormatInt(c.Quantity, 10)), Error: e.Says("quantity")}})
	}
	return part{ID: "hand-over", Title: wHandOver.In(lang), Text: []string{wHandOverText.In(lang)}, Forms: []form{f}}
}

func (p *pages) handOver(w http.ResponseWriter, r *web.Request) error {
	c, err := p.collaboration(r)
	if err != nil {
		return err
	}
	words := says(r.Lang)
	on, dayOK := day(r.PostForm.Get("on"))
	n, countOK := count(r.PostForm.Get("quantity"))
	switch {
	case !dayOK:
		err = fault.Fields{{Name: "on", Says: words.Day}}
	case !countOK:
		err = fault.Fields{{Name: "quantity", Says: words.Quantity}}
	default:
		err = p.svc.HandOver(r.Context(), by(r, &c, c.Giver), c.ID, version(r), on, n, words)
	}
	return p.done(w, r, &c, "handed", "on", err)
}

func (x *whole) reportForm(r *web.Request, e fault.Fields) part {
	c, lang := &x.Collaboration, x.lang
	f := form{Action: c.Path() + "/report", Button: wReportDo.In(lang), Hidden: x.hidden(), Inputs: []input{
		{Kind: "area", Control: ui.Control{Name: "body", Label: wReportBody.In(lang), Hint: wReportHint.In(lang), Required: true, MaxLength: collaboration.MaxBody, Rows: 5, Value: typed(r, "body", ""), Error: e.Says("body")}},
		{Control: ui.Control{Name: "people", Label: wPeople.In(lang), Hint: wPeopleHint.In(lang), Size: "s", InputMode: "numeric", Value: typed(r, "people", ""), Error: e.Says("people")}},
		{Control: ui.Control{Name: "value", Label: wValue.In(lang), Hint: wValueHint.In(lang), Size: "m", InputMode: "numeric", Value: typed(r, "value", ""), Error: e.Says("value")}},
		{Kind: "boxes", Control: ui.Control{Name: "photo", Label: wPhoto.In(lang), Value: typed(r, "photo", "")}, Options: []ui.Option{{Value: "yes", Label: wPhotoBox.In(lang)}}}}}
	return part{ID: "report", Title: wReport.In(lang), Text: []string{wReportText.In(lang)}, Forms: []form{f}}
}

func (p *pages) report(w http.ResponseWriter, r *web.Request) error {
	c, err := p.collaboration(r)
	if err != nil {
		return err
	}
	words := says(r.Lang)
	var f fault.Fields
	number := func(name string) int64 {
		n, ok := count(r.PostForm.Get(name))
		if !ok {
			f = append(f, fault.Field{Name: name, Says: words.Quantity})
		}
		return n
	}
	side := sideOf(r, &c)
	rep := collaboration.Report{Body: r.PostForm.Get("body"), People: number("people"), Value: number("value"), PhotoAllowed: r.PostForm.Get("photo") == "yes", By: side}
	err = error(f)
	if f == nil {
		err = p.svc.Report(r.Context(), by(r, &c, c.Receiver), c.ID, version(r), rep, words)
	}
	return p.done(w, r, &c, "reported", "body", err)
}

func (x *whole) feedbackForm(r *web.Request, e fault.Fields) part {
	c, lang := &x.Collaboration, x.lang
	scores := func(name string, label, hint ui.Word) input {
		in := input{Kind: "radios", Control: ui.Control{Name: name, Label: label.In(lang), Hint: hint.In(lang), Required: true, Value: typed(r, name, ""), Error: e.Says(name)}}
		for n := len(scoreWords); n > 0; n-- {
			in.Options = append(in.Options, ui.Option{Value: strconv.Itoa(n), Label: score(n, lang)})
		}
		return in
	}
	promised := c.MeritReceiver
	if x.side == collaboration.Giver {
		promised = c.MeritGiver
	}
	pt := part{ID: "feedback", Title: wFeedback.In(lang), Text: []string{wFeedbackText.In(lang)}}
	hint := ui.Word{}
	if promised != "" {
		pt.Facts, hint = []fact{{Term: wPromised.In(lang), Value: promised, JA: true}}, wMeritScoreHint
	}
	f := form{Action: c.Path() + "/feedback", Button: wFeedbackDo.In(lang), Hidden: x.hidden(), Inputs: []input{scores("merit", wMeritScore, hint), scores("relation", wRelationScore, wRelationScoreHint),
		{Kind: "radios", Control: ui.Control{Name: "again", Label: wAgain.In(lang), Required: true, Value: typed(r, "again", ""), Error: e.Says("again")},
			Options: []ui.Option{{Value: "yes", Label: wYes.In(lang)}, {Value: "no", Label: wNo.In(lang)}}},
		{Kind: "area", Control: ui.Control{Name: "comment", Label: wComment.In(lang), Hint: wCommentHint.In(lang), MaxLength: collaboration.MaxComment, Rows: 4, Value: typed(r, "comment", ""), Error: e.Says("comment")}}}}
	pt.Forms = []form{f}
	return pt
}

func (p *pages) feedback(w http.ResponseWriter, r *web.Request) error {
	c, err := p.collaboration(r)
	if err != nil {
		return err
	}
	again := r.PostForm.Get("again")
	number := func(name string) int {
		n, err := strconv.Atoi(r.PostForm.Get(name))
		if err != nil {
			return 0 // the service asks for a number from 1 to 5
		}
		return n
	}
	f := collaboration.Feedback{Side: sideOf(r, &c), Merit: number("merit"), Relation: number("relation"), Again: again == "yes", Comment: r.PostForm.Get("comment")}
	if slices.Contains([]string{"yes", "no"}, again) {
		err = p.svc.Review(r.Context(), r.By(), c.ID, version(r), f, says(r.Lang))
	} else {
		err = fault.Fields{{Name: "again", Says: wAgainMissing.In(r.Lang)}}
	}
	return p.done(w, r, &c, "reviewed", "merit", err)
}

// endForm calls the agreement off, with a reason that the other side reads.
func (x *whole) endForm(r *web.Request, e fault.Fields) part {
	c, lang := &x.Collaboration, x.lang
	reasons := input{Kind: "select", Control: ui.Control{Name: "code", Label: wReason.In(lang), Required: true, Value: typed(r, "code", ""), Error: e.Says("code"), Size: "l"}}
	for _, v := range codes.Exits() {
		reasons.Options = append(reasons.Options, ui.Option{Value: string(v), Label: v.Label().In(string(lang))})
	}
	words := input{Kind: "area", Control: ui.Control{Name: "note", Label: wEndNote.In(lang), Hint: wEndNoteHint.In(lang), MaxLength: collaboration.MaxComment, Rows: 3, Value: typed(r, "note", ""), Error: e.Says("note")}}
	return part{ID: "end", Title: wEnd.In(lang), Text: []string{wEndText.In(lang)},
		Forms: []form{{Action: c.Path() + "/end", Button: wEndDo.In(lang), Second: true, Hidden: x.hidden(), Inputs: []input{reasons, words}}}}
}

func (p *pages) end(w http.ResponseWriter, r *web.Request) error {
	c, err := p.collaboration(r)
	if err != nil {
		return err
	}
	org := c.Receiver
	if sideOf(r, &c) == collaboration.Giver {
		org = c.Giver
	}
	err = p.svc.End(r.Context(), by(r, &c, org), c.ID, version(r), codes.Exit(r.PostForm.Get("code")), r.PostForm.Get("note"), says(r.Lang))
	return p.done(w, r, &c, "ended", "code", err)
}
