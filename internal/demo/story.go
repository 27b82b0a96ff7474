package demo

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/collaboration"
	"kyodo/internal/inquiry"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// teller plays the samples as events, in the order of time.
type teller struct {
	Bank
	cast   *cast
	today  term.Date
	staff  audit.Actor
	now    time.Time
	events []event
}

// event is one deed of somebody at a moment.
type event struct {
	at   time.Time
	what string
	do   func(ctx context.Context) error
}

// on has the services work on the staged database for the time of the story, and returns what ends it.
// Nothing else runs yet.
func (t *teller) on(staged *sqldb.DB) (over func()) {
	back := [...]*sqldb.DB{t.Register.DB, t.Listings.DB, t.Inquiries.DB, t.Collaborations.DB, t.Alerts.DB}
	set := func(db [5]*sqldb.DB) {
		t.Register.DB, t.Listings.DB, t.Inquiries.DB, t.Collaborations.DB, t.Alerts.DB = db[0], db[1], db[2], db[3], db[4]
	}
	set([...]*sqldb.DB{staged, staged, staged, staged, staged})
	return func() { set(back) }
}

// day is the n-th business day from today (before it for a negative n), at so many minutes past nine.
func (t *teller) day(n, minutes int) time.Time {
	return t.Calendar.AddBusinessDays(t.today, n).Time().Add(9*time.Hour + time.Duration(minutes)*time.Minute)
}

// Minutes past nine at which the steps of a listing's day stand: written, given to the centre,
// checked. What is about it comes later in the day.
const (
	whenSubmitted = 20
	whenChecked   = 150
	whenLater     = 200
)

func (t *teller) add(at time.Time, what string, do func(ctx context.Context) error) {
	t.events = append(t.events, event{at, what, do})
}

// tell makes the events of one sample.
func (t *teller) tell(s *sample) error {
	owner, err := t.cast.find(s.who)
	if err != nil {
		return err
	}
	if s.content.City == "" {
		s.content.City = owner.CityCode
	}
	by := audit.By{Actor: audit.Actor(t.cast.actor(owner.ID))}
	staff := audit.By{Actor: t.staff}
	id := new(string)
	title := s.content.Title
	t.add(t.day(s.days[0], 0), "begin "+title, func(ctx context.Context) (err error) {
		*id, err = t.begin(ctx, by, s, owner.ID)
		return err
	})
	at := func(day, minutes int, what string, do func(ctx context.Context, l *bank.Listing) error) {
		t.add(t.day(day, minutes), what+" "+title, func(ctx context.Context) error {
			l, err := t.Listings.Listing(ctx, *id)
			if err != nil {
				return err
			}
			return do(ctx, &l)
		})
	}
	switch s.state {
	case bank.Drafted:
		return nil
	case bank.Approving:
		at(s.days[0], whenSubmitted, "ask for approval", func(ctx context.Context, l *bank.Listing) error {
			_, err := t.Listings.AskApproval(ctx, by, l.ID, l.Version, listingSays)
			return err
		})
		return nil
	}
	at(s.days[0], whenSubmitted, "submit", func(ctx context.Context, l *bank.Listing) error {
		return t.Listings.Submit(ctx, by, l.ID, l.Version, listingSays)
	})
	switch s.state {
	case bank.Checking:
		return nil
	case bank.Returned:
		at(s.days[1], whenChecked, "return", func(ctx context.Context, l *bank.Listing) error {
			return t.Listings.Return(ctx, staff, l.ID, l.Version, s.note, listingSays)
		})
		return nil
	}
	at(s.days[0], whenChecked, "publish", func(ctx context.Context, l *bank.Listing) error {
		return t.Listings.Publish(ctx, staff, l.ID, l.Version, listingSays)
	})
	for i := range s.asks {
		if err := t.tellAsk(id, owner.ID, s, &s.asks[i], whenLater+i*20); err != nil {
			return err
		}
	}
	switch s.state {
	case bank.Paused:
		at(s.days[1], whenChecked, "pause", func(ctx context.Context, l *bank.Listing) error {
			return t.Listings.Pause(ctx, by, l.ID, l.Version, s.note)
		})
	case bank.Withdrawn:
		at(s.days[1], whenChecked, "withdraw", func(ctx context.Context, l *bank.Listing) error {
			return t.Listings.Withdraw(ctx, by, l.ID, l.Version, s.code, s.note, listingSays)
		})
	case bank.Done:
		at(s.days[1], whenChecked, "complete", func(ctx context.Context, l *bank.Listing) error {
			return t.Listings.Complete(ctx, by, l.ID, l.Version, s.note, listingSays)
		})
	}
	return nil
}

// begin writes a listing, through the centre where it came by telephone or in person.
func (t *teller) begin(ctx context.Context, by audit.By, s *sample, owner register.ID) (string, error) {
	start := bank.Start{Direction: s.direction, Organization: owner, Kind: s.kind, Channel: s.channel, Content: s.content}
	start.Content.Detail = copied(s.content.Detail)
	if s.channel == "web" {
		return t.Listings.Begin(ctx, by, start, listingSays)
	}
	proxy := bank.Proxy{AskedBy: surnames[0] + " " + givenNames[0] + "【架空】", Consent: member.Consents()[0], ConsentedOn: term.Of(t.now)}
	return t.Listings.BeginByProxy(ctx, audit.By{Actor: t.staff}, start, proxy, listingSays, bank.ProxySays{Channel: "channel", AskedBy: "who", Consent: "consent", ConsentedOn: "day"})
}

func copied(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// tellAsk makes the events of one inquiry about a sample.
func (t *teller) tellAsk(listing *string, owner register.ID, s *sample, a *ask, minutes int) error {
	asker, err := t.cast.find(a.who)
	if err != nil {
		return err
	}
	about := s.content.Title
	sides := map[string]audit.By{"owner": {Actor: audit.Actor(t.cast.actor(owner))}, "asker": {Actor: audit.Actor(t.cast.actor(asker.ID))}}
	qid := new(string)
	t.add(t.day(a.day, minutes), "ask "+a.who+" "+about, func(ctx context.Context) (err error) {
		by := sides["asker"]
		if a.channel != "web" {
			by = audit.By{Actor: t.staff, Behalf: string(asker.ID)}
		}
		*qid, err = t.Inquiries.Ask(ctx, by, inquiry.Ask{Listing: *listing, Asker: asker.ID, Quantity: a.quantity, NeededBy: a.neededBy, Channel: a.channel,
			Message: inquiry.Message{For: a.words[0], Use: a.words[1], HandOver: a.words[2], Question: a.words[3], Merit: a.words[4]}}, inquirySays)
		return err
	})
	for i := range a.steps {
		st := &a.steps[i]
		t.add(t.day(st.day, minutes+i+1), st.what+" "+a.who+" "+about, func(ctx context.Context) error {
			return t.step(ctx, sides, *qid, s.direction, st)
		})
	}
	return nil
}

// step does one step of an inquiry, or of what came of it.
func (t *teller) step(ctx context.Context, sides map[string]audit.By, qid string, d bank.Direction, st *step) error {
	q, err := t.Inquiries.ByID(ctx, qid)
	if err != nil {
		return err
	}
	owner, asker := sides["owner"], sides["asker"]
	switch st.what {
	case "read":
		return t.Inquiries.Open(ctx, owner, qid, inquiry.Owner)
	case "reply":
		return t.Inquiries.Reply(ctx, sides[st.args[0]], qid, q.Version, inquiry.Side(st.args[0]), "web", st.rest[0], inquirySays)
	case "accept":
		n, err := strconv.ParseInt(st.args[0], 10, 64)
		if err != nil {
			return err
		}
		_, err = t.Inquiries.Accept(ctx, owner, qid, q.Version, n, inquirySays)
		return err
	case "decline":
		return t.Inquiries.Decline(ctx, owner, qid, q.Version, codes.Exit(st.args[0]), st.rest[0], inquirySays)
	case "withdraw":
		return t.Inquiries.Withdraw(ctx, asker, qid, q.Version, codes.Exit(st.args[0]), st.rest[0], inquirySays)
	case "meet":
		at := t.Calendar.AddBusinessDays(term.Of(t.now), 8).Both() + " 14時"
		return t.Inquiries.Meet(ctx, sides[st.args[0]], qid, q.Version, inquiry.Side(st.args[0]), at, st.rest[0], inquirySays)
	case "want":
		return t.Inquiries.Invite(ctx, sides[st.args[0]], qid, q.Version, inquiry.Side(st.args[0]))
	case "confirm":
		return t.Inquiries.Confirm(ctx, asker, qid, q.Version)
	}
	c, err := t.Collaborations.OfInquiry(ctx, qid)
	if err != nil {
		return err
	}
	giver, receiver := owner, asker
	if d == bank.Need {
		giver, receiver = asker, owner
	}
	switch st.what {
	case "hand":
		n, err := strconv.ParseInt(st.args[0], 10, 64)
		if err != nil {
			return err
		}
		return t.Collaborations.HandOver(ctx, giver, c.ID, c.Version, term.Of(t.now), n, collaborationSays)
	case "report":
		if len(st.rest) != 3 {
			return fmt.Errorf("a report has a text, people and yen, not %q", st.rest)
		}
		people, err := numbers(st.rest[1] + " " + st.rest[2])
		if err != nil {
			return err
		}
		return t.Collaborations.Report(ctx, receiver, c.ID, c.Version, collaboration.Report{Body: st.rest[0], People: int64(people[0]),
			Value: int64(people[1]), PhotoAllowed: true, By: collaboration.Receiver}, collaborationSays)
	case "review":
		scores, err := numbers(st.args[1] + " " + st.args[2])
		if err != nil {
			return err
		}
		side := collaboration.Side(st.args[0])
		by := giver
		if side == collaboration.Receiver {
			by = receiver
		}
		return t.Collaborations.Review(ctx, by, c.ID, c.Version, collaboration.Feedback{Side: side, Merit: scores[0], Relation: scores[1],
			Again: st.args[3] == "again", Comment: st.rest[0]}, collaborationSays)
	case "end":
		return t.Collaborations.End(ctx, receiver, c.ID, c.Version, codes.Exit(st.args[0]), st.rest[0], collaborationSays)
	}
	return fmt.Errorf("no step %q", st.what)
}

// play does the events one after the other; on the morning of each business day before them, what is due
// falls due.
func (t *teller) play(ctx context.Context, staged *sqldb.DB, now time.Time) error {
	if len(t.events) == 0 {
		return nil
	}
	i := 0
	for day := term.Of(t.events[0].at); !day.After(t.today); day = day.AddDays(1) {
		if t.now = day.Time().Add(8 * time.Hour); t.now.After(now) {
			break
		}
		if !t.Calendar.IsBusinessDay(day) {
			continue
		}
		if _, err := t.Queue.TickOn(ctx, staged); err != nil {
			return err
		}
		for ; i < len(t.events) && term.Of(t.events[i].at) == day; i++ {
			e := t.events[i]
			t.now = e.at
			if err := e.do(ctx); err != nil {
				return fmt.Errorf("%s, %s: %w", day, e.what, err)
			}
		}
	}
	return nil
}
