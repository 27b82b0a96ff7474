package inquiryweb

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// done answers a deed: the page again with what was done; with what is wrong, 422; as it stands now where
// somebody else was faster, 409, with everything that was typed.
func (p *pages) done(w http.ResponseWriter, r *web.Request, q *inquiry.Inquiry, what, first string, err error) error {
	if err == nil {
		to := pathOf(r, q) + "?done=" + what
		if as := r.PostForm.Get("as"); as != "" && len(sides(r, q)) == 2 {
			to += "&as=" + string(sideOf(r, q))
		}
		return web.Redirect(w, r, http.StatusSeeOther, to)
	}
	f := bad(err, first)
	if f == nil && !errors.Is(err, fault.Conflict) {
		return err
	}
	if !r.May(policy.InquiryView, q.Object()) { // the centre is shown nothing before it mediates
		return err
	}
	x, loaded := p.thread(r)
	if loaded != nil {
		return loaded
	}
	v, drawn := p.drawn(r, x, f)
	if drawn != nil {
		return drawn
	}
	if f != nil {
		return refused(w, r, v, f)
	}
	v.Said = &notice{Tone: ui.Warn, Title: wStale.In(r.Lang), Text: wStaleText.In(r.Lang)}
	return web.Render(w, r, http.StatusConflict, parts.Draw(v))
}

func (p *pages) reply(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	side, channel := sideOf(r, &q), "web"
	if c := r.PostForm.Get("channel"); side == inquiry.Center && slices.Contains(proxyChannels, c) {
		channel = c
	}
	files, err := uploads(r)
	if err != nil {
		return err
	}
	err = p.svc.Reply(r.Context(), r.By(), q.ID, version(r), side, channel, r.PostForm.Get("body"), says(r.Lang), files...)
	return p.done(w, r, &q, "replied", "body", err)
}

func (p *pages) accept(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	n, ok := count(r.PostForm.Get("quantity"))
	if !ok {
		return p.done(w, r, &q, "", "quantity", fault.Fields{{Name: "quantity", Says: says(r.Lang).Quantity}})
	}
	held, err := p.svc.Accept(r.Context(), proxy(r, q.Owner), q.ID, version(r), n, says(r.Lang))
	what := "accepted"
	if held.State == inquiry.InLine {
		what = "in-line"
	}
	return p.done(w, r, &q, what, "quantity", err)
}

func (p *pages) decline(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	err = p.svc.Decline(r.Context(), proxy(r, q.Owner), q.ID, version(r), codes.Exit(r.PostForm.Get("code")), r.PostForm.Get("note"), says(r.Lang))
	return p.done(w, r, &q, "declined", "code", err)
}

func (p *pages) withdraw(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	err = p.svc.Withdraw(r.Context(), proxy(r, q.Asker), q.ID, version(r), codes.Exit(r.PostForm.Get("withdraw_code")), r.PostForm.Get("withdraw_note"), says(r.Lang))
	var f fault.Fields
	if errors.As(err, &f) { // the fields of this form have names of their own
		f = slices.Clone(f)
		for i := range f {
			f[i].Name = "withdraw_" + f[i].Name
		}
		err = f
	}
	return p.done(w, r, &q, "withdrawn", "withdraw_code", err)
}

func (p *pages) confirm(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	return p.done(w, r, &q, "confirmed", "body", p.svc.Confirm(r.Context(), proxy(r, q.Asker), q.ID, version(r)))
}

// meet notes when and where both meet, or asks the coordinator to sit in.
func (p *pages) meet(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	side := sideOf(r, &q)
	if r.PostForm.Get("coordinator") == "yes" {
		return p.done(w, r, &q, "invited", "body", p.svc.Invite(r.Context(), r.By(), q.ID, version(r), side))
	}
	err = p.svc.Meet(r.Context(), r.By(), q.ID, version(r), side, strings.TrimSpace(r.PostForm.Get("at")), r.PostForm.Get("place"), says(r.Lang))
	return p.done(w, r, &q, "met", "at", err)
}

func (p *pages) mediate(w http.ResponseWriter, r *web.Request) error {
	q, err := p.inquiry(r)
	if err != nil {
		return err
	}
	return p.done(w, r, &q, "mediated", "body", p.svc.Mediate(r.Context(), r.By(), q.ID, version(r)))
}
