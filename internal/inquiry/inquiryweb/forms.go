package inquiryweb

import (
	"strconv"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// forms are what the reader can do next: first what is asked of them.
func (p *pages) forms(r *web.Request, x *thread, e fault.Fields) (parts []part) {
	q := &x.Inquiry
	add := func(pt part, ok bool) {
		if ok {
			pt.Screen = true
			parts = append(parts, pt)
		}
	}
	owner, asker := x.side != inquiry.Asker, x.side != inquiry.Owner
	open := q.State.Open()
	if q.State == inquiry.Waiting && x.Reservation.State == inquiry.Held {
		add(x.confirmForm(), asker && may(r, q, policy.InquiryConfirm, inquiry.Asker))
	}
	add(x.replyForm(r, e), (open || q.State == inquiry.Accepted) && r.May(policy.InquiryReply, q.Object()))
	add(x.acceptForm(r, e), open && q.State != inquiry.Waiting && owner && may(r, q, policy.InquiryAccept, inquiry.Owner))
	add(x.meetForm(r, e), open && r.May(policy.InquiryMeet, q.Object()))
	add(x.sitInForm(), open && !q.CoordinatorIn && len(x.sides) > 0 && r.May(policy.InquiryMeet, q.Object()))
	add(x.mediateForm(), open && !q.Escalated() && len(x.sides) == 0 && r.May(policy.InquiryMediate, q.Object()))
	add(x.endForm(r, e, "decline", wDecline, wDeclineHint, wDeclineDo), open && owner && may(r, q, policy.InquiryDecline, inquiry.Owner))
	add(x.endForm(r, e, "withdraw", wWithdraw, wWithdrawHint, wWithdrawDo), open && asker && may(r, q, policy.InquiryWithdraw, inquiry.Asker))
	return parts
}

// hidden are the fields that every form of the page carries: the version, and the side of somebody who
// stands on both.
func (x *thread) hidden() [][2]string {
	h := [][2]string{versionField(x.Inquiry.Version)}
	if len(x.sides) == 2 {
		h = append(h, [2]string{"as", string(x.side)})
	}
	return h
}

func (x *thread) replyForm(r *web.Request, e fault.Fields) part {
	lang := x.lang
	body := input{Kind: "area", Control: ui.Control{Name: "body", Label: wReplyBody.In(lang), Hint: wReplyHint.In(lang), Required: true, MaxLength: inquiry.MaxBody, Rows: 5,
		Value: r.PostForm.Get("body"), Error: e.Says("body")}}
	f := form{Action: x.Inquiry.Path() + "/reply", Button: wReplyDo.In(lang), Hidden: x.hidden(), Inputs: []input{body}, Upload: true}
	if x.side == inquiry.Center {
		in := input{Kind: "select", Control: ui.Control{Name: "channel", Label: wTalkedBy.In(lang), Hint: wTalkedByHint.In(lang), Value: r.PostForm.Get("channel"), Size: "m"}}
		for _, c := range proxyChannels {
			in.Options = append(in.Options, ui.Option{Value: c, Label: channelWords[c].In(lang)})
		}
		f.Inputs = append(f.Inputs, in)
	}
	f.Inputs = append(f.Inputs, input{Kind: "file", Control: ui.Control{Name: "files", Label: wFile.In(lang), Hint: wFileHint.In(lang), Error: e.Says("files")}})
	return part{ID: "reply", Title: wReply.In(lang), Forms: []form{f}}
}

func (x *thread) acceptForm(r *web.Request, e fault.Fields) part {
	lang := x.lang
	if x.draw {
		return part{ID: "accept", Title: wAccept.In(lang), Text: []string{wUndrawn.In(lang)}}
	}
	f := form{Action: x.Inquiry.Path() + "/accept", Button: wAcceptDo.In(lang), Second: true, Hidden: x.hidden()}
	pt := part{ID: "accept", Title: wAccept.In(lang), Text: []string{wAcceptText.In(lang)}}
	left, counted := x.l.Remaining()
	if counted {
		value := r.PostForm.Get("quantity")
		if value == "" {
			value = strconv.FormatInt(offered(x.Inquiry.Quantity, left), 10)
		}
		hint := limits(&x.l, left, lang)
		switch {
		case left == 0:
			hint += wNoneLeft.In(lang)
		case left < x.Inquiry.Quantity:
			hint += wLessLeft.In(lang)
		}
		f.Inputs = []input{{Control: ui.Control{Name: "quantity", Label: wAcceptAmount.In(lang) + inUnit(&x.l, lang), Hint: hint, Value: value,
			Required: true, InputMode: "numeric", Size: "s", Error: e.Says("quantity")}}}
	}
	pt.Forms = []form{f}
	return pt
}

// offered is what the form proposes to give: what was asked, or what is left of it; where nothing is
// left, what was asked waits in line.
func offered(asked, left int64) int64 {
	if left == 0 {
		return asked
	}
	return min(asked, left)
}

func (x *thread) confirmForm() part {
	lang := x.lang
	return part{ID: "confirm", Title: wConfirm.In(lang), Text: []string{wConfirmText.In(lang)},
		Forms: []form{{Action: x.Inquiry.Path() + "/confirm", Button: wConfirmDo.In(lang), Hidden: x.hidden()}}}
}

func (x *thread) meetForm(r *web.Request, e fault.Fields) part {
	lang := x.lang
	value := func(name, stored string) string {
		if r.PostForm.Has(name) {
			return r.PostForm.Get(name)
		}
		return stored
	}
	return part{ID: "meet", Title: wMeet.In(lang), Text: []string{wMeetText.In(lang)}, Forms: []form{{Action: x.Inquiry.Path() + "/meet", Button: wMeetDo.In(lang), Second: true,
		Hidden: x.hidden(), Inputs: []input{
			{Control: ui.Control{Name: "at", Label: wMeetAt.In(lang), Hint: wMeetAtHint.In(lang), Required: true, Value: value("at", x.Inquiry.MeetingAt), Error: e.Says("at"), MaxLength: inquiry.MaxFor}},
			{Control: ui.Control{Name: "place", Label: wMeetPlace.In(lang), Hint: wMeetPlaceHint.In(lang), Value: value("place", x.Inquiry.MeetingPlace), Error: e.Says("place"), MaxLength: inquiry.MaxFor}}}}}}
}

// sitInForm asks the centre to sit in: one press, nobody is blamed.
func (x *thread) sitInForm() part {
	lang := x.lang
	return part{ID: "sit-in", Title: wSitIn.In(lang), Text: []string{wSitInText.In(lang)},
		Forms: []form{{Action: x.Inquiry.Path() + "/meet", Button: wSitInDo.In(lang), Second: true, Hidden: append(x.hidden(), [2]string{"coordinator", "yes"})}}}
}

func (x *thread) mediateForm() part {
	lang := x.lang
	return part{ID: "mediate", Title: wMediate.In(lang), Text: []string{wMediateText.In(lang)},
		Forms: []form{{Action: x.Inquiry.Path() + "/mediate", Button: wMediateDo.In(lang), Second: true, Hidden: x.hidden()}}}
}

// endForm ends the inquiry with a reason that the other side reads.
func (x *thread) endForm(r *web.Request, e fault.Fields, what string, title, hint, button ui.Word) part {
	lang := x.lang
	mine := r.PostForm.Get("form") == what
	typed := func(name string) string {
		if mine {
			return r.PostForm.Get(name)
		}
		return ""
	}
	code, note := "code", "note"
	if what == "withdraw" { // the centre sees both forms on one page
		code, note = "withdraw_code", "withdraw_note"
	}
	reasons := input{Kind: "select", Control: ui.Control{Name: code, Label: wReason.In(lang), Required: true, Value: typed(code), Error: e.Says(code), Size: "l"}}
	for _, c := range codes.Exits() {
		reasons.Options = append(reasons.Options, ui.Option{Value: string(c), Label: c.Label().In(string(lang))})
	}
	words := input{Kind: "area", Control: ui.Control{Name: note, Label: wEndNote.In(lang), Hint: wEndNoteHint.In(lang), MaxLength: inquiry.MaxUse, Rows: 3, Value: typed(note), Error: e.Says(note)}}
	return part{ID: what, Title: title.In(lang), Text: []string{hint.In(lang)}, Forms: []form{{Action: x.Inquiry.Path() + "/" + what, Button: button.In(lang), Second: true,
		Hidden: append(x.hidden(), [2]string{"form", what}), Inputs: []input{reasons, words}}}}
}
