package collaboration

import (
	"encoding/json"

	"kyodo/internal/sqldb"
)

const columns = `id, weight, stage, outcome, code, note, title, kind, listing_id, inquiry_id, reservation_id, giver_id, receiver_id, quantity, unit,
	merit_giver, merit_receiver, terms, due_on, agreed_at, handed_on, handed_quantity, reported_at, closed_at, channel, owner_post, version, created_at, updated_at`

const columnCount = 29

func scan(r sqldb.Row) (c Collaboration, err error) {
	var terms string
	err = r.Scan(&c.ID, &c.Weight, &c.Stage, &c.Outcome, &c.Code, &c.Note, &c.Title, &c.Kind, &c.Listing, &c.Inquiry, &c.Reservation, &c.Giver, &c.Receiver, &c.Quantity, &c.Unit,
		&c.MeritGiver, &c.MeritReceiver, &terms, &c.Due, sqldb.Time(&c.AgreedAt), &c.HandedOn, &c.HandedQuantity, sqldb.Time(&c.ReportedAt), sqldb.Time(&c.ClosedAt),
		&c.Channel, &c.OwnerPost, &c.Version, sqldb.Time(&c.CreatedAt), sqldb.Time(&c.UpdatedAt))
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(terms), &c.Terms)
}

func insert(tx *sqldb.Tx, c *Collaboration) error {
	terms, err := json.Marshal(c.Terms)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO collaboration (`+columns+`) VALUES `+sqldb.Values(1, columnCount),
		c.ID, string(c.Weight), string(c.Stage), string(c.Outcome), string(c.Code), c.Note, c.Title, string(c.Kind), c.Listing, c.Inquiry, c.Reservation,
		string(c.Giver), string(c.Receiver), c.Quantity, c.Unit, c.MeritGiver, c.MeritReceiver, string(terms), c.Due.String(), c.AgreedAt, c.HandedOn.String(),
		c.HandedQuantity, c.ReportedAt, c.ClosedAt, c.Channel, string(c.OwnerPost), c.Version, c.CreatedAt, c.UpdatedAt)
	return err
}

func update(tx *sqldb.Tx, c *Collaboration, version int64) (int64, error) {
	terms, err := json.Marshal(c.Terms)
	if err != nil {
		return 0, err
	}
	return tx.Exec(`UPDATE collaboration SET stage = $3, outcome = $4, code = $5, note = $6, terms = $7, due_on = $8, handed_on = $9, handed_quantity = $10,
		reported_at = $11, closed_at = $12, owner_post = $13, version = $14, updated_at = $15 WHERE id = $1 AND version = $2`,
		c.ID, version, string(c.Stage), string(c.Outcome), string(c.Code), c.Note, string(terms), c.Due.String(), c.HandedOn.String(), c.HandedQuantity,
		c.ReportedAt, c.ClosedAt, string(c.OwnerPost), c.Version, c.UpdatedAt)
}

func byID(tx *sqldb.Tx, id string) (Collaboration, bool, error) {
	return sqldb.One(tx, scan, `SELECT `+columns+` FROM collaboration WHERE id = $1`, id)
}

func insertReport(tx *sqldb.Tx, id string, r *Report) error {
	photos, err := json.Marshal(r.Photos)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO collaboration_report (collaboration_id, body, people_reached, value, photo_allowed, photos, by_side, at) VALUES `+sqldb.Values(1, 8),
		id, r.Body, r.People, r.Value, r.PhotoAllowed, string(photos), string(r.By), tx.Now)
	return err
}

func insertFeedback(tx *sqldb.Tx, id string, f *Feedback) (added bool, err error) {
	n, err := tx.Exec(`INSERT INTO collaboration_feedback (collaboration_id, side, merit, relation, again, comment, at) VALUES `+sqldb.Values(1, 7)+` ON CONFLICT DO NOTHING`,
		id, string(f.Side), f.Merit, f.Relation, f.Again, f.Comment, tx.Now)
	return n > 0, err
}

func feedbacks(tx *sqldb.Tx, id string) (n int, err error) {
	n, _, err = sqldb.One(tx, func(r sqldb.Row) (n int, err error) { return n, r.Scan(&n) },
		`SELECT count(*) FROM collaboration_feedback WHERE collaboration_id = $1`, id)
	return n, err
}
