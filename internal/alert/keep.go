package alert

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Keep adds a search to those that a person keeps and returns its id. What is published already is
// not new. Errors: fault.Fields.
func (s *Service) Keep(ctx context.Context, by audit.By, person account.PersonID, q Query, rhythm Rhythm, says *Says) (id string, err error) {
	defer fault.Wrap(&err, "alert.Keep")
	if !slices.Contains(Rhythms(), rhythm) {
		return "", fault.Fields{{Name: "rhythm", Says: says.Rhythm}}
	}
	text, err := json.Marshal(q)
	if err != nil {
		return "", err
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		own, err := ofPerson(tx, person)
		if err != nil {
			return err
		}
		for i := range own {
			if t, err := json.Marshal(own[i].Query); err != nil || string(t) == string(text) {
				return fault.Fields{{Name: "", Says: says.Known}}
			}
		}
		if len(own) >= MaxAlerts {
			return fault.Fields{{Name: "", Says: says.Many}}
		}
		seen, err := collect(tx)
		if err != nil {
			return err
		}
		id = s.IDs.New(tx.Now)
		if _, err := tx.Exec(`INSERT INTO alert (id, person_id, query, rhythm, seen, token_hash, created_at, updated_at) VALUES `+sqldb.Values(1, 8),
			id, string(person), string(text), string(rhythm), seen, hashed(s.token(id)), tx.Now, tx.Now); err != nil {
			return err
		}
		return s.Audit.Record(tx, by.Entry("alert.edit", "alert:"+id, "rhythm="+string(rhythm)))
	})
	return id, err
}

// Of are the searches that a person keeps, the newest first.
func (s *Service) Of(ctx context.Context, person account.PersonID) (list []Alert, err error) {
	defer fault.Wrap(&err, "alert.Of(%q)", person)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = ofPerson(tx, person)
		return err
	})
	return list, err
}

// ByID returns an alert, or fault.NotFound.
func (s *Service) ByID(ctx context.Context, id string) (a Alert, err error) {
	defer fault.Wrap(&err, "alert.ByID(%q)", id)
	return s.one(ctx, `SELECT `+columns+` FROM alert WHERE id = $1`, id)
}

// ByToken returns the alert that a link of a mail ends, or fault.NotFound.
func (s *Service) ByToken(ctx context.Context, token string) (a Alert, err error) {
	defer fault.Wrap(&err, "alert.ByToken")
	return s.one(ctx, `SELECT `+columns+` FROM alert WHERE token_hash = $1`, hashed(token))
}

func (s *Service) one(ctx context.Context, query, key string) (a Alert, err error) {
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		a, ok, err = sqldb.One(tx, scan, query, key)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return a, err
}

// SetRhythm changes how often somebody is told. Who begins again is told of what comes from then on.
func (s *Service) SetRhythm(ctx context.Context, by audit.By, id string, rhythm Rhythm, says *Says) (err error) {
	defer fault.Wrap(&err, "alert.SetRhythm(%q)", id)
	if !slices.Contains(Rhythms(), rhythm) {
		return fault.Fields{{Name: "rhythm", Says: says.Rhythm}}
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		a, ok, err := byID(tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case a.Rhythm == rhythm:
			return nil
		case a.Rhythm == Off:
			if a.seen, err = collect(tx); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`UPDATE alert SET rhythm = $2, seen = $3, updated_at = $4 WHERE id = $1`, id, string(rhythm), a.seen, tx.Now); err != nil {
			return err
		}
		return s.Audit.Record(tx, by.Entry("alert.edit", "alert:"+id, "rhythm="+string(rhythm)))
	})
}

// Delete forgets a search. It is no error when it is gone.
func (s *Service) Delete(ctx context.Context, by audit.By, id string) (err error) {
	defer fault.Wrap(&err, "alert.Delete(%q)", id)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`DELETE FROM alert WHERE id = $1`, id)
		if err != nil || n == 0 {
			return err
		}
		return s.Audit.Record(tx, by.Entry("alert.edit", "alert:"+id, "deleted"))
	})
}

// Stop is what the link of a mail does: nothing comes any more. Who has the link needs no account. It
// is no error when it was stopped before; an unknown token is fault.NotFound.
func (s *Service) Stop(ctx context.Context, by audit.By, token string) (err error) {
	defer fault.Wrap(&err, "alert.Stop")
	a, err := s.ByToken(ctx, token)
	if err != nil {
		return err
	}
	return s.SetRhythm(ctx, by, a.ID, Off, &Says{})
}

// previewDays is how far back a preview looks.
const previewDays = 30

// Preview is what a search would have brought in the last month: how many, and the newest of them.
func (s *Service) Preview(q Query, readers []bank.Audience, now time.Time, n int) (total int, newest []*bank.Card, err error) {
	defer fault.Wrap(&err, "alert.Preview")
	f := q.filter(readers)
	f.Limit = 100
	for {
		p, err := s.Bank.Search(f)
		if err != nil {
			return 0, nil, err
		}
		for _, c := range p.Cards {
			if c.PublishedAt.Before(now.AddDate(0, 0, -previewDays)) {
				return total, newest, nil
			}
			if total++; len(newest) < n {
				newest = append(newest, c)
			}
		}
		if f.After = p.Next; f.After == "" {
			return total, newest, nil
		}
	}
}

// Erase is an account.Eraser: what a person looks for goes with them.
func (s *Service) Erase(tx *sqldb.Tx, _ audit.By, x *account.Erasure) (entries []string, err error) {
	defer fault.Wrap(&err, "alert.Erase(%q)", x.Person)
	for _, text := range []string{`DELETE FROM alert WHERE person_id = $1`, `DELETE FROM alert_sent WHERE person_id = $1`} {
		if _, err := tx.Exec(text, string(x.Person)); err != nil {
			return nil, err
		}
	}
	return nil, nil
}
