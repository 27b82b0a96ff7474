package policy

import (
	_ "embed"
	"slices"
	"strings"
	"time"

	"kyodo/internal/term"
)

//go:embed matrix2008.tsv
var matrixText string

// The bodies of the 役割分担表, in the order of its columns.
const (
	Prefecture = "prefecture"
	Center     = "center"
	Foundation = "foundation"
)

// Bodies returns the bodies in the order of the columns.
func Bodies() []string { return []string{Prefecture, Center, Foundation} }

// BodyLabel is the head of a column as the plan writes it, or its English.
func BodyLabel(body, lang string) string {
	l := map[string][2]string{
		Prefecture: {"県（県民生活課）", "Prefecture (lead division)"},
		Center:     {"県民活動支援センター", "Support centre"},
		Foundation: {"県民活動きらめき財団", "Kirameki foundation"},
	}[body]
	if lang == "en" {
		return l[1]
	}
	return l[0]
}

// kinds are the 責任種別 of duties.
var kinds = map[string][2]string{
	"A": {"総合調整", "overall coordination"},
	"R": {"実行", "execution"},
	"C": {"相談助言", "advice"},
	"I": {"協力", "support"},
	"F": {"経費負担", "bearing the cost"},
	"O": {"システム運用管理", "running the system"},
}

// Kinds returns the codes of the 責任種別 in their order.
func Kinds() []string { return []string{"A", "R", "C", "I", "F", "O"} }

// KindLabel says a 責任種別 in words.
func KindLabel(kind, lang string) string {
	if lang == "en" {
		return kinds[kind][1]
	}
	return kinds[kind][0]
}

// DutyLine is one duty of one cell of the 役割分担表.
type DutyLine struct {
	Body string // prefecture, center, foundation
	Kind string // 責任種別
	Text string // as the plan writes it, with its 《》 and 【】
}

// Item is one row of the 役割分担表 (事項).
type Item struct {
	Slug   string
	Name   string
	Group  string // 区分
	Duties []DutyLine
}

// Cell returns the duties of a body.
func (i Item) Cell(body string) (list []DutyLine) {
	for _, d := range i.Duties {
		if d.Body == body {
			list = append(list, d)
		}
	}
	return list
}

// CellText is a cell as the plan prints it.
func (i Item) CellText(body string) string {
	var texts []string
	for _, d := range i.Cell(body) {
		texts = append(texts, d.Text)
	}
	return strings.Join(texts, " ")
}

// Matrix is the 役割分担表 in one version: eight rows, three columns.
type Matrix struct {
	Version  string // "" = the plan's own
	From     term.Date
	Reason   string
	Post     string    // 所属 and 職 of who recorded it, "" = the plan's own
	Recorded time.Time // when; zero = the plan's own
	Items    []Item

	n int64 // the how-manieth change made it, 0 = the plan's own: what orders versions of one day
}

// PlanMatrix is the table of the plan of 平成20年 (section 4), in force from 2008-04-01.
func PlanMatrix() Matrix {
	m := Matrix{From: term.On(2008, 4, 1)}
	for _, l := range lines(matrixText) {
		c := l.cells
		if n := len(m.Items); n == 0 || m.Items[n-1].Slug != c[1] {
			m.Items = append(m.Items, Item{Slug: c[1], Name: c[2], Group: c[0]})
		}
		i := &m.Items[len(m.Items)-1]
		i.Duties = append(i.Duties, DutyLine{c[3], c[4], c[5]})
	}
	return m
}

// Item finds a row by its key.
func (m Matrix) Item(slug string) (Item, bool) {
	i := slices.IndexFunc(m.Items, func(i Item) bool { return i.Slug == slug })
	if i < 0 {
		return Item{}, false
	}
	return m.Items[i], true
}

// Print writes the table as the plan prints it: cells between tabs, the group once.
func (m Matrix) Print() string {
	var b strings.Builder
	b.WriteString("区 分\t")
	for _, body := range Bodies() {
		b.WriteString("\t" + BodyLabel(body, "ja"))
	}
	b.WriteByte('\n')
	group := ""
	for _, i := range m.Items {
		if i.Group != group {
			b.WriteString(i.Group)
			group = i.Group
		}
		b.WriteString("\t" + i.Name)
		for _, body := range Bodies() {
			b.WriteString("\t" + i.CellText(body))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Clone returns a copy that can be changed.
func (m Matrix) Clone() Matrix {
	m.Items = slices.Clone(m.Items)
	for i := range m.Items {
		m.Items[i].Duties = slices.Clone(m.Items[i].Duties)
	}
	return m
}

// Moved is a duty that has another body than before.
type Moved struct {
	Item Item     // as it was
	Duty DutyLine // as it was
	To   string   // the body that has it now
}

// Moves returns which duties lie elsewhere in next, in the order of the table.
func (m Matrix) Moves(next Matrix) (list []Moved) {
	for _, was := range m.Items {
		is, _ := next.Item(was.Slug)
		for j := range min(len(was.Duties), len(is.Duties)) {
			if was.Duties[j].Body != is.Duties[j].Body {
				list = append(list, Moved{was, was.Duties[j], is.Duties[j].Body})
			}
		}
	}
	return list
}

// Holds says whether a body has a duty of the kind in the item.
func (m *Matrix) Holds(body, item, kind string) bool {
	for i := range m.Items {
		if m.Items[i].Slug == item {
			return slices.ContainsFunc(m.Items[i].Duties, func(d DutyLine) bool { return d.Body == body && d.Kind == kind })
		}
	}
	return false
}
