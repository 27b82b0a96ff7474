package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/inquiry"
	"kyodo/internal/sqldb/dbtest"
)

// TestAnInvitationIsNoEscalation: who is asked to sit in on a case that the centre has taken over already
// is told that, and not that days are over.
func TestAnInvitationIsNoEscalation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by := t.Context(), audit.By{Actor: audit.System}
		company := h.enter(codes.Company, "会社【架空】", "co@example.jp", "CO_OWNER")
		group := h.enter(codes.Group, "会【架空】", "a@example.jp", "GRP_OWNER")
		qid := h.ask(group, h.offer(company, few), 1)
		if err := h.Inquiries.Mediate(ctx, by, qid, 1); err != nil {
			t.Fatal(err)
		}
		q, err := h.Inquiries.ByID(ctx, qid)
		if err == nil {
			err = h.Inquiries.Invite(ctx, by, qid, q.Version, inquiry.Asker)
		}
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"desk.invited"}, table(t, h.db, `SELECT kind FROM mail WHERE to_address = 'centre@example.jp' ORDER BY id`)); d != "" {
			t.Errorf("the centre is told (-want +got):\n%s", d)
		}
	})
}
