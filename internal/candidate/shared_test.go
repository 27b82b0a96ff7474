package candidate

import (
	"fmt"
	"log/slog"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

var (
	ids         = &id.Source{}
	coordinator = audit.By{Actor: "coordinator", Post: "post"}
	refusals    = Says{Verdict: "verdict", Reason: "reason", Long: "long"}
)

// node is a service whose index follows by steps.
func node(t *testing.T, db *sqldb.DB) *Service {
	t.Helper()
	s := New(db, ids, audit.Log{IDs: ids}, slog.New(slog.DiscardHandler))
	if err := s.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Service) steps(t *testing.T) {
	t.Helper()
	for more := true; more; {
		var err error
		if more, err = s.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func update(t *testing.T, db *sqldb.DB, f func(tx *sqldb.Tx) error) {
	t.Helper()
	if err := db.Update(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// exec changes rows as another package would.
func exec(t *testing.T, db *sqldb.DB, text string, args ...any) {
	t.Helper()
	update(t, db, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(text, args...)
		return err
	})
}

// row is a listing of these tests; what is left out is that of a good one.
type row struct {
	need      bool
	org       string
	city      string
	audience  string
	anonymous bool
	quantity  int
	deadline  string
	state     string
	must      string // conditions, JSON
}

func insert(t *testing.T, db *sqldb.DB, x row) (lid string) {
	t.Helper()
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return s
	}
	direction := "offer"
	if x.need {
		direction = "need"
	}
	update(t, db, func(tx *sqldb.Tx) error {
		lid = ids.New(tx.Now)
		_, err := tx.Exec(`INSERT INTO listing (id, direction, kind, organization_id, site_id, title, body, detail, quantity, unit, taken, least, most, city_code, online, area, fields,
			period_from, period_until, deadline, advertise_until, standing, times, conditions, cost, cost_note, handover, handover_note, safety, merit_company, merit_group, merit_by,
			report, photo_allowed, name_allowed, beneficiaries, beneficiary_count, audience, anonymous, disaster, choosing, origin, channel, state, state_code, state_note, state_at, step,
			version, created_by, created_at, updated_at, published_at, owner_post) VALUES `+sqldb.Values(1, 54),
			lid, direction, "G2", x.org, "", "会議いす", "いすです。", "{}", x.quantity, "脚", 0, 0, 0, or(x.city, "35203"), false, "null", "[]",
			"", "", x.deadline, "", true, "", or(x.must, "{}"), "free", "", "talk", "", "", "会社のよさ", "団体のよさ", "owner",
			"", false, false, "", 0, or(x.audience, "public"), x.anonymous, false, "talk", "", "web", or(x.state, "open"), "", "", tx.Now, "",
			1, "someone", tx.Now, tx.Now, tx.Now, "")
		return err
	})
	return lid
}

func organization(t *testing.T, db *sqldb.DB, oid, kind string) {
	t.Helper()
	exec(t, db, `INSERT INTO organization (id, kind, status, hidden, name, name_key, name_en, kana, other_names, prefecture_code, city_code, prefecture, city, street, postal_code, offices,
		representative, purpose, fields, activities, other_business, competent_office, delegated_to, fiscal_start, fiscal_end, assigned_on, certified_on, registered_on, approval, approved_on,
		approved_until, approval_revoked_on, dissolved_on, dissolution, supervision, closed_on, close_cause, successor_number, portal_url, latest, changed_on, invented, provenance, version,
		created_at, updated_at) VALUES `+sqldb.Values(1, 46), oid, kind, "active", false, "団体"+oid+"【架空】", oid, "", "", "[]", "35", "35203", "山口県", "山口市", "", "", "",
		"", "", "[]", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "{}", "", true, "{}", 1, dbtest.Now(), dbtest.Now())
}

func askAbout(t *testing.T, db *sqldb.DB, lid string, n int) {
	t.Helper()
	for i := range n {
		exec(t, db, `INSERT INTO inquiry (id, listing_id, asker_id, owner_id, asked_by, channel, quantity, needed_by, message, state, code, note,
			owes, owes_since, owes_by, first_reply_at, read_at, escalated_at, meeting_at, meeting_place, coordinator_wanted, owner_post, version, created_at, updated_at, closed_at)
			VALUES `+sqldb.Values(1, 26), ids.New(db.Now()), lid, fmt.Sprintf("asker%d", i), "", "someone", "web", 1, "", `{}`, "sent", "", "", "", "", "", "", "", "", "", "", false, "", 1, db.Now(), db.Now(), "")
	}
}

func names(r Result) (list []string) {
	for _, c := range r.Candidates {
		list = append(list, c.ID)
	}
	return list
}
