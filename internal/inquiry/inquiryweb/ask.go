package inquiryweb

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/parts"
	"kyodo/internal/web/ui"
)

// asker is the organization that asks: the one that the form or the address names, else the reader's own
// first one; "" for who acts for none.
func asker(r *web.Request) register.ID {
	if org := r.FormValue("org"); org != "" {
		return register.ID(org)
	}
	if list := own(r); len(list) > 0 {
		return list[0]
	}
	return ""
}

// asking is the organization that asks as a decision sees it.
func (p *pages) asking(r *web.Request) (policy.Object, error) {
	org := asker(r)
	switch {
	case org == "":
		return policy.Object{Kind: "organization"}, nil
	case !id.Valid(string(org)):
		return policy.Object{}, fault.NotFound
	}
	o, err := p.svc.Register.Object(r.Context(), org)
	var moved *register.Moved
	if errors.As(err, &moved) {
		return o, fault.NotFound
	}
	return o, err
}

// question is the page on which something is asked about a listing.
type question struct {
	l     bank.Listing
	asker register.ID
	orgs  []register.ID // among which the reader chooses
	names map[register.ID]string
	open  []inquiry.Inquiry // of the asker
	ready bool              // the asker has a published profile
	lacks []inquiry.Misfit  // conditions of the listing that the asker does not meet
}

// question loads what the page is about. A listing that the reader may not read is not there.
func (p *pages) question(r *web.Request) (x question, err error) {
	lid, err := idOf(r)
	if err != nil {
		return x, err
	}
	if x.l, err = p.listing(r.Context(), lid); err != nil {
		return x, err
	}
	if !x.l.Public() && !r.Decide(policy.ListingRead, x.l.Object()).Allowed() {
		return x, fault.NotFound
	}
	x.asker, x.orgs = asker(r), own(r)
	err = p.svc.DB.View(r.Context(), func(tx *sqldb.Tx) error {
		if x.names, err = register.NamesTx(tx, append(slices.Clone(x.orgs), x.asker, x.l.Organization)...); err != nil || x.asker == "" {
			return err
		}
		if x.ready, _, err = register.IsPublished(tx, x.asker); err != nil {
			return err
		}
		x.lacks, err = inquiry.Misfits(tx, &x.l, x.asker)
		return err
	})
	if err == nil && x.asker != "" {
		x.open, err = p.svc.OpenOf(r.Context(), x.asker)
	}
	return x, err
}

// byProxy says whether the reader asks for an organization to which they do not belong.
func (x *question) byProxy() bool { return !slices.Contains(x.orgs, x.asker) }

// unanswered are the asker's inquiries that wait for their first answer.
func (x *question) unanswered() (list []inquiry.Inquiry) {
	for _, q := range x.open {
		if q.State == inquiry.Sent || q.State == inquiry.Read {
			list = append(list, q)
		}
	}
	return list
}

// hurdle says kindly why nothing can be asked now and what helps; nil when something can.
func (x *question) hurdle(r *web.Request) *notice {
	lang := r.Lang
	n := &notice{Tone: ui.Info}
	for _, q := range x.open {
		if q.Listing == x.l.ID {
			return already(r, &q)
		}
	}
	list, label := offersPath, wMoreOffers
	if x.l.Direction == bank.Need {
		list, label = needsPath, wMoreNeeds
	}
	switch waiting := x.unanswered(); {
	case x.asker == "":
		n.Title, n.Text = wWhoAsks.In(lang), wWhoAsksText.In(lang)
		n.Links = []ui.Link{{Href: logPath, Label: wToLog.In(lang)}}
	case x.asker == x.l.Organization:
		n.Title, n.Text = wOwnListing.In(lang), wOwnListingText.In(lang)
		n.Links = []ui.Link{{Href: listingPath + x.l.ID, Label: wManageIt.In(lang)}}
	case !x.l.Asking(term.Of(r.Now)) || x.l.Audience == bank.CenterOnly && !x.byProxy():
		n.Title, n.Text = wNotOpen.In(lang), wNotOpenText.In(lang)
		n.Links = []ui.Link{{Href: list, Label: label.In(lang)}, {Href: alertsPath, Label: wToAlerts.In(lang)}}
	case len(x.lacks) > 0:
		n.Title, n.Text = wMisfit.In(lang), x.misfit(lang)
		n.Links = []ui.Link{{Href: list, Label: label.In(lang)}, {Href: alertsPath, Label: wToAlerts.In(lang)}}
	case !x.ready:
		n.Title, n.Text = wNotPublished.In(lang), wNotPublishedText.In(lang)
		n.Links = []ui.Link{{Href: manageOrg + string(x.asker) + "/profile", Label: wToProfile.In(lang)}}
	case len(waiting) >= inquiry.MaxUnanswered:
		n.Title, n.Text = wTooMany.In(lang), wTooManyText.In(lang)
		for _, q := range waiting {
			n.Links = append(n.Links, ui.Link{Href: pathOf(r, &q), Label: wSentOn.In(lang) + date(term.Of(q.CreatedAt), lang)})
		}
	default:
		return nil
	}
	return n
}

// misfit names the conditions of the listing that the asker does not meet.
func (x *question) misfit(lang web.Lang) (text string) {
	for _, m := range x.lacks {
		switch m {
		case inquiry.WrongForm:
			var kinds []string
			for _, k := range x.l.Conditions.Legal {
				kinds = append(kinds, k.Label().In(string(lang)))
			}
			text += wWrongForm.In(lang) + strings.Join(kinds, wComma.In(lang)) + wFullStop.In(lang)
		case inquiry.Uncertified:
			text += says(lang).Uncertified + wSpace.In(lang)
		}
	}
	return text + wMisfitText.In(lang)
}

func (p *pages) askForm(w http.ResponseWriter, r *web.Request) error {
	x, err := p.question(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, parts.Draw(p.asked(r, &x, nil)))
}

// asked draws the form, or why there is none.
func (p *pages) asked(r *web.Request, x *question, f fault.Fields) *view {
	lang := r.Lang
	title, lead := wAsk, wAskLead
	if x.l.Direction == bank.Need {
		title, lead = wAnswer, wAnswerLead
	}
	v := p.view(r, title.In(lang), ui.Crumb{Label: x.l.Title, Href: x.l.Path(), Lang: ui.JA})
	v.Lead = lead.In(lang)
	owner := x.names[x.l.Organization]
	if hidden(&x.l, false) || owner == "" {
		owner = wNameLater.In(lang)
	}
	v.Beside = []part{about(&x.l, owner, lang)}
	if h := x.hurdle(r); h != nil && f == nil {
		v.Parts = append(v.Parts, part{Notice: h})
		if len(x.orgs) > 1 && !x.byProxy() {
			v.Parts = append(v.Parts, part{Forms: []form{{Action: x.l.Path() + "/ask", Get: true, Button: wChange.In(lang), Second: true, Inputs: []input{x.choose(lang)}}}})
		}
		return v
	}
	pt := part{Forms: []form{x.form(r, f)}}
	if x.byProxy() {
		pt.Facts = []fact{{Term: wByProxy.In(lang), Value: x.names[x.asker], JA: true}}
	}
	v.Parts = append(v.Parts, pt)
	return v
}

// choose lets a person of several organizations say for which they ask.
func (x *question) choose(lang web.Lang) input {
	in := input{Kind: "select", Control: ui.Control{Name: "org", Label: wForWhom.In(lang), Value: string(x.asker), Required: true, Size: "l"}}
	for _, o := range x.orgs {
		in.Options = append(in.Options, ui.Option{Value: string(o), Label: x.names[o], Lang: ui.JA})
	}
	return in
}

// form is the structured first message; what is not asked of this listing is left out.
func (x *question) form(r *web.Request, e fault.Fields) form {
	lang, typed := r.Lang, r.PostForm
	need := x.l.Direction == bank.Need
	pick := func(offer, forNeed ui.Word) string {
		if need {
			return forNeed.In(lang)
		}
		return offer.In(lang)
	}
	control := func(name, label, hint string, max int, required bool) ui.Control {
		return ui.Control{Name: name, Label: label, Hint: hint, MaxLength: max, Required: required, Value: typed.Get(name), Error: e.Says(name)}
	}
	f := form{Action: x.l.Path() + "/ask", Button: wSend.In(lang), Texts: []string{wNoContact.In(lang)}}
	switch {
	case x.byProxy():
		f.Hidden = [][2]string{{"org", string(x.asker)}}
		in := input{Kind: "select", Control: ui.Control{Name: "channel", Label: wChannel.In(lang), Required: true, Value: typed.Get("channel"), Error: e.Says("channel"), Size: "m"}}
		for _, c := range proxyChannels {
			in.Options = append(in.Options, ui.Option{Value: c, Label: channelWords[c].In(lang)})
		}
		f.Inputs = append(append(f.Inputs, in), consentInputs(lang, typed, e)...)
	case len(x.orgs) > 1:
		f.Inputs = append(f.Inputs, x.choose(lang))
	}
	f.Inputs = append(f.Inputs,
		input{Control: control("for", pick(wFor, wForNeed), pick(wForHint, wForNeedHint), inquiry.MaxFor, true)},
		input{Kind: "area", Control: rows(4, control("use", pick(wUse, wUseNeed), pick(wUseHint, wUseNeedHint), inquiry.MaxUse, true))})
	if left, counted := x.l.Remaining(); counted {
		c := control("quantity", pick(wQuantity, wQuantityNeed)+inUnit(&x.l, lang), limits(&x.l, left, lang), 0, true)
		c.Size, c.InputMode = "s", "numeric"
		f.Inputs = append(f.Inputs, input{Control: c})
	}
	by := control("needed_by", pick(wNeededBy, wNeededByNeed), wNeededByHint.In(lang), 0, false)
	by.Size, by.Example = "m", wDayExample.In(lang)
	f.Inputs = append(f.Inputs, input{Control: by},
		input{Control: control("handover", pick(wReceive, wReceiveNeed), wReceiveHint.In(lang), inquiry.MaxFor, false)},
		input{Kind: "area", Control: rows(3, control("question", wQuestion.In(lang), wQuestionHint.In(lang), inquiry.MaxUse, false))},
		input{Kind: "area", Control: rows(3, control("merit", pick(wMerit, wMeritNeed), pick(wMeritHint, wMeritNeedHint), inquiry.MaxUse, false))})
	return f
}

func rows(n int, c ui.Control) ui.Control { c.Rows = n; return c }

// inUnit is the unit of a quantity after its label; units are typed, in Japanese.
func inUnit(l *bank.Listing, lang web.Lang) string {
	if lang == web.EN || l.Unit == "" {
		return ""
	}
	return wOpen.In(lang) + l.Unit + wClose.In(lang)
}

// limits says how much may be asked for.
func limits(l *bank.Listing, left int64, lang web.Lang) string {
	unit := l.Unit
	if lang == web.EN {
		unit = "" // as it was typed, in Japanese
	}
	text := wLeftNow.In(lang) + number(left) + unit
	if left == 0 {
		text = wLeftNone.In(lang)
	}
	if l.Least > 0 {
		text += wComma.In(lang) + wLeast.In(lang) + number(l.Least) + unit
	}
	if l.Most > 0 {
		text += wComma.In(lang) + wMost.In(lang) + number(l.Most) + unit
	}
	return text
}

// ask sends the inquiry.
func (p *pages) ask(w http.ResponseWriter, r *web.Request) error {
	x, err := p.question(r)
	if err != nil {
		return err
	}
	in, f := x.read(r)
	if f == nil {
		qid, err := p.send(r, &x, in)
		if err == nil {
			q := inquiry.Inquiry{ID: qid, Asker: x.asker, Owner: x.l.Organization, Channel: in.Channel}
			return web.Redirect(w, r, http.StatusSeeOther, after(r, &x, &q))
		}
		if f = bad(err, "for"); f == nil {
			return err
		}
	}
	return refused(w, r, p.asked(r, &x, f), f)
}

// read is what was typed.
func (x *question) read(r *web.Request) (in inquiry.Ask, f fault.Fields) {
	typed, w := r.PostForm, says(r.Lang)
	in = inquiry.Ask{Listing: x.l.ID, Asker: x.asker, Channel: "web", Message: inquiry.Message{For: typed.Get("for"), Use: typed.Get("use"),
		HandOver: typed.Get("handover"), Question: typed.Get("question"), Merit: typed.Get("merit")}}
	if x.byProxy() {
		if in.Channel = typed.Get("channel"); !slices.Contains(proxyChannels, in.Channel) {
			f = append(f, fault.Field{Name: "channel", Says: wChannelMissing.In(r.Lang)})
		}
	}
	var ok bool
	if in.Quantity, ok = count(typed.Get("quantity")); !ok {
		f = append(f, fault.Field{Name: "quantity", Says: w.Quantity})
	}
	if in.NeededBy, ok = day(typed.Get("needed_by")); !ok {
		f = append(f, fault.Field{Name: "needed_by", Says: w.Day})
	}
	return in, f
}
