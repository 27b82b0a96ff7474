package bankweb

import (
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// builder turns a listing into the facts of its page in one language.
type builder struct {
	t     *labels
	w     *words
	l     *bank.Listing
	today term.Date
	lang  web.Lang
}

func (b *builder) label(l codes.Label) string { return l.In(string(b.lang)) }

// foreign says whether what the owner wrote is in another language than the page.
func (b *builder) foreign() bool { return b.lang != web.JA }

// notice says how things are where the listing is not simply open.
func (b *builder) notice() *noticeView {
	w, l := b.w, b.l
	next := listPath(l.Direction)
	switch {
	case !l.Published():
		return &noticeView{ui.Info, w.DraftTitle, w.DraftText, ""}
	case l.State == bank.Paused:
		return &noticeView{ui.Warn, w.PausedTitle, w.PausedText, next}
	case l.State == bank.Expired:
		return &noticeView{ui.Warn, w.ExpiredTitle, w.ExpiredText, next}
	case l.State == bank.Withdrawn:
		return &noticeView{ui.Bad, w.WithdrawnTitle, w.WithdrawnText, next}
	case l.State == bank.Done:
		return &noticeView{ui.Good, w.DoneTitle, w.DoneText, next}
	case l.State != bank.Open:
		return &noticeView{ui.Info, w.AgainTitle, w.AgainText, next}
	case !l.Asking(b.today):
		return &noticeView{ui.Warn, w.OverTitle, w.OverText, next}
	case l.Status() == bank.IsTaken:
		return &noticeView{ui.Info, w.TakenTitle, w.TakenText, ""}
	}
	return nil
}

// tone is how a status looks.
func tone(s bank.Status) ui.Tone {
	switch s {
	case bank.IsOpen:
		return ui.Good
	case bank.IsPartly:
		return ui.Info
	case bank.IsClosed:
		return ui.Bad
	}
	return ui.Warn
}

// tags are the labels below the title.
func (b *builder) tags() (list []tagView) {
	w, l := b.w, b.l
	list = append(list, tagView{ui.Plain, w.direction(l.Direction)})
	status := tagView{tone(l.Status()), w.status(l.Status())}
	switch {
	case !l.Published() || l.State == bank.Checking:
		status = tagView{ui.Info, w.Draft}
	case l.State == bank.Withdrawn:
		status.Text = w.Withdrawn
	}
	list = append(list, status)
	kind := b.label(l.Kind.Label())
	if main := b.label(l.Kind.Main().Label()); main != kind {
		kind = main + w.Colon + kind
	}
	list = append(list, tagView{ui.Plain, kind})
	for _, f := range []struct {
		on   bool
		text string
	}{{l.Standing, w.Standing}, {l.Online, w.Online}, {l.Disaster, w.Disaster}, {l.Anonymous, w.Anonymous},
		{l.Audience != bank.Everybody, w.audience(l.Audience)}} {
		if f.on {
			list = append(list, tagView{ui.Plain, f.text})
		}
	}
	return list
}

// glance are the four things that one looks for first.
func (b *builder) glance() (list []fact) {
	w, l := b.w, b.l
	if n, counted := l.Remaining(); counted {
		left := amount(n, l.Unit)
		if n != l.Quantity {
			left = w.Of(left, amount(l.Quantity, l.Unit))
		}
		list = append(list, fact{Term: w.RemainingLabel, Text: left, JA: b.foreign()})
	}
	list = append(list, fact{Term: w.PlaceLabel, Text: b.place()})
	list = append(list, fact{Term: w.PeriodLabel, Text: b.period()})
	f := fact{Term: w.DeadlineLabel, Text: w.NoEnd}
	if last := l.Deadline; !last.IsZero() {
		f.Text = date(b.lang, last)
		if l.State == bank.Open && !b.today.After(last) {
			f.Note = b.closing(last)
		}
	}
	return append(list, f)
}

// closing says how many days are left.
func (b *builder) closing(last term.Date) string {
	n := b.today.DaysUntil(last)
	if n <= 0 {
		return b.w.ClosingToday
	}
	return b.w.DaysLeft(n)
}

// place is the municipality, and whether it can be done without going there.
func (b *builder) place() string {
	var parts []string
	if b.l.City != "" {
		parts = append(parts, b.t.text(byCity, b.l.City))
	}
	if b.l.Online {
		parts = append(parts, b.w.Online)
	}
	return strings.Join(parts, b.w.Comma)
}

// reach names the municipalities that a listing reaches.
func (b *builder) reach() string {
	if len(b.l.Cities) == 0 {
		return b.w.WholePrefecture
	}
	names := make([]string, len(b.l.Cities))
	for i, c := range b.l.Cities {
		names[i] = b.t.text(byCity, c)
	}
	return strings.Join(names, b.w.Comma)
}

// period says from when until when.
func (b *builder) period() string {
	w, l := b.w, b.l
	from, until := date(b.lang, l.From), date(b.lang, l.Until)
	s := ""
	switch {
	case from != "" && until != "":
		s = w.Between(from, until)
	case from != "":
		s = w.From(from)
	case until != "":
		s = w.Until(until)
	}
	if !l.Standing {
		return s
	}
	if s == "" {
		return w.Standing
	}
	return w.Standing + w.OpenBracket + s + w.CloseBracket
}

// amount writes a quantity with its unit, as its owner wrote it.
func amount(n int64, unit string) string { return ui.Number(int(n)) + unit }

// details are the kind's own fields.
func (b *builder) details() (list []fact) {
	l := b.l
	if l.Direction == bank.Need {
		if l.Beneficiaries != "" {
			list = append(list, fact{Term: b.w.BeneficiaryLabel, Text: l.Beneficiaries, JA: b.foreign()})
		}
		if n := l.BeneficiaryCount; n > 0 {
			if len(list) > 0 {
				list[0].Note = b.w.People(ui.Number(int(n)))
			} else {
				list = append(list, fact{Term: b.w.BeneficiaryLabel, Text: b.w.People(ui.Number(int(n)))})
			}
		}
	}
	for _, d := range bank.Details(l.Kind) {
		v := l.Detail[d.Name]
		if v == "" || !d.Public() {
			continue
		}
		f := fact{Term: b.label(d.Label)}
		f.Text, f.JA = b.value(&d, v)
		list = append(list, f)
	}
	return list
}

// value writes a detail; ja says that it stays Japanese.
func (b *builder) value(d *bank.Detail, v string) (text string, ja bool) {
	n, err := strconv.Atoi(v)
	switch d.Form {
	case bank.Count, bank.Yen:
		if err == nil {
			if b.foreign() {
				return strings.TrimSpace(ui.Number(n) + " " + b.label(d.Unit)), false
			}
			return ui.Number(n) + d.Unit.Ja, false
		}
	case bank.Percent:
		return v + "%", false
	case bank.Day:
		if day, err := term.ParseISO(v); err == nil {
			return date(b.lang, day), false
		}
	case bank.OneOf, bank.SomeOf:
		var names []string
		for _, x := range strings.Fields(v) {
			for _, c := range d.Choices {
				if c.Value == x {
					names = append(names, b.label(c.Label))
				}
			}
		}
		return strings.Join(names, b.w.Comma), false
	case bank.Yes:
		return b.w.Yes, false
	}
	return v, b.foreign()
}

// choice names a value of a form's choices.
func (b *builder) choice(of []bank.Choice, value string) string {
	for _, c := range of {
		if c.Value == value {
			return b.label(c.Label)
		}
	}
	return value
}

// terms are how it is asked for, given and reported.
func (b *builder) terms() (list []fact) {
	w, l := b.w, b.l
	add := func(term, text string, ja bool) {
		if text != "" {
			list = append(list, fact{Term: term, Text: text, JA: ja && b.foreign()})
		}
	}
	noted := func(term, text, note string) {
		if text != "" {
			list = append(list, fact{Term: term, Text: text, Note: note})
		}
	}
	if l.Quantity > 0 && (l.Least > 0 || l.Most > 0) {
		least, most := "", ""
		if l.Least > 0 {
			least = amount(l.Least, l.Unit)
		}
		if l.Most > 0 {
			most = amount(l.Most, l.Unit)
		}
		add(w.EachLabel, w.AtLeastMost(least, most), true)
	}
	add(w.TimesLabel, l.Times, true)
	add(w.ReachLabel, b.reach(), false)
	noted(w.CostLabel, b.choice(bank.Costs, l.Cost), l.CostNote)
	noted(w.HandOverLabel, b.choice(bank.HandOvers, l.HandOver), l.HandNote)
	add(w.SafetyLabel, l.Safety, true)
	conditions := fact{Term: w.ConditionsLabel, Note: l.Conditions.Note, List: b.conditions()}
	list = append(list, conditions)
	name, text := w.choosing(l.Choosing)
	noted(w.ChoosingLabel, name, "")
	list[len(list)-1].Note = text
	add(w.ReportLabel, l.Report, true)
	var allowed []string
	if l.PhotoAllowed {
		allowed = append(allowed, w.PhotoAllowed)
	}
	if l.NameAllowed && !l.Anonymous {
		allowed = append(allowed, w.NameAllowed)
	}
	if len(allowed) > 0 {
		list = append(list, fact{Term: w.ShareTitle, List: allowed})
	}
	if len(l.Fields) > 0 {
		names := make([]string, len(l.Fields))
		for i, f := range l.Fields {
			names[i] = b.t.text(byField, f)
		}
		add(w.FieldsLabel, strings.Join(names, w.Comma), false)
	}
	if !l.AdvertiseUntil.IsZero() {
		add(w.AdvertiseLabel, date(b.lang, l.AdvertiseUntil), false)
	}
	if l.Published() {
		add(w.PublishedOn, date(b.lang, term.Of(l.PublishedAt)), false)
	}
	add(w.Number, l.ID, false)
	return list
}

// conditions are what the partner must be.
func (b *builder) conditions() (list []string) {
	c := &b.l.Conditions
	if len(c.Legal) == 0 {
		list = append(list, b.w.AnyBody)
	} else {
		names := make([]string, len(c.Legal))
		for i, k := range c.Legal {
			names[i] = b.label(k.Label())
		}
		list = append(list, strings.Join(names, b.w.Comma))
	}
	if c.Published {
		list = append(list, b.w.PublishedLabel)
	}
	if c.Certified {
		list = append(list, b.w.CertifiedLabel)
	}
	if c.Level > 0 {
		list = append(list, b.w.Level(c.Level))
	}
	return list
}

// merits are what both sides gain; the draft by kind is there in the reader's language.
func (b *builder) merits() []meritView {
	l := b.l
	draft := bank.MeritsOf(l.Kind)
	side := func(title, text string, of codes.Label) meritView {
		if text == of.Ja && text != "" {
			return meritView{Title: title, Text: b.label(of), Draft: true}
		}
		return meritView{Title: title, Text: text, JA: b.foreign()}
	}
	return []meritView{side(b.w.MeritCompany, l.MeritCompany, draft.Company), side(b.w.MeritGroup, l.MeritGroup, draft.Group)}
}

// description is one line for search engines.
func (b *builder) description() string {
	parts := []string{b.w.direction(b.l.Direction), b.label(b.l.Kind.Label())}
	if place := b.place(); place != "" {
		parts = append(parts, place)
	}
	if body := strings.Join(strings.Fields(b.l.Body), " "); body != "" {
		parts = append(parts, clip(body, headText))
	}
	return strings.Join(parts, "　")
}

// headText is how many characters of the text search engines get.
const headText = 90

// clip cuts a text after n characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := 0
	for at := range s {
		if i == n {
			return strings.TrimSpace(s[:at]) + "…"
		}
		i++
	}
	return s
}
