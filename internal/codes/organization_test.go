package codes_test

import (
	"errors"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
)

func TestParseCorporateNumber(t *testing.T) {
	for _, in := range []string{"8700110005901", "８７００１１０００５９０１", "8-7001-1000-5901", " 8 7001 1000 5901 ", "8－7001－1000－5901"} {
		if n, err := codes.ParseCorporateNumber(in); err != nil || n != "8700110005901" {
			t.Errorf("ParseCorporateNumber(%q) = %s, %v", in, n, err)
		}
	}
	for _, in := range []string{"", "700110005901", "9700110005901", "87001100059011", "870011000590a", "八七〇〇"} {
		if n, err := codes.ParseCorporateNumber(in); !errors.Is(err, fault.Invalid) {
			t.Errorf("ParseCorporateNumber(%q) = %s, %v; want Invalid", in, n, err)
		}
	}
	if !codes.CorporateNumber("6250005000799").LooksLikeNPO() || codes.CorporateNumber("8700110005901").LooksLikeNPO() {
		t.Error("LooksLikeNPO reads the wrong digits")
	}
}

func TestCorporateNumbersOfTheFiles(t *testing.T) {
	for _, file := range houjinFiles() {
		refused := 0
		rows := sharedRows(t, file, func(row map[string]string) {
			if n, err := codes.ParseCorporateNumber(row["corporateNumber"]); err != nil || string(n) != row["corporateNumber"] {
				refused++
			}
			if !codes.Process(row["process"]).Valid() || !codes.HoujinKind(row["kind"]).Valid() {
				t.Errorf("%s: process %q or kind %q unknown", row["corporateNumber"], row["process"], row["kind"])
			}
			if c := row["closeCause"]; c != "" && !codes.CloseCause(c).Valid() {
				t.Errorf("%s: cause %q unknown", row["corporateNumber"], c)
			}
		})
		if refused > 0 || rows < 10_000 {
			t.Errorf("%s: %d of %d numbers refused", file, refused, rows)
		}
	}
}

func TestHoujinCodeLists(t *testing.T) {
	for name, label := range map[string]func(string) codes.Label{
		"codes/houjin_process.csv":    func(s string) codes.Label { return codes.Process(s).Label() },
		"codes/houjin_closeCause.csv": func(s string) codes.Label { return codes.CloseCause(s).Label() },
		"codes/houjin_kind.csv":       func(s string) codes.Label { return codes.HoujinKind(s).Label() },
	} {
		sharedRows(t, name, func(row map[string]string) {
			if got := label(row["name"]); got.Ja != row["label"] || got.En == "" {
				t.Errorf("%s: %s is %v, want %s", name, row["name"], got, row["label"])
			}
		})
	}
	if codes.CloseMerged.Status() != codes.Merged || codes.CloseLiquidated.Status() != codes.Closed {
		t.Error("CloseCause.Status confuses merger and liquidation")
	}
}

func TestKindOf(t *testing.T) {
	for _, tt := range []struct {
		houjin codes.HoujinKind
		name   string
		want   codes.Kind
	}{
		{"399", "特定非営利活動法人架空の里", codes.NPO},
		{"399", "ＮＰＯ法人架空の里", codes.NPO},
		{"399", "ＮＰＯ　法人架空の里", codes.NPO},
		{"399", "架空の里特定非営利活動法人", codes.NPO},
		{"399", "認定特定非営利活動法人架空の里", codes.NPO},
		{"399", "一般社団法人架空ＮＰＯ法人支援", codes.GeneralAssociation},
		{"399", "一般財団法人架空", codes.GeneralAssociation},
		{"399", "公益社団法人架空", codes.PublicAssociation},
		{"399", "公益財団法人架空", codes.PublicAssociation},
		{"399", "社会福祉法人架空町社会福祉協議会", codes.Welfare},
		{"399", "学校法人架空学園", codes.School},
		{"399", "国立大学法人架空大学", codes.School},
		{"399", "架空農業協同組合", codes.Cooperative},
		{"399", "農事組合法人架空", codes.Cooperative},
		{"399", "架空森林組合", codes.Cooperative},
		{"399", "架空マンション管理組合法人", codes.OtherKind},
		{"399", "架空商工会議所", codes.Economic},
		{"399", "架空町商工会", codes.Economic},
		{"399", "架空労働組合", codes.Union},
		{"399", "医療法人架空会", codes.OtherKind},
		{"399", "架空八幡宮", codes.OtherKind},
		{"399", "地方独立行政法人架空病院機構", codes.Government},
		{"399", "架空市土地開発公社", codes.Government},
		{"499", "架空自治会", codes.Neighborhood},
		{"499", "架空地区まちづくり協議会", codes.Group},
		{"499", "架空健康保険組合", codes.OtherKind},
		{"499", "架空土地改良区", codes.OtherKind},
		{"301", "株式会社ＮＰＯ法人", codes.Company},
		{"305", "合同会社架空", codes.Company},
		{"401", "Ｋａｋｕ　Ｉｎｃ．", codes.Company},
		{"201", "架空町", codes.Government},
		{"101", "架空省", codes.Government},
	} {
		if got := codes.KindOf(tt.houjin, tt.name); got != tt.want {
			t.Errorf("KindOf(%s, %s) = %s, want %s", tt.houjin, tt.name, got, tt.want)
		}
	}
	for _, k := range codes.Kinds() {
		if !k.Valid() || k.Label().Ja == "" || k.Label().En == "" {
			t.Errorf("kind %s: %v", k, k.Label())
		}
	}
	if codes.Kind("npo2").Valid() || len(codes.Kinds()) != 16 {
		t.Error("Kind.Valid or Kinds is wrong")
	}
}

func TestKindsOfTheFiles(t *testing.T) {
	npo := map[codes.Kind]int{}
	soft := 0
	rows := sharedRows(t, "houjin/japan_npo_corporations.csv.gz", func(row map[string]string) {
		k := codes.KindOf(codes.HoujinKind(row["kind"]), row["name"])
		npo[k]++
		if k != codes.NPO {
			t.Logf("%s %s: %s", row["kind"], row["name"], k)
		} else if !codes.CorporateNumber(row["corporateNumber"]).LooksLikeNPO() {
			soft++
		}
	})
	t.Logf("%d rows: %v", rows, npo)
	if npo[codes.NPO] < rows*999/1000 || soft > 0 {
		t.Errorf("%d of %d are NPO corporations, %d without the digits 05", npo[codes.NPO], rows, soft)
	}
	all := map[codes.Kind]int{}
	sharedRows(t, "houjin/yamaguchi_corporations.csv", func(row map[string]string) {
		all[codes.KindOf(codes.HoujinKind(row["kind"]), row["name"])]++
	})
	t.Logf("%v", all)
}

func TestOffices(t *testing.T) {
	if got := len(codes.Offices()); got != 67 {
		t.Errorf("%d offices, want 67", got)
	}
	for name, want := range map[string]string{
		"山口県": "035", "山口県知事": "035", "山口県　知事": "035", "静岡市": "109", "静岡市長": "109", "静岡県": "022", "福岡市": "119",
		"北海道知事": "001", "東京都": "013", "山口市": "", "": "", "長": "",
	} {
		if o, ok := codes.OfficeByName(name); o.Code != want || ok != (want != "") {
			t.Errorf("OfficeByName(%q) = %s, want %s", name, o.Code, want)
		}
	}
	for _, o := range codes.Offices() {
		if got, ok := codes.OfficeByCode(o.Code); !ok || got != o {
			t.Errorf("OfficeByCode(%s) = %v", o.Code, got)
		}
		if o.City == "" {
			continue
		}
		if c, ok := codes.CityByCode(o.City); !ok || c.Name != o.Name || o.City[:2] != o.Prefecture {
			t.Errorf("%s: %s is %s", o.Name, o.City, c.Name)
		}
	}
	sharedRows(t, "codes/npo_portal_shokatsu_codes.csv", func(row map[string]string) {
		if row["kind"] == "all" {
			return
		}
		if o, _ := codes.OfficeByCode(row["code"]); o.Name != row["name"] {
			t.Errorf("office %s is %s, want %s", row["code"], o.Name, row["name"])
		}
	})
}

func TestStatuses(t *testing.T) {
	icon := regexp.MustCompile(`^[a-z-]+$`)
	var got []string
	for _, s := range codes.Statuses() {
		if !s.Valid() || !icon.MatchString(s.Icon()) || s.Ended() != (s != codes.Active) {
			t.Errorf("status %s: icon %q, ended %v", s, s.Icon(), s.Ended())
		}
		got = append(got, string(s)+" "+s.Label().In("ja")+" "+s.Label().In("en"))
	}
	want := []string{"active 活動中 Active", "dissolved 解散 Dissolved", "revoked 認証取消 Certification revoked",
		"closed 登記閉鎖 Registration closed", "merged 合併 Merged", "moved-out 県外へ移転 Moved to another authority"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	if codes.Status("gone").Valid() {
		t.Error("gone is a status")
	}
}
