package opendata

import (
	"context"
	"io"
	"net/http"

	"kyodo/internal/feed"
	"kyodo/internal/register"
	"kyodo/internal/web"
)

// organizations answers with all rows of a list in its order: UTF-8, or with encoding=cp932 in
// CP932, and with report=1 what the encoding cannot carry. The rows are streamed.
func (p *pages) organizations(w http.ResponseWriter, r *web.Request) error {
	f, err := filter(r.URL.Query(), r.Lang)
	if err != nil {
		return err
	}
	return file{name: "organizations", rows: wLossRows, fresh: p.fresh, table: func(ctx context.Context, w io.Writer, enc feed.Encoding) (*feed.CSV, error) {
		return p.table(ctx, w, f, enc)
	}}.answer(w, r)
}

// table writes the rows of the filter.
func (p *pages) table(ctx context.Context, w io.Writer, f register.Filter, enc feed.Encoding) (t *feed.CSV, err error) {
	cols := columns()
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.Name
	}
	t = feed.NewCSV(w, enc, names...)
	cells := make([]string, len(cols))
	base := p.site.BaseURL("")
	err = p.svc.Each(ctx, f, func(o register.Organization) error {
		for i, c := range cols {
			cells[i] = c.value(&o, base)
		}
		return t.Row(cells...)
	})
	if err == nil {
		err = t.Flush()
	}
	return t, err
}
