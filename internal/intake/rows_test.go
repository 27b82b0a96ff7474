package intake

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// reading is everything that a file gave.
func houjinOf(t testing.TB, path string, skip int) (rows []HoujinRow, bad []Rejection) {
	t.Helper()
	r, err := HoujinRows(t.Context(), path, Limits{}, skip, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for row, no := range r.All() {
		if no != nil {
			bad = append(bad, *no)
			continue
		}
		rows = append(rows, row)
	}
	if r.Err() != nil {
		t.Fatal(r.Err())
	}
	return rows, bad
}

func portalOf(t testing.TB, path string) (rows []PortalRow, bad []Rejection) {
	t.Helper()
	r, err := PortalRows(t.Context(), path, Limits{}, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for row, no := range r.All() {
		if no != nil {
			bad = append(bad, *no)
			continue
		}
		rows = append(rows, row)
	}
	if r.Err() != nil {
		t.Fatal(r.Err())
	}
	return rows, bad
}

// wantHoujin is what the fixture says, whatever it is wrapped in.
func wantHoujin(t testing.TB) []HoujinRow {
	return []HoujinRow{
		{Number: codes.CorporateNumber(number(t, "250005999901")), Process: "01", Correct: "0", Updated: term.On(2026, 4, 2),
			Changed: term.On(2026, 4, 1), Name: "【架空】特定非営利活動法人みどりの里", NameEn: "Midori no Sato", Kana: "ミドリノサト",
			Kind: "399", Prefecture: "山口県", City: "山口市", Street: "架空町１番２号", PrefectureCode: "35", CityCode: "35203",
			PostalCode: "7530000", Assigned: term.On(2026, 4, 1), Latest: true},
		{Number: codes.CorporateNumber(number(t, "250005999902")), Process: "21", Correct: "1", Updated: term.On(2026, 5, 2),
			Changed: term.On(2026, 5, 1), Name: "【架空】ＮＰＯ法人「森,海」髙﨑の会", Kind: "399", Prefecture: "山口県", City: "萩市",
			Street: "大字架空３４", PrefectureCode: "35", CityCode: "35204", PostalCode: "7580000", Closed: term.On(2026, 5, 1),
			CloseCause: "11", Successor: codes.CorporateNumber(number(t, "250005999901")), ChangeCause: "合併により解散\n（二行目）",
			Assigned: term.On(2015, 10, 5), Hidden: true, NameImage: true},
		{Number: codes.CorporateNumber(number(t, "700150999903")), Process: "01", Correct: "0", Updated: term.On(2026, 6, 2),
			Changed: term.On(2026, 6, 1), Name: "【架空】Ｋａｋｕｕ　Ｃｏｒｐ．", Kana: "カクウコーポレーシヨン", Kind: "401",
			Outside: "アメリカ合衆国架空州１", Assigned: term.On(2026, 6, 1), Latest: true, AddressImage: true},
	}
}

func wantPortal(t testing.TB, narrow bool) []PortalRow {
	full := PortalRow{
		Name: "【架空】特定非営利活動法人みどりの里", Kana: "ミドリノサト", Office: "山口県", DelegatedTo: "山口市", Address: "山口市架空町１番２号",
		PostalCode: "7530000", Offices: "萩市架空１\n光市架空２", Representative: "架空　花子", RepresentativeKana: "カクウ　ハナコ",
		Certified: term.On(2010, 3, 31), Established: term.On(2010, 4, 12), Purpose: "この法人は、\"里山\"を守り、\n広く公益に寄与する。",
		Fields: []int{1, 7, 20}, Approval: Approval{Certified: true, Renewing: true},
		PST:          PST{Absolute: true, Ordinance: true, OrdinanceBy: "山口県\n山口市"},
		ApprovedFrom: term.On(2021, 5, 1), ApprovedUntil: term.On(2026, 4, 30),
		Supervision: "2020年02月19日 改善命令(法第42条)\n2021年03月01日 督促(事業報告書等)",
		URL:         "https://www.npo-homepage.go.jp/npoportal/detail/035999901", PortalID: "035999901",
		Number: codes.CorporateNumber(number(t, "250005999901")), Activities: "里山の手入れ", OtherBusiness: "物品の販売",
		FiscalStart: monthDay(t, "04/01"), FiscalEnd: monthDay(t, "03/31"),
		Designation: Designation{Designated: true, From: term.On(2022, 1, 1), Until: term.On(2027, 12, 31)},
	}
	gone := PortalRow{Name: "【架空】特定非営利活動法人海辺の会", Office: "山口県", Certified: term.On(2001, 7, 2),
		Dissolution: "2020年02月19日 認証取消し(法第43条第1項)", FiscalEnd: monthDay(t, "12/31")}
	if narrow {
		full.Kana, full.DelegatedTo, full.PostalCode, full.RepresentativeKana = "", "", "", ""
		full.Established, full.Activities, full.OtherBusiness = term.Date{}, "", ""
		full.FiscalStart, full.FiscalEnd, full.Designation = term.MonthDay{}, term.MonthDay{}, Designation{}
		gone.FiscalEnd = term.MonthDay{}
	}
	return []PortalRow{full, gone}
}

func monthDay(t testing.TB, s string) term.MonthDay {
	t.Helper()
	md, err := term.ParseMonthDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return md
}

// TestEveryLayoutEncodingLineEndContainer reads the same rows out of every writing.
func TestEveryLayoutEncodingLineEndContainer(t *testing.T) {
	type writing struct {
		name   string
		family Family
		layout Layout
		rows   [][]string
	}
	off := official(t)
	writings := []writing{
		{"official", Houjin, HoujinOfficial, off},
		{"source first", Houjin, HoujinHeader, withHeader(off, "source-first")},
		{"31 columns", Houjin, HoujinHeader, withHeader(off, "31")},
		{"reversed", Houjin, HoujinHeader, withHeader(off, "reversed")},
		{"60", Portal, Portal60, portal(t)},
		{"45", Portal, Portal45, narrowed(portal(t))},
	}
	for _, w := range writings {
		for _, enc := range []ja.Encoding{ja.CP932, ja.UTF8, ja.UTF8BOM} {
			for _, eol := range []string{"\r\n", "\n", "\r"} {
				for _, box := range []string{"", "gz", "zip"} {
					t.Run(fmt.Sprintf("%s/%s/%q/%s", w.name, enc, eol, box), func(t *testing.T) {
						data := encode(t, quote(w.rows, eol), enc)
						path := file(t, wrap(t, data, box))
						var last, total int64
						sum, err := Check(t.Context(), path, w.family, Limits{}, func(d, n int64) { last, total = d, n })
						if err != nil {
							t.Fatal(err)
						}
						records := len(w.rows)
						if w.layout != HoujinOfficial {
							records--
						}
						want := Summary{Path: "data", Bytes: int64(len(data)), Encoding: enc, Layout: w.layout, Rows: records}
						if diff := cmp.Diff(want, sum, cmpopts.IgnoreFields(Summary{}, "SHA256", "AsOf")); diff != "" {
							t.Errorf("Check (-want +got):\n%s", diff)
						}
						if total == 0 || last != total {
							t.Errorf("progress ended at %d of %d", last, total)
						}
						if w.family == Houjin {
							rows, bad := houjinOf(t, path, 0)
							if diff := cmp.Diff(wantHoujin(t), rows, cmpopts.IgnoreFields(HoujinRow{}, "Line", "Source")); diff != "" || bad != nil {
								t.Errorf("rejections %v, rows (-want +got):\n%s", bad, diff)
							}
							return
						}
						rows, bad := portalOf(t, path)
						if diff := cmp.Diff(wantPortal(t, w.layout == Portal45), rows, cmpopts.IgnoreFields(PortalRow{}, "Line")); diff != "" || bad != nil {
							t.Errorf("rejections %v, rows (-want +got):\n%s", bad, diff)
						}
					})
				}
			}
		}
	}
}

// TestLinesAreThoseOfTheFile: a row's line is where it starts, breaks inside quotes
// and the header counted.
func TestLinesAreThoseOfTheFile(t *testing.T) {
	rows, _ := houjinOf(t, file(t, []byte("\r\n"+quote(withHeader(official(t), "31"), "\r\n"))), 0)
	var lines []int
	for _, r := range rows {
		lines = append(lines, r.Line)
	}
	if diff := cmp.Diff([]int{3, 4, 6}, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// TestSkipGoesOn: the rows after Done are those that were not read before.
func TestSkipGoesOn(t *testing.T) {
	path := file(t, []byte(quote(official(t), "\r\n")))
	all, _ := houjinOf(t, path, 0)
	for stop := 0; stop <= len(all); stop++ {
		r, err := HoujinRows(t.Context(), path, Limits{}, 0, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []HoujinRow
		for row := range r.All() {
			if len(got) == stop {
				break
			}
			got = append(got, row)
		}
		r.Close()
		rest, _ := houjinOf(t, path, stop)
		if diff := cmp.Diff(all, append(got, rest...)); diff != "" {
			t.Errorf("stopped after %d (-want +got):\n%s", stop, diff)
		}
	}
}

// TestHeaders: columns are found by name in any order and writing, or by their order
// where the names are the same.
func TestHeaders(t *testing.T) {
	tests := []struct {
		name   string
		change func(head []string)
	}{
		{"as is", func([]string) {}},
		{"full width", func(h []string) {
			for i := range h {
				h[i] = strings.NewReplacer("(", "（", ")", "）", "PST", "ＰＳＴ").Replace(h[i])
			}
		}},
		{"half width", func(h []string) {
			for i := range h {
				h[i] = strings.NewReplacer("（", "(", "）", ")", "１", "1", "２", "2", "０", "0", "：", ":").Replace(h[i])
			}
		}},
		{"without numbers", func(h []string) {
			for i := range h {
				if portalColumn(i) >= pField1 && portalColumn(i) < pOrdinanceBy {
					h[i] = unnumbered(foldHeader(h[i]))
				}
			}
		}},
		{"one unknown name", func(h []string) { h[pFiscalEnd] = "会計年度の末日" }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := portal(t)
			test.change(table[0])
			rows, bad := portalOf(t, file(t, []byte(quote(table, "\r\n"))))
			if diff := cmp.Diff(wantPortal(t, false), rows, cmpopts.IgnoreFields(PortalRow{}, "Line")); diff != "" || bad != nil {
				t.Errorf("rejections %v, rows (-want +got):\n%s", bad, diff)
			}
		})
	}
}

// TestHoujinRejections: one wrong thing rejects one row, with the column's name and
// the value; the others go on.
func TestHoujinRejections(t *testing.T) {
	tests := []struct {
		name   string
		change func(row []string) []string
		want   Rejection
	}{
		{"check digit", func(r []string) []string { r[hNumber] = "9" + r[hNumber][1:]; return r }, Rejection{2, "法人番号", "検査用数字（チェックデジット）が合いません：「9250005999902」。"}},
		{"short number", func(r []string) []string { r[hNumber] = "1.25E+12"; return r }, Rejection{2, "法人番号", "13桁の数字でなければなりません：「1.25E+12」。"}},
		{"no number", func(r []string) []string { r[hNumber] = ""; return r }, Rejection{2, "法人番号", "空欄です。"}},
		{"no name", func(r []string) []string { r[hName] = "　"; return r }, Rejection{2, "商号又は名称", "空欄です。"}},
		{"kind", func(r []string) []string { r[hKind] = "398"; return r }, Rejection{2, "法人種別", "法人種別のコードではありません：「398」。"}},
		{"process", func(r []string) []string { r[hProcess] = "77"; return r }, Rejection{2, "処理区分", "処理区分のコードではありません：「77」。"}},
		{"date", func(r []string) []string { r[hUpdated] = "2026-02-30"; return r }, Rejection{2, "更新年月日", "日付として読めません：「2026-02-30」。"}},
		{"close date", func(r []string) []string { r[hClosed] = "近日"; return r }, Rejection{2, "登記記録の閉鎖等年月日", "日付として読めません：「近日」。"}},
		{"flag", func(r []string) []string { r[hHidden] = "2"; return r }, Rejection{2, "検索対象除外", "0か1でなければなりません：「2」。"}},
		{"short", func(r []string) []string { return r[:29] }, Rejection{2, "", "列の数が30ではなく29です。"}},
		{"long", func(r []string) []string { return append(r, "") }, Rejection{2, "", "列の数が30ではなく31です。"}},
		{"broken character", func(r []string) []string { r[hStreet] = "大字\xF3\xF4架空"; return r }, Rejection{2, "国内所在地（丁目番地等）", "読み取れない文字（外字など）があります：「大字〓〓架空」。"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := official(t)
			table[1] = test.change(table[1])
			path := file(t, []byte(quote(table, "\n")))
			sum, err := Check(t.Context(), path, Houjin, Limits{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			rows, bad := houjinOf(t, path, 0)
			if diff := cmp.Diff([]Rejection{test.want}, bad); diff != "" {
				t.Errorf("rejections (-want +got):\n%s", diff)
			}
			if len(rows) != 2 || sum.Rows != 3 {
				t.Errorf("%d rows taken of %d, want 2 of 3", len(rows), sum.Rows)
			}
		})
	}
}

// TestPortalRejections does the same for the portal; what is not essential is left
// out with a note.
func TestPortalRejections(t *testing.T) {
	tests := []struct {
		name   string
		column portalColumn
		value  string
		bad    []Rejection
		notes  []Rejection
	}{
		{"flag", pField1 + 2, "×", []Rejection{{2, "活動分野３", "「○」か空欄でなければなりません：「×」。"}}, nil},
		{"date", pCertified, "2010/13/01", []Rejection{{2, "法人設立認証年月日", "日付として読めません：「2010/13/01」。"}}, nil},
		{"number", pNumber, "1250005999901", []Rejection{{2, "法人番号", "検査用数字（チェックデジット）が合いません：「1250005999901」。"}}, nil},
		{"name", pName, "", []Rejection{{2, "法人名称", "空欄です。"}}, nil},
		{"postal code", pPostalCode, "不明", nil, []Rejection{{2, "主たる事業所の郵便番号", "7桁の郵便番号として読めないので、空欄として扱いました：「不明」。"}}},
		{"fiscal year", pFiscalEnd, "13/01", nil, []Rejection{{2, "事業年度終了日", "月日として読めないので、空欄として扱いました：「13/01」。"}}},
		{"script as URL", pURL, "javascript:alert(1)", nil, []Rejection{{2, "法人情報URL", "URLとして読めないので、空欄として扱いました：「javascript:alert(1)」。"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := portal(t)
			table[1][test.column] = test.value
			rows, bad := portalOf(t, file(t, []byte(quote(table, "\n"))))
			if diff := cmp.Diff(test.bad, bad); diff != "" {
				t.Errorf("rejections (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.notes, rows[0].Notes); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestGaiji: a character of the user's own in CP932 rejects its row and is counted.
func TestGaiji(t *testing.T) {
	data := encode(t, quote(official(t), "\r\n"), ja.CP932)
	at := strings.Index(string(data), string(encode(t, "みどり", ja.CP932)))
	data[at], data[at+1] = 0xF0, 0x40
	path := file(t, data)
	sum, err := Check(t.Context(), path, Houjin, Limits{}, nil)
	if err != nil || sum.BadCharacters != 1 {
		t.Errorf("Check: %d bad characters, error %v, want 1", sum.BadCharacters, err)
	}
	_, bad := houjinOf(t, path, 0)
	want := []Rejection{{1, "商号又は名称", "読み取れない文字（外字など）があります：「【架空】特定非営利活動法人〓どりの里」。"}}
	if diff := cmp.Diff(want, bad); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAsOf: the newest sourceFileDate, else the day in the name of the file or of the
// CSV in a zip.
func TestAsOf(t *testing.T) {
	sum, err := Check(t.Context(), file(t, []byte(quote(withHeader(official(t), "31"), "\n"))), Houjin, Limits{}, nil)
	if err != nil || sum.AsOf != term.On(2026, 6, 3) {
		t.Errorf("by sourceFileDate: %v, %v", sum.AsOf, err)
	}
	sum, err = Check(t.Context(), file(t, wrap(t, []byte(quote(portal(t), "\n")), "zip")), Portal, Limits{}, nil)
	if err != nil || sum.AsOf != term.On(2026, 11, 1) {
		t.Errorf("by the name in the zip: %v, %v", sum.AsOf, err)
	}
	for name, want := range map[string]term.Date{
		"35_yamaguchi_all_20261031.zip": term.On(2026, 10, 31),
		"diff_20260231.csv":             {},
		"1250005999901.csv":             {},
		"99999999.csv":                  {},
		"houjin.csv":                    {},
	} {
		if got := dateInName(name); got != want {
			t.Errorf("dateInName(%q) = %v, want %v", name, got, want)
		}
	}
}

// TestContextStops: a stopped context ends both passes with its own error.
func TestContextStops(t *testing.T) {
	path := file(t, []byte(quote(official(t), "\n")))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Check(ctx, path, Houjin, Limits{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Check: %v, want context.Canceled", err)
	}
	if _, err := HoujinRows(ctx, path, Limits{}, 0, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("HoujinRows: %v, want context.Canceled", err)
	}
}
