package intake

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// arrangement says where each known column of a family stands in the records.
type arrangement struct {
	layout Layout
	header bool  // the first record is a header
	width  int   // how many columns a record must have
	at     []int // position of each known column, -1 where the file has none
}

// foldHeader makes the ways of writing a column's name one: full and half width,
// parentheses, letters' case, spaces, a byte order mark.
func foldHeader(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '\ufeff', '_':
			return -1
		case '‐', '‑', '–', '—', '−':
			return '-'
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// arrange tells the layout by the first records, decoded. The error is a *FileError.
func arrange(family Family, first [][]string) (arrangement, error) {
	if len(first) == 0 {
		return arrangement{}, broken(nil, "ファイルに行がありません。")
	}
	a, found, ok := recognize(first)
	if !ok {
		return arrangement{}, &FileError{Line: 1, Says: unknownLayout(family, first[0])}
	}
	switch {
	case found == family:
		if missing := a.missing(family); missing != "" {
			return arrangement{}, &FileError{Line: 1, Says: fmt.Sprintf("見出しに必要な列がありません：%s。", missing)}
		}
		return a, nil
	case found == Portal:
		return arrangement{}, broken(nil, "これはNPO法人ポータルの行政入力情報です。「kyodo import npo-portal」で取り込んでください。")
	}
	return arrangement{}, broken(nil, "これは国税庁の法人番号のファイルです。「kyodo import houjin」で取り込んでください。")
}

// recognize looks for a header of either family, then for the official layout,
// which has none.
func recognize(first [][]string) (arrangement, Family, bool) {
	names := make([]string, len(first[0]))
	has := map[string]bool{}
	for i, name := range first[0] {
		names[i] = foldHeader(name)
		has[names[i]] = true
	}
	switch {
	case has["corporatenumber"] && has["name"], has["法人番号"] && has["商号又は名称"]:
		return houjinByName(names), Houjin, true
	case has["法人名称"] && has["所轄庁"]:
		return portalByName(names), Portal, true
	}
	for _, rec := range first {
		if len(rec) == int(officialColumns) && digits(rec[hSequence]) && len(rec[hNumber]) == 13 && digits(rec[hNumber]) {
			a := arrangement{layout: HoujinOfficial, width: int(officialColumns), at: make([]int, len(houjinColumns))}
			for i := range a.at {
				a.at[i] = i
			}
			a.at[hSource] = -1
			return a, Houjin, true
		}
	}
	return arrangement{}, 0, false
}

// houjinByName finds the columns by their English or Japanese names, in any order.
func houjinByName(names []string) arrangement {
	a := arrangement{layout: HoujinHeader, header: true, width: len(names), at: absent(len(houjinColumns))}
	for i, name := range names {
		for c, known := range houjinColumns {
			if a.at[c] < 0 && (name == strings.ToLower(known.en) || name == foldHeader(known.ja)) {
				a.at[c] = i
				break
			}
		}
	}
	return a
}

// portalByName finds the columns by name, in any order. Columns that carry the same
// name (numbers left out) take their places in order; in a header of exactly the
// 60 or 45 columns, one with an unknown name is the column that belongs there.
func portalByName(names []string) arrangement {
	a := arrangement{layout: Portal45, header: true, width: len(names), at: absent(len(portalColumns))}
	known := make([]string, len(portalColumns))
	for c, name := range portalColumns {
		known[c] = foldHeader(name)
	}
	taken := make([]bool, len(names))
	take := func(same func(header, known string) bool) {
		for i, name := range names {
			for c := range known {
				if !taken[i] && a.at[c] < 0 && same(name, known[c]) {
					a.at[c], taken[i] = i, true
				}
			}
		}
	}
	take(func(header, known string) bool { return header == known })
	take(func(header, known string) bool { return header != "" && header == unnumbered(known) })
	order := portalOrder(len(names))
	for i, c := range order {
		if !taken[i] && a.at[c] < 0 {
			a.at[c], taken[i] = i, true
		}
	}
	for c := range a.at {
		if a.at[c] >= 0 && portalColumn(c).onlyWide() {
			a.layout = Portal60
		}
	}
	return a
}

// portalOrder returns the columns of the layout with that many, none for another number.
func portalOrder(width int) []portalColumn {
	var order []portalColumn
	for c := pName; c < portalWide; c++ {
		if width == int(portalWide) || width == portalNarrow && !c.onlyWide() {
			order = append(order, c)
		}
	}
	return order
}

// unnumbered leaves out the number in a column's folded name: 活動分野12 is 活動分野,
// 認定(pst基準1) is 認定(pst基準).
func unnumbered(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
}

// missing lists the columns without which the file says nothing, "" when all are there.
func (a arrangement) missing(family Family) string {
	var names []string
	if family == Houjin {
		for _, c := range []houjinColumn{hNumber, hProcess, hUpdated, hName, hKind} {
			if a.at[c] < 0 {
				names = append(names, houjinColumns[c].en+"（"+houjinColumns[c].ja+"）")
			}
		}
	} else {
		for _, c := range []portalColumn{pName, pOffice, pAddress} {
			if a.at[c] < 0 {
				names = append(names, portalColumns[c])
			}
		}
	}
	return strings.Join(names, "、")
}

// name returns the Japanese name of the record's i-th column, 0-based.
func (a arrangement) name(i int) string {
	for c, at := range a.at {
		if at == i {
			return a.column(c)
		}
	}
	return fmt.Sprintf("%d列目", i+1)
}

// column returns the Japanese name of a known column.
func (a arrangement) column(c int) string {
	if a.layout == HoujinOfficial || a.layout == HoujinHeader {
		return houjinColumns[c].ja
	}
	return portalColumns[c]
}

// unknownLayout says what was expected.
func unknownLayout(family Family, first []string) string {
	if len(first) > 1 && foldHeader(first[0]) == "法人名称" && strings.HasPrefix(foldHeader(first[1]), "組織情報") {
		return "これはNPO法人ポータルの「法人入力情報」です。取り込めるのは「行政入力情報」（gyousei_NNN.zip）です。"
	}
	if family == Portal {
		return fmt.Sprintf("NPO法人ポータルの行政入力情報（1行目に「法人名称」「所轄庁」などの見出し、60列か45列）ではありません。このファイルの1行目は%d列です。", len(first))
	}
	return fmt.Sprintf("国税庁の法人番号のファイル（見出しなしの30列、または1行目に「corporateNumber」などの見出し）ではありません。このファイルの1行目は%d列です。", len(first))
}

func absent(n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	return at
}

// digits says that s is one or more ASCII digits.
func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
