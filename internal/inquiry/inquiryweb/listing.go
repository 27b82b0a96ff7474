package inquiryweb

import (
	"slices"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// about is the listing beside what is written about it; owner "" leaves out whose it is.
func about(l *bank.Listing, owner string, lang web.Lang) part {
	pt := part{ID: "about", Title: wAbout.In(lang)}
	add := func(name ui.Word, value string, written bool) {
		if value != "" {
			pt.Facts = append(pt.Facts, fact{Term: name.In(lang), Value: value, JA: written})
		}
	}
	pt.Facts = append(pt.Facts, fact{Term: wListing.In(lang), Value: l.Title, JA: true, Href: l.Path()})
	add(wKind, kindLabel(l.Kind, lang), false)
	add(wOwner, owner, owner != wNameLater.In(lang))
	if left, counted := l.Remaining(); counted {
		add(wLeft, number(left)+l.Unit+wOf.In(lang)+number(l.Quantity)+l.Unit, true)
	}
	add(wPlace, place(l, lang), false)
	add(wPeriod, period(l, lang), false)
	add(wLastDay, date(l.Deadline, lang), false)
	add(wHandOver, choice(bank.HandOvers, l.HandOver, lang), false)
	add(wHandNote, l.HandNote, true)
	add(wCost, choice(bank.Costs, l.Cost, lang), false)
	add(wConditions, l.Conditions.Note, true)
	add(wMeritCompany, l.MeritCompany, true)
	add(wMeritGroup, l.MeritGroup, true)
	add(wReportWish, l.Report, true)
	return pt
}

// kindLabel is a kind with its main kind.
func kindLabel(k codes.Support, lang web.Lang) string {
	if k == codes.Undecided {
		return k.Label().In(string(lang))
	}
	return k.Main().Label().In(string(lang)) + wColon.In(lang) + k.Label().In(string(lang))
}

func choice(list []bank.Choice, value string, lang web.Lang) string {
	i := slices.IndexFunc(list, func(c bank.Choice) bool { return c.Value == value })
	if i < 0 {
		return ""
	}
	return list[i].Label.In(string(lang))
}

func place(l *bank.Listing, lang web.Lang) string {
	text := ""
	if m, ok := codes.MunicipalityByCode(l.City); ok {
		text = m.Label().In(string(lang))
	}
	if l.Online {
		if text != "" {
			text += wComma.In(lang)
		}
		text += wOnline.In(lang)
	}
	return text
}

func period(l *bank.Listing, lang web.Lang) string {
	if l.Standing {
		return wStanding.In(lang)
	}
	from, until := date(l.From, lang), date(l.Until, lang)
	if from == "" && until == "" {
		return ""
	}
	return from + wTo.In(lang) + until
}

// hidden says whether the name of the listing's owner is kept from the other side (社名は成立まで非公開).
func hidden(l *bank.Listing, agreed bool) bool { return l.Anonymous && !agreed }
