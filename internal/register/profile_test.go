package register_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

var (
	owner  = audit.By{Actor: "person-1", Post: "post-owner", Session: "s1", Request: "r1"}
	center = func(oid register.ID) audit.By {
		return audit.By{Actor: "person-2", Post: "post-centre", Behalf: string(oid)}
	}
)

// says are texts that name the refusal.
var says = register.ProfileSays{
	Long: func(int) string { return "long" }, Number: func(int, int) string { return "number" }, Many: func(int) string { return "many" },
	Choice: "choice", Visibility: "visibility", Link: "link", Phone: "phone", Mail: "mail", Month: "month", Day: "day", Income: "income",
	PersonalNumber: "personal number", SiteName: "site name", SiteCity: "site city", TooSites: "too many sites", Channel: "channel",
	Consent: "consent", ConsentedOn: "consented on",
}

func lack(name string) string { return "lacks " + name }

// three puts a company, an NPO corporation and a group into the register and returns their ids.
func three(t *testing.T, svc *register.Service) (company, npo, group register.ID) {
	t.Helper()
	ctx := context.Background()
	number := func(base string) codes.CorporateNumber {
		d, _ := codes.CheckDigit(base)
		return codes.CorporateNumber(string(d) + base)
	}
	row := func(base, kind, name string) register.Entry {
		return register.Entry{Houjin: []intake.HoujinRow{{Number: number(base), Process: "01", Correct: "0", Updated: term.On(2025, 1, 1),
			Changed: term.On(2020, 1, 1), Name: name, Kind: kind, Prefecture: "山口県", City: "光市", Street: "中央一丁目１番１号",
			PrefectureCode: "35", CityCode: "35210", Assigned: term.On(2020, 1, 1), Latest: true}}}
	}
	entries := []register.Entry{row("990001000001", "301", "株式会社みほん【架空】"), row("990005000002", "399", "特定非営利活動法人みほん【架空】"),
		{Record: &register.Record{Kind: codes.Group, Name: "みほんの会【架空】", Address: "山口県萩市江向510", Purpose: "あつまる。"}}}
	if err := svc.Enter(ctx, term.On(2026, 1, 1), "見本データ", entries); err != nil {
		t.Fatal(err)
	}
	var ids []register.ID
	for _, name := range []string{"株式会社みほん【架空】", "特定非営利活動法人みほん【架空】", "みほんの会【架空】"} {
		list, err := svc.Named(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range list {
			if o.Name == name {
				ids = append(ids, o.ID)
			}
		}
	}
	if len(ids) != 3 {
		t.Fatalf("%d organizations, want 3", len(ids))
	}
	return ids[0], ids[1], ids[2]
}

// whole is an input that is all a published profile needs.
func whole() register.ProfileInput {
	return register.ProfileInput{Values: map[string]string{"line": "子どもの学びを　助けます", "fields": "children town", "contact_phone": "０８３－９２２－００００"}}
}

func TestAProfileIsWrittenItemByItem(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		company, _, _ := three(t, svc)
		in := whole()
		in.HasSites, in.Sites = true, []register.Site{{Name: "萩工場", CityCode: "35204", Street: "江向５１０", Contact: "総務課", Phone: "0838-25-0000"}, {}}
		if err := svc.EditProfile(ctx, owner, company, 0, in, says); err != nil {
			t.Fatal(err)
		}
		p, _, err := svc.Profile(ctx, company)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"line": "子どもの学びを 助けます", "fields": "children town", "contact_phone": "083-922-0000"}
		if diff := cmp.Diff(want, p.Values); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
		if len(p.Sites) != 1 || p.Sites[0].ID == "" || p.Version != 1 || p.Kind != register.CompanyProfile {
			t.Errorf("got %+v", p)
		}
		first := p.Provenance["line"]
		if first.Source != register.Self || first.By != "post-owner" || first.On != term.Of(db.Now()) {
			t.Errorf("provenance %+v", first)
		}

		// Somebody else of the centre changes one item: that one alone has a new provenance.
		proxied := register.ProfileInput{Values: map[string]string{"line": "子どもの学びを 助けます", "policy": "地域とともに。"}, Channel: "phone", Consent: "head",
			ConsentedOn: term.Of(db.Now()).String()}
		if err := svc.EditProfile(ctx, center(company), company, 1, proxied, says); err != nil {
			t.Fatal(err)
		}
		p, _, _ = svc.Profile(ctx, company)
		if p.Provenance["line"] != first {
			t.Errorf("an item that did not change has a new provenance: %+v", p.Provenance["line"])
		}
		wantFrom := register.ProfileOrigin{Source: register.Proxy, By: "post-centre", On: term.Of(db.Now()), Channel: "phone",
			Consent: "head " + term.Of(db.Now()).String()}
		if p.Provenance["policy"] != wantFrom {
			t.Errorf("proxy: %+v, want %+v", p.Provenance["policy"], wantFrom)
		}
		if len(p.Sites) != 1 {
			t.Errorf("sites that were not in the form are gone: %+v", p.Sites)
		}

		// The same again changes nothing, and leaves nothing in the log.
		if err := svc.EditProfile(ctx, owner, company, 2, register.ProfileInput{Values: map[string]string{"policy": "地域とともに。"}}, says); err != nil {
			t.Fatal(err)
		}
		err = svc.EditProfile(ctx, owner, company, 1, whole(), says)
		if !errors.Is(err, fault.Conflict) {
			t.Errorf("an older form: %v, want a conflict", err)
		}
		err = svc.EditProfile(ctx, owner, "nobody", 0, whole(), says)
		if !errors.Is(err, fault.NotFound) {
			t.Errorf("no such organization: %v", err)
		}
		entries := entriesOf(t, db, company)
		var got []string
		for _, e := range entries {
			if strings.HasPrefix(e.Action, "profile.") {
				got = append(got, e.Action+" "+e.Behalf+" "+e.Subject)
			}
		}
		wantLog := []string{"profile.edit  " + string(company), "profile.edit " + string(company) + " " + string(company)}
		if diff := cmp.Diff(wantLog, got); diff != "" {
			t.Errorf("log (-want +got):\n%s", diff)
		}
		for _, e := range entries {
			if strings.Contains(e.Detail, "922") || strings.Contains(e.Detail, "総務課") {
				t.Errorf("contact data in the log: %s", e.Detail)
			}
		}
	})
}

func entriesOf(t *testing.T, db *sqldb.DB, oid register.ID) (list []audit.Entry) {
	t.Helper()
	err := db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		list, err = audit.Of(tx, string(oid))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWhatIsWrongIsSaidByField(t *testing.T) {
	long := strings.Repeat("あ", 121)
	tests := []struct {
		name   string
		values map[string]string
		want   map[string]string // refusals by field
		kept   string            // what stands in the one field when there is no refusal
	}{
		{"line too long", map[string]string{"line": long}, map[string]string{"line": "long"}, ""},
		{"personal number", map[string]string{"policy": "番号は 1234 5678 9018 です"}, map[string]string{"policy": "personal number"}, ""},
		{"personal number in full width", map[string]string{"line": "１２３４５６７８９０１８"}, map[string]string{"line": "personal number"}, ""},
		{"twelve digits that are none", map[string]string{"line": "123456789012"}, nil, "123456789012"},
		{"a corporate number", map[string]string{"line": "1234567890123"}, nil, "1234567890123"},
		{"six fields", map[string]string{"fields": "children town tourism rural disaster safety"}, map[string]string{"fields": "many"}, ""},
		{"no such field", map[string]string{"fields": "magic"}, map[string]string{"fields": "choice"}, ""},
		{"the field of ordinances", map[string]string{"fields": "ordinance"}, map[string]string{"fields": "choice"}, ""},
		{"a field twice", map[string]string{"fields": "town town"}, nil, "town"},
		{"no such industry", map[string]string{"industry": "Z"}, map[string]string{"industry": "choice"}, ""},
		{"script address", map[string]string{"website": "javascript:alert(1)"}, map[string]string{"website": "link"}, ""},
		{"address with a user", map[string]string{"website": "https://a:b@example.com/"}, map[string]string{"website": "link"}, ""},
		{"address in full width", map[string]string{"website": "ｈｔｔｐｓ：／／example.com/"}, nil, "https://example.com/"},
		{"phone", map[string]string{"contact_phone": "（０８３）９２２ー００００"}, nil, "(083)922-0000"},
		{"short phone", map[string]string{"contact_phone": "922-0000"}, map[string]string{"contact_phone": "phone"}, ""},
		{"mail", map[string]string{"contact_mail": "info＠example.com"}, nil, "info@example.com"},
		{"mail with a name", map[string]string{"contact_mail": "A <info@example.com>"}, map[string]string{"contact_mail": "mail"}, ""},
		{"mail without a domain", map[string]string{"contact_mail": "info@localhost"}, map[string]string{"contact_mail": "mail"}, ""},
		{"days", map[string]string{"reply_days": "７日"}, nil, "7"},
		{"no days", map[string]string{"reply_days": "0"}, map[string]string{"reply_days": "number"}, ""},
		{"blank", map[string]string{"line": " 　\n"}, nil, ""},
		{"an item of another kind", map[string]string{"members": "x"}, nil, ""},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		company, npo, group := three(t, svc)
		for _, test := range tests {
			p, _, _ := svc.Profile(ctx, company)
			err := svc.EditProfile(ctx, owner, company, p.Version, register.ProfileInput{Values: test.values}, says)
			if diff := cmp.Diff(test.want, refusals(err)); diff != "" {
				t.Errorf("%s: refusals (-want +got):\n%s", test.name, diff)
			}
			p, _, _ = svc.Profile(ctx, company)
			if name := slices.Collect(maps.Keys(test.values))[0]; test.want == nil && p.Values[name] != test.kept {
				t.Errorf("%s: %q is kept, want %q", test.name, p.Values[name], test.kept)
			}
		}
		err := svc.EditProfile(ctx, owner, npo, 0, register.ProfileInput{Values: map[string]string{"income_fees": "60", "income_gifts": "50％", "members": "１，２００人"}}, says)
		if diff := cmp.Diff(map[string]string{"income_fees": "income"}, refusals(err)); diff != "" {
			t.Errorf("income (-want +got):\n%s", diff)
		}
		dates := map[string]string{"established": "平成12年4月", "rules_on": "R2.4.1", "accounts_on": "2030-01-01"}
		err = svc.EditProfile(ctx, owner, group, 0, register.ProfileInput{Values: dates, Visibility: map[string]register.Visibility{
			"line": register.Internal, "contact_name": register.Public}}, says)
		want := map[string]string{"accounts_on": "day", "see_line": "visibility", "see_contact_name": "visibility"}
		if diff := cmp.Diff(want, refusals(err)); diff != "" {
			t.Errorf("dates and visibilities (-want +got):\n%s", diff)
		}
		delete(dates, "accounts_on")
		if err := svc.EditProfile(ctx, owner, group, 0, register.ProfileInput{Values: dates}, says); err != nil {
			t.Error(err)
		}
		p, _, _ := svc.Profile(ctx, group)
		if diff := cmp.Diff(map[string]string{"established": "2000-04", "rules_on": "2020-04-01"}, p.Values); diff != "" {
			t.Errorf("dates (-want +got):\n%s", diff)
		}
		sites := []register.Site{{CityCode: "35204"}, {Name: "阿東支店", CityCode: "35504", Phone: "1"}}
		err = svc.EditProfile(ctx, owner, company, 99, register.ProfileInput{HasSites: true, Sites: sites}, says)
		if diff := cmp.Diff(map[string]string{"site-1-name": "site name", "site-2-city": "site city", "site-2-phone": "phone"}, refusals(err)); diff != "" {
			t.Errorf("sites (-want +got):\n%s", diff)
		}
		err = svc.EditProfile(ctx, center(npo), npo, 0, whole(), says)
		if diff := cmp.Diff(map[string]string{"channel": "channel", "consent": "consent", "consented_on": "consented on"}, refusals(err)); diff != "" {
			t.Errorf("a proxy without consent (-want +got):\n%s", diff)
		}
	})
}

func refusals(err error) map[string]string {
	var f fault.Fields
	if !errors.As(err, &f) {
		return nil
	}
	m := map[string]string{}
	for _, x := range f {
		m[x.Name] = x.Says
	}
	return m
}

func TestWhatAPublishedProfileNeeds(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		company, npo, group := three(t, svc)
		err := svc.PublishProfile(ctx, owner, company, "", lack)
		want := map[string]string{"line": "lacks line", "fields": "lacks fields", "contact": "lacks contact", "terms": "lacks terms"}
		if diff := cmp.Diff(want, refusals(err)); diff != "" {
			t.Errorf("an empty profile (-want +got):\n%s", diff)
		}
		for oid, undecided := range map[register.ID]bool{company: false, npo: true} {
			in := whole()
			if undecided {
				in.Values["fields"], in.Values["undecided"] = "", "yes"
			}
			if err := svc.EditProfile(ctx, owner, oid, 0, in, says); err != nil {
				t.Fatal(err)
			}
			check := func(when string, wantOK bool, wantMissing ...string) {
				t.Helper()
				err := db.View(ctx, func(tx *sqldb.Tx) error {
					ok, missing, err := register.IsPublished(tx, oid)
					if ok != wantOK || !slices.Equal(missing, wantMissing) {
						t.Errorf("%s: %v, missing %v; want %v, %v", when, ok, missing, wantOK, wantMissing)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			check("written", false, "terms")
			if err := svc.PublishProfile(ctx, owner, oid, "another version", lack); !errors.Is(err, fault.Invalid) {
				t.Errorf("consent to other terms: %v", err)
			}
			if err := svc.PublishProfile(ctx, owner, oid, register.TermsVersion, lack); err != nil {
				t.Fatal(err)
			}
			check("published", true)
			if err := svc.HideProfile(ctx, owner, oid); err != nil {
				t.Fatal(err)
			}
			check("hidden", false, "publish")
			if err := svc.PublishProfile(ctx, owner, oid, "", lack); err != nil {
				t.Errorf("an earlier consent holds: %v", err)
			}
			clear := register.ProfileInput{Values: map[string]string{"contact_phone": ""}}
			if err := svc.EditProfile(ctx, owner, oid, 1, clear, says); err != nil {
				t.Fatal(err)
			}
			check("without a channel", false, "contact")
			if d, err := svc.Organization(ctx, oid); err != nil || d.Profile != nil {
				t.Errorf("what lacks something is shown: %+v, %v", d.Profile, err)
			}
		}
		db.View(ctx, func(tx *sqldb.Tx) error {
			if ok, _, err := register.IsPublished(tx, group); ok || err != nil {
				t.Errorf("a group without a profile: %v, %v", ok, err)
			}
			return nil
		})
	})
}

func TestEveryItemIsSound(t *testing.T) {
	for _, kind := range []register.ProfileKind{register.CompanyProfile, register.NPOProfile, register.GroupProfile} {
		seen := map[string]bool{}
		for _, i := range register.Items(kind) {
			choice := i.Form == register.OneOf || i.Form == register.SomeOf
			switch {
			case seen[i.Name]:
				t.Errorf("%s: two items %q", kind, i.Name)
			case i.Label.Ja == "" || i.Label.En == "" || (i.Hint.Ja == "") != (i.Hint.En == ""):
				t.Errorf("%s lacks a label", i.Name)
			case len(i.Allowed) == 0 || !slices.Contains(register.Steps(kind), i.Step):
				t.Errorf("%s lacks a visibility or a step of %s", i.Name, kind)
			case choice != (i.Choices != nil):
				t.Errorf("%s: choices", i.Name)
			case (i.Form == register.OneLine || i.Form == register.Prose) && i.Limit == 0, i.Form == register.Count && i.Max == 0:
				t.Errorf("%s has no limit", i.Name)
			case strings.HasPrefix(i.Name, "contact_") && i.Default() != register.Contact:
				t.Errorf("%s: contact data is public by default", i.Name)
			case i.Person && i.Default() == register.Public:
				t.Errorf("%s is about a person and public by default", i.Name)
			}
			seen[i.Name] = true
		}
		for _, name := range []string{register.ItemLine, register.ItemFields, register.ItemUndecided, register.ItemPhone, register.ItemMail} {
			if !seen[name] {
				t.Errorf("%s lacks %s", kind, name)
			}
		}
	}
	for _, k := range codes.Kinds() {
		if len(register.Items(register.ProfileKindOf(k))) == 0 {
			t.Errorf("no form for %s", k)
		}
	}
	if n := len(codes.Industries()); n != 20 {
		t.Errorf("%d divisions, want A to T", n)
	}
}

// Who writes at the moment in which a colleague hides the profile does not show it again.
func TestAHiddenProfileStaysHidden(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		oid, _, _ := three(t, svc)
		if err := svc.EditProfile(ctx, owner, oid, 0, whole(), says); err != nil {
			t.Fatal(err)
		}
		for version := int64(1); version <= 12; version++ {
			if err := svc.PublishProfile(ctx, owner, oid, register.TermsVersion, lack); err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for range 3 { // some wait for the row with what they have read
				wg.Go(func() {
					in := register.ProfileInput{Values: map[string]string{"line": fmt.Sprint("活動 ", version)}}
					if err := svc.EditProfile(ctx, owner, oid, version, in, says); err != nil && !errors.Is(err, fault.Conflict) {
						t.Error(err)
					}
				})
			}
			wg.Go(func() {
				if err := svc.HideProfile(ctx, owner, oid); err != nil {
					t.Error(err)
				}
			})
			wg.Wait()
			if p, _, err := svc.Profile(ctx, oid); err != nil || p.Published || p.Version != version+1 {
				t.Fatalf("round %d: published %v at version %d, %v", version, p.Published, p.Version, err)
			}
		}
	})
}
