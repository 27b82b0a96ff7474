package collaboration

import (
	"context"
	"encoding/json"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Event is one step of a collaboration.
type Event struct {
	Stage   Stage
	What    string // agree, hand-over, report, feedback, end, close
	Skipped bool
	Note    string
	Actor   string
	At      time.Time
}

// Whole is a collaboration with its steps, the report (nil: none yet) and the feedback of each side.
// Who is shown which feedback is the reader's side's matter: see Visible.
type Whole struct {
	Collaboration Collaboration
	Events        []Event
	Report        *Report
	Feedback      []Feedback
}

// Visible are the feedbacks that a side may read: its own; the other's once both have written, or once
// nobody can write any more. The centre reads what both may read.
func (w *Whole) Visible(side Side) (list []Feedback) {
	for _, f := range w.Feedback {
		if f.Side == side || len(w.Feedback) == 2 || w.Collaboration.Outcome != Open {
			list = append(list, f)
		}
	}
	return list
}

// maxEvents is the most steps of a collaboration that are read.
const maxEvents = 200

// Whole returns a collaboration with all that belongs to it, or fault.NotFound.
func (s *Service) Whole(ctx context.Context, cid string) (w Whole, err error) {
	defer fault.Wrap(&err, "collaboration.Whole(%q)", cid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		c, ok, err := byID(tx, cid)
		if err != nil {
			return err
		}
		if !ok {
			return fault.NotFound
		}
		w = Whole{Collaboration: c}
		if w.Events, err = sqldb.All(tx, func(r sqldb.Row) (e Event, err error) {
			return e, r.Scan(&e.Stage, &e.What, &e.Skipped, &e.Note, &e.Actor, sqldb.Time(&e.At))
		}, `SELECT stage, what, skipped, note, actor, at FROM collaboration_event WHERE collaboration_id = $1 ORDER BY id LIMIT $2`, cid, maxEvents); err != nil {
			return err
		}
		report, ok, err := sqldb.One(tx, scanReport, `SELECT body, people_reached, value, photo_allowed, photos, by_side, at FROM collaboration_report WHERE collaboration_id = $1`, cid)
		if err != nil {
			return err
		}
		if ok {
			w.Report = &report
		}
		w.Feedback, err = sqldb.All(tx, func(r sqldb.Row) (f Feedback, err error) {
			return f, r.Scan(&f.Side, &f.Merit, &f.Relation, &f.Again, &f.Comment, sqldb.Time(&f.At))
		}, `SELECT side, merit, relation, again, comment, at FROM collaboration_feedback WHERE collaboration_id = $1 ORDER BY side LIMIT 2`, cid)
		return err
	})
	return w, err
}

func scanReport(r sqldb.Row) (v Report, err error) {
	var photos string
	if err := r.Scan(&v.Body, &v.People, &v.Value, &v.PhotoAllowed, &photos, &v.By, sqldb.Time(&v.At)); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(photos), &v.Photos)
}

// maxListed is the most collaborations that one list holds.
const maxListed = 300

// Of lists the collaborations of organizations, the newest first.
func (s *Service) Of(ctx context.Context, orgs ...register.ID) (list []Collaboration, err error) {
	defer fault.Wrap(&err, "collaboration.Of")
	if len(orgs) == 0 {
		return nil, nil
	}
	args := []any{maxListed}
	for _, o := range orgs {
		args = append(args, string(o))
	}
	in := sqldb.In(2, len(orgs))
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scan, `SELECT `+columns+` FROM collaboration WHERE giver_id IN `+in+` OR receiver_id IN `+in+` ORDER BY id DESC LIMIT $1`, args...)
		return err
	})
	return list, err
}
