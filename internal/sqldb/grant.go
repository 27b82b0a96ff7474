package sqldb

import (
	"context"
	"fmt"

	"kyodo/internal/fault"
)

// Tables in which the program's role may not do everything: the log only grows, of personal values
// in it rows may be erased, and whose tables the migrations are, the program only reads.
var narrow = map[string]string{
	"audit":           "SELECT, INSERT",
	"audit_leaf":      "SELECT, INSERT",
	"audit_head":      "SELECT, INSERT",
	"audit_pending":   "SELECT, INSERT, DELETE",
	"audit_personal":  "SELECT, INSERT, DELETE",
	"audit_tree":      "SELECT, UPDATE",
	versionTable:      "SELECT",
	"river_migration": "SELECT",
}

// Grant lets a role of PostgreSQL run the program on the database, and no more: it reads and writes
// rows, and makes, changes or drops nothing. The migrated database belongs to the role that db is
// opened with. A role that could do more than it is granted is fault.Invalid. Call it after each
// Migrate; what the role had on tables before is taken back.
func Grant(ctx context.Context, db *DB, role string) (err error) {
	defer fault.Wrap(&err, "sqldb.Grant(%q)", role)
	wrong := func(says string) error { return fault.Fields{{Name: "--grant", Says: says}} }
	if db.engine != Postgres {
		return wrong("PostgreSQL のデータベースでだけ使えます。")
	}
	if !identifier.MatchString(role) {
		return wrong("役割の名前は、小文字の英字・数字・下線で書いてください。")
	}
	return db.Update(ctx, func(tx *Tx) error {
		powers, known, err := One(tx, Int, `SELECT CASE WHEN rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
				OR pg_has_role(rolname, current_user, 'MEMBER') THEN 1 ELSE 0 END FROM pg_roles WHERE rolname = $1`, role)
		switch {
		case err != nil:
			return err
		case !known:
			return wrong("この名前の役割がありません。先に CREATE ROLE で作ってください。")
		case powers != 0:
			return wrong("この役割は権限が強すぎます。SUPERUSER・CREATEDB・CREATEROLE がなく、表の所有者でもない役割にしてください。")
		}
		tables, err := All(tx, Text, `SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`)
		if err != nil {
			return err
		}
		schema, _, err := One(tx, Text, `SELECT quote_ident(current_schema())`)
		if err != nil {
			return err
		}
		to := ` TO "` + role + `"`
		list := []string{
			`REVOKE CREATE ON SCHEMA ` + schema + ` FROM PUBLIC`,
			`REVOKE ALL ON SCHEMA ` + schema + ` FROM "` + role + `"`,
			`REVOKE ALL ON ALL TABLES IN SCHEMA ` + schema + ` FROM "` + role + `"`,
			`GRANT USAGE ON SCHEMA ` + schema + to,
			`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ` + schema + to,
		}
		for _, t := range tables {
			may := narrow[t]
			if may == "" {
				may = "SELECT, INSERT, UPDATE, DELETE"
			}
			list = append(list, `GRANT `+may+` ON "`+t+`"`+to)
		}
		for _, text := range list {
			if _, err := tx.Exec(text); err != nil {
				return fmt.Errorf("grant: %w", err)
			}
		}
		return nil
	})
}
