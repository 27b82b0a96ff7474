package bank

import (
	"testing"

	"kyodo/internal/blob"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// A photo, and the words for it, are checked like other words before readers of a published listing see
// them; what goes or changes its place is not.
func TestAPhotoOfAPublishedListingIsChecked(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		files, err := blob.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer files.Close()
		s.Files = files
		lid := published(t, s, chairs())
		state := func(want State, after string) {
			t.Helper()
			l := must(s.Listing(ctx, lid))(t)
			if l.State != want {
				t.Errorf("after %s the listing is %s, want %s", after, l.State, want)
			}
			if l.State == Checking {
				must(0, s.Publish(ctx, owner, lid, l.Version, says()))(t)
			}
		}
		first := must(s.AddPhoto(ctx, owner, lid, asJPEG(t, shot(60, 30)), "積んだいす", photoSays()))(t)
		state(Checking, "a photo")
		second := must(s.AddPhoto(ctx, owner, lid, asJPEG(t, shot(60, 30)), "倉庫", photoSays()))(t)
		state(Checking, "another")
		must(0, s.DescribePhoto(ctx, owner, lid, first, "新しい説明", photoSays()))(t)
		state(Checking, "other words")
		must(0, s.OrderPhotos(ctx, owner, lid, []string{second, first}, photoSays()))(t)
		state(Open, "another order")
		must(0, s.RemovePhoto(ctx, owner, lid, second))(t)
		state(Open, "one that goes")
	})
}
