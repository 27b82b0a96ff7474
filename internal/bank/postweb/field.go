package postweb

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// step is one page of the form. Its name stands in the address.
type step string

// The steps, and the page on which all is checked.
const (
	stepWhat   step = "what"
	stepAmount step = "amount"
	stepWhere  step = "where"
	stepWhen   step = "when"
	stepTerms  step = "terms"
	stepMerit  step = "merit"
	stepShow   step = "show"
	stepCheck  step = "check"
)

// steps are the pages in their order.
var steps = []step{stepWhat, stepAmount, stepWhere, stepWhen, stepTerms, stepMerit, stepShow, stepCheck}

// next is the step after s.
func (s step) next() step {
	if i := slices.Index(steps, s); i >= 0 && i+1 < len(steps) {
		return steps[i+1]
	}
	return stepCheck
}

// subject is what a form is drawn for: the listing, and what its words depend on.
type subject struct {
	l     *bank.Listing
	lang  web.Lang
	today term.Date
	sites []register.Site
}

// field is one control of the form: how it is drawn, what stands in it, and how it is read.
type field struct {
	name  string
	step  step
	quick bool                           // the short form has it too
	of    bank.Direction                 // "" = both
	when  func(x *subject) bool          // nil = always
	input func(x *subject) input         // without value and error
	value func(c *bank.Content) []string // what stands in it
	read  func(typed []string, c *bank.Content, w *bank.Says) string
}

// shown says whether a step's form has the field; step "" is the short form.
func (f *field) shown(x *subject, s step) bool {
	return (f.step == s || s == "" && f.quick) && (f.of == "" || f.of == x.l.Direction) && (f.when == nil || f.when(x))
}

// fieldsOf are the fields of a step's form for a listing, the kind's own among them.
func fieldsOf(x *subject, s step) (list []field) {
	for _, f := range append(slices.Clone(common), details(x.l.Kind)...) {
		if f.shown(x, s) {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b field) int { return rank(a.name) - rank(b.name) })
	return list
}

// rank puts the kind's own fields between what is offered and its amount.
func rank(name string) int {
	if strings.HasPrefix(name, "d-") {
		return 2
	}
	if name == "title" || name == "body" {
		return 1
	}
	return 3
}

// draw makes the inputs of a form: what was typed where there is something, else what is stored.
func draw(list []field, x *subject, typed url.Values, e fault.Fields) (inputs []input) {
	for _, f := range list {
		in := f.input(x)
		in.Name, in.Error = f.name, e.Says(f.name)
		values := f.value(&x.l.Content)
		if typed != nil {
			values = typed[f.name]
		}
		switch {
		case in.Kind == "boxes":
			for i := range in.Options {
				in.Options[i].Selected = slices.Contains(values, in.Options[i].Value)
			}
		case len(values) > 0:
			in.Value = values[0]
		}
		inputs = append(inputs, in)
	}
	return inputs
}

// read puts what was typed into the fields of a form on the content; what cannot be understood is
// said by field.
func read(list []field, typed url.Values, c *bank.Content, w *bank.Says) (bad fault.Fields) {
	for _, f := range list {
		if says := f.read(typed[f.name], c, w); says != "" {
			bad = append(bad, fault.Field{Name: f.name, Says: says})
		}
	}
	return bad
}

// stepOf is the step on which a field stands.
func stepOf(name string) step {
	for _, f := range common {
		if f.name == name {
			return f.step
		}
	}
	return stepWhat
}

func first(typed []string) string {
	if len(typed) == 0 {
		return ""
	}
	return typed[0]
}

// text is a field of words.
func text(name string, s step, at func(*bank.Content) *string, input func(*subject) input) field {
	return field{name: name, step: s, input: input, value: func(c *bank.Content) []string { return []string{*at(c)} },
		read: func(typed []string, c *bank.Content, _ *bank.Says) string { *at(c) = first(typed); return "" }}
}

// number is a field of a whole number, 0 shown as nothing.
func number(name string, s step, at func(*bank.Content) *int64, input func(*subject) input) field {
	return field{name: name, step: s, input: input,
		value: func(c *bank.Content) []string {
			if *at(c) == 0 {
				return nil
			}
			return []string{strconv.FormatInt(*at(c), 10)}
		},
		read: func(typed []string, c *bank.Content, w *bank.Says) string {
			n, ok := count(first(typed))
			if !ok {
				return w.Number
			}
			*at(c) = n
			return ""
		}}
}

// count reads a whole number of either width as people write it: 「１，０００」, 「20脚」, 「10万円」.
// Nothing is 0.
func count(typed string) (n int64, ok bool) {
	s := ja.Clean(typed)
	if s == "" {
		return 0, true
	}
	i := strings.IndexFunc(s, func(r rune) bool { return ja.Digits(string(r)) == "" && !strings.ContainsRune(",，、 　", r) })
	number, unit := s, ""
	if i >= 0 {
		number, unit = s[:i], s[i:]
	}
	n, err := strconv.ParseInt(ja.Digits(number), 10, 64)
	if err != nil || ja.Digits(unit) != "" || strings.ContainsAny(unit, ".．・-−") || n > maxCount {
		return 0, false
	}
	for word, times := range map[string]int64{"千": 1_000, "万": 10_000, "億": 100_000_000} {
		if strings.HasPrefix(unit, word) {
			n *= times
		}
	}
	return n, true
}

// maxCount is the largest number that a form takes.
const maxCount = 1_000_000_000_000

// day is a field of a civil date.
func day(name string, s step, at func(*bank.Content) *term.Date, input func(*subject) input) field {
	return field{name: name, step: s, input: input,
		value: func(c *bank.Content) []string { return []string{written(*at(c))} },
		read: func(typed []string, c *bank.Content, w *bank.Says) string {
			*at(c) = term.Date{}
			v := strings.TrimSpace(first(typed))
			if v == "" {
				return ""
			}
			d, err := term.Parse(v)
			if err != nil {
				return w.Day
			}
			*at(c) = d
			return ""
		}}
}

// written is a day as a form shows it: as people type it.
func written(d term.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Year()) + "-" + two(d.Month()) + "-" + two(d.Day())
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// tick is a single box.
func tick(name string, s step, at func(*bank.Content) *bool, legend, label, hint ui.Word) field {
	return field{name: name, step: s,
		input: func(x *subject) input {
			return input{Kind: "boxes", Control: ui.Control{Label: legend.In(x.lang), Hint: hint.In(x.lang)}, Options: []ui.Option{{Value: "yes", Label: label.In(x.lang)}}}
		},
		value: func(c *bank.Content) []string {
			if *at(c) {
				return []string{"yes"}
			}
			return nil
		},
		read: func(typed []string, c *bank.Content, _ *bank.Says) string { *at(c) = len(typed) > 0; return "" }}
}

// many is a field of several choices.
func many(name string, s step, at func(*bank.Content) *[]string, input func(*subject) input) field {
	return field{name: name, step: s, input: input, value: func(c *bank.Content) []string { return *at(c) },
		read: func(typed []string, c *bank.Content, _ *bank.Says) string { *at(c) = typed; return "" }}
}

// details are the fields that only this kind has.
func details(k codes.Support) (list []field) {
	for _, d := range bank.Details(k) {
		list = append(list, field{name: bank.DetailField(d.Name), step: stepWhat, quick: d.Quick || d.Needed,
			input: func(x *subject) input { return detailInput(d, x.lang) },
			value: func(c *bank.Content) []string {
				if d.Form == bank.SomeOf || d.Form == bank.Yes {
					return strings.Fields(c.Detail[d.Name])
				}
				return []string{c.Detail[d.Name]}
			},
			read: func(typed []string, c *bank.Content, w *bank.Says) string { return readDetail(d, typed, c, w) }})
	}
	return list
}

func readDetail(d bank.Detail, typed []string, c *bank.Content, w *bank.Says) string {
	v := strings.Join(typed, " ")
	switch d.Form {
	case bank.Count, bank.Yen, bank.Percent:
		if n, ok := count(v); !ok {
			return w.Number
		} else if strings.TrimSpace(v) != "" {
			v = strconv.FormatInt(n, 10)
		}
	}
	c.Detail[d.Name] = v
	return ""
}

func detailInput(d bank.Detail, l web.Lang) (in input) {
	lang := string(l)
	in.Label, in.Hint, in.Required = d.Label.In(lang), d.Hint.In(lang), d.Needed
	if unit := d.Unit.In(lang); unit != "" {
		in.Label += wOpen.In(l) + unit + wClose.In(l)
	}
	switch d.Form {
	case bank.Prose:
		in.Kind, in.MaxLength, in.Rows = "area", d.Limit, 4
	case bank.Count, bank.Yen, bank.Percent:
		in.InputMode, in.Size = "numeric", "s"
		if d.Form == bank.Percent {
			in.Label += wOpen.In(l) + "%" + wClose.In(l)
		}
	case bank.Day:
		in.Size, in.Example = "m", wDayExample.In(l)
	case bank.OneOf:
		in.Kind, in.Options = "radios", chosen(d.Choices, l)
	case bank.SomeOf:
		in.Kind, in.Options = "boxes", chosen(d.Choices, l)
	case bank.Yes:
		in.Kind, in.Options = "boxes", []ui.Option{{Value: "yes", Label: wYes.In(l)}}
	default:
		in.MaxLength = d.Limit
	}
	return in
}

func chosen(list []bank.Choice, l web.Lang) (options []ui.Option) {
	for _, c := range list {
		options = append(options, ui.Option{Value: c.Value, Label: c.Label.In(string(l))})
	}
	return options
}
