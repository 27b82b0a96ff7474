package bank

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// force puts a listing into a state, with the time that it would have there.
func force(t *testing.T, s *Service, id string, to State) (version int64) {
	t.Helper()
	err := s.DB.Update(t.Context(), func(tx *sqldb.Tx) error {
		published := ""
		if slices.Contains([]State{Open, Paused, Expired, Done}, to) {
			published = sqldb.Stamp(tx.Now)
		}
		_, err := tx.Exec(`UPDATE listing SET state = $2, published_at = $3 WHERE id = $1`, id, string(to), published)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return must(s.Listing(t.Context(), id))(t).Version
}

// Every deed in every state is allowed and ends where the table says, or is refused as a conflict and
// changes nothing.
func TestEveryDeedInEveryState(t *testing.T) {
	states := []State{Drafted, Approving, Checking, Returned, Open, Paused, Expired, Withdrawn, Done}
	deeds := []struct {
		name string
		do   func(s *Service, id string, version int64) error
		ends map[State]State
	}{
		{"save", func(s *Service, id string, v int64) error {
			l, err := s.Listing(t.Context(), id)
			if err != nil {
				return err
			}
			return s.Save(t.Context(), owner, id, v, "what", l.Content, says())
		}, map[State]State{Drafted: Drafted, Approving: Drafted, Checking: Checking, Returned: Returned, Open: Open, Paused: Paused}},
		{"submit", func(s *Service, id string, v int64) error { return s.Submit(t.Context(), owner, id, v, says()) },
			map[State]State{Drafted: Checking, Approving: Checking, Returned: Checking}},
		{"ask for approval", func(s *Service, id string, v int64) error {
			_, err := s.AskApproval(t.Context(), owner, id, v, says())
			return err
		}, map[State]State{Drafted: Approving, Approving: Approving, Returned: Approving}},
		{"publish", func(s *Service, id string, v int64) error { return s.Publish(t.Context(), owner, id, v, says()) },
			map[State]State{Checking: Open}},
		{"return", func(s *Service, id string, v int64) error {
			return s.Return(t.Context(), owner, id, v, "直してください。", says())
		},
			map[State]State{Checking: Returned}},
		{"correct the merit", func(s *Service, id string, v int64) error {
			return s.CorrectMerit(t.Context(), owner, id, v, "企業の得るもの", "団体の得るもの", says())
		}, map[State]State{Checking: Checking}},
		{"pause", func(s *Service, id string, v int64) error { return s.Pause(t.Context(), owner, id, v, "") }, map[State]State{Open: Paused}},
		{"resume", func(s *Service, id string, v int64) error { return s.Resume(t.Context(), owner, id, v, says()) }, map[State]State{Paused: Open}},
		{"renew", func(s *Service, id string, v int64) error {
			return s.Renew(t.Context(), owner, id, v, term.On(2027, 6, 30), says())
		}, map[State]State{Open: Open, Paused: Open, Expired: Open}},
		{"withdraw", func(s *Service, id string, v int64) error {
			return s.Withdraw(t.Context(), owner, id, v, "R03", "", says())
		}, map[State]State{Drafted: Withdrawn, Approving: Withdrawn, Checking: Withdrawn, Returned: Withdrawn, Open: Withdrawn, Paused: Withdrawn, Expired: Withdrawn}},
		{"complete", func(s *Service, id string, v int64) error { return s.Complete(t.Context(), owner, id, v, "", says()) },
			map[State]State{Open: Done, Paused: Done, Expired: Done}},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s := service(db)
		for _, deed := range deeds {
			for _, from := range states {
				id := must(s.Begin(t.Context(), owner, chairs(), says()))(t)
				v := force(t, s, id, from)
				err := deed.do(s, id, v)
				l := must(s.Listing(t.Context(), id))(t)
				want, allowed := deed.ends[from]
				switch {
				case allowed && (err != nil || l.State != want || l.Version != v+1):
					t.Errorf("%s of a listing that is %s: %v, now %s, version %d", deed.name, from, err, l.State, l.Version)
				case !allowed && (!errors.Is(err, fault.Conflict) || l.State != from || l.Version != v):
					t.Errorf("%s of a listing that is %s: %v, now %s", deed.name, from, err, l.State)
				}
				if err := deed.do(s, id, v); !errors.Is(err, fault.Conflict) {
					t.Errorf("%s again with an old version of a listing that was %s: %v", deed.name, from, err)
				}
			}
		}
	})
}

// Whatever happens in whatever order, only what the table of moves allows happens, and each change is
// in the history.
func TestTheHistoryTellsEveryChange(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		id := published(t, s, chairs())
		for _, err := range []error{
			s.Pause(ctx, owner, id, 3, "在庫の確認"), s.Resume(ctx, owner, id, 4, says()),
			s.Withdraw(ctx, audit.By{Actor: "officer"}, id, 5, "R99", "会社の都合", says())} {
			if err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, e := range must(s.History(ctx, id))(t) {
			got = append(got, fmt.Sprint(e.State, " ", e.Code, " ", e.Note, " ", e.Actor))
		}
		want := []string{"withdrawn R99 会社の都合 officer", "open   person1", "paused  在庫の確認 person1", "open   person1", "checking   person1", "draft   person1"}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		id = published(t, s, chairs())
		for _, end := range []struct{ code, note, field string }{{"", "", "code"}, {"R16", "", "code"}, {"R99", "", "note"}} {
			var f fault.Fields
			if err := s.Withdraw(ctx, owner, id, 3, codes.Exit(end.code), end.note, says()); !errors.As(err, &f) || f[0].Name != end.field {
				t.Errorf("an exit without a reason (%+v): %v", end, err)
			}
		}
	})
}
