package register

import (
	"encoding/json"
	"strings"

	"kyodo/internal/intake"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// rejections is the empty list, which stands as [] in a report.
var rejections = []intake.Rejection{}

// groupEntry is what a list says about a group that is never public, and which organization it is.
type groupEntry struct {
	Key            string
	Organization   ID // "" = the row waits for an answer
	Consent        Consent
	DecidedOn      term.Date // when an officer decided about the consent; zero = the list says it
	Representative string
	Address        string
	Phone          string
	AsOf           term.Date
}

func (e groupEntry) phoneKey() string { return phoneKey(e.Phone) }

const entryColumns = `row_key, organization_id, consent, decided_on, representative, address, phone, as_of`

func scanEntry(r sqldb.Row) (e groupEntry, err error) {
	err = r.Scan(&e.Key, &e.Organization, &e.Consent, &e.DecidedOn, &e.Representative, &e.Address, &e.Phone, &e.AsOf)
	return e, err
}

func entriesOf(tx *sqldb.Tx, list string) (map[string]groupEntry, error) {
	by := map[string]groupEntry{}
	err := sqldb.Each(tx, `SELECT `+entryColumns+` FROM group_entry WHERE list = $1`, []any{list}, func(r sqldb.Row) error {
		e, err := scanEntry(r)
		by[e.Key] = e
		return err
	})
	return by, err
}

func entriesByPhone(tx *sqldb.Tx, phones []string) (list []groupEntry, err error) {
	err = inChunks(phones, func(in string, args []any) error {
		found, err := sqldb.All(tx, scanEntry, `SELECT `+entryColumns+` FROM group_entry WHERE phone_key IN `+in, args...)
		list = append(list, found...)
		return err
	})
	return list, err
}

func saveEntries(tx *sqldb.Tx, list string, entries []groupEntry) error {
	for _, e := range entries {
		_, err := tx.Exec(`INSERT INTO group_entry (list, `+entryColumns+`, phone_key, recorded_at) VALUES `+sqldb.Values(1, 11)+`
			ON CONFLICT (list, row_key) DO UPDATE SET organization_id = excluded.organization_id, consent = excluded.consent,
			decided_on = excluded.decided_on, representative = excluded.representative, address = excluded.address, phone = excluded.phone,
			as_of = excluded.as_of, phone_key = excluded.phone_key, recorded_at = excluded.recorded_at`, list, e.Key, string(e.Organization),
			string(e.Consent), e.DecidedOn.String(), e.Representative, e.Address, e.Phone, e.AsOf.String(), e.phoneKey(), tx.Now)
		if err != nil {
			return err
		}
	}
	return nil
}

// settleEntry gives the entry of an answered question its organization and returns its consent.
func settleEntry(tx *sqldb.Tx, ref string, oid ID) (c Consent, err error) {
	list, key, _ := cutRef(ref)
	c, _, err = sqldb.One(tx, func(r sqldb.Row) (c Consent, err error) { err = r.Scan(&c); return c, err },
		`SELECT consent FROM group_entry WHERE list = $1 AND row_key = $2`, list, key)
	if err != nil {
		return c, err
	}
	_, err = tx.Exec(`UPDATE group_entry SET organization_id = $1 WHERE list = $2 AND row_key = $3`, string(oid), list, key)
	return c, err
}

// cutRef splits Record.Ref: the key holds one more bar.
func cutRef(ref string) (list, key string, ok bool) {
	city := strings.LastIndex(ref, "|")
	if city < 0 {
		return ref, "", false
	}
	name := strings.LastIndex(ref[:city], "|")
	if name < 0 {
		return ref, "", false
	}
	return ref[:name], ref[name+1:], true
}

func mappingOf(tx *sqldb.Tx, list, header string) (by map[GroupColumn]string, ok bool, err error) {
	text, ok, err := sqldb.One(tx, sqldb.Text, `SELECT mapping FROM group_mapping WHERE list = $1 AND header_digest = $2`, list, header)
	if err != nil || !ok {
		return nil, false, err
	}
	return by, true, json.Unmarshal([]byte(text), &by)
}

func saveMapping(tx *sqldb.Tx, list, header string, by map[GroupColumn]string, actor string) error {
	text, err := json.Marshal(by)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO group_mapping (list, header_digest, mapping, actor, updated_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (list, header_digest) DO UPDATE SET mapping = excluded.mapping, actor = excluded.actor, updated_at = excluded.updated_at`,
		list, header, string(text), actor, tx.Now)
	return err
}

// insertFinished notes an import that was done in one transaction.
func insertFinished(tx *sqldb.Tx, x *importRun) error {
	_, err := tx.Exec(`INSERT INTO import_run (`+runColumns+`) VALUES `+sqldb.Values(1, 14), x.ID, x.Family, x.FileName, x.Digest,
		x.AsOf.String(), x.Position, x.Created, x.Updated, x.Unchanged, x.Asked, x.Closed, x.Rejected, tx.Now, x.FinishedAt)
	return err
}
