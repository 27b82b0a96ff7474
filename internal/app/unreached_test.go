package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestSomebodyHearsOfWhatNobodyCanBeMailedAbout: the person of a company has no address any more. What is
// asked of the company reaches the centre's people the same day, who find it on the desk as theirs.
func TestSomebodyHearsOfWhatNobodyCanBeMailedAbout(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		company := h.enter(codes.Company, "電話の会社【架空】", "company@example.jp", "CO_OWNER")
		lid := h.offer(company, few)
		if err := h.db.Update(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE person SET email = '' WHERE email = 'company@example.jp'`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		qid := h.ask(h.enter(codes.Group, "たずねる会【架空】", "g@example.jp", "GRP_OWNER"), lid, 1)
		want := map[string][]int64{"centre": {1}, "company": {0}}
		got := map[string][]int64{
			"centre":  h.numbers(`SELECT count(*) FROM mail WHERE kind = 'desk.unreached' AND to_address = 'centre@example.jp'`),
			"company": h.numbers(`SELECT count(*) FROM mail WHERE kind = 'inquiry.new'`)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("mails (-want +got):\n%s", diff)
		}
		q, err := h.Inquiries.ByID(t.Context(), qid)
		if err != nil {
			t.Fatal(err)
		}
		// The centre enters the company's answer, and the agreement is one like any other.
		by := audit.By{Actor: audit.System, Behalf: string(company)}
		if _, err := h.Inquiries.Accept(t.Context(), by, qid, q.Version, 1, inquirySays()); err != nil {
			t.Fatal(err)
		}
		if c, err := h.Collaborations.OfInquiry(t.Context(), qid); err != nil || c.Giver != company {
			t.Errorf("%+v %v", c, err)
		}
		h.sleep(0)
		if n := h.numbers(`SELECT count(*) FROM mail WHERE kind LIKE 'desk.%'`); n[0] != 1 {
			t.Errorf("the centre has %d mails", n)
		}
	})
}
