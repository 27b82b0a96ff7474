package config

import (
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"

	"kyodo/internal/fault"
)

// Relay is a mail server that takes our mail.
type Relay struct {
	Host           string
	Port           int
	User, Password string // empty = without signing in
	Security       Security
}

// Security says how the conversation with a relay is kept from others.
type Security string

// The kinds of security. StartTLS and TLS refuse to go on without it.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	Insecure Security = "insecure"
)

// Relay returns the relay of KYODO_SMTP, and whether there is one.
func (s Server) Relay() (r Relay, ok bool, err error) {
	if s.SMTP == "" {
		return r, false, nil
	}
	u, err := url.Parse(s.SMTP)
	if err != nil { // the error's own text would show the password
		return r, false, errors.New("the relay's address cannot be read")
	}
	r.Host = u.Hostname()
	r.User = u.User.Username()
	r.Password, _ = u.User.Password()
	switch u.Scheme {
	case "smtp":
		r.Security, r.Port = StartTLS, 587
	case "smtps":
		r.Security, r.Port = TLS, 465
	case "smtp+insecure":
		r.Security, r.Port = Insecure, 25
	default:
		return r, false, fmt.Errorf("%q is no way to reach a relay", u.Scheme)
	}
	if r.Host == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return r, false, errors.New("a relay has a host, and nothing after it")
	}
	if r.Security == Insecure && u.User != nil {
		return r, false, errors.New("a password does not travel in the open")
	}
	if p := u.Port(); p != "" {
		if r.Port, err = strconv.Atoi(p); err != nil || r.Port < 1 || r.Port > 65535 {
			return r, false, errors.New("a port is between 1 and 65535")
		}
	}
	return r, true, nil
}

// mailFaults says what is wrong with the settings of mail.
func (s Server) mailFaults() (f fault.Fields) {
	if _, _, err := s.Relay(); err != nil {
		f = append(f, fault.Field{Name: "KYODO_SMTP", Says: "smtp://利用者:パスワード@ホスト名:587 の形で指定してください。暗号化しない smtp+insecure:// に、パスワードは書けません。"})
	}
	if s.MailFrom == "" && s.SMTP != "" {
		f = append(f, fault.Field{Name: "KYODO_MAIL_FROM", Says: "KYODO_SMTP を使うときは、差出人のメールアドレスも指定してください。"})
	}
	for name, value := range map[string]string{"KYODO_MAIL_FROM": s.MailFrom, "KYODO_MAIL_REPLY_TO": s.MailReply} {
		if a, err := netmail.ParseAddress(value); value != "" && (err != nil || a.Address != value) {
			f = append(f, fault.Field{Name: name, Says: "kyodo@example.lg.jp のように、アドレスだけを指定してください。"})
		}
	}
	if strings.ContainsFunc(s.MailName, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		f = append(f, fault.Field{Name: "KYODO_MAIL_NAME", Says: "1行で指定してください。"})
	}
	return f
}
