package register

import (
	"slices"

	"kyodo/internal/codes"
)

// Visibility is who may read an item of a profile (公開範囲). The set of fields of the same name in
// the permission table opens it.
type Visibility string

// The visibilities, from everybody to the organization itself.
const (
	Public     Visibility = "public"     // 一般公開
	Registered Visibility = "registered" // 登録者限定
	Contact    Visibility = "contact"    // 当事者: those whose inquiry was accepted, and the centre
	Internal   Visibility = "internal"   // 非公開: the organization itself
)

// ProfileKind is the kind of form that an organization fills in.
type ProfileKind string

// The kinds of profile.
const (
	CompanyProfile ProfileKind = "company" // 社会貢献バンク: the company's side
	NPOProfile     ProfileKind = "npo"     // NPO法人公開情報登録システム: what the corporation itself adds
	GroupProfile   ProfileKind = "group"   // 県民活動団体 and bodies like it
)

// ProfileKindOf returns the form for a kind of organization: bodies that live of their trade and
// their associations fill in a company's, NPO corporations theirs, all others a group's.
func ProfileKindOf(k codes.Kind) ProfileKind {
	switch k {
	case codes.NPO:
		return NPOProfile
	case codes.Company, codes.SoleProprietor, codes.Economic, codes.Cooperative, codes.Media, codes.Union, codes.OtherKind:
		return CompanyProfile
	}
	return GroupProfile
}

// Step is a part of the form.
type Step string

// The steps in which a person fills in the form.
const (
	StepBasic    Step = "basic"    // 基本
	StepActivity Step = "activity" // 活動・重点
	StepRunning  Step = "running"  // 運営
	StepWindow   Step = "window"   // 窓口
)

// ItemForm is what an item holds and how it is typed. Everything is stored as text.
type ItemForm int

// The forms of items.
const (
	OneLine ItemForm = iota // a line
	Prose                   // several lines
	OneOf                   // the value of one option
	SomeOf                  // values of options with a space between them
	Yes                     // "yes" or nothing
	Count                   // a number from Min to Max
	Month                   // a year, month or day: term.Period
	Day                     // a day: term.Date
	Link                    // an address of http or https
	Phone                   // a telephone or fax number
	Mail                    // an e-mail address
)

// Choice is one option of an item.
type Choice struct {
	Value string
	Label codes.Label
}

// Item is one item (項目) of a profile.
type Item struct {
	Name    string // the key for all time, and the name in forms
	Kinds   []ProfileKind
	Step    Step
	Form    ItemForm
	Label   codes.Label
	Hint    codes.Label // a sentence below the label; may be empty
	Limit   int         // characters; for SomeOf: how many, 0 = all
	Min     int         // of a Count
	Max     int         // of a Count
	Choices func() []Choice
	Allowed []Visibility // the first one holds until the organization chooses another
	Person  bool         // it is about a natural person: reading it is on record
}

// Default is the visibility that holds until the organization chooses another.
func (i *Item) Default() Visibility { return i.Allowed[0] }

// Has says whether v is an option of the item.
func (i *Item) Has(v string) bool {
	return slices.ContainsFunc(i.Choices(), func(c Choice) bool { return c.Value == v })
}

// ChoiceLabel returns the label of an option, v itself for none.
func (i *Item) ChoiceLabel(v string) codes.Label {
	for _, c := range i.Choices() {
		if c.Value == v {
			return c.Label
		}
	}
	return codes.Label{Ja: v, En: v}
}

// Of says whether profiles of the kind have the item.
func (i *Item) Of(k ProfileKind) bool { return slices.Contains(i.Kinds, k) }

// Names of the items that the program itself looks at.
const (
	ItemLine      = "line"      // 活動の一行紹介
	ItemFields    = "fields"    // 重点分野, 主な活動分野
	ItemUndecided = "undecided" // 未定・相談したい
	ItemOffers    = "offers"    // 提供できること
	ItemSeeks     = "seeks"     // 求めていること
	ItemPhone     = "contact_phone"
	ItemMail      = "contact_mail"
	ItemSites     = "sites" // 事業所: no item of the form, but a part of the profile that changes
)

// Items returns the items of profiles of the kind, in the order of the form.
func Items(k ProfileKind) []*Item {
	var list []*Item
	for _, group := range [...][]Item{basicItems, companyItems, activityItems, runningItems, windowItems} {
		for i := range group {
			if group[i].Of(k) {
				list = append(list, &group[i])
			}
		}
	}
	return list
}

// ItemsOf returns the items of one step.
func ItemsOf(k ProfileKind, s Step) []*Item {
	return slices.DeleteFunc(Items(k), func(i *Item) bool { return i.Step != s })
}

// ItemNamed returns the item of that name.
func ItemNamed(k ProfileKind, name string) (*Item, bool) {
	for _, i := range Items(k) {
		if i.Name == name {
			return i, true
		}
	}
	return nil, false
}

// Steps returns the steps of the form of a kind.
func Steps(k ProfileKind) []Step {
	if k == CompanyProfile {
		return []Step{StepBasic, StepActivity, StepWindow}
	}
	return []Step{StepBasic, StepActivity, StepRunning, StepWindow}
}
