package homeweb

import (
	"encoding/json"
	"net/http"
	"strconv"

	"kyodo/internal/feed"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// today is the day of the request in Japan.
func today(r *web.Request) term.Date { return term.Of(r.Now) }

// mapCSV is the table of the map as CSV with a byte order mark.
func (p *pages) mapCSV(w http.ResponseWriter, r *web.Request) error {
	s, err := p.summary(today(r))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", feed.UTF8.MediaType())
	w.Header().Set("Content-Disposition", `attachment; filename="municipalities.csv"`)
	w.Header().Set("Cache-Control", "no-cache")
	c := feed.NewCSV(w, feed.UTF8, "団体コード", "市町", "よみ", "Municipality", "活動中の団体", "うちNPO法人", "データの時点")
	for _, m := range s.places {
		if err := c.Row(m.LocalCode(), m.FullName(), m.Kana, m.English,
			strconv.Itoa(m.Active.N), strconv.Itoa(m.NPO.N), s.asOf.String()); err != nil {
			return err
		}
	}
	return c.Flush()
}

// municipality is one place of the map as data.
type municipality struct {
	Code   string `json:"code"` // 全国地方公共団体コード with its check digit
	Name   string `json:"name"`
	Kana   string `json:"kana"`
	NameEn string `json:"name_en"`
	Active int    `json:"active"`     // active organizations
	NPO    int    `json:"active_npo"` // NPO corporations among them
	URL    string `json:"url"`        // the organizations themselves
}

// mapJSON is the table of the map as JSON.
func (p *pages) mapJSON(w http.ResponseWriter, r *web.Request) error {
	s, err := p.summary(today(r))
	if err != nil {
		return err
	}
	list := make([]municipality, len(s.places))
	for i, m := range s.places {
		list[i] = municipality{m.LocalCode(), m.FullName(), m.Kana, m.English, m.Active.N, m.NPO.N, r.Site.BaseURL(m.Active.Href)}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	return json.NewEncoder(w).Encode(struct {
		AsOf    term.Date      `json:"as_of,omitzero"`
		Outside int            `json:"outside"` // active organizations elsewhere or without a known place
		Places  []municipality `json:"municipalities"`
	}{s.asOf, s.outside, list})
}
