package register

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// groupRow is a row of a list, typed.
type groupRow struct {
	row
	key            string // how the row is known again in the list of another year
	consent        Consent
	representative string
	address        string // as written
	phone          string
	notes          []intake.Rejection
}

// Bounds of what a row may hold, in characters.
const (
	maxGroupName    = 120
	maxGroupPurpose = 2000
)

// groupRows types the rows below the headings. Notes, repeated headings and rows without a name are
// left out; the last ones are told as rejections when they hold anything else than a note.
func groupRows(l *GroupList) (rows []groupRow, rejected []intake.Rejection) {
	seen := map[string]int{}
	for i := l.Mapping.Header + 1; i < len(l.Sheet.Rows); i++ {
		cells, line := l.Sheet.Rows[i], l.Sheet.Lines[i]
		r := groupReader{list: l, cells: cells, line: line}
		name := r.line1(GroupName)
		switch {
		case slices.Equal(fold(cells), fold(l.Mapping.Heads)): // the headings again, on the next page
			continue
		case strings.HasPrefix(name, "※"), strings.HasPrefix(name, "注"), name == "" && r.filled() <= 2:
			continue
		case name == "":
			rejected = append(rejected, r.bad(GroupName, "空欄です。"))
			continue
		case len([]rune(name)) > maxGroupName:
			rejected = append(rejected, r.bad(GroupName, fmt.Sprintf("%d文字を超えています。", maxGroupName)))
			continue
		}
		g := r.group(name)
		seen[g.key]++
		if n := seen[g.key]; n > 1 {
			g.key += fmt.Sprint("#", n)
		}
		g.record.Ref = l.Name + "|" + g.key
		g.statement = recordStatement(*g.record, List, l.AsOf, l.Name)
		rejected = append(rejected, g.notes...)
		rows = append(rows, g)
	}
	return rows, rejected
}

func fold(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = foldHeading(c)
	}
	return out
}

// groupReader reads the cells of one row.
type groupReader struct {
	list  *GroupList
	cells []string
	line  int
	notes []intake.Rejection
}

func (r *groupReader) text(c GroupColumn) string {
	at, ok := r.list.Mapping.Columns[c]
	if !ok || at >= len(r.cells) {
		return ""
	}
	return ja.Clean(r.cells[at])
}

func (r *groupReader) line1(c GroupColumn) string {
	return strings.Join(strings.Fields(r.text(c)), " ")
}

// filled counts the cells that hold something.
func (r *groupReader) filled() (n int) {
	for _, c := range r.cells {
		if c != "" {
			n++
		}
	}
	return n
}

func (r *groupReader) bad(c GroupColumn, reason string) intake.Rejection {
	return intake.Rejection{Line: r.line, Column: c.Label().Ja, Reason: reason}
}

func (r *groupReader) note(c GroupColumn, reason string) { r.notes = append(r.notes, r.bad(c, reason)) }

func (r *groupReader) group(name string) groupRow {
	rec := &Record{Kind: codes.Group, Name: name, Kana: r.line1(GroupKana), Purpose: r.text(GroupPurpose)}
	if p := []rune(rec.Purpose); len(p) > maxGroupPurpose {
		rec.Purpose = string(p[:maxGroupPurpose])
		r.note(GroupPurpose, fmt.Sprintf("%d文字を超えた分を取り込みませんでした。", maxGroupPurpose))
	}
	place, city := r.place()
	rec.Address = place
	rec.Fields = r.fields()
	rec.Established = r.established()
	g := groupRow{row: row{line: r.line}, consent: r.consent(), representative: r.line1(GroupRepresentative), phone: r.phone(),
		address: strings.TrimSpace(r.line1(GroupPostal) + " " + r.line1(GroupAddress))}
	g.record, g.key, g.notes = rec, ja.NameKey(name)+"|"+city, r.notes
	return g
}

// place returns the municipality, with its prefecture, and its code: by the address, else by the
// column of municipalities, else that of the whole list.
func (r *groupReader) place() (place, code string) {
	const here = "35"
	city := r.line1(GroupCity)
	for _, text := range []string{r.line1(GroupAddress), city + r.line1(GroupAddress), city} {
		if a, ok := codes.SplitAddress(text, here); text != "" && ok {
			return a.Prefecture + a.District + a.City, a.CityCode
		}
	}
	if m, ok := codes.MunicipalityByWord(city); ok && city != "" {
		return "山口県" + m.FullName(), m.Code
	}
	if m, ok := codes.MunicipalityByCode(r.list.City); ok {
		return "山口県" + m.FullName(), m.Code
	}
	if r.text(GroupAddress)+city != "" {
		r.note(GroupAddress, "市町を読み取れないので、市町なしで取り込みました。")
	}
	return "", ""
}

// fields reads fields by their numbers or by the words of their labels; the others are noted.
func (r *groupReader) fields() (slugs []string) {
	text := strings.NewReplacer("①", "1、", "②", "2、", "③", "3、").Replace(r.line1(GroupFields))
	known := codes.Fields(r.list.AsOf)
	var unknown []string
	for _, word := range strings.FieldsFunc(norm.NFKC.String(text), func(c rune) bool { return strings.ContainsRune("、,，/;・ \n", c) }) {
		i := slices.IndexFunc(known, func(f codes.Field) bool { return fieldMeans(f, word, r.list.AsOf) })
		switch {
		case i < 0:
			unknown = append(unknown, word)
		case !slices.Contains(slugs, known[i].Slug):
			slugs = append(slugs, known[i].Slug)
		}
	}
	if len(unknown) > 0 {
		r.note(GroupFields, "分野として読めないので、取り込みませんでした：「"+strings.Join(unknown, "、")+"」。")
	}
	return slugs
}

func fieldMeans(f codes.Field, word string, on term.Date) bool {
	if n, ok := f.Number(on); ok && (word == fmt.Sprint(n) || strings.TrimRight(word, ".号") == fmt.Sprint(n)) {
		return true
	}
	if len([]rune(word)) < 2 {
		return false
	}
	label := norm.NFKC.String(f.Label.Ja)
	return strings.Contains(label, word) || strings.Contains(f.Official(), word) || len([]rune(label)) > 2 && strings.Contains(word, label)
}

// established reads the day of foundation. A list often has the year alone: no day is made up for it.
func (r *groupReader) established() term.Date {
	text := r.line1(GroupEstablished)
	if text == "" {
		return term.Date{}
	}
	d, ok := r.list.Sheet.Date(text)
	if !ok || d.After(r.list.AsOf) {
		r.note(GroupEstablished, "年月日として読めないので、空欄として扱いました：「"+text+"」。")
		return term.Date{}
	}
	return d
}

// phone returns the telephone; a spreadsheet may have taken away the zero in front.
func (r *groupReader) phone() string {
	text := r.line1(GroupPhone)
	if d := ja.Digits(text); d == text && len(d) == 9 && d[0] != '0' {
		return "0" + d
	}
	return text
}

// phoneKey is a telephone for comparing, "" where the text holds none.
func phoneKey(text string) string {
	if d := ja.Digits(text); len(d) == 10 || len(d) == 11 {
		return d
	}
	return ""
}

// consent reads 公開可否. What says nothing clear is 未確認.
func (r *groupReader) consent() Consent {
	text := r.line1(GroupConsent)
	has := func(words ...string) bool {
		folded := foldHeading(text)
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded, w) })
	}
	switch {
	case text == "", has("未確認", "確認中", "保留", "△", "未"):
		return ConsentUnknown
	case has("不可", "非公開", "否", "×", "✕", "✗", "いいえ", "ない", "なし", "拒否"), foldHeading(text) == "no", foldHeading(text) == "x":
		return ConsentRefused
	case has("可", "公開", "○", "◯", "〇", "◎", "はい", "同意", "あり", "ok", "yes", "✓", "掲載"):
		return ConsentOpen
	}
	r.note(GroupConsent, "公開可否として読めないので、未確認として扱いました：「"+text+"」。")
	return ConsentUnknown
}
