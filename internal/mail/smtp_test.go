package mail_test

import (
	"testing"

	"kyodo/internal/config"
	"kyodo/internal/mail"
	"kyodo/internal/sqldb/dbtest"
)

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
