package ja

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as the search sees it. Two texts that a reader takes for the same
// spelling fold to the same string:
//
//   - NFKC: full and half width, ㈱ → (株), ① → 1, half-width kana with their voiced
//     marks; letters to lower case, accents off (é → e);
//   - katakana → hiragana, small kana → large (っ → つ, because furigana of the
//     corporate number register is written large), ゔ → ぶ (so ヴァ → ぶあ), ぢ → じ,
//     づ → ず, ゐ → い, ゑ → え, ヶ and ヵ → け and か; を stays;
//   - every hyphen, dash, wave and long-vowel mark → ー;
//   - variant ideographs → one form (髙 → 高, 邊 邉 → 辺), see variants;
//   - dropped: white space, interpuncts, control and format characters, variation
//     selectors;
//   - curly quotes → straight; other punctuation is kept.
//
// The folding looks at one character at a time, so that a part of a text folds to a
// part of the folded text; only combining marks look at the character before them.
// Fold(Fold(s)) == Fold(s). Bytes that are not UTF-8 become U+FFFD.
func Fold(s string) string {
	t := folding()
	i := 0
	for i < len(s) { // most stored keys are folded already
		if c := s[i]; c < utf8.RuneSelf {
			if t.one[c] != uint16(c) {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if n == 1 || r >= dropped || t.one[r] != uint16(r) {
			break
		}
		i += n
	}
	if i == len(s) {
		return s
	}
	f := folder{out: append(make([]byte, 0, len(s)+8), s[:i]...)}
	f.fold(t, s, i)
	return string(f.out)
}

// folder builds folded text; with track it also remembers where each rune came from.
type folder struct {
	out   []byte
	track bool
	spans []span
	from  int // the character of the original that is being folded
	to    int
}

// span says that the folded rune at byte `at` came from bytes [from, to) of the original.
type span struct{ at, from, to int }

// fold folds s from byte i on.
func (f *folder) fold(t *table, s string, i int) {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		f.from, f.to = i, i+n
		i += n
		if r < 1<<16 {
			switch v := t.one[r]; v {
			case slow:
				switch many, ok := t.many[r]; {
				case ok:
					for _, m := range many {
						f.emit(m)
					}
					continue
				case r == 'ﾞ', r == '゛':
					f.push(voicedMark)
					continue
				case r == 'ﾟ', r == '゜':
					f.push(semiVoicedMark)
					continue
				}
			case dropped:
				if f.track && unicode.Is(unicode.M, r) {
					f.extend()
				}
				continue
			default:
				f.emit(rune(v))
				continue
			}
		}
		f.long(r)
	}
}

// long folds one rune the long way.
func (f *folder) long(r rune) {
	var small [utf8.UTFMax]byte
	var full [96]byte // the longest decomposition, U+FDFA, has 33 bytes
	for _, d := range string(norm.NFKD.Append(full[:0], utf8.AppendRune(small[:0], r)...)) {
		f.push(d)
	}
}

// push folds one rune of a full decomposition.
func (f *folder) push(d rune) {
	switch {
	case joins(d):
		if last, n := utf8.DecodeLastRune(f.out); n > 0 {
			if c := join(last, d); c != 0 {
				f.out = utf8.AppendRune(f.out[:len(f.out)-n], c)
				f.extend()
				return
			}
		}
		if d == voicedMark || d == semiVoicedMark {
			f.extend()
			return
		}
		f.emit(d)
	case ignored(d):
		if unicode.Is(unicode.M, d) {
			f.extend()
		}
	default:
		f.emit(plain(d))
	}
}

func (f *folder) emit(r rune) {
	if f.track {
		f.spans = append(f.spans, span{at: len(f.out), from: f.from, to: f.to})
	}
	f.out = utf8.AppendRune(f.out, r)
}

// extend makes the last folded rune cover the mark that follows it as well.
func (f *folder) extend() {
	if n := len(f.spans); n > 0 && f.spans[n-1].to == f.from {
		f.spans[n-1].to = f.to
	}
}
