package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/config"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// While another process has the database open, the explanation prints what the centre would see: each
// candidate's score is the sum of its criteria, and what is not known is asked.
func TestMatchExplain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		db := dbtest.Open(t, dsn) // stays open: the running server
		ids := &id.Source{}
		s := &bank.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Calendar: term.LocalGovernment()}
		by := audit.By{Actor: "person"}
		says := &bank.Says{Long: func(int) string { return "" }, Many: func(int) string { return "" }, TakenAlready: func(int64) string { return "" }}
		list := func(d bank.Direction, org string) string {
			t.Helper()
			lid, err := s.Begin(t.Context(), by, bank.Start{Direction: d, Organization: "org", Kind: "G2", Channel: "web", Content: bank.Content{
				Title: "会議いす", Body: "会議いすの話です。", Detail: map[string]string{"condition": "good"}, Quantity: 20, Unit: "脚", City: "35203", Cities: []string{"35203"},
				Fields: []string{"welfare"}, Beneficiaries: "子ども", Standing: true, AdvertiseUntil: term.On(2027, 2, 28)}}, says)
			if err != nil {
				t.Fatal(err)
			}
			err = db.Update(t.Context(), func(tx *sqldb.Tx) error {
				_, err := tx.Exec(`UPDATE listing SET state = 'open', published_at = $2, organization_id = $3 WHERE id = $1`, lid, tx.Now, org)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return lid
		}
		need, offer := list(bank.Need, "a"), list(bank.Offer, "b")
		var out bytes.Buffer
		term := &terminal{ctx: context.Background(), out: &out, err: &out, config: config.Config{Database: dsn, LogLevel: "error"}}
		if err := (&explainCommand{Listing: need, JSON: true, Limit: 10}).Run(term); err != nil {
			t.Fatal(err)
		}
		var got explained
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatalf("%v: %s", err, out.String())
		}
		if got.Listing != need || len(got.Candidates) != 1 || got.Candidates[0].ID != offer {
			t.Fatalf("%s", out.String())
		}
		sum, marks := 0, ""
		for _, c := range got.Candidates[0].Criteria {
			sum += c.Points
			marks += c.Name + " " + c.Verdict + ", "
			if c.Says == "" {
				t.Errorf("%s says nothing", c.Name)
			}
		}
		if sum != got.Candidates[0].Score || sum < 60 {
			t.Errorf("the criteria give %d, the score is %d", sum, got.Candidates[0].Score)
		}
		if d := cmp.Diff("kind meets, area meets, period meets, quantity meets, eligibility meets, fields meets, capacity unknown, text meets, past unknown, ", marks); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if len(got.Questions) != 1 || got.Questions[0].Name != "capacity" || got.Questions[0].Candidate != "" {
			t.Errorf("questions %+v", got.Questions)
		}
		for _, key := range []string{`"listing"`, `"candidates"`, `"id"`, `"score"`, `"criteria"`, `"name"`, `"verdict"`, `"points"`, `"says"`, `"questions"`} {
			if !strings.Contains(out.String(), key) {
				t.Errorf("no %s in %s", key, out.String())
			}
		}
		out.Reset()
		if err := (&explainCommand{Listing: need, Limit: 10}).Run(term); err != nil || !strings.Contains(out.String(), "1. "+offer+" 会議いす") {
			t.Errorf("%v: %s", err, out.String())
		}
	})
}
