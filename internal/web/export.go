package web

import (
	"encoding/json"

	"kyodo/internal/audit"
)

// Filter is what chose the rows of a file: choices among what the page offers, which the log keeps as
// they are, and what was typed, which may be somebody's name and is kept apart so that it can be erased.
// Empty values chose nothing.
type Filter struct{ Choices, Typed map[string]string }

// Exported is the entry of a list that leaves the system as a file: what list, how many rows, by which
// filter. The handler records it before it answers.
func (r *Request) Exported(what string, rows int, f Filter) audit.Entry {
	detail := struct {
		Rows   int               `json:"rows"`
		Filter map[string]string `json:"filter,omitempty"`
	}{rows, set(f.Choices)}
	text, err := json.Marshal(detail)
	if err != nil {
		panic(err) // numbers and strings
	}
	e := r.By().Entry(audit.DataExport, what, string(text))
	e.Personal = set(f.Typed)
	return e
}

// set leaves out what is empty; nothing left is nil.
func set(all map[string]string) map[string]string {
	var some map[string]string
	for k, v := range all {
		if v != "" {
			if some == nil {
				some = map[string]string{}
			}
			some[k] = clip(v, 200)
		}
	}
	return some
}
