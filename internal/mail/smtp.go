package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"kyodo/internal/config"
)

// SMTP is the Sender that gives mails to a relay.
type SMTP struct {
	Relay   config.Relay
	From    string // address; of the envelope too, so that what comes back comes here
	Name    string // beside From
	ReplyTo string // address, or ""
	Helo    string // our own host's name for the relay
	TLS     *tls.Config
}

// refused is a failure that another try would only repeat.
type refused struct{ error }

// Unwrap returns what the relay said.
func (r refused) Unwrap() error { return r.error }

// Permanent says whether the relay refused the mail itself for good: the recipient or the content.
// A relay that refuses us all (a wrong password, a sender it does not know) is for the operator to
// mend, so such mails wait.
func Permanent(err error) bool { return errors.As(err, new(refused)) }

// Send gives the mail to the relay and returns Sent once the relay has answered that it has it,
// whatever goes wrong after that.
func (s SMTP) Send(ctx context.Context, m Mail, at time.Time) (State, error) {
	msg, err := s.message(m, at)
	if err != nil {
		return "", refused{err}
	}
	client, err := gomail.NewClient(s.Relay.Host, s.options()...)
	if err != nil {
		return "", err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	var failure *gomail.SendError
	switch {
	case msg.IsDelivered():
		return Sent, nil
	case errors.As(err, &failure) && failure.ErrorCode()/100 == 5 && !strings.HasPrefix(failure.EnhancedStatusCode(), "5.7") && // 5.7: policy
		(failure.Reason == gomail.ErrSMTPRcptTo || failure.Reason == gomail.ErrSMTPDataClose):
		return "", refused{err}
	case err == nil:
		err = errors.New("the relay did not say that it has the mail")
	}
	return "", err
}

func (s SMTP) options() []gomail.Option {
	conf := &tls.Config{} // #nosec G402 -- MinVersion is set below
	if s.TLS != nil {
		conf = s.TLS.Clone()
	}
	conf.ServerName, conf.MinVersion = s.Relay.Host, tls.VersionTLS12
	opts := []gomail.Option{gomail.WithTLSConfig(conf), gomail.WithTimeout(15 * time.Second), gomail.WithoutNoop(), gomail.WithoutRset(), gomail.WithoutSMTPUTF8()}
	if s.Helo != "" {
		opts = append(opts, gomail.WithHELO(s.Helo))
	}
	switch s.Relay.Security {
	case config.TLS:
		opts = append(opts, gomail.WithSSL())
	case config.Insecure:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.Relay.User != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.Relay.User), gomail.WithPassword(s.Relay.Password))
	}
	return append(opts, gomail.WithPort(s.Relay.Port))
}

// message is the mail on the wire. Its headers are fixed here; what users wrote is in the body,
// which is base64.
func (s SMTP) message(m Mail, at time.Time) (*gomail.Msg, error) {
	to, ok := Address(m.To)
	if !ok {
		return nil, errors.New("the address cannot be written to")
	}
	msg := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent())
	if err := errors.Join(msg.FromFormat(oneLine(s.Name, maxSubject), s.From), msg.To(to)); err != nil {
		return nil, err
	}
	if s.ReplyTo != "" {
		if err := msg.ReplyTo(s.ReplyTo); err != nil {
			return nil, err
		}
	}
	msg.Subject(oneLine(m.Subject, maxSubject))
	msg.SetMessageIDWithValue(m.MessageID)
	msg.SetDateWithValue(at)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Unsubscribe != "" {
		msg.SetListUnsubscribe(m.Unsubscribe)
		if strings.HasPrefix(m.Unsubscribe, "https:") { // one click, without opening the page (RFC 8058)
			msg.SetListUnsubscribePost()
		}
	}
	msg.SetBodyString(gomail.TypeTextPlain, lines(m.Text))
	return msg, nil
}
