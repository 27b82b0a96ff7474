package codes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
)

func TestSplitAddress(t *testing.T) {
	type A = codes.Address
	yamaguchi := func(code, district, city, rest string) A {
		return A{"山口県", "35", district, city, code, rest}
	}
	for _, tt := range []struct {
		in, hint string
		want     A
		ok       bool
	}{
		{"山口県山口市滝町１番１号", "", yamaguchi("35203", "", "山口市", "滝町１番１号"), true},
		{"山口市滝町1-1", "35", yamaguchi("35203", "", "山口市", "滝町1-1"), true},
		{"山口市滝町1-1", "", yamaguchi("35203", "", "山口市", "滝町1-1"), true},
		{"山口県　山口市　滝町 1-1　県庁 3階", "", yamaguchi("35203", "", "山口市", "滝町 1-1　県庁 3階"), true},
		{"〒753-8501 山口県山口市滝町1-1", "", yamaguchi("35203", "", "山口市", "滝町1-1"), true},
		{"〒７５３－８５０１山口市滝町1-1", "35", yamaguchi("35203", "", "山口市", "滝町1-1"), true},
		{"山口県玖珂郡和木町和木１丁目", "", yamaguchi("35321", "玖珂郡", "和木町", "和木１丁目"), true},
		{"和木町和木１丁目", "35", yamaguchi("35321", "", "和木町", "和木１丁目"), true},
		{"山口県 阿武郡 阿東町徳佐中", "", yamaguchi("35504", "阿武郡", "阿東町", "徳佐中"), true},
		{"美祢郡秋芳町秋吉", "35", yamaguchi("35462", "美祢郡", "秋芳町", "秋吉"), true},
		{"山口県下関市", "", yamaguchi("35201", "", "下関市", ""), true},
		{"静岡県静岡市葵区追手町9-6", "", A{"静岡県", "22", "", "静岡市葵区", "22101", "追手町9-6"}, true},
		{"静岡県静岡市追手町9-6", "", A{"静岡県", "22", "", "静岡市", "22100", "追手町9-6"}, true},
		{"静岡県浜松市天竜区二俣町", "", A{"静岡県", "22", "", "浜松市天竜区", "22140", "二俣町"}, true},
		{"静岡県浜松市中区元城町", "", A{"静岡県", "22", "", "浜松市中区", "22131", "元城町"}, true},
		{"広島県廿日市市下平良", "35", A{"広島県", "34", "", "廿日市市", "34213", "下平良"}, true},
		{"三重県四日市市諏訪町", "", A{"三重県", "24", "", "四日市市", "24202", "諏訪町"}, true},
		{"千葉県市川市八幡", "", A{"千葉県", "12", "", "市川市", "12203", "八幡"}, true},
		{"石川県野々市市三納", "", A{"石川県", "17", "", "野々市市", "17212", "三納"}, true},
		{"奈良県大和郡山市北郡山町", "", A{"奈良県", "29", "", "大和郡山市", "29203", "北郡山町"}, true},
		{"北海道余市郡余市町朝日町", "", A{"北海道", "01", "余市郡", "余市町", "01408", "朝日町"}, true},
		{"東京都武蔵村山市本町", "", A{"東京都", "13", "", "武蔵村山市", "13223", "本町"}, true},
		{"群馬県佐波郡玉村町下新田", "", A{"群馬県", "10", "佐波郡", "玉村町", "10464", "下新田"}, true},
		{"東京都千代田区霞が関３丁目", "", A{"東京都", "13", "", "千代田区", "13101", "霞が関３丁目"}, true},
		{"東京都八丈島八丈町大賀郷", "", A{"東京都", "13", "八丈島", "八丈町", "13401", "大賀郷"}, true},
		{"茨城県龍ヶ崎市3710", "", A{"茨城県", "08", "", "龍ケ崎市", "08208", "3710"}, true},
		{"神奈川県茅ｹ崎市茅ヶ崎1", "", A{"神奈川県", "14", "", "茅ヶ崎市", "14207", "茅ヶ崎1"}, true},
		{"茅が崎市茅ヶ崎1", "35", A{"神奈川県", "14", "", "茅ヶ崎市", "14207", "茅ヶ崎1"}, true},
		{"福岡県京都郡苅田町富久町", "", A{"福岡県", "40", "京都郡", "苅田町", "40621", "富久町"}, true},
		{"福岡県糟屋郡須惠町大字上須恵", "", A{"福岡県", "40", "糟屋郡", "須恵町", "40344", "大字上須恵"}, true},
		{"京都市中京区寺町通", "35", A{"京都府", "26", "", "京都市中京区", "26104", "寺町通"}, true},
		// two prefectures have a 川崎町, and a hint decides
		{"川崎町大字川崎", "", A{Rest: "川崎町大字川崎"}, false},
		{"川崎町大字川崎", "40", A{"福岡県", "40", "", "川崎町", "40605", "大字川崎"}, true},
		{"山口県某市某町", "", A{Prefecture: "山口県", PrefectureCode: "35", Rest: "某市某町"}, false},
		{"山口県", "", A{Prefecture: "山口県", PrefectureCode: "35"}, false},
		{"", "35", A{}, false},
		{"Paris, France", "35", A{Rest: "Paris, France"}, false},
		{"\xff\xfe", "35", A{Rest: "\xff\xfe"}, false},
	} {
		got, ok := codes.SplitAddress(tt.in, tt.hint)
		if diff := cmp.Diff(tt.want, got); diff != "" || ok != tt.ok {
			t.Errorf("SplitAddress(%q, %q) ok %v (-want +got):\n%s", tt.in, tt.hint, ok, diff)
		}
	}
}

// Every address of the corporate number files splits back into its own codes, with
// the prefecture and, inside its own prefecture, without it.
func TestSplitAddressesOfCorporations(t *testing.T) {
	for _, file := range houjinFiles() {
		var with, without, rests, abolished, abroad int
		rows := sharedRows(t, file, func(row map[string]string) {
			if row["cityCode"] == "" {
				abroad++
				return
			}
			code := row["prefectureCode"] + row["cityCode"]
			if c, ok := codes.CityByCode(code); !ok || !c.Until.IsZero() {
				abolished++
				return
			}
			local := row["cityName"] + row["streetNumber"]
			a, _ := codes.SplitAddress(row["prefectureName"]+local, "")
			if a.CityCode != code {
				with++
				t.Logf("%s: %s%s read as %s %s", code, row["prefectureName"], local, a.CityCode, a.City)
			} else if a.Rest != row["streetNumber"] {
				rests++
			}
			if a, _ := codes.SplitAddress(local, row["prefectureCode"]); a.CityCode != code {
				without++
			}
		})
		t.Logf("%s: %d rows, %d abroad, %d of abolished cities; missed with prefecture %d, by hint %d, other rest %d",
			file, rows, abroad, abolished, with, without, rests)
		if rows < 10_000 || abroad+abolished > rows/100 {
			t.Errorf("%s: only %d of %d rows compared", file, rows-abroad-abolished, rows)
		}
		if limit := rows / 1000; with > limit || without > limit || rests > limit {
			t.Errorf("%s: more than 1 in 1,000 missed", file)
		}
	}
}

func FuzzSplitAddress(f *testing.F) {
	for _, s := range []string{"山口県山口市滝町1", "〒753-8501", "ｶﾞ郡", "島郡町", "静岡市葵区"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := codes.SplitAddress(s, "35")
		if ok != (a.CityCode != "") {
			t.Errorf("SplitAddress(%q) = %+v, %v", s, a, ok)
		}
	})
}
