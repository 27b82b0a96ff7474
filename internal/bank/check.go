package bank

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/term"
)

// Says are the texts of refusals in the reader's language, by what is wrong.
type Says struct {
	Kind, TitleMissing, BodyMissing, Choice, Number, Amount, Day, City, Field, UnitMissing, QuantityMissing     string
	AreaMissing, PeriodMissing, PeriodOrder, DeadlineOrder, LotteryDeadline, Over, RenewUntil, AdvertiseMissing string
	MeritMissing, BeneficiaryMissing, LeastMost, PersonalNumber                                                 string
	ReasonMissing, CodeMissing, NoOrganization                                                                  string
	Missing, DeciderMissing                                                                                     string
	Long                                                                                                        func(limit int) string
	Many                                                                                                        func(limit int) string
	TakenAlready                                                                                                func(n int64) string
}

// Limits of a listing, in characters.
const (
	MaxTitle  = 40
	MaxBody   = 2000
	MaxMerit  = 300
	MaxNote   = 300
	MaxFields = 5
	maxAmount = 1_000_000_000_000
)

// The values of the forms' choices.
var (
	Costs     = []Choice{choice("free", "無償", "Free"), choice("actual", "実費のみ", "Expenses only"), choice("partial", "一部負担", "Part of the cost")}
	HandOvers = []Choice{choice("collect", "引き取りに来てもらう", "To be collected"), choice("deliver", "届ける", "Delivered"), choice("onsite", "現地で行う", "On the spot"),
		choice("online", "オンライン", "Online"), choice("transfer", "振込", "By bank transfer"), choice("talk", "相談して決める", "To be agreed")}
)

// clean brings what was typed into the form in which it is stored.
func (c *Content) clean() {
	for _, p := range []*string{&c.Title, &c.Unit, &c.Times, &c.CostNote, &c.HandNote} {
		*p = strings.Join(strings.Fields(ja.Clean(*p)), " ")
	}
	for _, p := range []*string{&c.Body, &c.Safety, &c.MeritCompany, &c.MeritGroup, &c.Report, &c.Beneficiaries, &c.Conditions.Note} {
		*p = strings.TrimSpace(ja.Clean(*p))
	}
	for name, v := range c.Detail {
		if v = strings.TrimSpace(ja.Clean(v)); v == "" {
			delete(c.Detail, name)
		} else {
			c.Detail[name] = v
		}
	}
	slices.Sort(c.Cities)
	c.Cities = slices.Compact(c.Cities)
}

// defaults fill in what the kind suggests where the owner said nothing.
func (l *Listing) defaults() {
	c := &l.Content
	if c.Unit == "" {
		c.Unit = c.Kind.Unit()
	}
	if c.Audience == "" {
		c.Audience = Everybody
		if m := c.Kind.Main(); m == codes.MainMoney || m == codes.MainGoods {
			c.Audience = Registered
		}
	}
	if c.Choosing == "" {
		c.Choosing = ByTalk
		if l.Direction == Need {
			c.Choosing = FirstCome
		}
	}
	if c.MeritCompany == "" && c.MeritGroup == "" {
		m := MeritsOf(c.Kind)
		c.MeritCompany, c.MeritGroup, c.MeritBy = m.Company.Ja, m.Group.Ja, "template"
	}
	if c.MeritBy == "" {
		c.MeritBy = "owner"
	}
	if c.Cost == "" {
		c.Cost = "free"
	}
	if c.HandOver == "" {
		c.HandOver = "talk"
	}
	if c.Detail == nil {
		c.Detail = map[string]string{}
	}
}

// check says what is wrong with a listing: of a draft only what is there, of a whole one also what
// is missing.
func (l *Listing) check(today term.Date, whole bool, w *Says) error {
	c := &l.Content
	var f fault.Fields
	say := func(wrong bool, name, text string) {
		if wrong && !slices.ContainsFunc(f, func(x fault.Field) bool { return x.Name == name }) {
			f = append(f, fault.Field{Name: name, Says: text})
		}
	}
	need := func(lacks bool, name, text string) { say(whole && lacks, name, text) }
	long := func(text, name string, limit int) { say(utf8.RuneCountInString(text) > limit, name, w.Long(limit)) }

	say(!l.Direction.Valid() || !c.Kind.Valid(), "kind", w.Kind)
	need(c.Title == "", "title", w.TitleMissing)
	long(c.Title, "title", MaxTitle)
	need(c.Body == "" && c.Kind != codes.Undecided, "body", w.BodyMissing)
	long(c.Body, "body", MaxBody)
	c.checkDetail(whole, say, w)

	say(c.Quantity < 0 || c.Quantity > maxAmount, "quantity", w.Number)
	say(c.Least < 0 || c.Most < 0 || c.Most > 0 && c.Least > c.Most || c.Quantity > 0 && (c.Least > c.Quantity || c.Most > c.Quantity), "most", w.LeastMost)
	need(c.Quantity == 0 && !c.Standing && l.counted(), "quantity", w.QuantityMissing)
	need(c.Quantity > 0 && c.Unit == "", "unit", w.UnitMissing)
	long(c.Unit, "unit", 10)

	for _, code := range append([]string{c.City}, c.Cities...) {
		_, known := codes.MunicipalityAt(code, today)
		say(code != "" && !known, "city", w.City)
	}
	need(c.City == "" && !c.Online, "city", w.AreaMissing)
	say(len(c.Fields) > MaxFields, "fields", w.Many(MaxFields))
	for _, slug := range c.Fields {
		_, known := codes.FieldBySlug(slug)
		say(!known, "fields", w.Field)
	}

	need(!c.Standing && c.From.IsZero() && c.Until.IsZero(), "until", w.PeriodMissing)
	say(!c.Until.IsZero() && !c.From.IsZero() && c.Until.Before(c.From), "until", w.PeriodOrder)
	need(!c.Standing && !c.Until.IsZero() && c.Until.Before(today), "until", w.Over)
	say(!c.Deadline.IsZero() && !c.Until.IsZero() && !c.Standing && c.Deadline.After(c.Until), "deadline", w.DeadlineOrder)
	need(c.Choosing == ByLottery && c.Deadline.IsZero(), "deadline", w.Missing) // it is drawn when that is over
	need(c.Choosing == ByLottery && !l.LastDay().IsZero() && !c.Deadline.Before(l.LastDay()), "deadline", w.LotteryDeadline)
	need(!l.Published() && !c.Deadline.IsZero() && c.Deadline.Before(today), "deadline", w.Over)
	need(l.LastDay().IsZero() && !c.Standing, "advertise_until", w.AdvertiseMissing)
	need(!c.AdvertiseUntil.IsZero() && c.AdvertiseUntil.Before(today), "advertise_until", w.Over)

	one := func(value string, of []Choice, name string) {
		say(value != "" && !slices.ContainsFunc(of, func(o Choice) bool { return o.Value == value }), name, w.Choice)
	}
	one(c.Cost, Costs, "cost")
	one(c.HandOver, HandOvers, "handover")
	for name, text := range map[string]string{"cost_note": c.CostNote, "handover_note": c.HandNote, "safety": c.Safety, "report": c.Report, "conditions": c.Conditions.Note, "times": c.Times} {
		long(text, name, MaxNote)
	}

	// メリットの提示 (plan, 留意点 2): nothing is published without a text for each side.
	need(c.MeritCompany == "", "merit_company", w.MeritMissing)
	need(c.MeritGroup == "", "merit_group", w.MeritMissing)
	long(c.MeritCompany, "merit_company", MaxMerit)
	long(c.MeritGroup, "merit_group", MaxMerit)
	need(l.Direction == Need && c.Beneficiaries == "", "beneficiaries", w.BeneficiaryMissing)
	long(c.Beneficiaries, "beneficiaries", MaxNote)
	say(c.BeneficiaryCount < 0 || c.BeneficiaryCount > 10_000_000, "beneficiary_count", w.Number)
	say(!slices.Contains([]Audience{"", Everybody, Registered, CenterOnly}, c.Audience), "audience", w.Choice)
	say(!slices.Contains([]Choosing{"", FirstCome, ByCenter, BySelection, ByTalk, ByLottery}, c.Choosing), "choosing", w.Choice)
	if len(f) > 0 {
		return f
	}
	return nil
}

// counted says whether the kind has a quantity at all.
func (l *Listing) counted() bool { return l.Kind.Unit() != "" && l.Kind.Main() != codes.MainTrust }

// checkDetail checks the kind's own fields, and drops those of another kind.
func (c *Content) checkDetail(whole bool, say func(bool, string, string), w *Says) {
	known := map[string]bool{}
	for _, d := range Details(c.Kind) {
		known[d.Name] = true
		v, name := c.Detail[d.Name], DetailField(d.Name)
		if v == "" {
			say(whole && d.Needed, name, w.Missing)
			continue
		}
		switch d.Form {
		case Count, Yen, Percent:
			n, err := strconv.ParseInt(ja.Digits(v), 10, 64)
			limit := int64(maxAmount)
			switch {
			case d.Form == Percent:
				limit = 1000
			case d.Form == Count && d.Max > 0:
				limit = int64(d.Max)
			case d.Form == Count:
				limit = 1_000_000
			}
			say(err != nil || n < 0 || n > limit, name, w.Number)
			if err == nil {
				c.Detail[d.Name] = strconv.FormatInt(n, 10)
			}
		case Day:
			day, err := term.Parse(v)
			say(err != nil, name, w.Day)
			if err == nil {
				c.Detail[d.Name] = day.String()
			}
		case OneOf, SomeOf:
			chosen := strings.Fields(v)
			say(d.Form == OneOf && len(chosen) > 1, name, w.Choice)
			say(d.Form == SomeOf && len(chosen) > d.Limit, name, w.Many(d.Limit))
			for _, x := range chosen {
				say(!slices.ContainsFunc(d.Choices, func(o Choice) bool { return o.Value == x }), name, w.Choice)
			}
		case Yes:
			c.Detail[d.Name] = "yes"
		default:
			say(utf8.RuneCountInString(v) > d.Limit, name, w.Long(d.Limit))
		}
	}
	for name := range c.Detail {
		if !known[name] {
			delete(c.Detail, name)
		}
	}
}

// DetailField is the name of a form's field for a detail.
func DetailField(name string) string { return "d-" + name }
