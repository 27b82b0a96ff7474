package demo

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/term"
)

// sampleFiles hold the invented listings and what came of them. A block begins with
// "offer|need KIND WHO STATE DAY [DAY [CODE]]" and has one line for each field of the listing; a line
// "ask WHO DAY QUANTITY NEEDED [CHANNEL] | for | use | hand-over | question | merit" is an inquiry
// about it, and the lines under it, which begin with a blank, are what happened next. WHO is
// seat/KIND, the organization of an invented person of the demo, or KIND/WORD[/N], the N-th one with
// the word in its name or the slug among its fields.
//
//go:embed samples/offers.txt samples/needs.txt
var sampleFiles embed.FS

// sample is one invented listing with its story.
type sample struct {
	direction bank.Direction
	kind      codes.Support
	who       string
	state     bank.State
	days      []int // business days before today: begun, then paused, returned, withdrawn or done
	code      codes.Exit
	note      string
	channel   string
	content   bank.Content
	asks      []ask
}

// ask is one invented inquiry.
type ask struct {
	who      string
	day      int
	quantity int64
	neededBy term.Date
	channel  string
	words    []string // for, use, hand-over, question, merit
	steps    []step
}

// step is what happened with an inquiry on a day.
type step struct {
	what string
	day  int
	args []string // words of the head of the line
	rest []string // what stands behind them, cut at "|"
}

// samples reads the files; the dates count from today.
func samples(today term.Date) (list []sample, err error) {
	for _, name := range []string{"samples/offers.txt", "samples/needs.txt"} {
		text, err := sampleFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for i, line := range strings.Split(string(text), "\n") {
			if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if list, err = addLine(list, line, today); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
			}
		}
	}
	return list, nil
}

func addLine(list []sample, line string, today term.Date) ([]sample, error) {
	word, rest, _ := strings.Cut(line, " ")
	if word == "offer" || word == "need" {
		s, err := head(bank.Direction(word), strings.Fields(rest))
		return append(list, s), err
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%q stands before the first listing", line)
	}
	s := &list[len(list)-1]
	switch {
	case word == "ask":
		a, err := parseAsk(rest, today)
		s.asks = append(s.asks, a)
		return list, err
	case word == "" && len(s.asks) > 0:
		st, err := parseStep(strings.TrimSpace(rest))
		a := &s.asks[len(s.asks)-1]
		a.steps = append(a.steps, st)
		return list, err
	}
	return list, s.field(word, rest, today)
}

func head(d bank.Direction, words []string) (sample, error) {
	s := sample{direction: d, channel: "web", content: bank.Content{Detail: map[string]string{}}}
	if len(words) < 4 {
		return s, fmt.Errorf("a listing begins with kind, who, state and day, not %q", words)
	}
	s.kind, s.who, s.state = codes.Support(words[0]), words[1], bank.State(words[2])
	for _, w := range words[3:] {
		if n, err := strconv.Atoi(w); err == nil {
			s.days = append(s.days, n)
		} else {
			s.code = codes.Exit(w)
		}
	}
	return s, nil
}

// field takes one line of a listing.
func (s *sample) field(name, value string, today term.Date) error {
	c := &s.content
	switch name {
	case "title":
		c.Title = value
	case "body":
		c.Body = value
	case "note":
		s.note = value
	case "channel":
		s.channel = value
	case "quantity":
		number, unit, _ := strings.Cut(value, " ")
		n, err := strconv.ParseInt(number, 10, 64)
		c.Quantity, c.Unit = n, unit
		return err
	case "range":
		n, err := numbers(value)
		if err != nil {
			return err
		}
		if c.Least = int64(n[0]); len(n) > 1 {
			c.Most = int64(n[1])
		}
	case "fields":
		c.Fields = strings.Fields(value)
	case "cities":
		c.Cities = strings.Fields(value)
	case "standing":
		c.Standing = true
	case "published":
		c.Conditions.Published = true
	case "conditions":
		c.Conditions.Note = value
	case "legal":
		for _, k := range strings.Fields(value) {
			c.Conditions.Legal = append(c.Conditions.Legal, codes.Kind(k))
		}
	case "times":
		c.Times = value
	case "safety":
		c.Safety = value
	case "company":
		c.MeritCompany = value
	case "group":
		c.MeritGroup = value
	case "report":
		c.Report = value
	case "choosing":
		c.Choosing = bank.Choosing(value)
	case "cost":
		c.Cost, c.CostNote, _ = strings.Cut(value, " ")
	case "handover":
		c.HandOver, c.HandNote, _ = strings.Cut(value, " ")
	case "detail":
		s.details(value, today)
	case "benefit":
		who, count, counted := strings.Cut(value, " | ")
		if c.Beneficiaries = who; counted {
			n, err := strconv.ParseInt(count, 10, 64)
			c.BeneficiaryCount = n
			return err
		}
	case "flags":
		return s.flags(strings.Fields(value))
	case "period", "deadline", "advertise":
		n, err := numbers(value)
		if err != nil {
			return err
		}
		first, last := today.AddDays(n[0]), today.AddDays(n[len(n)-1])
		switch name {
		case "period":
			c.From, c.Until = first, last
		case "deadline":
			c.Deadline = first
		default:
			c.AdvertiseUntil = first
		}
	default:
		return fmt.Errorf("no field %q", name)
	}
	return nil
}

// details takes "name=value name=value": a word without "=" goes on with the value before it.
func (s *sample) details(value string, today term.Date) {
	last := ""
	for _, w := range strings.Fields(value) {
		name, v, ok := strings.Cut(w, "=")
		switch {
		case !ok:
			s.content.Detail[last] += " " + w
			continue
		case strings.HasPrefix(v, "+"):
			if n, err := strconv.Atoi(v[1:]); err == nil {
				v = today.AddDays(n).String()
			}
		}
		s.content.Detail[name], last = v, name
	}
}

func (s *sample) flags(words []string) error {
	c := &s.content
	for _, w := range words {
		switch w {
		case "photo":
			c.PhotoAllowed = true
		case "name":
			c.NameAllowed = true
		case "anonymous":
			c.Anonymous = true
		case "disaster":
			c.Disaster = true
		case "online":
			c.Online = true
		case "public":
			c.Audience = bank.Everybody
		case "registered":
			c.Audience = bank.Registered
		case "kept":
			c.Audience = bank.CenterOnly
		default:
			return fmt.Errorf("no flag %q", w)
		}
	}
	return nil
}

func parseAsk(text string, today term.Date) (a ask, err error) {
	parts := strings.Split(text, " | ")
	words := strings.Fields(parts[0])
	if len(words) < 4 || len(parts) != 6 {
		return a, fmt.Errorf("an inquiry has who, day, quantity, day of need and five texts, not %q", text)
	}
	a.who, a.words, a.channel = words[0], parts[1:], "web"
	n, err := numbers(strings.Join(words[1:4], " "))
	if err != nil {
		return a, err
	}
	a.day, a.quantity, a.neededBy = n[0], int64(n[1]), today.AddDays(n[2])
	if len(words) > 4 {
		a.channel = words[4]
	}
	return a, nil
}

// heads says how many words stand at the head of each kind of step, behind its name and its day.
var heads = map[string]int{"read": 0, "reply": 0, "accept": 1, "decline": 1, "withdraw": 1, "meet": 0, "want": 0, "confirm": 0, "hand": 1,
	"report": 0, "review": 3, "end": 1}

func parseStep(text string) (s step, err error) {
	words := strings.Fields(text)
	s.what = words[0]
	n, known := heads[s.what]
	if !known {
		return s, fmt.Errorf("no step %q", s.what)
	}
	at := 1
	switch s.what {
	case "reply", "review", "meet", "want": // the side stands before the day
		s.args, at = append(s.args, words[1]), 2
	}
	if len(words) < at+1+n {
		return s, fmt.Errorf("too little of %q", text)
	}
	if s.day, err = strconv.Atoi(words[at]); err != nil {
		return s, err
	}
	s.args = append(s.args, words[at+1:at+1+n]...)
	s.rest = strings.Split(strings.Join(words[at+1+n:], " "), " | ")
	return s, nil
}

func numbers(text string) (list []int, err error) {
	for _, w := range strings.Fields(text) {
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no number in %q", text)
	}
	return list, nil
}
