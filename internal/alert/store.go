package alert

import (
	"encoding/json"

	"kyodo/internal/account"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
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

// collectBatch is how many listings one call of collect takes down at a time.
const collectBatch = 500

// reach is who can read a listing (l) and ask about it on the day $1, as alert_news keeps it.
const reach = `CASE WHEN l.state <> 'open' OR l.deadline <> '' AND l.deadline < $1 THEN 0 WHEN l.audience = 'public' THEN 2 WHEN l.audience = 'registered' THEN 1 ELSE 0 END`

// collect takes down what was published since the last time, or can be read by more than before: what was
// paused, say, when somebody's search was looked through is new to them once it is open again. It returns
// the last number. One transaction at a time does it, so that the numbers are in commit order on both
// engines.
func collect(tx *sqldb.Tx) (last int64, err error) {
	if err := search.Turn(tx, "alert"); err != nil {
		return 0, err
	}
	if last, _, err = sqldb.One(tx, sqldb.Int, `SELECT COALESCE(max(seq), 0) FROM alert_news`); err != nil {
		return 0, err
	}
	today := term.Of(tx.Now).String()
	less := `(SELECT ` + reach + ` FROM listing l WHERE l.id = alert_news.listing_id)`
	if _, err := tx.Exec(`UPDATE alert_news SET reach = `+less+` WHERE reach > `+less, today); err != nil {
		return 0, err
	}
	for {
		list, err := sqldb.All(tx, func(r sqldb.Row) (n news, err error) { return n, r.Scan(&n.listing, &n.reach) },
			`SELECT x.id, x.reach FROM (SELECT l.id AS id, l.published_at AS at, `+reach+` AS reach FROM listing l WHERE l.state = 'open' AND l.published_at <> '') AS x
				LEFT JOIN alert_news n ON n.listing_id = x.id WHERE x.reach > COALESCE(n.reach, 0) ORDER BY x.at, x.id LIMIT $2`, today, collectBatch)
		if err != nil {
			return 0, err
		}
		for rest := list; len(rest) > 0; {
			n := min(len(rest), tx.Rows(4))
			args := make([]any, 0, 4*n)
			for _, x := range rest[:n] {
				last++
				args = append(args, last, x.listing, x.reach, tx.Now)
			}
			if _, err := tx.Exec(`INSERT INTO alert_news (seq, listing_id, reach, at) VALUES `+sqldb.Values(n, 4)+`
				ON CONFLICT (listing_id) DO UPDATE SET seq = excluded.seq, reach = excluded.reach, at = excluded.at`, args...); err != nil {
				return 0, err
			}
			rest = rest[n:]
		}
		if len(list) < collectBatch {
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
	reach   int64
}

// first notes that somebody is told of a listing, and says whether it is the first time.
func first(tx *sqldb.Tx, person account.PersonID, listing string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO alert_sent (person_id, listing_id, at) VALUES ($1, $2, $3) ON CONFLICT (person_id, listing_id) DO NOTHING`,
		string(person), listing, tx.Now)
	return n > 0, err
}
