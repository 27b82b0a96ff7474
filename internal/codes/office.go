package codes

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Office is a 所轄庁: the authority over the NPO corporations of a prefecture or of a
// designated city (特定非営利活動促進法9条).
type Office struct {
	Code       string // three digits of the Cabinet Office's portal: 035
	Name       string // 山口県
	Label      Label
	Prefecture string // two digits of the prefecture it lies in
	City       string // five digits of the designated city, "" for a prefecture
}

// designated cities: the portal's codes 101 to 120 in the order of the municipal codes.
// 109 静岡市 and 119 福岡市 were seen in use; the others follow from the order.
var designated = [...]Office{
	{"101", "札幌市", Label{"札幌市", "Sapporo City"}, "01", "01100"},
	{"102", "仙台市", Label{"仙台市", "Sendai City"}, "04", "04100"},
	{"103", "さいたま市", Label{"さいたま市", "Saitama City"}, "11", "11100"},
	{"104", "千葉市", Label{"千葉市", "Chiba City"}, "12", "12100"},
	{"105", "横浜市", Label{"横浜市", "Yokohama City"}, "14", "14100"},
	{"106", "川崎市", Label{"川崎市", "Kawasaki City"}, "14", "14130"},
	{"107", "相模原市", Label{"相模原市", "Sagamihara City"}, "14", "14150"},
	{"108", "新潟市", Label{"新潟市", "Niigata City"}, "15", "15100"},
	{"109", "静岡市", Label{"静岡市", "Shizuoka City"}, "22", "22100"},
	{"110", "浜松市", Label{"浜松市", "Hamamatsu City"}, "22", "22130"},
	{"111", "名古屋市", Label{"名古屋市", "Nagoya City"}, "23", "23100"},
	{"112", "京都市", Label{"京都市", "Kyoto City"}, "26", "26100"},
	{"113", "大阪市", Label{"大阪市", "Osaka City"}, "27", "27100"},
	{"114", "堺市", Label{"堺市", "Sakai City"}, "27", "27140"},
	{"115", "神戸市", Label{"神戸市", "Kobe City"}, "28", "28100"},
	{"116", "岡山市", Label{"岡山市", "Okayama City"}, "33", "33100"},
	{"117", "広島市", Label{"広島市", "Hiroshima City"}, "34", "34100"},
	{"118", "北九州市", Label{"北九州市", "Kitakyushu City"}, "40", "40100"},
	{"119", "福岡市", Label{"福岡市", "Fukuoka City"}, "40", "40130"},
	{"120", "熊本市", Label{"熊本市", "Kumamoto City"}, "43", "43100"},
}

// Offices returns the 47 prefectures and the 20 designated cities.
func Offices() []Office {
	list := make([]Office, 0, len(prefectures)+len(designated))
	for _, p := range prefectures {
		list = append(list, p.Office())
	}
	return append(list, designated[:]...)
}

// OfficeByCode finds an authority by its three digits.
func OfficeByCode(code string) (Office, bool) {
	return findOffice(func(o Office) bool { return o.Code == code })
}

// OfficeByName finds an authority by its name, also by its head's: 山口県, 山口県知事, 静岡市長.
func OfficeByName(name string) (Office, bool) {
	name = strings.Join(strings.Fields(norm.NFKC.String(name)), "")
	name = strings.TrimSuffix(name, "知事")
	name = strings.TrimSuffix(name, "長")
	return findOffice(func(o Office) bool { return o.Name == name })
}

func findOffice(is func(Office) bool) (Office, bool) {
	list := Offices()
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	return Office{}, false
}
