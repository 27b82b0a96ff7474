package policy

import (
	"slices"

	"kyodo/internal/sqldb"
)

const versionColumns = `v.id, v.n, v.effective_from, v.reason, v.post, v.recorded_at, d.item, d.name, d.section, d.body, d.kind, d.duty`

// versions returns all versions, newest day first, of one day the last recorded first.
func versions(tx *sqldb.Tx) ([]Matrix, error) {
	var list []Matrix
	err := sqldb.Each(tx, `SELECT `+versionColumns+`
		FROM matrix_version v JOIN matrix_duty d ON d.version_id = v.id
		ORDER BY v.effective_from DESC, v.n DESC, d.position`, nil, func(r sqldb.Row) error {
		var m Matrix
		var i Item
		var d DutyLine
		if err := r.Scan(&m.Version, &m.n, &m.From, &m.Reason, &m.Post, sqldb.Time(&m.Recorded), &i.Slug, &i.Name, &i.Group, &d.Body, &d.Kind, &d.Text); err != nil {
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

func insertVersion(tx *sqldb.Tx, version, actor string, next Matrix) error {
	_, err := tx.Exec(`INSERT INTO matrix_version (id, n, effective_from, reason, actor, post, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		version, next.n, next.From.String(), next.Reason, actor, next.Post, tx.Now)
	if err != nil {
		return err
	}
	const columns = 8
	var args []any
	for _, i := range next.Items {
		for _, d := range i.Duties {
			args = append(args, version, len(args)/columns, i.Slug, i.Name, i.Group, d.Body, d.Kind, d.Text)
		}
	}
	_, err = tx.Exec(`INSERT INTO matrix_duty (version_id, position, item, name, section, body, kind, duty) VALUES `+
		sqldb.Values(len(args)/columns, columns), args...)
	return err
}

func insertReport(tx *sqldb.Tx, r Report) error {
	_, err := tx.Exec(`INSERT INTO duty_report (id, fiscal_year, item, kind, body, content, next_step, due_on, actor, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		r.ID, r.FiscalYear, r.Item, r.Kind, r.Body, r.Content, r.Next, r.Due.String(), r.Actor, tx.Now)
	return err
}

const reportColumns = `id, fiscal_year, item, kind, body, content, next_step, due_on, actor, created_at`

func scanReport(r sqldb.Row) (x Report, err error) {
	err = r.Scan(&x.ID, &x.FiscalYear, &x.Item, &x.Kind, &x.Body, &x.Content, &x.Next, &x.Due, &x.Actor, sqldb.Time(&x.At))
	return x, err
}

func reports(tx *sqldb.Tx, fiscalYear int, item string) ([]Report, error) {
	return sqldb.All(tx, scanReport, `SELECT `+reportColumns+` FROM duty_report
		WHERE fiscal_year = $1 AND item = $2 ORDER BY id DESC LIMIT 200`, fiscalYear, item)
}

func latest(tx *sqldb.Tx, fiscalYear int) ([]Report, error) {
	return sqldb.All(tx, scanReport, `SELECT `+reportColumns+` FROM duty_report
		WHERE id IN (SELECT max(id) FROM duty_report WHERE fiscal_year = $1 GROUP BY item) ORDER BY id DESC`, fiscalYear)
}
