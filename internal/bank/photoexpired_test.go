package bank

import (
	"errors"
	"testing"

	"kyodo/internal/blob"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// An expired listing is public, and Renew opens it without a check: its photos cannot be changed to what
// the centre has not seen.
func TestNoFreshPhotoOfAnExpiredListing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		files, err := blob.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer files.Close()
		s.Files = files
		lid := published(t, s, chairs())
		photo := must(s.AddPhoto(ctx, owner, lid, asJPEG(t, shot(60, 30)), "積んだいす", photoSays()))(t)
		must(0, s.Publish(ctx, owner, lid, must(s.Listing(ctx, lid))(t).Version, says()))(t)
		force(t, s, lid, Expired)
		if _, err := s.AddPhoto(ctx, owner, lid, asJPEG(t, shot(60, 30)), "倉庫", photoSays()); !errors.Is(err, fault.Conflict) {
			t.Errorf("a photo: %v", err)
		}
		if err := s.DescribePhoto(ctx, owner, lid, photo, "新しい説明", photoSays()); !errors.Is(err, fault.Conflict) {
			t.Errorf("other words: %v", err)
		}
		list := must(s.Photos(ctx, lid))(t)
		if len(list) != 1 || list[0].Alt != "積んだいす" {
			t.Errorf("photos: %+v", list)
		}
		must(0, s.RemovePhoto(ctx, owner, lid, photo))(t) // what goes shows nobody anything new
	})
}
