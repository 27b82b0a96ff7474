package opendata

import (
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
)

// listingColumn is one column of the CSV of listings, by the same conventions as column.
type listingColumn struct {
	Name    string
	Meaning ui.Word
	value   func(l *bank.Card, base string) string
}

// listingColumns returns the columns in their order. Programs rely on the names: new ones go to the
// end. What contacts and persons are is in none of them.
func listingColumns() []listingColumn {
	return []listingColumn{
		{"全国地方公共団体コード", ui.W("掲載の場所の市区町村のコード（検査数字つき6桁）。オンラインだけの掲載は空欄", "Code of the municipality of the listing, 6 digits with check digit; empty for online ones"),
			func(l *bank.Card, _ string) string { return localCode(l.City) }},
		{"ID", ui.W("掲載番号。変わりません。", "Permanent identifier of the listing"), func(l *bank.Card, _ string) string { return l.ID }},
		{"向きコード", ui.W("offer（提供）か need（ニーズ）", "offer or need"), func(l *bank.Card, _ string) string { return string(l.Direction) }},
		{"支援の種別コード", ui.W("支援の種別を表す記号（G2 など）", "Kind of support as a code (G2, …)"), func(l *bank.Card, _ string) string { return string(l.Kind) }},
		{"支援の種別", ui.W("支援の種別", "Kind of support"), func(l *bank.Card, _ string) string { return l.Kind.Label().Ja }},
		{"支援の大分類", ui.W("人・もの・資金・場所など", "Main kind: people, goods, money, places, …"), func(l *bank.Card, _ string) string { return l.Kind.Main().Label().Ja }},
		{"題", ui.W("掲載の題", "Title"), func(l *bank.Card, _ string) string { return l.Title }},
		{"内容", ui.W("掲載の内容", "Description"), func(l *bank.Card, _ string) string { return cellLines(l.Body) }},
		{"数量", ui.W("全体の数量。数えないものは空欄", "Quantity; empty where it is not counted"), func(l *bank.Card, _ string) string { return counted(l.Quantity) }},
		{"残り", ui.W("まだ成立していない数量。数えないものは空欄", "What is left; empty where it is not counted"), func(l *bank.Card, _ string) string {
			if n, has := l.Remaining(); has {
				return strconv.FormatInt(n, 10)
			}
			return ""
		}},
		{"単位", ui.W("数量の単位", "Unit of the quantity"), func(l *bank.Card, _ string) string { return l.Unit }},
		{"場所_市区町村", ui.W("掲載の場所の市区町村", "Municipality of the listing"), func(l *bank.Card, _ string) string { return cityName(l.City) }},
		{"オンライン", ui.W("行かなくてもできるものは「可」", "Filled when it can be done online"), yes(func(l *bank.Card) bool { return l.Online }, "可")},
		{"対応地域", ui.W("対応できる市区町村。空欄は県内全域", "Municipalities that it reaches; empty means the whole prefecture"), func(l *bank.Card, _ string) string {
			names := make([]string, len(l.Cities))
			for i, c := range l.Cities {
				names[i] = cityName(c)
			}
			return strings.Join(names, ";")
		}},
		{"活動分野コード", ui.W("活動分野を表す記号", "Activity fields as codes"), func(l *bank.Card, _ string) string { return strings.Join(l.Fields, ";") }},
		{"期間_開始日", ui.W("提供・活動の期間の最初の日", "First day of the period"), func(l *bank.Card, _ string) string { return l.From.String() }},
		{"期間_終了日", ui.W("提供・活動の期間の最後の日", "Last day of the period"), func(l *bank.Card, _ string) string { return l.Until.String() }},
		{"随時", ui.W("期間を定めないものは「随時」", "Filled when it is open at any time"), yes(func(l *bank.Card) bool { return l.Standing }, "随時")},
		{"申込締切日", ui.W("問い合わせの締切", "Last day to ask"), func(l *bank.Card, _ string) string { return l.Deadline.String() }},
		{"掲載期限日", ui.W("一覧に載る最後の日", "Last day in the list"), func(l *bank.Card, _ string) string { return l.AdvertiseUntil.String() }},
		{"費用", ui.W("無償・実費のみ・一部負担", "Who bears the cost"), func(l *bank.Card, _ string) string { return chosen(bank.Costs, l.Cost) }},
		{"受け渡し", ui.W("受け渡しの方法", "Way of hand-over"), func(l *bank.Card, _ string) string { return chosen(bank.HandOvers, l.HandOver) }},
		{"企業のメリット", ui.W("企業のメリット", "What the company gains"), func(l *bank.Card, _ string) string { return cellLines(l.MeritCompany) }},
		{"団体のメリット", ui.W("団体のメリット", "What the group gains"), func(l *bank.Card, _ string) string { return cellLines(l.MeritGroup) }},
		{"選び方コード", ui.W("first（先着）・center（センター推薦）・selection（選考）・talk（話し合い）・lottery（抽選）", "How it is decided: first, center, selection, talk or lottery"),
			func(l *bank.Card, _ string) string { return string(l.Choosing) }},
		{"災害時転用", ui.W("災害時に転用できるものは「可」", "Filled when it is available in a disaster"), yes(func(l *bank.Card) bool { return l.Disaster }, "可")},
		{"状態コード", ui.W("open（受付中）・partly（一部成立）・taken（成立）・paused（一時停止）", "Status: open, partly, taken or paused"), func(l *bank.Card, _ string) string { return string(l.Status()) }},
		{"団体ID", ui.W("掲載した団体の番号。社名非公開の掲載は空欄", "Identifier of the organization; empty where its name is not shown"), func(l *bank.Card, _ string) string { return string(l.Organization) }},
		{"団体名", ui.W("掲載した団体の名称。社名非公開の掲載は空欄", "Name of the organization; empty where it is not shown"), func(l *bank.Card, _ string) string { return l.Name }},
		{"掲載日", ui.W("公開した日", "Day of publication"), func(l *bank.Card, _ string) string { return term.Of(l.PublishedAt).String() }},
		{"最終更新日", ui.W("内容か状態が最後に変わった日", "Day of the last change"), func(l *bank.Card, _ string) string { return term.Of(l.UpdatedAt).String() }},
		{"URL", ui.W("このサイトの掲載のページ", "Page of the listing on this site"), func(l *bank.Card, base string) string { return base + l.Path() }},
		{"備考", ui.W("架空の団体（見本）の掲載には、その旨", "Says so when the organization is fictitious"), func(l *bank.Card, _ string) string {
			if strings.Contains(l.Name, register.InventedMark) {
				return "架空の団体（見本）"
			}
			return ""
		}},
	}
}

func counted(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func localCode(city string) string {
	if city == "" {
		return ""
	}
	return codes.LocalCode(city)
}

func cityName(code string) string {
	if m, ok := codes.MunicipalityByCode(code); ok {
		return m.FullName()
	}
	return code
}

func chosen(of []bank.Choice, value string) string {
	for _, c := range of {
		if c.Value == value {
			return c.Label.Ja
		}
	}
	return value
}

func yes(is func(*bank.Card) bool, word string) func(*bank.Card, string) string {
	return func(l *bank.Card, _ string) string {
		if is(l) {
			return word
		}
		return ""
	}
}
