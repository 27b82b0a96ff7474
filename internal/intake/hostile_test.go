package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"kyodo/internal/ja"
)

// repeat writes s again and again until n bytes are out.
func repeat(w io.Writer, s string, n int) {
	chunk := []byte(strings.Repeat(s, 1+(1<<20)/len(s)))
	for n > 0 {
		k := min(n, len(chunk))
		w.Write(chunk[:k])
		n -= k
	}
}

// generated writes a file without holding it in memory.
func generated(t testing.TB, write func(w io.Writer)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	write(f)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// peak runs f and returns the most heap that it had above what was there before, and
// how long it took.
func peak(f func()) (bytes uint64, took time.Duration) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	done, stopped := make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapAlloc)
			select {
			case <-done:
				stopped <- top
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	start := time.Now()
	f()
	took = time.Since(start)
	close(done)
	top := <-stopped
	return top - min(top, before), took
}

// TestHostileFiles: every broken file is refused with its place and its reason in
// Japanese, in bounded memory and time, by both passes alike.
func TestHostileFiles(t *testing.T) {
	good := quote(official(t), "\r\n")
	start := official(t)[0][1]
	long := strings.Repeat(strings.Repeat("a", 500)+",", 300) + "\n"
	plain := func(s string) func(io.Writer) { return func(w io.Writer) { io.WriteString(w, s) } }
	tests := []struct {
		name  string
		write func(w io.Writer)
		want  string // part of the message
	}{
		{"26 M columns in a line", func(w io.Writer) { repeat(w, "a,", 52<<20) }, "1行目 513列目：列の数が上限の512を超えています。"},
		{"1 M columns", func(w io.Writer) { repeat(w, ",", 1_000_000) }, "列の数が上限の512"},
		{"50 MB quoted field", func(w io.Writer) { io.WriteString(w, good+`"4","`); repeat(w, "あ", 50<<20); io.WriteString(w, `"`) }, "5行目 2列目：引用符（\"）が閉じられていないか、項目の長さが上限の32KiBを超えています。"},
		{"50 MB field without quotes", func(w io.Writer) { io.WriteString(w, good); repeat(w, "a", 50<<20) }, "5行目 1列目：項目の長さが上限の32KiBを超えています。"},
		{"long line", func(w io.Writer) { io.WriteString(w, good); repeat(w, strings.Repeat("a", 1000)+",", 300<<10) }, "5行目 262列目：行の長さが上限の256KiBを超えています。"},
		{"doubled quotes without end", func(w io.Writer) { io.WriteString(w, good+`"`); repeat(w, `""`, 10<<20) }, "閉じられていない"},
		{"quote not closed", plain(good + `"4","` + start), "5行目 2列目：引用符（\"）が閉じられていません。"},
		{"quote closed by the next", plain(`"1","` + start + `,"x"` + "\r\n" + good), "1行目 2列目：引用符（\"）が正しく閉じられていません。"},
		{"quote inside", plain(good + `4,` + start + `,0"1`), "5行目 3列目：引用符（\"）の位置が正しくありません。"},
		{"NUL", plain(good + "4,\x00"), "5行目 2列目：NUL"},
		{"100 MB of NUL", func(w io.Writer) { repeat(w, "\x00", 100<<20) }, "1行目 1列目：NUL"},
		{"UTF-16BE with mark", plain("\xFE\xFF\x00\x31\x00\x2C"), "NUL"},
		{"UTF-16LE without mark", plain("1\x00,\x002\x00"), "NUL"},
		{"too many rows", func(w io.Writer) { repeat(w, "1,"+start+strings.Repeat(",", 28)+"\n", 45*510_000) }, "500001行目：行の数が上限の500,000行を超えています。"},
		{"too many blank lines", func(w io.Writer) { repeat(w, "\r\n", 100<<20) }, "500001行目：空行が多すぎます。"},
		{"too large", func(w io.Writer) { repeat(w, long, 201<<20) }, "上限の200MiBを超えています。"},
		{"gzip bomb", func(w io.Writer) {
			z := gzip.NewWriter(w)
			io.WriteString(z, good)
			repeat(z, long, 210<<20)
			z.Close()
		}, "上限の200MiBを超えています。"},
		{"zip bomb", func(w io.Writer) {
			z := zip.NewWriter(w)
			f, _ := z.Create("a.csv")
			repeat(f, long, 210<<20)
			z.Close()
		}, "上限の200MiBを超えています。"},
		{"zip with too many names", func(w io.Writer) {
			z := zip.NewWriter(w)
			for i := range 60_000 {
				z.Create(fmt.Sprint(i, ".csv"))
			}
			z.Close()
		}, "zipファイルの中のファイルが多すぎます。"},
		{"zip with two CSV", func(w io.Writer) {
			z := zip.NewWriter(w)
			z.Create("a.csv")
			z.Create("b.CSV")
			z.Close()
		}, "CSVが2つ以上入っています。"},
		{"zip without CSV", func(w io.Writer) {
			z := zip.NewWriter(w)
			z.Create("a.txt")
			z.Close()
		}, "CSVが入っていません。"},
		{"zip cut", plain(string(wrap(t, []byte(good), "zip")[:200])), "zipファイルが壊れています。"},
		{"gzip cut", plain(string(wrap(t, []byte(good), "gz")[:300])), "gzipファイルが途中で切れているか、壊れています。"},
		{"gzip of nothing", plain("\x1f\x8b\x08"), "gzipファイルが壊れています。"},
		{"gzip of an empty file", plain(string(wrap(t, nil, "gz"))), "ファイルに行がありません。"},
		{"empty", plain(""), "ファイルが空です。"},
		{"blank lines", plain("\n\n\r\n"), "ファイルに行がありません。"},
		{"noise", func(w io.Writer) {
			r := rand.New(rand.NewPCG(1, 2))
			for range 1 << 16 {
				w.Write([]byte{byte(r.Uint32())})
			}
		}, "行目"},
		{"a page", plain("<!DOCTYPE html>\n<html><body>404</body></html>\n"), "国税庁の法人番号のファイル"},
		{"most rows ragged", plain(good + "4,x\n5,x\n6,x\n7,x\n"), "5行目：列の数が30ではなく2です。半分を超える行（7行のうち4行）"},
		{"no name column", plain("corporateNumber,process,updateDate,name\n"), "1行目：見出しに必要な列がありません：kind（法人種別）。"},
		{"file of the other command", plain(quote(portal(t), "\r\n")), "「kyodo import npo-portal」"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := generated(t, test.write)
			var err error
			heap, took := peak(func() { _, err = Check(t.Context(), path, Houjin, Limits{}, nil) })
			var broken *FileError
			if !errors.As(err, &broken) || !strings.Contains(broken.Error(), test.want) {
				t.Errorf("Check: %v, want %q", err, test.want)
			}
			if heap > 64<<20 {
				t.Errorf("Check took %d MiB of heap, want at most 64", heap>>20)
			}
			if took > 20*time.Second {
				t.Errorf("Check took %v", took)
			}
			if strings.Contains(test.name, "bomb") {
				return // the second pass would only take the same time again
			}
			heap, _ = peak(func() {
				var rows *Rows[HoujinRow]
				if rows, err = HoujinRows(t.Context(), path, Limits{}, 0, nil); err == nil {
					for range rows.All() {
					}
					err = rows.Err()
					rows.Close()
				}
			})
			if err == nil && test.name != "most rows ragged" {
				t.Error("HoujinRows read to the end without an error")
			}
			if heap > 64<<20 {
				t.Errorf("HoujinRows took %d MiB of heap, want at most 64", heap>>20)
			}
		})
	}
}

// TestOddButSound: what looks odd and is sound goes through.
func TestOddButSound(t *testing.T) {
	rows := official(t)
	utf16le := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(quote(rows, "\r\n"))) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	lines := strings.SplitAfter(quote(withHeader(rows, "31"), "\n"), "\n")
	mixed := ""
	for i, line := range lines {
		mixed += strings.Replace(line, "\n", []string{"\n", "\r\n", "\r"}[i%3], 1)
	}
	tests := []struct {
		name string
		data []byte
		rows int
	}{
		{"UTF-16LE with mark", utf16le, 3},
		{"mixed line ends", []byte(mixed), 3},
		{"no line end at the end", []byte(strings.TrimRight(quote(rows, "\r\n"), "\r\n")), 3},
		{"blank lines between", []byte("\n" + strings.ReplaceAll(quote(rows[:1], "\r\n"), "\r\n", "\r\n\r\n") + quote(rows[2:], "\n")), 2},
		{"end of file as DOS wrote it", []byte(quote(rows, "\r\n") + "\x1a"), 3},
		{"header only", []byte(quote(withHeader(rows, "31")[:1], "\r\n")), 0},
		{"header with spaces and another case", []byte(" Corporate_Number ,PROCESS,updateDate,name,kind\n" + rows[0][1] + ",1,2026/4/2,【架空】里の会,399\n"), 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := file(t, test.data)
			sum, err := Check(t.Context(), path, Houjin, Limits{}, nil)
			if err != nil || sum.Rows != test.rows {
				t.Fatalf("Check: %d rows, error %v, want %d", sum.Rows, err, test.rows)
			}
			got, bad := houjinOf(t, path, 0)
			if len(got) != test.rows || bad != nil {
				t.Errorf("%d rows, rejections %v, want %d and none", len(got), bad, test.rows)
			}
		})
	}
}

// TestFilesOfTheOtherFamily: the error names the command to use.
func TestFilesOfTheOtherFamily(t *testing.T) {
	for _, table := range [][][]string{official(t), withHeader(official(t), "31")} {
		_, err := Check(t.Context(), file(t, encode(t, quote(table, "\r\n"), ja.CP932)), Portal, Limits{}, nil)
		if err == nil || !strings.Contains(err.Error(), "「kyodo import houjin」") {
			t.Errorf("Check: %v, want the name of the command", err)
		}
	}
	_, err := Check(t.Context(), file(t, []byte("法人名称,組織情報（公開用電話番号）\n")), Portal, Limits{}, nil)
	if err == nil || !strings.Contains(err.Error(), "法人入力情報") {
		t.Errorf("Check: %v, want what the file is", err)
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "none"), t.TempDir()} {
		var broken *FileError
		if _, err := Check(t.Context(), path, Portal, Limits{}, nil); !errors.As(err, &broken) {
			t.Errorf("Check(%q): %v, want a *FileError", path, err)
		}
	}
}

// TestCharactersAcrossBuffers: double-byte characters that lie across every boundary
// of 64 KiB, at both parities, are read whole.
func TestCharactersAcrossBuffers(t *testing.T) {
	row := official(t)[0]
	row[hName] = "【架空】" + strings.Repeat("表能ソ－", 40) // trail bytes 5C and 7C among them
	line := encode(t, quote([][]string{row}, "\r\n"), ja.CP932)
	for shift := range 2 {
		data := bytes.Repeat([]byte("\n"), shift)
		n := 0
		for len(data) < 5<<16 {
			data = append(data, line...)
			n++
			if n == 3 { // odd again and again
				data = append(data, '\n')
			}
		}
		path := file(t, data)
		rows, bad := houjinOf(t, path, 0)
		if len(rows) != n || bad != nil {
			t.Fatalf("%d rows and %d rejections, want %d and none", len(rows), len(bad), n)
		}
		for i, r := range rows {
			if r.Name != row[hName] {
				t.Fatalf("row %d: name %q, want %q", i, r.Name, row[hName])
			}
		}
	}
}

// TestSmallLimitsHold: each limit is checked.
func TestSmallLimitsHold(t *testing.T) {
	path := file(t, []byte(quote(official(t), "\n")))
	for name, test := range map[string]struct {
		lim  Limits
		want string
	}{
		"file":    {Limits{FileBytes: 100}, "上限の100バイト"},
		"line":    {Limits{LineBytes: 100}, "上限の100バイト"},
		"columns": {Limits{Columns: 29}, "上限の29"},
		"field":   {Limits{FieldBytes: 20}, "上限の20バイト"},
		"rows":    {Limits{Rows: 2}, "上限の2行"},
	} {
		if _, err := Check(t.Context(), path, Houjin, test.lim, nil); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}
