package candidateweb

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/candidate"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// inOrder are overrides in the order in which they were made.
func inOrder(by map[string]candidate.Override) []candidate.Override {
	return slices.SortedFunc(maps.Values(by), func(a, b candidate.Override) int { return strings.Compare(a.ID, b.ID) })
}

// why says for one pair how every criterion was judged.
func (p *pages) why(at place) func(http.ResponseWriter, *web.Request) error {
	return func(w http.ResponseWriter, r *web.Request) error {
		v, err := p.drawWhy(r, at, nil)
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, v)
	}
}

func (p *pages) drawWhy(r *web.Request, at place, bad fault.Fields) (*page, error) {
	lid, err := idOf(r, "id")
	if err != nil {
		return nil, err
	}
	cid, err := idOf(r, "candidate")
	if err != nil {
		return nil, err
	}
	l, err := p.bank.Listing(r.Context(), lid)
	if err != nil {
		return nil, err
	}
	c, found, err := p.svc.Why(r.Context(), lid, cid, reader(r))
	if err != nil {
		return nil, err
	}
	lang, b := r.Lang, found.Briefs[cid]
	active := "/desk"
	if at == mine {
		active = minePath
	}
	v := start(r, wWhyTitle.In(lang), active, append(crumbs(r, at, &l), ui.Crumb{Label: wCandidates.In(lang), Href: at.list(lid)})...)
	v.Errors = bad
	if len(bad) > 0 {
		v.Head.Title = wErrorMark.In(lang) + v.Title
	}
	fails := false
	for _, k := range c.Criteria[:5] {
		fails = fails || k.Verdict == "fails"
	}
	v.Lead = wWhyLead.In(lang)
	if fails {
		v.Lead = wWhyFails.In(lang)
	}
	v.add(factList(lang, []fact{{Term: wListing.In(lang), Text: titleOf(l.Title, lang), Href: listingHref(at, &l)}, {Term: wCandidate.In(lang), Text: titleOf(b.Title, lang), Href: b.Path()},
		{Term: wOrganization.In(lang), Text: who(b, lang)}, {Term: wTotal.In(lang), Text: points(&c, lang)}}), tableOf(lang, criteria(&c, "why", lang)))
	if b.Need {
		v.add(paragraph(equitySays(c.Contacts, lang)))
	}
	if at == desk && r.May(policy.MatchOverride, l.Object()) {
		p.decide(v, r, lid, cid, found.Overrides[cid], bad)
	}
	v.add(doors([]ui.Link{{Href: tablePath, Label: wHow.In(lang)}}))
	return v, nil
}

// decide is where a coordinator who knows better says so.
func (p *pages) decide(v *page, r *web.Request, lid, cid string, stands candidate.Override, bad fault.Fields) {
	l, at := v.Lang, desk.pair(lid, cid)
	v.section("decide", wDecide)
	if stands.ID != "" {
		v.add(factList(l, []fact{{Term: wDecision.In(l), Text: decisionWords[stands.Verdict].In(l)}, {Term: wReason.In(l), Text: stands.Reason}}),
			formOf(v, form{Action: at + "/end", Button: wEnd.In(l)}))
	}
	f := form{Action: at, Button: wDecideDo.In(l), Verdict: ui.Control{Name: "verdict", Label: wDecision.In(l), Required: true, Value: r.PostForm.Get("verdict"), Error: bad.Says("verdict")},
		Reason: ui.Control{Name: "reason", Label: wReason.In(l), Hint: wReasonHint.In(l), Required: true, MaxLength: candidate.MaxReason, Value: r.PostForm.Get("reason"), Error: bad.Says("reason")}}
	for _, d := range []candidate.Verdict{candidate.First, candidate.Exclude} {
		f.Verdicts = append(f.Verdicts, ui.Option{Value: string(d), Label: decisionWords[d].In(l), Selected: string(d) == f.Verdict.Value})
	}
	v.add(paragraph(wDecideText.In(l)), formOf(v, f))
}

// override puts a candidate elsewhere than the score does.
func (p *pages) override(w http.ResponseWriter, r *web.Request) error {
	lid, err := idOf(r, "id")
	if err != nil {
		return err
	}
	cid, err := idOf(r, "candidate")
	if err != nil {
		return err
	}
	l := r.Lang
	err = p.svc.Put(r.Context(), r.By(), lid, cid, candidate.Verdict(r.PostForm.Get("verdict")), r.PostForm.Get("reason"),
		candidate.Says{Verdict: wVerdictMissing.In(l), Reason: wReasonMissing.In(l), Long: wReasonLong.In(l)})
	if err == nil {
		return web.Redirect(w, r, http.StatusSeeOther, desk.list(lid)+"?done=decided")
	}
	var bad fault.Fields
	if !errors.As(err, &bad) {
		return err
	}
	v, err := p.drawWhy(r, desk, bad)
	if err != nil {
		return err
	}
	return show(w, r, http.StatusUnprocessableEntity, v)
}

// end lets the score decide again.
func (p *pages) end(w http.ResponseWriter, r *web.Request) error {
	lid, err := idOf(r, "id")
	if err != nil {
		return err
	}
	cid, err := idOf(r, "candidate")
	if err != nil {
		return err
	}
	if err := p.svc.End(r.Context(), r.By(), lid, cid); err != nil {
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, desk.list(lid)+"?done=ended")
}
