package trust

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// maxMemory is what a process may hold, whatever it is given.
const maxMemory = 150 << 20

// repeat writes s again and again until n bytes are out.
func repeat(w io.Writer, s string, n int) {
	chunk := []byte(strings.Repeat(s, 1+(1<<16)/len(s)))
	for n > 0 {
		k, _ := w.Write(chunk[:min(n, len(chunk))])
		n -= k
	}
}

// internals is what must not reach a person: stacks, files and types of the program, words of the
// database.
var internals = regexp.MustCompile(`goroutine \d|\.go:\d|panic|runtime error|SQLSTATE|kyodo/internal|\bsql:|0x[0-9a-f]{6}`)

var japanese = regexp.MustCompile(`[ぁ-んァ-ヶ一-龠]{4}`)

// TestBrokenFiles: the importers refuse every broken file with a reason in Japanese, in bounded
// memory, and change nothing.
func TestBrokenFiles(t *testing.T) {
	v := invent(60, 14)
	good, portal := store(t, "h.csv", nil, v.houjin), store(t, "p.csv", portalHeader(), v.portal)
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	plain := func(s string) func(io.Writer) { return func(w io.Writer) { io.WriteString(w, s) } }
	const houjin, npo = "houjin", "npo-portal"
	tests := []struct {
		name, command string
		write         func(io.Writer)
		says          string
	}{
		{"26 M columns", houjin, func(w io.Writer) { repeat(w, "a,", 52<<20) }, "列の数が上限"},
		{"26 M columns for the portal", npo, func(w io.Writer) { repeat(w, "a,", 52<<20) }, "列の数が上限"},
		{"50 MB field", houjin, func(w io.Writer) {
			w.Write(text)
			io.WriteString(w, `"`)
			repeat(w, "a", 50<<20)
			io.WriteString(w, `"`)
		}, "項目の長さが上限"},
		{"unbalanced quote", houjin, func(w io.Writer) { w.Write(text); io.WriteString(w, `"9,`); w.Write(text) }, "引用符"},
		{"quote at the end", houjin, plain(string(text) + `"`), "引用符"},
		{"NUL", houjin, plain(string(text) + "\x00"), "NUL"},
		{"gzip bomb", houjin, func(w io.Writer) {
			z := gzip.NewWriter(w)
			z.Write(text)
			repeat(z, "1,"+v.houjin[0][colNumber]+strings.Repeat(","+strings.Repeat("a", 50), 28)+"\n", 260<<20)
			z.Close()
		}, "上限"},
		{"random bytes", houjin, func(w io.Writer) {
			r := rand.New(rand.NewPCG(7, 5))
			noise := make([]byte, 1<<20)
			for i := range noise {
				noise[i] = byte(r.Uint32())
			}
			w.Write(noise)
		}, ""},
		{"half a gzip", houjin, plain("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"), "gzip"},
		{"the file of the other command", houjin, func(w io.Writer) { copyFile(t, w, portal) }, "npo-portal"},
		{"the file of the first command", npo, func(w io.Writer) { copyFile(t, w, good) }, "houjin"},
		{"a table of something else", houjin, plain("a,b,c\n1,2,3\n"), "国税庁"},
		{"empty", houjin, plain(""), "空です"},
		{"empty for the portal", npo, plain(""), "空です"},
	}
	path := filepath.Join(t.TempDir(), "kyodo.db")
	dsn := "sqlite:" + path
	must(t, dsn, "import", houjin, good)
	before := digest(t, path)
	var most int64
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "data.csv")
			f, err := os.Create(file)
			if err != nil {
				t.Fatal(err)
			}
			test.write(f)
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			r := kyodo(t, dsn, "import", test.command, file)
			if r.code != 1 {
				t.Errorf("exit %d, want 1", r.code)
			}
			if !strings.Contains(r.err, "何も変更していません") || !strings.Contains(r.err, test.says) || !japanese.MatchString(r.err) {
				t.Errorf("it says %q, want 何も変更していません and %q", tail(r.err, 500), test.says)
			}
			if found := internals.FindString(r.err + r.out); found != "" {
				t.Errorf("it shows %q: %s", found, tail(r.err, 1000))
			}
			if _, says, _ := strings.Cut(r.err, "取り込めません"); len(says) > 2000 { // what stands before is the progress bar
				t.Errorf("it says %d bytes: the screen is not the place for the file", len(says))
			}
			if r.peak > maxMemory {
				t.Errorf("peak %d MiB, at most %d", r.peak>>20, maxMemory>>20)
			}
			if !bytes.Equal(before, digest(t, path)) {
				t.Error("the database changed")
			}
			most = max(most, r.peak)
		})
	}
	t.Logf("broken files=%d peak=%dMiB", len(tests), most>>20)
	if r := must(t, dsn, "import", houjin, good); !strings.Contains(r.out, "60 unchanged") {
		t.Errorf("the good file is not as it was: %s", r.out)
	}
}

// digest is that of the database file while nothing has it open. No command may leave a log that
// is not yet in it.
func digest(t testing.TB, path string) []byte {
	t.Helper()
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		t.Errorf("a write-ahead log of %d bytes was left", info.Size())
	}
	h := sha256.New()
	copyFile(t, h, path)
	return h.Sum(nil)
}

func copyFile(t testing.TB, w io.Writer, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.Copy(w, f); err != nil {
		t.Fatal(err)
	}
}
