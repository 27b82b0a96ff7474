package mail_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/fault"
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

// hostile are pieces of names and titles that try to become headers, recipients or SMTP commands.
var hostile = []string{"\r\n", "\n", "\r", "\x00", "\u2028", "\u0085", "\u560a\u560d", "Bcc: evil@example.com", "To: evil@example.com",
	"\r\n.\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<evil@example.com>", "=?utf-8?q?=0D=0ABcc:_evil@example.com?=", "%0d%0a", "\\r\\n", "\"<evil@example.com>",
	"Content-Type: text/html", "花子", "団体【架空】", ",", ";", "<", ">", "\u202e", "\xff\xfe", "\r\n\r\n<script>", "𠮷野家", "\t", " ", "."}

func TestNamesAndTitlesNeverBecomeHeadersOrRecipients(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		s := newSink(t, true)
		random := rand.New(rand.NewPCG(8, 2008))
		fuzz := func() string {
			var b strings.Builder
			for range 1 + random.IntN(8) {
				b.WriteString(hostile[random.IntN(len(hostile))])
			}
			return b.String()
		}
		d.Sender = s.sender(config.StartTLS)
		const n = 1000
		ids := make([]string, n)
		for from := 0; from < n; from += 100 {
			err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) error {
				for i := from; i < from+100; i++ {
					m := mail.Message{To: "hanako@example.jp", ToName: fuzz(), Kind: "test.fuzz", Subject: "「" + fuzz() + "」", Text: "本文 " + fuzz()}
					var err error
					if ids[i], err = d.Send(tx, m); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		// An address with anything beside itself is refused at once.
		for range n {
			m := message("hanako@example.jp"+fuzz(), "x")
			m.To = strings.TrimRight(m.To, ".") + ",evil@example.com"
			if err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) error { _, err := d.Send(tx, m); return err }); !errors.Is(err, fault.Invalid) {
				t.Fatalf("%q: %v, want it refused", m.To, err)
			}
		}
		start(t, d.Outbox)
		for _, mailID := range ids {
			d.wait(mailID, mail.Sent)
		}
		got := s.letters()
		if len(got) != n {
			t.Fatalf("%d mails arrived, want %d", len(got), n)
		}
		allowed := map[string]bool{"date": true, "mime-version": true, "subject": true, "message-id": true, "auto-submitted": true, "from": true,
			"to": true, "reply-to": true, "content-type": true, "content-transfer-encoding": true}
		for _, l := range got {
			if cmp.Diff([]string{"hanako@example.jp"}, l.to) != "" || l.from != "kyodo@example.jp" {
				t.Fatalf("from %q to %q", l.from, l.to)
			}
			head, body, _ := strings.Cut(l.data, "\r\n\r\n")
			if strings.Trim(body, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n") != "" || strings.Contains(head, "evil@example.com") {
				t.Fatalf("raw:\n%s", l.data)
			}
			seen := map[string]int{}
			for line := range strings.SplitSeq(head, "\r\n") {
				if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
					continue
				}
				name, _, ok := strings.Cut(line, ":")
				name = strings.ToLower(name)
				if seen[name]++; !ok || !allowed[name] || seen[name] > 1 || strings.ContainsAny(line, "\r\n\x00") {
					t.Fatalf("header line %q in\n%s", line, head)
				}
			}
			if len(seen) != len(allowed) {
				t.Fatalf("%d kinds of headers, want %d:\n%s", len(seen), len(allowed), head)
			}
			subject, err := new(mime.WordDecoder).DecodeHeader(header(t, l.data, "Subject"))
			if err != nil || strings.ContainsAny(subject, "\r\n\x00\u202e\u2028\u0085") {
				t.Fatalf("subject %q, %v", subject, err)
			}
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

// TestTheRelayDies: before its answer the mail is lost or kept and the program cannot know; it
// sends again with the same Message-ID. After its answer nothing is sent again.
func TestTheRelayDies(t *testing.T) {
	for name, tt := range map[string]struct {
		fate     fate
		arrived  int
		attempts int
	}{
		"before keeping it":      {lost, 1, 2},
		"before its answer":      {unheard, 2, 2},
		"after its answer":       {unthanked, 1, 1},
		"not, but it is busy":    {busy, 1, 2},
		"not, and takes it well": {taken, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, d *desk) {
				s := newSink(t, true)
				s.fate = func(letter) fate {
					if s.calls == 1 {
						return tt.fate
					}
					return taken
				}
				d.Sender = s.sender(config.StartTLS)
				mailID := d.send(message("hanako@example.jp", "x"))
				start(t, d.Outbox)
				m := d.wait(mailID, mail.Sent)
				got := s.letters()
				if len(got) != tt.arrived || m.Attempts != tt.attempts {
					t.Errorf("%d arrived after %d attempts, want %d after %d", len(got), m.Attempts, tt.arrived, tt.attempts)
				}
				for _, l := range got {
					if id := header(t, l.data, "Message-ID"); id != "<"+m.MessageID+">" {
						t.Errorf("Message-ID %s, want %s", id, m.MessageID)
					}
				}
			})
		})
	}
}

// dying is a process that ends after the relay's answer and before its own note of it.
type dying struct {
	mail.Sender
	left atomic.Int64 // how many times yet
}

func (d *dying) Send(ctx context.Context, m mail.Mail, at time.Time) (mail.State, error) {
	state, err := d.Sender.Send(ctx, m, at)
	if err == nil && d.left.Add(-1) >= 0 {
		panic("killed")
	}
	return state, err
}

func TestAProcessThatDiesSendsAtMostOnceAgain(t *testing.T) {
	for _, tt := range []struct {
		deaths  int64
		arrived int
		end     mail.State
	}{{1, 2, mail.Sent}, {2, 2, mail.Failed}} {
		t.Run(fmt.Sprint(tt.deaths), func(t *testing.T) {
			run(t, func(t *testing.T, d *desk) {
				s := newSink(t, true)
				killer := &dying{Sender: s.sender(config.StartTLS)}
				killer.left.Store(tt.deaths)
				mailID := d.send(message("hanako@example.jp", "x"))
				for range 3 { // each time another process; the one before it is gone
					o := d.outbox(d.DB, killer)
					before := d.mail(mailID)
					stop := start(t, o)
					for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
						m := d.mail(mailID)
						if m.Attempts > before.Attempts && killer.left.Load() < tt.deaths || m.State == mail.Sent || m.State == mail.Failed {
							break
						}
						if time.Now().After(deadline) {
							t.Fatalf("nothing happened to %+v", m)
						}
					}
					for deadline := time.Now().Add(5 * time.Second); len(s.letters()) < d.mail(mailID).Attempts && time.Now().Before(deadline); {
						time.Sleep(10 * time.Millisecond)
					}
					stop()
					// While it could still be sending, nobody else does.
					if m := d.mail(mailID); m.State == mail.Sending {
						d.ahead.Add(int64(time.Minute))
						other := d.outbox(d.DB, s.sender(config.StartTLS))
						stopOther := start(t, other)
						time.Sleep(700 * time.Millisecond)
						stopOther()
						if n := len(s.letters()); n != d.mail(mailID).Attempts {
							t.Fatalf("%d arrived while another process was sending", n)
						}
					}
					d.ahead.Add(int64(3 * time.Minute))
				}
				m := d.wait(mailID, tt.end)
				got := s.letters()
				if len(got) != tt.arrived {
					t.Fatalf("%d arrived, want %d", len(got), tt.arrived)
				}
				for _, l := range got {
					if id := header(t, l.data, "Message-ID"); id != "<"+m.MessageID+">" {
						t.Errorf("Message-ID %s, want %s", id, m.MessageID)
					}
				}
			})
		})
	}
}

func TestAPoisonMailHoldsUpNoOther(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		s := newSink(t, true)
		s.rcpt = func(to string) error {
			if to == "poison@example.jp" {
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
			}
			if to == "later@example.jp" {
				return &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 1}, Message: "try later"}
			}
			return nil
		}
		d.Sender = s.sender(config.StartTLS)
		var ids []string
		for i := range 100 {
			to := fmt.Sprintf("p%d@example.jp", i)
			switch i {
			case 3:
				to = "poison@example.jp"
			case 4:
				to = "later@example.jp"
			}
			ids = append(ids, d.send(message(to, "x")))
		}
		begin := time.Now()
		start(t, d.Outbox)
		poison := d.wait(ids[3], mail.Failed)
		if poison.Attempts != 1 || !strings.Contains(poison.LastError, "no such user") {
			t.Errorf("the poison mail has %d attempts and says %q", poison.Attempts, poison.LastError)
		}
		for i, mailID := range ids {
			if i != 3 && i != 4 {
				d.wait(mailID, mail.Sent)
			}
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("98 mails took %v", took)
		}
		if m := d.mail(ids[4]); m.State != mail.Queued && m.State != mail.Sending || m.LastError == "" {
			t.Errorf("the mail that is to be sent later is %s and says %q", m.State, m.LastError)
		}
		s.set(func() { s.rcpt = nil })
		by := audit.By{Actor: audit.Console}
		if err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) error { return d.Retry(tx, by, ids[3]) }); err != nil {
			t.Fatal(err)
		}
		d.wait(ids[3], mail.Sent)
		if err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) error { return d.Retry(tx, by, ids[3]) }); !errors.Is(err, fault.Conflict) {
			t.Errorf("a mail that is sent may be tried again: %v", err)
		}
		d.wait(ids[4], mail.Sent)
		if len(s.letters()) != 100 {
			t.Errorf("%d mails arrived, want 100", len(s.letters()))
		}
		var entries []audit.Entry
		if err := d.DB.View(t.Context(), func(tx *sqldb.Tx) (err error) { entries, err = audit.Of(tx, "mail/"+ids[3]); return err }); err != nil {
			t.Fatal(err)
		}
		if len(entries) != 1 || entries[0].Action != "mail.retry" {
			t.Errorf("the log says %+v", entries)
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

// TestNothingTravelsInTheOpen: a relay without STARTTLS, or with a certificate of somebody else's,
// gets no mail.
func TestNothingTravelsInTheOpen(t *testing.T) {
	open, foreign, trusted := newSink(t, false), newSink(t, true), newSink(t, true)
	stranger := foreign.sender(config.StartTLS)
	stranger.TLS = trusted.sender(config.StartTLS).TLS
	wrong := trusted.sender(config.StartTLS)
	wrong.Relay.User, wrong.Relay.Password = "kyodo", "wrong"
	for name, sender := range map[string]mail.Sender{"no STARTTLS": open.sender(config.StartTLS), "foreign certificate": stranger, "wrong password": wrong} {
		m := mail.Mail{Message: message("a@example.jp", "x"), MessageID: "1@example.jp"}
		if state, err := sender.Send(t.Context(), m, dbtest.Now()); err == nil || mail.Permanent(err) || state == mail.Sent {
			t.Errorf("%s: %s, %v; want an error that may go away", name, state, err)
		}
	}
	for _, s := range []*sink{open, foreign, trusted} {
		if len(s.letters()) != 0 {
			t.Error("a mail arrived")
		}
	}
}

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
