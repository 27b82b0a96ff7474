package bankweb_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/blob"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// A photo follows its listing: who may not read that is told that there is none.
func TestPhotosFollowTheirListing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		files, err := blob.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer files.Close()
		w.svc.Files = files
		var picture bytes.Buffer
		if err := jpeg.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 900, 600)), nil); err != nil {
			t.Fatal(err)
		}
		secret := w.offer()
		secret.Content.Audience = bank.Registered
		open, registered, draft := w.publish(w.offer()), w.publish(secret), w.draft(w.offer())
		photos := map[string]string{}
		for _, lid := range []string{open, registered, draft} {
			key, err := w.svc.AddPhoto(t.Context(), audit.By{Actor: "owner"}, lid, picture.Bytes(), "積み重ねたいす", &bank.PhotoSays{Long: func(int) string { return "" }})
			if err != nil {
				t.Fatal(err)
			}
			photos[lid] = key
		}
		at := func(lid, key, size string) string { return "/bank/" + lid + "/photos/" + key + "-" + size }
		for _, lid := range []string{open, registered} { // a new photo is checked first
			if rec := w.get("", at(lid, photos[lid], "large")); rec.Code != 404 {
				t.Errorf("before the check a guest gets the photo: %d", rec.Code)
			}
			l, err := w.svc.Listing(t.Context(), lid)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.svc.Publish(t.Context(), audit.By{Actor: "center"}, lid, l.Version, says()); err != nil {
				t.Fatal(err)
			}
		}
		w.expect(w.get("", "/bank/"+open), 200, at(open, photos[open], "small"), at(open, photos[open], "large"), `alt="積み重ねたいす"`, `width="480" height="320"`)
		for _, size := range []string{"large", "small"} {
			rec := w.get("", at(open, photos[open], size))
			if rec.Code != 200 || rec.Header().Get("Content-Type") != "image/jpeg" || !strings.HasPrefix(rec.Header().Get("Cache-Control"), "public, max-age=") || rec.Body.Len() < 100 {
				t.Errorf("%s: %d %v", size, rec.Code, rec.Header())
			}
		}
		for _, tt := range []struct {
			who, lid string
			status   int
		}{
			{"", registered, 404}, {"citizen", registered, 404}, {"member", registered, 200}, {"center", registered, 200},
			{"", draft, 404}, {"member", draft, 404}, {"owner", draft, 200}, {"center", draft, 200},
		} {
			rec := w.get(tt.who, at(tt.lid, photos[tt.lid], "small"))
			if rec.Code != tt.status || rec.Code == 200 && rec.Header().Get("Cache-Control") != "private, no-store" {
				t.Errorf("%q of %s: %d %q, want %d", tt.who, tt.lid, rec.Code, rec.Header().Get("Cache-Control"), tt.status)
			}
		}
		for _, path := range []string{at(open, photos[registered], "small"), at(open, photos[open], "huge"), "/bank/" + open + "/photos/x", "/bank/" + open + "/photos/..-small"} {
			w.expect(w.get("", path), 404)
		}
	})
}
