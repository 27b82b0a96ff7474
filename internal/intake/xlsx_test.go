package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kyodo/internal/intake"
	"kyodo/internal/term"
)

func readSheet(data []byte, sheet string) (intake.Sheet, error) {
	return intake.ReadSheet(context.Background(), bytes.NewReader(data), int64(len(data)), sheet, intake.SheetLimits())
}

// excel writes a workbook by another program's hand.
func excel(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t testing.TB, f *excelize.File, sheet, cell string, value any) {
	t.Helper()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

// TestReadSheet: titles, blank rows, merged cells, numbers and days come as they stand.
func TestReadSheet(t *testing.T) {
	data := excel(t, func(f *excelize.File) {
		const s = "Sheet1"
		put(t, f, s, "A1", "市民活動団体一覧")
		if err := f.MergeCell(s, "A1", "D1"); err != nil {
			t.Fatal(err)
		}
		for i, h := range []string{"市町", "団体名", "電話", "設立"} {
			put(t, f, s, fmt.Sprintf("%c3", 'A'+i), h)
		}
		put(t, f, s, "A4", "光市")
		if err := f.MergeCell(s, "A4", "A6"); err != nil {
			t.Fatal(err)
		}
		put(t, f, s, "B4", "みほんの会【架空】")
		put(t, f, s, "C4", 833000000)
		put(t, f, s, "D4", time.Date(2005, 4, 1, 0, 0, 0, 0, time.UTC))
		put(t, f, s, "B6", " ﾃｽﾄの会 ")
		put(t, f, s, "D6", "平成17年4月1日")
		if _, err := f.NewSheet("二枚目"); err != nil {
			t.Fatal(err)
		}
		put(t, f, "二枚目", "A1", "べつ")
	})
	s, err := readSheet(data, "")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"市民活動団体一覧"}, {"市町", "団体名", "電話", "設立"}, {"光市", "みほんの会【架空】", "833000000", "38443"}, {"光市", "ﾃｽﾄの会", "", "平成17年4月1日"}}
	if diff := cmp.Diff(want, s.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{1, 3, 4, 6}, s.Lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if s.Name != "Sheet1" || len(s.Others) != 1 || s.Others[0] != "二枚目" {
		t.Errorf("sheets %q, %q", s.Name, s.Others)
	}
	for _, cell := range []string{"38443", "平成17年4月1日", "2005/4/1"} {
		if d, ok := s.Date(cell); !ok || d != term.On(2005, 4, 1) {
			t.Errorf("Date(%q) = %v, %v", cell, d, ok)
		}
	}
	if d, ok := s.Date("2005"); ok {
		t.Errorf("a year alone is the day %v", d)
	}
	if s, err := readSheet(data, "二枚目"); err != nil || s.Rows[0][0] != "べつ" {
		t.Errorf("the named sheet: %v %v", s.Rows, err)
	}
	var file *intake.FileError
	if _, err := readSheet(data, "ない"); !errors.As(err, &file) || !strings.Contains(file.Says, "Sheet1、二枚目") {
		t.Errorf("a sheet that is not there: %v", err)
	}
	csv, err := readSheet([]byte("団体名,電話\r\n\"みほん\r\nの会\",0833-00-0000\r\n,\r\n"), "")
	if diff := cmp.Diff([][]string{{"団体名", "電話"}, {"みほん\nの会", "0833-00-0000"}}, csv.Rows); err != nil || diff != "" {
		t.Errorf("csv: %v (-want +got):\n%s", err, diff)
	}
}

// part is a part of a workbook made by hand.
func workbook(t testing.TB, sheet, texts string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="b" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": texts,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFurigana: the reading that Excel keeps beside a word is no part of it.
func TestFurigana(t *testing.T) {
	s, err := readSheet(workbook(t, `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>光</t></r><r><t>市</t></r></is></c></row></sheetData></worksheet>`,
		`<sst><si><t>光の会</t><rPh sb="0" eb="1"><t>ヒカリ</t></rPh></si></sst>`), "")
	if diff := cmp.Diff([][]string{{"光の会", "光市"}}, s.Rows); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestSheetBombs: files that claim to be small and are not, or that name far cells, are refused at once
// and without memory.
func TestSheetBombs(t *testing.T) {
	row := func(n int, cells string) string { return fmt.Sprintf(`<row r="%d">%s</row>`, n, cells) }
	long := strings.Repeat("あ", 5000)
	var manyRows, manyCells, repeated strings.Builder
	for i := range 20_000 {
		manyRows.WriteString(row(i+1, `<c t="inlineStr"><is><t>a</t></is></c>`))
	}
	for range 200 {
		manyCells.WriteString(`<c t="s"><v>0</v></c>`)
	}
	for i := range 9_000 {
		repeated.WriteString(row(i+1, strings.Repeat(`<c t="s"><v>0</v></c>`, 100)))
	}
	sheet := func(rows string) string { return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>` }
	texts := `<sst><si><t>` + long + `</t></si></sst>`
	for name, data := range map[string][]byte{
		"zip bomb in the sheet":    workbook(t, sheet(strings.Repeat(" ", 400<<20)), texts),
		"zip bomb in the texts":    workbook(t, sheet(row(1, "")), `<sst>`+strings.Repeat("<si><t>a</t></si>", 12<<20)),
		"a text without end":       workbook(t, sheet(row(1, `<c t="s"><v>0</v></c>`)), `<sst><si><t>`+strings.Repeat("a", 60<<20)),
		"a line far away":          workbook(t, sheet(row(2147483647, `<c r="A2147483647"><v>1</v></c>`)), texts),
		"a column far away":        workbook(t, sheet(row(1, `<c r="XFD1"><v>1</v></c>`)), texts),
		"lines that go back":       workbook(t, sheet(row(9, "")+row(3, "")), texts),
		"too many rows":            workbook(t, sheet(manyRows.String()), texts),
		"too many columns":         workbook(t, sheet(row(1, manyCells.String())), texts),
		"a text that is not there": workbook(t, sheet(row(1, `<c t="s"><v>7</v></c>`)), texts),
		"merged over everything":   workbook(t, sheet(row(1, `<c t="s"><v>0</v></c>`))+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 100_000)+"<", texts),
		"no workbook":              []byte("PK\x03\x04nothing"),
		"an old .xls":              []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		"nothing":                  {},
		"only blanks":              workbook(t, sheet(row(1, "")), texts),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := readSheet(data, "")
			var file *intake.FileError
			if !errors.As(err, &file) || file.Says == "" {
				t.Errorf("not refused: %v", err)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("refused only after %s", took)
			}
		})
	}
	t.Run("one long text in every cell", func(t *testing.T) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s, err := readSheet(workbook(t, sheet(repeated.String()), texts), "")
		runtime.ReadMemStats(&after)
		if err != nil || len(s.Rows) != 9_000 {
			t.Fatalf("%d rows, %v", len(s.Rows), err)
		}
		if used := int64(after.HeapAlloc) - int64(before.HeapAlloc); used > 256<<20 {
			t.Errorf("900,000 cells of one text hold %d MiB", used>>20)
		}
	})
	t.Run("above the size of an upload", func(t *testing.T) {
		if _, err := readSheet(make([]byte, 9<<20), ""); err == nil {
			t.Error("9 MiB are read")
		}
	})
}
