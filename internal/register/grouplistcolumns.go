package register

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
)

// GroupColumn is what a column of a list of groups holds.
type GroupColumn string

// The columns.
const (
	GroupName           GroupColumn = "name"
	GroupKana           GroupColumn = "kana"
	GroupRepresentative GroupColumn = "representative"
	GroupPostal         GroupColumn = "postal"
	GroupCity           GroupColumn = "city"
	GroupAddress        GroupColumn = "address"
	GroupPhone          GroupColumn = "phone"
	GroupPurpose        GroupColumn = "purpose"
	GroupFields         GroupColumn = "fields"
	GroupEstablished    GroupColumn = "established"
	GroupConsent        GroupColumn = "consent"
)

// groupWords are the words by which headings are known, in the order in which columns are looked
// for: 代表者名 is no 名称, 代表者フリガナ no フリガナ.
var groupWords = []struct {
	column GroupColumn
	label  codes.Label
	words  []string
}{
	{GroupConsent, codes.Label{Ja: "公開可否", En: "Consent to be shown"}, []string{"公開可否", "公開の可否", "公開同意", "公開の同意", "掲載可否", "掲載の可否", "公開", "掲載"}},
	{GroupKana, codes.Label{Ja: "フリガナ", En: "Reading of the name"}, []string{"団体名フリガナ", "団体名ふりがな", "団体名カナ", "団体名(カナ)", "フリガナ", "ふりがな", "カナ", "よみ"}},
	{GroupName, codes.Label{Ja: "団体名", En: "Name"}, []string{"団体名", "団体の名称", "団体名称", "グループ名", "サークル名", "会の名称", "名称"}},
	{GroupRepresentative, codes.Label{Ja: "代表者", En: "Representative"}, []string{"代表者名", "代表者氏名", "代表者", "代表", "会長", "責任者"}},
	{GroupPostal, codes.Label{Ja: "郵便番号", En: "Postal code"}, []string{"郵便番号", "〒"}},
	{GroupCity, codes.Label{Ja: "市町", En: "Municipality"}, []string{"市町名", "市町村", "市町", "活動地域", "地域", "地区"}},
	{GroupAddress, codes.Label{Ja: "所在地", En: "Address"}, []string{"所在地", "住所", "事務所", "連絡先住所"}},
	{GroupPhone, codes.Label{Ja: "電話", En: "Telephone"}, []string{"電話番号", "電話", "tel", "連絡先"}},
	{GroupEstablished, codes.Label{Ja: "設立", En: "Established"}, []string{"設立年月日", "設立年月", "設立日", "設立", "結成", "発足", "創立"}},
	{GroupPurpose, codes.Label{Ja: "活動内容・目的", En: "What it does"}, []string{"活動内容", "活動目的", "活動の内容", "主な活動", "目的", "事業内容", "概要", "紹介", "内容"}},
	{GroupFields, codes.Label{Ja: "活動分野", En: "Fields"}, []string{"活動分野", "分野", "ジャンル", "カテゴリ", "区分"}},
}

// GroupColumns returns all columns in the order of the form.
func GroupColumns() []GroupColumn {
	return []GroupColumn{GroupName, GroupKana, GroupRepresentative, GroupPostal, GroupCity, GroupAddress, GroupPhone, GroupPurpose,
		GroupFields, GroupEstablished, GroupConsent}
}

// Label names the column.
func (c GroupColumn) Label() codes.Label {
	for _, w := range groupWords {
		if w.column == c {
			return w.label
		}
	}
	return codes.Label{Ja: string(c), En: string(c)}
}

// GroupMapping says which column of a sheet holds what.
type GroupMapping struct {
	Header  int                 // the row of headings, index into Sheet.Rows
	Heads   []string            // the headings as written
	Columns map[GroupColumn]int // position of each column that the sheet has
	Kept    bool                // a mapping of an earlier list with the same headings, not a guess
}

// Headings returns the heading of each mapped column.
func (m GroupMapping) Headings() map[GroupColumn]string {
	heads := make(map[GroupColumn]string, len(m.Columns))
	for c, at := range m.Columns {
		if at < len(m.Heads) {
			heads[c] = m.Heads[at]
		}
	}
	return heads
}

// headerRows is how far down the row of headings may stand, below titles and notes.
const headerRows = 40

// foldHeading makes the ways of writing a heading one.
func foldHeading(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(s)), ""))
}

// guessGroups finds the row of headings, the one in which the most columns are known, and what its
// columns hold. The error is fault.Fields.
func guessGroups(rows [][]string) (best GroupMapping, err error) {
	for i, row := range rows[:min(len(rows), headerRows)] {
		if found := guessRow(row); len(found) > len(best.Columns) {
			best = GroupMapping{Header: i, Heads: row, Columns: found}
		}
	}
	if _, ok := best.Columns[GroupName]; !ok {
		return best, fault.Fields{{Name: "name", Says: "団体名の列が見つかりません。見出しの行に「団体名」か「名称」があるか確かめてください。"}}
	}
	return best, nil
}

func guessRow(row []string) map[GroupColumn]int {
	found := map[GroupColumn]int{}
	taken := make([]bool, len(row))
	heads := make([]string, len(row))
	for i, h := range row {
		heads[i] = foldHeading(h)
	}
	look := func(same func(head, word string) bool) {
		for _, w := range groupWords {
			if _, ok := found[w.column]; ok {
				continue
			}
		words:
			for _, word := range w.words {
				for i, head := range heads {
					if !taken[i] && head != "" && same(head, foldHeading(word)) && !(w.column == GroupKana && strings.Contains(head, "代表")) {
						found[w.column], taken[i] = i, true
						break words
					}
				}
			}
		}
	}
	look(func(head, word string) bool { return head == word })
	look(func(head, word string) bool { // 公開 alone says too little: 公開用電話番号
		return len([]rune(head)) <= 20 && word != "公開" && word != "掲載" && strings.Contains(head, word)
	})
	return found
}

// headerDigest names a row of headings, however they are spaced and widened.
func headerDigest(heads []string) string {
	folded := make([]string, len(heads))
	for i, h := range heads {
		folded[i] = foldHeading(h)
	}
	sum := sha256.Sum256([]byte(strings.Join(folded, "\x1f")))
	return hex.EncodeToString(sum[:12])
}

// mapGroups makes the mapping that headings name on a row of headings; a heading that it lacks is
// fault.Fields.
func mapGroups(header int, heads []string, by map[GroupColumn]string) (GroupMapping, error) {
	m := GroupMapping{Header: header, Heads: heads, Columns: map[GroupColumn]int{}}
	var bad fault.Fields
	for _, c := range GroupColumns() {
		want, ok := by[c]
		if !ok || want == "" {
			continue
		}
		i := slices.IndexFunc(heads, func(h string) bool { return foldHeading(h) == foldHeading(want) })
		if i < 0 {
			bad = append(bad, fault.Field{Name: string(c), Says: "見出し「" + want + "」がありません。"})
			continue
		}
		m.Columns[c] = i
	}
	if by[GroupName] == "" {
		bad = append(bad, fault.Field{Name: string(GroupName), Says: "団体名の列を選んでください。"})
	}
	return m, bad.Err()
}

// ReadGroupMapping reads a mapping from lines of a column and a heading, separated by a tab:
// "name	団体の名前". The column may be written by its label. The error is fault.Fields.
func ReadGroupMapping(text string) (map[GroupColumn]string, error) {
	by := map[GroupColumn]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, heading, ok := strings.Cut(line, "\t")
		name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
		i := slices.IndexFunc(GroupColumns(), func(c GroupColumn) bool { return string(c) == name || c.Label().Ja == name })
		if !ok || i < 0 {
			return nil, fault.Fields{{Name: "mapping", Says: "「" + line + "」を読めません。「列の名前<タブ>見出し」と書いてください。列の名前：" + groupColumnNames()}}
		}
		by[GroupColumns()[i]] = strings.TrimSpace(heading)
	}
	return by, nil
}

func groupColumnNames() string {
	var names []string
	for _, c := range GroupColumns() {
		names = append(names, string(c)+"（"+c.Label().Ja+"）")
	}
	return strings.Join(names, "、")
}

// Sample returns the first n values of the column at a position, for checking a mapping by eye.
func (m GroupMapping) Sample(s *intake.Sheet, at, n int) (values []string) {
	for _, row := range s.Rows[m.Header+1:] {
		if at < len(row) && row[at] != "" {
			if values = append(values, row[at]); len(values) == n {
				break
			}
		}
	}
	return values
}
