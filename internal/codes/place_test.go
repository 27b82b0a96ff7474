package codes_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

func TestLocalCode(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"35203", "352039"}, {"35208", "352080"}, {"35000", "350001"}, {"35504", "355046"}, {"01100", "011002"},
		{"3520", ""}, {"352039", ""}, {"3520a", ""}, {"", ""},
	} {
		if got := codes.LocalCode(tt.in); got != tt.want {
			t.Errorf("LocalCode(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	for code, want := range map[string]bool{"352039": true, "352038": false, "35203": false, "": false} {
		if got := codes.ValidLocalCode(code); got != want {
			t.Errorf("ValidLocalCode(%q) = %v", code, got)
		}
	}
}

func TestLocalCodesOfJapan(t *testing.T) {
	rows := sharedRows(t, "codes/localgovjp-utf8.csv", func(row map[string]string) {
		if !codes.ValidLocalCode(row["lgcode"]) {
			t.Errorf("%s %s: check digit refused", row["city"], row["lgcode"])
		}
		c, ok := codes.CityByCode(row["lgcode"][:5])
		if want := strings.ReplaceAll(row["city"], " ", ""); !ok || c.Name != want {
			t.Errorf("CityByCode(%s) = %v, want %s", row["lgcode"], c, want)
		}
	})
	if rows < 1900 {
		t.Errorf("compared only %d municipalities", rows)
	}
	sharedRows(t, "codes/prefjp-utf8.csv", func(row map[string]string) {
		p, ok := codes.PrefectureByName(row["pref"])
		want := fmt.Sprintf("%06s %s %s", row["lgcode"], row["prefkana"], row["pref_en"])
		if got := p.LocalCode() + " " + p.Kana + " " + p.English; !ok || got != want {
			t.Errorf("%s: %s, want %s", row["pref"], got, want)
		}
	})
}

func TestMunicipalities(t *testing.T) {
	var b strings.Builder
	for _, m := range codes.Municipalities(term.On(2008, 10, 1)) {
		fmt.Fprintf(&b, "%s %s %s %s %s\n", m.LocalCode(), m.FullName(), m.Kana, m.English, m.Until)
	}
	want := `352012 下関市 しものせきし Shimonoseki City 
352021 宇部市 うべし Ube City 
352039 山口市 やまぐちし Yamaguchi City 
352047 萩市 はぎし Hagi City 
352063 防府市 ほうふし Hofu City 
352071 下松市 くだまつし Kudamatsu City 
352080 岩国市 いわくにし Iwakuni City 
352101 光市 ひかりし Hikari City 
352110 長門市 ながとし Nagato City 
352128 柳井市 やないし Yanai City 
352136 美祢市 みねし Mine City 
352152 周南市 しゅうなんし Shunan City 
352161 山陽小野田市 さんようおのだし Sanyo-Onoda City 
353051 大島郡周防大島町 すおうおおしまちょう Suo-Oshima Town 
353213 玖珂郡和木町 わきちょう Waki Town 
353418 熊毛郡上関町 かみのせきちょう Kaminoseki Town 
353434 熊毛郡田布施町 たぶせちょう Tabuse Town 
353442 熊毛郡平生町 ひらおちょう Hirao Town 
355020 阿武郡阿武町 あぶちょう Abu Town 
355046 阿武郡阿東町 あとうちょう Ato Town 2010-01-15
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("municipalities of 2008 (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		on   term.Date
		want int
	}{{term.On(2010, 1, 15), 20}, {term.On(2010, 1, 16), 19}} {
		if got := len(codes.Municipalities(tt.on)); got != tt.want {
			t.Errorf("%d municipalities on %s, want %d", got, tt.on, tt.want)
		}
	}
	for _, tt := range []struct {
		code string
		on   term.Date
		want string
	}{
		{"35504", term.On(2010, 1, 15), "阿東町"}, {"35504", term.On(2010, 1, 16), "山口市"},
		{"35203", term.On(2026, 1, 1), "山口市"}, {"35999", term.On(2026, 1, 1), ""},
	} {
		if m, ok := codes.MunicipalityAt(tt.code, tt.on); m.Name != tt.want || ok != (tt.want != "") {
			t.Errorf("MunicipalityAt(%s, %s) = %s, want %s", tt.code, tt.on, m.Name, tt.want)
		}
	}
}

func TestMunicipalityByWord(t *testing.T) {
	for word, want := range map[string]string{
		"光": "35210", "光市": "35210", "ひかり": "35210", "ひかりし": "35210", "ヒカリ": "35210", "hikari": "35210", "Hikari City": "35210",
		"萩": "35204", "はぎ": "35204", "山口": "35203", "和木": "35321", "わき": "35321", "熊毛郡上関町": "35341", "阿東": "35504",
		"周防大島": "35305", "山陽小野田": "35216", "sanyo-onoda": "35216",
		"": "", "市": "", "福祉": "", "光る": "", "山口県": "", "大島": "",
	} {
		if m, ok := codes.MunicipalityByWord(word); m.Code != want || ok != (want != "") {
			t.Errorf("MunicipalityByWord(%q) = %s, %v; want %s", word, m.Code, ok, want)
		}
	}
}

// The tile map must not turn the compass round: what lies clearly east or north of
// another stands not west or south of it.
func TestTileMapAgainstTheGround(t *testing.T) {
	type place struct {
		name     string
		lat, lng float64
		tile     [2]int
	}
	var places []place
	taken := map[[2]int]string{}
	sharedRows(t, "codes/localgovjp-utf8.csv", func(row map[string]string) {
		if row["pid"] != "35" {
			return
		}
		lat, _ := strconv.ParseFloat(row["lat"], 64)
		lng, _ := strconv.ParseFloat(row["lng"], 64)
		m, _ := codes.MunicipalityByCode(row["cid"])
		p := place{m.Name, lat, lng, [2]int{m.Column, m.Row}}
		if other := taken[p.tile]; other != "" {
			t.Errorf("%s and %s share the tile %v", m.Name, other, p.tile)
		}
		taken[p.tile] = m.Name
		places = append(places, p)
	})
	if len(places) != 19 {
		t.Fatalf("%d places, want 19", len(places))
	}
	const clearly = 0.12 // degrees, about 11 km
	for _, a := range places {
		if a.tile[0] < 1 || a.tile[0] > 7 || a.tile[1] < 1 || a.tile[1] > 5 {
			t.Errorf("%s lies off the map: %v", a.name, a.tile)
		}
		for _, b := range places {
			if a.lng-b.lng > clearly && a.tile[0] < b.tile[0] {
				t.Errorf("%s lies east of %s but stands west of it", a.name, b.name)
			}
			if a.lat-b.lat > clearly && a.tile[1] > b.tile[1] {
				t.Errorf("%s lies north of %s but stands south of it", a.name, b.name)
			}
		}
		// every tile touches another one, corners included
		if !slices.ContainsFunc(places, func(b place) bool {
			dx, dy := math.Abs(float64(a.tile[0]-b.tile[0])), math.Abs(float64(a.tile[1]-b.tile[1]))
			return dx+dy > 0 && dx <= 1 && dy <= 1
		}) {
			t.Errorf("%s stands alone", a.name)
		}
	}
}

func TestSchemes(t *testing.T) {
	today := codes.Municipalities(term.On(2026, 1, 1))
	slugs := map[string]bool{}
	var names []string
	for _, s := range codes.Schemes() {
		names = append(names, s.Slug)
		for _, r := range s.Regions {
			if slugs[r.Slug] {
				t.Errorf("two regions are called %s", r.Slug)
			}
			slugs[r.Slug] = true
			for _, code := range r.Municipalities {
				if _, ok := codes.MunicipalityByCode(code); !ok {
					t.Errorf("%s names the unknown %s", r.Slug, code)
				}
			}
			if found, ok := codes.RegionBySlug(r.Slug); !ok || !slices.Equal(found.Municipalities, r.Municipalities) {
				t.Errorf("RegionBySlug(%s) = %v", r.Slug, found)
			}
		}
		if s.Slug == "found5" {
			continue // venues: most municipalities have none
		}
		for _, m := range today {
			if got := len(s.RegionsOf(m.Code)); got != 1 {
				t.Errorf("%s lies in %d regions of %s, want 1", m.Name, got, s.Slug)
			}
		}
	}
	if diff := cmp.Diff([]string{"seed3", "jma4", "kenmin", "found5"}, names); diff != "" {
		t.Errorf("schemes (-want +got):\n%s", diff)
	}
	if r, _ := codes.RegionBySlug("jma-north"); !r.Has("35502") || r.Has("35201") {
		t.Errorf("jma-north has %v", r.Municipalities)
	}
}
