package codes

import (
	"slices"

	"kyodo/internal/term"
)

// Field is an activity field of the annex to article 2 of 特定非営利活動促進法.
// The slug is its key for all time.
type Field struct {
	Slug    string
	Label   Label  // short
	Plain   string // やさしい日本語
	Periods []FieldPeriod
}

// FieldPeriod is the number and the wording of a field from a day on.
type FieldPeriod struct {
	From     term.Date // first day
	Until    term.Date // last day; none if it is still so
	Number   int
	Official string // the wording of the annex
}

// The three generations of the annex: 12 fields by 平成10年法律第7号, 17 by 平成14年法律第173号,
// 20 by 平成23年法律第70号. Each renumbered: 第4号 was culture until 2012-03-31 and is
// tourism since.
var (
	fields12     = term.On(1998, 12, 1)
	fields12Last = term.On(2003, 4, 30)
	fields17     = term.On(2003, 5, 1)
	fields17Last = term.On(2012, 3, 31)
	fields20     = term.On(2012, 4, 1)
)

// numbered lists the periods of a field by its numbers in the three generations; 0
// where the field did not exist.
func numbered(official string, n12, n17, n20 int) []FieldPeriod {
	var periods []FieldPeriod
	if n12 > 0 {
		periods = append(periods, FieldPeriod{fields12, fields12Last, n12, official})
	}
	if n17 > 0 {
		periods = append(periods, FieldPeriod{fields17, fields17Last, n17, official})
	}
	return append(periods, FieldPeriod{fields20, term.Date{}, n20, official})
}

// fields stand in today's order.
var fields = []Field{
	{"welfare", Label{"保健・医療・福祉", "Health, medical care and welfare"}, "健康や 福祉の ために 活動します",
		numbered("保健、医療又は福祉の増進を図る活動", 1, 1, 1)},
	{"social-education", Label{"社会教育", "Adult and community education"}, "大人も 子どもも 学ぶ ことを 助けます",
		numbered("社会教育の推進を図る活動", 2, 2, 2)},
	{"town", Label{"まちづくり", "Community development"}, "住みやすい 町を つくります",
		numbered("まちづくりの推進を図る活動", 3, 3, 3)},
	{"tourism", Label{"観光", "Tourism"}, "町に 旅行に 来る 人を ふやします",
		numbered("観光の振興を図る活動", 0, 0, 4)},
	{"rural", Label{"農山漁村・中山間地域", "Rural and mountain areas"}, "山や 海の 近くの 村を 元気に します",
		numbered("農山漁村又は中山間地域の振興を図る活動", 0, 0, 5)},
	{"culture-sports", Label{"学術・文化・芸術・スポーツ", "Learning, culture, arts and sports"}, "文化や スポーツを 広めます",
		culturePeriods()},
	{"environment", Label{"環境保全", "Environment"}, "自然を まもります",
		numbered("環境の保全を図る活動", 5, 5, 7)},
	{"disaster", Label{"災害救援", "Disaster relief"}, "地震や 台風の とき 人を 助けます",
		numbered("災害救援活動", 6, 6, 8)},
	{"safety", Label{"地域安全", "Community safety"}, "事故や 犯罪から 町を まもります",
		numbered("地域安全活動", 7, 7, 9)},
	{"human-rights", Label{"人権・平和", "Human rights and peace"}, "みんなの 権利と 平和を まもります",
		numbered("人権の擁護又は平和の推進を図る活動", 8, 8, 10)},
	{"international", Label{"国際協力", "International cooperation"}, "外国の 人を 助け、なかよく します",
		numbered("国際協力の活動", 9, 9, 11)},
	{"gender-equality", Label{"男女共同参画", "Gender equality"}, "男の人も 女の人も 同じように 活躍できる ように します",
		numbered("男女共同参画社会の形成の促進を図る活動", 10, 10, 12)},
	{"children", Label{"子どもの健全育成", "Children and young people"}, "子どもが 元気に 育つ ように 助けます",
		numbered("子どもの健全育成を図る活動", 11, 11, 13)},
	{"it", Label{"情報化社会", "Information society"}, "パソコンや インターネットを 使える ように 助けます",
		numbered("情報化社会の発展を図る活動", 0, 12, 14)},
	{"science", Label{"科学技術", "Science and technology"}, "科学や 技術を 広めます",
		numbered("科学技術の振興を図る活動", 0, 13, 15)},
	{"economy", Label{"経済活動の活性化", "Economic activity"}, "店や 会社の 仕事を 元気に します",
		numbered("経済活動の活性化を図る活動", 0, 14, 16)},
	{"employment", Label{"職業能力・雇用機会", "Skills and employment"}, "仕事を さがす 人を 助けます",
		numbered("職業能力の開発又は雇用機会の拡充を支援する活動", 0, 15, 17)},
	{"consumer", Label{"消費者保護", "Consumer protection"}, "買い物で 困った 人を 助けます",
		numbered("消費者の保護を図る活動", 0, 16, 18)},
	{"support", Label{"連絡・助言・援助（中間支援）", "Support for other organizations"}, "ほかの 団体の 活動を 助けます",
		numbered("前各号に掲げる活動を行う団体の運営又は活動に関する連絡、助言又は援助の活動", 12, 17, 19)},
	{"ordinance", Label{"条例で定める活動", "Activities named by ordinance"}, "県や 市が 決めた ほかの 活動を します",
		numbered("前各号に掲げる活動に準ずる活動として都道府県又は指定都市の条例で定める活動", 0, 0, 20)},
}

// culturePeriods: 「学術」 was added with the second generation (平成14年法律第173号).
func culturePeriods() []FieldPeriod {
	periods := numbered("学術、文化、芸術又はスポーツの振興を図る活動", 4, 4, 6)
	periods[0].Official = "文化、芸術又はスポーツの振興を図る活動"
	return periods
}

// At returns the number and wording of the field on the day.
func (f Field) At(on term.Date) (FieldPeriod, bool) {
	for _, p := range f.Periods {
		if !on.Before(p.From) && (p.Until.IsZero() || !on.After(p.Until)) {
			return p, true
		}
	}
	return FieldPeriod{}, false
}

// Number returns the number of the field on the day.
func (f Field) Number(on term.Date) (int, bool) {
	p, ok := f.At(on)
	return p.Number, ok
}

// Official returns the present wording of the annex.
func (f Field) Official() string { return f.Periods[len(f.Periods)-1].Official }

// Fields returns the fields that the annex had on the day, in the order of their
// numbers then: 12, 17 or 20 of them, none before 1998-12-01.
func Fields(on term.Date) []Field {
	var list []Field
	for _, f := range fields {
		if _, ok := f.Number(on); ok {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b Field) int {
		x, _ := a.Number(on)
		y, _ := b.Number(on)
		return x - y
	})
	return list
}

// FieldByNumber returns the field that had the number on the day.
func FieldByNumber(number int, on term.Date) (Field, bool) {
	for _, f := range fields {
		if n, ok := f.Number(on); ok && n == number {
			return f, true
		}
	}
	return Field{}, false
}

// FieldBySlug finds a field by its key.
func FieldBySlug(slug string) (Field, bool) {
	for _, f := range fields {
		if f.Slug == slug {
			return f, true
		}
	}
	return Field{}, false
}
