package alert

import (
	"cmp"
	"slices"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// The kinds of due rows. Each has one subject, "all", and puts itself on the schedule again.
const (
	dueNow    = "alert.now"
	dueDaily  = "alert.daily"
	dueWeekly = "alert.weekly"
)

const (
	nowEvery = 5 * time.Minute
	morning  = 7 * time.Hour
	// runBatch is how many alerts one transaction serves.
	runBatch = 100
	// sentKept is for how long it is remembered who was told of what: longer than news waits.
	sentKept = 400
)

// Work registers what happens when something is due, before the queue starts.
func (s *Service) Work(q *jobs.Queue) {
	for kind, rhythm := range map[string]Rhythm{dueNow: Now, dueDaily: Daily, dueWeekly: Weekly} {
		q.OnDue(kind, func(tx *sqldb.Tx, subject string) error {
			more, err := s.run(tx, rhythm)
			if err != nil {
				return err
			}
			next := after(rhythm, tx.Now)
			if more {
				next = tx.Now
			}
			return jobs.Schedule(tx, kind, subject, next)
		})
	}
}

// Arm puts the runs on the schedule where they are missing.
func Arm(tx *sqldb.Tx) error {
	for kind, rhythm := range map[string]Rhythm{dueNow: Now, dueDaily: Daily, dueWeekly: Weekly} {
		if err := jobs.Arm(tx, kind, "all", after(rhythm, tx.Now)); err != nil {
			return err
		}
	}
	return nil
}

// after is when the next run of a rhythm is.
func after(r Rhythm, now time.Time) time.Time {
	day := term.Of(now)
	switch r {
	case Daily:
		if next := day.Time().Add(morning); next.After(now) {
			return next
		}
		return day.AddDays(1).Time().Add(morning)
	case Weekly:
		for {
			if next := day.Time().Add(morning); day.Weekday() == time.Monday && next.After(now) {
				return next
			}
			day = day.AddDays(1)
		}
	}
	return now.Add(nowEvery)
}

// run mails what is new to those of a rhythm, and says whether some are left for the next run.
func (s *Service) run(tx *sqldb.Tx, rhythm Rhythm) (more bool, err error) {
	defer fault.Wrap(&err, "alert.run(%q)", rhythm)
	last, err := collect(tx)
	if err != nil {
		return false, err
	}
	if rhythm == Daily {
		if _, err := tx.Exec(`DELETE FROM alert_sent WHERE at < $1`, tx.Now.AddDate(0, 0, -sentKept)); err != nil {
			return false, err
		}
	}
	due, err := sqldb.All(tx, scan, `SELECT `+columns+` FROM alert WHERE rhythm = $1 AND seen < $2 ORDER BY seen, person_id, id LIMIT $3`, string(rhythm), last, runBatch)
	if err != nil || len(due) == 0 {
		return false, err
	}
	lowest := slices.MinFunc(due, func(a, b Alert) int { return cmp.Compare(a.seen, b.seen) }).seen
	list, err := newsAfter(tx, lowest)
	if err != nil || len(list) == 0 {
		return false, err
	}
	fresh, err := s.read(tx, list)
	if err != nil {
		return false, err
	}
	upto := list[len(list)-1].seq
	for i := range due {
		a := &due[i]
		if err := s.tell(tx, a, fresh); err != nil {
			return false, err
		}
		if _, err := tx.Exec(`UPDATE alert SET seen = $2, updated_at = $3 WHERE id = $1 AND seen < $2`, a.ID, upto, tx.Now); err != nil {
			return false, err
		}
	}
	return len(due) == runBatch || upto < last, nil
}

// item is a new listing with the name of its organization.
type item struct {
	seq  int64
	name string
	bank.Listing
}

// read loads the listings of some news; what is no longer open falls away.
func (s *Service) read(tx *sqldb.Tx, list []news) (items []item, err error) {
	var orgs []register.ID
	for _, n := range list {
		l, err := bank.ListingTx(tx, n.listing)
		if err != nil {
			return nil, err
		}
		if !l.Asking(term.Of(tx.Now)) {
			continue
		}
		items = append(items, item{seq: n.seq, Listing: l})
		if !slices.Contains(orgs, l.Organization) {
			orgs = append(orgs, l.Organization)
		}
	}
	names, err := register.NamesTx(tx, orgs...)
	for i := range items {
		if !items[i].Anonymous {
			items[i].name = names[items[i].Organization]
		}
	}
	return items, err
}

// tell mails one person what is new for one of their searches.
func (s *Service) tell(tx *sqldb.Tx, a *Alert, fresh []item) error {
	p, err := s.People.PersonTx(tx, a.Person)
	if err != nil || p.Status != account.Active || p.Email == "" {
		return err
	}
	readers, err := s.Reads(tx, a.Person)
	if err != nil {
		return err
	}
	filter, today := a.Query.filter(readers), term.Of(tx.Now)
	var found []item
	for _, it := range fresh {
		if it.seq <= a.seen || !it.Matches(filter, it.name, today) {
			continue
		}
		is, err := first(tx, a.Person, it.ID)
		if err != nil {
			return err
		}
		if is {
			found = append(found, it)
		}
	}
	if len(found) == 0 {
		return nil
	}
	stop := s.Frame.BaseURL + StopPath(s.token(a.ID))
	l := letter(a, found, p.Lang, s.Frame.BaseURL, stop)
	l.To = p.Name
	_, err = s.Mail.Send(tx, mail.Message{To: p.Email, ToName: p.Name, Kind: "alert.new", Subject: wordsIn(p.Lang).Subject(len(found)), Text: s.Frame.Compose(l),
		Unsubscribe: stop, Person: string(p.ID), Ref: "alert/" + a.ID})
	if err != nil {
		return err
	}
	return s.Audit.Record(tx, audit.By{Actor: audit.System}.Entry("alert.send", "alert:"+a.ID, "listings="+itoa(len(found))))
}
