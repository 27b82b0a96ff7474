package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"kyodo/internal/audit"
	"kyodo/internal/candidate"
	"kyodo/internal/fault"
	"kyodo/internal/id"
)

type matchCommands struct {
	Explain explainCommand `cmd:"" help:"Print a listing's candidates with the verdict, the points and the reason of every criterion (候補と理由の表示)."`
}

type explainCommand struct {
	Listing string `arg:"" help:"A listing's id (掲載番号)."`
	JSON    bool   `name:"json" help:"Print one JSON object (JSONで表示)."`
	Limit   int    `default:"10" help:"How many candidates (候補の数)."`
}

// explained is what --json prints.
type explained struct {
	Listing    string               `json:"listing"`
	Candidates []explainedCandidate `json:"candidates"`
	Questions  []explainedQuestion  `json:"questions"`
}

type explainedCandidate struct {
	ID       string               `json:"id"`
	Score    int                  `json:"score"`
	Criteria []explainedCriterion `json:"criteria"`
}

type explainedCriterion struct {
	Name    string `json:"name"`
	Verdict string `json:"verdict"`
	Points  int    `json:"points"`
	Says    string `json:"says"`
}

type explainedQuestion struct {
	Candidate string `json:"candidate"` // "" = about the listing itself
	Name      string `json:"name"`
	Says      string `json:"says"`
}

// Run reads the database, beside a running server too, and prints what the centre would see.
func (c *explainCommand) Run(t *terminal) error {
	db, err := t.open()
	if err != nil {
		return err
	}
	defer db.Close()
	ids := &id.Source{}
	s := candidate.New(db, ids, audit.Log{IDs: ids}, t.logger())
	if err := s.Load(t.ctx); err != nil {
		return err
	}
	found, err := s.For(t.ctx, c.Listing, candidate.Options{Reader: candidate.Center, Limit: c.Limit})
	switch {
	case errors.Is(err, fault.NotFound):
		return fmt.Errorf("掲載 %s が見つかりません", c.Listing)
	case err != nil:
		return err
	}
	if !c.JSON {
		return c.print(t, &found)
	}
	x := explained{Listing: found.Listing, Candidates: []explainedCandidate{}, Questions: []explainedQuestion{}}
	for _, k := range found.Candidates {
		e := explainedCandidate{ID: k.ID, Score: k.Score}
		for _, r := range k.Criteria {
			e.Criteria = append(e.Criteria, explainedCriterion{string(r.Name), string(r.Verdict), r.Points, r.Says.Ja})
		}
		x.Candidates = append(x.Candidates, e)
	}
	for _, q := range found.Questions {
		x.Questions = append(x.Questions, explainedQuestion{q.Candidate, string(q.Name), q.Says.Ja})
	}
	out := json.NewEncoder(t.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(x)
}

// print writes the same for people.
func (c *explainCommand) print(t *terminal, found *candidate.Result) error {
	fmt.Fprintf(t.out, "掲載 %s：%d件を調べ、%d件が条件に合います。\n", found.Listing, found.Considered, found.Fit)
	for i, k := range found.Candidates {
		fmt.Fprintf(t.out, "\n%d. %s %s（%d点）\n", i+1, k.ID, found.Briefs[k.ID].Title, k.Score)
		for _, r := range k.Criteria {
			fmt.Fprintf(t.out, "   %-11s %-7s %2d  %s\n", r.Name, r.Verdict, r.Points, r.Says.Ja)
		}
	}
	for i, q := range found.Questions {
		if i == 0 {
			fmt.Fprintln(t.out, "\n電話で確かめること：")
		}
		about := q.Candidate
		if about == "" {
			about = "この掲載"
		}
		fmt.Fprintf(t.out, "   %s：%s\n", about, q.Says.Ja)
	}
	return nil
}
