package cube

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// canary is a value that stands in one field of one row, and who may read it.
type canary struct {
	class  string // "profile-contact"; for the question whether the test sees any
	whose  string
	grants []grant
}

// grant lets those read a canary who may do the action to the object with the set of fields open
// ("" = to do it is enough), and the person themself, and those of the organization.
type grant struct {
	action, set string
	object      *object
	person      string
	org         string
}

// canary makes a value and notes who may read it.
func (w *world) canary(class, whose string, grants []grant) string {
	w.canaries = append(w.canaries, canary{class, whose, grants})
	return fmt.Sprintf("cnry%04d", len(w.canaries)-1)
}

// phone is a canary in the form of a telephone number.
func (w *world) phone(class, whose string, grants []grant) string {
	w.canaries = append(w.canaries, canary{class, whose, grants})
	return fmt.Sprintf("090-7777-%04d", len(w.canaries)-1)
}

// personGrants are who may read of a person: themself, and who may read records of people.
func personGrants(person string) []grant {
	x := &object{person: person, state: "active"}
	return []grant{{person: person}, {action: "person.view", set: "contact", object: x}, {action: "person.list", set: "contact", object: x}}
}

var trace = regexp.MustCompile(`(?i)cnry(\d{4})|090[-‐]?7777[-‐]?(\d{4})`)

// found returns the canaries in an answer.
func found(text []byte) (list []int) {
	for _, m := range trace.FindAllSubmatch(text, -1) {
		digits := string(m[1]) + string(m[2])
		n, err := strconv.Atoi(digits)
		if err == nil && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}

// mayRead says whether a principal may read a canary.
func (w *world) mayRead(o *oracle, p *principal, n int) bool {
	if n >= len(w.canaries) {
		return false
	}
	return slices.ContainsFunc(w.canaries[n].grants, func(g grant) bool {
		switch {
		case p.nobody():
			return false
		case g.person != "":
			return g.person == p.person
		case g.org != "":
			return g.org == p.org
		}
		return o.sees(p, g.action, g.set, g.object)
	})
}
