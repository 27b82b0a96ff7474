package inquiry

import (
	"context"
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Proxy is what stands behind an inquiry that somebody else writes for an organization (代理登録): how it
// agreed, and when. The channel is that of the inquiry.
type Proxy struct {
	Consent     string    // one of member.Consents
	ConsentedOn term.Date // not after today
}

// ProxySays are the refusals of what stands behind an inquiry by proxy.
type ProxySays struct{ Consent, ConsentedOn string }

// AskByProxy is Ask for an organization that agreed to it. The log says for whom, and how it agreed.
// Errors: as of Ask; fault.Fields named consent, consented_on.
func (s *Service) AskByProxy(ctx context.Context, by audit.By, in Ask, x Proxy, says *Says, w ProxySays) (qid string, err error) {
	defer fault.Wrap(&err, "inquiry.AskByProxy(%q)", in.Listing)
	in.clean()
	by.Behalf = string(in.Asker)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		var f fault.Fields
		if !slices.Contains(member.Consents(), x.Consent) {
			f = append(f, fault.Field{Name: "consent", Says: w.Consent})
		}
		if x.ConsentedOn.IsZero() || x.ConsentedOn.After(term.Of(tx.Now)) {
			f = append(f, fault.Field{Name: "consented_on", Says: w.ConsentedOn})
		}
		if len(f) > 0 {
			return f
		}
		if qid, err = s.AskTx(tx, by, in, says); err != nil {
			return err
		}
		e := by.Entry("inquiry.proxy", "inquiry:"+qid, "channel="+in.Channel+" consent="+x.Consent+" consented_on="+x.ConsentedOn.String())
		e.Subject = string(in.Asker)
		return s.Audit.Record(tx, e)
	})
	return qid, err
}
