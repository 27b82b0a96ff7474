package account

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// commonWords are words that people choose; with what people add to them (years, signs, a repeated
// word, letters written as digits, neighbouring keys) they stand for a hundred times as many passwords.
//
//go:embed common.txt
var commonWords string

var commonSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(commonWords) {
		set[w] = true
	}
	return set
})

// contextWords are about this site and where it is. They are compared in small letters.
var contextWords = []string{"kyodo", "kyoudou", "協働", "きょうどう", "yamaguchi", "山口県", "山口", "やまぐち", "ヤマグチ", "kirameki", "きらめき",
	"キラメキ", "県民活動", "支援センター", "センター", "県民", "県庁", "prefecture", "kenmin", "kencho", "npo", "ボランティア", "volunteer", "パスワード", "ぱすわーど"}

// rows are keys that lie beside each other, and other runs that everybody knows.
var rows = []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
	"qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "あいうえおかきくけこさしすせそたちつてと", "いろはにほへとちりぬるを"}

// isCommon says whether a password is one that many people have.
func isCommon(password string) bool {
	plain := strings.ToLower(norm.NFKC.String(password))
	for _, p := range []string{plain, unleet(plain)} {
		if isRun(p) || isRepeated(p) || isWords(letters(p)) || isWords(letters(strings.TrimFunc(p, notLetter))) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// letters are the letters of a password, without what stands between and around them.
func letters(p string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || r == 'ー' {
			return r
		}
		return -1
	}, p)
}

// unleet reads p@ssw0rd as password.
func unleet(p string) string {
	p = strings.TrimRightFunc(p, notLetter)
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "@", "a", "$", "s", "!", "i", "+", "t").Replace(p)
}

// isRun says whether nearly all of a password is runs of four or more on the rows, forwards or backwards.
func isRun(p string) bool {
	r := []rune(p)
	covered := 0
	for i := 0; i < len(r); {
		n := 1
		for _, row := range rows {
			for _, line := range []string{row, backwards(row)} {
				for k := len(r) - i; k > n; k-- {
					if strings.Contains(line, string(r[i:i+k])) {
						n = k
					}
				}
			}
		}
		if n >= 3 {
			covered += n
		}
		i += n
	}
	return covered*5 >= len(r)*4
}

func backwards(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

// isRepeated says whether a password is a short piece again and again.
func isRepeated(p string) bool {
	r := []rune(p)
	for n := 1; n <= min(4, len(r)/2); n++ {
		same := true
		for i := n; i < len(r) && same; i++ {
			same = r[i] == r[i-n]
		}
		if same {
			return true
		}
	}
	return false
}

// isWords says whether text is one common word, the same one again and again, or two common words.
func isWords(text string) bool {
	if len(text) < 3 {
		return true // nothing but digits and signs
	}
	set := commonSet()
	for i := 1; i <= len(text); i++ {
		head, rest := text[:i], text[i:]
		if !set[head] {
			continue
		}
		if rest == "" || set[rest] || strings.Trim(strings.ReplaceAll(text, head, ""), " ") == "" {
			return true
		}
	}
	return false
}

// isOwn says whether a password has nothing of its own beside the person's name and address, the
// site's words and the place's.
func isOwn(password string, p PersonInput, more ...string) bool {
	fold := func(s string) string { return strings.ToLower(norm.NFKC.String(s)) }
	rest := fold(password)
	local, domain, _ := strings.Cut(p.Email, "@")
	own := append(strings.Fields(p.Name+" "+p.Kana), local, p.Name, p.Kana)
	own = append(own, strings.FieldsFunc(local, notLetter)...)
	own = append(own, strings.FieldsFunc(domain, notLetter)...)
	for _, m := range more {
		own = append(own, strings.FieldsFunc(m, notLetter)...)
	}
	removed := false
	for _, w := range append(own, contextWords...) {
		w = fold(w)
		if len([]rune(w)) < 2 || len(w) < 3 || !strings.Contains(rest, w) {
			continue
		}
		rest, removed = strings.ReplaceAll(rest, w, " "), true
	}
	if !removed {
		return false
	}
	rest = letters(rest)
	return len([]rune(rest)) < 4 || isWords(rest)
}
