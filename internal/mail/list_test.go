package mail_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

func TestListIsNarrowedAndPaged(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		var want []string
		for i := range 7 {
			m := message("a@example.jp", fmt.Sprint(i))
			if i%2 == 0 {
				m.Person, m.Organization = "p2", "o2"
			}
			if mailID := d.send(m); i%2 == 0 {
				want = append([]string{mailID}, want...)
			}
		}
		list := func(f mail.Filter) (ids []string) {
			err := d.DB.View(t.Context(), func(tx *sqldb.Tx) error {
				all, err := mail.List(tx, f)
				for _, m := range all {
					ids = append(ids, m.ID)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return ids
		}
		for _, f := range []mail.Filter{{Person: "p2"}, {Organization: "o2"}, {Person: "p2", State: mail.Queued}} {
			if diff := cmp.Diff(want, list(f)); diff != "" {
				t.Errorf("%+v (-want +got):\n%s", f, diff)
			}
		}
		if diff := cmp.Diff(want[2:3], list(mail.Filter{Person: "p2", After: want[1], Limit: 1})); diff != "" {
			t.Errorf("second page (-want +got):\n%s", diff)
		}
		if n := len(list(mail.Filter{State: mail.Failed})); n != 0 {
			t.Errorf("%d failed mails, want 0", n)
		}
	})
}

func TestForgetAndErase(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		d.Sender = mail.Recorder{}
		stop := start(t, d.Outbox)
		old := d.send(message("a@example.jp", "x"))
		d.wait(old, mail.Recorded)
		stop()
		d.ahead.Add(int64(24 * time.Hour))
		d.send(message("a@example.jp", "x"))
		other := message("b@example.jp", "x")
		other.Person = "p2"
		d.send(other)
		update := func(f func(*sqldb.Tx) error) {
			t.Helper()
			if err := d.DB.Update(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		update(func(tx *sqldb.Tx) error {
			n, err := mail.Forget(tx, tx.Now.Add(-time.Hour))
			if n != 1 {
				t.Errorf("%d forgotten, want 1", n)
			}
			return err
		})
		update(func(tx *sqldb.Tx) error { return mail.Erase(tx, "") })
		if n := d.count()[mail.Queued]; n != 2 {
			t.Errorf("%d mails wait, want 2", n)
		}
		update(func(tx *sqldb.Tx) error { return mail.Erase(tx, "p1") })
		if n := d.count()[mail.Queued]; n != 1 {
			t.Errorf("%d mails wait, want 1", n)
		}
	})
}
