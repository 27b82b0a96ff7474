package intake

import (
	"context"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// HoujinRow is one row of the 法人番号 CSV: the state of a corporation after one event.
type HoujinRow struct {
	Line           int // physical line where the row starts, 1-based
	Number         codes.CorporateNumber
	Process        string // 処理区分: 01 11 12 13 21 22 71 72 81 99
	Correct        string // 訂正区分: "1" a correction, "0"
	Updated        term.Date
	Changed        term.Date
	Name           string
	NameEn         string
	Kana           string
	Kind           string // 法人種別: 101 … 499
	Prefecture     string
	City           string
	Street         string
	PrefectureCode string // 2 digits or ""
	CityCode       string // 5 digits, prefecture and municipality, or ""
	PostalCode     string // 7 digits or ""
	Outside        string // 国外所在地
	Closed         term.Date
	CloseCause     string // 2 digits or ""
	Successor      codes.CorporateNumber
	ChangeCause    string
	Assigned       term.Date
	Source         term.Date // the 差分 file that the row came from, where the file says so
	Latest         bool      // 最新履歴
	Hidden         bool      // 検索対象除外
	NameImage      bool      // the name holds characters that are only an image at the source
	AddressImage   bool
}

// HoujinRows opens the file for reading row by row after skip data records, for
// going on where an import was interrupted. Close it after use.
func HoujinRows(ctx context.Context, path string, lim Limits, skip int, progress Progress) (*Rows[HoujinRow], error) {
	return openRows(ctx, path, Houjin, lim, skip, progress, parseHoujin)
}

// parseHoujin types one row.
func parseHoujin(c *cells) HoujinRow {
	h := func(col houjinColumn) int { return int(col) }
	row := HoujinRow{
		Line:         c.line,
		Number:       c.number(h(hNumber), true),
		Process:      c.code(h(hProcess), 2),
		Correct:      "0",
		Updated:      c.date(h(hUpdated), true),
		Changed:      c.date(h(hChanged), false),
		NameEn:       c.line1(h(hNameEn)),
		Kana:         c.line1(h(hKana)),
		Kind:         c.code(h(hKind), 3),
		Prefecture:   c.line1(h(hPrefecture)),
		City:         c.line1(h(hCity)),
		Street:       c.line1(h(hStreet)),
		Outside:      c.line1(h(hOutside)),
		Closed:       c.date(h(hClosed), false),
		CloseCause:   c.code(h(hCloseCause), 2),
		Successor:    c.number(h(hSuccessor), false),
		ChangeCause:  c.prose(h(hChangeCause)),
		Assigned:     c.date(h(hAssigned), false),
		Source:       c.date(h(hSource), false),
		Latest:       c.bit(h(hLatest), true),
		Hidden:       c.bit(h(hHidden), false),
		NameImage:    c.raw(h(hNameImage)) != "",
		AddressImage: c.raw(h(hAddressImage)) != "" || c.raw(h(hOutsideImage)) != "",
	}
	if c.bit(h(hCorrect), false) {
		row.Correct = "1"
	}
	if !codes.Process(row.Process).Valid() {
		c.reject(h(hProcess), "処理区分のコードではありません：「%s」。", brief(c.raw(h(hProcess))))
	}
	if row.Name = c.line1(h(hName)); row.Name == "" && row.Process != "99" {
		c.reject(h(hName), "空欄です。")
	}
	if !codes.HoujinKind(row.Kind).Valid() {
		c.reject(h(hKind), "法人種別のコードではありません：「%s」。", brief(c.raw(h(hKind))))
	}
	var ok bool
	if row.PostalCode, ok = postal(c.raw(h(hPostalCode))); !ok {
		c.reject(h(hPostalCode), "7桁の郵便番号でなければなりません：「%s」。", brief(c.raw(h(hPostalCode))))
	}
	row.PrefectureCode = c.code(h(hPrefectureCode), 2)
	if city := c.code(h(hCityCode), 3); city != "" && row.PrefectureCode != "" {
		row.CityCode = row.PrefectureCode + city
	}
	return row
}
