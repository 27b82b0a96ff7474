package trust

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kyodo/internal/codes"
	"kyodo/internal/demo"
	"kyodo/internal/intake"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// invented are the rows of both official files about invented corporations. Their names carry
// 【架空】.
type invented struct{ houjin, portal [][]string }

// invent makes corporations until the 法人番号 file has at least rows rows.
func invent(rows int, seed uint64) (v invented) {
	g := demo.New(seed, term.On(2026, 11, 23))
	for len(v.houjin) < rows {
		e := g.Next()
		for _, h := range e.Houjin {
			v.houjin = append(v.houjin, houjinRecord(len(v.houjin)+1, h))
		}
		if e.Portal != nil {
			v.portal = append(v.portal, portalRecord(*e.Portal))
		}
	}
	return v
}

// Columns of the official layout that the tests change.
const (
	colSequence, colNumber, colProcess, colUpdated, colChanged, colName = 0, 1, 2, 4, 5, 6
	colCity, colStreet, colCityCode, colClosed, colCause                = 10, 11, 14, 18, 19
	colLatest, colHidden                                                = 23, 29
)

// houjinRecord is a row of the official layout, 30 columns.
func houjinRecord(seq int, h intake.HoujinRow) []string {
	flag := map[bool]string{true: "1", false: "0"}
	city := ""
	if len(h.CityCode) == 5 {
		city = h.CityCode[2:]
	}
	return []string{fmt.Sprint(seq), string(h.Number), h.Process, h.Correct, h.Updated.String(), h.Changed.String(), h.Name, "", h.Kind,
		h.Prefecture, h.City, h.Street, "", h.PrefectureCode, city, h.PostalCode, h.Outside, "", h.Closed.String(), h.CloseCause,
		string(h.Successor), h.ChangeCause, h.Assigned.String(), flag[h.Latest], h.NameEn, "", "", "", h.Kana, flag[h.Hidden]}
}

// changes is a 差分 file about some of the corporations: every ninth renamed, every eleventh moved,
// every thirteenth closed, every seventeenth hidden.
func changes(rows [][]string) (diff [][]string) {
	for i, old := range rows {
		if old[colLatest] != "1" || old[colClosed] != "" {
			continue
		}
		r := append([]string(nil), old...)
		r[colUpdated], r[colChanged] = "2026-11-20", "2026-11-16"
		switch {
		case i%9 == 1:
			r[colProcess], r[colName] = "11", strings.Replace(old[colName], "【架空】", "あらため【架空】", 1)
		case i%11 == 2:
			r[colProcess], r[colCity], r[colCityCode], r[colStreet] = "12", "萩市", "204", "大字江向５１０番地"
		case i%13 == 3:
			r[colProcess], r[colClosed], r[colCause] = "21", "2026-11-16", "01"
		case i%17 == 4:
			r[colProcess], r[colHidden] = "01", "1"
		default:
			continue
		}
		r[colSequence] = fmt.Sprint(len(diff) + 1)
		diff = append(diff, r)
	}
	return diff
}

// portalHeader is that of the 60-column layout.
func portalHeader() []string {
	h := []string{"法人名称", "法人名称カナ", "所轄庁", "権限移譲先市町村", "主たる事務所の所在地", "主たる事業所の郵便番号", "従たる事務所の所在地", "代表者氏名",
		"団体代表者名（フリガナ）", "法人設立認証年月日", "設立年月日", "定款に記載された目的"}
	for i := range 20 {
		h = append(h, "活動分野"+wide(i+1))
	}
	return append(h, "認定（認定・特例認定１）", "認定（認定・特例認定２）", "認定（認定・特例認定３）", "認定（認定・特例認定４）", "認定（PST基準１）", "認定（PST基準２）",
		"認定（PST基準３）", "認定（PST基準 条例指定（都道府県及び市区町村名））", "認定（認定開始日）", "認定（認定満了日）", "認定（認定取消日）", "認定（特例認定年月日）",
		"認定（特例認定満了日）", "認定（特例認定取消日）", "監督情報", "解散情報", "法人情報URL", "法人番号", "条例個別指定フラグ", "特定非営利活動に係る事業", "その他の事業",
		"事業年度開始日", "事業年度終了日", "条例個別指定：有効期間(開始日)", "条例個別指定：有効期間(満了日)", "条例個別指定：有効期限（更新申請日)", "条例個別指定：有効期限（更新日)",
		"条例個別指定：有効期限（条例個別指定：取消日)")
}

func wide(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, fmt.Sprint(n))
}

// portalRecord is a row of the 60-column layout.
func portalRecord(p intake.PortalRow) []string {
	r := make([]string, 60)
	date := func(d term.Date) string { return strings.ReplaceAll(d.String(), "-", "/") }
	copy(r, []string{p.Name, p.Kana, p.Office, p.DelegatedTo, p.Address, p.PostalCode, p.Offices, p.Representative, p.RepresentativeKana,
		date(p.Certified), date(p.Established), p.Purpose})
	for _, f := range p.Fields {
		r[11+f] = "○"
	}
	if p.Approval.Certified {
		r[32] = "○"
	}
	if p.Approval.Special {
		r[33] = "○"
	}
	r[40], r[41], r[42] = date(p.ApprovedFrom), date(p.ApprovedUntil), date(p.ApprovalRevoked)
	r[43], r[44], r[45] = date(p.SpecialFrom), date(p.SpecialUntil), date(p.SpecialRevoked)
	r[46], r[47] = p.Supervision, p.Dissolution
	if p.PortalID != "" {
		r[48] = "https://www.npo-homepage.go.jp/npoportal/detail/" + p.PortalID
	}
	r[49], r[51], r[52] = string(p.Number), p.Activities, p.OtherBusiness
	md := func(m term.MonthDay) string { return strings.ReplaceAll(m.String(), "-", "/") }
	r[53], r[54] = md(p.FiscalStart), md(p.FiscalEnd)
	return r
}

// shuffled returns the rows in another order.
func shuffled(rows [][]string, seed uint64) [][]string {
	out := append([][]string(nil), rows...)
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// store writes rows as CP932, quoted where needed, CRLF, and returns the path.
func store(t testing.TB, name string, header []string, rows [][]string) string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if header != nil {
		if err := w.Write(header); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	text, lost := ja.EncodeCP932(b.String())
	if len(lost) > 0 {
		t.Fatalf("not in CP932: %q", lost)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// checked gives twelve digits their check digit.
func checked(t testing.TB, twelve string) string {
	t.Helper()
	d, ok := codes.CheckDigit(twelve)
	if !ok {
		t.Fatalf("%q is not twelve digits", twelve)
	}
	return string(d) + twelve
}
