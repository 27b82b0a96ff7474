package member

import (
	"context"
	"errors"
	"slices"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// ProxyMark stands on a record that a proxy entered until somebody of the body takes it over.
const ProxyMark = "【代理登録】"

// consents are how a body agreed to the terms.
var consents = []string{"written", "spoken"}

// Consents returns how a body may have agreed: written, spoken.
func Consents() []string { return slices.Clone(consents) }

// Proxy is what stands behind an entry by proxy (代理登録): who asked for it, how, and the consent.
type Proxy struct {
	Organization register.ID
	CityCode     string
	Channel      string // one of register.Channels
	AskedBy      string // a person's name
	Consent      string
	ConsentedOn  term.Date
	EnteredBy    string
	EnteredAt    time.Time
	TakenOverAt  time.Time // zero = not yet
}

// EnterByProxy takes a group or company into the register for people who asked for it. The record is
// marked 【代理登録】 until one of them claims it.
func (s *Service) EnterByProxy(ctx context.Context, by audit.By, c Content, x Proxy, says *Says) (org register.ID, err error) {
	defer fault.Wrap(&err, "member.EnterByProxy")
	c.clean()
	x.AskedBy = ja.Clean(x.AskedBy)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		today := term.Of(tx.Now)
		var f fault.Fields
		if err := s.checkContent(tx, &c, &Personal{}, StepBody, says); err != nil {
			var ok bool
			if f, ok = fields(err); !ok {
				return err
			}
		}
		if c.Line == "" || runes(c.Line) > MaxLine {
			f = append(f, fault.Field{Name: "line", Says: says.LineMissing})
		}
		if !register.IsChannel(x.Channel) {
			f = append(f, fault.Field{Name: "channel", Says: says.Channel})
		}
		if x.AskedBy == "" || runes(x.AskedBy) > MaxName {
			f = append(f, fault.Field{Name: "asked_by", Says: says.AskedBy})
		}
		if !slices.Contains(consents, x.Consent) {
			f = append(f, fault.Field{Name: "consent", Says: says.Consent})
		}
		if x.ConsentedOn.IsZero() || x.ConsentedOn.After(today) {
			f = append(f, fault.Field{Name: "consented_on", Says: says.ConsentOn})
		}
		if err := f.Err(); err != nil {
			return err
		}
		org, err = s.Register.DeclareTx(tx, by, c.record(), register.Self, ProxyMark)
		if err != nil {
			return err
		}
		by.Behalf = string(org)
		n, err := tx.Exec(`INSERT INTO proxy_entry (organization_id, city_code, channel, asked_by, consent, consented_on, entered_by, entered_at, taken_over_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '') ON CONFLICT (organization_id) DO NOTHING`,
			string(org), c.areaCode(), x.Channel, x.AskedBy, x.Consent, x.ConsentedOn.String(), string(by.Actor), tx.Now)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.Fields{{Name: "number", Says: says.NumberOwned}}
		}
		body := Application{Content: c}
		if err := s.Register.BeginProfileTx(tx, by, org, body.profile(), terms.Version); err != nil {
			return err
		}
		if err := insertConsent(tx, org, consented{terms.ID, terms.Version, terms.Digest("ja"), "", sqldb.Stamp(tx.Now)}); err != nil {
			return err
		}
		e := by.Entry("proxy.create", string(org), "channel="+x.Channel+" consent="+x.Consent+" consented_on="+x.ConsentedOn.String())
		e.Subject = string(org)
		e.Personal = map[string]string{"asked_by": x.AskedBy}
		return s.Audit.Record(tx, e)
	})
	return org, err
}

// ProxyOf returns what stands behind an entry by proxy; ok is false for every other record.
func ProxyOf(tx *sqldb.Tx, org register.ID) (x Proxy, ok bool, err error) {
	return sqldb.One(tx, func(r sqldb.Row) (x Proxy, err error) {
		return x, r.Scan(&x.Organization, &x.CityCode, &x.Channel, &x.AskedBy, &x.Consent, &x.ConsentedOn, &x.EnteredBy, sqldb.Time(&x.EnteredAt), sqldb.Time(&x.TakenOverAt))
	}, `SELECT organization_id, city_code, channel, asked_by, consent, consented_on, entered_by, entered_at, taken_over_at
		FROM proxy_entry WHERE organization_id = $1`, string(org))
}

// takenOver notes that people of the body act for it now.
func takenOver(tx *sqldb.Tx, org register.ID) error {
	_, err := tx.Exec(`UPDATE proxy_entry SET taken_over_at = $2 WHERE organization_id = $1 AND taken_over_at = ''`, string(org), tx.Now)
	return err
}

// fields returns the Fields in an error.
func fields(err error) (f fault.Fields, ok bool) {
	ok = errors.As(err, &f)
	return f, ok
}
