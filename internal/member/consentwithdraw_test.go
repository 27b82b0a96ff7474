package member_test

import (
	"context"
	"errors"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestAConsentIsWithdrawnAndAskedForAnew: the profile is hidden, the consent is over, and publishing
// without a new one is refused.
func TestAConsentIsWithdrawnAndAskedForAnew(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h, ctx := newHouse(t, db), context.Background()
		org, owner := h.company(), by(account.PersonID("owner"))
		in := register.ProfileInput{Values: map[string]string{"line": "学びを助けます", "fields": "children", "contact_phone": "083-922-0000"}}
		says := register.ProfileSays{Number: func(int, int) string { return "" }, Long: func(int) string { return "" }, Many: func(int) string { return "" }}
		lack := func(name string) string { return name }
		if err := h.Register.EditProfile(ctx, owner, org, 0, in, says); err != nil {
			t.Fatal(err)
		}
		if err := h.WithdrawConsent(ctx, owner, org); !errors.Is(err, fault.Conflict) {
			t.Errorf("without a consent: %v", err)
		}
		if err := h.Consent(ctx, owner, org, member.Agreement{Terms: true, Lang: "ja"}, &member.Says{}); err != nil {
			t.Fatal(err)
		}
		if err := h.Register.PublishProfile(ctx, owner, org, register.TermsVersion, lack); err != nil {
			t.Fatal(err)
		}
		if err := h.WithdrawConsent(ctx, owner, org); err != nil {
			t.Fatal(err)
		}
		p, _, err := h.Register.Profile(ctx, org)
		if err != nil || p.Published || p.TermsVersion != "" || p.Line() != "学びを助けます" {
			t.Errorf("after the withdrawal: %v %+v", err, p)
		}
		if m, err := h.Managed(ctx, org); err != nil || !m.NeedsConsent {
			t.Errorf("the consent stands: %v", err)
		}
		if err := h.Register.PublishProfile(ctx, owner, org, "", lack); !errors.Is(err, fault.Invalid) {
			t.Errorf("published without a new consent: %v", err)
		}
		if n := h.count(`SELECT count(*) FROM audit WHERE action = 'terms.withdraw'`); n != 1 {
			t.Errorf("%d entries in the log, want 1", n)
		}
	})
}
