package member_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// places is everything that names an organization, each thing with the name of where it is now.
func (h *house) places(names map[register.ID]string) string {
	h.t.Helper()
	var all []string
	err := h.DB.View(ctx, func(tx *sqldb.Tx) error {
		for _, query := range []string{
			`SELECT 'application ' || id, organization_id FROM application WHERE organization_id <> ''`,
			`SELECT 'claim ' || id || ' ' || state, organization_id FROM claim`,
			`SELECT 'succession ' || id || ' ' || state, organization_id FROM succession`,
			`SELECT 'invitation ' || ticket_id || ' ' || answer, organization_id FROM colleague_invitation`,
			`SELECT 'tenure ' || t.id || ' ' || t.person_id || ' ' || t.valid_from || ' ' || t.valid_until || ' ' || w.role, p.scope_id
				FROM post p JOIN post_role w ON w.post_id = p.id LEFT JOIN tenure t ON t.post_id = p.id WHERE p.scope_kind = 'organization'`,
		} {
			err := sqldb.Each(tx, query, nil, func(r sqldb.Row) error {
				var what *string
				var org register.ID
				err := r.Scan(&what, &org)
				if what != nil {
					all = append(all, *what+" of "+names[org])
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	sort.Strings(all)
	return strings.Join(all, "\n")
}

// busy is a group with an owner, an open claim, a proposed succession and an open invitation.
func (h *house) busy(name, invited string) register.ID {
	h.t.Helper()
	org := h.group(name)
	if _, err := h.MakeClaim(ctx, by(h.other), org, "会計", member.ByOfficer, says); err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.Propose(ctx, by(h.applicant), org, "新代表【架空】", "new@example.jp", day(dbtest.Now()), "", says); err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.Invite(ctx, by(h.applicant), org, invited, says); err != nil {
		h.t.Fatal(err)
	}
	return org
}

func (h *house) unite(keep, gone register.ID) string {
	h.t.Helper()
	u, err := h.Register.Unite(ctx, by(h.officer), keep, gone, "同じ団体です。")
	if err != nil {
		h.t.Fatal(err)
	}
	return u.ID
}

func (h *house) part(union string) {
	h.t.Helper()
	if _, err := h.Register.UndoUnion(ctx, by(h.officer), union); err != nil {
		h.t.Fatal(err)
	}
}

// TestAUnionTakesItsPeopleAlong: who acts for the record that goes acts for the one that stays, what
// they asked for is decided there, and an undo gives both back.
func TestAUnionTakesItsPeopleAlong(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		gone, today := h.busy("川辺の会【架空】", "taro@example.jp"), day(dbtest.Now())
		names := map[register.ID]string{h.npo: "keep", gone: "gone"}
		before := h.places(names)
		if n := strings.Count(before, "of gone"); n < 5 || strings.Contains(before, "of keep") {
			t.Fatalf("before:\n%s", before)
		}
		union := h.unite(h.npo, gone)
		if diff := cmp.Diff(strings.ReplaceAll(before, "of gone", "of keep"), h.places(names)); diff != "" {
			t.Errorf("moved: %s", diff)
		}
		if diff := cmp.Diff([]string{"GRP_OWNER " + string(h.npo)}, h.holdings(h.applicant, today)); diff != "" {
			t.Error(diff)
		}
		m, err := h.Mine(ctx, h.applicant)
		if err != nil || len(m.Organizations) != 1 || m.Organizations[0].ID != h.npo || !m.Organizations[0].Owner || !m.Organizations[0].Succession {
			t.Errorf("%v %+v", err, m.Organizations)
		}
		h.part(union)
		if diff := cmp.Diff(before, h.places(names)); diff != "" {
			t.Errorf("given back: %s", diff)
		}
		if n := h.count(`SELECT count(*) FROM union_move`); n != 0 {
			t.Errorf("%d moves are still noted", n)
		}
		if n := h.count(`SELECT count(*) FROM audit WHERE action = 'permission.change'`); n != 4 {
			t.Errorf("%d entries of two posts there and back", n)
		}

		// An invitation goes along; who comes to the united organization itself stays with it.
		union = h.unite(h.npo, gone)
		if org, err := h.Answer(ctx, by(h.stranger), h.invited(h.stranger), true); err != nil || org != h.npo {
			t.Fatal(org, err)
		}
		if _, err := h.Invite(ctx, by(h.applicant), h.npo, "officer@example.jp", says); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Answer(ctx, by(h.officer), h.invited(h.officer), true); err != nil {
			t.Fatal(err)
		}
		h.part(union)
		for who, want := range map[account.PersonID]string{h.applicant: "GRP_OWNER " + string(gone), h.stranger: "GRP_MEMBER " + string(gone),
			h.officer: "NPO_MEMBER " + string(h.npo)} {
			if diff := cmp.Diff([]string{want}, h.holdings(who, today)); diff != "" {
				t.Errorf("%s: %s", who, diff)
			}
		}
	})
}

// TestAClaimOnBothRecordsStaysDecidable: what both records have once alone stays where it is.
func TestAClaimOnBothRecordsStaysDecidable(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		keep, gone := h.busy("川辺の会【架空】", "taro@example.jp"), h.busy("川辺の会（旧）【架空】", "new2@example.jp")
		names := map[register.ID]string{keep: "keep", gone: "gone"}
		before := h.places(names)
		union := h.unite(keep, gone)
		if n := strings.Count(h.places(names), "of gone"); n != 2 {
			t.Errorf("%d things stay, want the claim and the succession:\n%s", n, h.places(names))
		}
		h.part(union)
		if diff := cmp.Diff(before, h.places(names)); diff != "" {
			t.Error(diff)
		}
		union = h.unite(keep, gone)
		for _, id := range h.waiting(member.Claims) {
			if err := h.Decide(ctx, by(h.officer), id, 1, true, "", says); err != nil {
				t.Error(err)
			}
		}
		for _, id := range h.waiting(member.Successions) {
			if err := h.DecideSuccession(ctx, by(h.officer), id, 1, true, "", says); err != nil {
				t.Error(err)
			}
		}
		if diff := cmp.Diff([]string{"GRP_OWNER " + string(keep)}, h.holdings(h.other, day(dbtest.Now()))); diff != "" {
			t.Error(diff)
		}
		h.part(union)
	})
}

// TestUnionsOfUnionsGiveBackEach: three records of one body, undone in either order.
func TestUnionsOfUnionsGiveBackEach(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		var orgs []register.ID
		names := map[register.ID]string{}
		for i := range 3 {
			org := h.group(fmt.Sprintf("第%dの会【架空】", i))
			if _, err := h.Invite(ctx, by(h.applicant), org, fmt.Sprintf("new%d@example.jp", i), says); err != nil {
				t.Fatal(err)
			}
			orgs, names[org] = append(orgs, org), fmt.Sprint("organization ", i)
		}
		before := h.places(names)
		for _, firstFirst := range []bool{true, false} {
			first := h.unite(orgs[1], orgs[0])
			second := h.unite(orgs[2], orgs[1])
			if n := strings.Count(h.places(names), "of organization 2"); n != strings.Count(before, "\n")+1 {
				t.Errorf("%d things are of the last", n)
			}
			if firstFirst {
				h.part(first)
				h.part(second)
			} else {
				h.part(second)
				h.part(first)
			}
			if diff := cmp.Diff(before, h.places(names)); diff != "" {
				t.Errorf("the first union first: %v: %s", firstFirst, diff)
			}
		}
	})
}
