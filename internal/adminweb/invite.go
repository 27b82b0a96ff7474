package adminweb

import (
	"errors"
	"net/http"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// The ways in which somebody is let in.
const (
	byMail = "mail"
	byCard = "card"
)

// inviteForm shows the empty form.
func (p *pages) inviteForm(w http.ResponseWriter, r *web.Request) error {
	return p.inviting(w, r, account.PersonInput{}, nil)
}

func (p *pages) inviting(w http.ResponseWriter, r *web.Request, in account.PersonInput, bad fault.Fields) error {
	l := r.Lang
	v := p.start(r, wInvite, peopleStep(r)...)
	v.refuse(bad)
	v.Lead = wInviteLead.In(l)
	inputs := []input{{Kind: radioInput, Control: ui.Control{Name: "way", Label: wWay.In(l), Value: or(typed(r, "way"), byMail), Error: bad.Says("way")}, Options: []ui.Option{
		{Value: byMail, Label: wWayMail.In(l), Hint: wWayMailHint.In(l)}, {Value: byCard, Label: wWayCard.In(l), Hint: wWayCardHint.In(l)}}}}
	inputs = append(inputs, personInputs(in, false, bad, l)...)
	// Whoever may not decide who holds a post invites without one.
	if could(r, policy.PostEdit) {
		options, err := p.postOptions(r)
		if err != nil {
			return err
		}
		inputs = append(inputs, input{Kind: selectInput, Control: ui.Control{Name: "post", Label: wPost.In(l), Hint: wInvitePostHint.In(l), Value: typed(r, "post"),
			Error: bad.Says("post")}, Options: options},
			dateField("from", wFrom, wFromHint, l, typed(r, "from"), bad), dateField("until", wUntilDay, wUntilDayHint, l, typed(r, "until"), bad))
	}
	v.add(formOf(v, form{Action: PeoplePath + "/new", Button: wInviteDo.In(l), Inputs: inputs}))
	return show(w, r, statusOf(bad), v)
}

// postOptions are the offices of today and later.
func (p *pages) postOptions(r *web.Request) (list []ui.Option, err error) {
	today := term.Of(r.Now)
	err = p.view(r, func(tx *sqldb.Tx) error {
		offices, err := p.Accounts.Offices(tx)
		for _, o := range offices {
			if o.Until.IsZero() || !o.Until.Before(today) {
				list = append(list, ui.Option{Value: string(o.ID), Label: postName(o), Lang: langOf(postName(o), r.Lang)})
			}
		}
		return err
	})
	return list, err
}

// invite lets an officer in by a mail or a card. To give them a post too needs the right to decide
// about that post.
func (p *pages) invite(w http.ResponseWriter, r *web.Request) error {
	in := personInput(r)
	var bad fault.Fields
	from, until := dateOf(r, "from", &bad), dateOf(r, "until", &bad)
	post := account.PostID(typed(r, "post"))
	if post != "" {
		if err := p.mayGive(r, post); err != nil {
			return err
		}
	}
	way := or(typed(r, "way"), byMail)
	if way != byMail && way != byCard {
		bad = append(bad, fault.Field{Name: "way", Says: wChooseWay.In(r.Lang)})
	}
	if in.Name == "" {
		bad = append(bad, fault.Field{Name: "name", Says: wNoName.In(r.Lang)})
	}
	if len(bad) > 0 {
		return p.inviting(w, r, in, bad)
	}
	if way == byMail {
		person, err := p.expected(r, in.Email)
		if bad, ok := refused(err); ok {
			return p.inviting(w, r, in, bad)
		}
		if err != nil {
			return err
		}
		_, err = p.Accounts.Invite(speak(r), r.By(), account.Invitation{Mail: in.Email, Name: in.Name, Kana: in.Kana, Lang: in.Lang, Post: post, From: from, Until: until, Person: person})
		if bad, ok := refused(err); ok {
			return p.inviting(w, r, in, bad)
		}
		if err != nil {
			return err
		}
		return to(w, r, PeoplePath, "invited")
	}
	var person account.PersonID
	var c account.PrintedCard
	err := p.db.Update(speak(r), func(tx *sqldb.Tx) (err error) {
		if person, err = p.Accounts.CreatePersonTx(tx, r.By(), in); err != nil {
			return err
		}
		if post != "" {
			if _, err := p.Accounts.AppointTx(tx, r.By(), post, person, from, until); err != nil {
				return err
			}
		}
		c, err = p.Accounts.CardTx(tx, r.By(), person)
		return err
	})
	if bad, ok := refused(err); ok {
		return p.inviting(w, r, in, bad)
	}
	if err != nil {
		return err
	}
	return p.card(w, r, c, person)
}

// expected finds whom of the staff a mail address is of: they are on record with a post, as a 人事異動
// leaves them, and only who may decide about that post lets them in. "" = nobody.
func (p *pages) expected(r *web.Request, address string) (person account.PersonID, err error) {
	var awaited []account.Post
	err = p.view(r, func(tx *sqldb.Tx) error {
		x, err := p.Accounts.PersonByMail(tx, address)
		if errors.Is(err, fault.NotFound) || err == nil && x.Email == "" {
			return nil
		}
		if err != nil {
			return err
		}
		if awaited, err = p.Accounts.Awaited(tx, x.ID); len(awaited) > 0 {
			person = x.ID
		}
		return err
	})
	for _, o := range awaited {
		if err == nil {
			err = p.mayGive(r, o.ID)
		}
	}
	if person != "" && errors.Is(err, fault.NotFound) {
		err = fault.Fields{{Name: "mail", Says: wAwaited.In(r.Lang)}}
	}
	return person, err
}

// mayGive asks the permission table about the second end of an invitation: the post. A refusal is
// on record, and looks as if the post were not there.
func (p *pages) mayGive(r *web.Request, post account.PostID) error {
	o, err := PostObject(r.Context(), p.Accounts, string(post))
	if err != nil {
		return err
	}
	d := r.Decide(policy.PostEdit, o)
	if d.Allowed() {
		return nil
	}
	if err := p.record(r, policy.Denied(r.By(), policy.PostEdit, postPath(post), d)); err != nil {
		return err
	}
	return missing("post", string(post))
}

// could says whether the reader may do a deed to something: to draw a link.
func could(r *web.Request, a policy.Action) bool {
	return r.Rules().Could(r.Who, a, r.Now).Verdict <= policy.StepUp
}
