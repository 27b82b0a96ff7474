package register

import (
	"context"
	"slices"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Whose value the united record says.
const (
	UnionBoth    = "same" // both say it
	UnionOfKeep  = "keep"
	UnionOfGone  = "gone"
	UnionOfOther = "other" // what follows from both together
)

// UnionFact is one fact of both records and of the one that they would become.
type UnionFact struct {
	Fact               string // a Fact name
	Keep, Gone, One    string // the values, "" = not stated
	KeepFrom, GoneFrom Origin // who states them
	Whose              string // UnionBoth, UnionOfKeep, UnionOfGone or UnionOfOther
	Conflict           bool   // both state it, and not alike
}

// UnionSide is all that hangs on one of the two records.
type UnionSide struct {
	Organization
	Filings     []Filing
	Corrections int  // readers' notices about it
	Profile     bool // it has written a profile
	People      int  // who acts for it
	Members     []ID // records that were merged into it before
}

// UnionPreview shows what a union would do, before anybody makes it.
type UnionPreview struct {
	Keep, Gone UnionSide
	One        Organization // the record that they would become
	Facts      []UnionFact  // in the order of the page; only what one of them states
	Filings    []Filing
	Refused    []string // why it cannot be made: UnionSame, UnionNumbers …; empty = it can
}

// PreviewUnion compares two records and says what they would become. It writes nothing. The error is
// fault.NotFound.
func (s *Service) PreviewUnion(ctx context.Context, keep, gone ID) (p UnionPreview, err error) {
	defer fault.Wrap(&err, "register.PreviewUnion(%q, %q)", keep, gone)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		k, g, err := s.pair(tx, keep, gone)
		if err != nil {
			return err
		}
		p = UnionPreview{}
		if p.Refused, err = s.refusals(tx, &k.Organization, &g.Organization); err != nil {
			return err
		}
		for i, side := range [2]*UnionSide{&p.Keep, &p.Gone} {
			if *side, err = s.unionSide(tx, [2]*known{k, g}[i]); err != nil {
				return err
			}
		}
		if slices.Contains(p.Refused, UnionGone) || slices.Contains(p.Refused, UnionSame) {
			return nil
		}
		one := join(k, g)
		one.derive(one.said)
		p.One = one.Organization
		p.Facts = unionFacts(&k.Organization, &g.Organization, &p.One)
		p.Filings = joinFilings(p.Keep.Filings, p.Gone.Filings)
		return nil
	})
	return p, err
}

func (s *Service) unionSide(tx *sqldb.Tx, k *known) (side UnionSide, err error) {
	side = UnionSide{Organization: k.Organization, Members: k.members}
	if side.Filings, err = filingsOf(tx, k.ID); err != nil {
		return side, err
	}
	n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM correction WHERE organization_id = $1
		OR organization_id IN (SELECT id FROM organization WHERE united_into = $1 AND united_into <> '')`, string(k.ID))
	if err != nil {
		return side, err
	}
	side.Corrections = int(n)
	p, err := profileOf(tx, k.Organization)
	if err != nil {
		return side, err
	}
	side.Profile = p.Version > 0
	if s.People != nil {
		side.People, err = s.People(tx, k.ID)
	}
	return side, err
}

// unionFacts compares the facts that one of the records states.
func unionFacts(keep, gone, one *Organization) (list []UnionFact) {
	for _, name := range Facts() {
		f := UnionFact{Fact: name, Keep: keep.Value(name), Gone: gone.Value(name), One: one.Value(name), KeepFrom: keep.Provenance[name],
			GoneFrom: gone.Provenance[name]}
		if f.Keep == "" && f.Gone == "" && f.One == "" {
			continue
		}
		f.Conflict = f.Keep != "" && f.Gone != "" && f.Keep != f.Gone
		switch f.One {
		case f.Keep:
			if f.Whose = UnionOfKeep; f.Keep == f.Gone {
				f.Whose = UnionBoth
			}
		case f.Gone:
			f.Whose = UnionOfGone
		default:
			f.Whose = UnionOfOther
		}
		list = append(list, f)
	}
	return list
}

// Value is what the register says of a fact, as one text without labels: dates as YYYY-MM-DD, fields
// as slugs. "" = nothing.
func (o *Organization) Value(fact string) string {
	switch fact {
	case FactName:
		return o.Name
	case FactKana:
		return o.Kana
	case FactNumber:
		return string(o.Number)
	case FactAddress:
		return o.Address.String()
	case FactPeople:
		return o.Representative
	case FactPurpose:
		return o.Purpose
	case FactFields:
		return strings.Join(o.Fields, " ")
	case FactOffice:
		return o.Office
	case FactFiscal:
		if o.FiscalEnd.IsZero() {
			return ""
		}
		return o.FiscalStart.String() + "/" + o.FiscalEnd.String()
	case FactCertified:
		return strings.TrimSpace(o.CertifiedOn.String() + " " + o.RegisteredOn.String())
	case FactApproval:
		return strings.TrimSpace(string(o.Approval) + " " + o.ApprovedOn.String())
	case FactDissolved:
		return strings.TrimSpace(o.Dissolution + " " + o.Supervision)
	case FactClosed:
		return o.ClosedOn.String()
	}
	return ""
}

// joinFilings returns the filings of both, one a year, as filingsOf does.
func joinFilings(keep, gone []Filing) (list []Filing) {
	list = slices.Concat(keep, gone)
	slices.SortStableFunc(list, func(a, b Filing) int {
		if c := b.PeriodEnd.Compare(a.PeriodEnd); c != 0 {
			return c
		}
		switch {
		case a.Filed.IsZero() == b.Filed.IsZero():
			return 0
		case a.Filed.IsZero():
			return 1
		}
		return -1
	})
	return slices.CompactFunc(list, func(a, b Filing) bool { return a.PeriodEnd == b.PeriodEnd })
}

// Unions returns the latest unions, newest first, at most limit.
func (s *Service) Unions(ctx context.Context, limit int) (list []Union, err error) {
	defer fault.Wrap(&err, "register.Unions")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		if list, err = sqldb.All(tx, scanUnion, `SELECT `+unionColumns+` FROM organization_union ORDER BY made_at DESC, id DESC LIMIT $1`,
			limit); err != nil {
			return err
		}
		return nameUnions(tx, list)
	})
	return list, err
}

// Union returns one union. The error is fault.NotFound.
func (s *Service) Union(ctx context.Context, union string) (u Union, err error) {
	defer fault.Wrap(&err, "register.Union(%q)", union)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		if u, ok, err = unionByID(tx, union); err != nil {
			return err
		}
		list := []Union{u}
		err = nameUnions(tx, list) // what is not there takes as many statements
		u = list[0]
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return u, err
}

func nameUnions(tx *sqldb.Tx, list []Union) error {
	var ids []ID
	for _, u := range list {
		ids = append(ids, u.Keep, u.Gone)
	}
	names, err := NamesTx(tx, ids...)
	for i := range list {
		list[i].KeepName, list[i].GoneName = names[list[i].Keep], names[list[i].Gone]
	}
	return err
}

// Record returns any organization for officers: withheld ones too, and merged ones as they stand.
// The error is fault.NotFound.
func (s *Service) Record(ctx context.Context, oid ID) (o Organization, err error) {
	defer fault.Wrap(&err, "register.Record(%q)", oid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		if o, ok, err = recordByID(tx, oid); err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return o, err
}
