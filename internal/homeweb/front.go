package homeweb

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// frontView is what the front page draws.
type frontView struct {
	ui.Chrome
	Head    ui.Head
	W       *words
	Notice  Notice
	Empty   bool // nothing in the register
	AsOf    string
	Figures []figureView
	Bank    []figureView
	Company door
	Group   door
	Tiles   []tile
	Outside string // how many active organizations the map has no tile for, "" = none
	Data    []ui.Link
	News    []newsView
	AllNews string
}

// figureView is one number that opens its rows.
type figureView struct {
	Href, N, Label string
}

// tile is one municipality of the map and a row of its table.
type tile struct {
	Class              string // of the place on the map
	Level              string // class of the shade
	Label              string
	Active, NPO        string
	ActiveHref, NPORef string
}

// newsView is one thing that happened to an organization.
type newsView struct {
	Day, Date string // machine and human
	Href      string
	Name      string
	What      string
	Tone      ui.Tone
	Detail    string // what was before, in Japanese
	DetailTag string // word before Detail
	Place     string
	PlaceJA   bool
}

// front answers with the front page. It reads the index alone.
func (p *pages) front(w http.ResponseWriter, r *web.Request) error {
	s, err := p.summary(today(r))
	if err != nil {
		return err
	}
	var notice Notice
	if p.cfg.Notice != nil {
		if notice, err = p.cfg.Notice(r.Context(), r.Lang); err != nil {
			return err
		}
	}
	var bank Bank
	if p.cfg.Bank != nil {
		if bank, err = p.cfg.Bank(); err != nil {
			return err
		}
	}
	if web.NotModified(w, r, "front"+strconv.FormatInt(s.seq, 36)+"-"+s.today.String()+"-"+strconv.FormatInt(notice.Version, 36)+"-"+strconv.FormatInt(bank.Version, 36)) {
		return nil
	}
	wd := wordsIn(r.Lang)
	v := frontView{Chrome: r.Chrome(), W: wd, Notice: notice, Empty: s.total == 0, AsOf: date(r.Lang, s.asOf)}
	v.Head = ui.Head{Description: wd.Front.Description, Canonical: "/", NoSearch: true, Class: "front",
		Feeds:  []ui.Feed{{Title: wd.Front.Feed, Href: "/feeds/organizations.atom"}},
		JSONLD: siteData(r, v.Chrome.Site)}
	v.Company, v.Group = wd.Front.Company, wd.Front.Group
	if p.cfg.Bank != nil {
		v.Company.Steps = append([]ui.Link{{Href: bankPath + "/needs", Label: wd.Front.SeeNeeds}}, v.Company.Steps...)
		v.Group.Steps = append([]ui.Link{{Href: bankPath + "/offers", Label: wd.Front.SeeOffers}}, v.Group.Steps...)
		v.Bank = []figureView{{bankPath + "/offers", ui.Number(bank.Offers), wd.Front.Offers}, {bankPath + "/needs", ui.Number(bank.Needs), wd.Front.Needs}}
	}
	if !v.Empty {
		v.Figures = []figureView{
			{s.active.Href, ui.Number(s.active.N), wd.Front.Active},
			{s.npo.Href, ui.Number(s.npo.N), wd.Front.NPO},
			{s.approved.Href, ui.Number(s.approved.N), wd.Front.Approved},
		}
		if !s.portal() {
			v.Figures[2] = figureView{s.ended.Href, ui.Number(s.ended.N), wd.Front.Ended}
		}
		v.Tiles = tiles(r.Lang, s)
		if s.outside > 0 {
			v.Outside = wd.Front.Outside(ui.Number(s.outside))
		}
		v.Data = []ui.Link{{Href: mapCSVPath, Label: "CSV"}, {Href: mapJSONPath, Label: "JSON"}}
		for _, c := range s.news {
			v.News = append(v.News, news(r.Lang, wd, c))
		}
		v.AllNews = listPath(register.Filter{Kinds: []string{string(codes.NPO)}, Sort: "newest"})
	}
	return web.Render(w, r, http.StatusOK, frontPage(&v))
}

// tiles draws the municipalities; the shade grows with the root of the number, so that small
// places differ from each other too.
func tiles(l web.Lang, s *summary) []tile {
	list := make([]tile, len(s.places))
	for i, m := range s.places {
		level := 0
		if m.Active.N > 0 {
			level = 1 + int(4*math.Sqrt(float64(m.Active.N)/float64(s.most)))
		}
		list[i] = tile{
			Class:  fmt.Sprintf("tx%d ty%d", m.Column, m.Row),
			Level:  "tile lv" + strconv.Itoa(level),
			Label:  m.Label().In(string(l)),
			Active: ui.Number(m.Active.N), ActiveHref: m.Active.Href,
			NPO: ui.Number(m.NPO.N), NPORef: m.NPO.Href,
		}
	}
	return list
}

// news tells the latest thing that happened to an organization.
func news(l web.Lang, wd *words, c *register.Card) newsView {
	on := c.Latest.On
	if on.IsZero() {
		on = c.ChangedOn
	}
	v := newsView{Day: on.String(), Date: date(l, on), Href: c.Path(), Name: c.Name, Place: c.Place, PlaceJA: l != web.JA}
	v.What, v.Tone = wd.event(c.Latest.Kind)
	if c.Latest.Kind == register.EventName && c.Latest.Before != "" && c.Latest.Before != c.Name {
		v.DetailTag, v.Detail = wd.Front.FormerName, c.Latest.Before
	}
	if m, ok := codes.MunicipalityByCode(c.CityCode); ok {
		v.Place, v.PlaceJA = m.Label().In(string(l)), false
	}
	return v
}

// siteData says to search engines how to search here.
func siteData(r *web.Request, name string) []byte {
	b, err := json.Marshal(map[string]any{
		"@context": "https://schema.org", "@type": "WebSite", "name": name, "url": r.Site.BaseURL("/"),
		"inLanguage": string(r.Lang),
		"potentialAction": map[string]any{"@type": "SearchAction",
			"target":      r.Site.BaseURL("/orgs") + "?q={search_term_string}",
			"query-input": "required name=search_term_string"},
	})
	if err != nil {
		return nil // strings alone: it cannot fail
	}
	return b
}

// caption names the table of the map with the day of its data.
func (v *frontView) caption() string {
	if v.AsOf == "" {
		return v.W.Front.MapLabel
	}
	return v.W.Front.MapLabel + v.W.Front.Paren(v.W.Front.AsOf(v.AsOf))
}
