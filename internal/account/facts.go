package account

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"kyodo/internal/sqldb"
)

// facts are what signing in needs to know about somebody; person "" = nobody.
type facts struct {
	typed   string // the mail address or number by which they were looked for
	person  PersonID
	status  Status
	name    string
	kana    string
	email   string
	handle  string
	hash    string // of the password, "" = none
	alone   bool   // the password is long enough to be the only factor
	totp    bool   // a confirmed authenticator app
	passkey bool
	known   bool // the device is on record
}

func (f facts) active() bool { return f.person != "" && f.status == Active }

func (f facts) input() PersonInput { return PersonInput{Name: f.name, Kana: f.kana, Email: f.email} }

const factsText = `SELECT p.id, p.status, p.name, p.kana, p.email, p.handle,
		coalesce((SELECT w.hash FROM password w WHERE w.person_id = p.id), ''),
		EXISTS (SELECT 1 FROM password w WHERE w.person_id = p.id AND w.alone),
		EXISTS (SELECT 1 FROM totp t WHERE t.person_id = p.id AND t.confirmed_at <> ''),
		EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = p.id),
		EXISTS (SELECT 1 FROM device d WHERE d.person_id = p.id AND d.hash = $1)
	FROM person p WHERE `

func scanFacts(r sqldb.Row) (f facts, err error) {
	return f, r.Scan(&f.person, &f.status, &f.name, &f.kana, &f.email, &f.handle, &f.hash, &f.alone, &f.totp, &f.passkey, &f.known)
}

// factsOf reads about a person.
func factsOf(tx *sqldb.Tx, person PersonID, device string) (facts, error) {
	f, _, err := sqldb.One(tx, scanFacts, factsText+`p.id = $2`, digest(device), string(person))
	return f, err
}

// factsNamed reads about whoever has a mail address or a number.
func factsNamed(tx *sqldb.Tx, mailOrNumber, device string) (facts, error) {
	key := mailKey(mailOrNumber)
	f, _, err := sqldb.One(tx, scanFacts, factsText+`(p.email_key = $2 AND p.email_key <> '') OR p.number = $3`,
		digest(device), key, plainNumber(mailOrNumber))
	f.typed = key
	return f, err
}

// plainNumber is a person's number as it is stored.
func plainNumber(typed string) string {
	return strings.NewReplacer("-", "", " ", "", "ー", "", "−", "").Replace(norm.NFKC.String(typed))
}
