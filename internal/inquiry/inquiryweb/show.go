package inquiryweb

import (
	"errors"
	"net/http"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// thread is an inquiry with what its page shows.
type thread struct {
	inquiry.Whole
	l     bank.Listing
	side  inquiry.Side   // for which the reader speaks
	sides []inquiry.Side // on which the reader stands
	names map[register.ID]string
	lang  web.Lang
	today term.Date
	draw  bool // lots decide, and are not drawn yet
}

func (p *pages) thread(r *web.Request) (x *thread, err error) {
	qid, err := idOf(r)
	if err != nil {
		return nil, err
	}
	x = &thread{lang: r.Lang, today: term.Of(r.Now)}
	if x.Whole, err = p.svc.Whole(r.Context(), qid); err != nil {
		return nil, err
	}
	if x.l, err = p.listing(r.Context(), x.Inquiry.Listing); err != nil {
		return nil, err
	}
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		x.draw, err = bank.Undrawn(tx, &x.l)
		return err
	})
	if err != nil {
		return nil, err
	}
	x.side, x.sides = sideOf(r, &x.Inquiry), sides(r, &x.Inquiry)
	x.names, err = p.names(r.Context(), x.Inquiry.Asker, x.Inquiry.Owner)
	return x, err
}

// name is what the reader is told of a side: the owner's name may wait for the agreement.
func (x *thread) name(s inquiry.Side) string {
	switch {
	case s == inquiry.Center:
		return wCenter.In(x.lang)
	case s == inquiry.Asker:
		return x.names[x.Inquiry.Asker]
	case x.side == inquiry.Asker && hidden(&x.l, x.Inquiry.Revealed()):
		return wNameLater.In(x.lang)
	case x.Inquiry.Owner == "":
		return wNameLater.In(x.lang)
	}
	return x.names[x.Inquiry.Owner]
}

// party is what a side is called in a sentence.
func (x *thread) party(s inquiry.Side) string {
	if s == x.partner() && x.side != inquiry.Center {
		return wOtherSide.In(x.lang)
	}
	return partyWords[s].In(x.lang)
}

// partner is the side that the reader talks to.
func (x *thread) partner() inquiry.Side {
	if x.side == inquiry.Asker {
		return inquiry.Owner
	}
	return inquiry.Asker
}

// show is the page of an inquiry. When the owner's people open it first it is marked as read, which
// starts no clock and moves no promise: the asker only sees that it arrived. A browser that loads the
// page in advance marks nothing.
func (p *pages) show(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	if q.State == inquiry.Sent && acts(r, q.Owner) && r.Method == http.MethodGet && !strings.Contains(r.Header.Get("Sec-Purpose"), "prefetch") {
		if err := p.svc.Open(r.Context(), r.By(), q.ID, inquiry.Owner); err != nil && !errors.Is(err, fault.Conflict) {
			return err
		}
	}
	x, err := p.thread(r)
	if err != nil {
		return err
	}
	v, err := p.drawn(r, x, nil)
	if err != nil {
		return err
	}
	if d, ok := doneWords[r.URL.Query().Get("done")]; ok {
		v.Said = &notice{Tone: ui.Good, Title: d[0].In(r.Lang), Text: d[1].In(r.Lang)}
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(v))
}

// drawn is the page of an inquiry, with what is wrong with a form of it.
func (p *pages) drawn(r *web.Request, x *thread, f fault.Fields) (*view, error) {
	q, lang := &x.Inquiry, x.lang
	crumbs := []ui.Crumb{{Label: wMy.In(lang), Href: myPath}, {Label: wMine.In(lang), Href: MyPath}}
	if len(x.sides) == 0 {
		crumbs = []ui.Crumb{{Label: wDesk.In(lang), Href: deskPath}}
	}
	v := p.view(r, wThread.In(lang), crumbs...)
	v.Name = x.l.Title
	if q.Mediated() {
		v.Parts = append(v.Parts, part{Notice: x.mediation()})
	}
	v.Parts = append(v.Parts, part{Notice: x.state()})
	if len(x.sides) == 2 {
		v.Parts = append(v.Parts, x.whichSide())
	}
	if q.State == inquiry.Accepted {
		contacts, err := p.contacts(r, x)
		if err != nil {
			return nil, err
		}
		v.Parts = append(v.Parts, contacts...)
		if p.cfg.Began != nil {
			to, err := p.cfg.Began(r.Context(), q.ID)
			if err != nil {
				return nil, err
			}
			if to != "" {
				v.Parts[len(v.Parts)-1].Links = []ui.Link{{Href: to, Label: wToCollaboration.In(lang)}}
			}
		}
	}
	if line, ok := x.line(); ok {
		v.Parts = append(v.Parts, line)
	}
	v.Parts = append(v.Parts, x.first(), x.talk(r))
	v.Parts = append(v.Parts, p.forms(r, x, f)...)
	v.Beside = []part{x.glance(), about(&x.l, "", lang)}
	return v, nil
}

// mediation says why the centre reads along.
func (x *thread) mediation() *notice {
	text := wInvited
	switch {
	case x.Inquiry.Escalated():
		text = wEscalated
	case x.Inquiry.Channel != "web":
		text = wProxied
	}
	return &notice{Tone: ui.Info, Title: wMediation.In(x.lang), Text: text.In(x.lang)}
}

// state says how far the inquiry is, and who owes the next word by when.
func (x *thread) state() *notice {
	q, lang := &x.Inquiry, x.lang
	w := stateFor(q.State, x.side)
	n := &notice{Tone: w.Tone, Title: w.In(lang), Text: x.next()}
	switch q.State {
	case inquiry.Declined, inquiry.Withdrawn, inquiry.Silent:
		n.Text = wReason.In(lang) + wColon.In(lang) + q.Code.Label().In(string(lang))
		if x.side == inquiry.Asker {
			n.Links = []ui.Link{{Href: x.others(), Label: wFindOthers.In(lang)}, {Href: alertsPath, Label: wToAlerts.In(lang)}}
		}
	}
	return n
}

func (x *thread) others() string {
	path := offersPath
	if x.l.Direction == bank.Need {
		path = needsPath
	}
	if x.l.Kind != "" {
		path += "?kind=" + string(x.l.Kind.Main())
	}
	return path
}

// next says in words whose turn it is and by when the word is promised.
func (x *thread) next() string {
	q, lang := &x.Inquiry, x.lang
	by := date(q.OwesBy, lang)
	switch {
	case q.State == inquiry.Accepted:
		return wAcceptedNext.In(lang)
	case q.State == inquiry.Waiting && x.Reservation.State == inquiry.Held:
		if x.side == inquiry.Asker {
			return wHeldNext.In(lang)
		}
		return wHeldOther.In(lang)
	case q.State == inquiry.Waiting:
		return wWaitingNext.In(lang)
	case !q.State.Open() || q.Owes == inquiry.Nobody:
		return ""
	case q.Owes == inquiry.Center:
		if x.side == inquiry.Center {
			return wYourTurn.In(lang) + wBy.In(lang) + by
		}
		return wCenterTurn.In(lang)
	case q.Owes == x.side:
		return wYourTurn.In(lang) + wBy.In(lang) + by
	}
	return x.party(q.Owes) + wTheirTurn.In(lang) + wBy.In(lang) + by
}

// whichSide lets somebody who belongs to both organizations choose for which they write.
func (x *thread) whichSide() part {
	pt := part{Text: []string{wBothSides.In(x.lang) + partyWords[x.side].In(x.lang)}}
	pt.Links = []ui.Link{{Href: "?as=" + string(x.partner()), Label: wSwitchSide.In(x.lang) + partyWords[x.partner()].In(x.lang)}}
	return pt
}

// line is what is kept for the asker, or the place in the waiting list.
func (x *thread) line() (part, bool) {
	r, lang := &x.Reservation, x.lang
	pt := part{ID: "held", Title: wHeldTitle.In(lang)}
	switch r.State {
	case inquiry.InLine:
		pt.Title = wLineTitle.In(lang)
		pt.Facts = []fact{{Term: wPlaceInLine.In(lang), Value: number(r.Place)}, {Term: wAmount.In(lang), Value: number(r.Quantity) + x.l.Unit, JA: true}}
	case inquiry.Held:
		pt.Facts = []fact{{Term: wAmount.In(lang), Value: number(r.Quantity) + x.l.Unit, JA: true},
			{Term: wHeldUntil.In(lang), Value: date(term.Of(r.ExpiresAt).AddDays(-1), lang)}}
	default:
		return pt, false
	}
	return pt, true
}

// first is the structured first message.
func (x *thread) first() part {
	q, lang := &x.Inquiry, x.lang
	need := x.l.Direction == bank.Need
	pt := part{ID: "asked", Title: wFirst.In(lang)}
	add := func(offer, forNeed ui.Word, value string) {
		if value == "" {
			return
		}
		if need {
			offer = forNeed
		}
		pt.Facts = append(pt.Facts, fact{Term: offer.In(lang), Value: value, JA: true})
	}
	m := q.Message
	add(wFor, wForNeed, m.For)
	add(wUse, wUseNeed, m.Use)
	if q.Quantity > 0 {
		add(wQuantity, wQuantityNeed, number(q.Quantity)+x.l.Unit)
	}
	if !q.NeededBy.IsZero() {
		name := wNeededBy
		if need {
			name = wNeededByNeed
		}
		pt.Facts = append(pt.Facts, fact{Term: name.In(lang), Value: date(q.NeededBy, lang)})
	}
	add(wReceive, wReceiveNeed, m.HandOver)
	add(wQuestion, wQuestion, m.Question)
	add(wMerit, wMeritNeed, m.Merit)
	return pt
}

// talk is what both sides wrote since, the oldest first.
func (x *thread) talk(r *web.Request) part {
	pt := part{ID: "thread", Title: wTalk.In(x.lang)}
	for _, m := range x.Messages {
		e := event{At: moment(m.At, x.lang), Text: partyWords[m.Side].In(x.lang), Note: m.Body}
		if name := x.name(m.Side); m.Side != inquiry.Center && name != wNameLater.In(x.lang) {
			e.Who = name
		}
		if m.Channel != "" && m.Channel != "web" {
			e.Text += wOpen.In(x.lang) + channelWords[m.Channel].In(x.lang) + wClose.In(x.lang)
		}
		for _, f := range m.Files {
			e.Files = append(e.Files, ui.Link{Href: x.Inquiry.Path() + "/files/" + f.ID, Label: f.Name})
		}
		pt.History = append(pt.History, e)
	}
	if len(pt.History) == 0 && x.Inquiry.State.Open() {
		pt.Text = []string{wNoTalk.In(x.lang)}
	} else if len(pt.History) == 0 {
		return part{}
	}
	return pt
}

// glance is what one wants to know first of the inquiry itself.
func (x *thread) glance() part {
	q, lang := &x.Inquiry, x.lang
	pt := part{ID: "glance", Title: wGlance.In(lang)}
	for _, s := range []inquiry.Side{inquiry.Asker, inquiry.Owner} {
		org, label := q.Asker, wAsker
		if s == inquiry.Owner {
			org, label = q.Owner, wOwner
		}
		f := fact{Term: label.In(lang), Value: x.name(s)}
		if f.JA = f.Value != wNameLater.In(lang); f.JA {
			f.Href = orgPath + string(org)
		}
		pt.Facts = append(pt.Facts, f)
	}
	came := wSentAt
	if x.side == inquiry.Asker {
		came = wSentBy
	}
	pt.Facts = append(pt.Facts, fact{Term: came.In(lang), Value: moment(q.CreatedAt, lang)}, fact{Term: wChannel.In(lang), Value: channelWords[q.Channel].In(lang)})
	if q.MeetingAt != "" || q.MeetingPlace != "" {
		pt.Facts = append(pt.Facts, fact{Term: wMeeting.In(lang), Value: strings.TrimSpace(q.MeetingAt + "　" + q.MeetingPlace), JA: true})
	}
	if q.Note != "" {
		pt.Facts = append(pt.Facts, fact{Term: wNote.In(lang), Value: q.Note, JA: true})
	}
	return pt
}

// contacts are the contact data of both sides, which only an agreement opens (連絡先は成立後). That
// somebody of another organization reads data of persons is on record before it is shown.
func (p *pages) contacts(r *web.Request, x *thread) (parts []part, err error) {
	pt := part{ID: "contact", Title: wContact.In(x.lang), Text: []string{wContactText.In(x.lang)}}
	for _, org := range []register.ID{x.Inquiry.Owner, x.Inquiry.Asker} {
		if acts(r, org) && len(x.sides) == 1 {
			continue // one's own
		}
		sub, err := p.contact(r, org, x.names[org])
		if err != nil {
			return nil, err
		}
		parts = append(parts, sub)
	}
	return append([]part{pt}, parts...), nil
}

func (p *pages) contact(r *web.Request, org register.ID, name string) (part, error) {
	pt := part{Title: name, JA: true, Sub: true, ID: "contact-" + string(org)}
	profile, _, err := p.svc.Register.Profile(r.Context(), org)
	if errors.Is(err, fault.NotFound) {
		pt.Text = []string{wNoContactData.In(r.Lang)}
		return pt, nil
	} else if err != nil {
		return pt, err
	}
	if profile.Withholds() && !acts(r, org) {
		if err := p.svc.Register.ReadWithheld(r.Context(), r.By(), org); err != nil {
			return pt, err
		}
	}
	open := profile.For(func(set string) bool { return set == string(register.Registered) || set == string(register.Contact) })
	for _, i := range register.Items(profile.Kind) {
		value := open.Values[i.Name]
		if value == "" || i.Default() != register.Contact && i.Step != register.StepWindow || i.Form == register.Count {
			continue
		}
		if i.Form == register.SomeOf {
			var names []string
			for _, c := range strings.Fields(value) {
				names = append(names, i.ChoiceLabel(c).In(string(r.Lang)))
			}
			pt.Facts = append(pt.Facts, fact{Term: i.Label.In(string(r.Lang)), Value: strings.Join(names, wComma.In(r.Lang))})
			continue
		}
		pt.Facts = append(pt.Facts, fact{Term: i.Label.In(string(r.Lang)), Value: value, JA: true})
	}
	if len(pt.Facts) == 0 {
		pt.Text = []string{wNoContactData.In(r.Lang)}
	}
	return pt, nil
}

// may says whether a deed is the reader's to do: to draw its form.
func may(r *web.Request, q *inquiry.Inquiry, action policy.Action, s inquiry.Side) bool {
	return r.May(action, q.SideObject(s))
}
