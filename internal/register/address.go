package register

import (
	"regexp"
	"strconv"
	"strings"

	"kyodo/internal/ja"
)

var (
	blockWords = strings.NewReplacer("大字", "", "字", "", "丁目", "ー", "番地の", "ー", "番地", "ー", "番の", "ー", "番", "ー", "号", "", "の", "ー")
	chome      = regexp.MustCompile(`[一二三四五六七八九十]+丁目`)
	dashes     = regexp.MustCompile(`ー+`)
	kanjiDigit = map[rune]int{'一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
)

// placeKey writes an address in one way, so that 「２丁目３番４号」, 「二丁目3-4」 and 「２－３－４」 are
// the same place. It is for comparing only.
func placeKey(a Address) string {
	s := chome.ReplaceAllStringFunc(ja.Fold(a.String()), func(m string) string {
		n := 0
		for _, r := range strings.TrimSuffix(m, "丁目") {
			if r == '十' {
				n = max(n, 1) * 10
				continue
			}
			n += kanjiDigit[r]
		}
		return strconv.Itoa(n) + "丁目"
	})
	return strings.TrimRight(dashes.ReplaceAllString(blockWords.Replace(s), "ー"), "ー")
}
