package postweb

import (
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// preview draws a listing as those read it who may; change adds the way to each step.
func preview(x *subject, change bool) (parts []part) {
	for _, s := range steps {
		facts := factsOf(x, s)
		if len(facts) == 0 {
			continue
		}
		pt := part{ID: "p-" + string(s), Title: stepWords[s].In(x.lang), Facts: facts}
		if change {
			pt.Links = []ui.Link{{Href: editPath(x.l, s), Label: wChangeStep.In(x.lang) + stepWords[s].In(x.lang)}}
		}
		parts = append(parts, pt)
	}
	return parts
}

// factsOf are the facts of a step that say something.
func factsOf(x *subject, s step) (facts []fact) {
	l, lang := x.l, x.lang
	put := func(term ui.Word, value string, written bool) {
		if value != "" {
			facts = append(facts, fact{Term: term.In(lang), Value: value, JA: written})
		}
	}
	yes := func(term, is ui.Word, so bool) {
		if so {
			put(term, is.In(lang), false)
		}
	}
	switch s {
	case stepWhat:
		put(wDirection, directionWords[l.Direction].In(lang), false)
		put(wKindLabel, kindLabel(l.Kind, lang), false)
		put(wTitle, l.Title, true)
		put(wBody, l.Body, true)
		for _, d := range bank.Details(l.Kind) {
			if text, written := detailText(d, l.Detail[d.Name], lang); text != "" {
				facts = append(facts, fact{Term: d.Label.In(string(lang)), Value: text, JA: written})
			}
		}
		put(wWho, l.Beneficiaries, true)
		if l.BeneficiaryCount > 0 {
			put(wHowMany, number10(l.BeneficiaryCount), false)
		}
		put(wFields, joined(l.Fields, lang, func(v string) codes.Label { f, _ := codes.FieldBySlug(v); return f.Label }), false)
	case stepAmount:
		put(wQuantity, amount(l, lang), true)
		if l.Least > 0 {
			put(wLeast, number10(l.Least)+l.Unit, true)
		}
		if l.Most > 0 {
			put(wMost, number10(l.Most)+l.Unit, true)
		}
	case stepWhere:
		put(wPlace, place(x), false)
		for _, site := range x.sites {
			if site.ID == l.Site {
				put(wSite, site.Name, true)
			}
		}
		put(wReach, joined(l.Cities, lang, cityLabel), false)
	case stepWhen:
		put(wPeriod, period(l, lang), false)
		put(wTimes, l.Times, true)
		put(wDeadline, date(l.Deadline, lang), false)
		put(wAdvertise, date(l.AdvertiseUntil, lang), false)
	case stepTerms:
		kinds := make([]string, len(l.Conditions.Legal))
		for i, k := range l.Conditions.Legal {
			kinds[i] = string(k)
		}
		put(wLegal, joined(kinds, lang, func(v string) codes.Label { return codes.Kind(v).Label() }), false)
		yes(wProfile, wProfileBox, l.Conditions.Published)
		yes(wCertified, wCertifiedBox, l.Conditions.Certified)
		if l.Conditions.Level > 0 {
			put(wLevel, wLevelN.In(lang)+strconv.Itoa(l.Conditions.Level), false)
		}
		put(wConditions, l.Conditions.Note, true)
		put(wCost, choiceOf(bank.Costs, l.Cost, lang), false)
		put(wCostNote, l.CostNote, true)
		put(wHandOver, choiceOf(bank.HandOvers, l.HandOver, lang), false)
		put(wHandNote, l.HandNote, true)
		put(wSafety, l.Safety, true)
		put(wChoosing, labelOf(choosings, string(l.Choosing), lang), false)
	case stepMerit:
		put(wMeritCompany, l.MeritCompany, true)
		put(wMeritGroup, l.MeritGroup, true)
		put(wReport, l.Report, true)
		yes(wPhotoAllowed, wPhotoAllowedBox, l.PhotoAllowed)
		yes(wNameAllowed, wNameAllowedBox, l.NameAllowed)
	case stepShow:
		put(wAudience, labelOf(audiences, string(l.Audience), lang), false)
		yes(wAnonymous, wAnonymousBox, l.Anonymous)
		yes(wDisaster, wDisasterBox, l.Disaster)
	}
	return facts
}

// detailText writes a value of the kind's own fields; written says that somebody typed it.
func detailText(d bank.Detail, v string, l web.Lang) (text string, written bool) {
	if v == "" {
		return "", false
	}
	unit := d.Unit.In(string(l))
	switch d.Form {
	case bank.OneOf, bank.SomeOf:
		var list []string
		for _, x := range strings.Fields(v) {
			list = append(list, choiceOf(d.Choices, x, l))
		}
		return strings.Join(list, wComma.In(l)), false
	case bank.Count, bank.Yen, bank.Percent:
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return v, true
		}
		if d.Form == bank.Percent {
			unit = "%"
		} else if l == web.EN && unit != "" {
			unit = " " + unit
		}
		return number10(n) + unit, false
	case bank.Day:
		return dayText(v, l), false
	case bank.Yes:
		return wYes.In(l), false
	}
	return v, true
}

func number10(n int64) string { return ui.Number(int(n)) }

// amount is the quantity with its unit, and how much of it is left.
func amount(l *bank.Listing, lang web.Lang) string {
	left, is := l.Remaining()
	if !is {
		return ""
	}
	text := number10(l.Quantity) + l.Unit
	if l.Taken > 0 {
		text += wOpen.In(lang) + wLeft.In(lang) + number10(left) + l.Unit + wClose.In(lang)
	}
	return text
}

func cityLabel(code string) codes.Label {
	m, _ := codes.MunicipalityByCode(code)
	return m.Label()
}

// place is where a listing is.
func place(x *subject) string {
	text := ""
	if x.l.City != "" {
		text = cityLabel(x.l.City).In(string(x.lang))
	}
	if x.l.Online {
		if text != "" {
			text += wComma.In(x.lang)
		}
		text += wOnlineBox.In(x.lang)
	}
	return text
}

// period is when something is given or needed.
func period(l *bank.Listing, lang web.Lang) string {
	var list []string
	if l.Standing {
		list = append(list, wStanding.In(lang))
	}
	switch {
	case !l.From.IsZero() && !l.Until.IsZero():
		list = append(list, date(l.From, lang)+wTo.In(lang)+date(l.Until, lang))
	case !l.From.IsZero():
		list = append(list, wFrom.In(lang)+wColon.In(lang)+date(l.From, lang))
	case !l.Until.IsZero():
		list = append(list, wUntil.In(lang)+wColon.In(lang)+date(l.Until, lang))
	}
	return strings.Join(list, wComma.In(lang))
}

func joined(values []string, l web.Lang, label func(string) codes.Label) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = label(v).In(string(l))
	}
	return strings.Join(list, wComma.In(l))
}

// dayText writes a day that is stored as text.
func dayText(v string, l web.Lang) string {
	d, err := term.ParseISO(v)
	if err != nil {
		return v
	}
	return date(d, l)
}
