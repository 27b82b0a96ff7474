package account

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCommonPasswordsAreRefused tries what people make of the words that they choose.
func TestCommonPasswordsAreRefused(t *testing.T) {
	tried, passed := 0, []string{}
	for _, w := range strings.Fields(commonWords) {
		for _, make := range []string{"%s", "%s1", "%s123", "%s12345678", "%s2026", "%s!", "%s!!2025", "1%s", "%[1]s%[1]s", "%[1]s%[1]s1", "%s_123456789"} {
			p := fmt.Sprintf(make, w)
			tried++
			if !isCommon(p) || !isCommon(strings.ToUpper(p[:1])+p[1:]) {
				passed = append(passed, p)
			}
		}
	}
	for _, p := range []string{"123456789012345", "12345678", "87654321", "11111111", "aaaaaaaaaaaaaaaa", "abababababababab", "qwertyuiopasdfgh", "1qaz2wsx3edc4rfv",
		"zaq12wsx", "p@ssw0rd", "P@$$w0rd2026", "abcdefghijklmnop", "asdfghjkl", "iloveyoupassword1", "あいうえおかきくけこさしすせそ", "００００００００００００００００", "20261123", "0000000000000001"} {
		tried++
		if !isCommon(p) {
			passed = append(passed, p)
		}
	}
	if tried < 3000 || len(passed) > 0 {
		t.Errorf("of %d common passwords %d pass: %.20q", tried, len(passed), passed)
	}
}

func TestOtherPasswordsPass(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_!"
	syllables := strings.Fields("ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa")
	refused := 0
	for range 3_000 {
		var random, spoken strings.Builder
		for range 8 {
			random.WriteByte(chars[r.IntN(len(chars))])
		}
		for range 10 {
			spoken.WriteString(syllables[r.IntN(len(syllables))])
		}
		for _, p := range []string{random.String(), spoken.String()} {
			if isCommon(p) || isOwn(p, PersonInput{Name: "山口 花子", Kana: "ヤマグチ ハナコ", Email: "hanako.yamaguchi@example.jp"}) {
				refused++
			}
		}
	}
	if refused > 6 { // 0.1 %
		t.Errorf("%d of 6,000 passwords that nobody shares are refused", refused)
	}
	for _, p := range []string{"correct horse battery staple", "ももたろうのきびだんごをたべた", "朝ごはんは納豆とみそ汁", "tsumetai mizu wo nomu asa"} {
		if isCommon(p) || isOwn(p, PersonInput{Name: "山口 花子"}) {
			t.Errorf("%q is refused", p)
		}
	}
}

func TestOwnWordsAreRefused(t *testing.T) {
	p := PersonInput{Name: "田中 きよし", Kana: "タナカ キヨシ", Email: "kiyoshi.tanaka@hagi-npo.example.jp"}
	for _, w := range []string{"kiyoshitanaka2026", "やまぐちきらめき2026!!", "kyodo-yamaguchi-kirameki", "田中きよし田中きよし12345", "hagi-npo-kiyoshi-1", "山口県県民活動支援センター", "Kirameki!Kirameki!2026", "KIYOSHI.TANAKA@HAGI"} {
		if !isOwn(w, p, "Kyodo", "kyodo.example.jp") {
			t.Errorf("%q passes", w)
		}
	}
	for _, w := range []string{"kiyoshi eats breakfast late", "やまぐちのあさはしおのかおりがする"} {
		if isOwn(w, p, "Kyodo", "kyodo.example.jp") {
			t.Errorf("%q is refused", w)
		}
	}
}
