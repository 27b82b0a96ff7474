package collaborationweb

import (
	"net/http"
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// whole is a collaboration with what its page shows.
type whole struct {
	collaboration.Whole
	side   collaboration.Side // for which the reader speaks
	sides  []collaboration.Side
	names  map[register.ID]string
	people map[account.PersonID]string
	lang   web.Lang
	today  term.Date
}

func (p *pages) load(r *web.Request) (x *whole, err error) {
	c, err := p.collaboration(r)
	if err != nil {
		return nil, err
	}
	x = &whole{lang: r.Lang, today: term.Of(r.Now)}
	if x.Whole, err = p.svc.Whole(r.Context(), c.ID); err != nil {
		return nil, err
	}
	x.side, x.sides = sideOf(r, &x.Collaboration), sides(r, &x.Collaboration)
	if x.names, err = p.names(r, x.Collaboration.Giver, x.Collaboration.Receiver); err != nil {
		return nil, err
	}
	var actors []account.PersonID
	for _, e := range x.Events {
		if audit.Actor(e.Actor) != audit.System {
			actors = append(actors, account.PersonID(e.Actor))
		}
	}
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		x.people, err = p.svc.People.Names(tx, actors)
		return err
	})
	return x, err
}

// org is the organization on a side.
func (x *whole) org(s collaboration.Side) register.ID {
	if s == collaboration.Giver {
		return x.Collaboration.Giver
	}
	return x.Collaboration.Receiver
}

// name is what a side is called.
func (x *whole) name(s collaboration.Side) string {
	if s == collaboration.Center {
		return wCenter.In(x.lang)
	}
	return x.names[x.org(s)]
}

// wrote says whether a side has given its feedback.
func (x *whole) wrote(s collaboration.Side) bool {
	return slices.ContainsFunc(x.Feedback, func(f collaboration.Feedback) bool { return f.Side == s })
}

// bothWrote says whether each side may read what the other wrote: once both have, or once the
// collaboration is closed and nobody can write any more.
func (x *whole) bothWrote() bool {
	return len(x.Feedback) == 2 || x.Collaboration.Outcome != collaboration.Open
}

// owes are the sides that owe the next step; of the feedback, those that have not written.
func (x *whole) owes() (list []collaboration.Side) {
	for _, s := range x.Collaboration.Owes() {
		if !x.reviewing() || !x.wrote(s) {
			list = append(list, s)
		}
	}
	return list
}

func (x *whole) reviewing() bool {
	return x.Collaboration.Stage == collaboration.Reported || x.Collaboration.Stage == collaboration.Reviewed
}

func (p *pages) show(w http.ResponseWriter, r *web.Request) error {
	x, err := p.load(r)
	if err != nil {
		return err
	}
	v := p.drawn(r, x, nil)
	if d, ok := doneWords[r.URL.Query().Get("done")]; ok {
		v.Said = &notice{Tone: ui.Good, Title: d[0].In(r.Lang), Text: d[1].In(r.Lang)}
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// drawn is the page of a collaboration, with what is wrong with a form of it.
func (p *pages) drawn(r *web.Request, x *whole, f fault.Fields) *view {
	c, lang := &x.Collaboration, x.lang
	crumbs := []ui.Crumb{{Label: wMy.In(lang), Href: myPath}, {Label: wMine.In(lang), Href: MyPath}}
	if len(x.sides) == 0 {
		crumbs = []ui.Crumb{{Label: wDesk.In(lang), Href: deskPath}}
	}
	v := p.view(r, wTitle.In(lang), crumbs...)
	v.Name = c.Title
	v.Parts = append(v.Parts, part{Notice: x.state()})
	if len(x.sides) == 2 {
		v.Parts = append(v.Parts, x.whichSide())
	}
	v.Parts = append(v.Parts, part{ID: "way", Title: wWay.In(lang), Steps: x.steps()})
	v.Parts = append(v.Parts, p.forms(r, x, f)...)
	v.Parts = append(v.Parts, x.merits())
	if x.Report != nil {
		v.Parts = append(v.Parts, x.reported())
	}
	if x.reviewing() || len(x.Feedback) > 0 {
		v.Parts = append(v.Parts, x.reviews()...)
	}
	v.Parts = append(v.Parts, x.history())
	v.Parts = append(v.Parts, p.ending(r, x, f)...)
	v.Beside = []part{x.terms()}
	return v
}

// state says how far it is and who owes the next step.
func (x *whole) state() *notice {
	c, lang := &x.Collaboration, x.lang
	switch c.Outcome {
	case collaboration.Done:
		return &notice{Tone: ui.Good, Title: wDone.In(lang), Text: wDoneText.In(lang)}
	case collaboration.Ended:
		n := &notice{Tone: ui.Plain, Title: wEnded.In(lang), Text: wReason.In(lang) + wColon.In(lang) + c.Code.Label().In(string(lang))}
		return n
	}
	n := &notice{Tone: ui.Info, Title: stageWords[c.Stage].now.In(lang), Text: x.turn()}
	if c.Stage == collaboration.Agreed && c.Due.Before(x.today) {
		n.Tone, n.Text = ui.Warn, n.Text+wOverdue.In(lang)
	}
	return n
}

// turn says whose turn it is.
func (x *whole) turn() string {
	list, lang := x.owes(), x.lang
	switch {
	case slices.Contains(list, x.side):
		return wYourTurn.In(lang) + stageWords[x.Collaboration.Stage].yours.In(lang) + x.due()
	case len(list) == 0:
		return ""
	}
	parties := ""
	for i, s := range list {
		if i > 0 {
			parties += wAnd.In(lang)
		}
		parties += partyWords[s].In(lang)
	}
	return parties + wTheirTurn.In(lang) + x.due()
}

// due is the promised day of the hand-over.
func (x *whole) due() string {
	if x.Collaboration.Stage != collaboration.Agreed {
		return ""
	}
	return wBy.In(x.lang) + date(x.Collaboration.Due, x.lang)
}

// steps are the stages: done, now, next.
func (x *whole) steps() (list []step) {
	c, lang := &x.Collaboration, x.lang
	now := slices.Index(stages, c.Stage) + 1
	if c.Stage == collaboration.Reviewed {
		now = len(stages) - 1
	}
	for i, s := range stages {
		w := stageWords[s]
		st := step{Title: w.name.In(lang), Tone: ui.Plain, State: wNext.In(lang)}
		switch {
		case i < now || c.Outcome == collaboration.Done:
			st.Tone, st.State, st.Text = ui.Good, wStepDone.In(lang), x.when(s)
		case c.Outcome == collaboration.Ended:
			st.State = wStepNot.In(lang)
		case i == now:
			st.Tone, st.State, st.Text = ui.Info, wNow.In(lang), x.due()
		}
		list = append(list, st)
	}
	return list
}

// when says when a stage was done.
func (x *whole) when(s collaboration.Stage) string {
	c, lang := &x.Collaboration, x.lang
	switch s {
	case collaboration.Agreed:
		return moment(c.AgreedAt, lang)
	case collaboration.UnderWay:
		return date(c.HandedOn, lang)
	case collaboration.Reported:
		return moment(c.ReportedAt, lang)
	}
	return moment(c.ClosedAt, lang)
}

// whichSide lets somebody who belongs to both organizations choose for which they write.
func (x *whole) whichSide() part {
	other := collaboration.Giver
	if x.side == collaboration.Giver {
		other = collaboration.Receiver
	}
	return part{Text: []string{wBothSides.In(x.lang) + partyWords[x.side].In(x.lang)}, Links: []ui.Link{{Href: "?as=" + string(other), Label: wSwitchSide.In(x.lang) + partyWords[other].In(x.lang)}}}
}

// terms are what both agreed to.
func (x *whole) terms() part {
	c, lang := &x.Collaboration, x.lang
	pt := part{ID: "terms", Title: wTerms.In(lang)}
	add := func(name ui.Word, value string, written bool) {
		if value != "" {
			pt.Facts = append(pt.Facts, fact{Term: name.In(lang), Value: value, JA: written})
		}
	}
	for _, s := range []collaboration.Side{collaboration.Giver, collaboration.Receiver} {
		label := wGiver
		if s == collaboration.Receiver {
			label = wReceiver
		}
		pt.Facts = append(pt.Facts, fact{Term: label.In(lang), Value: x.name(s), JA: true, Href: orgPath + string(x.org(s))})
	}
	add(wKind, c.Kind.Label().In(string(lang)), false)
	if c.Quantity > 0 {
		add(wQuantity, number(c.Quantity)+c.Unit, true)
	}
	add(wDue, date(c.Due, lang), false)
	add(wHow, handOver(c.Terms.How, lang), false)
	add(wWhere, c.Terms.Where, true)
	add(wNote, c.Terms.Note, true)
	if !c.HandedOn.IsZero() {
		add(wHandedOn, date(c.HandedOn, lang), false)
		if c.HandedQuantity > 0 {
			add(wHandedQuantity, number(c.HandedQuantity)+c.Unit, true)
		}
	}
	if c.Outcome == collaboration.Ended {
		add(wEndNote, c.Note, true)
	}
	thread := inquiriesPath
	if len(x.sides) == 0 {
		thread = deskInquiries
	}
	pt.Links = []ui.Link{{Href: thread + "/" + c.Inquiry, Label: wThread.In(lang)}, {Href: bankPath + c.Listing, Label: wListing.In(lang)}, {Href: c.Path() + "/record", Label: wPaper.In(lang)}}
	return pt
}

func handOver(value string, lang web.Lang) string {
	i := slices.IndexFunc(bank.HandOvers, func(c bank.Choice) bool { return c.Value == value })
	if i < 0 {
		return ""
	}
	return bank.HandOvers[i].Label.In(string(lang))
}

// merits are what each side has of it (メリット台帳): what was promised, and, once both wrote, how far it
// came true as who got it says.
func (x *whole) merits() part {
	c, lang := &x.Collaboration, x.lang
	pt := part{ID: "merit", Title: wLedger.In(lang), Text: []string{wLedgerText.In(lang)}}
	for _, s := range []collaboration.Side{collaboration.Giver, collaboration.Receiver} {
		promised := c.MeritGiver
		if s == collaboration.Receiver {
			promised = c.MeritReceiver
		}
		pt.Facts = append(pt.Facts, fact{Term: partyWords[s].In(lang) + wHasOfIt.In(lang), Value: promised, JA: true})
		for _, f := range x.Feedback {
			if f.Side == s && x.reads(f.Side) {
				pt.Facts = append(pt.Facts, fact{Term: partyWords[s].In(lang) + wCameTrue.In(lang), Value: score(f.Merit, lang)})
			}
		}
	}
	return pt
}

// reads says whether the reader may read a side's feedback: one's own, and the other's once both wrote.
// Who speaks for neither side waits like them.
func (x *whole) reads(s collaboration.Side) bool { return x.bothWrote() || slices.Contains(x.sides, s) }

// score is a number from 1 to 5 in words.
func score(n int, lang web.Lang) string {
	if n < 1 || n > len(scoreWords) {
		return ""
	}
	return number(int64(n)) + wColon.In(lang) + scoreWords[n-1].In(lang)
}

// reported is what became of it.
func (x *whole) reported() part {
	c, rep, lang := &x.Collaboration, x.Report, x.lang
	pt := part{ID: "reported", Title: wReported.In(lang)}
	pt.Facts = append(pt.Facts, fact{Term: wReportBody.In(lang), Value: rep.Body, JA: true})
	if rep.People > 0 {
		pt.Facts = append(pt.Facts, fact{Term: wPeople.In(lang), Value: number(rep.People) + wPersons.In(lang)})
	}
	if rep.Value > 0 {
		pt.Facts = append(pt.Facts, fact{Term: wValue.In(lang), Value: number(rep.Value) + wYen.In(lang)})
	}
	photo := wPhotoNo
	if rep.PhotoAllowed {
		photo = wPhotoYes
	}
	pt.Facts = append(pt.Facts, fact{Term: wPhoto.In(lang), Value: photo.In(lang)},
		fact{Term: wReportedBy.In(lang), Value: x.name(rep.By), JA: true}, fact{Term: wReportedAt.In(lang), Value: moment(c.ReportedAt, lang)})
	return pt
}

// reviews are the feedback of both sides, as far as the reader may see it.
func (x *whole) reviews() (parts []part) {
	lang := x.lang
	parts = append(parts, part{ID: "reviews", Title: wReviews.In(lang)})
	if !x.bothWrote() {
		parts[0].Text = []string{wReviewsHidden.In(lang)}
	}
	for _, s := range []collaboration.Side{collaboration.Giver, collaboration.Receiver} {
		i := slices.IndexFunc(x.Feedback, func(f collaboration.Feedback) bool { return f.Side == s })
		pt := part{ID: "review-" + string(s), Title: x.name(s), JA: true, Sub: true}
		switch {
		case i < 0:
			pt.Text = []string{wNotWritten.In(lang)}
		case !x.reads(s):
			pt.Text = []string{wWritten.In(lang)}
		default:
			f := x.Feedback[i]
			again := wNo
			if f.Again {
				again = wYes
			}
			pt.Facts = []fact{{Term: wMeritScore.In(lang), Value: score(f.Merit, lang)}, {Term: wRelationScore.In(lang), Value: score(f.Relation, lang)}, {Term: wAgain.In(lang), Value: again.In(lang)}}
			if f.Comment != "" {
				pt.Facts = append(pt.Facts, fact{Term: wComment.In(lang), Value: f.Comment, JA: true})
			}
		}
		parts = append(parts, pt)
	}
	return parts
}

// history is every step with who and when.
func (x *whole) history() part {
	pt := part{ID: "history", Title: wHistory.In(x.lang)}
	for _, e := range x.Events {
		w, ok := eventWords[e.What]
		if !ok {
			continue
		}
		ev := event{At: moment(e.At, x.lang), Text: w.In(x.lang), Who: x.people[account.PersonID(e.Actor)], Note: e.Note}
		if e.Skipped {
			ev.Text += wOpen.In(x.lang) + wSkipped.In(x.lang) + wClose.In(x.lang)
		}
		pt.History = append(pt.History, ev)
	}
	return pt
}

// record is the collaboration on one A4 page: what, how many, when, from whom, with room for stamps.
func (p *pages) record(w http.ResponseWriter, r *web.Request) error {
	x, err := p.load(r)
	if err != nil {
		return err
	}
	c, lang := &x.Collaboration, x.lang
	v := p.view(r, wRecord.In(lang), ui.Crumb{Label: wMine.In(lang), Href: MyPath}, ui.Crumb{Label: c.Title, Href: c.Path(), Lang: ui.JA})
	v.Name = c.Title
	v.Parts = append(v.Parts, part{Screen: true, Notice: &notice{Tone: ui.Info, Title: wPrintIt.In(lang), Links: []ui.Link{{Href: c.Path(), Label: wToPage.In(lang)}}}})
	terms := x.terms()
	terms.Links, terms.Title = nil, ""
	for i := range terms.Facts {
		terms.Facts[i].Href = ""
	}
	terms.Facts = append([]fact{{Term: wNumber.In(lang), Value: c.ID}}, terms.Facts...)
	if x.Report != nil && x.Report.Value > 0 {
		terms.Facts = append(terms.Facts, fact{Term: wValue.In(lang), Value: number(x.Report.Value) + wYen.In(lang)})
	}
	v.Parts = append(v.Parts, terms, part{Text: []string{wRecordText.In(lang)}, Boxes: []string{wStampGiver.In(lang), wStampReceiver.In(lang)}})
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}
