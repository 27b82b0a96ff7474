package bank

import (
	"encoding/json"

	"kyodo/internal/sqldb"
)

const columns = `id, direction, kind, organization_id, site_id, title, body, detail, quantity, unit, taken, least, most,
	city_code, online, area, fields, period_from, period_until, deadline, advertise_until, standing, times,
	conditions, cost, cost_note, handover, handover_note, safety, merit_company, merit_group, merit_by,
	report, photo_allowed, name_allowed, beneficiaries, beneficiary_count, audience, anonymous, disaster, choosing,
	origin, channel, state, state_code, state_note, state_at, step, version, created_by, created_at, updated_at, published_at, owner_post`

// ofListing are the columns of listing l.
const ofListing = `l.id, l.direction, l.kind, l.organization_id, l.site_id, l.title, l.body, l.detail, l.quantity, l.unit, l.taken,
	l.least, l.most, l.city_code, l.online, l.area, l.fields, l.period_from, l.period_until, l.deadline,
	l.advertise_until, l.standing, l.times, l.conditions, l.cost, l.cost_note, l.handover, l.handover_note, l.safety,
	l.merit_company, l.merit_group, l.merit_by, l.report, l.photo_allowed, l.name_allowed, l.beneficiaries,
	l.beneficiary_count, l.audience, l.anonymous, l.disaster, l.choosing, l.origin, l.channel, l.state, l.state_code,
	l.state_note, l.state_at, l.step, l.version, l.created_by, l.created_at, l.updated_at, l.published_at, l.owner_post`

const columnCount = 54

func scan(r sqldb.Row) (l Listing, err error) {
	var detail, area, fields, conditions string
	c := &l.Content
	err = r.Scan(&l.ID, &l.Direction, &c.Kind, &l.Organization, &c.Site, &c.Title, &c.Body, &detail, &c.Quantity, &c.Unit, &l.Taken, &c.Least, &c.Most,
		&c.City, &c.Online, &area, &fields, &c.From, &c.Until, &c.Deadline, &c.AdvertiseUntil, &c.Standing, &c.Times,
		&conditions, &c.Cost, &c.CostNote, &c.HandOver, &c.HandNote, &c.Safety, &c.MeritCompany, &c.MeritGroup, &c.MeritBy,
		&c.Report, &c.PhotoAllowed, &c.NameAllowed, &c.Beneficiaries, &c.BeneficiaryCount, &c.Audience, &c.Anonymous, &c.Disaster, &c.Choosing,
		&l.Origin, &l.Channel, &l.State, &l.StateCode, &l.StateNote, sqldb.Time(&l.StateAt), &l.Step, &l.Version, &l.CreatedBy,
		sqldb.Time(&l.CreatedAt), sqldb.Time(&l.UpdatedAt), sqldb.Time(&l.PublishedAt), &l.OwnerPost)
	if err != nil {
		return l, err
	}
	if err := json.Unmarshal([]byte(detail), &c.Detail); err != nil {
		return l, err
	}
	if err := json.Unmarshal([]byte(area), &c.Cities); err != nil {
		return l, err
	}
	if err := json.Unmarshal([]byte(fields), &c.Fields); err != nil {
		return l, err
	}
	return l, json.Unmarshal([]byte(conditions), &c.Conditions)
}

// values are the columns of a listing in their order.
func (l *Listing) values() ([]any, error) {
	c := &l.Content
	var texts [4]string
	for i, v := range []any{c.Detail, c.Cities, c.Fields, c.Conditions} {
		b, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		texts[i] = string(b)
	}
	return []any{l.ID, string(l.Direction), string(c.Kind), string(l.Organization), c.Site, c.Title, c.Body, texts[0], c.Quantity, c.Unit, l.Taken, c.Least, c.Most,
		c.City, c.Online, texts[1], texts[2], c.From.String(), c.Until.String(), c.Deadline.String(), c.AdvertiseUntil.String(), c.Standing, c.Times,
		texts[3], c.Cost, c.CostNote, c.HandOver, c.HandNote, c.Safety, c.MeritCompany, c.MeritGroup, c.MeritBy,
		c.Report, c.PhotoAllowed, c.NameAllowed, c.Beneficiaries, c.BeneficiaryCount, string(c.Audience), c.Anonymous, c.Disaster, string(c.Choosing),
		l.Origin, l.Channel, string(l.State), string(l.StateCode), l.StateNote, l.StateAt, l.Step, l.Version, string(l.CreatedBy),
		l.CreatedAt, l.UpdatedAt, l.PublishedAt, string(l.OwnerPost)}, nil
}

// insert adds a listing.
func insert(tx *sqldb.Tx, l *Listing) error {
	values, err := l.values()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO listing (`+columns+`) VALUES `+sqldb.Values(1, columnCount), values...)
	return err
}

// update writes what the owner and the state say, if nobody changed the listing since version.
// What is taken is not written: only take and giveBack do.
func update(tx *sqldb.Tx, l *Listing, version int64) (int64, error) {
	values, err := l.values()
	if err != nil {
		return 0, err
	}
	// The same columns in the same order, but for what never changes.
	return tx.Exec(`UPDATE listing SET kind = $3, organization_id = $4, site_id = $5, title = $6, body = $7, detail = $8, quantity = $9, unit = $10,
		least = $12, most = $13, city_code = $14, online = $15, area = $16, fields = $17, period_from = $18, period_until = $19, deadline = $20,
		advertise_until = $21, standing = $22, times = $23, conditions = $24, cost = $25, cost_note = $26, handover = $27, handover_note = $28,
		safety = $29, merit_company = $30, merit_group = $31, merit_by = $32, report = $33, photo_allowed = $34, name_allowed = $35,
		beneficiaries = $36, beneficiary_count = $37, audience = $38, anonymous = $39, disaster = $40, choosing = $41,
		state = $44, state_code = $45, state_note = $46, state_at = $47, step = $48, version = $49, updated_at = $52, published_at = $53, owner_post = $54
		WHERE id = $1 AND version = $55 AND $2 = direction AND $11 >= 0 AND $42 = origin AND $43 = channel AND $50 = created_by AND $51 = created_at`,
		append(values, version)...)
}

func byID(tx *sqldb.Tx, id string) (Listing, bool, error) {
	return sqldb.One(tx, scan, `SELECT `+columns+` FROM listing WHERE id = $1`, id)
}

// record keeps a change of state.
func (s *Service) record(tx *sqldb.Tx, l *Listing, actor string) error {
	_, err := tx.Exec(`INSERT INTO listing_event (id, listing_id, state, code, note, actor, at) VALUES `+sqldb.Values(1, 7),
		s.IDs.New(tx.Now), l.ID, string(l.State), string(l.StateCode), l.StateNote, actor, tx.Now)
	return err
}
