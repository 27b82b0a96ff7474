package register_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// written is all that is kept of what an organization says about itself.
func written(t testing.TB, svc *register.Service, oid register.ID) string {
	t.Helper()
	ctx := context.Background()
	p, _, err := svc.Profile(ctx, oid)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	err = svc.DB.View(ctx, func(tx *sqldb.Tx) error {
		for _, query := range []string{`SELECT content FROM profile_revision WHERE organization_id = $1 ORDER BY version`,
			`SELECT content FROM profile WHERE organization_id = $1`, `SELECT name || contact || phone FROM site WHERE organization_id = $1 ORDER BY position`} {
			more, err := sqldb.All(tx, sqldb.Text, query, string(oid))
			if err != nil {
				return err
			}
			rows = append(rows, more...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%+v\n%s", p, strings.Join(rows, "\n"))
}

// TestUndoGivesEachBodyWhatItWrote: a record without profile inherits that of the one merged into it,
// its people write, and the undo leaves the one as it was before the union and the other what its own
// people wrote, in the profile and in its earlier versions.
func TestUndoGivesEachBodyWhatItWrote(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		few(t, func(rt *rapid.T) {
			keep := declare(t, svc, register.Record{Kind: codes.Group, Name: "のこる会【架空】", Address: "山口県萩市江向5"})
			gone := declare(t, svc, register.Record{Kind: codes.Group, Name: "きえる会【架空】", Address: "山口県萩市江向5"})
			edit := func(by audit.By, oid register.ID, in register.ProfileInput) (before, after register.Profile) {
				before, _, _ = svc.Profile(ctx, oid)
				if by.Behalf != "" {
					in.Channel, in.Consent, in.ConsentedOn = "fax", "officer", "2026-11-01"
				}
				if err := svc.EditProfile(ctx, by, oid, before.Version, in, says); err != nil {
					t.Fatal(err)
				}
				after, _, _ = svc.Profile(ctx, oid)
				return before, after
			}
			edit(owner, gone, register.ProfileInput{HasSites: true, Sites: []register.Site{{Name: "GONE分室", CityCode: "35204", Contact: "GONE担当"}},
				Values: map[string]string{"line": "GONEの活動", "fields": "children", "contact_phone": "083-922-0000", "offers": "GONEの会場"}})
			edit(center(gone), gone, register.ProfileInput{Values: map[string]string{"seeks": "GONEの寄附"},
				Visibility: map[string]register.Visibility{"offers": register.Registered}})
			if rapid.Bool().Draw(rt, "published before") {
				if err := svc.PublishProfile(ctx, owner, gone, register.TermsVersion, lack); err != nil {
					t.Fatal(err)
				}
			}
			before := written(t, svc, gone)
			u, err := svc.Unite(ctx, officer, keep, gone, "同じ団体")
			if err != nil {
				t.Fatal(err)
			}
			if p, _, _ := svc.Profile(ctx, keep); p.Line() != "GONEの活動" || len(p.Sites) != 1 {
				rt.Fatalf("the record that stays did not inherit the profile: %+v", p)
			}
			wrote := map[string]string{} // by name of item; '' = taken away
			var sites []register.Site
			for n := rapid.IntRange(0, 5).Draw(rt, "edits"); n > 0; n-- {
				switch rapid.IntRange(0, 4).Draw(rt, "deed") {
				case 0:
					in := register.ProfileInput{HasSites: true, Sites: []register.Site{{Name: fmt.Sprint("KEEP", n), CityCode: "35204"}}}
					_, after := edit(owner, keep, in)
					sites = after.Sites
				case 1:
					if err := svc.HideProfile(ctx, owner, keep); err != nil {
						t.Fatal(err)
					}
				default:
					by := rapid.SampledFrom([]audit.By{owner, center(keep), {Actor: "person-7", Post: "post-keep"}}).Draw(rt, "by")
					name := rapid.SampledFrom([]string{"line", "offers", "seeks", "contact_phone", "policy"}).Draw(rt, "item")
					value := rapid.SampledFrom([]string{"KEEPの一", "KEEPの二", ""}).Draw(rt, "value")
					if name == "contact_phone" && value != "" {
						value = "083-922-1111"
					}
					old, after := edit(by, keep, register.ProfileInput{Values: map[string]string{name: value}})
					if old.Values[name] != after.Values[name] {
						wrote[name] = value
					}
				}
			}
			if _, err := svc.UndoUnion(ctx, officer, u.ID); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, written(t, svc, gone)); diff != "" {
				rt.Fatalf("the one that was merged (-before the union +after the undo):\n%s", diff)
			}
			maps.DeleteFunc(wrote, func(_, v string) bool { return v == "" })
			p, _, err := svc.Profile(ctx, keep)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wrote, p.Values); diff != "" {
				rt.Fatalf("the one that stayed (-its people wrote +it has):\n%s", diff)
			}
			if diff := cmp.Diff(sites, p.Sites, cmpopts.EquateEmpty()); diff != "" {
				rt.Fatalf("its sites (-want +got):\n%s", diff)
			}
			if p.Published || p.TermsVersion != "" {
				rt.Fatalf("it is published by another's consent: %+v", p)
			}
			if text := written(t, svc, keep); strings.Contains(text, "GONE") || strings.Contains(text, "083-922-0000") {
				rt.Fatalf("it still holds what the other wrote:\n%s", text)
			}
		})
	})
}

// TestUndoReachesWhoeverInherited: of two unions one upon the other the first is undone, then the second.
func TestUndoReachesWhoeverInherited(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		ctx := context.Background()
		svc := service(db)
		var ids [3]register.ID
		for i := range ids {
			ids[i] = declare(t, svc, register.Record{Kind: codes.Group, Name: fmt.Sprint("会", i, "【架空】"), Address: "山口県萩市江向5"})
		}
		edit := func(oid register.ID, version int64, values map[string]string) {
			t.Helper()
			if err := svc.EditProfile(ctx, owner, oid, version, register.ProfileInput{Values: values}, says); err != nil {
				t.Fatal(err)
			}
		}
		edit(ids[0], 0, map[string]string{"line": "一", "contact_phone": "083-922-0000"})
		first, err := svc.Unite(ctx, officer, ids[1], ids[0], "同じ団体")
		if err != nil {
			t.Fatal(err)
		}
		edit(ids[1], 1, map[string]string{"offers": "二"})
		second, err := svc.Unite(ctx, officer, ids[2], ids[1], "同じ団体")
		if err != nil {
			t.Fatal(err)
		}
		edit(ids[2], 2, map[string]string{"seeks": "三"})
		values := func(want ...map[string]string) {
			t.Helper()
			for i, w := range want {
				if p, _, err := svc.Profile(ctx, ids[i]); err != nil || !maps.Equal(w, p.Values) {
					t.Errorf("record %d: %v %v, want %v", i, err, p.Values, w)
				}
			}
		}
		if _, err := svc.UndoUnion(ctx, officer, first.ID); err != nil {
			t.Fatal(err)
		}
		both := map[string]string{"offers": "二", "seeks": "三"}
		values(map[string]string{"line": "一", "contact_phone": "083-922-0000"}, both, both)
		if _, err := svc.UndoUnion(ctx, officer, second.ID); err != nil {
			t.Fatal(err)
		}
		values(map[string]string{"line": "一", "contact_phone": "083-922-0000"}, map[string]string{"offers": "二"}, map[string]string{"seeks": "三"})
	})
}
