package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"kyodo/internal/config"
	"kyodo/internal/mail"
)

// letter is one mail as the sink got it.
type letter struct {
	from string
	to   []string
	data string
	tls  bool
	user string
}

// sink is a mail relay that keeps what it gets.
type sink struct {
	t    *testing.T
	port int
	pool *x509.CertPool

	mu    sync.Mutex // guards what follows
	got   []letter
	rcpt  func(to string) error // answers RCPT, nil = yes
	fate  func(letter) fate     // what happens to a mail whose data are read
	slow  time.Duration
	calls int // mails begun
}

type fate int

const (
	taken     fate = iota
	lost           // the connection breaks before the answer; the mail is not kept
	unheard        // the mail is kept, the connection breaks before the answer
	unthanked      // the mail is kept and answered, then the connection breaks
	busy           // 451
	unwanted       // 550
)

func newSink(t *testing.T, withTLS bool) *sink {
	t.Helper()
	s := &sink{t: t, pool: x509.NewCertPool()}
	server := smtp.NewServer(s)
	server.Domain = "relay.example.jp"
	server.ErrorLog = quiet{}
	if withTLS {
		cert := certificate(t)
		s.pool.AddCert(cert.Leaf)
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return s
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// sender sends to the sink, and trusts its certificate.
func (s *sink) sender(security config.Security) mail.SMTP {
	return mail.SMTP{Relay: config.Relay{Host: "127.0.0.1", Port: s.port, Security: security},
		From: "kyodo@example.jp", Name: "やまぐち社会貢献支援システム", ReplyTo: "centre@example.jp", Helo: "kyodo.example.jp",
		TLS: &tls.Config{RootCAs: s.pool}}
}

func (s *sink) letters() []letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

func (s *sink) set(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// NewSession is called by the server for each connection.
func (s *sink) NewSession(c *smtp.Conn) (smtp.Session, error) {
	_, isTLS := c.TLSConnectionState()
	return &session{sink: s, conn: c, letter: letter{tls: isTLS}}, nil
}

type session struct {
	*sink
	conn *smtp.Conn
	letter
	hangUp bool
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "correct" {
			return errors.New("wrong password")
		}
		s.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from, s.to = from, nil
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mu.Lock()
	answer := s.rcpt
	s.mu.Unlock()
	if answer != nil {
		if err := answer(to); err != nil {
			return err
		}
	}
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	time.Sleep(s.slow)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	s.data = string(b)
	what := taken
	if s.fate != nil {
		what = s.fate(s.letter)
	}
	switch what {
	case busy:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
	case unwanted:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no"}
	case lost:
		s.conn.Conn().Close()
		return errors.New("gone")
	}
	s.got = append(s.got, s.letter)
	s.hangUp = what == unthanked
	if what == unheard {
		s.conn.Conn().Close()
	}
	return nil
}

// Reset is called after the answer to DATA.
func (s *session) Reset() {
	if s.hangUp {
		s.conn.Conn().Close()
	}
}

func (s *session) Logout() error { return nil }

// certificate returns one for 127.0.0.1 that signs itself.
func certificate(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "relay"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// header returns the value of the only header of that name in raw data.
func header(t *testing.T, data, name string) string {
	t.Helper()
	head, _, _ := strings.Cut(data, "\r\n\r\n")
	var found []string
	for line := range strings.SplitSeq(strings.ReplaceAll(head, "\r\n ", " "), "\r\n") {
		if key, value, _ := strings.Cut(line, ": "); strings.EqualFold(key, name) {
			found = append(found, value)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d headers %s in\n%s", len(found), name, head)
	}
	return found[0]
}
