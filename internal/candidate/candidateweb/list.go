package candidateweb

import (
	"net/http"
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/candidate"
	"kyodo/internal/matching"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// show lists a listing's candidates with their reasons, what is not known, and what would change it.
func (p *pages) show(at place) func(http.ResponseWriter, *web.Request) error {
	return func(w http.ResponseWriter, r *web.Request) error {
		lid, err := idOf(r, "id")
		if err != nil {
			return err
		}
		l, err := p.bank.Listing(r.Context(), lid)
		if err != nil {
			return err
		}
		found, err := p.svc.For(r.Context(), lid, candidate.Options{Reader: reader(r), Changes: true})
		if err != nil {
			return err
		}
		return show(w, r, http.StatusOK, p.draw(r, at, &l, &found))
	}
}

// crumbs lead back to where the page hangs.
func crumbs(r *web.Request, at place, l *bank.Listing) []ui.Crumb {
	lang := r.Lang
	title := titleOf(l.Title, lang)
	if at == mine {
		return []ui.Crumb{{Label: wMine.In(lang), Href: minePath}, {Label: title, Href: minePath + "/" + l.ID, Lang: langOf(title, lang)}}
	}
	list := []ui.Crumb{{Label: wDesk.In(lang), Href: "/desk"}}
	if l.Published() {
		list = append(list, ui.Crumb{Label: title, Href: l.Path(), Lang: langOf(title, lang)})
	}
	return list
}

func titleOf(s string, l web.Lang) string {
	if s == "" {
		return wUntitled.In(l)
	}
	return s
}

func (p *pages) draw(r *web.Request, at place, l *bank.Listing, found *candidate.Result) *page {
	lang := r.Lang
	word := wOffersFor
	if l.Direction == bank.Offer {
		word = wNeedsFor
	}
	active := "/desk"
	if at == mine {
		active = minePath
	}
	v := start(r, word.In(lang), active, crumbs(r, at, l)...)
	v.add(factList(lang, []fact{{Term: wListing.In(lang), Text: titleOf(l.Title, lang), Href: listingHref(at, l)}, {Term: wKind.In(lang), Text: l.Kind.Label().In(string(lang))},
		{Term: wPlace.In(lang), Text: cityLabel(l.City, lang)}, {Term: wConsidered.In(lang), Text: strconv.Itoa(found.Considered)}, {Term: wFit.In(lang), Text: strconv.Itoa(found.Fit)},
		{Term: wEquity.In(lang), Text: strconv.Itoa(found.Equity) + " / 100", Href: tablePath}}))
	if len(found.Candidates) == 0 {
		v.add(empty(wNone.In(lang), wNoneDo.In(lang)))
	} else {
		list := make([]card, len(found.Candidates))
		for i := range found.Candidates {
			c := &found.Candidates[i]
			list[i] = p.card(r, at, l.ID, c, found.Briefs[c.ID], i+1)
		}
		v.section("candidates", wCandidates, cards(lang, list))
	}
	if len(found.Changes) > 0 {
		var says []string
		for _, c := range found.Changes {
			says = append(says, c.Says.In(string(lang)))
		}
		v.section("changes", wChanges, bullets(lang, says))
	}
	p.questions(v, found)
	if at == desk {
		p.overrides(v, r, l.ID, found)
	}
	v.add(doors([]ui.Link{{Href: tablePath, Label: wHow.In(lang)}}))
	return v
}

// listingHref is the listing's own page, for those who may open it.
func listingHref(at place, l *bank.Listing) string {
	switch {
	case at == mine:
		return minePath + "/" + l.ID
	case l.Published():
		return l.Path()
	}
	return ""
}

func (p *pages) card(r *web.Request, at place, listing string, c *matching.Candidate, b candidate.Brief, rank int) card {
	lang := r.Lang
	x := card{Title: strconv.Itoa(rank) + ". " + titleOf(b.Title, lang), Href: b.Path(), Table: criteria(c, "c"+strconv.Itoa(rank), lang)}
	x.Meta = append(x.Meta, who(b, lang), points(c, lang), reason(c, lang))
	if c.Pinned {
		x.Meta = append(x.Meta, wPinned.In(lang))
	}
	x.Next = []ui.Link{{Href: at.pair(listing, c.ID), Label: wWhy.In(lang)}}
	if r.May(policy.InquiryCreate, policy.Object{Kind: "organization"}) && at == mine {
		x.Next = append(x.Next, ui.Link{Href: b.Path() + "/ask", Label: wAsk.In(lang)})
	}
	return x
}

// who is the organization and the place of a candidate on one line.
func who(b candidate.Brief, l web.Lang) string {
	name := b.Name
	if name == "" {
		name = wUnnamed.In(l)
	}
	if place := cityLabel(b.City, l); place != "" {
		return name + wSep.In(l) + place
	}
	return name
}

// points says the score, and what equity made of it.
func points(c *matching.Candidate, l web.Lang) string {
	s := wScore.In(l) + strconv.Itoa(c.Score) + " / 100"
	if c.Adjusted != c.Score*1000 {
		s += wOpen.In(l) + wAdjusted.In(l) + strconv.FormatFloat(float64(c.Adjusted)/1000, 'f', 1, 64) + wClose.In(l)
	}
	return s
}

// reason is the criterion that gave most, in one line.
func reason(c *matching.Candidate, l web.Lang) string {
	best := matching.Criterion{}
	s := ""
	for range 2 {
		at := -1
		for i, k := range c.Criteria {
			if k.Points > 0 && (at < 0 || k.Points > c.Criteria[at].Points) && (best.Name == "" || k.Name != best.Name) {
				at = i
			}
		}
		if at < 0 {
			break
		}
		if s != "" {
			s += wSep.In(l)
		}
		best = c.Criteria[at]
		s += best.Says.In(string(l))
	}
	if s == "" {
		return wNothingKnown.In(l)
	}
	return s
}

// criteria is every verdict of a candidate with its points.
func criteria(c *matching.Candidate, id string, l web.Lang) *table {
	t := &table{ID: id, Caption: wCriteriaCap.In(l), Columns: []string{wCriterion.In(l), wVerdict.In(l), wPoints.In(l), wReasonOf.In(l)}}
	for i, w := range matching.Weights() {
		k := c.Criteria[i]
		t.Rows = append(t.Rows, []cell{{Text: w.Label.In(string(l))}, {Text: verdictWords[k.Verdict].In(l)}, {Text: strconv.Itoa(k.Points) + " / " + strconv.Itoa(w.Points)}, {Text: k.Says.In(string(l))}})
	}
	return t
}

// questions are what a telephone call would settle, by whom to ask.
func (p *pages) questions(v *page, found *candidate.Result) {
	if len(found.Questions) == 0 {
		return
	}
	l := v.Lang
	t := &table{ID: "ask", Caption: wQuestionsCap.In(l), Columns: []string{wAbout.In(l), wToAsk.In(l)}}
	for _, c := range append([]matching.Candidate{{}}, found.Candidates...) {
		text, about := "", cell{Text: wThisListing.In(l)}
		if c.ID != "" {
			about = cell{Text: titleOf(found.Briefs[c.ID].Title, l), Href: found.Briefs[c.ID].Path()}
		}
		for _, q := range found.Questions {
			if q.Candidate == c.ID {
				if text != "" {
					text += wSep.In(l)
				}
				text += q.Says.In(string(l))
			}
		}
		if text != "" {
			t.Rows = append(t.Rows, []cell{about, {Text: text}})
		}
	}
	v.section("questions", wQuestions, paragraph(wQuestionsText.In(l)), tableOf(l, t))
}

// overrides are what coordinators decided about the listing.
func (p *pages) overrides(v *page, r *web.Request, listing string, found *candidate.Result) {
	if len(found.Overrides) == 0 {
		return
	}
	l := v.Lang
	t := &table{ID: "overrides", Caption: wOverridesCap.In(l), Columns: []string{wCandidate.In(l), wDecision.In(l), wReason.In(l)}}
	for _, o := range inOrder(found.Overrides) {
		t.Rows = append(t.Rows, []cell{{Text: titleOf(found.Briefs[o.Candidate].Title, l), Href: desk.pair(listing, o.Candidate)}, {Text: decisionWords[o.Verdict].In(l)}, {Text: o.Reason}})
	}
	v.section("overrides-title", wOverrides, tableOf(l, t))
}
