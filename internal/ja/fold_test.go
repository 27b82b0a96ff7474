package ja

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// goldenPairs reads testdata/fold.txt.
func goldenPairs(t testing.TB) [][3]string {
	t.Helper()
	f, err := os.Open("testdata/fold.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var pairs [][3]string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		c := strings.Split(sc.Text(), "\t")
		for i := 1; i <= 2; i++ {
			if strings.Contains(c[i], `\`) {
				if c[i], err = strconv.Unquote(`"` + strings.ReplaceAll(c[i], `"`, `\"`) + `"`); err != nil {
					t.Fatalf("%q: %v", sc.Text(), err)
				}
			}
		}
		pairs = append(pairs, [3]string{c[0], c[1], c[2]})
	}
	return pairs
}

func TestFoldGolden(t *testing.T) {
	same, diff := 0, 0
	for _, p := range goldenPairs(t) {
		a, b := Fold(p[1]), Fold(p[2])
		switch p[0] {
		case "same":
			same++
			if a != b || a == "" {
				t.Errorf("%q and %q must fold alike, got %q and %q", p[1], p[2], a, b)
			}
		case "diff":
			diff++
			if a == b {
				t.Errorf("%q and %q must stay apart, both fold to %q", p[1], p[2], a)
			}
		}
	}
	if same < 300 || diff < 60 {
		t.Errorf("golden file has %d same and %d diff pairs, want at least 300 and 60", same, diff)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":          "",
		" 　・\u200b": "",
		"ＮＰＯ法人　スクール・ＡＢＣ": "npo法人すくーるabc",
		"ﾎﾞﾗﾝﾃｨｱ":        "ぼらんていあ",
		"を":              "を",
		"か゛":             "が",
		"゛か":             "か",
		"か\u200d\u3099":  "が",
		"髙﨑㈱①":           "高崎(株)1",
		"a\xffb":         "a\uFFFDb",
		"\x00a\x1ab":     "ab",
		"\uFFFF":         "\uFFFF",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// Every rune folds to something that folds to itself, and the table agrees with the
// long way.
func TestFoldEveryRune(t *testing.T) {
	for r := range rune(utf8.MaxRune + 1) {
		if !utf8.ValidRune(r) {
			continue
		}
		once := Fold(string(r))
		if twice := Fold(once); twice != once {
			t.Errorf("%U folds to %+q and that to %+q", r, once, twice)
		}
		var f folder
		f.long(r)
		if string(f.out) != once {
			t.Errorf("%U: table %+q, long way %+q", r, once, f.out)
		}
		if got, want := Fold(norm.NFD.String(string(r))), once; got != want && r < 0x900 || got != want && r > 0x3000 && r < 0x11000 {
			t.Errorf("%U: decomposed it folds to %+q, composed to %+q", r, got, want)
		}
	}
}

func TestFoldPartOfText(t *testing.T) {
	texts := []string{"特定非営利活動法人　ボランティア・ネットワーク㈱", "ＡＢＣ—髙𠮷﨑①㍿ヴァ", "한국 Café №5"}
	for _, s := range texts {
		whole := Fold(s)
		rs := []rune(s)
		for i := range rs {
			for j := i; j <= len(rs); j++ {
				if part := Fold(string(rs[i:j])); !strings.Contains(whole, part) {
					t.Fatalf("Fold(%q) = %q is not part of %q", string(rs[i:j]), part, whole)
				}
			}
		}
	}
}

func TestVariantsAreOneToOne(t *testing.T) {
	m := variants()
	if len(m) < 300 {
		t.Errorf("%d variants, want at least 300", len(m))
	}
	seen := map[rune]bool{}
	for _, r := range strings.ReplaceAll(strings.Join(strings.Fields(variantGroups), ""), " ", "") {
		if seen[r] {
			t.Errorf("%c is in two groups", r)
		}
		seen[r] = true
		if n := norm.NFKC.String(string(r)); n != string(r) {
			t.Errorf("%c is unified by NFKC to %s: not for the table", r, n)
		}
	}
}

func TestFoldMap(t *testing.T) {
	s := "㈱ ﾎﾞﾗ・葛\U000E0100城カ\u3099X"
	m := FoldMap(s)
	if diff := cmp.Diff(Fold(s), m.Folded); diff != "" {
		t.Fatalf("FoldMap(%q).Folded (-want +got):\n%s", s, diff)
	}
	for part, want := range map[string]string{
		"株": "㈱", "(株)": "㈱", "ぼ": "ﾎﾞ", "ぼら葛": "ﾎﾞﾗ・葛\U000E0100", "葛": "葛\U000E0100", "が": "カ\u3099", "x": "X",
	} {
		at := strings.Index(m.Folded, part)
		start, end := m.Origin(at, at+len(part))
		if got := s[start:end]; got != want {
			t.Errorf("origin of %q = %q, want %q", part, got, want)
		}
	}
	if start, end := m.Origin(len(m.Folded), len(m.Folded)+5); start != len(s) || end != len(s) {
		t.Errorf("origin behind the end = %d, %d, want %d twice", start, end, len(s))
	}
	if start, end := (Mapped{}).Origin(0, 0); start != 0 || end != 0 {
		t.Errorf("origin in nothing = %d, %d", start, end)
	}
}

func FuzzFold(f *testing.F) {
	for _, p := range goldenPairs(f) {
		f.Add(p[1])
		f.Add(p[2] + p[1])
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q folds again to %q", s, once, twice)
		}
		m := FoldMap(s)
		if m.Folded != once {
			t.Errorf("FoldMap(%q).Folded = %q, Fold gives %q", s, m.Folded, once)
		}
		last := 0
		for i, r := range once {
			start, end := m.Origin(i, i+utf8.RuneLen(r))
			if start < last || end <= start || end > len(s) {
				t.Fatalf("%q: folded byte %d comes from [%d,%d) after %d", s, i, start, end, last)
			}
			last = start
		}
		for _, sp := range Spellings(s) {
			if Fold(sp) != sp {
				t.Errorf("Spellings(%q) has %q, not folded", s, sp)
			}
		}
		if key := NameKey(s); key == "" && once != "" {
			t.Errorf("NameKey(%q) is empty", s)
		}
		if key := KanaKey(s, s); !utf8.ValidString(key) || strings.ContainsAny(key, "\x00\n") {
			t.Errorf("KanaKey(%q) = %q", s, key)
		}
		if c := Clean(s); Clean(c) != c {
			t.Errorf("Clean(%q) = %q, again %q", s, c, Clean(c))
		}
	})
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{
		"name30":  "特定非営利活動法人　やまぐち介護サービス評価調査ネットワーク",
		"folded":  Fold("特定非営利活動法人　やまぐち介護サービス評価調査ネットワーク"),
		"slow30":  "㈱ﾔﾏｸﾞﾁ ﾎﾞﾗﾝﾃｨｱ ｻﾎﾟｰﾄ ﾈｯﾄﾜｰｸ㈲",
		"variant": "髙𠮷﨑濱邊澤廣國圓櫻惠眞條龍冨德瀨壽學會縣藝靜齡關區戶總",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}
