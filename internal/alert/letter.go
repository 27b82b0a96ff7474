package alert

import (
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/mail"
	"kyodo/internal/term"
)

func itoa(n int) string { return strconv.Itoa(n) }

// letter is the mail about what was found for a search: enough of each listing to act on, the most of
// them in one mail, and how to end it.
func letter(a *Alert, found []item, lang, base, stop string) mail.Letter {
	w := wordsIn(lang)
	l := mail.Letter{English: lang == "en", Action: w.Manage, Path: Path}
	l.Lines = append(l.Lines, w.Intro(a.Query.Describe(lang)), "")
	for i, it := range found {
		if i == maxInMail {
			l.Lines = append(l.Lines, w.More(len(found)-i), base+a.Query.ListPath(), "")
			break
		}
		l.Lines = append(l.Lines, itemLines(&it, i+1, lang, base)...)
		l.Lines = append(l.Lines, "")
	}
	l.Lines = append(l.Lines, w.StopHow, stop)
	return l
}

// itemLines are one listing in the mail.
func itemLines(it *item, n int, lang, base string) []string {
	w, l := wordsIn(lang), &it.Listing
	kind := w.Offer
	merit := l.MeritGroup
	if l.Direction == bank.Need {
		kind, merit = w.Need, l.MeritCompany
	}
	lines := []string{itoa(n) + ". " + l.Title, w.Kind + kind + w.Comma + l.Kind.Label().In(lang)}
	if it.name != "" {
		lines = append(lines, w.From+it.name)
	}
	lines = append(lines, w.Where+Place(l, lang))
	if left, counted := l.Remaining(); counted {
		lines = append(lines, w.Quantity+grouped(left)+l.Unit)
	}
	if p := period(l, lang); p != "" {
		lines = append(lines, w.Period+p)
	}
	if !l.Deadline.IsZero() {
		lines = append(lines, w.Deadline+date(l.Deadline, lang))
	}
	if merit != "" {
		lines = append(lines, w.Merit+oneLine(merit))
	}
	return append(lines, base+l.Path())
}

// Place says where a listing is and what it reaches.
func Place(l *bank.Listing, lang string) string {
	w := wordsIn(lang)
	var parts []string
	if name := named(l.City, lang); name != "" {
		parts = append(parts, name)
	}
	if l.Online {
		parts = append(parts, w.Online)
	}
	if len(l.Cities) == 0 {
		return strings.Join(append(parts, w.Whole), w.Comma)
	}
	for _, c := range l.Cities {
		if name := named(c, lang); name != "" && c != l.City {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, w.Comma)
}

func named(code, lang string) string {
	m, ok := codes.MunicipalityByCode(code)
	if !ok {
		return ""
	}
	if lang == "en" {
		return m.English
	}
	return m.Name
}

func period(l *bank.Listing, lang string) string {
	w := wordsIn(lang)
	switch {
	case l.Standing:
		return w.Standing
	case l.From.IsZero() && l.Until.IsZero():
		return ""
	}
	text := w.Span
	if !l.From.IsZero() {
		text = date(l.From, lang) + text
	}
	if !l.Until.IsZero() {
		text += date(l.Until, lang)
	}
	return text
}

func date(d term.Date, lang string) string {
	if lang == "en" {
		return d.English()
	}
	return d.Both()
}

// oneLine keeps what users wrote in one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// grouped writes a number with commas.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
