package register_test

import (
	"testing"

	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestHowLongACertificationStands: until its last day, and while its renewal is being decided
// (NPO法51条4項); a special one cannot be renewed (58条). The tests live on 2026-11-23.
func TestHowLongACertificationStands(t *testing.T) {
	tests := []struct {
		name string
		set  func(*intake.PortalRow)
		want register.Approval
	}{
		{"none", func(*intake.PortalRow) {}, register.NoApproval},
		{"stands", func(p *intake.PortalRow) {
			p.Approval.Certified, p.ApprovedFrom, p.ApprovedUntil = true, term.On(2021, 11, 24), term.On(2026, 11, 23)
		}, register.Certified},
		{"ended yesterday", func(p *intake.PortalRow) {
			p.Approval.Certified, p.ApprovedFrom, p.ApprovedUntil = true, term.On(2021, 11, 23), term.On(2026, 11, 22)
		}, register.NoApproval},
		{"ended yesterday, being renewed", func(p *intake.PortalRow) {
			p.Approval.Certified, p.Approval.Renewing, p.ApprovedFrom, p.ApprovedUntil = true, true, term.On(2021, 11, 23), term.On(2026, 11, 22)
		}, register.Certified},
		{"revoked while being renewed", func(p *intake.PortalRow) {
			p.Approval.Certified, p.Approval.Renewing, p.ApprovedFrom, p.ApprovedUntil = true, true, term.On(2021, 11, 23), term.On(2026, 11, 22)
			p.ApprovalRevoked = term.On(2026, 11, 1)
		}, register.NoApproval},
		{"special, ended", func(p *intake.PortalRow) {
			p.Approval.Special, p.Approval.Renewing, p.SpecialFrom, p.SpecialUntil = true, true, term.On(2023, 11, 23), term.On(2026, 11, 22)
		}, register.NoApproval},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		var records [][]string
		for i, tt := range tests {
			p := intake.PortalRow{Name: ownName(i, "特定非営利活動法人認定の会【架空】"), Office: "山口県", Address: "光市架空１", Certified: term.On(2010, 1, 1+i)}
			tt.set(&p)
			records = append(records, portalRecord(p))
		}
		load(t, svc, intake.Portal, write(t, "p_20261101.csv", portalHeader, records))
		list := everything(t, svc)
		if len(list) != len(tests) {
			t.Fatalf("%d organizations, want %d", len(list), len(tests))
		}
		for _, d := range list {
			tt := tests[d.CertifiedOn.Day()-1]
			got := register.NoApproval
			if d.ApprovedAt(term.On(2026, 11, 23)) {
				got = d.Approval
			}
			if got != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
			}
		}
		if n := len(answer(t, svc, register.Filter{Approvals: []string{string(register.Certified)}})); n != 2 {
			t.Errorf("%d found as certified, want 2", n)
		}
	})
}
