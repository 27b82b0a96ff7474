package policy

import (
	"slices"

	"kyodo/internal/sqldb"
)

const versionColumns = `v.id, v.effective_from, v.reason, d.item, d.name, d.section, d.body, d.kind, d.duty`

// versions returns all versions, newest day first, of one day the last recorded first.
func versions(tx *sqldb.Tx) ([]Matrix, error) {
	var list []Matrix
	err := sqldb.Each(tx, `SELECT `+versionColumns+`
		FROM matrix_version v JOIN matrix_duty d ON d.version_id = v.id
		ORDER BY v.effective_from DESC, v.id DESC, d.position`, nil, func(r sqldb.Row) error {
		var m Matrix
		var i Item
		var d DutyLine
		if err := r.Scan(&m.Version, &m.From, &m.Reason, &i.Slug, &i.Name, &i.Group, &d.Body, &d.Kind, &d.Text); err != nil {
			return err
		}
		if n := len(list); n == 0 || list[n-1].Version != m.Version {
			list = append(list, m)
		}
		last := &list[len(list)-1]
		if n := len(last.Items); n == 0 || last.Items[n-1].Slug != i.Slug {
			last.Items = append(last.Items, i)
		}
		items := last.Items
		items[len(items)-1].Duties = append(items[len(items)-1].Duties, d)
		return nil
	})
	return append(slices.Clip(list), PlanMatrix()), err
}

func insertVersion(tx *sqldb.Tx, version, actor string, m Move, next Matrix) error {
	_, err := tx.Exec(`INSERT INTO matrix_version (id, effective_from, reason, actor, recorded_at) VALUES ($1, $2, $3, $4, $5)`,
		version, m.On.String(), m.Why, actor, tx.Now)
	if err != nil {
		return err
	}
	position := 0
	for _, i := range next.Items {
		for _, d := range i.Duties {
			_, err := tx.Exec(`INSERT INTO matrix_duty (version_id, position, item, name, section, body, kind, duty) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				version, position, i.Slug, i.Name, i.Group, d.Body, d.Kind, d.Text)
			if err != nil {
				return err
			}
			position++
		}
	}
	return nil
}

func insertReport(tx *sqldb.Tx, r Report) error {
	_, err := tx.Exec(`INSERT INTO duty_report (id, fiscal_year, item, body, content, next_step, due_on, actor, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.FiscalYear, r.Item, r.Body, r.Content, r.Next, r.Due.String(), r.Actor, tx.Now)
	return err
}

func reports(tx *sqldb.Tx, fiscalYear int, item string) ([]Report, error) {
	return sqldb.All(tx, func(r sqldb.Row) (x Report, err error) {
		err = r.Scan(&x.ID, &x.FiscalYear, &x.Item, &x.Body, &x.Content, &x.Next, &x.Due, &x.Actor)
		return x, err
	}, `SELECT id, fiscal_year, item, body, content, next_step, due_on, actor FROM duty_report
		WHERE fiscal_year = $1 AND ($2 = '' OR item = $2) ORDER BY id DESC LIMIT 200`, fiscalYear, item)
}
