package member

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"kyodo/internal/register"
	"kyodo/internal/sqldb"
)

// Document is a versioned text to which people agree. Its version changes with its words; the
// digest of the words that were shown is kept with each consent.
type Document struct {
	ID      string // "terms" or "pledge"
	Version string
	JA, EN  []string // paragraphs
}

// Paragraphs returns the text in a language.
func (d *Document) Paragraphs(lang string) []string {
	if lang == "en" {
		return d.EN
	}
	return d.JA
}

// Digest is the SHA-256 of the text as it was shown in a language.
func (d *Document) Digest(lang string) string {
	sum := sha256.Sum256([]byte(d.ID + "\n" + d.Version + "\n" + strings.Join(d.Paragraphs(lang), "\n")))
	return hex.EncodeToString(sum[:])
}

// Terms is the 登録規約 for groups and companies in force.
func Terms() *Document { return &terms }

// Pledge is the declaration that a body has nothing to do with organized crime
// (反社会的勢力の排除に関する誓約; 山口県暴力団排除条例).
func Pledge() *Document { return &pledge }

var terms = Document{ID: "terms", Version: register.TermsVersion, JA: []string{
	"登録した団体・企業の名称、市町、活動の内容、活動分野などを、このサイトで公開します。公開する項目は、団体・企業が選べます。",
	"連絡先と代表者・担当者の氏名は、登録の確認と連絡に使います。公開を選ばない限り、一般には公開しません。",
	"登録する内容は、正しく、新しいものにしてください。変わったときは、書き直してください。",
	"うその登録、他人のなりすまし、営利だけ・宗教の布教・選挙運動を目的とする利用はできません。",
	"このサイトを通した協働は、当事者が話し合って決めます。運営者は、相談に応じますが、結果を保証しません。",
	"規約に反する利用があったとき、運営者は、理由を知らせたうえで公開を止めることがあります。",
	"同意は、いつでも取り消せます。取り消すと、団体・企業が登録した内容の公開を終えます。法令で公開される情報は残ります。",
	"規約を変えるときは、前もって知らせ、もう一度同意をお願いします。",
}, EN: []string{
	"The name, municipality, activities and fields of a registered body are published on this site. The body chooses which items are public.",
	"Contact data and names of representatives are used to check the registration and to reach you. They are not public unless you choose so.",
	"Please keep what you register true and up to date.",
	"False registration, acting in another's name, and use for profit alone, for missionary work or for election campaigns are not allowed.",
	"Collaborations found through this site are agreed between the parties. The operator advises but does not guarantee the outcome.",
	"Where these terms are broken the operator may end publication, after giving the reason.",
	"You may withdraw your consent at any time. What you registered is then no longer published. Information that is public by law remains.",
	"Before these terms change you are told and asked to agree anew.",
}}

var pledge = Document{ID: "pledge", Version: "2026-11", JA: []string{
	"私たちの団体・企業は、暴力団、暴力団員、その他の反社会的勢力ではなく、関係もありません。これからも関係を持ちません。",
	"役員や運営の中心となる人にも、これに当たる人はいません。",
	"この誓約に反することが分かったときは、登録を取り消されても異議を述べません。",
}, EN: []string{
	"Our body is not, has no ties with, and will not have ties with organized crime groups, their members or other antisocial forces.",
	"Nor is this so of our officers or those who run our body.",
	"Should this prove untrue we shall not object to the registration being cancelled.",
}}

// Agreement is what somebody agreed to when a form was sent.
type Agreement struct {
	Terms, Pledge bool
	Lang          string // of the texts that were shown
}

// NeedsConsent says whether the organization has yet to agree to the terms in force: it never did,
// or they have changed since.
func NeedsConsent(tx *sqldb.Tx, org register.ID) (bool, error) {
	_, ok, err := sqldb.One(tx, sqldb.Text, `SELECT version FROM terms_consent WHERE organization_id = $1 AND document = $2 AND version = $3`,
		string(org), terms.ID, terms.Version)
	return !ok, err
}

// consented is one consent of an organization.
type consented struct{ document, version, digest, person, at string }

func insertConsent(tx *sqldb.Tx, org register.ID, c consented) error {
	_, err := tx.Exec(`INSERT INTO terms_consent (organization_id, document, version, digest, person, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (organization_id, document, version) DO NOTHING`, string(org), c.document, c.version, c.digest, c.person, c.at)
	return err
}
