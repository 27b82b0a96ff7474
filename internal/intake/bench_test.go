package intake

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"kyodo/internal/ja"
)

// bulk writes 50,000 official rows.
func bulk(b *testing.B, enc ja.Encoding) string {
	var text strings.Builder
	row := official(b)[0]
	for i := range 50_000 {
		row[hSequence] = fmt.Sprint(i + 1)
		row[hNumber] = number(b, fmt.Sprintf("2500059%05d", i))
		text.WriteString(quote([][]string{row}, "\r\n"))
	}
	return file(b, encode(b, text.String(), enc))
}

func BenchmarkCheck(b *testing.B) {
	for _, enc := range []ja.Encoding{ja.UTF8, ja.CP932} {
		b.Run(string(enc), func(b *testing.B) {
			path := bulk(b, enc)
			rows := 0
			for b.Loop() {
				sum, err := Check(b.Context(), path, Houjin, Limits{}, nil)
				if err != nil {
					b.Fatal(err)
				}
				rows += sum.Rows
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkHoujinRows(b *testing.B) {
	for _, enc := range []ja.Encoding{ja.UTF8, ja.CP932} {
		b.Run(string(enc), func(b *testing.B) {
			path := bulk(b, enc)
			rows := 0
			b.ReportAllocs()
			for b.Loop() {
				r, err := HoujinRows(b.Context(), path, Limits{}, 0, nil)
				if err != nil {
					b.Fatal(err)
				}
				for _, bad := range r.All() {
					if bad != nil {
						b.Fatal(*bad)
					}
					rows++
				}
				r.Close()
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkScan measures the splitting alone.
func BenchmarkScan(b *testing.B) {
	text := strings.Repeat(quote(official(b), "\r\n"), 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s := newScanner(io.Reader(strings.NewReader(text)), Limits{}.filled())
		for {
			if _, ok := s.next(); !ok {
				break
			}
		}
	}
}

// BenchmarkRealFiles measures both passes over the real files.
func BenchmarkRealFiles(b *testing.B) {
	for _, path := range realFiles(b) {
		b.Run(filepath.Base(path), func(b *testing.B) {
			rows := 0
			for b.Loop() {
				if _, err := Check(b.Context(), path, Houjin, Limits{}, nil); err != nil {
					b.Fatal(err)
				}
				all, _ := houjinOf(b, path, 0)
				rows += len(all)
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
