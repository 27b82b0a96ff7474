package register_test

import (
	"context"
	"testing"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestTheNextFiling: 29条 asks for each fiscal year's report, the first year's from the day of the
// corporation's birth; what is filed is not the next any more. The tests live on 2026-11-23.
func TestTheNextFiling(t *testing.T) {
	end, err := term.ParseMonthDay("08/31") // due on 30 November
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name        string
		established term.Date
		certified   term.Date
		filed       []register.Filing
		want        term.Date // the fiscal year's end
	}{
		{name: "not yet filed", established: term.On(2010, 1, 8), want: term.On(2026, 8, 31)},
		{name: "filed early", established: term.On(2010, 1, 8), want: term.On(2027, 8, 31),
			filed: []register.Filing{{PeriodEnd: term.On(2026, 8, 31), Filed: term.On(2026, 10, 1), Source: register.Government}}},
		{name: "known not to be filed", established: term.On(2010, 1, 8), want: term.On(2026, 8, 31),
			filed: []register.Filing{{PeriodEnd: term.On(2026, 8, 31), Source: register.Government}}},
		{name: "last year's was filed", established: term.On(2010, 1, 8), want: term.On(2026, 8, 31),
			filed: []register.Filing{{PeriodEnd: term.On(2025, 8, 31), Filed: term.On(2025, 10, 1), Source: register.Government}}},
		{name: "born after the fiscal year's end", established: term.On(2026, 9, 10), want: term.On(2027, 8, 31)},
		{name: "born on its last day", established: term.On(2026, 8, 31), want: term.On(2026, 8, 31)},
		{name: "certified after it, registration unknown", certified: term.On(2026, 9, 10), want: term.On(2027, 8, 31)},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		for i, tt := range tests {
			name := ownName(i, "特定非営利活動法人届出の会【架空】")
			err := svc.Enter(context.Background(), term.On(2026, 11, 1), "f", []register.Entry{{Filing: tt.filed, Portal: &intake.PortalRow{Name: name,
				Office: "山口県", Address: "光市架空１", Established: tt.established, Certified: tt.certified, FiscalEnd: end}}})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range everything(t, svc) {
				if d.Name != name {
					continue
				}
				due, _ := term.FilingDue(tt.want, term.LocalGovernment())
				if d.Next.PeriodEnd != tt.want || d.Next.Due != due || d.Status != codes.Active {
					t.Errorf("%s: next %s due %s, want %s due %s", tt.name, d.Next.PeriodEnd, d.Next.Due, tt.want, due)
				}
			}
		}
	})
}
