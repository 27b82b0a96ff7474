package ja

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpellings(t *testing.T) {
	npo := func(name string) []string {
		return []string{"特定非営利活動法人" + name, "npo法人" + name, "(特非)" + name, "特非" + name, "npo" + name}
	}
	for in, want := range map[string][]string{
		"特定非営利活動法人　きらら":  npo("きらら"),
		"特定非營利活動法人きらら":   npo("きらら"),
		"きらら":            {"きらら"},
		"NPOサポートきらら":     {"npoさぽーときらら"},
		"一社会福祉の会":        {"一社会福祉の会"},
		"ＮＰＯ":            {"npo", "特定非営利活動法人", "npo法人", "(特非)", "特非"},
		"㈱山口":            {"(株)山口", "株式会社山口"},
		"山口株式会社":         {"山口株式会社", "山口(株)"},
		"㍿山口":            {"株式会社山口", "(株)山口"},
		"認定NPO法人きらら":     {"認定npo法人きらら", "認定特定非営利活動法人きらら", "認定(特非)きらら", "認定特非きらら", "認定npoきらら"},
		"（一社）萩":          {"(一社)萩", "一般社団法人萩", "一社萩"},
		"社会福祉法人光":        {"社会福祉法人光", "(福)光", "(社福)光", "社福光"},
		"医療法人社団光":        {"医療法人社団光", "(医社)光"},
		"(特定非営利活動法人)きらら": append([]string{"(特定非営利活動法人)きらら"}, npo("きらら")...),
		"":               {""},
	} {
		if diff := cmp.Diff(want, Spellings(in)); diff != "" {
			t.Errorf("Spellings(%q) (-want +got):\n%s", in, diff)
		}
	}
	for _, form := range []string{
		"株式会社", "有限会社", "合同会社", "一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人", "社会福祉法人",
	} {
		for _, name := range []string{form + "虹", "虹" + form} {
			for _, s := range Spellings(name)[1:] {
				if Spellings(s)[0] != s {
					t.Errorf("Spellings(%q) has %q, not folded", name, s)
				}
			}
			if len(Spellings(name)) < 2 {
				t.Errorf("Spellings(%q) = %q", name, Spellings(name))
			}
		}
	}
}

func TestNameKey(t *testing.T) {
	for want, names := range map[string][]string{
		"きらら": {
			"特定非営利活動法人きらら", "ＮＰＯ法人　きらら", "きらら", "キララ", "(特非)きらら", "㈵きらら", "認定ＮＰＯ法人きらら",
			"特例認定特定非営利活動法人きらら", "きらら特定非営利活動法人", "ｷﾗﾗ㈱", "（株）きらら", "きらら（有）", "一般社団法人きらら",
			"公益財団法人 きらら", "医療法人社団きらら", "認可地縁団体きらら",
		},
		"特定非営利活動法人":   {"特定非営利活動法人", "特定非営利活動法人　"},
		"認定npo法人":     {"認定NPO法人"},
		"一社会福祉の会":     {"一社会福祉の会"},
		"npoさぽーとせんたー": {"ＮＰＯサポートセンター", "NPO法人NPOサポートセンター"},
		"認定こども園":      {"認定こども園", "学校法人認定こども園"},
		"日本医療法人":      {"特定非営利活動法人日本医療法人"},
		"株式会社の歴史を学ぶ会": {"NPO法人株式会社の歴史を学ぶ会"},
	} {
		for _, name := range names {
			if got := NameKey(name); got != want {
				t.Errorf("NameKey(%q) = %q, want %q", name, got, want)
			}
		}
	}
}
