package bank

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ApprovalDays is for how many days a superior's link is good (社内確認).
const ApprovalDays = 14

// MaxDecider is how long the name of who approves may be, in characters.
const MaxDecider = 60

// Decision is what a superior said.
type Decision string

// The decisions.
const (
	NotDecided Decision = ""
	Approved   Decision = "approved"
	Declined   Decision = "declined"
	Void       Decision = "void" // another link took its place, or the listing moved on
)

// Approval is a link by which a superior reads and approves a listing without an account.
type Approval struct {
	ID        string
	Listing   string
	Digest    string // of the text that was asked about
	AskedBy   string
	AskedAt   time.Time
	ExpiresAt time.Time
	Decision  Decision
	DecidedAt time.Time
	Decider   string // a person's name
	Remark    string
}

// LinkState says whether a link may still be decided on, and if not, why.
type LinkState string

// The states of a link.
const (
	LinkOpen    LinkState = "open"
	LinkUsed    LinkState = "used"
	LinkVoid    LinkState = "void"
	LinkExpired LinkState = "expired"
	LinkChanged LinkState = "changed" // the text is not the one that was asked about
)

// Link is what became of the link by a moment; l is its listing as it stands then.
func (a *Approval) Link(now time.Time, l *Listing) LinkState {
	switch {
	case a.Decision != NotDecided && a.Decision != Void:
		return LinkUsed
	case a.Decision == NotDecided && !now.Before(a.ExpiresAt):
		return LinkExpired
	case !a.Of(l):
		return LinkChanged
	case a.Decision == Void || l.State != Approving:
		return LinkVoid
	}
	return LinkOpen
}

// Of says whether the approval is about the listing as it is now.
func (a *Approval) Of(l *Listing) bool { return a.Digest == l.digest() }

// digest names the text of a listing: approval of another text than the one read is none.
func (l *Listing) digest() string {
	b, err := json.Marshal(l.Content)
	if err != nil {
		panic(err) // words and numbers
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

const approvalColumns = `id, listing_id, digest, asked_by, asked_at, expires_at, decision, decided_at, decider, remark`

func scanApproval(r sqldb.Row) (a Approval, err error) {
	return a, r.Scan(&a.ID, &a.Listing, &a.Digest, &a.AskedBy, sqldb.Time(&a.AskedAt), sqldb.Time(&a.ExpiresAt), &a.Decision, sqldb.Time(&a.DecidedAt), &a.Decider, &a.Remark)
}

// AskApproval makes a new link for a superior and puts the listing in the state 社内確認中. Earlier
// links are void. The token stands in the link alone: the database keeps its hash.
// Errors: fault.Fields for what the listing lacks; fault.Conflict.
func (s *Service) AskApproval(ctx context.Context, by audit.By, id string, version int64, says *Says) (token string, err error) {
	defer fault.Wrap(&err, "bank.AskApproval(%q)", id)
	raw := make([]byte, 24)
	rand.Read(raw)
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, s.change(ctx, by, id, version, Approving, "listing.approval", func(tx *sqldb.Tx, l *Listing) (string, error) {
		if err := l.check(term.Of(tx.Now), true, says); err != nil {
			return "", err
		}
		if err := voidApprovals(tx, l.ID, ""); err != nil {
			return "", err
		}
		expires := tx.Now.AddDate(0, 0, ApprovalDays)
		_, err := tx.Exec(`INSERT INTO approval (id, listing_id, token_hash, digest, asked_by, asked_at, expires_at, decision, decided_at, decider, remark)
			VALUES `+sqldb.Values(1, 11), s.IDs.New(tx.Now), l.ID, hashed(token), l.digest(), string(by.Actor), tx.Now, expires, "", time.Time{}, "", "")
		if err != nil {
			return "", err
		}
		if err := disarmDraft(tx, l.ID); err != nil {
			return "", err
		}
		return "", jobs.Schedule(tx, dueApproval, l.ID, expires)
	})
}

// voidApprovals ends the links of a listing that nobody decided on, but for one ("" = for none).
func voidApprovals(tx *sqldb.Tx, id, but string) error {
	_, err := tx.Exec(`UPDATE approval SET decision = 'void', decided_at = $2 WHERE listing_id = $1 AND decision = '' AND id <> $3`, id, tx.Now, but)
	return err
}

// edited is what follows when the owner has changed a draft: approval of another text is none, and the
// time of the draft begins again.
func (s *Service) edited(tx *sqldb.Tx, l *Listing) error {
	if !l.State.drafting() {
		return nil
	}
	if err := voidApprovals(tx, l.ID, ""); err != nil {
		return err
	}
	if err := jobs.Cancel(tx, dueApproval, l.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE approval SET decision = 'void' WHERE listing_id = $1 AND decision = 'approved' AND digest <> $2`, l.ID, l.digest()); err != nil {
		return err
	}
	return armDraft(tx, l.ID)
}

// Approvals are the links of a listing, the newest first.
func (s *Service) Approvals(ctx context.Context, id string) (list []Approval, err error) {
	defer fault.Wrap(&err, "bank.Approvals(%q)", id)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scanApproval, `SELECT `+approvalColumns+` FROM approval WHERE listing_id = $1 ORDER BY id DESC LIMIT 20`, id)
		return err
	})
	return list, err
}

// ByApproval finds what a superior's link leads to, or fault.NotFound.
func (s *Service) ByApproval(ctx context.Context, token string) (a Approval, l Listing, err error) {
	defer fault.Wrap(&err, "bank.ByApproval")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		a, l, err = approvalOf(tx, token)
		return err
	})
	return a, l, err
}

func approvalOf(tx *sqldb.Tx, token string) (a Approval, l Listing, err error) {
	a, ok, err := sqldb.One(tx, scanApproval, `SELECT `+approvalColumns+` FROM approval WHERE token_hash = $1`, hashed(token))
	if err == nil && !ok {
		err = fault.NotFound
	}
	if err != nil {
		return a, l, err
	}
	l, err = ListingTx(tx, a.Listing)
	return a, l, err
}

// Decide is what a superior says by a link, once. The listing is a draft again, with the decision on
// record, and whoever asked gets a mail: an approval submits nothing, the owner does. decider is the
// name as they write it, which is personal; a refusal needs a remark. The log's actor is who opened the
// link, commonly audit.Visitor: it proves no more than that somebody had it.
// Errors: fault.Fields named decider, remark; fault.NotFound; fault.Conflict when the link is not open.
func (s *Service) Decide(ctx context.Context, by audit.By, token string, approve bool, decider, remark string, says *Says) (err error) {
	defer fault.Wrap(&err, "bank.Decide")
	decider, remark = strings.Join(strings.Fields(ja.Clean(decider)), " "), strings.TrimSpace(ja.Clean(remark))
	var f fault.Fields
	if decider == "" || utf8.RuneCountInString(decider) > MaxDecider {
		f = append(f, fault.Field{Name: "decider", Says: says.DeciderMissing})
	}
	if n := utf8.RuneCountInString(remark); n > MaxNote {
		f = append(f, fault.Field{Name: "remark", Says: says.Long(MaxNote)})
	} else if n == 0 && !approve {
		f = append(f, fault.Field{Name: "remark", Says: says.ReasonMissing})
	}
	if len(f) > 0 {
		return f
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		a, l, err := approvalOf(tx, token)
		if err != nil {
			return err
		}
		if st := a.Link(tx.Now, &l); st != LinkOpen {
			return fault.New(fault.Conflict, "the link is %s", st)
		}
		said := Declined
		if approve {
			said = Approved
		}
		n, err := tx.Exec(`UPDATE approval SET decision = $2, decided_at = $3, decider = $4, remark = $5 WHERE id = $1 AND decision = ''`, a.ID, string(said), tx.Now, decider, remark)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "the link is used")
		}
		if err != nil {
			return err
		}
		e := s.entry(by, "listing.decide", &l, "decision="+string(said))
		e.Personal = map[string]string{"decider": decider, "remark": remark}
		if err := s.Audit.Record(tx, e); err != nil {
			return err
		}
		a.Decision, a.Decider, a.Remark = said, decider, remark
		return s.approvalEnds(tx, by, &l, &a)
	})
}

// approvalEnds makes the listing a draft again and tells who asked.
func (s *Service) approvalEnds(tx *sqldb.Tx, by audit.By, l *Listing, a *Approval) error {
	return s.moveTx(tx, by, l, l.Version, Drafted, "listing.approval-over", func(tx *sqldb.Tx, l *Listing) (string, error) {
		if err := jobs.Cancel(tx, dueApproval, l.ID); err != nil {
			return "", err
		}
		if err := armDraft(tx, l.ID); err != nil {
			return "", err
		}
		return "approval=" + a.ID, s.tellPerson(tx, account.PersonID(a.AskedBy), l, "bank.approval", func(w *mailWords) letter { return w.Approval(l, a) })
	})
}

// approvalOver is what happens when a superior's link expires: the listing is a draft again, so that
// its owner can send it or ask anew.
func (s *Service) approvalOver(tx *sqldb.Tx, id string) error {
	l, ok, err := byID(tx, id)
	if err != nil || !ok || l.State != Approving {
		return err
	}
	a, ok, err := sqldb.One(tx, scanApproval, `SELECT `+approvalColumns+` FROM approval WHERE listing_id = $1 AND decision = '' ORDER BY id DESC LIMIT 1`, id)
	if err != nil || !ok {
		return err
	}
	if tx.Now.Before(a.ExpiresAt) { // asked again meanwhile, or the clock was set back
		return jobs.Schedule(tx, dueApproval, id, a.ExpiresAt)
	}
	if err := voidApprovals(tx, id, ""); err != nil {
		return err
	}
	return s.approvalEnds(tx, system, &l, &a)
}
