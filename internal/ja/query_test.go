package ja

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for in, want := range map[string][]string{
		"":                  nil,
		" 　,、・":             nil,
		"防災　ボランティア":         {"防災", "ぼらんていあ"},
		"防災、環境,福祉，光\tABC":   {"防災", "環境", "福祉", "光", "abc"},
		"光 ひかり ヒカリ ﾋｶﾘ 光":   {"光", "ひかり"},
		"a b c d e f g h i": {"a", "b", "c", "d", "e", "f", "g", "h"},
		"ＮＰＯ法人\u00a0萩\n萩":   {"npo法人", "萩"},
	} {
		if diff := cmp.Diff(want, Words(in)); diff != "" {
			t.Errorf("Words(%q) (-want +got):\n%s", in, diff)
		}
	}
	if got := Words(strings.Repeat("福", 1000)); len(got) != 1 || got[0] != strings.Repeat("福", 100) {
		t.Errorf("a word of 1000 runes: %q", got)
	}
}

func TestHighlight(t *testing.T) {
	hit := func(s string) Piece { return Piece{s, true} }
	text := func(s string) Piece { return Piece{s, false} }
	for _, c := range []struct {
		s     string
		words []string
		want  []Piece
	}{
		{"", []string{"a"}, nil},
		{"防災の会", nil, []Piece{text("防災の会")}},
		{"防災の会", []string{""}, []Piece{text("防災の会")}},
		{"防災の会", []string{"防災"}, []Piece{hit("防災"), text("の会")}},
		{"㈱ﾎﾞﾗﾝﾃｨｱ会", []string{"ぼら", "株"}, []Piece{hit("㈱ﾎﾞﾗ"), text("ﾝﾃｨｱ会")}},
		{"髙橋と高橋", []string{"高橋"}, []Piece{hit("髙橋"), text("と"), hit("高橋")}},
		{"ささささ", []string{"ささ"}, []Piece{hit("ささささ")}},
		{"葛\U000E0100城", []string{"葛"}, []Piece{hit("葛\U000E0100"), text("城")}},
		{"ボラン ティア", []string{"ボランティア"}, []Piece{hit("ボラン ティア")}},
		{"特定非営利活動法人きらら", []string{"NPO法人きら"}, []Piece{hit("特定非営利活動法人きら"), text("ら")}},
		{"ab\xffc", []string{"c"}, []Piece{text("ab\xff"), hit("c")}},
	} {
		if diff := cmp.Diff(c.want, NewMarker(c.words).Highlight(c.s)); diff != "" {
			t.Errorf("Highlight(%q, %q) (-want +got):\n%s", c.s, c.words, diff)
		}
	}
}

func TestSnippet(t *testing.T) {
	join := func(ps []Piece) string {
		var b strings.Builder
		for _, p := range ps {
			if p.Hit {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	s := "あいうえおかきくけこ防災さしすせそたちつてと環境なにぬねの"
	for _, c := range []struct {
		words []string
		limit int
		want  string
	}{
		{[]string{"防災"}, 100, "あいうえおかきくけこ[防災]さしすせそたちつてと環境なにぬねの"},
		{[]string{"防災"}, 8, "…けこ[防災]さしすせ…"},
		{[]string{"環境"}, 12, "…たちつてと[環境]なにぬねの"},
		{[]string{"ない"}, 5, "あいうえお…"},
		{nil, 5, "あいうえお…"},
		{[]string{"あいう"}, 5, "[あいう]えお…"},
		{[]string{"防災", "環境"}, 19, "…かきくけこ[防災]さしすせそたちつてと[環境]…"},
		{[]string{"防災", "環境"}, 18, "…かきくけこ[防災]さしすせそたちつてと…"},
		{[]string{"防災"}, 1, "…[防災]…"},
		{[]string{"防災"}, 0, ""},
	} {
		if got := join(NewMarker(c.words).Snippet(s, c.limit)); got != c.want {
			t.Errorf("Snippet(%q, %d) = %s, want %s", c.words, c.limit, got, c.want)
		}
	}
}

func FuzzHighlight(f *testing.F) {
	f.Add("㈱ﾎﾞﾗﾝﾃｨｱ会 防災", "ぼら 防災", 5)
	f.Add("葛\U000E0100城か゛\xff", "葛 が", 2)
	f.Fuzz(func(t *testing.T, s, query string, limit int) {
		words := Words(query)
		all := ""
		for i, p := range NewMarker(words).Highlight(s) {
			all += p.Text
			if p.Text == "" {
				t.Errorf("piece %d of %q is empty", i, s)
			}
		}
		if all != s {
			t.Errorf("pieces of %q make %q", s, all)
		}
		runes, hits := 0, 0
		for _, p := range NewMarker(words).Snippet(s, limit) {
			if p.Hit {
				hits++
				if !strings.Contains(s, p.Text) {
					t.Errorf("hit %q is not in %q", p.Text, s)
				}
			}
			if p.Text != "…" {
				runes += len([]rune(p.Text))
			}
		}
		if limit > 0 && hits == 0 && runes > limit {
			t.Errorf("Snippet(%q, %q, %d) has %d runes", s, words, limit, runes)
		}
		for _, w := range words {
			if limit > 0 && hits == 0 && strings.Contains(Fold(s), w) {
				t.Errorf("Snippet(%q, %q, %d) shows no hit", s, words, limit)
			}
		}
	})
}

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{
		"７５３－８５０１": "7538501", "〒753-8501": "7538501", "(083)９22ー3111": "0839223111", "一二①Ⅳ": "", "": "",
	} {
		if got := Digits(in); got != want {
			t.Errorf("Digits(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"　 山口　ＮＰＯ \r\n": "山口　ＮＰＯ",
		"a\r\nb\rc\nd":  "a\nb\nc\nd",
		"a\tb\x00\x1ac": "a bc",
		"か\u3099":       "が",
		"ﾔﾏ㈱①":          "ﾔﾏ㈱①",
		"塚か\u3099塚":     "塚が塚",
		"葛\U000E0100":   "葛\U000E0100",
		"\uFEFF山\xff口":  "山\uFFFD口",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %+q, want %+q", in, got, want)
		}
	}
	if got := Clean("\uFA10か\u3099\uFA19"); got != "\uFA10が\uFA19" {
		t.Errorf("compatibility ideographs changed: %+q", got)
	}
}
