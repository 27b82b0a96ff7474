package alert

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/id"
	"kyodo/internal/mail"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
)

// Rhythm is how often somebody is told.
type Rhythm string

// The rhythms.
const (
	Now    Rhythm = "now"    // within minutes
	Daily  Rhythm = "daily"  // in the morning
	Weekly Rhythm = "weekly" // on Monday morning
	Off    Rhythm = "off"
)

// Rhythms are all rhythms in the order of the form.
func Rhythms() []Rhythm { return []Rhythm{Now, Daily, Weekly, Off} }

// MaxAlerts is how many searches a person may keep.
const MaxAlerts = 20

// maxInMail is how many listings one mail describes; of the others it says how many there are.
const maxInMail = 10

// Alert is one search that somebody keeps.
type Alert struct {
	ID        string
	Person    account.PersonID
	Query     Query
	Rhythm    Rhythm
	CreatedAt time.Time
	UpdatedAt time.Time

	seen int64
}

// Object is the alert as a decision sees it: its keeper's alone.
func (a *Alert) Object() policy.Object {
	return policy.Object{Kind: "alert", ID: a.ID, Person: a.Person}
}

// Addresses of the pages.
const (
	Path     = "/my/alerts"
	stopPath = "/alerts/"
)

// StopPath is the page that ends an alert without signing in.
func StopPath(token string) string { return stopPath + token + "/stop" }

// Says are the texts of refusals in the reader's language.
type Says struct{ Rhythm, Many, Known string }

// Service is what happens with alerts. Build it with a struct literal.
type Service struct {
	DB     *sqldb.DB
	IDs    *id.Source
	Audit  audit.Log
	People *account.Service
	Mail   *mail.Outbox
	Frame  mail.Frame
	Bank   *bank.Service
	Key    []byte // the tokens hang on it

	// Reads says which audiences somebody belongs to today: who acts for no organization reads what is
	// for everybody.
	Reads func(tx *sqldb.Tx, person account.PersonID) ([]bank.Audience, error)
}

// token is the secret of an alert's link to end it. It can be made again: each mail carries it.
func (s *Service) token(alert string) string {
	m := hmac.New(sha256.New, s.Key)
	m.Write([]byte("stop\x00" + alert))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
