package opendata

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/feed"
	"kyodo/internal/ja"
	"kyodo/internal/search"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// Paths of the lists of the bank as files.
const (
	OffersCSVPath  = "/bank/offers.csv"
	NeedsCSVPath   = "/bank/needs.csv"
	OffersAtomPath = "/feeds/offers.atom"
	NeedsAtomPath  = "/feeds/needs.atom"
	bankPath       = "/bank"
)

// listings answers with all public listings of a direction that a list page shows, in its order. What
// is for the registered alone is not in it, whoever asks.
func (p *pages) listings(d bank.Direction, name string) web.Handler {
	return func(w http.ResponseWriter, r *web.Request) error {
		f, err := listingFilter(d, r.URL.Query(), r.Lang)
		if err != nil {
			return err
		}
		return file{name: name, rows: wLossListings, fresh: p.listingsFresh, table: func(ctx context.Context, w io.Writer, enc feed.Encoding) (*feed.CSV, error) {
			return p.listingTable(ctx, w, f, enc)
		}}.answer(w, r)
	}
}

// listingsFresh answers 304 when the reader has this state of the bank already.
func (p *pages) listingsFresh(w http.ResponseWriter, r *web.Request) bool {
	return web.NotModified(w, r, "b"+strconv.FormatInt(p.bank.Seq(), 10)+"-"+term.Of(r.Now).String())
}

// listingTable writes the rows of the filter.
func (p *pages) listingTable(ctx context.Context, w io.Writer, f bank.Filter, enc feed.Encoding) (t *feed.CSV, err error) {
	cols := listingColumns()
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.Name
	}
	t = feed.NewCSV(w, enc, names...)
	cells := make([]string, len(cols))
	base := p.site.BaseURL("")
	f.Limit, f.Bare = search.LimitMax, true
	for {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		found, err := p.bank.Search(f)
		if err != nil {
			return t, err
		}
		for _, c := range found.Cards {
			for i, col := range cols {
				cells[i] = col.value(c, base)
			}
			if err := t.Row(cells...); err != nil {
				return t, err
			}
		}
		if f.After = found.Next; f.After == "" {
			return t, t.Flush()
		}
	}
}

// listingFilter reads the parameters of a list page of the bank. A value that means nothing is refused,
// as in filter.
func listingFilter(d bank.Direction, v url.Values, l web.Lang) (f bank.Filter, err error) {
	var bad fault.Fields
	list := func(name string, means func(string) bool) (values []string) {
		for _, given := range v[name] {
			for one := range strings.SplitSeq(given, ",") {
				if one = strings.TrimSpace(one); one == "" || slices.Contains(values, one) {
					continue
				}
				if len(values) == maxValues || !means(one) {
					bad = append(bad, fault.Field{Name: name, Says: wBadValue.In(l) + name + "=" + clip(one)})
					return nil
				}
				values = append(values, one)
			}
		}
		return values
	}
	f.Direction = d
	f.Q = strings.ToValidUTF8(v.Get("q"), "")
	if r := []rune(f.Q); len(r) > maxQuery {
		f.Q = string(r[:maxQuery])
	}
	f.Q = strings.Join(strings.Fields(ja.Clean(f.Q)), " ")
	for _, k := range list("kind", func(s string) bool { return codes.Main(s).Valid() || codes.Support(s).Valid() }) {
		if codes.Main(k).Valid() {
			f.Mains = append(f.Mains, k)
		} else {
			f.Kinds = append(f.Kinds, k)
		}
	}
	f.Fields = list("field", func(s string) bool { _, ok := codes.FieldBySlug(s); return ok })
	f.Cities = list("city", func(s string) bool { _, ok := codes.CityByCode(s); return ok })
	f.Statuses = list("status", func(s string) bool {
		return slices.Contains([]bank.Status{bank.IsOpen, bank.IsPartly, bank.IsTaken, bank.IsPaused}, bank.Status(s))
	})
	f.Standing = list("standing", func(s string) bool { return s == "yes" || s == "no" })
	f.Disaster = list("disaster", func(s string) bool { return s == "yes" })
	sorts := func(s string) bool { return s == "relevance" || s == "newest" || s == "closing" }
	if sort := list("sort", sorts); len(sort) > 0 {
		f.Sort = sort[0]
	}
	return f, bad.Err()
}
