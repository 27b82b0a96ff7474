package backup_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/backup"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// person writes somebody with an open session and an ended one, a card, an invitation, one that was
// used, and a sign-in that was begun.
func person(t *testing.T, db *sqldb.DB, key string) {
	t.Helper()
	const later, past = "2999-01-01T00:00:00.000000Z", "2026-01-01T00:00:00.000000Z"
	err := db.Update(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`INSERT INTO person (id, number, name, kana, email, email_key, phone, status, suspended_on, suspended_reason, lang, handle, search,
			created_at, updated_at, version) VALUES ($1, $1, '周防', '', '', '', '', 'active', '', '', 'ja', $1, '', $2, $2, 1)`, key, past)
		if err != nil {
			return err
		}
		for i, ended := range []string{"", past} {
			_, err := tx.Exec(`INSERT INTO session (id, person_id, token_hash, method, assurance, agent, started_at, seen_at, step_up_at, acting, glass_until, ended_at, end_reason)
				VALUES ($1, $2, $1, 'password', 1, '', $3, $3, '', '', '', $4, '')`, fmt.Sprint(key, i), key, past, ended)
			if err != nil {
				return err
			}
		}
		for i, x := range [][2]string{{"card", ""}, {"invitation", ""}, {"invitation", past}} {
			_, err := tx.Exec(`INSERT INTO ticket (id, kind, secret_hash, person_id, post_id, email, name, kana, role, lang, valid_from, valid_until, actor,
				created_at, expires_at, tries, used_at, void_at) VALUES ($1, $2, $1, $3, '', '', '', '', '', 'ja', '', '', '', $4, $5, 0, $6, '')`,
				fmt.Sprint(key, i), x[0], key, past, later, x[1])
			if err != nil {
				return err
			}
		}
		_, err = tx.Exec(`INSERT INTO challenge (id, kind, person_id, content, created_at, expires_at, tries, used_at)
			VALUES ($1, 'second', $1, '', $2, $3, 0, '')`, key, past, later)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestARestoreRevivesNothing: what may have been ended, used or sent since the backup is over in the
// restored database, on either engine, and its log is as it was recorded.
func TestARestoreRevivesNothing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		fixture(t, db)
		person(t, db, "p1")
		file, m := write(t, db, key)
		for name, target := range targets(t) {
			_, s, err := backup.Restore(t.Context(), target, source(file), key)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want := backup.Stilled{Revoked: account.Revoked{Sessions: 1, Tickets: 2, Challenges: 1}, Held: 2, Dropped: 3}
			if diff := cmp.Diff(want, s); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			for _, open := range []string{`SELECT count(*) FROM session WHERE ended_at = ''`, `SELECT count(*) FROM ticket WHERE used_at = '' AND void_at = ''`,
				`SELECT count(*) FROM challenge WHERE used_at = ''`, `SELECT count(*) FROM mail WHERE state IN ('queued', 'sending')`} {
				if n := count(t, target, open); n != 0 {
					t.Errorf("%s: %d of %s", name, n, open)
				}
			}
			if n := count(t, target, `SELECT count(*) FROM session WHERE end_reason = 'restored'`); n != 1 {
				t.Errorf("%s: %d sessions ended by the restore, want 1: what had ended stays as it was", name, n)
			}
			rep, err := audit.Verify(t.Context(), target, nil, []byte(m.AuditHead))
			if err != nil || rep.Bad != nil || rep.Anchors != 1 {
				t.Errorf("%s: the log: %+v, %v", name, rep, err)
			}
		}
	})
}

// TestMailsWaitForAPersonAfterARestore: they do not go by themselves when a process starts, and go
// once somebody releases them.
func TestMailsWaitForAPersonAfterARestore(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		fixture(t, db)
		file, _ := write(t, db, key)
		for name, target := range targets(t) {
			if _, _, err := backup.Restore(t.Context(), target, source(file), key); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			ids := &id.Source{}
			outbox := &mail.Outbox{DB: target, IDs: ids, Audit: audit.Log{IDs: ids}, Queue: jobs.New(target, slog.New(slog.DiscardHandler)), Sender: mail.Recorder{}}
			outbox.Work()
			if n, err := outbox.Resume(t.Context()); n != 0 || err != nil {
				t.Fatalf("%s: %d mails resumed, %v; want none", name, n, err)
			}
			err := target.Update(t.Context(), func(tx *sqldb.Tx) error {
				held, err := sqldb.All(tx, sqldb.Text, `SELECT id FROM mail WHERE state = 'held'`)
				for _, m := range held {
					if err := outbox.Retry(tx, audit.By{Actor: audit.Console}, m); err != nil {
						return err
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := outbox.Queue.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			for deadline := time.Now().Add(20 * time.Second); count(t, target, `SELECT count(*) FROM mail WHERE state = 'recorded'`) < 2; time.Sleep(20 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("%s: the released mails do not go", name)
				}
			}
			if err := outbox.Queue.Stop(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
}
