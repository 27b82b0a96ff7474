package opendata

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// file is a table to take along as CSV.
type file struct {
	name  string  // of the download, without day and ending
	rows  ui.Word // what the report of losses calls the number of rows
	fresh func(w http.ResponseWriter, r *web.Request) bool
	table func(ctx context.Context, w io.Writer, enc feed.Encoding) (*feed.CSV, error)
}

// answer sends the table, in the encoding that the address asks for, or what that cannot carry.
func (f file) answer(w http.ResponseWriter, r *web.Request) error {
	v := r.URL.Query()
	enc := feed.Encoding(v.Get("encoding"))
	switch enc {
	case "":
		enc = feed.UTF8
	case feed.UTF8, feed.CP932:
	default:
		return fault.Fields{{Name: "encoding", Says: wBadValue.In(r.Lang) + "encoding=" + clip(string(enc))}}
	}
	if f.fresh(w, r) {
		return nil
	}
	if v.Get("report") == "1" {
		return f.losses(w, r, enc)
	}
	h := w.Header()
	h.Set("Content-Type", enc.MediaType())
	h.Set("Content-Disposition", `attachment; filename="`+f.file(r, enc)+`"`)
	if r.Method == http.MethodHead {
		return nil
	}
	out := &started{w: w}
	_, err := f.table(r.Context(), out, enc)
	if err == nil || !out.yes {
		return err
	}
	if r.Context().Err() != nil {
		panic(http.ErrAbortHandler) // the reader has gone
	}
	panic(fmt.Errorf("opendata: rows broke off: %w", err)) // logged; the reader sees a broken answer, not a short one
}

// losses answers with the characters of the list that the encoding does not have, as text.
func (f file) losses(w http.ResponseWriter, r *web.Request, enc feed.Encoding) error {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	if r.Method == http.MethodHead {
		return nil
	}
	t, err := f.table(r.Context(), io.Discard, enc)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s: %s\n%s: %d\n%s: %d\n\n", wLossTitle.In(r.Lang), wLossFile.In(r.Lang), f.file(r, enc),
		f.rows.In(r.Lang), t.Rows(), wLossTotal.In(r.Lang), t.Losses().Total())
	list := t.Losses().List()
	if len(list) == 0 {
		b.WriteString(wLossNone.In(r.Lang) + "\n")
	} else {
		b.WriteString(wLossExplain.In(r.Lang) + "\n\n")
	}
	for _, one := range list {
		fmt.Fprintf(&b, "%s  U+%04X  %d\n", printable(one.Rune), one.Rune, one.Count)
		for _, at := range one.Places {
			b.WriteString("    " + wLossRow.In(r.Lang) + strconv.Itoa(at.Row+1) + "  " + at.Column + "\n")
		}
		if rest := one.Count - len(one.Places); rest > 0 {
			fmt.Fprintf(&b, "    %s: %d\n", wLossMore.In(r.Lang), rest)
		}
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// printable shows a character; one without a shape of its own (variation selectors, zero-width
// characters) is shown as a dotted circle.
func printable(r rune) string {
	if strconv.IsPrint(r) && !(r >= 0xFE00 && r <= 0xFE0F) && r < 0xE0000 {
		return string(r)
	}
	return "◌"
}

// file names a download after its content, day and encoding.
func (f file) file(r *web.Request, enc feed.Encoding) string {
	name := f.name + "_" + strings.ReplaceAll(term.Of(r.Now).String(), "-", "")
	if enc == feed.CP932 {
		name += "_cp932"
	}
	return name + ".csv"
}

// started tells whether anything was written.
type started struct {
	w   io.Writer
	yes bool
}

// Write implements io.Writer.
func (s *started) Write(b []byte) (int, error) {
	s.yes = true
	return s.w.Write(b)
}
