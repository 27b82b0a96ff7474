package account

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/term"
)

// maxTransfer is how many rows one file may have.
const maxTransfer = 5000

// Transfer is a 人事異動 as somebody wrote it.
type Transfer struct{ Rows []TransferRow }

// TransferRow is one person who leaves a post, takes one, or both.
type TransferRow struct {
	Line   int    // of the file, the header being 1
	Mail   string // 職員メール
	Number string // 職員ID: the person's number or id
	Name   string
	Kana   string
	From   string // 旧職: the post's id, or 所属 and 職名; "" = leaves none
	To     string // 新職
	On     term.Date
}

// transferColumns are the headings, the first of each as the template has it.
var transferColumns = map[string]string{
	"職員メール": "mail", "メール": "mail", "メールアドレス": "mail", "職員ID": "number", "職員番号": "number", "利用者番号": "number",
	"氏名": "name", "カナ": "kana", "氏名カナ": "kana", "フリガナ": "kana", "旧所属": "fromunit", "旧職": "from", "旧職名": "from",
	"新所属": "tounit", "新職": "to", "新職名": "to", "発令日": "on",
}

// ParseTransfer reads a 人事異動 from CSV in UTF-8, with or without byte-order mark, or CP932. Dates
// are written as people write them; 旧職 and 新職 are a post's id or 所属 and 職名 together, or stand
// in columns of their own (旧所属, 旧職名). Errors are fault.Fields named "line" and the number.
func ParseTransfer(ctx context.Context, r io.Reader) (t Transfer, err error) {
	defer fault.Wrap(&err, "account.ParseTransfer")
	w := &in(ctx).Transfer
	decoded, _, err := text.Decode(r)
	if err != nil {
		return t, err
	}
	c := csv.NewReader(decoded)
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	head, err := c.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return t, lines(w.NoHeader, 1)
	}
	columns := map[string]int{}
	for i, name := range head {
		if field := transferColumns[strings.Join(strings.Fields(text.Clean(name)), "")]; field != "" {
			columns[field] = i
		}
	}
	_, mail := columns["mail"]
	_, number := columns["number"]
	_, to := columns["to"]
	if _, on := columns["on"]; !mail && !number || !to || !on {
		return t, lines(w.NoHeader, 1)
	}
	var f fault.Fields
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t, lines(err.Error(), len(t.Rows)+2)
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		line, _ := c.FieldPos(0)
		row, says := transferRow(w, record, columns)
		row.Line = line
		if says != "" {
			f = append(f, fault.Field{Name: fmt.Sprint("line", line), Says: says})
		}
		if t.Rows = append(t.Rows, row); len(t.Rows) > maxTransfer {
			return Transfer{}, lines(w.TooMany, line)
		}
	}
	if len(t.Rows) == 0 {
		return t, lines(w.Nothing, 2)
	}
	return t, f.Err()
}

func lines(says string, line int) error {
	return fault.Fields{{Name: fmt.Sprint("line", line), Says: says}}
}

func transferRow(w *transferWords, record []string, columns map[string]int) (row TransferRow, says string) {
	cell := func(name string) string {
		if i, ok := columns[name]; ok && i < len(record) {
			return text.Clean(record[i])
		}
		return ""
	}
	post := func(unit, title string) string {
		if title == "" {
			return ""
		}
		return strings.TrimSpace(unit + " " + title)
	}
	row = TransferRow{Mail: cell("mail"), Number: cell("number"), Name: cell("name"), Kana: cell("kana"),
		From: post(cell("fromunit"), cell("from")), To: post(cell("tounit"), cell("to"))}
	on := cell("on")
	var err error
	row.On, err = term.Parse(on)
	switch {
	case row.Mail == "" && row.Number == "":
		says = w.NoWho
	case row.From == "" && row.To == "":
		says = w.NoFrom
	case on == "":
		says = w.NoDate
	case err != nil:
		says = w.BadDate
	}
	return row, says
}
