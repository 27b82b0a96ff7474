package alert

import (
	"encoding/json"

	"kyodo/internal/account"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

const columns = `id, person_id, query, rhythm, seen, created_at, updated_at`

func scan(r sqldb.Row) (a Alert, err error) {
	var query string
	if err := r.Scan(&a.ID, &a.Person, &query, &a.Rhythm, &a.seen, sqldb.Time(&a.CreatedAt), sqldb.Time(&a.UpdatedAt)); err != nil {
		return a, err
	}
	return a, json.Unmarshal([]byte(query), &a.Query)
}

func byID(tx *sqldb.Tx, id string) (Alert, bool, error) {
	return sqldb.One(tx, scan, `SELECT `+columns+` FROM alert WHERE id = $1`, id)
}

func ofPerson(tx *sqldb.Tx, person account.PersonID) ([]Alert, error) {
	return sqldb.All(tx, scan, `SELECT `+columns+` FROM alert WHERE person_id = $1 ORDER BY id DESC LIMIT $2`, string(person), MaxAlerts+1)
}

// collectBatch is how many listings one call of collect takes down.
const collectBatch = 500

// collect takes down what was published since the last time, and returns the last number. One
// transaction at a time does it, so that the numbers are in commit order on both engines.
func collect(tx *sqldb.Tx) (last int64, err error) {
	if err := search.Turn(tx, "alert"); err != nil {
		return 0, err
	}
	if last, _, err = sqldb.One(tx, sqldb.Int, `SELECT COALESCE(max(seq), 0) FROM alert_news`); err != nil {
		return 0, err
	}
	for {
		ids, err := sqldb.All(tx, sqldb.Text, `SELECT l.id FROM listing l WHERE l.state IN ('open', 'paused') AND l.published_at <> ''
			AND NOT EXISTS (SELECT 1 FROM alert_news n WHERE n.listing_id = l.id) ORDER BY l.published_at, l.id LIMIT $1`, collectBatch)
		if err != nil {
			return 0, err
		}
		for rest := ids; len(rest) > 0; {
			n := min(len(rest), tx.Rows(3))
			args := make([]any, 0, 3*n)
			for _, id := range rest[:n] {
				last++
				args = append(args, last, id, tx.Now)
			}
			if _, err := tx.Exec(`INSERT INTO alert_news (seq, listing_id, at) VALUES `+sqldb.Values(n, 3), args...); err != nil {
				return 0, err
			}
			rest = rest[n:]
		}
		if len(ids) < collectBatch {
			return last, nil
		}
	}
}

// newsAfter are the listings taken down after a number, in order.
func newsAfter(tx *sqldb.Tx, seen int64) (list []news, err error) {
	return sqldb.All(tx, func(r sqldb.Row) (n news, err error) { return n, r.Scan(&n.seq, &n.listing) },
		`SELECT seq, listing_id FROM alert_news WHERE seq > $1 ORDER BY seq LIMIT $2`, seen, newsBatch)
}

// newsBatch bounds what one run looks through; the rest is for the next.
const newsBatch = 1000

type news struct {
	seq     int64
	listing string
}

// first notes that somebody is told of a listing, and says whether it is the first time.
func first(tx *sqldb.Tx, person account.PersonID, listing string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO alert_sent (person_id, listing_id, at) VALUES ($1, $2, $3) ON CONFLICT (person_id, listing_id) DO NOTHING`,
		string(person), listing, tx.Now)
	return n > 0, err
}
