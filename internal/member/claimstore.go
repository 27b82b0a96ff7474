package member

import (
	"kyodo/internal/account"
	"kyodo/internal/sqldb"
)

const claimColumns = `id, person, organization_id, city_code, position, way, contested, code_hash, expires_on, tries, state, reason, version,
	decided_by, decided_at, created_at, updated_at`

func scanClaim(r sqldb.Row) (c Claim, err error) {
	var skip string
	err = r.Scan(&c.ID, &c.Person, &c.Organization, &c.CityCode, &c.Position, &c.Way, &c.Contested, &c.hash, &c.ExpiresOn, &c.Tries, &c.State,
		&c.Reason, &c.Version, &c.DecidedBy, sqldb.Time(&c.DecidedAt), sqldb.Time(&c.CreatedAt), &skip)
	return c, err
}

// insertClaim writes a new claim; 0 rows: the person has an open one for the organization.
func insertClaim(tx *sqldb.Tx, c *Claim) (int64, error) {
	return tx.Exec(`INSERT INTO claim (`+claimColumns+`) VALUES `+sqldb.Values(1, 17)+`
		ON CONFLICT (person, organization_id) WHERE state IN ('submitted', 'lettered') DO NOTHING`,
		c.ID, string(c.Person), string(c.Organization), c.CityCode, c.Position, string(c.Way), c.Contested, c.hash, c.ExpiresOn.String(), c.Tries,
		string(c.State), c.Reason, c.Version, c.DecidedBy, "", tx.Now, tx.Now)
}

// updateClaim writes a claim that nobody else may have changed since version.
func updateClaim(tx *sqldb.Tx, c *Claim, version int64) (int64, error) {
	return tx.Exec(`UPDATE claim SET code_hash = $3, expires_on = $4, tries = $5, state = $6, reason = $7, version = $8, decided_by = $9,
		decided_at = $10, updated_at = $11 WHERE id = $1 AND version = $2`,
		c.ID, version, c.hash, c.ExpiresOn.String(), c.Tries, string(c.State), c.Reason, c.Version, c.DecidedBy, c.DecidedAt, tx.Now)
}

func claimByID(tx *sqldb.Tx, id string) (Claim, bool, error) {
	return sqldb.One(tx, scanClaim, `SELECT `+claimColumns+` FROM claim WHERE id = $1`, id)
}

func claimsOf(tx *sqldb.Tx, person account.PersonID) ([]Claim, error) {
	return sqldb.All(tx, scanClaim, `SELECT `+claimColumns+` FROM claim WHERE person = $1 ORDER BY id DESC LIMIT $2`, string(person), maxMine)
}
