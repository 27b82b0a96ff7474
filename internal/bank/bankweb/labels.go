package bankweb

import (
	"sync"

	"github.com/a-h/templ"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/term"
	"kyodo/internal/web"
)

// option is one value of a facet with its name in one language and its markup made ready,
// because a list draws many of them.
type option struct {
	value string
	label string
	ja    bool   // the label is Japanese on a page in another language
	open  string // markup up to the checked attribute
	close string // markup after it, up to the count
}

// optionEnd closes what open began, behind the count.
const optionEnd = `</span></label></li>`

func newOption(name, value, label string, ja bool) *option {
	lang := ""
	if ja {
		lang = ` lang="ja"`
	}
	return &option{
		value: value, label: label, ja: ja,
		open:  `<li><label><input type="checkbox" form="find" name="` + name + `" value="` + templ.EscapeString(value) + `"`,
		close: `><span` + lang + `>` + templ.EscapeString(label) + `</span><span class="n">`,
	}
}

// labels are the names of all codes in one language. They are read-only but for the cities of other
// prefectures, of which there are too many to make ready at start.
type labels struct {
	lang   web.Lang
	facet  map[string]map[string]*option // by facet and value, without cities
	order  map[string][]*option          // by facet, in the order of the codes
	cities sync.Map                      // code → *option
}

// newLabels makes the labels of a language ready; the fields stand in the order of the law today.
func newLabels(l web.Lang, today term.Date) *labels {
	t := &labels{lang: l, facet: map[string]map[string]*option{}, order: map[string][]*option{}}
	add := func(name, value, label string) {
		if t.facet[name] == nil {
			t.facet[name] = map[string]*option{}
		}
		o := newOption(parameter(name), value, label, false)
		t.facet[name][value] = o
		t.order[name] = append(t.order[name], o)
	}
	for _, m := range codes.Mains() {
		add(byMain, string(m), m.Label().In(string(l)))
	}
	for _, k := range codes.Supports("") {
		add(byKind, string(k), k.Label().In(string(l)))
	}
	for _, f := range codes.Fields(today) {
		add(byField, f.Slug, f.Label.In(string(l)))
	}
	w := wordsIn(l)
	for _, s := range statuses {
		add(byStatus, string(s), w.status(s))
	}
	add(byStanding, "yes", w.StandingYes)
	add(byStanding, "no", w.StandingNo)
	add(byDisaster, "yes", w.DisasterYes)
	return t
}

// statuses are those by which a list is filtered.
var statuses = [...]bank.Status{bank.IsOpen, bank.IsPartly, bank.IsTaken, bank.IsPaused}

// of returns the option of a facet's value. A value without a name bears itself.
func (t *labels) of(name, value string) *option {
	if name != byCity {
		if o := t.facet[name][value]; o != nil {
			return o
		}
		return newOption(name, value, value, false)
	}
	if o, ok := t.cities.Load(value); ok {
		return o.(*option)
	}
	label, ja := value, false
	if m, ok := codes.MunicipalityByCode(value); ok {
		label = m.Label().In(string(t.lang))
	} else if c, ok := codes.CityByCode(value); ok {
		label, ja = c.Name, t.lang != web.JA
	} else {
		return newOption(name, value, value, false)
	}
	o, _ := t.cities.LoadOrStore(value, newOption(name, value, label, ja))
	return o.(*option)
}

// text returns the label of a facet's value.
func (t *labels) text(name, value string) string { return t.of(name, value).label }
