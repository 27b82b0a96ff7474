package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/collaboration"
	"kyodo/internal/inquiry"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// filled is a usable value of a field of a kind.
func filled(d *bank.Detail) string {
	switch d.Form {
	case bank.Count, bank.Yen, bank.Percent:
		return "10"
	case bank.Day:
		return "2027-06-30"
	case bank.OneOf, bank.SomeOf:
		return d.Choices[0].Value
	case bank.Yes:
		return "yes"
	}
	return "見本の記入"
}

// of is a listing of a kind that lacks nothing.
func of(kind codes.Support) bank.Content {
	c := bank.Content{Title: kind.Label().Ja + "の見本", Body: "見本の内容です。", Detail: map[string]string{}, Unit: kind.Unit(), City: "35203", Fields: []string{"welfare"},
		Standing: true, Audience: bank.Everybody}
	for _, d := range bank.Details(kind) {
		if d.Needed {
			c.Detail[d.Name] = filled(&d)
		}
	}
	if kind.Unit() != "" {
		c.Quantity = 10
	}
	return c
}

func collaborationSays() *collaboration.Says {
	return &collaboration.Says{Day: "day", FutureDay: "future", Quantity: "quantity", BodyMissing: "body", Score: "score", CodeMissing: "code", NoteMissing: "note", Already: "already",
		Long: func(int) string { return "long" }}
}

// TestEveryKindFindsItsWay takes each of the kinds of 支援の種別 from the draft to the feedback: posted,
// found by its words, asked for by two groups, divided between them, handed over, reported, and both
// sides say how it was.
func TestEveryKindFindsItsWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by := t.Context(), audit.By{Actor: audit.System}
		company := h.enter(codes.Company, "差し出す会社【架空】", "company@example.jp", "CO_OWNER")
		first, second := h.enter(codes.Group, "一の会【架空】", "first@example.jp", "GRP_OWNER"), h.enter(codes.NPO, "二の会【架空】", "second@example.jp", "NPO_OWNER")
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		for i, kind := range codes.Supports("") {
			direction := bank.Offer
			owner, askers := company, first
			if i%2 == 1 {
				direction, owner, askers = bank.Need, first, company
			}
			content := of(kind)
			content.Beneficiaries = "地域の人"
			lid, err := h.Bank.Begin(ctx, by, bank.Start{Direction: direction, Organization: owner, Kind: kind, Channel: "web", Content: content}, bankSays())
			if err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
			if err := h.Bank.Submit(ctx, by, lid, 1, bankSays()); err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
			must(h.Bank.Publish(ctx, by, lid, 2, bankSays()))
			must(h.Load(ctx))
			page, err := h.Bank.Search(bank.Filter{Direction: direction, Q: kind.Label().Ja + "の見本", Limit: 20})
			must(err)
			found := false
			for _, c := range page.Cards {
				found = found || c.Listing.ID == lid
			}
			if !found {
				t.Errorf("%s is not found by its title among %d", kind, page.Total)
			}
			for _, asker := range []register.ID{askers, second} {
				share := content.Quantity / 2
				qid, err := h.Inquiries.Ask(ctx, by, inquiry.Ask{Listing: lid, Asker: asker, Quantity: share, Channel: "web", Message: inquiry.Message{For: "地域の人", Use: "使います。"}}, inquirySays())
				if err != nil {
					t.Fatalf("%s asked by %s: %v", kind, asker, err)
				}
				must(h.Inquiries.Reply(ctx, by, qid, 1, inquiry.Owner, "web", "ありがとうございます。", inquirySays()))
				r, err := h.Inquiries.Accept(ctx, by, qid, 2, share, inquirySays())
				must(err)
				if r.State != inquiry.Confirmed {
					t.Fatalf("%s: %s has %s", kind, asker, r.State)
				}
				c, err := h.Collaborations.OfInquiry(ctx, qid)
				must(err)
				if giver := c.Giver; (direction == bank.Offer) != (giver == owner) {
					t.Errorf("%s %s: the giver is %s", kind, direction, giver)
				}
				must(h.Collaborations.HandOver(ctx, by, c.ID, c.Version, term.Of(h.db.Now()), share, collaborationSays()))
				must(h.Collaborations.Report(ctx, by, c.ID, c.Version+1, collaboration.Report{Body: "役に立ちました。", People: 3, By: collaboration.Receiver}, collaborationSays()))
				for j, side := range []collaboration.Side{collaboration.Giver, collaboration.Receiver} {
					must(h.Collaborations.Review(ctx, by, c.ID, c.Version+2+int64(j), collaboration.Feedback{Side: side, Merit: 5, Relation: 4, Again: true}, collaborationSays()))
				}
				w, err := h.Collaborations.Whole(ctx, c.ID)
				must(err)
				if w.Collaboration.Outcome != collaboration.Done || w.Report == nil || len(w.Feedback) != 2 || len(w.Events) < 5 {
					t.Errorf("%s: ended as %+v with %d feedbacks and %d steps", kind, w.Collaboration, len(w.Feedback), len(w.Events))
				}
			}
			l, err := h.Bank.Listing(ctx, lid)
			must(err)
			if l.Taken != content.Quantity || content.Quantity > 0 && l.Status() != bank.IsTaken {
				t.Errorf("%s: %d of %d taken, %s", kind, l.Taken, content.Quantity, l.Status())
			}
		}
	})
}

// told counts the mails of each kind.
func (h *house) told() map[string]int {
	h.t.Helper()
	by := map[string]int{}
	err := h.db.View(h.t.Context(), func(tx *sqldb.Tx) error {
		clear(by)
		return sqldb.Each(tx, `SELECT kind, count(*) FROM mail GROUP BY kind`, nil, func(r sqldb.Row) error {
			var kind string
			var n int
			if err := r.Scan(&kind, &n); err != nil {
				return err
			}
			by[kind] = n
			return nil
		})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return by
}

// sleep lets time pass in jumps of whole days, with no page opened.
func (h *house) sleep(days ...int) {
	h.t.Helper()
	for _, d := range days {
		h.now.Add(int64(time.Duration(d) * 24 * time.Hour))
		for {
			n, err := h.Tick(h.t.Context())
			if err != nil {
				h.t.Fatal(err)
			}
			if n == 0 {
				break
			}
		}
	}
}

// TestThirtyDaysPassAndNobodyOpensAPage lets thirty days pass in several ways of counting them: day by
// day, in one leap, and with a clock that goes back. Each open thread has warned, told the coordinator,
// and landed with the centre; each promise that was not kept has been mailed; and nothing is said twice.
func TestThirtyDaysPassAndNobodyOpensAPage(t *testing.T) {
	daily := func(n int) (days []int) {
		for range n {
			days = append(days, 1)
		}
		return days
	}
	for name, jumps := range map[string][]int{"day by day": daily(32), "at once": {32}, "with a clock that goes back": {1, 1, -1, 1, 1, 1, -1, 30}} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, dsn string) {
				h := newHouse(t, dsn)
				ctx, by := t.Context(), audit.By{Actor: audit.System}
				company := h.enter(codes.Company, "黙る会社【架空】", "company@example.jp", "CO_OWNER")
				chairs := h.offer(company, few)
				var asked []string
				for i := range 3 {
					asked = append(asked, h.ask(h.enter(codes.Group, fmt.Sprintf("待つ会%d【架空】", i), fmt.Sprintf("g%d@example.jp", i), "GRP_OWNER"), chairs, 1))
				}
				// The first is never answered, the second waits for the asker, the third was agreed.
				if err := h.Inquiries.Reply(ctx, by, asked[1], 1, inquiry.Owner, "web", "いつがよいですか。", inquirySays()); err != nil {
					t.Fatal(err)
				}
				if _, err := h.Inquiries.Accept(ctx, by, asked[2], 1, 1, inquirySays()); err != nil {
					t.Fatal(err)
				}
				before := h.told()
				h.sleep(jumps...)
				var got [3]string
				for i, qid := range asked {
					q, err := h.Inquiries.ByID(ctx, qid)
					if err != nil {
						t.Fatal(err)
					}
					got[i] = strings.TrimSpace(fmt.Sprintf("%s %s %v", q.State, q.Owes, q.Escalated()))
				}
				if diff := cmp.Diff([3]string{"sent center true", "silent  false", "accepted  false"}, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				told := map[string]int{}
				for kind, n := range h.told() {
					if n -= before[kind]; n > 0 && (strings.HasPrefix(kind, "inquiry.") || strings.HasPrefix(kind, "desk.") || strings.HasPrefix(kind, "collaboration.")) {
						told[kind] = n
					}
				}
				want := map[string]int{
					"inquiry.remind":        2, // the company of the first, the asker of the second
					"desk.silent":           2, // the centre's administrator, of both
					"inquiry.escalated":     2, // both sides of the first
					"desk.taken":            1,
					"inquiry.silent":        2, // both sides of the second
					"collaboration.overdue": 1, // the giver, the day after the agreed one
					"desk.late":             1,
				}
				if diff := cmp.Diff(want, told); diff != "" {
					t.Errorf("mails (-want +got):\n%s", diff)
				}
			})
		})
	}
}
