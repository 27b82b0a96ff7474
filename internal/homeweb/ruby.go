package homeweb

import (
	"context"
	"io"
	"strings"
	"unicode"

	"github.com/a-h/templ"
)

// reading is a piece of text, with its reading where it is written in kanji.
type reading struct{ Text, Kana string }

// readings cuts a text at its readings: 「団体《だんたい》をさがす」 is 団体 with だんたい, then をさがす.
// A reading belongs to the kanji right before it.
func readings(s string) (list []reading) {
	for s != "" {
		before, rest, ok := strings.Cut(s, "《")
		if !ok {
			break
		}
		at := strings.LastIndexFunc(before, func(r rune) bool { return !kanji(r) })
		if at >= 0 {
			at += len(string([]rune(before[at:])[:1]))
			list = append(list, reading{Text: before[:at]})
		} else {
			at = 0
		}
		kana, after, _ := strings.Cut(rest, "》")
		list = append(list, reading{Text: before[at:], Kana: kana})
		s = after
	}
	if s != "" {
		list = append(list, reading{Text: s})
	}
	return list
}

// kanji says that the character needs a reading.
func kanji(r rune) bool { return unicode.Is(unicode.Han, r) }

// ruby writes a text with its readings above the kanji. It is no template because a blank
// between two pieces would be seen.
func ruby(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, p := range readings(s) {
			text := templ.EscapeString(p.Text)
			if p.Kana == "" {
				b.WriteString(text)
				continue
			}
			b.WriteString("<ruby>" + text + "<rp>(</rp><rt>" + templ.EscapeString(p.Kana) + "</rt><rp>)</rp></ruby>")
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}
