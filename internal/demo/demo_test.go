package demo_test

import (
	"context"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/demo"
	"kyodo/internal/id"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func service(db *sqldb.DB) *register.Service {
	ids := &id.Source{}
	return &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}
}

func TestFillShowsEveryStatusAndEveryKindOfFilingRecord(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		if err := demo.Fill(ctx, svc, 320, 1, term.Of(db.Now()), nil); err != nil {
			t.Fatal(err)
		}
		if err := svc.Feed(nil).Load(ctx); err != nil {
			t.Fatal(err)
		}
		page, err := svc.Search(register.Filter{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != 320 {
			t.Errorf("%d organizations, want 320", page.Total)
		}
		have := map[string]int{}
		for key, counts := range page.Counts {
			for _, c := range counts {
				have[key+"="+c.Value] = c.N
			}
		}
		for _, want := range []string{"status=active", "status=dissolved", "status=revoked", "status=closed", "status=merged",
			"level=certified", "level=special", "kind=npo", "kind=company", "kind=group", "kind=general-association",
			"kind=public-association", "kind=welfare"} {
			if have[want] == 0 {
				t.Errorf("no organization with %s", want)
			}
		}
		today := term.Of(db.Now())
		states := map[register.FilingState]int{}
		none := 0
		err = svc.Each(ctx, register.Filter{}, func(o register.Organization) error {
			if !strings.Contains(o.Name, register.InventedMark) || !o.Invented {
				t.Errorf("%q is not marked as invented", o.Name)
			}
			for _, n := range o.OtherNames {
				if !strings.Contains(n.Name, register.InventedMark) {
					t.Errorf("other name %q is not marked as invented", n.Name)
				}
			}
			if o.Number != "" && (!o.Number.Valid() || o.Number[1:5] != "9900") {
				t.Errorf("number %s could be somebody's", o.Number)
			}
			if o.Kind != codes.NPO {
				return nil
			}
			d, err := svc.Organization(ctx, o.ID)
			if len(d.Filings) == 0 {
				none++
			}
			for _, f := range d.Filings {
				states[f.State(today)]++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []register.FilingState{register.FiledOnTime, register.FiledLate, register.Overdue} {
			if states[s] == 0 {
				t.Errorf("no filing is %s", s)
			}
		}
		if none == 0 {
			t.Error("no corporation is without a filing record")
		}
	})
}

func TestTheSameSeedInventsTheSame(t *testing.T) {
	today := term.On(2026, 11, 23)
	a, b, c := demo.New(7, today), demo.New(7, today), demo.New(8, today)
	differ := false
	for range 500 {
		x, y, z := a.Next(), b.Next(), c.Next()
		if nameOf(x) != nameOf(y) {
			t.Fatalf("%q and %q from one seed", nameOf(x), nameOf(y))
		}
		differ = differ || nameOf(x) != nameOf(z)
	}
	if !differ {
		t.Error("two seeds invent the same")
	}
}

func nameOf(e register.Entry) string {
	if e.Record != nil {
		return e.Record.Name
	}
	return e.Houjin[len(e.Houjin)-1].Name
}

// TestFillPublishesProfiles: companies with sites, NPO corporations and groups show what they say
// about themselves, some of it entered by a proxy.
func TestFillPublishesProfiles(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		for range 2 { // a second filling adds no second profile
			if err := demo.Fill(ctx, svc, 200, 1, term.Of(db.Now()), nil); err != nil {
				t.Fatal(err)
			}
		}
		if err := svc.Feed(nil).Load(ctx); err != nil {
			t.Fatal(err)
		}
		n := map[register.ProfileKind]int{}
		sites, proxied := 0, 0
		err := svc.Each(ctx, register.Filter{}, func(o register.Organization) error {
			d, err := svc.Organization(ctx, o.ID)
			if err != nil || d.Profile == nil {
				return err
			}
			n[d.Profile.Kind]++
			if len(d.Profile.Sites) > 0 {
				sites++
			}
			if d.Profile.Provenance[register.ItemLine].Source == register.Proxy {
				proxied++
			}
			for name, v := range d.Profile.Values {
				if strings.Contains(v, "083-000") || strings.Contains(v, "@example") {
					t.Errorf("%s shows %s to everybody: %q", o.Name, name, v)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if n[register.CompanyProfile] < 8 || n[register.NPOProfile] < 15 || n[register.GroupProfile] < 5 || sites < 8 || proxied < 2 {
			t.Errorf("profiles %v, %d with sites, %d by a proxy", n, sites, proxied)
		}
		if total := n[register.CompanyProfile] + n[register.NPOProfile] + n[register.GroupProfile]; total < 36 {
			t.Errorf("%d profiles, want about 40", total)
		}
	})
}
