package intake

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// lastLine is the last line that a worksheet can have.
const lastLine = 1 << 20

// sheet reads the rows of one worksheet. Cells that were merged downwards give their text to all
// their lines, as a town's name beside its groups does.
func (b *workbook) sheet(s *Sheet, part string) error {
	line, col := 0, 0
	var cells []string
	var merged [][4]int // first line, last line, first column, last column
	end := func() error {
		err := s.add(line, cells, b.lim)
		cells = nil
		return err
	}
	err := b.each(part, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			if err := end(); err != nil {
				return err
			}
			line, col = line+1, 0
			if n, err := strconv.Atoi(attribute(e, "r")); err == nil {
				if n < line || n > lastLine {
					return broken(nil, "シートの行の番号が正しくありません：%d。", n)
				}
				line = n
			}
		case "c":
			if at, ok := cellColumn(attribute(e, "r")); ok {
				col = at
			} else {
				col++
			}
			text, err := b.cell(d, attribute(e, "t"))
			if err != nil || strings.TrimSpace(text) == "" {
				return err
			}
			if col > b.lim.Columns {
				return &FileError{Line: line, Column: col, Says: "列の数が上限の" + count(b.lim.Columns) + "列を超えています。"}
			}
			for len(cells) < col {
				cells = append(cells, "")
			}
			cells[col-1] = text
		case "mergeCell":
			if box, ok := area(attribute(e, "ref")); ok && box[1] > box[0] && len(merged) < b.lim.Rows {
				merged = append(merged, box)
			}
		}
		return nil
	})
	if err == nil {
		err = end()
	}
	if err == nil {
		s.fillDown(merged)
	}
	return err
}

// cell reads one cell until its end.
func (b *workbook) cell(d *xml.Decoder, kind string) (text string, err error) {
	if kind == "inlineStr" {
		return b.text(d, "c")
	}
	value := false
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			value = e.Name.Local == "v"
		case xml.CharData:
			if value {
				if len(text)+len(e) > b.lim.FieldBytes {
					return "", broken(nil, "1つのセルの文字が多すぎます（上限%s）。", binary(int64(b.lim.FieldBytes)))
				}
				text += string(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "v":
				value = false
			case "c":
				return b.shared(kind, text)
			}
		}
	}
}

// shared returns what a cell's value stands for.
func (b *workbook) shared(kind, value string) (string, error) {
	switch kind {
	case "s":
		n, err := strconv.Atoi(value)
		if value == "" {
			return "", nil
		}
		if err != nil || n < 0 || n >= len(b.texts) {
			return "", broken(nil, "シートが指す文字列がありません。Excelで開いて、保存し直してください。")
		}
		return b.texts[n], nil
	case "e": // #N/A
		return "", nil
	}
	return value, nil
}

// fillDown gives the text of merged cells to their lines below, in the first column.
func (s *Sheet) fillDown(merged [][4]int) {
	if len(merged) == 0 {
		return
	}
	at := make(map[int]int, len(s.Lines))
	for i, line := range s.Lines {
		at[line] = i
	}
	for _, box := range merged {
		i, ok := at[box[0]]
		col := box[2] - 1
		if !ok || col >= len(s.Rows[i]) || s.Rows[i][col] == "" {
			continue
		}
		for j := i + 1; j < len(s.Rows) && s.Lines[j] <= box[1]; j++ {
			for len(s.Rows[j]) <= col {
				s.Rows[j] = append(s.Rows[j], "")
			}
			if s.Rows[j][col] == "" {
				s.Rows[j][col] = s.Rows[i][col]
			}
		}
	}
}

// cellColumn returns the number of the column of a reference such as AB12, 1-based.
func cellColumn(ref string) (int, bool) {
	n := 0
	for i := 0; i < len(ref); i++ {
		c := ref[i]
		switch {
		case c >= 'A' && c <= 'Z' && n < 1<<20:
			n = 26*n + int(c-'A') + 1
		case c >= '0' && c <= '9':
			return n, n > 0
		default:
			return 0, false
		}
	}
	return n, n > 0
}

// area reads a reference such as A2:A9: first and last line, first and last column.
func area(ref string) (box [4]int, ok bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return box, false
	}
	for i, corner := range []string{from, to} {
		col, ok := cellColumn(corner)
		line, err := strconv.Atoi(strings.TrimLeft(corner, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		if !ok || err != nil {
			return box, false
		}
		box[i], box[2+i] = line, col
	}
	return box, true
}
