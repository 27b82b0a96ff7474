package registerweb

import (
	"context"
	"io"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Bounds of a row.
const (
	rowText   = 90   // characters of the line that says what the organization does
	rowFields = 4    // fields named in a row
	textLook  = 6000 // bytes of the purpose in which a row looks for the words
)

// rows are the organizations of a page of the list. They are written in Go and not by a template:
// a template takes several times as long for the three hundred values of a page, and this is the
// page that the register answers most.
type rows struct {
	t     *labels
	w     *words
	cards []*register.Card
	marks *ja.Marker // of the words searched for; nil without words
}

// marker finds the words of a query in the texts of a page, nil without words.
func marker(words []string) *ja.Marker {
	if len(words) == 0 {
		return nil
	}
	m := ja.NewMarker(words)
	return &m
}

// Render writes the rows.
func (r rows) Render(_ context.Context, w io.Writer) error {
	b := make([]byte, 0, 2048)
	for _, c := range r.cards {
		b = r.row(b[:0], c)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// row appends one organization: name, state, kind and place, what it does, its fields.
func (r rows) row(b []byte, c *register.Card) []byte {
	foreign := ""
	if r.t.lang != web.JA {
		foreign = ` lang="ja"`
	}
	b = append(b, `<li class="row">`...)
	if c.Reading != "" {
		b = append(b, `<p class="row-kana" lang="ja">`...)
		b = escape(b, c.Reading)
		b = append(b, `</p>`...)
	}
	b = append(b, `<h3 class="row-title"><a href="`...)
	b = append(b, c.Path()...)
	b = append(b, '"')
	b = append(b, foreign...)
	b = append(b, '>')
	if r.marks == nil {
		b = escape(b, c.Name)
	} else {
		b = pieces(b, r.marks.Highlight(c.Name))
	}
	b = append(b, `</a></h3><ul class="row-meta">`...)
	if c.Status != codes.Active {
		b = status(b, tone(c.Status), r.t.text(byStatus, string(c.Status)))
	}
	if c.Approval != register.NoApproval {
		s := r.t.text(byLevel, string(c.Approval))
		if !c.Until.IsZero() {
			s = r.w.ValidUntil(s, date(r.t.lang, c.Until))
		}
		b = status(b, ui.Good, s)
	}
	b = append(b, `<li>`...)
	b = escape(b, r.t.text(byKind, string(c.Kind)))
	b = append(b, `</li>`...)
	b = r.place(b, c, foreign)
	b = append(b, `</ul>`...)
	b = r.text(b, c, foreign)
	b = r.fields(b, c.Fields)
	return append(b, `</li>`...)
}

// place appends prefecture and municipality, in the reader's language where there is a name in it.
func (r rows) place(b []byte, c *register.Card, foreign string) []byte {
	if c.Place == "" {
		return b
	}
	if foreign != "" && c.CityCode != "" {
		if o := r.t.of(byCity, c.CityCode); !o.ja {
			b = append(b, `<li>`...)
			b = escape(b, o.label)
			return append(b, `</li>`...)
		}
	}
	b = append(b, `<li`...)
	b = append(b, foreign...)
	b = append(b, '>')
	b = escape(b, c.Place)
	return append(b, `</li>`...)
}

// text appends one line on what the organization does: the place where a word was found, else
// what it says itself in one line, else the beginning of its purpose.
func (r rows) text(b []byte, c *register.Card, foreign string) []byte {
	if c.Purpose == "" && c.Line == "" {
		return b
	}
	b = append(b, `<p class="row-text"`...)
	b = append(b, foreign...)
	b = append(b, '>')
	switch {
	case r.marks != nil && c.Line != "" && r.marks.In(ja.Fold(c.Line)):
		b = pieces(b, r.marks.Highlight(c.Line))
	case r.marks != nil && c.Said != "" && r.marks.In(ja.Fold(c.Said)):
		b = pieces(b, r.marks.Snippet(cutBytes(c.Said, textLook), rowText))
	case r.marks != nil && r.marks.In(c.Folded):
		b = pieces(b, r.marks.Snippet(cutBytes(c.Purpose, textLook), rowText))
	case c.Line != "":
		b = escape(b, clip(c.Line, rowText))
	default:
		b = escape(b, clip(c.Purpose, rowText))
	}
	return append(b, `</p>`...)
}

// fields appends the fields of activity as tags.
func (r rows) fields(b []byte, slugs []string) []byte {
	if len(slugs) == 0 {
		return b
	}
	more := 0
	if len(slugs) > rowFields {
		more = len(slugs) - rowFields + 1
		slugs = slugs[:rowFields-1]
	}
	b = append(b, `<ul class="tags" aria-label="`...)
	b = escape(b, r.w.FieldLabel)
	b = append(b, `">`...)
	for _, s := range slugs {
		b = append(b, `<li class="tag">`...)
		b = escape(b, r.t.text(byField, s))
		b = append(b, `</li>`...)
	}
	if more > 0 {
		b = append(b, `<li class="tag">`...)
		b = escape(b, r.w.MoreFields(more))
		b = append(b, `</li>`...)
	}
	return append(b, `</ul>`...)
}

// status appends a state with icon and colour, as ui.Status does.
func status(b []byte, t ui.Tone, label string) []byte {
	b = append(b, `<li><span class="tag tag-`...)
	b = append(b, t...)
	b = append(b, `"><span class="ico ico-`...)
	b = append(b, t...)
	b = append(b, `" aria-hidden="true"></span>`...)
	b = escape(b, label)
	return append(b, `</span></li>`...)
}

// pieces appends a text with the words that were found in it marked.
func pieces(b []byte, list []ja.Piece) []byte {
	for _, p := range list {
		if p.Hit {
			b = append(b, `<mark>`...)
			b = escape(b, p.Text)
			b = append(b, `</mark>`...)
		} else {
			b = escape(b, p.Text)
		}
	}
	return b
}

// escape appends a text so that it is text in HTML, in elements and in quoted attributes.
func escape(b []byte, s string) []byte {
	for {
		i := strings.IndexAny(s, `<>&"'`)
		if i < 0 {
			return append(b, s...)
		}
		b = append(b, s[:i]...)
		switch s[i] {
		case '<':
			b = append(b, `&lt;`...)
		case '>':
			b = append(b, `&gt;`...)
		case '&':
			b = append(b, `&amp;`...)
		case '"':
			b = append(b, `&#34;`...)
		default:
			b = append(b, `&#39;`...)
		}
		s = s[i+1:]
	}
}

// cutBytes is the beginning of s of at most n bytes, in whole characters.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
