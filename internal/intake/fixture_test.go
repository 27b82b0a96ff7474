package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kyodo/internal/codes"
	"kyodo/internal/ja"
)

// number gives twelve base digits their check digit.
func number(t testing.TB, base12 string) string {
	t.Helper()
	d, ok := codes.CheckDigit(base12)
	if !ok {
		t.Fatalf("codes.CheckDigit(%q): not twelve digits", base12)
	}
	return string(d) + base12
}

// quote writes a table with every field in quotes.
func quote(rows [][]string, eol string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, f := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(strings.ReplaceAll(f, `"`, `""`), "\n", eol) + `"`)
		}
		b.WriteString(eol)
	}
	return b.String()
}

// encode writes text in one of the encodings of the fixtures.
func encode(t testing.TB, text string, enc ja.Encoding) []byte {
	t.Helper()
	switch enc {
	case ja.CP932:
		out, lost := ja.EncodeCP932(text)
		if len(lost) > 0 {
			t.Fatalf("fixture has characters outside CP932: %q", lost)
		}
		return out
	case ja.UTF8BOM:
		return append([]byte("\xEF\xBB\xBF"), text...)
	}
	return []byte(text)
}

// wrap puts the bytes into a container: "", "gz" or "zip".
func wrap(t testing.TB, data []byte, container string) []byte {
	t.Helper()
	var b bytes.Buffer
	switch container {
	case "gz":
		w := gzip.NewWriter(&b)
		w.Write(data)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	case "zip":
		w := zip.NewWriter(&b)
		for name, content := range map[string][]byte{"readme.txt": []byte("説明"), "035_AdministrativeInputData_20261101.csv": data} {
			f, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			f.Write(content)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	default:
		return data
	}
	return b.Bytes()
}

// file writes the bytes to a file whose name says nothing.
func file(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// official returns rows of the 30-column layout: a plain one, a closed and hidden one
// with a name that needs quotes, one abroad.
func official(t testing.TB) [][]string {
	return [][]string{
		{"1", number(t, "250005999901"), "01", "0", "2026-04-02", "2026-04-01", "【架空】特定非営利活動法人みどりの里", "", "399",
			"山口県", "山口市", "架空町１番２号", "", "35", "203", "7530000", "", "", "", "", "", "", "2026-04-01", "1",
			"Midori no Sato", "Yamaguchi", "1-2, Kakucho", "", "ミドリノサト", "0"},
		{"2", number(t, "250005999902"), "21", "1", "2026/05/02", "2026/05/01", "【架空】ＮＰＯ法人「森,海」髙﨑の会", "00000001", "399",
			"山口県", "萩市", "大字架空３４", "", "35", "204", "7580000", "", "", "2026-05-01", "11", number(t, "250005999901"),
			"合併により解散\n（二行目）", "2015-10-05", "0", "", "", "", "", "", "1"},
		{"3", number(t, "700150999903"), "01", "0", "2026-06-02", "2026-06-01", "【架空】Ｋａｋｕｕ　Ｃｏｒｐ．", "", "401",
			"", "", "", "", "", "", "", "アメリカ合衆国架空州１", "00000009", "", "", "", "", "2026-06-01", "1", "", "", "", "", "カクウコーポレーシヨン", "0"},
	}
}

// withHeader turns official rows into one of the layouts with a header.
func withHeader(rows [][]string, layout string) [][]string {
	head := make([]string, 0, 31)
	for _, c := range houjinColumns[:officialColumns] {
		head = append(head, c.en)
	}
	out := [][]string{head}
	out = append(out, rows...)
	for i, row := range out {
		row = append([]string(nil), row...)
		source := "20260603"
		if i == 0 {
			source = "sourceFileDate"
		}
		switch layout {
		case "source-first": // in the place of 一連番号
			row[0] = source
		case "31": // before 一連番号
			row = append([]string{source}, row...)
		case "reversed":
			row[0] = source
			for a, b := 0, len(row)-1; a < b; a, b = a+1, b-1 {
				row[a], row[b] = row[b], row[a]
			}
		}
		out[i] = row
	}
	return out
}

// portal returns a header and rows of the 60-column layout.
func portal(t testing.TB) [][]string {
	full := make([]string, portalWide)
	set := func(row []string, values map[portalColumn]string) []string {
		for c, v := range values {
			row[c] = v
		}
		return row
	}
	full = set(full, map[portalColumn]string{
		pName: "【架空】特定非営利活動法人みどりの里", pKana: "ミドリノサト", pOffice: "山口県", pDelegatedTo: "山口市",
		pAddress: "山口市架空町１番２号", pPostalCode: "７５３－００００", pOffices: "萩市架空１\n光市架空２",
		pRepresentative: "架空　花子", pRepresentativeKana: "カクウ　ハナコ", pCertified: "2010/03/31", pEstablished: "2010/04/12",
		pPurpose: "この法人は、\"里山\"を守り、\n広く公益に寄与する。", pField1: "○", pField1 + 6: "◯", pField1 + 19: "〇",
		pApproval1: "○", pApproval1 + 3: "1", pPST1 + 1: "○", pPST1 + 2: "○", pOrdinanceBy: "山口県\n山口市",
		pApprovedFrom: "2021/05/01", pApprovedUntil: "2026/04/30", pSupervision: "2020年02月19日 改善命令(法第42条)\n2021年03月01日 督促(事業報告書等)",
		pURL: "https://www.npo-homepage.go.jp/npoportal/detail/035999901", pNumber: number(t, "250005999901"), pOrdinance: "○",
		pActivities: "里山の手入れ", pOtherBusiness: "物品の販売", pFiscalStart: "04/01", pFiscalEnd: "03/31", pOrdFrom: "2022/01/01",
		pOrdUntil: "2027/12/31",
	})
	gone := set(make([]string, portalWide), map[portalColumn]string{
		pName: "【架空】特定非営利活動法人海辺の会", pOffice: "山口県", pCertified: "2001/07/02",
		pDissolution: "2020年02月19日 認証取消し(法第43条第1項)", pFiscalEnd: "12/31",
	})
	return [][]string{append([]string(nil), portalColumns...), full, gone}
}

// narrowed keeps the columns of the 45-column layout.
func narrowed(rows [][]string) [][]string {
	var out [][]string
	for _, row := range rows {
		var keep []string
		for i, f := range row {
			if !portalColumn(i).onlyWide() {
				keep = append(keep, f)
			}
		}
		out = append(out, keep)
	}
	return out
}
