package mail_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"kyodo/internal/audit"
	"kyodo/internal/config"
	"kyodo/internal/fault"
	"kyodo/internal/jobs"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb"
)

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

// urgent is a job that has nothing to do with mail.
type urgent struct{ N int }

func (urgent) Kind() string { return "urgent" }

// TestARelayThatHangsHoldsUpNoOtherWork: the relay takes connections and says nothing. Other jobs
// run, and once the relay is well again every mail arrives, once.
func TestARelayThatHangsHoldsUpNoOtherWork(t *testing.T) {
	run(t, func(t *testing.T, d *desk) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex // guards open
		var open []net.Conn
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				mu.Lock()
				open = append(open, c)
				mu.Unlock()
			}
		}()
		s := newSink(t, true)
		sender := &switching{now: s.sender(config.StartTLS)}
		hanging := s.sender(config.StartTLS)
		hanging.Relay.Port = l.Addr().(*net.TCPAddr).Port
		sender.set(hanging)
		d.Sender = sender
		var ids []string
		for i := range 20 {
			ids = append(ids, d.send(message(fmt.Sprintf("p%d@example.jp", i), "x")))
		}
		done := make(chan time.Time, 30)
		jobs.Handle(d.Queue, func(context.Context, urgent) error { done <- time.Now(); return nil })
		start(t, d.Outbox)
		for deadline := time.Now().Add(10 * time.Second); d.count()[mail.Sending] < 4; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("the mails do not start: %v", d.count())
			}
		}
		for i := range 30 {
			begin := time.Now()
			if err := d.DB.Update(t.Context(), func(tx *sqldb.Tx) error { return d.Queue.Enqueue(tx, urgent{i}) }); err != nil {
				t.Fatal(err)
			}
			select {
			case at := <-done:
				if at.Sub(begin) > 5*time.Second {
					t.Errorf("a job waited %v for the mails", at.Sub(begin))
				}
			case <-time.After(10 * time.Second):
				t.Fatal("a job waits for the mails")
			}
		}
		sender.set(s.sender(config.StartTLS))
		l.Close()
		mu.Lock()
		for _, c := range open {
			c.Close()
		}
		mu.Unlock()
		for _, mailID := range ids {
			d.wait(mailID, mail.Sent)
		}
		if n := len(s.letters()); n != 20 {
			t.Errorf("%d mails arrived, want 20", n)
		}
	})
}

// switching is a Sender whose relay is replaced.
type switching struct {
	mu  sync.Mutex // guards now
	now mail.Sender
}

func (s *switching) set(to mail.Sender) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = to
}

func (s *switching) Send(ctx context.Context, m mail.Mail, at time.Time) (mail.State, error) {
	s.mu.Lock()
	now := s.now
	s.mu.Unlock()
	return now.Send(ctx, m, at)
}
