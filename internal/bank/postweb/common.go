package postweb

import (
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// control makes the input of a field of words.
func control(kind string, label, hint ui.Word, max int, required bool) func(*subject) input {
	return func(x *subject) input {
		in := input{Kind: kind, Control: ui.Control{Label: label.In(x.lang), Hint: hint.In(x.lang), MaxLength: max, Required: required}}
		if kind == "area" {
			in.Rows = 4
		}
		return in
	}
}

// sized makes the input of a number or a day.
func sized(label, hint ui.Word, size, mode, example string, required bool) func(*subject) input {
	return func(x *subject) input {
		return input{Control: ui.Control{Label: label.In(x.lang), Hint: hint.In(x.lang), Size: size, InputMode: mode, Example: example, Required: required}}
	}
}

func aDay(label, hint ui.Word, required bool) func(*subject) input {
	return func(x *subject) input {
		return input{Control: ui.Control{Label: label.In(x.lang), Hint: hint.In(x.lang), Size: "m", Example: wDayExample.In(x.lang), Required: required}}
	}
}

// one makes the radios of a choice.
func one(label, hint ui.Word, options func(web.Lang) []ui.Option) func(*subject) input {
	return func(x *subject) input {
		return input{Kind: "radios", Control: ui.Control{Label: label.In(x.lang), Hint: hint.In(x.lang)}, Options: options(x.lang)}
	}
}

// short lets the short form have a field too.
func short(f field) field { f.quick = true; return f }

// only limits a field to a direction.
func only(d bank.Direction, f field) field { f.of = d; return f }

// where limits a field to some listings.
func where(when func(*subject) bool, f field) field { f.when = when; return f }

// code is what stands in a field of a code, such as a municipality.
func code[T ~string](at func(*bank.Content) *T) func(*bank.Content) []string {
	return func(c *bank.Content) []string { return []string{string(*at(c))} }
}

func readCode[T ~string](at func(*bank.Content) *T) func([]string, *bank.Content, *bank.Says) string {
	return func(typed []string, c *bank.Content, _ *bank.Says) string { *at(c) = T(first(typed)); return "" }
}

func coded[T ~string](name string, s step, at func(*bank.Content) *T, input func(*subject) input) field {
	return field{name: name, step: s, input: input, value: code(at), read: readCode(at)}
}

// amountInput asks how much: of money the sum in yen.
func amountInput(x *subject) input {
	label, hint := wQuantity, wQuantityHint
	switch {
	case x.l.Kind.Unit() == "円":
		label = wSum
	case x.l.Direction == bank.Need:
		label, hint = wQuantityNeed, wQuantityNeedHint
	}
	return input{Control: ui.Control{Label: label.In(x.lang), Hint: hint.In(x.lang), Size: "s", InputMode: "numeric"}}
}

func cityInput(x *subject) input {
	label := wCityOffer
	if x.l.Direction == bank.Need {
		label = wCityNeed
	}
	in := input{Kind: "select", Control: ui.Control{Label: label.In(x.lang), Hint: wCityHint.In(x.lang), Size: "m"}}
	in.Options = cities(x)
	return in
}

func cities(x *subject) (options []ui.Option) {
	for _, m := range codes.Municipalities(x.today) {
		options = append(options, ui.Option{Value: m.Code, Label: m.Label().In(string(x.lang))})
	}
	return options
}

func fieldChoices(x *subject) (options []ui.Option) {
	for _, f := range codes.Fields(x.today) {
		options = append(options, ui.Option{Value: f.Slug, Label: f.Label.In(string(x.lang))})
	}
	return options
}

func sitesInput(x *subject) input {
	in := input{Kind: "select", Control: ui.Control{Label: wSite.In(x.lang), Hint: wSiteHint.In(x.lang), Size: "m"}}
	for _, s := range x.sites {
		in.Options = append(in.Options, ui.Option{Value: s.ID, Label: s.Name, Lang: ui.JA})
	}
	return in
}

// legalForms are the kinds of bodies that an owner may ask for.
var legalForms = []codes.Kind{codes.NPO, codes.Group, codes.GeneralAssociation, codes.PublicAssociation, codes.Welfare, codes.School, codes.Neighborhood, codes.Company}

var condLegal = field{name: "legal", step: stepTerms,
	input: func(x *subject) input {
		in := input{Kind: "boxes", Control: ui.Control{Label: wLegal.In(x.lang), Hint: wLegalHint.In(x.lang)}}
		for _, k := range legalForms {
			in.Options = append(in.Options, ui.Option{Value: string(k), Label: k.Label().In(string(x.lang))})
		}
		return in
	},
	value: func(c *bank.Content) (list []string) {
		for _, k := range c.Conditions.Legal {
			list = append(list, string(k))
		}
		return list
	},
	read: func(typed []string, c *bank.Content, w *bank.Says) string {
		c.Conditions.Legal = nil
		for _, v := range typed {
			if !codes.Kind(v).Valid() {
				return w.Choice
			}
			c.Conditions.Legal = append(c.Conditions.Legal, codes.Kind(v))
		}
		return ""
	}}

var condLevel = field{name: "level", step: stepTerms,
	input: func(x *subject) input {
		in := input{Kind: "select", Control: ui.Control{Label: wLevel.In(x.lang), Hint: wLevelHint.In(x.lang), Size: "m"}}
		for n := 1; n <= 3; n++ {
			in.Options = append(in.Options, ui.Option{Value: strconv.Itoa(n), Label: wLevelN.In(x.lang) + strconv.Itoa(n)})
		}
		return in
	},
	value: func(c *bank.Content) []string {
		if c.Conditions.Level == 0 {
			return nil
		}
		return []string{strconv.Itoa(c.Conditions.Level)}
	},
	read: func(typed []string, c *bank.Content, w *bank.Says) string {
		n, ok := count(first(typed))
		if !ok || n > 3 {
			return w.Choice
		}
		c.Conditions.Level = int(n)
		return ""
	}}

// common are the fields that every kind has, in the order of the form.
var common = []field{
	short(text("title", stepWhat, func(c *bank.Content) *string { return &c.Title }, control("", wTitle, wTitleHint, bank.MaxTitle, true))),
	short(text("body", stepWhat, func(c *bank.Content) *string { return &c.Body }, control("area", wBody, wBodyHint, bank.MaxBody, true))),
	only(bank.Need, text("beneficiaries", stepWhat, func(c *bank.Content) *string { return &c.Beneficiaries }, control("", wWho, wWhoHint, bank.MaxNote, true))),
	only(bank.Need, number("beneficiary_count", stepWhat, func(c *bank.Content) *int64 { return &c.BeneficiaryCount }, sized(wHowMany, wHowManyHint, "s", "numeric", "", false))),
	many("fields", stepWhat, func(c *bank.Content) *[]string { return &c.Fields }, func(x *subject) input {
		return input{Kind: "boxes", Control: ui.Control{Label: wFields.In(x.lang), Hint: wFieldsHint.In(x.lang)}, Options: fieldChoices(x)}
	}),

	short(where(counted, number("quantity", stepAmount, func(c *bank.Content) *int64 { return &c.Quantity }, amountInput))),
	short(where(counted, text("unit", stepAmount, func(c *bank.Content) *string { return &c.Unit }, sized(wUnit, wUnitHint, "s", "", "", false)))),
	where(counted, number("least", stepAmount, func(c *bank.Content) *int64 { return &c.Least }, sized(wLeast, wLeastHint, "s", "numeric", "", false))),
	where(counted, number("most", stepAmount, func(c *bank.Content) *int64 { return &c.Most }, sized(wMost, wMostHint, "s", "numeric", "", false))),

	short(coded("city", stepWhere, func(c *bank.Content) *string { return &c.City }, cityInput)),
	where(func(x *subject) bool { return len(x.sites) > 0 }, coded("site", stepWhere, func(c *bank.Content) *string { return &c.Site }, sitesInput)),
	short(tick("online", stepWhere, func(c *bank.Content) *bool { return &c.Online }, wOnline, wOnlineBox, wNothing)),
	many("cities", stepWhere, func(c *bank.Content) *[]string { return &c.Cities }, func(x *subject) input {
		return input{Kind: "boxes", Control: ui.Control{Label: wReach.In(x.lang), Hint: wReachHint.In(x.lang)}, Options: cities(x)}
	}),

	short(tick("standing", stepWhen, func(c *bank.Content) *bool { return &c.Standing }, wStanding, wStandingBox, wStandingHint)),
	day("from", stepWhen, func(c *bank.Content) *term.Date { return &c.From }, aDay(wFrom, wFromHint, false)),
	short(day("until", stepWhen, func(c *bank.Content) *term.Date { return &c.Until }, aDay(wUntil, wUntilHint, false))),
	day("deadline", stepWhen, func(c *bank.Content) *term.Date { return &c.Deadline }, aDay(wDeadline, wDeadlineHint, false)),
	short(day("advertise_until", stepWhen, func(c *bank.Content) *term.Date { return &c.AdvertiseUntil }, aDay(wAdvertise, wAdvertiseHint, false))),
	text("times", stepWhen, func(c *bank.Content) *string { return &c.Times }, control("", wTimes, wTimesHint, bank.MaxNote, false)),

	condLegal,
	tick("published", stepTerms, func(c *bank.Content) *bool { return &c.Conditions.Published }, wProfile, wProfileBox, wNothing),
	tick("certified", stepTerms, func(c *bank.Content) *bool { return &c.Conditions.Certified }, wCertified, wCertifiedBox, wNothing),
	condLevel,
	text("conditions", stepTerms, func(c *bank.Content) *string { return &c.Conditions.Note }, control("area", wConditions, wConditionsHint, bank.MaxNote, false)),
	coded("cost", stepTerms, func(c *bank.Content) *string { return &c.Cost }, one(wCost, wNothing, func(l web.Lang) []ui.Option { return chosen(bank.Costs, l) })),
	text("cost_note", stepTerms, func(c *bank.Content) *string { return &c.CostNote }, control("", wCostNote, wCostNoteHint, bank.MaxNote, false)),
	coded("handover", stepTerms, func(c *bank.Content) *string { return &c.HandOver }, one(wHandOver, wNothing, func(l web.Lang) []ui.Option { return chosen(bank.HandOvers, l) })),
	text("handover_note", stepTerms, func(c *bank.Content) *string { return &c.HandNote }, control("", wHandNote, wHandNoteHint, bank.MaxNote, false)),
	text("safety", stepTerms, func(c *bank.Content) *string { return &c.Safety }, control("area", wSafety, wSafetyHint, bank.MaxNote, false)),
	coded("choosing", stepTerms, func(c *bank.Content) *bank.Choosing { return &c.Choosing }, one(wChoosing, wChoosingHint, func(l web.Lang) []ui.Option { return options(choosings, l) })),

	short(text("merit_company", stepMerit, func(c *bank.Content) *string { return &c.MeritCompany }, control("area", wMeritCompany, wMeritCompanyHint, bank.MaxMerit, true))),
	short(text("merit_group", stepMerit, func(c *bank.Content) *string { return &c.MeritGroup }, control("area", wMeritGroup, wMeritGroupHint, bank.MaxMerit, true))),
	text("report", stepMerit, func(c *bank.Content) *string { return &c.Report }, control("area", wReport, wReportHint, bank.MaxNote, false)),
	tick("photo_allowed", stepMerit, func(c *bank.Content) *bool { return &c.PhotoAllowed }, wPhotoAllowed, wPhotoAllowedBox, wNothing),
	tick("name_allowed", stepMerit, func(c *bank.Content) *bool { return &c.NameAllowed }, wNameAllowed, wNameAllowedBox, wNothing),

	coded("audience", stepShow, func(c *bank.Content) *bank.Audience { return &c.Audience }, one(wAudience, wAudienceHint, func(l web.Lang) []ui.Option { return options(audiences, l) })),
	tick("anonymous", stepShow, func(c *bank.Content) *bool { return &c.Anonymous }, wAnonymous, wAnonymousBox, wAnonymousHint),
	tick("disaster", stepShow, func(c *bank.Content) *bool { return &c.Disaster }, wDisaster, wDisasterBox, wDisasterHint),
}

// counted says whether the kind has an amount.
func counted(x *subject) bool { return x.l.Kind.Unit() != "" }
