package account

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Plan is what a 人事異動 will do, row by row.
type Plan struct {
	Rows                                    []PlanRow
	New, Ends, Starts, Unchanged, Refusable int // counts of rows; Refusable are refused
}

// PlanRow is what one row will do.
type PlanRow struct {
	TransferRow
	Person  PersonID  // "" = made by this row, or by an earlier one with the same mail address
	Who     string    // the person's name
	New     bool      // a person is made
	Ends    *Tenure   // the tenure that ends the day before
	EndsAs  string    // 所属 and 職名 of it
	Last    term.Date // of that tenure
	Starts  *Post     // the post that the person takes on the day
	Refused string    // why the row cannot be done; "" = it can
	Warning string    // what to know about a row that can be done; "" = nothing
}

// Unchanged says that everything is already as the row wants it.
func (r *PlanRow) Unchanged() bool {
	return r.Refused == "" && !r.New && r.Ends == nil && r.Starts == nil
}

// PlanTransfer says what ApplyTransfer would do, and does nothing.
func (s *Service) PlanTransfer(ctx context.Context, by audit.By, t Transfer) (plan Plan, err error) {
	defer fault.Wrap(&err, "account.PlanTransfer")
	return view(ctx, s, func(tx *sqldb.Tx) (Plan, error) { return s.plan(tx, by, t) })
}

// staffing is what a plan looks at: the offices, the people named and what they hold.
type staffing struct {
	byID   map[PostID]*Post
	byName map[string][]*Post
	people map[string]*Person // by mail key, number and id
	held   map[PersonID][]Tenure
	today  term.Date
	by     audit.Actor // who sends it
	acts   acts
}

// postKey is by what 所属 and 職名 are the same post.
func postKey(name string) string {
	return text.Fold(strings.Join(strings.Fields(strings.ReplaceAll(name, "\u3000", " ")), ""))
}

func (s *Service) staffingOf(tx *sqldb.Tx, by audit.By, t Transfer) (x staffing, err error) {
	x = staffing{byID: map[PostID]*Post{}, byName: map[string][]*Post{}, people: map[string]*Person{}, held: map[PersonID][]Tenure{},
		today: term.Of(tx.Now), by: by.Actor}
	offices, err := s.Offices(tx)
	if err != nil {
		return x, err
	}
	for i := range offices {
		o := &offices[i]
		x.byID[o.ID] = o
		key := postKey(o.Unit + o.Title)
		x.byName[key] = append(x.byName[key], o)
	}
	for rows := t.Rows; len(rows) > 0; {
		n := min(len(rows), 100)
		args := make([]any, 0, 3*n)
		for _, r := range rows[:n] {
			args = append(args, mailKey(r.Mail), plainNumber(r.Number), r.Number)
		}
		rows = rows[n:]
		in := sqldb.In(1, len(args))
		people, err := sqldb.All(tx, scanPerson, `SELECT `+personColumns+` FROM person p
			WHERE (p.email_key <> '' AND p.email_key IN `+in+`) OR p.number IN `+in+` OR p.id IN `+in, args...)
		if err != nil {
			return x, err
		}
		var ids []any
		for i := range people {
			p := &people[i]
			if x.people[string(p.ID)] != nil {
				continue
			}
			ids = append(ids, string(p.ID))
			x.people[string(p.ID)], x.people[p.Number] = p, p
			if p.Email != "" {
				x.people[mailKey(p.Email)] = p
			}
		}
		if len(ids) == 0 {
			continue
		}
		err = sqldb.Each(tx, `SELECT `+tenureColumns+` FROM tenure t WHERE t.person_id IN `+sqldb.In(1, len(ids))+` ORDER BY t.id`, ids,
			func(r sqldb.Row) error {
				t, err := scanTenure(r)
				x.held[t.Person] = append(x.held[t.Person], t)
				return err
			})
		if err != nil {
			return x, err
		}
	}
	x.acts, err = actsOf(tx, t, &x)
	return x, err
}

// post finds a post by its id or its name, among those of the day.
func (x *staffing) post(w *transferWords, name string, on term.Date) (*Post, string) {
	if o := x.byID[PostID(name)]; o != nil {
		return o, ""
	}
	var found []*Post
	for _, o := range x.byName[postKey(name)] {
		if o.On(on) {
			found = append(found, o)
		}
	}
	switch len(found) {
	case 0:
		return nil, w.NoPost(name)
	case 1:
		return found[0], ""
	}
	return nil, w.TwoPosts(name)
}

// person finds whom a row is about.
func (x *staffing) person(r *TransferRow) *Person {
	if r.Number != "" {
		if p := x.people[r.Number]; p != nil {
			return p
		}
		return x.people[plainNumber(r.Number)]
	}
	return x.people[mailKey(r.Mail)]
}

func (s *Service) plan(tx *sqldb.Tx, by audit.By, t Transfer) (plan Plan, err error) {
	w := in(tx.Context())
	x, err := s.staffingOf(tx, by, t)
	if err != nil {
		return plan, err
	}
	made, twice := map[string]bool{}, map[string]bool{}
	for _, row := range t.Rows {
		r := PlanRow{TransferRow: row, Who: row.Name}
		if r.Refused = x.day(&w.Duty, &r); r.Refused == "" {
			r.Refused = x.row(&w.Transfer, &w.Duty, &r, made, twice)
		}
		switch {
		case r.Refused != "":
			plan.Refusable++
		case r.Unchanged():
			plan.Unchanged++
		}
		if r.Refused == "" {
			if r.New {
				plan.New++
			}
			if r.Ends != nil {
				plan.Ends++
			}
			if r.Starts != nil {
				plan.Starts++
			}
		}
		plan.Rows = append(plan.Rows, r)
	}
	return plan, nil
}

// row decides one row and returns why it is refused.
func (x *staffing) row(w *transferWords, d *dutyWords, r *PlanRow, made, twice map[string]bool) (refused string) {
	p := x.person(&r.TransferRow)
	who := mailKey(r.Mail)
	switch {
	case p != nil:
		r.Person, r.Who, who = p.ID, p.Name, string(p.ID)
		if p.Status != Active {
			return w.Suspended
		}
	case r.Number != "" || r.From != "":
		return w.Unknown(strings.TrimSpace(r.Mail + " " + r.Number))
	case r.Name == "" && !made[who]:
		return w.NoNewPerson
	default:
		r.New = !made[who]
		if _, err := (PersonInput{Name: r.Name, Kana: r.Kana, Email: r.Mail}).clean(&ja); r.New && err != nil {
			return w.Unknown(r.Mail)
		}
	}
	var from, to *Post
	if r.From != "" {
		if from, refused = x.post(w, r.From, r.On.AddDays(-1)); refused != "" {
			return refused
		}
	}
	if r.To != "" {
		if to, refused = x.post(w, r.To, r.On); refused != "" {
			return refused
		}
		if !to.On(r.On) {
			return w.NoPost(r.To)
		}
	}
	if from != nil && to != nil && from.ID == to.ID {
		from, to = nil, nil // stays
	}
	for _, k := range []struct {
		way  string
		post *Post
	}{{"-", from}, {"+", to}} {
		if k.post == nil {
			continue
		}
		key := who + k.way + string(k.post.ID)
		if twice[key] {
			return w.Twice
		}
		twice[key] = true
	}
	if from != nil {
		if refused = x.ends(w, d, r, from); refused != "" {
			return refused
		}
	}
	if to != nil && !x.holds(r.Person, to.ID, r.On) {
		if x.self(r) {
			return d.TransferSelf
		}
		r.Starts = to
	}
	if r.New {
		made[who] = true
	}
	return ""
}

// ends finds the tenure that a row ends; one that ends that day already needs nothing.
func (x *staffing) ends(w *transferWords, d *dutyWords, r *PlanRow, from *Post) (refused string) {
	for _, t := range x.held[r.Person] {
		if t.Post != from.ID || !t.On(r.On.AddDays(-1)) {
			continue
		}
		last := x.last(d, r, from.ID)
		if !t.Until.IsZero() && !t.Until.After(last) {
			return ""
		}
		r.Ends, r.EndsAs, r.Last = &t, from.Unit+" "+from.Title, last
		return ""
	}
	return w.NotHeld
}

// holds says whether somebody holds a post on a day.
func (x *staffing) holds(person PersonID, post PostID, on term.Date) bool {
	for _, t := range x.held[person] {
		if t.Post == post && t.On(on) {
			return true
		}
	}
	return false
}

// ApplyTransfer does a 人事異動, all of it or, when a row is refused, nothing: then the error is
// fault.Fields named "line" and the number. Rights end with the day before 発令日 and begin with it,
// at 00:00 in Japan, whenever the file was taken in.
func (s *Service) ApplyTransfer(ctx context.Context, by audit.By, t Transfer) (plan Plan, err error) {
	defer fault.Wrap(&err, "account.ApplyTransfer")
	return update(ctx, s, func(tx *sqldb.Tx) (Plan, error) { return s.apply(tx, by, t) })
}

func (s *Service) apply(tx *sqldb.Tx, by audit.By, t Transfer) (plan Plan, err error) {
	// One 人事異動 at a time, and none beside an appointment to these posts.
	if _, err := tx.Exec(`UPDATE post SET version = version WHERE scope_kind <> 'organization'`); err != nil {
		return plan, err
	}
	if plan, err = s.plan(tx, by, t); err != nil {
		return plan, err
	}
	var f fault.Fields
	for _, r := range plan.Rows {
		if r.Refused != "" {
			f = append(f, fault.Field{Name: fmt.Sprint("line", r.Line), Says: r.Refused})
		}
	}
	if err := f.Err(); err != nil {
		return plan, err
	}
	entries := make([]audit.Entry, 0, 2*len(plan.Rows)+1)
	made := map[string]PersonID{}
	for i := range plan.Rows {
		list, err := s.applyRow(tx, by, &plan.Rows[i], made)
		if err != nil {
			return plan, err
		}
		entries = append(entries, list...)
	}
	if err := s.transferred(tx, by, &plan); err != nil {
		return plan, err
	}
	detail, err := json.Marshal(map[string]int{"rows": len(plan.Rows), "new": plan.New, "ends": plan.Ends, "starts": plan.Starts})
	if err != nil {
		return plan, err
	}
	return plan, s.Audit.Record(tx, append(entries, by.Entry("transfer.apply", "", string(detail)))...)
}

// applyRow writes one row and returns what the log gets of it.
func (s *Service) applyRow(tx *sqldb.Tx, by audit.By, r *PlanRow, made map[string]PersonID) (entries []audit.Entry, err error) {
	key := mailKey(r.Mail)
	if r.New {
		input, err := PersonInput{Name: r.Name, Kana: r.Kana, Email: r.Mail}.clean(in(tx.Context()))
		if err != nil {
			return nil, err
		}
		if made[key], err = s.insertPerson(tx, in(tx.Context()), input); err != nil {
			return nil, err
		}
		e := by.Entry("person.create", personObject(made[key]), "")
		e.Subject, e.Personal = string(made[key]), personal(PersonInput{}, input)
		entries = append(entries, e)
	}
	if r.Person == "" {
		r.Person = made[key]
	}
	if r.Ends != nil {
		last := r.Last
		n, err := tx.Exec(`UPDATE tenure SET valid_until = $3, version = version + 1 WHERE id = $1 AND version = $2`,
			r.Ends.ID, r.Ends.Version, last.String())
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, fault.New(fault.Conflict, "line %d: the tenure was changed meanwhile", r.Line)
		}
		if err := s.ifPast(tx, by, r.Person, last); err != nil {
			return nil, err
		}
		e := by.Entry("tenure.end", postObject(r.Ends.Post), `{"tenure":"`+r.Ends.ID+`","until":"`+last.String()+`"}`)
		e.Subject = string(r.Person)
		entries = append(entries, e)
	}
	if r.Starts != nil {
		tenure := s.IDs.New(tx.Now)
		_, err := tx.Exec(`INSERT INTO tenure (id, post_id, person_id, valid_from, valid_until, version) VALUES ($1, $2, $3, $4, '', 1)`,
			tenure, string(r.Starts.ID), string(r.Person), r.On.String())
		if err != nil {
			return nil, err
		}
		e := by.Entry("tenure.start", postObject(r.Starts.ID), `{"tenure":"`+tenure+`","from":"`+r.On.String()+`","until":""}`)
		e.Subject = string(r.Person)
		entries = append(entries, e)
	}
	return entries, nil
}
