package member_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func TestAnApprovedGroupIsInTheRegisterWithItsOwner(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		id := h.apply(c, p)
		org, err := h.Approve(ctx, by(h.officer), id, 3)
		if err != nil {
			t.Fatal(err)
		}
		d, err := h.Register.Organization(ctx, org)
		if err != nil {
			t.Fatal(err)
		}
		got := []any{d.Kind, d.Name, d.Kana, d.Address.String(), d.Address.CityCode, d.Address.PostalCode, d.Purpose, d.RegisteredOn.String(), d.Invented}
		want := []any{codes.Group, "川辺の会【架空】", "かわべのかい", "山口県山口市滝町１番１号", "35203", "7538501", "川辺の草を刈っています。", "2008-04-01", true}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"GRP_OWNER " + string(org)}, h.holdings(h.applicant, day(dbtest.Now()))); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"application.received", "application.approved"}, h.mails(h.applicant)); diff != "" {
			t.Error(diff)
		}
		if n := h.count(`SELECT count(*) FROM terms_consent WHERE organization_id = $1 AND digest IN ($2, $3)`, string(org),
			member.Terms().Digest("ja"), member.Pledge().Digest("ja")); n != 2 {
			t.Errorf("%d consents with the digest of the shown text, want 2", n)
		}
		profile, o, err := h.Register.Profile(ctx, org)
		if err != nil {
			t.Fatal(err)
		}
		_, missing := register.Published(profile, o)
		if diff := cmp.Diff([]string{register.LacksPublish}, missing); diff != "" || profile.Line() != c.Line || profile.Values[register.ItemPhone] == "" {
			t.Errorf("the profile begins with %v, and lacks %v", profile.Values, missing)
		}
		mine, err := h.Mine(ctx, h.applicant)
		if err != nil {
			t.Fatal(err)
		}
		if len(mine.Organizations) != 1 || !mine.Organizations[0].Owner || mine.Organizations[0].NeedsConsent || mine.Organizations[0].Colleagues != 1 {
			t.Errorf("%+v", mine.Organizations)
		}
	})
}

func TestPersonalValuesStayOutOfTheLogsPlainText(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		id := h.apply(c, p)
		var entries []audit.Entry
		err := db.View(ctx, func(tx *sqldb.Tx) (err error) { entries, err = audit.Of(tx, id); return err })
		if err != nil {
			t.Fatal(err)
		}
		var actions []string
		for _, e := range entries {
			actions = append(actions, e.Action)
		}
		if diff := cmp.Diff([]string{"application.draft", "application.draft", "application.create"}, actions); diff != "" {
			t.Error(diff)
		}
		for _, secret := range []string{p.Representative, p.Phone, p.Mail} {
			for _, e := range entries {
				if e.Detail == secret || e.Reason == secret {
					t.Errorf("%q stands in the plain part of %s", secret, e.Action)
				}
			}
		}
		if n := h.count(`SELECT count(*) FROM audit WHERE replace(detail, $1, '') <> detail OR replace(reason, $1, '') <> reason`, p.Phone); n != 0 {
			t.Errorf("the telephone number stands in %d entries", n)
		}
	})
}

func TestTwoOfficersApproveAtOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		id := h.apply(content("川辺の会【架空】"))
		errs := make([]error, 8)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				officer := h.officer
				if i%2 == 1 {
					officer = h.other
				}
				_, errs[i] = h.Approve(ctx, by(officer), id, 3)
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, fault.Conflict):
				t.Errorf("%v, want a conflict", err)
			}
		}
		if won != 1 {
			t.Errorf("%d approvals came through", won)
		}
		if n := h.count(`SELECT count(*) FROM organization WHERE kind = 'group'`); n != 1 {
			t.Errorf("%d organizations", n)
		}
		if n := h.count(`SELECT count(*) FROM represented`); n != 1 {
			t.Errorf("%d organizations have posts", n)
		}
	})
}

func TestAReturnedApplicationIsMendedAndSentAgain(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		id := h.apply(c, p)
		if err := h.Return(ctx, by(h.officer), id, 3, "", false, says); !errors.Is(err, fault.Invalid) {
			t.Errorf("a return without a reason: %v", err)
		}
		if err := h.Return(ctx, by(h.officer), id, 3, "市町を確かめてください。", false, says); err != nil {
			t.Fatal(err)
		}
		c.CityCode = "35202"
		if err := h.Edit(ctx, by(h.applicant), id, 3, c, p, member.Agreement{}, says); !errors.Is(err, fault.Conflict) {
			t.Errorf("an old version was taken: %v", err)
		}
		// The consent stands: the texts are the same.
		if err := h.Edit(ctx, by(h.applicant), id, 4, c, p, member.Agreement{}, says); err != nil {
			t.Fatal(err)
		}
		a, err := h.Application(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if a.State != member.Submitted || a.CityCode != "35202" || !a.Agreed() {
			t.Errorf("%s %s %v", a.State, a.CityCode, a.Agreed())
		}
		if diff := cmp.Diff([]string{"application.received", "application.returned"}, h.mails(h.applicant)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestACompanyOfTheRegisterIsLinkedNotDoubled(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("株式会社ほうせん【架空】")
		c.Kind, c.Number, c.Industry = codes.Company, companyNumber[:5]+"-"+companyNumber[5:], "E"
		first := h.company()
		org, err := h.Approve(ctx, by(h.officer), h.apply(c, p), 3)
		if err != nil {
			t.Fatal(err)
		}
		if org != first {
			t.Errorf("approved as %s, the register has %s", org, first)
		}
		if diff := cmp.Diff([]string{"CO_OWNER " + string(org)}, h.holdings(h.applicant, day(dbtest.Now()))); diff != "" {
			t.Error(diff)
		}
		var bad fault.Fields
		if _, err := h.Start(ctx, by(h.stranger), c, p, says); !errors.As(err, &bad) || bad.Says("number") != "owned" {
			t.Errorf("a second application for an owned company: %v", err)
		}
		c.Number = npoNumber
		if _, err := h.Start(ctx, by(h.stranger), c, p, says); !errors.As(err, &bad) || bad.Says("number") != "npo" {
			t.Errorf("an application with an NPO corporation's number: %v", err)
		}
	})
}

func TestTwoApplicationsForOneCompany(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("株式会社ほうせん【架空】")
		c.Kind, c.Number, c.Industry = codes.Company, companyNumber, "E"
		one, two := h.apply(c, p), h.apply(c, p)
		if _, err := h.Approve(ctx, by(h.officer), one, 3); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Approve(ctx, by(h.officer), two, 3); !errors.Is(err, fault.Conflict) {
			t.Errorf("a body got a second first owner: %v", err)
		}
		a, err := h.Application(ctx, two)
		if err != nil || a.State != member.Submitted {
			t.Errorf("%v, %s: a refused approval leaves the application as it was", err, a.State)
		}
		list, err := h.Duplicates(ctx, &a)
		if err != nil {
			t.Fatal(err)
		}
		var why []string
		for _, d := range list {
			why = append(why, d.Why...)
		}
		slices.Sort(why)
		if diff := cmp.Diff([]string{"name", "name", "number", "number", "phone"}, why); diff != "" {
			t.Errorf("hints about the register's record and the other application (-want +got):\n%s", diff)
		}
	})
}

func TestAnApplicationNeedsItsConsents(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		id, err := h.Start(ctx, by(h.applicant), c, p, says)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Save(ctx, by(h.applicant), id, 1, c, p, member.StepContact, says); err != nil {
			t.Fatal(err)
		}
		var bad fault.Fields
		if err := h.Submit(ctx, by(h.applicant), id, 2, member.Agreement{Lang: "ja"}, says); !errors.As(err, &bad) || bad.Says("terms") == "" || bad.Says("pledge") == "" {
			t.Errorf("%v", err)
		}
		a, err := h.Application(ctx, id)
		if err != nil || a.State != member.Draft || a.Version != 2 {
			t.Errorf("%v: a refused sending changed the draft to %s, version %d", err, a.State, a.Version)
		}
	})
}

func TestWhoAppliedDoesNotApprove(t *testing.T) {
	// The table says so; what the service hands it must name the applicant.
	a := member.Application{ID: "a1", Applicant: "p1", State: member.Submitted, Content: member.Content{CityCode: "35203"}}
	want := policy.Object{Kind: "application", ID: "a1", City: "35203", State: "submitted", Person: "p1", By: "p1"}
	if diff := cmp.Diff(want, a.Object()); diff != "" {
		t.Error(diff)
	}
	for _, state := range []member.State{member.Draft, member.Returned, member.Approved} {
		a.State = state
		if a.Object().State != string(state) {
			t.Errorf("the object of %s is %s", state, a.Object().State)
		}
	}
}

func TestADraftThatIsNeverSentGoesAway(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		draft, err := h.Start(ctx, by(h.applicant), c, p, says)
		if err != nil {
			t.Fatal(err)
		}
		sent := h.apply(content("海辺の会【架空】"))
		if n := h.count(`SELECT count(*) FROM due WHERE kind = 'member.draft'`); n != 1 {
			t.Errorf("%d drafts are to go, want the one that was not sent", n)
		}
		if _, err := db.Pool().Exec(`UPDATE due SET due_at = '2026-11-01T00:00:00.000000Z'`); err != nil {
			t.Fatal(err)
		}
		if _, err := h.queue.Tick(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Application(ctx, draft); !errors.Is(err, fault.NotFound) {
			t.Errorf("the draft is still there: %v", err)
		}
		if _, err := h.Application(ctx, sent); err != nil {
			t.Error(err)
		}
	})
}
