package policy_test

import (
	"testing"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
)

// sample is a small table with one row for each thing that a row can ask for.
const sample = `action	roles	relation	states	fields	assurance	step-up	two	audit
job.list	AUDITOR	any	-	-	multi	-	-	-
my.view	CITIZEN	self	-	-	one	-	-	-
profile.view	CITIZEN	any	-	public	one	-	-	-
profile.view	NPO_OWNER	own	-	contact,internal	one	-	-	-
profile.view	MUNI_STAFF,INTERMED,PREF_LEAD	area	-	registered	multi	-	-	-
handover.view	CENTER_COORD	own-post	-	-	multi	-	-	-
profile.edit	NPO_OWNER	own	open	-	one	-	-	-
application.approve	CENTER_ADMIN,PREF_LEAD	duty	submitted	-	multi	-	yes	-
duty.report	CENTER_ADMIN,PREF_LEAD,FOUND_STAFF	duty	-	-	multi	-	-	-
matrix.change	PREF_LEAD	any	-	-	multi	yes	-	-
mail.view	SYS_ADMIN	glass	-	contact	multi	-	-	-
member.end	NPO_OWNER	own	-	-	one	yes	-	-
`

const sampleGrants = `item	kind	action
bank	O	application.approve
bank	A	duty.report
bank	F	duty.report
bank	O	duty.report
forum	F	duty.report
`

func sampleRules(t testing.TB) *policy.Rules {
	t.Helper()
	_, roles, _ := policy.Text()
	table, err := policy.Read(sample, roles, sampleGrants)
	if err != nil {
		t.Fatal(err)
	}
	return policy.NewRules(table, []policy.Matrix{policy.PlanMatrix()})
}

// holder is somebody with one role, signed in with a second factor.
func holder(role string, kind account.ScopeKind, id string) *account.Principal {
	return &account.Principal{Person: "p1", Name: "人", Session: "s1", Assurance: account.MultiFactor,
		Holdings: []account.Holding{{Post: "post1", Role: role, Scope: account.Scope{Kind: kind, ID: id}}}}
}

func TestDecide(t *testing.T) {
	now := dbtest.Now()
	prefecture := func(role string) *account.Principal { return holder(role, account.OfPrefecture, "") }
	citizen := &account.Principal{Person: "p1", Assurance: account.OneFactor}
	owner := holder("NPO_OWNER", account.OfOrganization, "org1")
	with := func(p *account.Principal, change func(*account.Principal)) *account.Principal {
		q := *p
		change(&q)
		return &q
	}
	weak := func(p *account.Principal) { p.Assurance = account.OneFactor }
	stepped := func(ago time.Duration) func(*account.Principal) {
		return func(p *account.Principal) { p.StepUpAt = now.Add(-ago) }
	}
	glass := func(left time.Duration) func(*account.Principal) {
		return func(p *account.Principal) { p.GlassUntil = now.Add(left) }
	}
	rules := sampleRules(t)
	for _, tt := range []struct {
		name   string
		who    *account.Principal
		action policy.Action
		object policy.Object
		want   policy.Verdict
	}{
		{"everyone", nil, policy.Anyone, policy.Object{}, policy.Allow},
		{"nobody signed in", nil, policy.JobList, policy.Object{}, policy.SignIn},
		{"any", prefecture("AUDITOR"), policy.JobList, policy.Object{}, policy.Allow},
		{"another role", prefecture("REVIEWER"), policy.JobList, policy.Object{}, policy.Deny},
		{"a role that does not exist", prefecture("ROOT"), policy.JobList, policy.Object{}, policy.Deny},
		{"an action without a row", prefecture("AUDITOR"), policy.AuditRead, policy.Object{}, policy.Deny},
		{"no role at all", citizen, policy.JobList, policy.Object{}, policy.Deny},

		{"self", citizen, policy.MyView, policy.Object{Person: "p1"}, policy.Allow},
		{"somebody else", citizen, policy.MyView, policy.Object{Person: "p2"}, policy.Deny},
		{"nobody's", citizen, policy.MyView, policy.Object{}, policy.Deny},

		{"own, open", owner, policy.ProfileEdit, policy.Object{Org: "org1", State: "open"}, policy.Allow},
		{"own, closed", owner, policy.ProfileEdit, policy.Object{Org: "org1", State: "closed"}, policy.Deny},
		{"own, without a state", owner, policy.ProfileEdit, policy.Object{Org: "org1"}, policy.Deny},
		{"another organization", owner, policy.ProfileEdit, policy.Object{Org: "org2", State: "open"}, policy.Deny},
		{"of no organization", holder("NPO_OWNER", account.OfOrganization, ""), policy.ProfileEdit, policy.Object{State: "open"}, policy.Deny},
		{"a municipality's id is no organization's", holder("NPO_OWNER", account.OfMunicipality, "org1"), policy.ProfileEdit, policy.Object{Org: "org1", State: "open"}, policy.Deny},

		{"own post", prefecture("CENTER_COORD"), policy.HandoverView, policy.Object{Post: "post1"}, policy.Allow},
		{"another post", prefecture("CENTER_COORD"), policy.HandoverView, policy.Object{Post: "post2"}, policy.Deny},

		{"duty held", prefecture("CENTER_ADMIN"), policy.ApplicationApprove, policy.Object{State: "submitted", By: "p2"}, policy.Allow},
		{"duty of another body", prefecture("PREF_LEAD"), policy.ApplicationApprove, policy.Object{State: "submitted", By: "p2"}, policy.Deny},
		{"duty, wrong state", prefecture("CENTER_ADMIN"), policy.ApplicationApprove, policy.Object{State: "approved", By: "p2"}, policy.Deny},
		{"two persons: not who asked", prefecture("CENTER_ADMIN"), policy.ApplicationApprove, policy.Object{State: "submitted", By: "p1"}, policy.Deny},
		{"duty of the item", prefecture("PREF_LEAD"), policy.DutyReport, policy.Object{Item: "bank", Duty: "F"}, policy.Allow},
		{"duty of the item, another's kind", prefecture("PREF_LEAD"), policy.DutyReport, policy.Object{Item: "bank", Duty: "O"}, policy.Deny},
		{"duty of another item", prefecture("PREF_LEAD"), policy.DutyReport, policy.Object{Item: "forum"}, policy.Deny},
		{"duty of the foundation", prefecture("FOUND_STAFF"), policy.DutyReport, policy.Object{Item: "forum"}, policy.Allow},
		{"an item that is not there", prefecture("FOUND_STAFF"), policy.DutyReport, policy.Object{Item: "none"}, policy.Deny},

		{"multi-factor missing", with(prefecture("AUDITOR"), weak), policy.JobList, policy.Object{}, policy.Enrol},
		{"multi-factor before step-up", with(prefecture("PREF_LEAD"), weak), policy.MatrixChange, policy.Object{}, policy.Enrol},
		{"never stepped up", prefecture("PREF_LEAD"), policy.MatrixChange, policy.Object{}, policy.StepUp},
		{"stepped up", with(prefecture("PREF_LEAD"), stepped(10*time.Minute)), policy.MatrixChange, policy.Object{}, policy.Allow},
		{"stepped up too long ago", with(prefecture("PREF_LEAD"), stepped(10*time.Minute+time.Second)), policy.MatrixChange, policy.Object{}, policy.StepUp},
		{"step-up does not help a stranger", with(owner, stepped(0)), policy.MemberEnd, policy.Object{Org: "org2"}, policy.Deny},
		{"step-up is not asked of a stranger", owner, policy.MemberEnd, policy.Object{Org: "org2"}, policy.Deny},

		{"glass whole", prefecture("SYS_ADMIN"), policy.MailView, policy.Object{}, policy.Deny},
		{"glass broken", with(prefecture("SYS_ADMIN"), glass(time.Second)), policy.MailView, policy.Object{}, policy.Allow},
		{"glass mended", with(prefecture("SYS_ADMIN"), glass(0)), policy.MailView, policy.Object{}, policy.Deny},
	} {
		d := rules.Decide(tt.who, tt.action, tt.object, now)
		if d.Verdict != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, d.Verdict, tt.want)
		}
		if (d.Row != nil) != (d.Verdict < policy.SignIn && tt.action != policy.Anyone) {
			t.Errorf("%s: %s by row %v", tt.name, d.Verdict, d.Row)
		}
	}
}

func TestAreas(t *testing.T) {
	rules := sampleRules(t)
	for _, tt := range []struct {
		name string
		who  *account.Principal
		city string
		want bool
	}{
		{"the municipality", holder("MUNI_STAFF", account.OfMunicipality, "35203"), "35203", true},
		{"another municipality", holder("MUNI_STAFF", account.OfMunicipality, "35203"), "35202", false},
		{"no municipality", holder("MUNI_STAFF", account.OfMunicipality, ""), "", false},
		{"in the region", holder("INTERMED", account.OfRegion, "east"), "35208", true},
		{"out of the region", holder("INTERMED", account.OfRegion, "east"), "35201", false},
		{"a region that is not there", holder("INTERMED", account.OfRegion, "nowhere"), "35208", false},
		{"the whole prefecture", holder("PREF_LEAD", account.OfPrefecture, ""), "35201", true},
	} {
		d := rules.Decide(tt.who, policy.ProfileView, policy.Object{City: tt.city}, dbtest.Now())
		if got := d.Sees("registered"); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestFieldsAddUp: whoever fits several rows sees what all of them open, and no more.
func TestFieldsAddUp(t *testing.T) {
	rules := sampleRules(t)
	owner := holder("NPO_OWNER", account.OfOrganization, "org1")
	owner.Holdings = append(owner.Holdings, account.Holding{Post: "post2", Role: "MUNI_STAFF", Scope: account.Scope{Kind: account.OfMunicipality, ID: "35203"}})
	sees := func(o policy.Object) (list []string) {
		d := rules.Decide(owner, policy.ProfileView, o, dbtest.Now())
		for _, set := range []string{"public", "registered", "contact", "internal", "unknown"} {
			if d.Sees(set) {
				list = append(list, set)
			}
		}
		return list
	}
	for _, tt := range []struct {
		object policy.Object
		want   int
	}{
		{policy.Object{Org: "org2", City: "35201"}, 1},
		{policy.Object{Org: "org2", City: "35203"}, 2},
		{policy.Object{Org: "org1", City: "35201"}, 3},
		{policy.Object{Org: "org1", City: "35203"}, 4},
	} {
		if got := sees(tt.object); len(got) != tt.want {
			t.Errorf("%+v opens %v, want %d sets", tt.object, got, tt.want)
		}
	}
	owner.Assurance = account.OneFactor
	if got := sees(policy.Object{Org: "org1", City: "35203"}); len(got) != 3 {
		t.Errorf("with one factor: %v; a row that asks for two opens nothing", got)
	}
}

// BenchmarkDecide is the dearest decision of the program's table: a duty, through the last of
// several posts. A decision takes at most 5 µs and allocates nothing.
func BenchmarkDecide(b *testing.B) {
	rules, now := policy.NewRules(policy.Default(), []policy.Matrix{policy.PlanMatrix()}), dbtest.Now()
	who := &account.Principal{Person: "p1", Assurance: account.MultiFactor}
	for range 7 {
		who.Holdings = append(who.Holdings, account.Holding{Post: "p", Role: "REVIEWER", Scope: account.Scope{Kind: account.OfPrefecture}})
	}
	who.Holdings = append(who.Holdings, account.Holding{Post: "p", Role: "FOUND_STAFF", Scope: account.Scope{Kind: account.OfPrefecture}})
	o := policy.Object{Kind: "duty", Item: "intermediary-exchange", Duty: "F"}
	b.ReportAllocs()
	for b.Loop() {
		if d := rules.Decide(who, policy.DutyReport, o, now); d.Verdict != policy.Allow {
			b.Fatal(d.Verdict)
		}
	}
}

func TestADecisionAllocatesNothing(t *testing.T) {
	rules, now := policy.NewRules(policy.Default(), []policy.Matrix{policy.PlanMatrix()}), dbtest.Now()
	who := holder("CENTER_ADMIN", account.OfPrefecture, "")
	o := policy.Object{Kind: "application", State: "submitted", By: "p2"}
	if n := testing.AllocsPerRun(1000, func() { rules.Decide(who, policy.ApplicationApprove, o, now) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
