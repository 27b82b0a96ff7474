package app_test

import (
	"errors"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// Who takes part in a draw is not sent away when the listing leaves the list: the lots are drawn, also
// when the clock leaps over both days, and the owner agrees in their order.
func TestALotteryOutlivesTheLastDayOfItsListing(t *testing.T) {
	for name, jumps := range map[string][]int{"day by day": {7, 1, 1, 1, 1, 1}, "at once": {12}} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				h := newHouse(t, dsn)
				ctx, by := t.Context(), audit.By{Actor: audit.System}
				company := h.enter(codes.Company, "抽選する会社【架空】", "company@example.jp", "CO_OWNER")
				today := term.Of(dbtest.Now())
				lid, err := h.Bank.Begin(ctx, by, bank.Start{Direction: bank.Offer, Organization: company, Kind: "G2", Channel: "web", Content: bank.Content{
					Title: "抽選", Body: "余ったいす。", Detail: map[string]string{"condition": "good"}, Quantity: 1, Unit: "脚", City: "35203", Fields: []string{"welfare"},
					From: today, Until: today.AddDays(9), Deadline: today.AddDays(8), Choosing: bank.ByLottery, Audience: bank.Everybody}}, bankSays())
				if err == nil {
					err = h.Bank.Submit(ctx, by, lid, 1, bankSays())
				}
				if err == nil {
					err = h.Bank.Publish(ctx, by, lid, 2, bankSays())
				}
				if err != nil {
					t.Fatal(err)
				}
				asked := map[string]bool{}
				for _, g := range []string{"一の会【架空】", "二の会【架空】"} {
					asked[h.ask(h.enter(codes.Group, g, map[bool]string{true: "one@example.jp", false: "two@example.jp"}[len(asked) == 0], "GRP_OWNER"), lid, 1)] = true
				}
				h.sleep(jumps...)
				l, err := h.Bank.Listing(ctx, lid)
				if err != nil || l.State != bank.Expired {
					t.Fatalf("%s, %v", l.State, err)
				}
				d, err := h.Bank.DrawOf(ctx, lid)
				if err != nil || len(d.Result) != 2 || !asked[d.Result[0]] || !asked[d.Result[1]] {
					t.Fatalf("drawn: %v, %v", d.Result, err)
				}
				for i, qid := range d.Result {
					q, err := h.Inquiries.ByID(ctx, qid)
					if err != nil || !q.State.Open() {
						t.Fatalf("place %d is %s, %v", i+1, q.State, err)
					}
					r, err := h.Inquiries.Accept(ctx, by, qid, q.Version, 1, inquirySays())
					if want := []string{"confirmed", "waiting"}[i]; err != nil || string(r.State) != want {
						t.Errorf("place %d: %s, %v", i+1, r.State, err)
					}
				}
				if _, err := h.Inquiries.Accept(ctx, by, d.Result[0], 1, 1, inquirySays()); !errors.Is(err, fault.Conflict) {
					t.Errorf("accepted twice: %v", err)
				}
			})
		})
	}
}
