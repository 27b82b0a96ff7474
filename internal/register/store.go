package register

import (
	"encoding/json"
	"slices"
	"strings"

	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

const columns = `id, corporate_number, portal_id, kind, status, hidden, name, name_key, name_en, kana, other_names,
	prefecture_code, city_code, prefecture, city, street, postal_code, offices, representative, purpose, fields,
	activities, other_business, competent_office, delegated_to, fiscal_start, fiscal_end, assigned_on, certified_on,
	registered_on, approval, approved_on, approved_until, approval_revoked_on, renewing, dissolved_on, dissolution, supervision,
	closed_on, close_cause, successor_number, portal_url, latest, changed_on, invented, united_into, consent, withheld, provenance, version,
	created_at, updated_at`

const columnCount = 52

func scan(r sqldb.Row) (o Organization, err error) {
	var skip, names, fields, latest, provenance string
	err = r.Scan(&o.ID, sqldb.OrZero((*string)(&o.Number)), sqldb.OrZero(&o.PortalID), &o.Kind, &o.Status, &o.Hidden, &o.Name, &skip, &o.NameEn,
		&o.Kana, &names, &o.Address.PrefectureCode, &o.Address.CityCode, &o.Address.Prefecture, &o.Address.City,
		&o.Address.Street, &o.Address.PostalCode, &o.Offices, &o.Representative, &o.Purpose, &fields, &o.Activities,
		&o.OtherBusiness, &o.Office, &o.DelegatedTo, &o.FiscalStart, &o.FiscalEnd, &o.AssignedOn, &o.CertifiedOn,
		&o.RegisteredOn, &o.Approval, &o.ApprovedOn, &o.ApprovedUntil, &o.ApprovalRevokedOn, &o.Renewing, &o.DissolvedOn, &o.Dissolution,
		&o.Supervision, &o.ClosedOn, &o.CloseCause, (*string)(&o.Successor), &o.PortalURL, &latest, &o.ChangedOn, &o.Invented,
		(*string)(&o.United), (*string)(&o.Consent), &o.Withheld, &provenance, &o.Version, &skip, &skip)
	if err != nil {
		return o, err
	}
	if fields != "" {
		o.Fields = strings.Fields(fields)
	}
	if names != "" {
		if err := json.Unmarshal([]byte(names), &o.OtherNames); err != nil {
			return o, err
		}
	}
	if err := json.Unmarshal([]byte(latest), &o.Latest); err != nil {
		return o, err
	}
	return o, json.Unmarshal([]byte(provenance), &o.Provenance)
}

// values returns the row of o in the order of columns.
func values(o *Organization, createdAt, now string) ([]any, error) {
	names := ""
	if len(o.OtherNames) > 0 {
		b, err := json.Marshal(o.OtherNames)
		if err != nil {
			return nil, err
		}
		names = string(b)
	}
	latest, err := json.Marshal(o.Latest)
	if err != nil {
		return nil, err
	}
	provenance, err := json.Marshal(o.Provenance)
	if err != nil {
		return nil, err
	}
	number := string(o.Number)
	if o.United != "" { // the record that it became has it
		number = ""
	}
	return []any{string(o.ID), sqldb.Null(number), sqldb.Null(o.PortalID), string(o.Kind), string(o.Status), o.Hidden,
		o.Name, ja.NameKey(o.Name), o.NameEn, o.Kana, names,
		o.Address.PrefectureCode, o.Address.CityCode, o.Address.Prefecture, o.Address.City, o.Address.Street,
		o.Address.PostalCode, o.Offices, o.Representative, o.Purpose, strings.Join(o.Fields, " "),
		o.Activities, o.OtherBusiness, o.Office, o.DelegatedTo, o.FiscalStart.String(), o.FiscalEnd.String(),
		o.AssignedOn.String(), o.CertifiedOn.String(), o.RegisteredOn.String(), string(o.Approval), o.ApprovedOn.String(),
		o.ApprovedUntil.String(), o.ApprovalRevokedOn.String(), o.Renewing, o.DissolvedOn.String(), o.Dissolution, o.Supervision,
		o.ClosedOn.String(), o.CloseCause, string(o.Successor), o.PortalURL, string(latest), o.ChangedOn.String(), o.Invented,
		string(o.United), string(o.Consent), o.Withheld, string(provenance), o.Version, createdAt, now}, nil
}

var upsertSet = func() string {
	var set []string
	for _, c := range strings.Split(columns, ",") {
		if c = strings.TrimSpace(c); c != "id" && c != "created_at" {
			set = append(set, c+" = excluded."+c)
		}
	}
	return strings.Join(set, ", ")
}()

// save writes organizations, new ones and changed ones alike.
func save(tx *sqldb.Tx, list []*Organization) error {
	now := sqldb.Stamp(tx.Now)
	for len(list) > 0 {
		n := min(len(list), tx.Rows(columnCount))
		args := make([]any, 0, n*columnCount)
		for _, o := range list[:n] {
			row, err := values(o, now, now)
			if err != nil {
				return err
			}
			args = append(args, row...)
		}
		_, err := tx.Exec(`INSERT INTO organization (`+columns+`) VALUES `+sqldb.Values(n, columnCount)+`
			ON CONFLICT (id) DO UPDATE SET `+upsertSet, args...)
		if err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

// byID returns an organization; an id that was merged into another leads to that one.
func byID(tx *sqldb.Tx, oid ID) (Organization, bool, error) {
	o, ok, err := recordByID(tx, oid)
	if err == nil && ok && o.United != "" {
		return recordByID(tx, o.United)
	}
	return o, ok, err
}

// recordByID returns the record with exactly this id, merged or not.
func recordByID(tx *sqldb.Tx, oid ID) (Organization, bool, error) {
	return sqldb.One(tx, scan, `SELECT `+columns+` FROM organization WHERE id = $1`, string(oid))
}

// inChunks calls f with at most 512 of the keys at a time. The last key stands several times where
// that makes a power of two: a few texts of SQL serve lists of every length.
func inChunks(keys []string, f func(in string, args []any) error) error {
	const most = 512
	for len(keys) > 0 {
		n, size := min(len(keys), most), 1
		for size < n {
			size *= 2
		}
		args := make([]any, size)
		for i := range args {
			args[i] = keys[min(i, n-1)]
		}
		if err := f(sqldb.In(1, size), args); err != nil {
			return err
		}
		keys = keys[n:]
	}
	return nil
}

func where(tx *sqldb.Tx, column string, keys []string) (list []Organization, err error) {
	err = inChunks(keys, func(in string, args []any) error {
		found, err := sqldb.All(tx, scan, `SELECT `+columns+` FROM organization WHERE `+column+` IN `+in, args...)
		list = append(list, found...)
		return err
	})
	return list, err
}

func byIDs(tx *sqldb.Tx, ids []string) ([]Organization, error) { return where(tx, "id", ids) }

func everyone(tx *sqldb.Tx) ([]Organization, error) {
	return sqldb.All(tx, scan, `SELECT `+columns+` FROM organization WHERE NOT hidden AND united_into = ''`)
}

func idByNumber(tx *sqldb.Tx, number string) (ID, bool, error) {
	return sqldb.One(tx, func(r sqldb.Row) (oid ID, err error) { err = r.Scan(&oid); return oid, err },
		`SELECT id FROM organization WHERE corporate_number = $1`, number)
}

// shownByNumber is idByNumber for a link: what is hidden is reached by number alone.
func shownByNumber(tx *sqldb.Tx, number string) (ID, bool, error) {
	return sqldb.One(tx, func(r sqldb.Row) (oid ID, err error) { err = r.Scan(&oid); return oid, err },
		`SELECT id FROM organization WHERE corporate_number = $1 AND NOT hidden`, number)
}

func expiredBetween(tx *sqldb.Tx, since, today term.Date) ([]ID, error) {
	return sqldb.All(tx, func(r sqldb.Row) (oid ID, err error) { err = r.Scan(&oid); return oid, err },
		`SELECT id FROM organization WHERE approved_until >= $1 AND approved_until < $2`, since.String(), today.String())
}

const statementColumns = `organization_id, source, digest, as_of, current, content, file, recorded_at`

func scanStatement(r sqldb.Row) (of struct {
	ID
	statement
}, err error) {
	var skip string
	if err = r.Scan(&of.ID, &of.Source, &of.Digest, &of.AsOf, &of.Current, &of.Content, &of.File, &skip); err != nil {
		return of, err
	}
	of.home = of.ID
	return of, of.open()
}

// statementsOf returns what is said about an organization and about the records that became it.
func statementsOf(tx *sqldb.Tx, oid ID) ([]statement, error) {
	members, err := membersOf(tx, []string{string(oid)})
	if err != nil {
		return nil, err
	}
	ids := []string{string(oid)}
	for _, m := range members[oid] {
		ids = append(ids, string(m))
	}
	by, err := statementsBy(tx, ids)
	var all []statement
	for _, x := range ids {
		all = append(all, by[ID(x)]...)
	}
	return all, err
}

// statementsBy returns the statements about each of the records.
func statementsBy(tx *sqldb.Tx, ids []string) (map[ID][]statement, error) {
	by := make(map[ID][]statement, len(ids))
	err := inChunks(ids, func(in string, args []any) error {
		return sqldb.Each(tx, `SELECT `+statementColumns+` FROM statement WHERE organization_id IN `+in, args, func(r sqldb.Row) error {
			of, err := scanStatement(r)
			by[of.ID] = append(by[of.ID], of.statement)
			return err
		})
	})
	return by, err
}

// saveStatements writes statements about organizations; a repeated one moves its day and state.
func saveStatements(tx *sqldb.Tx, ids []ID, said []statement) error {
	const width = 8
	for len(said) > 0 {
		n := min(len(said), tx.Rows(width))
		args := make([]any, 0, n*width)
		for i, s := range said[:n] {
			args = append(args, string(ids[i]), string(s.Source), s.Digest, s.AsOf.String(), s.Current, s.Content, s.File, tx.Now)
		}
		_, err := tx.Exec(`INSERT INTO statement (`+statementColumns+`) VALUES `+sqldb.Values(n, width)+`
			ON CONFLICT (organization_id, source, digest) DO UPDATE SET
			as_of = excluded.as_of, current = excluded.current, file = excluded.file`, args...)
		if err != nil {
			return err
		}
		said, ids = said[n:], ids[n:]
	}
	return nil
}

// filingsQuery asks by a list of ids, because an OR over a second table reads every filing there is.
const filingsQuery = `SELECT period_end, filed_on, source FROM filing
	WHERE organization_id IN (SELECT id FROM organization WHERE id = $1
		UNION ALL SELECT id FROM organization WHERE united_into = $1 AND united_into <> '')
	ORDER BY period_end DESC, CASE WHEN filed_on = '' THEN 1 ELSE 0 END, CASE WHEN organization_id = $1 THEN 0 ELSE 1 END,
		organization_id LIMIT 60`

// filingsOf returns the filings of an organization and of the records that became it. Of two for one
// year the one that was filed counts, then the organization's own.
func filingsOf(tx *sqldb.Tx, oid ID) ([]Filing, error) {
	list, err := sqldb.All(tx, func(r sqldb.Row) (f Filing, err error) {
		err = r.Scan(&f.PeriodEnd, &f.Filed, &f.Source)
		return f, err
	}, filingsQuery, string(oid))
	list = slices.CompactFunc(list, func(a, b Filing) bool { return a.PeriodEnd == b.PeriodEnd })
	return list[:min(len(list), 30)], err
}

func upsertFiling(tx *sqldb.Tx, oid ID, f Filing) error {
	_, err := tx.Exec(`INSERT INTO filing (organization_id, period_end, filed_on, source, recorded_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (organization_id, period_end) DO UPDATE SET filed_on = excluded.filed_on, source = excluded.source,
		recorded_at = excluded.recorded_at`, string(oid), f.PeriodEnd.String(), f.Filed.String(), string(f.Source), tx.Now)
	return err
}

func insertCorrection(tx *sqldb.Tx, key string, oid ID, c Correction) error {
	_, err := tx.Exec(`INSERT INTO correction (id, organization_id, about, body, evidence, contact, status, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, key, string(oid), c.About, c.Body, c.Evidence, c.Contact, CorrectionOpen, tx.Now)
	return err
}
