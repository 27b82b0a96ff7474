package settings

import (
	"context"
	"encoding/json"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/matching"
	"kyodo/internal/sqldb"
)

// Matching is what the public rules of matching leave to those who run the site.
type Matching struct {
	Equity int // weight of equity, 0 (relevance alone) to 100

	Version   int64       // 0 = never set: the weight is matching.DefaultEquity
	ChangedBy audit.Actor // "" = nobody yet
	ChangedAt time.Time
}

// MaxEquity is the full weight.
const MaxEquity = 100

// matchingRow is the name of the row, and of the object in the log.
const matchingRow = "matching"

type rules struct {
	Equity int `json:"equity"`
}

// Matching returns the rules, as they were at most five seconds ago.
func (s *Service) Matching(ctx context.Context) (Matching, error) {
	return lately(ctx, s, &s.matching, s.ReadMatching)
}

// Equity is the public weight of equity, 0 to 100.
func (s *Service) Equity(ctx context.Context) (int, error) {
	m, err := s.Matching(ctx)
	return m.Equity, err
}

// ReadMatching returns the rules as the database has them.
func (s *Service) ReadMatching(ctx context.Context) (m Matching, err error) {
	defer fault.Wrap(&err, "settings.ReadMatching")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		found := false
		m, found, err = sqldb.One(tx, func(r sqldb.Row) (m Matching, err error) {
			var text string
			if err := r.Scan(&text, &m.ChangedBy, sqldb.Time(&m.ChangedAt), &m.Version); err != nil {
				return m, err
			}
			var c rules
			err = json.Unmarshal([]byte(text), &c)
			m.Equity = c.Equity
			return m, err
		}, `SELECT content, actor, updated_at, version FROM setting WHERE name = $1`, matchingRow)
		if !found {
			m.Equity = matching.DefaultEquity
		}
		return err
	})
	return m, err
}

// SetMatching changes the rules. version is the one that was read; an older one is fault.Conflict.
// says is the refusal of a weight that is not 0 to 100: fault.Fields named equity.
func (s *Service) SetMatching(ctx context.Context, by audit.By, version int64, equity int, says string) (err error) {
	defer fault.Wrap(&err, "settings.SetMatching(%d)", equity)
	if equity < 0 || equity > MaxEquity {
		return fault.Fields{{Name: "equity", Says: says}}.Err()
	}
	text, err := json.Marshal(rules{equity})
	if err != nil {
		return err
	}
	return s.save(ctx, by, matchingRow, string(text), version, func() { s.matching.Store(nil) })
}
