package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/sqldb/dbtest"
)

// TestLateChecksAreToldOnceADay: however many listings wait, who checks them gets one mail a day with the
// count and a link, and none once nothing waits any more.
func TestLateChecksAreToldOnceADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by := t.Context(), audit.By{Actor: audit.System}
		company := h.enter(codes.Company, "会社【架空】", "co@example.jp", "CO_OWNER")
		submit := func() string { return h.waiting(company) }
		mails := func() []string {
			return table(t, h.db, `SELECT subject FROM mail WHERE kind = 'bank.unchecked' AND to_address = 'centre@example.jp' ORDER BY id`)
		}
		check := func(when string, want ...string) {
			t.Helper()
			if d := cmp.Diff(want, mails()); d != "" {
				t.Errorf("%s (-want +got):\n%s", when, d)
			}
		}
		ids := []string{submit(), submit(), submit()}
		h.now.Add(int64(time.Hour))
		ids = append(ids, submit())
		h.sleep(2)
		check("within what was promised")
		h.sleep(6)
		h.sleep(1)
		four := "確認を待っている掲載があります（4件）"
		check("after it", four)
		h.sleep(0)
		h.sleep(1)
		check("told already", four)
		if body := table(t, h.db, `SELECT body FROM mail WHERE kind = 'bank.unchecked' AND to_address = 'centre@example.jp'`)[0]; !strings.Contains(body, "/desk/listings") {
			t.Errorf("the mail does not lead to what waits:\n%s", body)
		}
		publish := func(ids ...string) {
			t.Helper()
			for _, lid := range ids {
				if err := h.Bank.Publish(ctx, by, lid, 2, bankSays()); err != nil {
					t.Fatal(err)
				}
			}
		}
		publish(ids[:2]...)
		ids = append(ids[2:], submit())
		h.sleep(9)
		h.sleep(1)
		check("one more is late", four, "確認を待っている掲載があります（3件）")
		ids = append(ids, submit())
		h.sleep(9)
		publish(ids...)
		h.sleep(1)
		check("checked before the morning", four, "確認を待っている掲載があります（3件）")
	})
}

// waiting is a new offer that waits for the centre's check.
func (h *house) waiting(company register.ID) string {
	h.t.Helper()
	ctx, by := h.t.Context(), audit.By{Actor: audit.System}
	lid, err := h.Bank.Begin(ctx, by, bank.Start{Direction: bank.Offer, Organization: company, Kind: "G2", Channel: "web", Content: bank.Content{
		Title: "折りたたみ机の寄贈", Body: "余った机です。", Detail: map[string]string{"condition": "good"}, Quantity: 2, Unit: "台", City: "35203",
		Standing: true, Audience: bank.Everybody, Fields: []string{"welfare"}}}, bankSays())
	if err == nil {
		err = h.Bank.Submit(ctx, by, lid, 1, bankSays())
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return lid
}
