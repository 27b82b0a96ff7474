package cube

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed matrix.txt
var matrixText string

// verdict is what a request may come to.
type verdict string

// The verdicts.
const (
	allow     verdict = "allow"
	stepUp    verdict = "step-up"   // sent to prove again who they are
	enrol     verdict = "enrol"     // sent to use a second factor
	signIn    verdict = "sign-in"   // sent to sign in
	forbidden verdict = "forbidden" // 403: never, whatever the object
	notFound  verdict = "not-found" // 404: not this object, or there is none
)

// better orders verdicts from the one that lets most happen.
var better = []verdict{allow, stepUp, enrol, signIn, notFound, forbidden}

// line is a row of the matrix.
type line struct {
	action string
	states map[rune][]string // by letter: in which the object must be; none = in any
	up     bool
	two    bool
	duty   string            // "item:kind", several with commas; "object"; ""
	cells  map[string]string // by column
}

// opening is a row of the second part of the matrix: sets of fields.
type opening struct {
	action, letter string
	columns, sets  []string
}

// oracle is the second opinion.
type oracle struct {
	columns []string
	lines   map[string]line
	order   []string
	opens   []opening
	shift   int // how many bodies further each duty has moved, against the plan
}

func readOracle() (*oracle, error) {
	o := &oracle{lines: map[string]line{}}
	fields := false
	for n, text := range strings.Split(matrixText, "\n") {
		if text == "" || text[0] == '#' {
			continue
		}
		f := strings.Fields(text)
		switch {
		case text == "== fields":
			fields = true
		case fields:
			if len(f) != 4 {
				return nil, fmt.Errorf("matrix.txt:%d: %d words", n+1, len(f))
			}
			o.opens = append(o.opens, opening{f[0], f[1], strings.Split(f[2], ","), strings.Split(f[3], ",")})
		case o.columns == nil:
			o.columns = f[6:]
		default:
			if len(f) != 6+len(o.columns) || o.lines[f[0]].action != "" {
				return nil, fmt.Errorf("matrix.txt:%d: %d words, or a second line of %s", n+1, len(f), f[0])
			}
			l := line{action: f[0], up: f[2] == "up", two: f[3] == "two", cells: map[string]string{}, states: map[rune][]string{}}
			if f[1] != "-" {
				for part := range strings.SplitSeq(f[1], ";") {
					letters, states, only := strings.Cut(part, "=")
					if !only {
						letters, states = "+*xsoeapdg", part
					}
					for _, letter := range letters {
						l.states[letter] = strings.Split(states, ",")
					}
				}
			}
			if f[4] != "-" {
				l.duty = f[4]
			}
			for i, c := range o.columns {
				l.cells[c] = f[6+i]
			}
			o.lines[f[0]] = l
			o.order = append(o.order, f[0])
		}
	}
	return o, nil
}

// The bodies of the role matrix, and which of them the plan gives each duty.
var (
	bodies = []string{"prefecture", "center", "foundation"}
	bodyOf = map[string]string{"PL": "prefecture", "CC": "center", "CA": "center", "FO": "foundation"}
	plan   = map[string]string{
		"basic-role:A": "prefecture", "basic-role:C": "center", "basic-role:F": "foundation", "basic-role:R": "foundation",
		"bank:A": "prefecture", "bank:F": "prefecture", "bank:R": "center", "bank:O": "center", "bank:I": "foundation",
		"npo-register:A": "prefecture", "npo-register:F": "prefecture", "npo-register:I": "center foundation",
		"guidebook:A": "prefecture", "guidebook:I": "prefecture center", "guidebook:R": "foundation", "guidebook:F": "foundation",
		"working-group:R": "prefecture", "working-group:C": "center", "working-group:I": "foundation",
		"meeting:A": "prefecture", "meeting:C": "center", "meeting:R": "foundation", "meeting:F": "foundation",
		"forum:A": "prefecture", "forum:C": "center", "forum:R": "foundation", "forum:F": "foundation",
		"intermediary-exchange:A": "prefecture", "intermediary-exchange:C": "center", "intermediary-exchange:R": "foundation",
		"intermediary-exchange:F": "foundation",
	}
)

// holds says whether the body of a column has a duty, or one of several.
func (o *oracle) holds(column, duty string) bool {
	i := slices.Index(bodies, bodyOf[column])
	if i < 0 {
		return false
	}
	was := bodies[(i+len(bodies)-o.shift)%len(bodies)] // the body that had it by the plan
	return slices.ContainsFunc(strings.Split(duty, ","), func(one string) bool { return slices.Contains(strings.Fields(plan[one]), was) })
}

// reaches says whether a letter of a principal's cell reaches an object; nil is any object.
func (o *oracle) reaches(p *principal, l line, letter rune, x *object) bool {
	switch letter {
	case '*', '+', 'x':
		return true
	case 's', 'e':
		return x == nil || x.person == p.person
	case 'o':
		return p.org != "" && (x == nil || x.org == p.org || x.partner == p.org)
	case 'a':
		return x == nil || slices.Contains(p.cities, x.city)
	case 'p':
		return x == nil || x.post == p.person
	case 'g':
		return p.glass
	case 'd':
		if l.duty != "object" {
			return o.holds(p.column, l.duty)
		}
		return x == nil || o.holds(p.column, x.duty)
	}
	return false
}

// one is the verdict of one letter about an object.
func (o *oracle) one(p *principal, l line, letter rune, x *object) verdict {
	switch {
	case !o.reaches(p, l, letter, x),
		x != nil && len(l.states[letter]) > 0 && !slices.Contains(l.states[letter], x.state),
		x != nil && l.two && x.by == p.person:
		return forbidden
	case !p.twoFactors && !strings.ContainsRune("so+", letter):
		return enrol
	case l.up && !p.confirmed:
		return stepUp
	}
	return allow
}

func (o *oracle) best(p *principal, l line, x *object) verdict {
	best := forbidden
	for _, letter := range l.cells[p.column] {
		if v := o.one(p, l, letter, x); slices.Index(better, v) < slices.Index(better, best) {
			best = v
		}
	}
	return best
}

// says gives the verdict on a deed. x is the object that the address names, nil where it names none;
// listed is a list, of which whoever may see any row sees some.
func (o *oracle) says(p *principal, action string, x *object, listed bool) verdict {
	l, ok := o.lines[action]
	switch {
	case action == "anyone":
		return allow
	case p.nobody():
		return signIn
	case !ok:
		return "no line in matrix.txt"
	}
	if v := o.best(p, l, nil); v != allow || listed {
		return v
	}
	switch {
	case x == nil:
		return o.best(p, l, &object{person: p.person})
	case x.missing:
		return notFound
	}
	if v := o.best(p, l, x); v != forbidden {
		return v
	}
	return notFound
}

// sees says whether a deed opens a set of fields of an object to a principal. The set "" is what
// everybody sees who may do the deed.
func (o *oracle) sees(p *principal, action, set string, x *object) bool {
	l, ok := o.lines[action]
	if !ok || p.nobody() {
		return false
	}
	for _, letter := range l.cells[p.column] {
		if o.one(p, l, letter, x) != allow {
			continue
		}
		if set == "" || slices.ContainsFunc(o.opens, func(q opening) bool {
			return q.action == action && strings.ContainsRune(q.letter, letter) && slices.Contains(q.columns, p.column) && slices.Contains(q.sets, set)
		}) {
			return true
		}
	}
	return false
}
