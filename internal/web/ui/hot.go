package ui

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// The parts of this file stand on a page many times. They are written by hand,
// because a computed class costs templ more than the rest of the element. Every text goes
// through templ.EscapeString; an Href is a path of this site.

// open and close of a Status by its tone.
const (
	tagOpen  = `<span class="tag tag-`
	tagMid   = `"><span class="ico ico-`
	tagHide  = `" aria-hidden="true"></span>`
	tagClose = `</span>`
)

// Status is a state in words, with icon and colour. The tone must be one of the constants.
func Status(t Tone, label string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		b := make([]byte, 0, 160)
		b = append(b, tagOpen...)
		b = append(b, t...)
		b = append(b, tagMid...)
		b = append(b, t...)
		b = append(b, tagHide...)
		b = append(b, templ.EscapeString(label)...)
		b = append(b, tagClose...)
		_, err := w.Write(b)
		return err
	})
}

// Tag is a word that classifies, such as a field of activity.
func Tag(label string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		b := make([]byte, 0, 96)
		b = append(b, `<span class="tag">`...)
		b = append(b, templ.EscapeString(label)...)
		b = append(b, tagClose...)
		_, err := w.Write(b)
		return err
	})
}

// Number prints n with a comma between thousands.
func Number(n int) string { return string(number(nil, n)) }

func number(b []byte, n int) []byte {
	s := strconv.Itoa(n)
	if n < 0 {
		b, s = append(b, '-'), s[1:]
	}
	for i := range len(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b = append(b, ',')
		}
		b = append(b, s[i])
	}
	return b
}
