package backup

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"kyodo/internal/sqldb"
)

// appendRow appends a row as one line: a JSON array of strings, whole numbers, true, false and
// null. Text that is no UTF-8, which only SQLite can hold, is {"hex":"…"}.
func appendRow(b []byte, values []any) ([]byte, error) {
	b = append(b, '[')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		switch v := v.(type) {
		case nil:
			b = append(b, "null"...)
		case bool:
			b = strconv.AppendBool(b, v)
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case string:
			b = appendText(b, v)
		default:
			return nil, fmt.Errorf("a value of type %T", v)
		}
	}
	return append(b, ']', '\n'), nil
}

const hexDigits = "0123456789abcdef"

func appendText(b []byte, s string) []byte {
	if !utf8.ValidString(s) {
		b = append(b, `{"hex":"`...)
		b = hex.AppendEncode(b, []byte(s))
		return append(b, `"}`...)
	}
	b = append(b, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(b, s[from:]...), '"')
}

// parseRow reads what appendRow wrote.
func parseRow(line []byte, columns []sqldb.Column) ([]any, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	var cells []json.RawMessage
	if err := d.Decode(&cells); err != nil {
		return nil, err
	}
	if len(cells) != len(columns) {
		return nil, fmt.Errorf("%d values for %d columns", len(cells), len(columns))
	}
	row := make([]any, len(cells))
	for i, cell := range cells {
		v, err := parseCell(cell, columns[i].Kind)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", columns[i].Name, err)
		}
		row[i] = v
	}
	return row, nil
}

func parseCell(cell json.RawMessage, kind string) (any, error) {
	if string(cell) == "null" {
		return nil, nil
	}
	switch kind {
	case "boolean":
		return strconv.ParseBool(string(cell))
	case "bigint":
		return strconv.ParseInt(string(cell), 10, 64)
	}
	if cell[0] == '{' {
		var raw struct {
			Hex string `json:"hex"`
		}
		if err := json.Unmarshal(cell, &raw); err != nil {
			return nil, err
		}
		b, err := hex.DecodeString(raw.Hex)
		return string(b), err
	}
	var s string
	err := json.Unmarshal(cell, &s)
	return s, err
}
