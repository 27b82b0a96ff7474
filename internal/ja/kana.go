package ja

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// mora is one character of a reading, split into the levels of JIS X 4061.
type mora struct {
	base   rune // large, unvoiced hiragana; ー is the vowel before it
	voice  byte // '0' plain, '1' voiced, '2' half voiced
	shape  byte // '0' long mark, '1' small, '2' repeat mark, '3' plain
	script byte // '0' hiragana, '1' katakana
}

// KanaKey returns the 五十音 sort key of a body after JIS X 4061: bytes that compare in
// the order of its reading. Levels: the kana themselves (small as large, voiced as
// unvoiced, ー as the vowel before it), then voicing, then shape (ー, small, ゝ, plain),
// then hiragana before katakana, and last the folded name, so that the order is total
// but for equal names. The kana of a legal form in front (トクテイヒエイリ…, カブシキガイシャ)
// do not count. Without a reading the key is made from the name's characters and sorts
// after every key that has one.
//
// Keys are valid UTF-8 without control characters; compare them bytewise (COLLATE "C").
func KanaKey(kana, name string) string {
	ms := morae(kana)
	for _, lead := range leads() {
		if len(ms) > len(lead) && begins(ms, lead) {
			ms = ms[len(lead):]
			break
		}
	}
	if len(ms) == 0 {
		return "2" + NameKey(name) + " " + Fold(name)
	}
	var base, voice, shape, script strings.Builder
	for _, m := range ms {
		base.WriteRune(m.base)
		voice.WriteByte(m.voice)
		shape.WriteByte(m.shape)
		script.WriteByte(m.script)
	}
	// A level ends with a space, which sorts before everything in it. A level whose
	// plain value is the lowest need not write it out at its end.
	return "1" + base.String() +
		" " + strings.TrimRight(voice.String(), "0") +
		" " + shape.String() +
		" " + strings.TrimRight(script.String(), "0") +
		" " + Fold(name)
}

// ShortKana returns a reading without that of the legal form in front, as a list shows it:
// of トクテイヒエイリカツドウホウジンキララ only キララ. A reading of nothing else stays whole.
func ShortKana(kana string) string {
	m := FoldMap(kana)
	for lead := range strings.FieldsSeq(formKana) {
		if rest, ok := strings.CutPrefix(m.Folded, Fold(lead)); ok && rest != "" {
			_, end := m.Origin(0, len(m.Folded)-len(rest))
			return strings.TrimLeft(kana[end:], " \u3000")
		}
	}
	return kana
}

func begins(ms, lead []mora) bool {
	for i, m := range lead {
		if ms[i].base != m.base {
			return false
		}
	}
	return true
}

// formKana are the readings of the legal forms, the longest first where one begins another.
const formKana = `
		トクレイニンテイトクテイヒエイリカツドウホウジン カリニンテイトクテイヒエイリカツドウホウジン
		ニンテイトクテイヒエイリカツドウホウジン トクテイヒエイリカツドウホウジン
		ニンテイエヌピーオーホウジン エヌピーオーホウジン エヌピイオウホウジン NPOホウジン
		イッパンシャダンホウジン イッパンザイダンホウジン コウエキシャダンホウジン コウエキザイダンホウジン
		シャダンホウジン ザイダンホウジン カブシキガイシャ ユウゲンガイシャ ゴウドウガイシャ ゴウシガイシャ
		ゴウメイガイシャ シャカイフクシホウジン ガッコウホウジン イリョウホウジンシャダン イリョウホウジンザイダン
		シャカイイリョウホウジン イリョウホウジン シュウキョウホウジン ノウジクミアイホウジン
		チホウドクリツギョウセイホウジン ドクリツギョウセイホウジン コクリツダイガクホウジン コウリツダイガクホウジン
		コウセイホゴホウジン ショクギョウクンレンホウジン ベンゴシホウジン ゼイリシホウジン シホウショシホウジン
		ギョウセイショシホウジン シャカイホケンロウムシホウジン ロウドウシャキョウドウクミアイ ニンカチエンダンタイ`

// leads are formKana as the sort key reads them.
var leads = sync.OnceValue(func() [][]mora {
	var all [][]mora
	for r := range strings.FieldsSeq(formKana) {
		all = append(all, morae(r))
	}
	return all
})

// morae splits a reading of any width and script.
func morae(kana string) []mora {
	var ms []mora
	for _, r := range norm.NFKC.String(kana) {
		m := mora{base: r, voice: '0', shape: '3', script: '0'}
		if r >= 'ァ' && r <= 'ヾ' && r != '・' && r != 'ー' {
			m.script = '1'
			if r <= 'ヶ' || r >= 'ヽ' {
				r -= 'ァ' - 'ぁ'
			}
		}
		prev := mora{}
		if len(ms) > 0 {
			prev = ms[len(ms)-1]
		}
		switch {
		case dash(r):
			m.shape = '0'
			if m.base = vowel(prev.base); m.base == 0 {
				m.base = '-'
			}
			m.script = '1' // ー is a mark of katakana
		case (r == 'ゝ' || r == 'ゞ') && prev.base != 0:
			m.base, m.shape = prev.base, '2'
			if r == 'ゞ' {
				m.voice = '1'
			}
		case r >= 'ぁ' && r <= 'ゖ', r >= 'ヷ' && r <= 'ヺ':
			known := split()[r]
			m.base, m.voice, m.shape = known.base, known.voice, known.shape
		case ignored(r), r == voicedMark, r == semiVoicedMark:
			continue
		default:
			m.base = unicode.ToLower(plain(r))
		}
		if m.base == ' ' || unicode.IsControl(m.base) {
			continue
		}
		ms = append(ms, m)
	}
	return ms
}

// split holds every hiragana (and ヷ to ヺ) taken apart.
var split = sync.OnceValue(func() map[rune]mora {
	all := make(map[rune]mora, 100)
	for _, r := range "ヷヸヹヺ" {
		all[r] = apart(r)
	}
	for r := 'ぁ'; r <= 'ゖ'; r++ {
		all[r] = apart(r)
	}
	return all
})

func apart(r rune) mora {
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ':
		return mora{base: r + 1, voice: '0', shape: '1'}
	case 'ゕ':
		return mora{base: 'か', voice: '0', shape: '1'}
	case 'ゖ':
		return mora{base: 'け', voice: '0', shape: '1'}
	}
	m := mora{voice: '0', shape: '3'}
	for _, d := range norm.NFD.String(string(r)) {
		switch d {
		case voicedMark:
			m.voice = '1'
		case semiVoicedMark:
			m.voice = '2'
		default:
			m.base = d
		}
	}
	if m.base >= 'ァ' && m.base <= 'ヶ' {
		m.base -= 'ァ' - 'ぁ'
	}
	return m
}

// vowel returns the vowel on which a kana ends, or 0.
func vowel(r rune) rune {
	for _, row := range [...]string{
		"あかさたなはまやらわ", "いきしちにひみりゐ", "うくすつぬふむゆる", "えけせてねへめれゑ", "おこそとのほもよろを",
	} {
		if strings.ContainsRune(row, r) {
			return []rune(row)[0]
		}
	}
	return 0
}
