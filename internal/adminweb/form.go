package adminweb

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/term"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// kind says how an input is drawn.
type kind int

const (
	lineInput kind = iota
	hiddenInput
	areaInput
	selectInput // starts with an empty choice
	allInput    // starts with 「すべて」
	radioInput
	checkInput
	fileInput
)

// input is one field of a form.
type input struct {
	ui.Control
	Kind    kind
	Options []ui.Option
}

// form is a form of a page.
type form struct {
	Action string
	Button string
	Inputs []input
	Upload bool
}

// versus is one field of a record that somebody else changed meanwhile.
type versus struct{ Label, Stored, Typed string }

func hidden(name, value string) input {
	return input{Kind: hiddenInput, Control: ui.Control{Name: name, Value: value}}
}

// typed is the tidied value of a field of the form that was sent.
func typed(r *web.Request, name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }

// versionOf is the version that the form was drawn from; 0 is no version of any record.
func versionOf(r *web.Request) int64 {
	n, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// refused takes what is wrong out of an error: fields are for the page, everything else is not.
func refused(err error) (bad fault.Fields, ok bool) { return bad, errors.As(err, &bad) }

// reason is the field in which an officer says why.
func reason(r *web.Request, hint ui.Word, bad fault.Fields) input {
	return input{Kind: areaInput, Control: ui.Control{Name: "reason", Label: wReason.In(r.Lang), Hint: hint.In(r.Lang), Required: true,
		MaxLength: 500, Rows: 3, Value: r.PostForm.Get("reason"), Error: bad.Says("reason")}}
}

// dateField is a field for a day, written as people write days.
func dateField(name string, label, hint ui.Word, l ui.Lang, value string, bad fault.Fields) input {
	return input{Control: ui.Control{Name: name, Label: label.In(l), Hint: hint.In(l), Example: wDateLike.In(l), Size: "m", Value: value, Error: bad.Says(name)}}
}

// dateOf reads a day of a form; "" is no day.
func dateOf(r *web.Request, name string, bad *fault.Fields) term.Date {
	value := typed(r, name)
	if value == "" {
		return term.Date{}
	}
	d, err := term.Parse(value)
	if err != nil {
		*bad = append(*bad, fault.Field{Name: name, Says: wBadDate.In(r.Lang)})
	}
	return d
}

// merge joins complaints; of two about one field the first stands.
func merge(a fault.Fields, b fault.Fields) fault.Fields {
	for _, x := range b {
		if a.Says(x.Name) == "" {
			a = append(a, x)
		}
	}
	return a
}

// statusOf is the answer to a form with complaints: 422, or 200 when it is only drawn.
func statusOf(bad fault.Fields) int {
	if len(bad) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}
