package ja

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKanaKeyOrder(t *testing.T) {
	b, err := os.ReadFile("testdata/kana.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "#") {
			want = append(want, strings.TrimSpace(line))
		}
	}
	if len(want) < 100 {
		t.Fatalf("%d readings, want at least 100", len(want))
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortStableFunc(got, func(a, b string) int { return strings.Compare(KanaKey(a, ""), KanaKey(b, "")) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	for i := 1; i < len(want); i++ {
		if a, b := KanaKey(want[i-1], ""), KanaKey(want[i], ""); a == b {
			t.Errorf("%s and %s have the same key %q", want[i-1], want[i], a)
		}
	}
}

func TestKanaKey(t *testing.T) {
	same := [][]string{
		{"キララ", "トクテイヒエイリカツドウホウジンキララ", "トクテイヒエイリカツドウホウジン　キララ", "ｴﾇﾋﾟｰｵｰﾎｳｼﾞﾝｷﾗﾗ", "NPOホウジン キララ", "カブシキガイシャキララ",
			"カブシキガイシヤキララ", "イッパンシャダンホウジンキララ", "ニンテイトクテイヒエイリカツドウホウジンキララ"},
		{"ボランティア", "ﾎﾞﾗﾝﾃｨｱ", "ボ・ランティア", "ボラン ティア"},
		{"カブシキガイシャ", "ｶﾌﾞｼｷｶﾞｲｼｬ"}, // nothing would remain
	}
	for _, group := range same {
		for _, kana := range group {
			if got, want := KanaKey(kana, "名"), KanaKey(group[0], "名"); got != want {
				t.Errorf("KanaKey(%q) = %q, want %q as of %q", kana, got, want, group[0])
			}
		}
	}
	last := KanaKey("ンンン", "龠")
	for _, name := range []string{"あ", "123", "株式会社ABC"} {
		if key := KanaKey(" 　", name); key <= last {
			t.Errorf("without a reading %q has the key %q, before %q", name, key, last)
		}
	}
	if a, b := KanaKey("", "NPO法人青空"), KanaKey("", "株式会社緑"); (a < b) != ("青空" < "緑") {
		t.Errorf("without a reading the legal form decides: %q, %q", a, b)
	}
	if KanaKey("ア", "亜") == KanaKey("ア", "阿") {
		t.Error("different names with one reading have one key")
	}
}

func TestShortKana(t *testing.T) {
	for in, want := range map[string]string{
		"トクテイヒエイリカツドウホウジンキララ":      "キララ",
		"トクテイヒエイリカツドウホウジン　キララ　ネット": "キララ　ネット",
		"ﾄｸﾃｲﾋｴｲﾘｶﾂﾄﾞｳﾎｳｼﾞﾝｷﾗﾗ":    "ｷﾗﾗ",
		"カブシキガイシヤヤマグチ":             "ヤマグチ",
		"トクテイヒエイリカツドウホウジン":         "トクテイヒエイリカツドウホウジン",
		"きららのもり": "きららのもり",
		"":       "",
	} {
		if got := ShortKana(in); got != want {
			t.Errorf("ShortKana(%q) = %q, want %q", in, got, want)
		}
	}
}
