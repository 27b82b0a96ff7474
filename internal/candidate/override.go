package candidate

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Verdict is where a coordinator puts a candidate.
type Verdict string

// The verdicts.
const (
	First   Verdict = "first"   // before all others
	Exclude Verdict = "exclude" // out of the list
)

// Override is where a coordinator knows better than the score, and why.
type Override struct {
	ID                 string
	Listing, Candidate string
	Verdict            Verdict
	Reason             string
	Actor              string
	At, EndedAt        time.Time
}

// MaxReason is how many characters a reason may have.
const MaxReason = 300

// Says are the texts of the refusals, in the reader's language.
type Says struct{ Verdict, Reason, Long string }

const columns = `id, listing_id, candidate_id, verdict, reason, actor, at, ended_at`

func scan(r sqldb.Row) (o Override, err error) {
	return o, r.Scan(&o.ID, &o.Listing, &o.Candidate, &o.Verdict, &o.Reason, &o.Actor, sqldb.Time(&o.At), sqldb.Time(&o.EndedAt))
}

// maxOverrides bounds what stands for one listing.
const maxOverrides = 200

// standing are the overrides of a listing that nobody ended.
func standing(tx *sqldb.Tx, listing string) ([]Override, error) {
	return sqldb.All(tx, scan, `SELECT `+columns+` FROM match_override WHERE listing_id = $1 AND ended_at = '' ORDER BY id LIMIT $2`, listing, maxOverrides)
}

// Put sets a candidate first or excludes it, with a reason without personal data; it replaces what stood
// for the pair. Errors: fault.Fields named verdict, reason; fault.NotFound without both listings, or where
// they do not look for each other.
func (s *Service) Put(ctx context.Context, by audit.By, listing, candidate string, v Verdict, reason string, says Says) (err error) {
	defer fault.Wrap(&err, "candidate.Put(%q, %q)", listing, candidate)
	reason = strings.TrimSpace(ja.Clean(reason))
	var f fault.Fields
	if v != First && v != Exclude {
		f = append(f, fault.Field{Name: "verdict", Says: says.Verdict})
	}
	switch n := utf8.RuneCountInString(reason); {
	case n == 0:
		f = append(f, fault.Field{Name: "reason", Says: says.Reason})
	case n > MaxReason:
		f = append(f, fault.Field{Name: "reason", Says: says.Long})
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		own, err := bank.ListingTx(tx, listing)
		if err != nil {
			return err
		}
		other, err := bank.ListingTx(tx, candidate)
		if err != nil {
			return err
		}
		if own.Direction == other.Direction || !other.Published() {
			return fault.NotFound
		}
		if _, err := tx.Exec(`UPDATE match_override SET ended_at = $3 WHERE listing_id = $1 AND candidate_id = $2 AND ended_at = ''`, listing, candidate, tx.Now); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO match_override (`+columns+`) VALUES `+sqldb.Values(1, 8),
			s.IDs.New(tx.Now), listing, candidate, string(v), reason, string(by.Actor), tx.Now, ""); err != nil {
			return err
		}
		e := by.Entry("match.override", "listing/"+listing, "candidate="+candidate+" verdict="+string(v))
		e.Reason = reason
		return s.Audit.Record(tx, e)
	})
}

// End takes back what stands for a pair, so that the score decides again. The error is fault.NotFound
// where nothing stands.
func (s *Service) End(ctx context.Context, by audit.By, listing, candidate string) (err error) {
	defer fault.Wrap(&err, "candidate.End(%q, %q)", listing, candidate)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`UPDATE match_override SET ended_at = $3 WHERE listing_id = $1 AND candidate_id = $2 AND ended_at = ''`, listing, candidate, tx.Now)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.NotFound
		}
		return s.Audit.Record(tx, by.Entry("match.override", "listing/"+listing, "candidate="+candidate+" verdict=score"))
	})
}

// Overruled is an override as the quarterly report shows it.
type Overruled struct {
	Override
	Title, CandidateTitle string
	City                  string
}

// maxReport bounds the rows of a report.
const maxReport = 2000

// Overruled lists the overrides made from one day until another, the oldest first.
func (s *Service) Overruled(ctx context.Context, from, until term.Date) (list []Overruled, err error) {
	defer fault.Wrap(&err, "candidate.Overruled")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, func(r sqldb.Row) (o Overruled, err error) {
			return o, r.Scan(&o.ID, &o.Listing, &o.Candidate, &o.Verdict, &o.Reason, &o.Actor, sqldb.Time(&o.At), sqldb.Time(&o.EndedAt), &o.Title, &o.CandidateTitle, &o.City)
		}, `SELECT m.id, m.listing_id, m.candidate_id, m.verdict, m.reason, m.actor, m.at, m.ended_at, l.title, c.title, l.city_code
			FROM match_override m JOIN listing l ON l.id = m.listing_id JOIN listing c ON c.id = m.candidate_id
			WHERE m.at >= $1 AND m.at < $2 ORDER BY m.at, m.id LIMIT $3`, from.Time(), until.AddDays(1).Time(), maxReport)
		return err
	})
	return list, err
}
