package register

import (
	"context"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// States of a reader's notice, as the permission table names them.
const (
	CorrectionOpen     = "open"
	CorrectionDone     = "done"     // the register was mended, or its source was told
	CorrectionDeclined = "declined" // the register is right
)

// MaxCorrectionReply is how long a note on a notice may be, in characters.
const MaxCorrectionReply = 2000

// Notice is a reader's notice as officers handle it.
type Notice struct {
	Correction
	ID           string
	Organization ID
	Name         string // of the organization
	State        string // CorrectionOpen, CorrectionDone or CorrectionDeclined
	CreatedAt    time.Time
	Reply        string // what an officer noted: what was done, or why nothing
	HandledBy    string
	HandledAt    time.Time
}

const noticeColumns = `c.id, c.organization_id, o.name, c.about, c.body, c.evidence, c.contact, c.status, c.created_at, c.reply, c.handled_by,
	c.handled_at`

func scanNotice(r sqldb.Row) (n Notice, err error) {
	err = r.Scan(&n.ID, &n.Organization, &n.Name, &n.About, &n.Body, &n.Evidence, &n.Contact, &n.State, sqldb.Time(&n.CreatedAt), &n.Reply,
		&n.HandledBy, sqldb.Time(&n.HandledAt))
	return n, err
}

// Notices returns readers' notices in a state, the oldest open ones or the newest handled ones first,
// at most limit.
func (s *Service) Notices(ctx context.Context, state string, limit int) (list []Notice, err error) {
	defer fault.Wrap(&err, "register.Notices(%q)", state)
	order := `c.created_at DESC, c.id DESC`
	if state == CorrectionOpen {
		order = `c.created_at, c.id`
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, scanNotice, `SELECT `+noticeColumns+` FROM correction c JOIN organization o ON o.id = c.organization_id
			WHERE c.status = $1 ORDER BY `+order+` LIMIT $2`, state, limit)
		return err
	})
	return list, err
}

// Notice returns one notice. The error is fault.NotFound.
func (s *Service) Notice(ctx context.Context, notice string) (n Notice, err error) {
	defer fault.Wrap(&err, "register.Notice(%q)", notice)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		n, ok, err = sqldb.One(tx, scanNotice, `SELECT `+noticeColumns+` FROM correction c JOIN organization o ON o.id = c.organization_id
			WHERE c.id = $1`, notice)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return n, err
}

// HandleNotice closes a reader's notice: done or declined, with a note of what was done or why
// nothing. One that is closed already is fault.Conflict.
func (s *Service) HandleNotice(ctx context.Context, by audit.By, notice, state, reply string) (err error) {
	defer fault.Wrap(&err, "register.HandleNotice(%q)", notice)
	var bad fault.Fields
	if state != CorrectionDone && state != CorrectionDeclined {
		bad = append(bad, fault.Field{Name: "state", Says: "「対応済み」か「対応しない」を選んでください。"})
	}
	switch n := len([]rune(reply)); {
	case n == 0:
		bad = append(bad, fault.Field{Name: "reply", Says: "何をしたか、または対応しない理由を入力してください。"})
	case n > MaxCorrectionReply:
		bad = append(bad, fault.Field{Name: "reply", Says: "2,000文字以内で入力してください。"})
	}
	if bad != nil {
		return bad
	}
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`UPDATE correction SET status = $1, reply = $2, handled_by = $3, handled_at = $4 WHERE id = $5 AND status = $6`,
			state, reply, string(by.Actor), tx.Now, notice, CorrectionOpen)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "notice %s is not open", notice)
		}
		return s.Audit.Record(tx, by.Entry("correction.decide", notice, state))
	})
}

// Log records on its own that something was read.
func (s *Service) Log(ctx context.Context, e audit.Entry) (err error) {
	defer fault.Wrap(&err, "register.Log(%q)", e.Action)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.Audit.Record(tx, e) })
}
