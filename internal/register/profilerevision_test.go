package register_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func TestAnOrganizationTakesBackWhatAProxyWrote(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		_, npo, other := three(t, svc)
		edit := func(by audit.By, version int64, values map[string]string) {
			t.Helper()
			in := register.ProfileInput{Values: values, Channel: "fax", Consent: "officer", ConsentedOn: "2026-11-01"}
			in.Visibility = map[string]register.Visibility{}
			if by.Behalf != "" {
				in.Visibility["offers"] = register.Registered
				in.HasSites, in.Sites = true, []register.Site{{Name: "分室", CityCode: "35204"}}
			}
			if err := svc.EditProfile(ctx, by, npo, version, in, says); err != nil {
				t.Fatal(err)
			}
		}
		edit(owner, 0, map[string]string{"line": "自分で書いた", "offers": "会場"})
		before, _, _ := svc.Profile(ctx, npo)
		edit(center(npo), 1, map[string]string{"line": "代わりに書いた", "offers": "講師", "seeks": "寄附", "reception": "平日"})
		edit(owner, 2, map[string]string{"seeks": "車"})
		list, err := svc.Revisions(ctx, npo)
		if err != nil || len(list) != 3 {
			t.Fatalf("%d revisions, %v", len(list), err)
		}
		if list[0].Undoable() || !list[1].Undoable() || list[2].Undoable() {
			t.Errorf("only what a proxy wrote can be taken back: %+v", list)
		}
		for name, try := range map[string]struct {
			oid      register.ID
			revision string
			want     error
		}{"own": {npo, list[0].ID, fault.Conflict}, "unknown": {npo, "x", fault.NotFound}, "another's": {other, list[1].ID, fault.NotFound}} {
			if err := svc.UndoProxy(ctx, owner, try.oid, try.revision); !errors.Is(err, try.want) {
				t.Errorf("%s: %v, want %v", name, err, try.want)
			}
		}
		if err := svc.UndoProxy(ctx, owner, npo, list[1].ID); err != nil {
			t.Fatal(err)
		}
		p, _, _ := svc.Profile(ctx, npo)
		if diff := cmp.Diff(map[string]string{"line": "自分で書いた", "offers": "会場", "seeks": "車"}, p.Values); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
		if p.Provenance["line"] != before.Provenance["line"] || len(p.Visibility) != 0 || len(p.Sites) != 0 || p.Version != 4 {
			t.Errorf("got %+v", p)
		}
		if err := svc.UndoProxy(ctx, owner, npo, list[1].ID); !errors.Is(err, fault.Conflict) {
			t.Errorf("undone twice: %v", err)
		}
	})
}

// TestAnApplicationBeginsTheProfile: what the applicant said is there to go on with, unpublished, and
// never over what somebody wrote.
func TestAnApplicationBeginsTheProfile(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		company, _, _ := three(t, svc)
		begin := func(line string) {
			t.Helper()
			in := whole()
			in.Values["line"], in.Values["website"], in.Values["reply_days"] = line, "javascript:x", "99"
			err := db.Update(ctx, func(tx *sqldb.Tx) error { return svc.BeginProfileTx(tx, owner, company, in, register.TermsVersion) })
			if err != nil {
				t.Fatal(err)
			}
		}
		begin("申請のときの紹介")
		begin("あとから来た申請")
		p, o, err := svc.Profile(ctx, company)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"line": "申請のときの紹介", "fields": "children town", "contact_phone": "083-922-0000"}
		if diff := cmp.Diff(want, p.Values); diff != "" {
			t.Errorf("values (-want +got):\n%s", diff)
		}
		if ok, missing := register.Published(p, o); ok || !slices.Equal(missing, []string{"publish"}) || p.Provenance["line"].Source != register.Self {
			t.Errorf("published %v, missing %v, %+v", ok, missing, p.Provenance["line"])
		}
	})
}
