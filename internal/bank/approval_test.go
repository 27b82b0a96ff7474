package bank

import (
	"errors"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

var superior = audit.By{Actor: audit.Visitor}

// A superior approves by a link, once, and only the text that was asked about.
func TestASuperiorApprovesByALink(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		old := must(s.AskApproval(ctx, owner, lid, 1, says()))(t)
		token := must(s.AskApproval(ctx, owner, lid, 2, says()))(t)
		link := func(token string) LinkState {
			t.Helper()
			a, l, err := s.ByApproval(ctx, token)
			if err != nil {
				t.Fatal(err)
			}
			return a.Link(db.Now(), &l)
		}
		if got := [2]LinkState{link(old), link(token)}; got != [2]LinkState{LinkVoid, LinkOpen} {
			t.Errorf("two links: %v", got)
		}
		if a, l, _ := s.ByApproval(ctx, token); a.Link(db.Now().AddDate(0, 0, ApprovalDays).Add(time.Second), &l) != LinkExpired {
			t.Error("a link is good for ever")
		}
		c := must(s.Listing(ctx, lid))(t).Content
		c.Title = "会議いすと机の寄贈"
		if err := s.Save(ctx, owner, lid, 3, "what", c, says()); err != nil {
			t.Fatal(err)
		}
		if got := link(token); got != LinkChanged {
			t.Errorf("another text: %s", got)
		}
		if err := s.Decide(ctx, superior, token, true, "部長", "", says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("another text is approved: %v", err)
		}
		token = must(s.AskApproval(ctx, owner, lid, 4, says()))(t)
		var f fault.Fields
		if err := s.Decide(ctx, superior, token, false, " ", "", says()); !errors.As(err, &f) || len(f) != 2 {
			t.Errorf("nobody declines without a word: %v", err)
		}
		if err := s.Decide(ctx, superior, token, true, "総務部長", "よいことです。", says()); err != nil {
			t.Fatal(err)
		}
		if err := s.Decide(ctx, superior, token, false, "総務部長", "やはりだめです。", says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("decided twice: %v", err)
		}
		l := must(s.Listing(ctx, lid))(t)
		list := must(s.Approvals(ctx, lid))(t)
		if l.State != Drafted || !list[0].Of(&l) || len(list) != 3 || list[0].Decision != Approved || list[0].Decider != "総務部長" || list[1].Decision != Void || link(token) != LinkUsed {
			t.Errorf("%s %+v", l.State, list)
		}
		if _, _, err := s.ByApproval(ctx, "no-such-token"); !errors.Is(err, fault.NotFound) {
			t.Errorf("a link that nobody made: %v", err)
		}
	})
}

// Declined, or with an expired link, a listing is a draft again.
func TestAnApprovalThatFailsLeavesADraft(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		token := must(s.AskApproval(ctx, owner, lid, 1, says()))(t)
		if err := s.Decide(ctx, superior, token, false, "総務部長", "数を減らしてください。", says()); err != nil {
			t.Fatal(err)
		}
		l := must(s.Listing(ctx, lid))(t)
		if l.State != Drafted {
			t.Fatalf("%s", l.State)
		}
		must(s.AskApproval(ctx, owner, lid, l.Version, says()))(t)
		over := func(after time.Duration) State {
			t.Helper()
			err := db.Update(ctx, func(tx *sqldb.Tx) error {
				tx.Now = tx.Now.Add(after)
				return s.approvalOver(tx, lid)
			})
			if err != nil {
				t.Fatal(err)
			}
			return must(s.Listing(ctx, lid))(t).State
		}
		if got := over(time.Hour); got != Approving {
			t.Errorf("an hour later: %s", got)
		}
		if got := over(ApprovalDays * 24 * time.Hour); got != Drafted {
			t.Errorf("when the link is over: %s", got)
		}
	})
}

func TestAPleaIsVague(t *testing.T) {
	for text, want := range map[string]bool{"助けてほしい": true, "とにかく助けてください。": true, "困っています！": true, "誰か手伝ってほしいです": true, "": true, "Please help us": true,
		"いす20脚": false, "川の草刈りを手伝ってほしい": false, "パソコンが足りません": false, "冷蔵庫": false} {
		if got := Vague(text); got != want {
			t.Errorf("Vague(%q) = %v", text, got)
		}
	}
}
