package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"github.com/a-h/templ"
)

// jsonLD writes a data block for search engines. The JSON is escaped so that no text in it
// can end the script element: <, >, & and the two line separators become \u escapes.
// Broken JSON is an error, never output.
func jsonLD(b []byte) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var buf bytes.Buffer
		if err := json.Compact(&buf, b); err != nil {
			return err
		}
		var out bytes.Buffer
		out.Grow(buf.Len() + 64)
		out.WriteString(`<script type="application/ld+json">`)
		json.HTMLEscape(&out, buf.Bytes())
		out.WriteString(`</script>`)
		_, err := w.Write(out.Bytes())
		return err
	})
}
