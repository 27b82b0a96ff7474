package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// Sheet is a table as somebody typed it: a worksheet of an .xlsx file, or a CSV.
type Sheet struct {
	Name      string     `json:"name,omitempty"`      // of the worksheet, "" for a CSV
	Others    []string   `json:"others,omitempty"`    // the visible worksheets of the same file
	Lines     []int      `json:"lines"`               // the line of each row in the file, 1-based
	Rows      [][]string `json:"rows"`                // rows that hold anything, without blank cells at their ends
	Since1904 bool       `json:"since1904,omitempty"` // days are counted from 1904-01-01, as old Macintoshes did
	SHA256    string     `json:"sha256"`              // of the file
}

// SheetLimits are the limits of a list that somebody uploads: 8 MiB, 10,000 rows, 100 columns.
func SheetLimits() Limits {
	return Limits{FileBytes: 8 << 20, LineBytes: 256 << 10, Columns: 100, FieldBytes: 16 << 10, Rows: 10_000}
}

// unpackedSheet bounds what the parts of an .xlsx unpack to, sheetTexts how many texts they may hold.
const (
	unpackedSheet = 32 << 20
	sheetTexts    = 200_000
)

// ReadSheet reads a list of size bytes: an .xlsx file, told by its first bytes, or a CSV in any encoding
// that package ja knows. sheet names the worksheet, "" = the first visible one. Nothing is unpacked
// beyond the limits, whatever the file claims. Its errors are *FileError, except the context's.
func ReadSheet(ctx context.Context, r io.ReaderAt, size int64, sheet string, lim Limits) (Sheet, error) {
	lim = lim.filled()
	switch {
	case size == 0:
		return Sheet{}, broken(nil, "ファイルが空です。")
	case size > lim.FileBytes:
		return Sheet{}, tooLarge(lim)
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), data); err != nil {
		return Sheet{}, broken(err, "ファイルを読み取れません。")
	}
	var s Sheet
	var err error
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		s, err = readXLSX(ctx, data, sheet, lim)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		err = broken(nil, "古い形式（.xls）か、パスワードの付いたファイルです。パスワードを外し、.xlsx か CSV で保存し直してください。")
	default:
		s, err = readCSV(ctx, data, lim)
	}
	if err != nil {
		return Sheet{}, err
	}
	if len(s.Rows) == 0 {
		return Sheet{}, broken(nil, "シートに行がありません。")
	}
	sum := sha256.Sum256(data)
	s.SHA256 = hex.EncodeToString(sum[:])
	return s, nil
}

func readCSV(ctx context.Context, data []byte, lim Limits) (s Sheet, err error) {
	text, _, err := ja.Decode(bytes.NewReader(data))
	if err != nil {
		return s, broken(err, "文字コードを判別できません。")
	}
	scan := newScanner(text, lim)
	for {
		rec, ok := scan.next()
		if !ok {
			return s, scan.err
		}
		if err := ctx.Err(); err != nil {
			return s, err
		}
		if err := s.add(rec.line, rec.fields(), lim); err != nil {
			return s, err
		}
	}
}

// add takes a row unless it is blank.
func (s *Sheet) add(line int, cells []string, lim Limits) error {
	for i, c := range cells {
		cells[i] = strings.TrimSpace(strings.TrimPrefix(c, "\ufeff"))
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	if len(s.Rows) > lim.Rows { // one is the heading
		return &FileError{Line: line, Says: "行の数が上限の" + count(lim.Rows) + "行を超えています。"}
	}
	s.Lines, s.Rows = append(s.Lines, line), append(s.Rows, cells)
	return nil
}

// Date reads a cell that holds a day: as text in any of the ways of package term, or as the number of
// days by which spreadsheets store it.
func (s *Sheet) Date(cell string) (term.Date, bool) {
	if n, err := strconv.ParseFloat(cell, 64); err == nil && n >= 1000 && n < 100_000 && !(len(cell) == 4 && n > firstYear && n < lastYear) {
		first := term.On(1899, 12, 30)
		if s.Since1904 {
			first = term.On(1904, 1, 1)
		}
		return first.AddDays(int(n)), true
	}
	return parseDate(cell)
}

// workbook is an open .xlsx: what may still be unpacked of it, and its texts.
type workbook struct {
	ctx   context.Context
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
	texts []string
	lim   Limits
}

func readXLSX(ctx context.Context, data []byte, want string, lim Limits) (s Sheet, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return s, broken(err, "ファイルが壊れています。Excelで開いて、保存し直してください。")
	}
	if len(z.File) > 2000 {
		return s, broken(nil, "ファイルの中の部品が多すぎます。Excelのファイルではない可能性があります。")
	}
	b := &workbook{ctx: ctx, parts: map[string]*zip.File{}, left: unpackedSheet, lim: lim}
	for _, f := range z.File {
		b.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	names, targets, err := b.contents(&s)
	if err != nil {
		return s, err
	}
	for i, name := range names {
		if name == want || want == "" && i == 0 {
			s.Name = name
		} else {
			s.Others = append(s.Others, name)
		}
	}
	if s.Name == "" {
		return s, broken(nil, "シート「%s」がありません。あるシート：%s。", want, strings.Join(names, "、"))
	}
	return s, b.sheet(&s, targets[s.Name])
}

// contents returns the visible worksheets in their order and the part of each, and reads the texts.
func (b *workbook) contents(s *Sheet) (names []string, targets map[string]string, err error) {
	ids, relations := map[string]string{}, map[string]string{}
	var texts string
	err = b.each("xl/workbook.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			s.Since1904 = attribute(e, "date1904") == "1" || attribute(e, "date1904") == "true"
		case "sheet":
			if name := attribute(e, "name"); attribute(e, "state") == "" || attribute(e, "state") == "visible" {
				names = append(names, name)
				ids[name] = attribute(e, "id")
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	err = b.each("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
		target := attribute(e, "Target")
		if abs, ok := strings.CutPrefix(target, "/"); ok {
			target = abs
		} else {
			target = path.Join("xl", target)
		}
		relations[attribute(e, "Id")] = target
		if strings.HasSuffix(attribute(e, "Type"), "/sharedStrings") {
			texts = target
		}
		return nil
	})
	if err == nil && len(names) == 0 {
		err = broken(nil, "表示されているシートがありません。")
	}
	if err != nil {
		return nil, nil, err
	}
	targets = map[string]string{}
	for name, id := range ids {
		targets[name] = relations[id]
	}
	if texts == "" {
		return names, targets, nil
	}
	err = b.each(texts, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(b.texts) == sheetTexts {
			return broken(nil, "ファイルの中の文字列が多すぎます（上限%s）。名簿のシートだけを残して、保存し直してください。", count(sheetTexts))
		}
		text, err := b.text(d, "si")
		b.texts = append(b.texts, text)
		return err
	})
	return names, targets, err
}

// each calls f at every start of an element of a part.
func (b *workbook) each(part string, f func(*xml.Decoder, xml.StartElement) error) error {
	file := b.parts[part]
	if file == nil {
		return broken(nil, "Excelのファイル（.xlsx）ではありません（%sがありません）。", brief(part))
	}
	r, err := file.Open()
	if err != nil {
		return broken(err, "ファイルが壊れています。Excelで開いて、保存し直してください。")
	}
	defer r.Close()
	d := xml.NewDecoder(&unpacking{b, r})
	for n := 0; ; n++ {
		if n%1000 == 0 {
			if err := b.ctx.Err(); err != nil {
				return err
			}
		}
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			if e, ok := token.(xml.StartElement); ok {
				err = f(d, e)
			}
		}
		if err != nil {
			return unreadable(err)
		}
	}
}

// unreadable keeps errors that already speak for themselves.
func unreadable(err error) error {
	var file *FileError
	if errors.As(err, &file) {
		return file
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return broken(err, "シートの中身を読み取れません。Excelで開いて、保存し直してください。")
}

// unpacking reads a part as far as the workbook may be unpacked.
type unpacking struct {
	b *workbook
	r io.Reader
}

func (u *unpacking) Read(p []byte) (int, error) {
	if u.b.left <= 0 {
		return 0, broken(nil, "展開すると%sを超えるファイルです。名簿のシートだけを残して、保存し直してください。", binary(unpackedSheet))
	}
	n, err := u.r.Read(p[:min(int64(len(p)), u.b.left)])
	u.b.left -= int64(n)
	return n, err
}

// text reads the text of an element until its end, without the reading above the characters (ふりがな).
func (b *workbook) text(d *xml.Decoder, until string) (string, error) {
	var text strings.Builder
	reading, in := 0, false
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "rPh":
				reading++
			case "t":
				in = reading == 0
			}
		case xml.CharData:
			if in {
				text.Write(e)
			}
			if text.Len() > b.lim.FieldBytes {
				return "", broken(nil, "1つのセルの文字が多すぎます（上限%s）。", binary(int64(b.lim.FieldBytes)))
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "rPh":
				reading--
			case "t":
				in = false
			case until:
				return text.String(), nil
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
