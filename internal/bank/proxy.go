package bank

import (
	"context"
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/member"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ProxyChannels are the ways by which an organization asks somebody else to write for it.
var ProxyChannels = []Choice{choice("phone", "電話", "Telephone"), choice("fax", "FAX", "Fax"), choice("visit", "来所・訪問", "Visit"), choice("mail", "メール・郵便", "Mail")}

// Proxy is what stands behind a listing that the centre wrote (代理登録): who asked for it and agreed.
// The channel is that of the listing.
type Proxy struct {
	AskedBy     string    // a person's name: personal
	Consent     string    // one of member.Consents
	ConsentedOn term.Date // not after today
}

// ProxySays are the refusals of what stands behind an entry by proxy.
type ProxySays struct{ Channel, AskedBy, Consent, ConsentedOn string }

// BeginByProxy is Begin for an organization that asked the centre to write. by.Behalf names it.
func (s *Service) BeginByProxy(ctx context.Context, by audit.By, in Start, x Proxy, says *Says, w ProxySays) (id string, err error) {
	defer fault.Wrap(&err, "bank.BeginByProxy")
	x.AskedBy = ja.Clean(x.AskedBy)
	by.Behalf = string(in.Organization)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		var f fault.Fields
		if !slices.ContainsFunc(ProxyChannels, func(c Choice) bool { return c.Value == in.Channel }) {
			f = append(f, fault.Field{Name: "channel", Says: w.Channel})
		}
		if x.AskedBy == "" || len([]rune(x.AskedBy)) > member.MaxName {
			f = append(f, fault.Field{Name: "asked_by", Says: w.AskedBy})
		}
		if !slices.Contains(member.Consents(), x.Consent) {
			f = append(f, fault.Field{Name: "consent", Says: w.Consent})
		}
		if x.ConsentedOn.IsZero() || x.ConsentedOn.After(term.Of(tx.Now)) {
			f = append(f, fault.Field{Name: "consented_on", Says: w.ConsentedOn})
		}
		if len(f) > 0 {
			return f
		}
		if id, err = s.BeginTx(tx, by, in, says); err != nil {
			return err
		}
		e := by.Entry("listing.proxy", "listing:"+id, "channel="+in.Channel+" consent="+x.Consent+" consented_on="+x.ConsentedOn.String())
		e.Subject = string(in.Organization)
		e.Personal = map[string]string{"asked_by": x.AskedBy}
		return s.Audit.Record(tx, e)
	})
	return id, err
}
