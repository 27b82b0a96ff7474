package web_test

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"

	"kyodo/internal/fault"
	"kyodo/internal/web/ui"
)

type sampleView struct{ Rows int }

// within draws body inside the layout; test pages are written by hand, because generated
// templates cannot live in test files.
func within(c ui.Chrome, h ui.Head, body func(ctx context.Context, w io.Writer) error) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return ui.Layout(c, h).Render(templ.WithChildren(ctx, templ.ComponentFunc(body)), w)
	})
}

func samplePage(c ui.Chrome, v sampleView) templ.Component {
	h := ui.Head{Title: ui.W("一覧", "List").In(c.Lang), Active: "/list", JSONLD: []byte(`{"name":"</script><b>"}`), Crumbs: []ui.Crumb{{Label: ui.W("一覧", "List").In(c.Lang)}}}
	return within(c, h, func(ctx context.Context, w io.Writer) error {
		fmt.Fprintf(w, "<h1>%s</h1>", ui.W("一覧", "List").In(c.Lang))
		for i := range v.Rows {
			fmt.Fprintf(w, "<p>%d %s</p>", i, ui.W("団体の活動の説明", "What the organization does").In(c.Lang))
		}
		return ui.Pager(c.Lang, "/list?after=x", "").Render(ctx, w)
	})
}

func sampleForm(c ui.Chrome, body string, bad fault.Fields) templ.Component {
	return within(c, ui.Head{Title: ui.W("書く", "Write").In(c.Lang)}, func(ctx context.Context, w io.Writer) error {
		fmt.Fprintf(w, "<h1>%s</h1>", ui.W("書く", "Write").In(c.Lang))
		if err := ui.ErrorSummary(c.Lang, bad).Render(ctx, w); err != nil {
			return err
		}
		fields := templ.Join(
			ui.Field(c.Lang, ui.Control{Name: "name", Label: ui.W("名前", "Name").In(c.Lang), Required: true, Error: bad.Says("name"), Autocomplete: "name"}),
			ui.TextArea(c.Lang, ui.Control{Name: "body", Label: ui.W("本文", "Text").In(c.Lang), Hint: ui.W("短くて構いません", "Short is fine").In(c.Lang), Value: body}),
			ui.Radios(c.Lang, ui.Control{Name: "kind", Label: ui.W("種類", "Kind").In(c.Lang)}, []ui.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}),
			ui.Button(ui.W("送る", "Send").In(c.Lang)),
		)
		return ui.PostForm(c, "/form").Render(templ.WithChildren(ctx, fields), w)
	})
}
