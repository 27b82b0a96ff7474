package registerweb

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/web"
)

// suggestions is how many names are offered while a reader types.
const suggestions = 8

// suggestion is one offer: its text, a remark and where it leads.
type suggestion struct {
	Text string `json:"text"`
	Note string `json:"note,omitempty"`
	URL  string `json:"url"`
}

// suggest answers {"items":[…]} for what was typed so far. Without script nobody asks.
func (p *pages) suggest(w http.ResponseWriter, r *web.Request) error {
	t := p.in(r.Lang)
	q := parse(url.Values{"q": r.URL.Query()["q"]})
	items := make([]suggestion, 0, suggestions+1)
	if m, ok := codes.MunicipalityByWord(strings.TrimSpace(q.Q)); ok {
		if v := p.city(wordsIn(r.Lang), t, &q, m.Code); v.Href != "" {
			items = append(items, suggestion{Text: v.Label, URL: v.Href})
		}
	}
	for _, s := range p.svc.Suggest(q.Q, suggestions) {
		item := suggestion{Text: s.Text, URL: register.OrganizationPath(register.ID(s.ID))}
		if c, ok := p.svc.Index.Get(s.ID); ok {
			card := c.(*register.Card)
			item.Note = t.text(byKind, string(card.Kind))
			if card.CityCode != "" {
				item.Note += " " + t.text(byCity, card.CityCode)
			}
		}
		items = append(items, item)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	return json.NewEncoder(w).Encode(struct {
		Items []suggestion `json:"items"`
	}{items})
}
