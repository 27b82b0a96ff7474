package policy_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
)

// admits reads a scope as SQL conditions do.
func admits(s policy.Scope, o policy.Object) bool {
	return s.All || o.Org != "" && slices.Contains(s.Orgs, o.Org) || o.City != "" && slices.Contains(s.Cities, o.City) ||
		o.Person != "" && s.Person == o.Person || o.Post != "" && slices.Contains(s.Posts, o.Post)
}

// TestScopeIsDecideForLists: for rows that ask for a relation alone, a list limited by Scope holds
// an object exactly where Decide allows it.
func TestScopeIsDecideForLists(t *testing.T) {
	rules := policy.NewRules(policy.Default(), []policy.Matrix{policy.PlanMatrix()})
	table, now := rules.Table(), dbtest.Now()
	var actions []policy.Action
	for _, a := range table.Actions() {
		if !slices.ContainsFunc(table.Of(a), func(r *policy.Row) bool { return len(r.States) > 0 || r.Two }) {
			actions = append(actions, a)
		}
	}
	if len(actions) < 30 {
		t.Fatalf("only %d actions ask for relations alone", len(actions))
	}
	roles := []string{"ROOT"}
	for _, r := range table.Roles {
		roles = append(roles, r.Code)
	}
	orgs, people, posts := []string{"", "o1", "o2"}, []account.PersonID{"p1", "p2"}, []account.PostID{"", "post1", "post2"}
	cities := []string{"", "35201", "35203", "35208", "01100"}
	regions := []string{"nowhere"}
	for _, s := range codes.Schemes() {
		for _, r := range s.Regions {
			regions = append(regions, r.Slug)
		}
	}
	both := 0
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string, from []string) string { return rapid.SampledFrom(from).Draw(t, name) }
		who := &account.Principal{Person: rapid.SampledFrom(people).Draw(t, "who"),
			Assurance: account.Assurance(rapid.IntRange(1, 2).Draw(t, "assurance"))}
		if rapid.Bool().Draw(t, "stepped up") {
			who.StepUpAt = now
		}
		if rapid.Bool().Draw(t, "glass") {
			who.GlassUntil = now.Add(1)
		}
		for range rapid.IntRange(0, 3).Draw(t, "posts") {
			h := account.Holding{Post: rapid.SampledFrom(posts).Draw(t, "post"), Role: pick("role", roles)}
			switch h.Scope.Kind = rapid.SampledFrom([]account.ScopeKind{account.OfOrganization, account.OfMunicipality, account.OfRegion, account.OfPrefecture}).Draw(t, "scope"); h.Scope.Kind {
			case account.OfOrganization:
				h.Scope.ID = pick("org", orgs)
			case account.OfMunicipality:
				h.Scope.ID = pick("city", cities)
			case account.OfRegion:
				h.Scope.ID = pick("region", regions)
			}
			who.Holdings = append(who.Holdings, h)
		}
		a := rapid.SampledFrom(actions).Draw(t, "action")
		scope := rules.Scope(who, a, now)
		for range 20 {
			o := policy.Object{Org: pick("its org", orgs), City: pick("its city", cities),
				Person: rapid.SampledFrom([]account.PersonID{"", "p1", "p2"}).Draw(t, "its person"), Post: rapid.SampledFrom(posts).Draw(t, "its post")}
			d := rules.Decide(who, a, o, now)
			if got := admits(scope, o); got != d.Allowed() {
				t.Fatalf("%s of %+v: the list %v, the decision %s\nscope %+v", a, o, got, d.Verdict, scope)
			}
			if could := rules.Could(who, a, now); d.Verdict < could.Verdict {
				t.Fatalf("%s of %+v: %s, but for any object only %s", a, o, d.Verdict, could.Verdict)
			}
			if d.Allowed() {
				both |= 1
			} else {
				both |= 2
			}
		}
	})
	if both != 3 {
		t.Errorf("only one side was seen: %d", both)
	}
}
