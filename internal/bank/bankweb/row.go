package bankweb

import (
	"context"
	"io"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/ja"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// Bounds of a row.
const (
	rowText   = 90   // characters of the line that says what it is
	rowMerit  = 60   // characters of what the other side gains
	rowFields = 4    // fields named in a row
	textLook  = 6000 // bytes of the text in which a row looks for the words
	soon      = 14   // days before the deadline from which a row counts them
)

// rows are the listings of a page of a list. They are written in Go and not by a template: a template
// takes several times as long for the values of a page.
type rows struct {
	t     *labels
	w     *words
	today term.Date
	cards []*bank.Card
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

// row appends one listing: title, status, kind, how much, where, until when, whose, what it is and what
// the other side gains.
func (r rows) row(b []byte, c *bank.Card) []byte {
	foreign := ""
	if r.t.lang != web.JA {
		foreign = ` lang="ja"`
	}
	b = append(b, `<li class="row"><h3 class="row-title"><a href="`...)
	b = append(b, c.Path()...)
	b = append(b, '"')
	b = append(b, foreign...)
	b = append(b, '>')
	if r.marks == nil {
		b = escape(b, c.Title)
	} else {
		b = pieces(b, r.marks.Highlight(c.Title))
	}
	b = append(b, `</a></h3><ul class="row-meta">`...)
	b = status(b, tone(c.Status()), r.w.status(c.Status()))
	b = r.item(b, r.t.text(byKind, string(c.Kind)), "")
	if c.Quantity > 0 {
		b = r.item(b, r.w.Left(amount(c.Quantity-c.Taken, c.Unit), amount(c.Quantity, c.Unit)), foreign)
	}
	if c.City != "" {
		o := r.t.of(byCity, c.City)
		lang := ""
		if o.ja {
			lang = foreign
		}
		b = r.item(b, o.label, lang)
	}
	if c.Online {
		b = r.item(b, r.w.Online, "")
	}
	b = r.until(b, c)
	if c.Disaster {
		b = r.item(b, r.w.Disaster, "")
	}
	if c.Audience == bank.Registered {
		b = r.item(b, r.w.Registered, "")
	}
	if c.Anonymous {
		b = r.item(b, r.w.Anonymous, "")
	} else if c.Name != "" {
		b = r.item(b, c.Name, foreign)
	}
	b = append(b, `</ul>`...)
	b = r.text(b, c, foreign)
	b = r.merit(b, c, foreign)
	b = r.fields(b, c.Fields)
	return append(b, `</li>`...)
}

// item appends one word of the line below the title.
func (r rows) item(b []byte, text, lang string) []byte {
	b = append(b, `<li`...)
	b = append(b, lang...)
	b = append(b, '>')
	b = escape(b, text)
	return append(b, `</li>`...)
}

// until appends until when one may ask: in days when it is soon.
func (r rows) until(b []byte, c *bank.Card) []byte {
	if c.Standing {
		b = r.item(b, r.w.Standing, "")
	}
	if c.Closing.IsZero() {
		return b
	}
	if n := r.today.DaysUntil(c.Closing); n >= 0 && n <= soon {
		said := r.w.ClosingIn(n)
		if n == 0 {
			said = r.w.ClosingToday
		}
		return status(b, ui.Warn, said)
	}
	return r.item(b, r.w.DeadlineLabel+r.w.Colon+date(r.t.lang, c.Closing), "")
}

// text appends one line on what it is: the place where a word was found, else its beginning.
func (r rows) text(b []byte, c *bank.Card, foreign string) []byte {
	if c.Body == "" {
		return b
	}
	b = append(b, `<p class="row-text"`...)
	b = append(b, foreign...)
	b = append(b, '>')
	if r.marks != nil {
		b = pieces(b, r.marks.Snippet(cutBytes(c.Body, textLook), rowText))
	} else {
		b = escape(b, clip(c.Body, rowText))
	}
	return append(b, `</p>`...)
}

// merit appends what the reader's side gains: of an offer the group, of a need the company.
func (r rows) merit(b []byte, c *bank.Card, foreign string) []byte {
	label, text := r.w.MeritGroup, c.MeritGroup
	draft := bank.MeritsOf(c.Kind).Group
	if c.Direction == bank.Need {
		label, text, draft = r.w.MeritCompany, c.MeritCompany, bank.MeritsOf(c.Kind).Company
	}
	if text == "" {
		return b
	}
	if text == draft.Ja {
		text, foreign = draft.In(string(r.t.lang)), ""
	}
	b = append(b, `<p class="source">`...)
	b = escape(b, label)
	b = escape(b, r.w.Colon)
	b = append(b, `<span`...)
	b = append(b, foreign...)
	b = append(b, '>')
	b = escape(b, clip(text, rowMerit))
	return append(b, `</span></p>`...)
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
