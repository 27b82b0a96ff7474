package account

import (
	"context"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Attempt is the browser in which somebody tries to sign in.
type Attempt struct {
	Client string // the network address, or what stands for it
	Device string // the long random value of the browser's device cookie, "" = none
	Agent  string // what the browser says it is
	Old    string // the session's token that the browser has, "" = none
}

// The throttle (trust bar 6.1.1). An account that strangers try is slowed for strangers alone: a
// device on which the person has signed in before is counted by itself.
const (
	window       = 15 * time.Minute
	freeFailures = 5                // of an account in a row, before it is slowed
	longest      = 15 * time.Minute // that an attempt must wait
	perClient    = 50               // failures of a client within the window
	stopAt       = 100              // failures in a row on unknown devices, after which none of them is let try for
	stop         = 24 * time.Hour   // so that of two days at most 100 guesses at an account are looked at
	forgetAfter  = 24 * time.Hour   // without an attempt that was looked at
)

// accountKey is by what failures with an account are counted: use tells apart the password and the
// second factor.
func (s *Service) accountKey(use string, f facts, a Attempt) string {
	if f.known {
		return use + "/" + string(f.person) + "/" + s.keyed("device", a.Device)
	}
	if f.person == "" {
		return use + "/" + s.keyed("unknown", f.typed)
	}
	return use + "/" + string(f.person)
}

// cardKey is by what failures with a card are counted: by client, so that whoever knows the number
// on it slows themselves alone. Nothing but the code protects a card from many clients, and suffices:
// it is one of 30^10 = 5.9e14 (49 bits). A client has five guesses at once and then one in 15 minutes,
// about 100 a day; a million clients have 3e9 guesses in the 30 days for which a card works, and are
// right with a probability of 5e-6.
func (s *Service) cardKey(f facts, a Attempt) string {
	who := string(f.person)
	if who == "" {
		who = s.keyed("unknown", f.typed)
	}
	return "k/" + who + "/" + s.keyed("client", a.Client)
}

func (s *Service) clientKey(a Attempt) string { return "c/" + s.keyed("client", a.Client) }

// reserve counts an attempt as failed before it is looked at, so that many at once are not looked
// at all; release takes that back. Throttled means that it was not counted and must not be looked
// at. The same happens for accounts that exist and that do not.
func (s *Service) reserve(ctx context.Context, a Attempt, key string) (err error) {
	defer fault.Wrap(&err, "account.reserve")
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		c, err := count(tx, s.clientKey(a))
		if err != nil {
			return err
		}
		if c.recent > perClient {
			return &Throttled{Until: c.since.Add(window)}
		}
		k, err := count(tx, key)
		if err != nil {
			return err
		}
		if tx.Now.Before(k.blocked) {
			return &Throttled{Until: k.blocked}
		}
		until := blockAfter(k.n, tx.Now, apart(key))
		if until.IsZero() {
			return nil
		}
		_, err = tx.Exec(`UPDATE sign_in_failure SET blocked_until = $2 WHERE key = $1`, key, until)
		return err
	})
}

// apart says whether a key is of one device or client, use/person/device, so that others are not
// stopped with it.
func apart(key string) bool {
	n := 0
	for _, c := range key {
		if c == '/' {
			n++
		}
	}
	return n == 2
}

// blockAfter says until when the next attempt waits if this one, the nth in a row, fails.
func blockAfter(n int64, now time.Time, known bool) time.Time {
	switch {
	case n >= stopAt && !known:
		return now.Add(stop)
	case n < freeFailures:
		return time.Time{}
	}
	return now.Add(min(longest, time.Minute<<min(n-freeFailures, 10)))
}

type failures struct {
	n, recent      int64
	since, blocked time.Time
}

// count adds one to a key and returns how it stands. Others who count the same key wait until the
// transaction ends.
func count(tx *sqldb.Tx, key string) (f failures, err error) {
	_, err = tx.Exec(`INSERT INTO sign_in_failure (key, n, recent, since, blocked_until, at) VALUES ($1, 1, 1, $2, '', $2)
		ON CONFLICT (key) DO UPDATE SET
			n = CASE WHEN sign_in_failure.at <= $3 THEN 1 ELSE sign_in_failure.n + 1 END,
			recent = CASE WHEN sign_in_failure.since <= $4 THEN 1 ELSE sign_in_failure.recent + 1 END,
			since = CASE WHEN sign_in_failure.since <= $4 THEN $2 ELSE sign_in_failure.since END,
			at = $2`, key, tx.Now, tx.Now.Add(-forgetAfter), tx.Now.Add(-window))
	if err != nil {
		return f, err
	}
	f, _, err = sqldb.One(tx, func(r sqldb.Row) (f failures, err error) {
		return f, r.Scan(&f.n, &f.recent, sqldb.Time(&f.since), sqldb.Time(&f.blocked))
	}, `SELECT n, recent, since, blocked_until FROM sign_in_failure WHERE key = $1`, key)
	return f, err
}

// release forgets the failures with an account, and takes the client's attempt back.
func (s *Service) release(tx *sqldb.Tx, a Attempt, key string) error {
	if _, err := tx.Exec(`UPDATE sign_in_failure SET recent = recent - 1, n = n - 1 WHERE key = $1 AND recent > 0`, s.clientKey(a)); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM sign_in_failure WHERE key = $1`, key)
	return err
}

// relent lets strangers' failures with a person's account be forgotten: the person has proved in
// another way that it is them.
func relent(tx *sqldb.Tx, person PersonID) error {
	_, err := tx.Exec(`DELETE FROM sign_in_failure WHERE key = $1 OR key = $2`, "a/"+string(person), "t/"+string(person))
	return err
}

// remember puts the browser's device on record for a person who has signed in on it, and tells the
// person when it is another one than before.
func (s *Service) remember(tx *sqldb.Tx, person PersonID, device string) error {
	if device == "" {
		return nil
	}
	before, err := hasDevice(tx, person)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`INSERT INTO device (person_id, hash, seen_at) VALUES ($1, $2, $3) ON CONFLICT (person_id, hash) DO NOTHING`,
		string(person), digest(device), tx.Now)
	if err != nil {
		return err
	}
	if n == 1 && before {
		return s.notice(tx, person, func(w *words) string { return w.NewDevice })
	}
	_, err = tx.Exec(`UPDATE device SET seen_at = $3 WHERE person_id = $1 AND hash = $2`, string(person), digest(device), tx.Now)
	return err
}
