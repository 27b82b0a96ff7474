package bank

import (
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"kyodo/internal/blob"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// However many send photos at once, a listing has no more than it may, and no file is left over.
func TestManySendPhotosAtOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx, dir := service(db), t.Context(), t.TempDir()
		files, err := blob.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer files.Close()
		s.Files = files
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		photo := asJPEG(t, shot(20, 20))
		var kept atomic.Int32
		var wg sync.WaitGroup
		for range 12 {
			wg.Go(func() {
				switch _, err := s.AddPhoto(ctx, owner, lid, photo, "いす", photoSays()); {
				case err == nil:
					kept.Add(1)
				case !errors.Is(err, fault.Invalid):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		left, err := os.ReadDir(dir)
		if list := must(s.Photos(ctx, lid))(t); kept.Load() != MaxPhotos || len(list) != MaxPhotos || err != nil || len(left) != 2*MaxPhotos {
			t.Errorf("%d kept, %d listed, %d files, %v", kept.Load(), len(list), len(left), err)
		}
	})
}
