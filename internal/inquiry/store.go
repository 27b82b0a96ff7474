package inquiry

import (
	"encoding/json"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

const columns = `id, listing_id, asker_id, owner_id, asked_by, channel, quantity, needed_by, message, state, code, note,
	owes, owes_since, owes_by, first_reply_at, read_at, escalated_at, meeting_at, meeting_place, coordinator_wanted,
	owner_post, version, created_at, updated_at, closed_at`

const columnCount = 26

func scan(r sqldb.Row) (q Inquiry, err error) {
	var message string
	err = r.Scan(&q.ID, &q.Listing, &q.Asker, &q.Owner, &q.AskedBy, &q.Channel, &q.Quantity, &q.NeededBy, &message, &q.State, &q.Code, &q.Note,
		&q.Owes, sqldb.Time(&q.OwesSince), &q.OwesBy, sqldb.Time(&q.FirstReplyAt), sqldb.Time(&q.ReadAt), sqldb.Time(&q.EscalatedAt),
		&q.MeetingAt, &q.MeetingPlace, &q.CoordinatorIn, &q.OwnerPost, &q.Version, sqldb.Time(&q.CreatedAt), sqldb.Time(&q.UpdatedAt), sqldb.Time(&q.ClosedAt))
	if err != nil {
		return q, err
	}
	return q, json.Unmarshal([]byte(message), &q.Message)
}

func (q *Inquiry) values() ([]any, error) {
	message, err := json.Marshal(q.Message)
	if err != nil {
		return nil, err
	}
	return []any{q.ID, q.Listing, string(q.Asker), string(q.Owner), string(q.AskedBy), q.Channel, q.Quantity, q.NeededBy.String(), string(message), string(q.State), string(q.Code), q.Note,
		string(q.Owes), q.OwesSince, q.OwesBy.String(), q.FirstReplyAt, q.ReadAt, q.EscalatedAt, q.MeetingAt, q.MeetingPlace, q.CoordinatorIn,
		string(q.OwnerPost), q.Version, q.CreatedAt, q.UpdatedAt, q.ClosedAt}, nil
}

// insert adds an inquiry unless the asker has an open one about the listing.
func insert(tx *sqldb.Tx, q *Inquiry) (added bool, err error) {
	values, err := q.values()
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(`INSERT INTO inquiry (`+columns+`) VALUES `+sqldb.Values(1, columnCount)+` ON CONFLICT DO NOTHING`, values...)
	return n > 0, err
}

// update writes what may change, if nobody changed the inquiry since version.
func update(tx *sqldb.Tx, q *Inquiry, version int64) (int64, error) {
	return tx.Exec(`UPDATE inquiry SET state = $3, code = $4, note = $5, owes = $6, owes_since = $7, owes_by = $8, first_reply_at = $9, read_at = $10,
		escalated_at = $11, meeting_at = $12, meeting_place = $13, coordinator_wanted = $14, owner_post = $15, version = $16, updated_at = $17, closed_at = $18
		WHERE id = $1 AND version = $2`,
		q.ID, version, string(q.State), string(q.Code), q.Note, string(q.Owes), q.OwesSince, q.OwesBy.String(), q.FirstReplyAt, q.ReadAt,
		q.EscalatedAt, q.MeetingAt, q.MeetingPlace, q.CoordinatorIn, string(q.OwnerPost), q.Version, q.UpdatedAt, q.ClosedAt)
}

func byID(tx *sqldb.Tx, id string) (Inquiry, bool, error) {
	return sqldb.One(tx, scan, `SELECT `+columns+` FROM inquiry WHERE id = $1`, id)
}

// maxOpen is the most inquiries about one listing that end with it in one transaction.
const maxOpen = 2000

func openAbout(tx *sqldb.Tx, listing string) ([]Inquiry, error) {
	return sqldb.All(tx, scan, `SELECT `+columns+` FROM inquiry WHERE listing_id = $1 AND state IN ('sent', 'read', 'talking', 'waiting') ORDER BY id LIMIT $2`, listing, maxOpen)
}

// unanswered counts the inquiries of an organization that wait for their first answer.
func unanswered(tx *sqldb.Tx, org register.ID) (n int, err error) {
	n, _, err = sqldb.One(tx, func(r sqldb.Row) (n int, err error) { return n, r.Scan(&n) },
		`SELECT count(*) FROM inquiry WHERE asker_id = $1 AND state IN ('sent', 'read')`, string(org))
	return n, err
}

func insertMessage(tx *sqldb.Tx, id, inquiry string, side Side, person, channel, body string) error {
	_, err := tx.Exec(`INSERT INTO inquiry_message (id, inquiry_id, side, person, channel, body, at) VALUES `+sqldb.Values(1, 7),
		id, inquiry, string(side), person, channel, body, tx.Now)
	return err
}

const reservationColumns = `id, listing_id, inquiry_id, quantity, state, place, expires_at`

func scanReservation(r sqldb.Row) (v Reservation, err error) {
	return v, r.Scan(&v.ID, &v.Listing, &v.Inquiry, &v.Quantity, &v.State, &v.Place, sqldb.Time(&v.ExpiresAt))
}

// insertReservation adds what an inquiry has or waits for: one at a time, or fault.Conflict.
func insertReservation(tx *sqldb.Tx, r *Reservation) error {
	n, err := tx.Exec(`INSERT INTO reservation (id, listing_id, inquiry_id, quantity, state, place, expires_at, created_at, updated_at) VALUES `+sqldb.Values(1, 9)+` ON CONFLICT DO NOTHING`,
		r.ID, r.Listing, r.Inquiry, r.Quantity, string(r.State), r.Place, r.ExpiresAt, tx.Now, tx.Now)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the inquiry has its share already")
	}
	return err
}

// reservationOf is what an inquiry has or waits for.
func reservationOf(tx *sqldb.Tx, inquiry string) (Reservation, bool, error) {
	return sqldb.One(tx, scanReservation, `SELECT `+reservationColumns+` FROM reservation WHERE inquiry_id = $1 AND state IN ('held', 'waiting', 'confirmed')`, inquiry)
}

// nextInLine is the head of the waiting list.
func nextInLine(tx *sqldb.Tx, listing string) (Reservation, bool, error) {
	return sqldb.One(tx, scanReservation, `SELECT `+reservationColumns+` FROM reservation WHERE listing_id = $1 AND state = 'waiting' ORDER BY place LIMIT 1`, listing)
}

// setHold moves a reservation on, if nobody else did.
func setHold(tx *sqldb.Tx, r *Reservation, from, to Hold, expires time.Time) error {
	n, err := tx.Exec(`UPDATE reservation SET state = $3, quantity = $4, expires_at = $5, updated_at = $6 WHERE id = $1 AND state = $2`,
		r.ID, string(from), string(to), r.Quantity, expires, tx.Now)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the reservation has moved on")
	}
	r.State, r.ExpiresAt = to, expires
	return err
}
