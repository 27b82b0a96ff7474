package mail_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/id"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// desk is an outbox on a database of its own, with a clock that can be put forward.
type desk struct {
	*mail.Outbox
	t     *testing.T
	ahead atomic.Int64
}

// run runs f on both engines with an outbox whose queue does not work yet.
func run(t *testing.T, f func(t *testing.T, d *desk)) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		d := &desk{t: t}
		db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{MaxConns: 10, Now: func() time.Time { return dbtest.Now().Add(time.Duration(d.ahead.Load())) }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		d.Outbox = d.outbox(db, nil)
		f(t, d)
	})
}

// outbox is another process on the same database.
func (d *desk) outbox(db *sqldb.DB, sender mail.Sender) *mail.Outbox {
	ids := &id.Source{}
	return &mail.Outbox{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Queue: jobs.New(db, slog.New(slog.NewTextHandler(io.Discard, nil))),
		Sender: sender, Host: "kyodo.example.jp"}
}

// start lets the queue work until the test, or the returned function, ends it.
func start(t *testing.T, o *mail.Outbox) (stop func()) {
	t.Helper()
	o.Work()
	if _, err := o.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := o.Queue.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := o.Queue.Stop(ctx); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(stop)
	return stop
}

func message(to, what string) mail.Message {
	return mail.Message{To: to, Kind: "test.hello", Subject: "お知らせ", Text: what, Person: "p1"}
}

func (d *desk) send(m mail.Message) (mailID string) {
	d.t.Helper()
	err := d.DB.Update(d.t.Context(), func(tx *sqldb.Tx) (err error) { mailID, err = d.Send(tx, m); return err })
	if err != nil {
		d.t.Fatal(err)
	}
	return mailID
}

func (d *desk) mail(mailID string) (m mail.Mail) {
	d.t.Helper()
	err := d.DB.View(d.t.Context(), func(tx *sqldb.Tx) (err error) { m, err = mail.ByID(tx, mailID); return err })
	if err != nil {
		d.t.Fatal(err)
	}
	return m
}

// wait waits until the mail is in the state.
func (d *desk) wait(mailID string, want mail.State) mail.Mail {
	d.t.Helper()
	for deadline := time.Now().Add(40 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		m := d.mail(mailID)
		if m.State == want {
			return m
		}
		if time.Now().After(deadline) {
			d.t.Fatalf("mail %s is %s (%s) after %d attempts, want %s", mailID, m.State, m.LastError, m.Attempts, want)
		}
	}
}

func (d *desk) count() (by map[mail.State]int64) {
	d.t.Helper()
	if err := d.DB.View(d.t.Context(), func(tx *sqldb.Tx) (err error) { by, err = mail.Count(tx); return err }); err != nil {
		d.t.Fatal(err)
	}
	return by
}

func TestAMailArrivesEncryptedWithFixedHeaders(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		s := newSink(t, true)
		sender := s.sender(config.StartTLS)
		sender.Relay.User, sender.Relay.Password = "kyodo", "correct"
		d.Sender = sender
		m := message("hanako@example.jp", "こんにちは。\r\n2行目です。\x00")
		m.ToName, m.Unsubscribe = "花子\r\nBcc: x@example.com", "https://kyodo.example.jp/me/mail"
		mailID := d.send(m)
		start(t, d.Outbox)
		done := d.wait(mailID, mail.Sent)
		if done.Attempts != 1 || done.SentAt.IsZero() || done.LastError != "" || done.Text != "こんにちは。\n2行目です。" {
			t.Errorf("stored as %+v", done)
		}
		got := s.letters()
		if len(got) != 1 {
			t.Fatalf("%d mails arrived, want 1", len(got))
		}
		if l := got[0]; !l.tls || l.user != "kyodo" || l.from != "kyodo@example.jp" || cmp.Diff([]string{"hanako@example.jp"}, l.to) != "" {
			t.Errorf("tls %v, user %q, from %q, to %q", l.tls, l.user, l.from, l.to)
		}
		data := got[0].data
		subject, err := new(mime.WordDecoder).DecodeHeader(header(t, data, "Subject"))
		if err != nil || subject != "お知らせ" {
			t.Errorf("subject %q, %v", subject, err)
		}
		for name, want := range map[string]string{
			"Message-ID":                "<" + mailID + "@kyodo.example.jp>",
			"Auto-Submitted":            "auto-generated",
			"To":                        "<hanako@example.jp>",
			"Reply-To":                  "<centre@example.jp>",
			"List-Unsubscribe":          "<https://kyodo.example.jp/me/mail>",
			"List-Unsubscribe-Post":     "List-Unsubscribe=One-Click",
			"Content-Type":              "text/plain; charset=UTF-8",
			"Content-Transfer-Encoding": "base64",
			"Date":                      "Mon, 23 Nov 2026 01:00:00 +0000",
		} {
			if got := header(t, data, name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		_, body, _ := strings.Cut(data, "\r\n\r\n")
		text, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(strings.TrimSpace(body), "\r\n", ""))
		if err != nil || strings.ReplaceAll(string(text), "\r\n", "\n") != "こんにちは。\n2行目です。" {
			t.Errorf("body %q, %v", text, err)
		}
	})
}

func TestAMailIsSentIfAndOnlyIfItsTransactionCommits(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		s := newSink(t, true)
		d.Sender = s.sender(config.StartTLS)
		start(t, d.Outbox)
		refused := errors.New("refused")
		var last string
		for i := range 40 {
			err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
				if last, err = d.Send(tx, message(fmt.Sprintf("p%d@example.jp", i), "x")); err != nil {
					return err
				}
				if i%2 == 0 {
					return refused
				}
				return nil
			})
			if (i%2 == 0) != errors.Is(err, refused) {
				t.Fatal(err)
			}
		}
		d.wait(last, mail.Sent)
		for d.count()[mail.Sent] < 20 {
			time.Sleep(20 * time.Millisecond)
		}
		for _, l := range s.letters() {
			var i int
			if _, err := fmt.Sscanf(l.to[0], "p%d@", &i); err != nil || i%2 == 0 {
				t.Errorf("a mail to %s arrived", l.to[0])
			}
		}
		if diff := cmp.Diff(map[mail.State]int64{mail.Sent: 20}, d.count()); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
	})
}

func TestNoRelayHoldsAndAnotherStartSends(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		mailID := d.send(message("hanako@example.jp", "x"))
		stop := start(t, d.Outbox)
		d.wait(mailID, mail.Held)
		stop()
		s := newSink(t, true)
		start(t, d.outbox(d.DB, s.sender(config.StartTLS)))
		d.wait(mailID, mail.Sent)
		if len(s.letters()) != 1 {
			t.Errorf("%d mails arrived, want 1", len(s.letters()))
		}
	})
}

func TestRightsAreAskedWhenTheMailGoes(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		d.Sender = mail.Recorder{}
		d.Recheck("test.right", func(_ *sqldb.Tx, m mail.Mail) (bool, error) { return m.Person == "still", nil })
		lost, kept := message("a@example.jp", "秘密"), message("b@example.jp", "秘密")
		lost.Kind, lost.Person, lost.Secret = "test.right", "gone", true
		kept.Kind, kept.Person = "test.right", "still"
		a, b := d.send(lost), d.send(kept)
		start(t, d.Outbox)
		if m := d.wait(a, mail.Dropped); m.Text != "" {
			t.Errorf("the dropped mail keeps its secret %q", m.Text)
		}
		if m := d.wait(b, mail.Recorded); m.Text != "秘密" {
			t.Errorf("the recorded mail says %q", m.Text)
		}
	})
}

func TestASecretIsErasedOnceSent(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		s := newSink(t, false)
		d.Sender = s.sender(config.Insecure)
		m := message("a@example.jp", "https://kyodo.example.jp/enter/abc")
		m.Secret = true
		mailID := d.send(m)
		start(t, d.Outbox)
		if m := d.wait(mailID, mail.Sent); m.Text != "" {
			t.Errorf("the secret is still stored: %q", m.Text)
		}
		_, body, _ := strings.Cut(s.letters()[0].data, "\r\n\r\n")
		if text, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(body)); !strings.Contains(string(text), "/enter/abc") {
			t.Errorf("the mail arrived as %q", text)
		}
	})
}
