package desk

import (
	"context"
	"errors"
	"strings"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ProxyAsk is an inquiry that the centre sends for the organization of a consultation (代理登録): a
// telephone call, or a FAX reply to a printed listing.
type ProxyAsk struct {
	Note        string
	Version     int64 // of the consultation
	Ask         inquiry.Ask
	Consent     string // one of member.Consents
	ConsentedOn term.Date
}

// AskFor sends the inquiry, keeps the consent with the consultation, and joins the two, in one
// transaction. The log says for whom it was done. Errors: fault.Fields; fault.Conflict.
func (s *Service) AskFor(ctx context.Context, by audit.By, x ProxyAsk, says *Says, w *inquiry.Says) (qid string, err error) {
	defer fault.Wrap(&err, "desk.AskFor(%q)", x.Note)
	for _, p := range []*string{&x.Ask.Message.For, &x.Ask.Message.Use, &x.Ask.Message.HandOver, &x.Ask.Message.Question, &x.Ask.Message.Merit} {
		*p = strings.TrimSpace(ja.Clean(*p))
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		n, err := noteTx(tx, x.Note)
		if err != nil {
			return err
		}
		if n.Organization == "" {
			return fault.Fields{{Name: "", Says: says.Organization}}
		}
		behalf := by
		behalf.Behalf = string(n.Organization)
		return s.changeNoteTx(tx, behalf, n.ID, x.Version, "consultation.proxy", func(tx *sqldb.Tx, n *Note) error {
			n.Consent, n.ConsentedOn = x.Consent, x.ConsentedOn
			f := consented(n, term.Of(tx.Now), says)
			x.Ask.Asker, x.Ask.Channel = n.Organization, inquiryChannel(n.Channel)
			var more fault.Fields
			switch qid, err = s.Inquiries.AskTx(tx, behalf, x.Ask, w); {
			case errors.Is(err, fault.NotFound):
				f = append(f, fault.Field{Name: "listing", Says: says.Ref})
			case errors.As(err, &more):
				f = append(more, f...)
			case err != nil:
				return err
			}
			if len(f) > 0 {
				return f
			}
			n.Ref = Ref{OfInquiry, qid}
			return nil
		})
	})
	return qid, err
}

// inquiryChannel is how an inquiry came in, of how the consultation did.
func inquiryChannel(channel string) string {
	switch channel {
	case "fax", "phone", "mail":
		return channel
	case "visit", "call-on":
		return "visit"
	}
	return "phone"
}

// Found are the organizations that a caller's words name: by their number in the register, their
// 法人番号, or their whole name.
func (s *Service) Found(ctx context.Context, words string) (list []register.Organization, err error) {
	defer fault.Wrap(&err, "desk.Found")
	words = strings.TrimSpace(ja.Clean(words))
	if words == "" {
		return nil, nil
	}
	if oid, err := s.Register.ByNumber(ctx, words); err == nil {
		o, err := s.Register.Record(ctx, oid)
		return []register.Organization{o}, err
	}
	list, err = s.Register.Named(ctx, words)
	if len(list) > 20 {
		list = list[:20]
	}
	return list, err
}
