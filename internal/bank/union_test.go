package bank

import (
	"slices"
	"testing"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Listings go along when a record is united with another, and back; what began meanwhile stays.
func TestListingsFollowAUnion(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		begin := func(org register.ID) string {
			in := chairs()
			in.Organization = org
			return must(s.Begin(ctx, owner, in, says()))(t)
		}
		of := func(org register.ID) (ids []string) {
			for _, l := range must(s.OfOrganizations(ctx, org))(t) {
				ids = append(ids, l.ID)
			}
			slices.Sort(ids)
			return ids
		}
		first, second := begin("keep"), begin("gone")
		run := func(f func(tx *sqldb.Tx) error) {
			t.Helper()
			if err := db.Update(ctx, f); err != nil {
				t.Fatal(err)
			}
		}
		unite := func(tx *sqldb.Tx) error { return s.Unite(tx, owner, "keep", "gone") }
		part := func(tx *sqldb.Tx) error { return s.Part(tx, owner, "keep", "gone") }
		for range 2 {
			run(unite)
			if got := of("keep"); !slices.Equal(got, []string{first, second}) || len(of("gone")) > 0 {
				t.Fatalf("united: %v", got)
			}
			run(part)
			if got := of("gone"); !slices.Equal(got, []string{second}) || !slices.Equal(of("keep"), []string{first}) {
				t.Fatalf("parted: %v", got)
			}
		}
		run(unite)
		third := begin("keep")
		run(part)
		if got := of("keep"); !slices.Equal(got, []string{first, third}) {
			t.Errorf("what began meanwhile: %v", got)
		}
	})
}

// A list shows the name that an organization has now.
func TestAListingIsFoundByTheNewNameOfItsOrganization(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, step := followed(t, db)
		r := &register.Service{DB: db, IDs: s.IDs, Audit: s.Audit}
		named := func(name string) (oid register.ID) {
			t.Helper()
			err := db.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
				oid, err = r.DeclareTx(tx, owner, register.Record{Kind: codes.Company, Number: "8250001000017", Name: name, Address: "山口県山口市滝町1"}, register.Government, "試験")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return oid
		}
		in := chairs()
		in.Organization, in.Content.Audience = named("【架空】まえの名商店"), Everybody
		published(t, s, in)
		step()
		if got := found(t, s, Filter{Q: "まえの名"}); len(got) != 1 {
			t.Fatalf("by the first name: %v", got)
		}
		if again := named("【架空】いまの名商店"); again != in.Organization {
			t.Fatalf("another record: %s", again)
		}
		step()
		if old, now := found(t, s, Filter{Q: "まえの名"}), found(t, s, Filter{Q: "いまの名"}); len(now) != 1 {
			t.Errorf("by the new name %v, by the old one %v", now, old)
		} else if c := must(s.Search(Filter{}))(t).Cards[0]; c.Name != "【架空】いまの名商店" {
			t.Errorf("it shows %s", c.Name)
		}
	})
}
