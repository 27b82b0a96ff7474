package demo

import (
	"context"
	"errors"
	"slices"
	"time"

	"kyodo/internal/alert"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/jobs"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Bank is what the demo tells the story of the 社会貢献バンク with: the services themselves.
type Bank struct {
	DB             *sqldb.DB
	Queue          *jobs.Queue
	Register       *register.Service
	Listings       *bank.Service
	Inquiries      *inquiry.Service
	Collaborations *collaboration.Service
	Alerts         *alert.Service
	Calendar       term.Calendar
	May            func(a policy.Action, roles []string) bool // whether roles may do a deed anywhere
}

// beforeStory is how many days before today the organizations of the story published their profiles.
const beforeStory = 200

// Fill invents the listings, the inquiries and the collaborations of the demo as of today, unless
// there is a listing already or the register is too small, and says whether it did. All of it is one transaction, in which the
// clock goes from half a year ago to now: what falls due on the way, falls due.
func (b Bank) Fill(ctx context.Context, seats []Seat) (filled bool, err error) {
	defer fault.Wrap(&err, "demo.Bank.Fill")
	any, err := b.Listings.Any(ctx)
	if err != nil || any {
		return false, err
	}
	now := b.DB.Now()
	today := term.Of(now)
	list, err := samples(today)
	if err != nil {
		return false, err
	}
	players, err := newCast(b.Register, seats)
	t := &teller{Bank: b, cast: players, today: today, staff: b.coordinator(seats)}
	for i := 0; i < len(list) && err == nil; i++ {
		err = t.tell(&list[i])
	}
	switch {
	case errors.Is(err, errFew):
		return false, nil
	case err != nil:
		return false, err
	}
	t.tellAlerts(seats)
	slices.SortStableFunc(t.events, func(a, b event) int { return a.at.Compare(b.at) })
	err = b.DB.Staged(ctx, func() time.Time { return t.now }, func(staged *sqldb.DB) error {
		t.now = today.AddDays(-beforeStory).Time().Add(9 * time.Hour)
		defer t.on(staged)()
		if err := players.introduce(ctx, b.Register, today); err != nil {
			return err
		}
		if err := players.enroll(ctx, staged, b.Inquiries.People); err != nil {
			return err
		}
		return t.play(ctx, staged, now)
	})
	return err == nil, err
}

// coordinator is the invented person who checks listings for the centre.
func (b Bank) coordinator(seats []Seat) audit.Actor {
	for _, s := range seats {
		if s.Person != "" && b.May(policy.DeskAssign, []string{s.Role.Code}) {
			return audit.Actor(s.Person)
		}
	}
	return actor
}
