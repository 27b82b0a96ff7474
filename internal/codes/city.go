package codes

import (
	_ "embed"
	"strings"
	"sync"

	"kyodo/internal/term"
)

// City is a municipality or a ward of a designated city anywhere in Japan.
type City struct {
	Code  string    // five digits
	Name  string    // without 郡, with the city of a ward: 静岡市葵区
	Until term.Date // its last day, none if it exists
}

// municipalitiesText lists the municipalities of Japan and the wards of designated
// cities as of 2024-01-01, a code and a name a line (総務省 全国地方公共団体コード).
//
//go:embed municipalities.txt
var municipalitiesText string

// abolished cities still stand in addresses of old records. The wards of 浜松市 were
// redrawn on 2024-01-01.
var abolished = [...]City{
	{"22131", "浜松市中区", term.On(2023, 12, 31)},
	{"22132", "浜松市東区", term.On(2023, 12, 31)},
	{"22133", "浜松市西区", term.On(2023, 12, 31)},
	{"22134", "浜松市南区", term.On(2023, 12, 31)},
	{"22135", "浜松市北区", term.On(2023, 12, 31)},
	{"22136", "浜松市浜北区", term.On(2023, 12, 31)},
	{"22137", "浜松市天竜区", term.On(2023, 12, 31)},
	{"23304", "長久手町", term.On(2012, 1, 3)},
	{"35461", "美東町", term.On(2008, 3, 20)},
	{"35462", "秋芳町", term.On(2008, 3, 20)},
	{"35504", "阿東町", term.On(2010, 1, 15)},
}

// cityTable is the list made ready for looking up.
type cityTable struct {
	byCode map[string]City
	// byName has the folded names of each prefecture.
	byName map[string]map[string]City
	// longest is the length of the longest folded name in runes.
	longest int
}

// cities reads the list once. Of two with one name the existing one is found.
var cities = sync.OnceValue(func() cityTable {
	t := cityTable{byCode: map[string]City{}, byName: map[string]map[string]City{}}
	add := func(c City) {
		t.byCode[c.Code] = c
		names := t.byName[c.Code[:2]]
		if names == nil {
			names = map[string]City{}
			t.byName[c.Code[:2]] = names
		}
		key := []rune(c.Name)
		for i, r := range key {
			key[i] = foldPlace(r)
		}
		names[string(key)] = c
		t.longest = max(t.longest, len(key))
	}
	for _, c := range abolished {
		add(c)
	}
	for line := range strings.Lines(municipalitiesText) {
		if code, name, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			add(City{Code: code, Name: name})
		}
	}
	return t
})

// CityByCode finds a municipality or ward of Japan by its five digits.
func CityByCode(code string) (City, bool) {
	c, ok := cities().byCode[code]
	return c, ok
}
