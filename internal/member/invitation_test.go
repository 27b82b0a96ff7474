package member_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// group is a group in the register whose owner is the applicant.
func (h *house) group(name string) register.ID {
	h.t.Helper()
	c, p := content(name)
	org, err := h.Approve(ctx, by(h.officer), h.apply(c, p), 3)
	if err != nil {
		h.t.Fatal(err)
	}
	return org
}

// invited is the one invitation that waits for a person's answer, "" = none.
func (h *house) invited(p account.PersonID) string {
	h.t.Helper()
	m, err := h.Mine(ctx, p)
	if err != nil || len(m.Invitations) > 1 {
		h.t.Fatal(err, m.Invitations)
	}
	if len(m.Invitations) == 0 {
		return ""
	}
	return m.Invitations[0].ID
}

// states are the states of an organization's invitations, newest first, with the addresses.
func (h *house) states(org register.ID) (list []string) {
	h.t.Helper()
	m, err := h.Managed(ctx, org)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, i := range m.Invitations {
		list = append(list, string(i.State)+" "+i.Address)
		if i.Person != "" {
			h.t.Errorf("whose address %s is shows", i.Address)
		}
	}
	return list
}

var differs = regexp.MustCompile(`[0-9a-z]{16}|/invitations/\S+|川辺の会.`)

// told is all that an invitation left behind for others than whom it invites: the page of the
// organization, its mails with their times, and the log since an entry.
func (h *house) told(org register.ID, address string, since int64) string {
	h.t.Helper()
	m, err := h.Managed(ctx, org)
	if err != nil {
		h.t.Fatal(err)
	}
	text := fmt.Sprintf("%+v\n%+v\n", m.Colleagues, m.Invitations)
	err = h.DB.View(ctx, func(tx *sqldb.Tx) error {
		for _, query := range []string{
			`SELECT kind || ' ' || subject || ' ' || body || ' ' || person || ' ' || organization || ' ' || state || ' ' || to_name || ' ' || created_at
				FROM mail WHERE to_address = $1 AND $2 <> -1 ORDER BY id`,
			`SELECT action || ' ' || detail || ' ' || subject || ' ' || at FROM audit WHERE $1 <> '' ORDER BY id LIMIT 1000 OFFSET $2`,
		} {
			rows, err := sqldb.All(tx, sqldb.Text, query, address, since)
			if err != nil {
				return err
			}
			text += strings.Join(rows, "\n") + "\n\n"
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return differs.ReplaceAllString(strings.ReplaceAll(text, address, "ADDRESS"), "X")
}

// TestAnInvitationTellsNobodyWhoIsKnown: for a mail address with an account and for one without, the
// same is answered, listed, logged and sent.
func TestAnInvitationTellsNobodyWhoIsKnown(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		told := map[string]string{}
		for i, address := range []string{"taro@example.jp", "nobody@example.jp"} {
			org := h.group(fmt.Sprintf("川辺の会%d【架空】", i))
			since := h.count(`SELECT count(*) FROM audit`)
			card, err := h.Invite(ctx, by(h.applicant), org, address, says)
			if err != nil || card != nil {
				t.Fatal(card, err)
			}
			told[address] = h.told(org, address, since)
		}
		if diff := cmp.Diff(told["taro@example.jp"], told["nobody@example.jp"]); diff != "" {
			t.Error(diff)
		}
		if len(told["taro@example.jp"]) < 500 || strings.Contains(told["taro@example.jp"], "長門") {
			t.Errorf("told: %s", told["taro@example.jp"])
		}
	})
}

func TestAnInvitationIsAcceptedOnMyPage(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		org := h.group("川辺の会【架空】")
		today := day(dbtest.Now())
		if _, err := h.Invite(ctx, by(h.applicant), org, "Taro＠example.jp", says); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"invited Taro@example.jp"}, h.states(org)); diff != "" {
			t.Error(diff)
		}
		if got := h.holdings(h.stranger, today); got != nil {
			t.Errorf("appointed without having been asked: %v", got)
		}
		id := h.invited(h.stranger)
		if id == "" || h.invited(h.other) != "" {
			t.Fatalf("%q waits for whom it is for, %q for another", id, h.invited(h.other))
		}
		if _, err := h.Answer(ctx, by(h.other), id, true); !errors.Is(err, fault.NotFound) {
			t.Errorf("somebody else's yes: %v", err)
		}
		if got, err := h.Answer(ctx, by(h.stranger), id, true); err != nil || got != org {
			t.Fatal(got, err)
		}
		if diff := cmp.Diff([]string{"GRP_MEMBER " + string(org)}, h.holdings(h.stranger, today)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"accepted Taro@example.jp"}, h.states(org)); diff != "" {
			t.Error(diff)
		}
		for _, yes := range []bool{true, false} {
			if _, err := h.Answer(ctx, by(h.stranger), id, yes); !errors.Is(err, fault.Gone) {
				t.Errorf("a second answer: %v", err)
			}
		}
		if err := h.WithdrawInvitation(ctx, by(h.applicant), org, id); !errors.Is(err, fault.Gone) {
			t.Errorf("withdrawn after the yes: %v", err)
		}
		if n := h.count(`SELECT count(*) FROM audit WHERE action = 'member.join' AND actor = $1`, string(h.stranger)); n != 1 {
			t.Errorf("%d entries of the yes", n)
		}
	})
}

func TestAnInvitationEndsWithoutAYes(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		org, other := h.group("川辺の会【架空】"), h.group("海辺の会【架空】")
		invite := func() string {
			t.Helper()
			if _, err := h.Invite(ctx, by(h.applicant), org, "taro@example.jp", says); err != nil {
				t.Fatal(err)
			}
			return h.invited(h.stranger)
		}
		if _, err := h.Answer(ctx, by(h.stranger), invite(), false); err != nil {
			t.Fatal(err)
		}
		if h.invited(h.stranger) != "" {
			t.Error("it still waits after the no")
		}
		id := invite()
		if err := h.WithdrawInvitation(ctx, by(h.applicant), other, id); !errors.Is(err, fault.NotFound) {
			t.Errorf("withdrawn by another organization: %v", err)
		}
		if err := h.WithdrawInvitation(ctx, by(h.applicant), org, id); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Answer(ctx, by(h.stranger), id, true); !errors.Is(err, fault.Gone) {
			t.Errorf("a yes after it was withdrawn: %v", err)
		}
		first := invite()
		if second := invite(); first == second { // one alone waits
			t.Error("the second invitation is the first")
		}
		want := []string{"invited taro@example.jp", "withdrawn taro@example.jp", "withdrawn taro@example.jp", "declined taro@example.jp"}
		if diff := cmp.Diff(want, h.states(org)); diff != "" {
			t.Error(diff)
		}
		last := h.invited(h.stranger)
		err := h.DB.Update(ctx, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE ticket SET expires_at = created_at WHERE id = $1`, last)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want[0] = "expired taro@example.jp"
		if diff := cmp.Diff(want, h.states(org)); diff != "" {
			t.Error(diff)
		}
		if _, err := h.Answer(ctx, by(h.stranger), last, true); !errors.Is(err, fault.Gone) || h.invited(h.stranger) != "" {
			t.Errorf("a yes that is too late: %v", err)
		}
		if got := h.holdings(h.stranger, day(dbtest.Now().Add(time.Hour))); got != nil {
			t.Errorf("holds %v", got)
		}
	})
}

// TestTheLinkOfAnInvitationTellsTheOrganization: who is new comes by the link, and the list knows it.
func TestTheLinkOfAnInvitationTellsTheOrganization(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		org := h.group("川辺の会【架空】")
		if _, err := h.Invite(ctx, by(h.applicant), org, "new@example.jp", says); err != nil {
			t.Fatal(err)
		}
		in, err := h.People.Accept(ctx, by(""), account.Attempt{}, account.Acceptance{Code: h.link("new@example.jp"), Name: "新人【架空】", Password: "correct horse battery staple"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"GRP_MEMBER " + string(org)}, h.holdings(in.Person, day(dbtest.Now()))); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"accepted new@example.jp"}, h.states(org)); diff != "" {
			t.Error(diff)
		}
	})
}

// link is the code of the invitation's link in the mail to an address.
func (h *house) link(address string) string {
	h.t.Helper()
	var text string
	err := h.DB.View(ctx, func(tx *sqldb.Tx) (err error) {
		text, _, err = sqldb.One(tx, sqldb.Text, `SELECT body FROM mail WHERE to_address = $1 AND kind = 'account.invite'`, address)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	_, rest, _ := strings.Cut(text, account.InvitationPath)
	return strings.Fields(rest)[0]
}
