package upkeepweb

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

func (p *pages) questionObject(r *web.Request) (policy.Object, error) {
	q, err := p.theQuestion(r)
	return policy.Object{Kind: "question", ID: q.ID}, err
}

func (p *pages) theQuestion(r *web.Request) (q register.Question, err error) {
	qid, err := idOf(r)
	if err != nil {
		return q, err
	}
	return p.svc.Question(r.Context(), qid)
}

// questions lists what an import could not decide.
func (p *pages) questions(w http.ResponseWriter, r *web.Request) error {
	list, err := p.svc.Questions(r.Context(), listed)
	if err != nil {
		return err
	}
	l := r.Lang
	v := p.view(r, wQuestions.In(l), QuestionsPath)
	v.Lead = wQuestionsLead.In(l)
	if r.URL.Query().Has("done") {
		v.Done = wAnswered.In(l)
	}
	if len(list) == 0 {
		v.Parts = []part{{Empty: wQuestionsNone.In(l), Hint: wQuestionsDo.In(l)}}
		return web.Render(w, r, http.StatusOK, page(v))
	}
	t := &table{ID: "questions", Caption: wQuestionsCap.In(l), Columns: []string{wName.In(l), wAddress.In(l), wSource.In(l), wCandidates.In(l)}}
	for i := range list {
		q := &list[i]
		first := cell{Text: q.Name, JA: true}
		if r.May(policy.QuestionAnswer, policy.Object{Kind: "question", ID: q.ID}) {
			first.Href = QuestionsPath + "/" + q.ID
		}
		t.Rows = append(t.Rows, []cell{first, {Text: q.Address, JA: true}, {Text: origin(register.Origin{Source: q.Source, AsOf: q.AsOf}, l)},
			{Text: names(q.Candidates), JA: true}})
	}
	v.Parts = []part{{Table: t, Data: []ui.Link{{Href: QuestionsPath + ".csv", Label: wCSV.In(l)}}}}
	return web.Render(w, r, http.StatusOK, page(v))
}

func names(list []register.Organization) string {
	var out []string
	for _, o := range list {
		out = append(out, o.Name)
	}
	return strings.Join(out, "、")
}

func (p *pages) questionsCSV(w http.ResponseWriter, r *web.Request) error {
	list, err := p.svc.Questions(r.Context(), 10*listed)
	if err != nil {
		return err
	}
	l := r.Lang
	out := csv(w, r, "questions", "ID", wName.In(l), wAddress.In(l), wNumber.In(l), wSource.In(l), wAsOf.In(l), wFile.In(l), wCandidates.In(l))
	for i := range list {
		q := &list[i]
		var ids []string
		for _, o := range q.Candidates {
			ids = append(ids, string(o.ID))
		}
		if err := out.Row(q.ID, q.Name, q.Address, q.Number, q.Source.Label().In(string(l)), q.AsOf.String(), q.File, strings.Join(ids, " ")); err != nil {
			return err
		}
	}
	return out.Flush()
}

// question shows one question with its candidates.
func (p *pages) question(w http.ResponseWriter, r *web.Request) error {
	q, err := p.theQuestion(r)
	if err != nil {
		return err
	}
	return p.ask(w, r, &q, nil)
}

// ask draws a question.
func (p *pages) ask(w http.ResponseWriter, r *web.Request, q *register.Question, bad fault.Fields) error {
	l := r.Lang
	v := p.view(r, wWhich.In(l), QuestionsPath, ui.Crumb{Label: wQuestions.In(l), Href: QuestionsPath})
	status := v.refused(bad)
	facts := []fact{{Term: wName.In(l), Value: q.Name, JA: true}, {Term: wAddress.In(l), Value: q.Address, JA: true}}
	if q.Number != "" {
		facts = append(facts, fact{Term: wNumber.In(l), Value: q.Number})
	}
	if !q.Certified.IsZero() {
		facts = append(facts, fact{Term: wCertified.In(l), Value: day(q.Certified, l)})
	}
	if q.Purpose != "" {
		facts = append(facts, fact{Term: wPurpose.In(l), Value: q.Purpose, JA: true})
	}
	facts = append(facts, fact{Term: wSource.In(l), Value: origin(register.Origin{Source: q.Source, AsOf: q.AsOf}, l)}, fact{Term: wFile.In(l), Value: q.File, JA: true})
	v.Parts = []part{{Title: wRow.In(l), Facts: facts}, {Title: wCandidates.In(l), Table: candidates(q.Candidates, l)}}
	if q.Answer != "" {
		v.Parts = append(v.Parts, part{Notice: &notice{Tone: ui.Info, Title: wAnsweredBefore.In(l)}})
		return web.Render(w, r, status, page(v))
	}
	which := input{Kind: "radios", Control: ui.Control{Name: "org", Label: wWhich.In(l), Hint: wWhichHint.In(l), Required: true, Value: r.PostForm.Get("org"), Error: bad.Says("org")}}
	for _, o := range q.Candidates {
		which.Options = append(which.Options, ui.Option{Value: string(o.ID), Label: string(o.ID), Hint: o.Name + "　" + about(&o, l)})
	}
	which.Options = append(which.Options, ui.Option{Value: register.AnswerNew, Label: wNewOne.In(l)})
	if l == ui.EN { // names stand in the table above
		for i := range which.Options {
			which.Options[i].Hint = ""
		}
	}
	v.Parts = append(v.Parts, part{Form: &form{Action: QuestionsPath + "/" + q.ID, Button: wAnswer.In(l), Inputs: []input{which}}})
	return web.Render(w, r, status, page(v))
}

func candidates(list []register.Organization, l ui.Lang) *table {
	t := &table{ID: "candidates", Caption: wCandidates.In(l), Columns: []string{"ID", wName.In(l), wAddress.In(l), wCertified.In(l), wPurpose.In(l)}}
	for i := range list {
		o := &list[i]
		t.Rows = append(t.Rows, []cell{{Text: string(o.ID), Href: path(o)}, {Text: o.Name, JA: true}, {Text: about(o, l), JA: true}, {Text: day(o.CertifiedOn, l)},
			{Text: o.Summary(80), JA: true}})
	}
	return t
}

// answer decides a question.
func (p *pages) answer(w http.ResponseWriter, r *web.Request) error {
	q, err := p.theQuestion(r)
	if err != nil {
		return err
	}
	org, answer := r.PostForm.Get("org"), register.AnswerSame
	switch {
	case org == register.AnswerNew:
		org, answer = "", register.AnswerNew
	case !slices.ContainsFunc(q.Candidates, func(o register.Organization) bool { return string(o.ID) == org }):
		return p.ask(w, r, &q, fault.Fields{{Name: "org", Says: wChooseOne.In(r.Lang)}})
	}
	_, err = p.svc.AnswerBy(r.Context(), r.By(), q.ID, answer, register.ID(org))
	switch {
	case errors.Is(err, fault.Conflict):
		return p.ask(w, r, &q, fault.Fields{{Name: "org", Says: wAnsweredBefore.In(r.Lang)}})
	case errors.Is(err, fault.Invalid):
		return p.ask(w, r, &q, fault.Fields{{Name: "org", Says: wOtherNumber.In(r.Lang)}})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, http.StatusSeeOther, QuestionsPath+"?done")
}
