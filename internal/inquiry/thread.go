package inquiry

import (
	"context"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Reply is one message of a thread after the structured first one.
type Reply struct {
	ID      string
	Side    Side
	Person  account.PersonID
	Channel string
	Body    string
	At      time.Time
	Files   []File
}

// File is an attachment of a message; Stored names it in the store of files.
type File struct {
	ID      string
	Message string
	Name    string // as it was sent, cleaned
	Media   string // of a small list of types
	Size    int64  // bytes
	Stored  string
}

// Whole is an inquiry with its thread, the oldest message first, and what it has of its listing
// (the zero Reservation: nothing).
type Whole struct {
	Inquiry     Inquiry
	Messages    []Reply
	Reservation Reservation
}

// maxMessages is the most messages of a thread that are read.
const maxMessages = 500

// Whole returns an inquiry with all that belongs to it, or fault.NotFound.
func (s *Service) Whole(ctx context.Context, qid string) (w Whole, err error) {
	defer fault.Wrap(&err, "inquiry.Whole(%q)", qid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		q, ok, err := byID(tx, qid)
		if err != nil {
			return err
		}
		if !ok {
			return fault.NotFound
		}
		w = Whole{Inquiry: q}
		if w.Messages, err = messagesOf(tx, qid); err != nil {
			return err
		}
		w.Reservation, _, err = reservationOf(tx, qid)
		return err
	})
	return w, err
}

func messagesOf(tx *sqldb.Tx, qid string) ([]Reply, error) {
	list, err := sqldb.All(tx, func(r sqldb.Row) (m Reply, err error) {
		return m, r.Scan(&m.ID, &m.Side, &m.Person, &m.Channel, &m.Body, sqldb.Time(&m.At))
	}, `SELECT id, side, person, channel, body, at FROM inquiry_message WHERE inquiry_id = $1 ORDER BY id LIMIT $2`, qid, maxMessages)
	if err != nil || len(list) == 0 {
		return list, err
	}
	at := make(map[string]int, len(list))
	for i := range list {
		at[list[i].ID] = i
	}
	files, err := sqldb.All(tx, scanFile, `SELECT `+fileColumns+` FROM inquiry_file WHERE inquiry_id = $1 ORDER BY id LIMIT $2`, qid, maxMessages*MaxFiles)
	for _, f := range files {
		if i, ok := at[f.Message]; ok {
			list[i].Files = append(list[i].Files, f)
		}
	}
	return list, err
}

// maxListed is the most inquiries that one list holds.
const maxListed = 300

// Of lists what organizations received and sent, the newest first.
func (s *Service) Of(ctx context.Context, orgs ...register.ID) (list []Inquiry, err error) {
	defer fault.Wrap(&err, "inquiry.Of")
	if len(orgs) == 0 {
		return nil, nil
	}
	args := []any{maxListed}
	for _, o := range orgs {
		args = append(args, string(o))
	}
	in := sqldb.In(2, len(orgs))
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scan, `SELECT `+columns+` FROM inquiry WHERE asker_id IN `+in+` OR owner_id IN `+in+` ORDER BY id DESC LIMIT $1`, args...)
		return err
	})
	return list, err
}
