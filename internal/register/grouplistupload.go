package register

import (
	"context"
	"encoding/json"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/intake"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// uploadKept is how long a list waits between its upload and its import.
const uploadKept = 24 * time.Hour

// KeepUpload keeps a list that somebody uploaded until it is imported, at most a day, and returns its
// id. Lists of yesterday go away.
func (s *Service) KeepUpload(ctx context.Context, by audit.By, l GroupList) (upload string, err error) {
	defer fault.Wrap(&err, "register.KeepUpload(%q)", l.FileName)
	content, err := json.Marshal(l.Sheet)
	if err != nil {
		return "", err
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(`DELETE FROM group_upload WHERE created_at < $1`, tx.Now.Add(-uploadKept)); err != nil {
			return err
		}
		upload = s.IDs.New(tx.Now)
		_, err := tx.Exec(`INSERT INTO group_upload (id, actor, file_name, list, as_of, city_code, content, created_at) VALUES `+sqldb.Values(1, 8),
			upload, string(by.Actor), l.FileName, l.Name, l.AsOf.String(), l.City, string(content), tx.Now)
		return err
	})
	return upload, err
}

// Upload returns a list that the actor uploaded within the last day, without its mapping. The error is
// fault.NotFound.
func (s *Service) Upload(ctx context.Context, by audit.By, upload string) (l GroupList, err error) {
	defer fault.Wrap(&err, "register.Upload(%q)", upload)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		found, ok, err := sqldb.One(tx, func(r sqldb.Row) (l GroupList, err error) {
			var content string
			var asOf term.Date
			if err := r.Scan(&l.FileName, &l.Name, &asOf, &l.City, &content); err != nil {
				return l, err
			}
			l.AsOf, l.Sheet = asOf, intake.Sheet{}
			return l, json.Unmarshal([]byte(content), &l.Sheet)
		}, `SELECT file_name, list, as_of, city_code, content FROM group_upload WHERE id = $1 AND actor = $2 AND created_at >= $3`,
			upload, string(by.Actor), tx.Now.Add(-uploadKept))
		if err == nil && !ok {
			err = fault.NotFound
		}
		l = found
		return err
	})
	return l, err
}

// DropUpload forgets an upload once it is imported.
func (s *Service) DropUpload(ctx context.Context, upload string) (err error) {
	defer fault.Wrap(&err, "register.DropUpload(%q)", upload)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`DELETE FROM group_upload WHERE id = $1`, upload)
		return err
	})
}
