package app_test

import (
	"math"
	"slices"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/sqldb/dbtest"
)

// Of what is not counted nobody asks for or gives a number, whatever a form sends: no sum of such numbers
// may run over and take the list of listings with it.
func TestWhatIsNotCountedTakesNoNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by := t.Context(), audit.By{Actor: audit.System}
		company := h.enter(codes.Company, "相談する会社【架空】", "company@example.jp", "CO_OWNER")
		lid, err := h.Bank.Begin(ctx, by, bank.Start{Direction: bank.Offer, Organization: company, Kind: codes.Undecided, Channel: "web", Content: bank.Content{
			Title: "相談", Body: "何ができるか相談したい。", Detail: map[string]string{"wish": "相談"}, City: "35203", Standing: true, Audience: bank.Everybody}}, bankSays())
		if err == nil {
			err = h.Bank.Submit(ctx, by, lid, 1, bankSays())
		}
		if err == nil {
			err = h.Bank.Publish(ctx, by, lid, 2, bankSays())
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"一の会【架空】", "二の会【架空】"} {
			mail := map[bool]string{true: "one@example.jp", false: "two@example.jp"}[name == "一の会【架空】"]
			qid := h.ask(h.enter(codes.Group, name, mail, "GRP_OWNER"), lid, math.MaxInt64)
			if _, err := h.Inquiries.Accept(ctx, by, qid, 1, math.MaxInt64, inquirySays()); err != nil {
				t.Error(err)
			}
		}
		if err := h.Load(ctx); err != nil {
			t.Error(err)
		}
		for _, table := range []string{`SELECT taken FROM listing`, `SELECT quantity FROM inquiry`, `SELECT quantity FROM reservation`, `SELECT quantity FROM collaboration`} {
			if got := h.numbers(table); slices.ContainsFunc(got, func(n int64) bool { return n != 0 }) {
				t.Errorf("%s: %d", table, got)
			}
		}
	})
}
