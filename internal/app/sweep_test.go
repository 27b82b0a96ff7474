package app_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/blob"
	"kyodo/internal/codes"
	"kyodo/internal/inquiry"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Every day the photos and attachments that nothing names go away, and no other file does.
func TestFilesThatNothingNamesAreSwept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dsn)
		ctx, by, dir := t.Context(), audit.By{Actor: audit.System}, t.TempDir()
		files, err := blob.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer files.Close()
		h.Bank.Files, h.Inquiries.Files = files, files
		company, group := h.enter(codes.Company, "写真の会社【架空】", "company@example.jp", "CO_OWNER"), h.enter(codes.Group, "写真の会【架空】", "group@example.jp", "GRP_OWNER")
		lid := h.offer(company, 3)
		qid := h.ask(group, lid, 1)
		var photo bytes.Buffer
		if err := jpeg.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Bank.AddPhoto(ctx, by, lid, photo.Bytes(), "いす", &bank.PhotoSays{}); err != nil {
			t.Fatal(err)
		}
		if err := h.Inquiries.Reply(ctx, by, qid, 1, inquiry.Owner, "web", "写真です。", inquirySays(), inquiry.Upload{Name: "a.jpg", Data: photo.Bytes()}); err != nil {
			t.Fatal(err)
		}
		names := func() (list []string) {
			t.Helper()
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				list = append(list, e.Name())
			}
			return list
		}
		want := names()
		if _, err := files.Put([]byte("left by a form that failed")); err != nil {
			t.Fatal(err)
		}
		for _, name := range names() {
			if err := os.Chtimes(filepath.Join(dir, name), time.Time{}, dbtest.Now().Add(-25*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.db.Update(ctx, func(tx *sqldb.Tx) error { return jobs.Schedule(tx, "files.sweep", "all", tx.Now) }); err != nil {
			t.Fatal(err)
		}
		h.sleep(0)
		if n := h.numbers(`SELECT count(*) FROM river_job WHERE kind = 'files.sweep'`); n[0] != 1 {
			t.Errorf("%d sweeps are to be done", n[0])
		}
		if err := h.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		if left := names(); len(want) != 3 || !slices.Equal(left, want) {
			t.Errorf("left %q, want %q", left, want)
		}
	})
}
