package member

import (
	"encoding/json"

	"kyodo/internal/account"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

const applicationColumns = `id, applicant, kind, name, name_key, number, phone_key, city_code, content, personal,
	terms_version, terms_digest, consented_at, pledge_version, pledge_digest, pledged_at,
	state, reason, organization_id, version, submitted_at, decided_by, decided_at, created_at, updated_at`

func scanApplication(r sqldb.Row) (a Application, err error) {
	var skip, content, personal string
	err = r.Scan(&a.ID, &a.Applicant, &skip, &skip, &skip, &skip, &skip, &skip, &content, &personal,
		&a.Terms.version, &a.Terms.digest, &a.Terms.at, &a.Pledge.version, &a.Pledge.digest, &a.Pledge.at,
		&a.State, &a.Reason, &a.Organization, &a.Version, sqldb.Time(&a.SubmittedAt), &a.DecidedBy, sqldb.Time(&a.DecidedAt),
		sqldb.Time(&a.CreatedAt), sqldb.Time(&a.UpdatedAt))
	if err != nil {
		return a, err
	}
	a.Terms.document, a.Terms.person = terms.ID, string(a.Applicant)
	a.Pledge.document, a.Pledge.person = pledge.ID, string(a.Applicant)
	if err := json.Unmarshal([]byte(content), &a.Content); err != nil {
		return a, err
	}
	return a, json.Unmarshal([]byte(personal), &a.Personal)
}

// texts returns content and personal values as they are stored.
func (a *Application) texts() (content, personal string, err error) {
	c, err := json.Marshal(a.Content)
	if err != nil {
		return "", "", err
	}
	p, err := json.Marshal(a.Personal)
	return string(c), string(p), err
}

func insertApplication(tx *sqldb.Tx, a *Application) error {
	content, personal, err := a.texts()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO application (`+applicationColumns+`) VALUES `+sqldb.Values(1, 25),
		a.ID, string(a.Applicant), string(a.Kind), a.Name, ja.NameKey(a.Name), a.Number, phoneKey(a.Phone), a.areaCode(), content, personal,
		"", "", "", "", "", "",
		string(a.State), a.Reason, string(a.Organization), a.Version, "", "", "", tx.Now, tx.Now)
	return err
}

// claimApplication takes the row for a change: nobody else may have moved it from that version.
func claimApplication(tx *sqldb.Tx, id string, version int64, from, to State) (int64, error) {
	return tx.Exec(`UPDATE application SET version = version + 1, state = $4 WHERE id = $1 AND version = $2 AND state = $3`,
		id, version, string(from), string(to))
}

func updateApplication(tx *sqldb.Tx, a *Application) error {
	content, personal, err := a.texts()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE application SET kind = $2, name = $3, name_key = $4, number = $5, phone_key = $6, city_code = $7, content = $8,
		personal = $9, terms_version = $10, terms_digest = $11, consented_at = $12, pledge_version = $13, pledge_digest = $14, pledged_at = $15,
		reason = $16, organization_id = $17, submitted_at = $18, decided_by = $19, decided_at = $20, updated_at = $21 WHERE id = $1`,
		a.ID, string(a.Kind), a.Name, ja.NameKey(a.Name), a.Number, phoneKey(a.Phone), a.areaCode(), content,
		personal, a.Terms.version, a.Terms.digest, a.Terms.at, a.Pledge.version, a.Pledge.digest, a.Pledge.at,
		a.Reason, string(a.Organization), a.SubmittedAt, a.DecidedBy, a.DecidedAt, tx.Now)
	return err
}

func applicationByID(tx *sqldb.Tx, id string) (Application, bool, error) {
	return sqldb.One(tx, scanApplication, `SELECT `+applicationColumns+` FROM application WHERE id = $1`, id)
}

// maxMine is the most of each thing of one person that a page lists.
const maxMine = 50

func applicationsOf(tx *sqldb.Tx, person account.PersonID) ([]Application, error) {
	return sqldb.All(tx, scanApplication, `SELECT `+applicationColumns+` FROM application WHERE applicant = $1 ORDER BY id DESC LIMIT $2`,
		string(person), maxMine)
}

func deleteDraft(tx *sqldb.Tx, id string) (int64, error) {
	return tx.Exec(`DELETE FROM application WHERE id = $1 AND state = 'draft'`, id)
}

// Duplicate is a body or an application that may be the same as an application's. Only those who
// decide see it.
type Duplicate struct {
	Organization register.ID // or
	Application  string
	Name, Place  string
	Why          []string // "name", "number", "phone"
}

// maxDuplicates is how many hints are shown.
const maxDuplicates = 20

// duplicates finds what may be the same body: in the register by name and number, among other
// applications by name, number and telephone.
func duplicates(tx *sqldb.Tx, a *Application) (list []Duplicate, err error) {
	same, err := register.NamesakesTx(tx, a.Name)
	if err != nil {
		return nil, err
	}
	numbered, err := register.NumberedTx(tx, a.Number)
	if err != nil {
		return nil, err
	}
	found := false
	for _, o := range same {
		d := Duplicate{Organization: o.ID, Name: o.Name, Place: o.Address.Place(), Why: []string{"name"}}
		if o.ID == numbered {
			d.Why, found = append(d.Why, "number"), true
		}
		if o.ID != a.Organization {
			list = append(list, d)
		}
	}
	if numbered != "" && !found && numbered != a.Organization {
		o, err := register.ByIDTx(tx, numbered)
		if err != nil {
			return nil, err
		}
		list = append(list, Duplicate{Organization: o.ID, Name: o.Name, Place: o.Address.Place(), Why: []string{"number"}})
	}
	key, phone := ja.NameKey(a.Name), phoneKey(a.Phone)
	err = sqldb.Each(tx, `SELECT id, name, name_key, number, phone_key, city_code FROM application
		WHERE id <> $1 AND state IN ('submitted', 'returned', 'approved') AND (name_key = $2 OR number = $3 AND number <> '' OR phone_key = $4 AND phone_key <> '')
		ORDER BY id DESC LIMIT $5`, []any{a.ID, key, a.Number, phone, maxDuplicates}, func(r sqldb.Row) error {
		var d Duplicate
		var k, number, p string
		if err := r.Scan(&d.Application, &d.Name, &k, &number, &p, &d.Place); err != nil {
			return err
		}
		for _, w := range []struct {
			why string
			is  bool
		}{{"name", k == key}, {"number", number != "" && number == a.Number}, {"phone", p != "" && p == phone}} {
			if w.is {
				d.Why = append(d.Why, w.why)
			}
		}
		d.Place = cityName(d.Place)
		list = append(list, d)
		return nil
	})
	return list, err
}
