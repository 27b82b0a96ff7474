package app_test

import (
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/inquiry"
	"kyodo/internal/sqldb/dbtest"
)

// TestAskingAgainDoesNotSetTheClockBack lets the asker write once more while the owner owes the next
// word: the promise of the owner runs from the first of the words that wait.
func TestAskingAgainDoesNotSetTheClockBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by := t.Context(), audit.By{Actor: audit.System}
		qid := h.ask(h.enter(codes.Group, "待つ会【架空】", "g@example.jp", "GRP_OWNER"), h.offer(h.enter(codes.Company, "黙る会社【架空】", "company@example.jp", "CO_OWNER"), few), 1)
		says := func(side inquiry.Side) inquiry.Inquiry {
			t.Helper()
			q, err := h.Inquiries.ByID(ctx, qid)
			if err == nil {
				err = h.Inquiries.Reply(ctx, by, qid, q.Version, side, "web", "いかがでしょうか。", inquirySays())
			}
			if err == nil {
				q, err = h.Inquiries.ByID(ctx, qid)
			}
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
		says(inquiry.Owner)
		first := says(inquiry.Asker)
		for range 5 { // every five days, though the centre takes over after fourteen business days
			h.sleep(5)
			if again := says(inquiry.Asker); again.Owes == inquiry.Owner && !again.OwesSince.Equal(first.OwesSince) {
				t.Fatalf("the owner owes an answer since %s, now it says since %s", first.OwesSince, again.OwesSince)
			}
		}
		if q := says(inquiry.Asker); !q.Escalated() || q.Owes != inquiry.Center {
			t.Errorf("25 days later: escalated %v, %s owes", q.Escalated(), q.Owes)
		}
	})
}
