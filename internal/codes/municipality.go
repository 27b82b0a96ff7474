package codes

import (
	"slices"
	"strings"

	"kyodo/internal/term"
)

// Municipality is a city or town of Yamaguchi prefecture since the plan of 2008.
type Municipality struct {
	Code      string // five digits: 35203
	Name      string // 山口市
	Kana      string // やまぐちし
	District  string // 郡, "" for a city
	English   string // Yamaguchi City
	Until     term.Date
	Successor string // code of the municipality it became a part of
	Column    int    // place on the tile map, from 1 in the west; 0 if abolished
	Row       int    // from 1 in the north
}

// municipalities: 総務省 全国地方公共団体コード. 阿東町 became a part of 山口市 on 2010-01-16.
// The tiles keep neighbours together: the Sea of Japan above, the Inland Sea below.
var municipalities = [...]Municipality{
	{Code: "35201", Name: "下関市", Kana: "しものせきし", English: "Shimonoseki City", Column: 1, Row: 2},
	{Code: "35202", Name: "宇部市", Kana: "うべし", English: "Ube City", Column: 2, Row: 3},
	{Code: "35203", Name: "山口市", Kana: "やまぐちし", English: "Yamaguchi City", Column: 3, Row: 2},
	{Code: "35204", Name: "萩市", Kana: "はぎし", English: "Hagi City", Column: 3, Row: 1},
	{Code: "35206", Name: "防府市", Kana: "ほうふし", English: "Hofu City", Column: 3, Row: 3},
	{Code: "35207", Name: "下松市", Kana: "くだまつし", English: "Kudamatsu City", Column: 4, Row: 3},
	{Code: "35208", Name: "岩国市", Kana: "いわくにし", English: "Iwakuni City", Column: 6, Row: 2},
	{Code: "35210", Name: "光市", Kana: "ひかりし", English: "Hikari City", Column: 5, Row: 3},
	{Code: "35211", Name: "長門市", Kana: "ながとし", English: "Nagato City", Column: 2, Row: 1},
	{Code: "35212", Name: "柳井市", Kana: "やないし", English: "Yanai City", Column: 6, Row: 3},
	{Code: "35213", Name: "美祢市", Kana: "みねし", English: "Mine City", Column: 2, Row: 2},
	{Code: "35215", Name: "周南市", Kana: "しゅうなんし", English: "Shunan City", Column: 4, Row: 2},
	{Code: "35216", Name: "山陽小野田市", Kana: "さんようおのだし", English: "Sanyo-Onoda City", Column: 1, Row: 3},
	{Code: "35305", Name: "周防大島町", Kana: "すおうおおしまちょう", District: "大島郡", English: "Suo-Oshima Town", Column: 7, Row: 3},
	{Code: "35321", Name: "和木町", Kana: "わきちょう", District: "玖珂郡", English: "Waki Town", Column: 6, Row: 1},
	{Code: "35341", Name: "上関町", Kana: "かみのせきちょう", District: "熊毛郡", English: "Kaminoseki Town", Column: 6, Row: 5},
	{Code: "35343", Name: "田布施町", Kana: "たぶせちょう", District: "熊毛郡", English: "Tabuse Town", Column: 5, Row: 4},
	{Code: "35344", Name: "平生町", Kana: "ひらおちょう", District: "熊毛郡", English: "Hirao Town", Column: 6, Row: 4},
	{Code: "35502", Name: "阿武町", Kana: "あぶちょう", District: "阿武郡", English: "Abu Town", Column: 4, Row: 1},
	{Code: "35504", Name: "阿東町", Kana: "あとうちょう", District: "阿武郡", English: "Ato Town",
		Until: term.On(2010, 1, 15), Successor: "35203"},
}

// LocalCode returns the six digits with the check digit.
func (m Municipality) LocalCode() string { return LocalCode(m.Code) }

// FullName returns the name after its 郡: 玖珂郡和木町.
func (m Municipality) FullName() string { return m.District + m.Name }

// BareName returns the name without 市 or 町: 光.
func (m Municipality) BareName() string {
	return strings.TrimSuffix(strings.TrimSuffix(m.Name, "市"), "町")
}

// BareKana returns the kana of BareName: ひかり.
func (m Municipality) BareKana() string {
	if m.IsCity() {
		return strings.TrimSuffix(m.Kana, "し")
	}
	return strings.TrimSuffix(m.Kana, "ちょう")
}

// IsCity says that it is a 市.
func (m Municipality) IsCity() bool { return strings.HasSuffix(m.Name, "市") }

// Label returns the names of both languages.
func (m Municipality) Label() Label { return Label{m.Name, m.English} }

// Exists says that there is such a municipality on the day.
func (m Municipality) Exists(on term.Date) bool { return m.Until.IsZero() || !on.After(m.Until) }

// Municipalities returns those of the day in the order of their codes: 13 cities and
// 6 towns, with 阿東町 until 2010-01-15.
func Municipalities(on term.Date) []Municipality {
	var list []Municipality
	for _, m := range municipalities {
		if m.Exists(on) {
			list = append(list, m)
		}
	}
	return list
}

// MunicipalityByCode finds a municipality by its five digits, an abolished one too.
func MunicipalityByCode(code string) (Municipality, bool) {
	return findMunicipality(func(m Municipality) bool { return m.Code == code })
}

// MunicipalityAt returns the municipality that has charge on the day of what lay in
// the one with the code: itself, or its successor after it was abolished.
func MunicipalityAt(code string, on term.Date) (Municipality, bool) {
	m, ok := MunicipalityByCode(code)
	for ok && !m.Exists(on) {
		m, ok = MunicipalityByCode(m.Successor)
	}
	return m, ok
}

// MunicipalityByWord returns the municipality that a search word names as a whole:
// 光, 光市, ひかり, ひかりし, ヒカリ, 熊毛郡上関町, Hikari. A present municipality goes first.
func MunicipalityByWord(word string) (Municipality, bool) {
	if word == "" {
		return Municipality{}, false
	}
	kana := hiragana(word)
	return findMunicipality(func(m Municipality) bool {
		switch {
		case word == m.Name, word == m.FullName(), word == m.BareName(), kana == m.Kana, kana == m.BareKana():
			return true
		}
		bare, _, _ := strings.Cut(m.English, " ")
		return strings.EqualFold(word, m.English) || strings.EqualFold(word, bare)
	})
}

func findMunicipality(is func(Municipality) bool) (Municipality, bool) {
	if i := slices.IndexFunc(municipalities[:], is); i >= 0 {
		return municipalities[i], true
	}
	return Municipality{}, false
}

// hiragana turns katakana into hiragana and leaves all else.
func hiragana(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, s)
}
