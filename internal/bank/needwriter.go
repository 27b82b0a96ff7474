package bank

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"kyodo/internal/ja"
)

// pleas are words that ask for help and say nothing of what for.
var pleas = []string{"助けてほしい", "助けて下さい", "助けてください", "助けて", "手伝ってほしい", "手伝ってください", "手伝って", "協力してほしい", "協力してください", "協力をお願い",
	"協力", "支援してほしい", "支援してください", "支援をお願い", "支援", "困っています", "困っている", "こまっています", "お願いします", "お願いいたします", "お願い", "何でも", "なんでも",
	"とにかく", "誰か", "だれか", "どなたか", "いただきたい", "欲しい", "ほしい", "です", "ます", "したい", "必要", "help", "please", "us", "we", "need", "support"}

// Vague says whether a need says nothing but that help is wanted (「助けてほしい」).
func Vague(what string) bool {
	s := strings.ToLower(ja.Clean(what))
	for _, p := range pleas {
		s = strings.ReplaceAll(s, p, "")
	}
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" 　\t\r\n。、．，.,!！?？・をがにはもので", r) {
			return -1
		}
		return r
	}, s)
	return utf8.RuneCountInString(s) < 2
}

// Join makes of the answers a heading of at most MaxTitle characters and a text. What has a field of
// its own (quantity, day, place, what the company gets) stays there alone, so that the text cannot
// contradict it.
func (p NeedParts) Join() (title, body string) {
	what := strings.TrimSpace(ja.Clean(p.What))
	title, _, _ = strings.Cut(what, "\n")
	title, _, _ = strings.Cut(title, "。")
	if r := []rune(title); len(r) > MaxTitle {
		title = string(r[:MaxTitle-1]) + "…"
	}
	lines := []string{what}
	if who := strings.TrimSpace(ja.Clean(p.Who)); who != "" {
		if p.HowMany > 0 {
			who += "（およそ" + strconv.FormatInt(p.HowMany, 10) + "人）"
		}
		lines = append(lines, "助かる人："+who)
	}
	if without := strings.TrimSpace(ja.Clean(p.IfNothing)); without != "" {
		lines = append(lines, "見つからないとき："+without)
	}
	return title, strings.Join(lines, "\n\n")
}
