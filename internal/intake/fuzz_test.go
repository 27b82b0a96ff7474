package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"kyodo/internal/ja"
)

// FuzzHoujin: whatever the bytes are, both passes end without a panic and agree; what
// is taken is sound.
func FuzzHoujin(f *testing.F) {
	text := quote(official(f), "\r\n")
	for _, enc := range []ja.Encoding{ja.UTF8, ja.UTF8BOM, ja.CP932} {
		f.Add(encode(f, text, enc))
	}
	f.Add([]byte(quote(withHeader(official(f), "31"), "\n")))
	f.Add(wrap(f, []byte(text), "gz"))
	f.Add(wrap(f, []byte(text), "zip"))
	path := filepath.Join(f.TempDir(), "data")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		lim := Limits{FileBytes: 1 << 20, Rows: 1000}
		sum, checked := Check(t.Context(), path, Houjin, lim, nil)
		rows, err := HoujinRows(t.Context(), path, lim, 0, nil)
		if err != nil {
			if checked == nil {
				t.Fatalf("Check found nothing wrong, HoujinRows: %v", err)
			}
			return
		}
		defer rows.Close()
		for row, bad := range rows.All() {
			if bad != nil {
				if bad.Reason == "" || bad.Line < 1 {
					t.Fatalf("rejection %+v", *bad)
				}
				continue
			}
			if !row.Number.Valid() || !utf8.ValidString(row.Name) || strings.ContainsAny(row.Name, "\x00\r\n\ufffd") || len(row.Name) > 32<<10 {
				t.Fatalf("taken: %+v", row)
			}
		}
		if checked == nil && (rows.Err() != nil || rows.Done() != sum.Rows) {
			t.Fatalf("Check found %d rows, then %d were read with %v", sum.Rows, rows.Done(), rows.Err())
		}
	})
}

// FuzzPortal does the same for the portal, and its prose.
func FuzzPortal(f *testing.F) {
	text := quote(portal(f), "\r\n")
	for _, enc := range []ja.Encoding{ja.UTF8, ja.UTF8BOM, ja.CP932} {
		f.Add(encode(f, text, enc))
	}
	f.Add(encode(f, quote(narrowed(portal(f)), "\n"), ja.CP932))
	path := filepath.Join(f.TempDir(), "data")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		lim := Limits{FileBytes: 1 << 20, Rows: 1000}
		sum, checked := Check(t.Context(), path, Portal, lim, nil)
		rows, err := PortalRows(t.Context(), path, lim, 0, nil)
		if err != nil {
			if checked == nil {
				t.Fatalf("Check found nothing wrong, PortalRows: %v", err)
			}
			return
		}
		defer rows.Close()
		for row, bad := range rows.All() {
			if bad == nil && (row.Name == "" || row.Office == "" || row.Number != "" && !row.Number.Valid()) {
				t.Fatalf("taken: %+v", row)
			}
			Dissolved(row.Dissolution)
			Supervised(row.Supervision)
		}
		if checked == nil && (rows.Err() != nil || rows.Done() != sum.Rows) {
			t.Fatalf("Check found %d rows, then %d were read with %v", sum.Rows, rows.Done(), rows.Err())
		}
	})
}
