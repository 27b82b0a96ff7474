package opendata

import (
	"net/url"
	"slices"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/web"
)

// Bounds of what a reader may ask, the same as on the list page.
const (
	maxQuery  = 100 // characters of the words
	maxValues = 40  // values of one filter
)

// filter reads the parameters of the list page. Unlike the page it refuses a value that means
// nothing: the page says beside the list what it has ignored, a file cannot.
func filter(v url.Values, l web.Lang) (f register.Filter, err error) {
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
	f.Q = strings.ToValidUTF8(v.Get("q"), "")
	if r := []rune(f.Q); len(r) > maxQuery {
		f.Q = string(r[:maxQuery])
	}
	f.Q = strings.Join(strings.Fields(ja.Clean(f.Q)), " ")
	f.Fields = list("field", func(s string) bool { _, ok := codes.FieldBySlug(s); return ok })
	f.Cities = list("city", func(s string) bool { _, ok := codes.CityByCode(s); return ok })
	f.Regions = list("region", func(s string) bool { _, ok := codes.RegionBySlug(s); return ok })
	f.Kinds = list("kind", func(s string) bool { return codes.Kind(s).Valid() })
	f.Statuses = list("status", func(s string) bool { return codes.Status(s).Valid() })
	f.Approvals = list("level", func(s string) bool {
		return s == string(register.Certified) || s == string(register.Special) || s == "none"
	})
	if sort := list("sort", func(s string) bool { return s == "relevance" || s == "newest" || s == "kana" }); len(sort) > 0 {
		f.Sort = sort[0]
	}
	return f, bad.Err()
}

// clip shortens what a stranger sent before it is shown again.
func clip(s string) string {
	if r := []rune(strings.ToValidUTF8(s, "")); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return strings.ToValidUTF8(s, "")
}
