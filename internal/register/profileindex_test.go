package register_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// TestSearchFindsPublicWordsAlone: a published profile is found by what everybody may read of it,
// its card has its line, and the index follows when it is hidden.
func TestSearchFindsPublicWordsAlone(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		company, _, _ := three(t, svc)
		feed := svc.Feed(nil)
		in := whole()
		maps.Copy(in.Values, map[string]string{"offers": "会議室オファ", "policy": "方針ポリシ", "benefits_note": "得たいベネフィ", "contact_section": "窓口セクショ"})
		in.Visibility = map[string]register.Visibility{"policy": register.Internal}
		in.HasSites, in.Sites = true, []register.Site{{Name: "長門営業所", CityCode: "35211", Contact: "担当コンタク"}}
		if err := svc.EditProfile(ctx, owner, company, 0, in, says); err != nil {
			t.Fatal(err)
		}
		found := func(f register.Filter) int {
			t.Helper()
			for more := true; more; {
				var err error
				if more, err = feed.Step(ctx); err != nil {
					t.Fatal(err)
				}
			}
			p, err := svc.Search(f)
			if err != nil {
				t.Fatal(err)
			}
			if p.Total == 1 && p.Cards[0].ID != company {
				t.Errorf("%+v finds %s", f, p.Cards[0].Name)
			}
			return p.Total
		}
		if err := feed.Load(ctx); err != nil {
			t.Fatal(err)
		}
		filters := map[string]register.Filter{"offers": {Q: "会議室オファ"}, "line": {Q: "学びを"}, "site": {Q: "長門営業所"}, "field": {Fields: []string{"children"}},
			"city": {Cities: []string{"35211"}}}
		for name, f := range filters {
			if n := found(f); n != 0 {
				t.Errorf("before it is published %s finds %d", name, n)
			}
		}
		if err := svc.PublishProfile(ctx, owner, company, register.TermsVersion, lack); err != nil {
			t.Fatal(err)
		}
		for name, f := range filters {
			if n := found(f); n != 1 {
				t.Errorf("%s finds %d, want 1", name, n)
			}
		}
		for _, word := range []string{"方針ポリシ", "得たいベネフィ", "窓口セクショ", "担当コンタク", "083-922-0000"} {
			if n := found(register.Filter{Q: word}); n != 0 {
				t.Errorf("%q, which is not public, finds %d", word, n)
			}
		}
		page, err := svc.Search(register.Filter{Q: "学びを"})
		if err != nil || page.Cards[0].Line != "子どもの学びを 助けます" {
			t.Errorf("card %+v, %v", page.Cards, err)
		}
		loaded := search.New()
		again := *svc
		again.Index = loaded
		if err := again.Feed(nil).Load(ctx); err != nil {
			t.Fatal(err)
		}
		if p, err := again.Search(register.Filter{Q: "会議室オファ"}); err != nil || p.Total != 1 {
			t.Errorf("a fresh index finds %d, %v", p.Total, err)
		}
		if err := svc.HideProfile(ctx, owner, company); err != nil {
			t.Fatal(err)
		}
		for name, f := range filters {
			if n := found(f); n != 0 {
				t.Errorf("once it is hidden %s finds %d", name, n)
			}
		}
	})
}

func TestWhoSeesWhat(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		company, _, group := three(t, svc)
		in := whole()
		maps.Copy(in.Values, map[string]string{"policy": "p", "benefits": "sdgs", "contact_name": "担当　花子", "record": "r"})
		in.Visibility = map[string]register.Visibility{"record": register.Internal, "contact_phone": register.Public}
		in.HasSites, in.Sites = true, []register.Site{{Name: "本店", CityCode: "35210", Contact: "係", Phone: "0833-72-0000"}}
		if err := svc.EditProfile(ctx, owner, company, 0, in, says); err != nil {
			t.Fatal(err)
		}
		p, o, err := svc.Profile(ctx, company)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct{ sets, want, site string }{
			{"", "contact_phone fields line policy", ""},
			{"registered", "benefits contact_phone fields line policy", ""},
			{"registered contact", "benefits contact_name contact_phone fields line policy", "係"},
			{"registered contact internal", "benefits contact_name contact_phone fields line policy record", "係"},
		} {
			seen := p.For(func(set string) bool { return slices.Contains(strings.Fields(test.sets), set) })
			if got := strings.Join(slices.Sorted(maps.Keys(seen.Values)), " "); got != test.want {
				t.Errorf("with %q: %s, want %s", test.sets, got, test.want)
			}
			if seen.Sites[0].Contact != test.site || p.Sites[0].Contact != "係" {
				t.Errorf("with %q: the site says %q", test.sets, seen.Sites[0].Contact)
			}
		}
		if !p.Withholds() {
			t.Error("a name that is not public is withheld")
		}
		if got := o.PolicyObject(); got.Org != string(company) || got.City != "35210" || got.State != register.StateOpen {
			t.Errorf("object %+v", got)
		}
		if got, err := svc.Object(ctx, company); err != nil || got != o.PolicyObject() {
			t.Errorf("object %+v, %v", got, err)
		}
		if _, err := svc.Object(ctx, "nobody"); !errors.Is(err, fault.NotFound) {
			t.Errorf("no organization: %v", err)
		}
		if _, err := svc.Unite(ctx, owner, company, group, "同じ団体"); err != nil {
			t.Fatal(err)
		}
		if _, err := svc.Object(ctx, group); !errors.Is(err, fault.NotFound) {
			t.Errorf("rights to a record that was merged into another: %v", err)
		}
		if err := svc.ReadWithheld(ctx, owner, company); err != nil {
			t.Fatal(err)
		}
		log := entriesOf(t, db, company)
		if last := log[len(log)-1]; last.Action != audit.DataRead || last.Subject != string(company) {
			t.Errorf("the reading stands in the log as %+v", last)
		}
	})
}
