package register

import (
	"context"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Kind names the register's records to the search feed.
const Kind = "organization"

// Service is what the register does. Build it with a struct literal; Index may be nil where
// nobody searches, as in an import on the command line.
type Service struct {
	DB       *sqldb.DB
	IDs      *id.Source
	Audit    audit.Log
	Index    *search.Index
	Calendar term.Calendar // for deadlines
	Wake     chan struct{} // tells the feed of this node at once; may be nil

	// Uniting and Parting are told, in the transaction, that a person merged gone into keep, and that it
	// was undone: others move what hangs on an organization, and back. An error refuses it.
	Uniting, Parting []func(tx *sqldb.Tx, by audit.By, keep, gone ID) error
	// People counts who acts for an organization, for the preview of a union; nil = nobody is known.
	People func(tx *sqldb.Tx, oid ID) (int, error)
}

func (s *Service) today() term.Date { return term.Of(s.DB.Now()) }

// touched tells every node's index that organizations changed.
func (s *Service) touched(tx *sqldb.Tx, ids ...ID) {
	names := make([]string, len(ids))
	for i, x := range ids {
		names[i] = string(x)
	}
	search.Touch(tx, Kind, names...)
	if s.Wake == nil {
		return
	}
	tx.AfterCommit(func() {
		select {
		case s.Wake <- struct{}{}:
		default:
		}
	})
}

// Detail is all that the register holds about one organization.
type Detail struct {
	Organization
	Events     []Event  // newest first
	Filings    []Filing // newest first; empty = Kyodo holds no filing record
	Next       Filing   // the next to fall due
	HasNext    bool
	Neighbours []*Card  // others in the same field, nearest first
	Successor  ID       // the organization it merged into, when the register has and shows it
	Profile    *Profile // what everybody may read of its published profile; nil = none is published
}

// Organization returns everything about one organization. The error is fault.NotFound; that of an id
// that was merged into another organization is a *Moved besides.
func (s *Service) Organization(ctx context.Context, oid ID) (d Detail, err error) {
	defer fault.Wrap(&err, "register.Organization(%q)", oid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		o, ok, err := byID(tx, oid)
		if err != nil {
			return err
		}
		if !ok || o.Withheld {
			return fault.NotFound
		}
		if o.ID != oid {
			return &Moved{To: o.ID}
		}
		d = Detail{Organization: o}
		said, err := statementsOf(tx, oid)
		if err != nil {
			return err
		}
		d.Events = events(said)
		if o.Invented {
			for i := range d.Events {
				d.Events[i].Source = Sample
			}
		}
		if d.Filings, err = filingsOf(tx, oid); err != nil {
			return err
		}
		for i := range d.Filings {
			d.Filings[i].Due, _ = term.FilingDue(d.Filings[i].PeriodEnd, s.Calendar)
			if o.Invented {
				d.Filings[i].Source = Sample
			}
		}
		if o.Successor != "" {
			if d.Successor, _, err = shownByNumber(tx, string(o.Successor)); err != nil {
				return err
			}
		}
		p, err := profileOf(tx, o)
		if ok, _ := Published(p, o); ok {
			p = p.For(nil)
			d.Profile = &p
		}
		return err
	})
	if err != nil {
		return Detail{}, err
	}
	d.Next, d.HasNext = d.NextFiling(d.Filings, s.today(), s.Calendar)
	d.Neighbours = s.neighbours(d.Organization)
	return d, nil
}

// ByNumber returns the id of the organization with a 法人番号. The error is fault.NotFound.
func (s *Service) ByNumber(ctx context.Context, number string) (oid ID, err error) {
	defer fault.Wrap(&err, "register.ByNumber(%q)", number)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		oid, ok, err = idByNumber(tx, number)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	return oid, err
}

// Each calls f with every organization of the filter in list order, for exports. Memory stays
// bounded however many there are.
func (s *Service) Each(ctx context.Context, f Filter, each func(Organization) error) (err error) {
	defer fault.Wrap(&err, "register.Each")
	f.Limit, f.After, f.Bare = 100, "", true
	for {
		page, err := s.Search(f)
		if err != nil {
			return err
		}
		ids := make([]string, len(page.Cards))
		for i, c := range page.Cards {
			ids[i] = string(c.ID)
		}
		var found []Organization
		err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
			found, err = byIDs(tx, ids)
			return err
		})
		if err != nil {
			return err
		}
		by := make(map[ID]Organization, len(found))
		for _, o := range found {
			by[o.ID] = o
		}
		for _, c := range page.Cards {
			if o, ok := by[c.ID]; ok {
				if err := each(o); err != nil {
					return err
				}
			}
		}
		if page.Next == "" {
			return nil
		}
		f.After = page.Next
	}
}

// Correction is a reader's word that something in the register is wrong
// (「この情報の誤りを知らせる」).
type Correction struct {
	About    string // which fact: one of the Fact names, or "other"
	Body     string // what is wrong and what would be right
	Evidence string // where that can be seen; may be empty
	Contact  string // how to answer the reader; may be empty, shown to officers only
}

// Limits of a correction, in characters.
const (
	MaxCorrectionBody    = 2000
	MaxCorrectionContact = 200
)

// CorrectionSays are the texts of the refusals of a correction, in the reader's language.
type CorrectionSays struct{ About, BodyMissing, BodyLong, EvidenceLong, ContactLong string }

// Validate returns what is wrong with the correction.
func (c Correction) Validate(says CorrectionSays) error {
	var f fault.Fields
	if c.About != "other" && !isFact(c.About) {
		f = append(f, fault.Field{Name: "about", Says: says.About})
	}
	switch n := len([]rune(c.Body)); {
	case n == 0:
		f = append(f, fault.Field{Name: "body", Says: says.BodyMissing})
	case n > MaxCorrectionBody:
		f = append(f, fault.Field{Name: "body", Says: says.BodyLong})
	}
	if len([]rune(c.Evidence)) > MaxCorrectionBody {
		f = append(f, fault.Field{Name: "evidence", Says: says.EvidenceLong})
	}
	if len([]rune(c.Contact)) > MaxCorrectionContact {
		f = append(f, fault.Field{Name: "contact", Says: says.ContactLong})
	}
	return f.Err()
}

// Facts returns the names of facts in the order of the page.
func Facts() []string {
	return []string{FactName, FactKana, FactNumber, FactAddress, FactPeople, FactPurpose, FactFields, FactOffice,
		FactFiscal, FactCertified, FactApproval, FactDissolved, FactClosed}
}

func isFact(name string) bool {
	for _, f := range Facts() {
		if f == name {
			return true
		}
	}
	return false
}

// Correct stores a reader's notice for the officers. It changes no public fact.
func (s *Service) Correct(ctx context.Context, actor audit.Actor, oid ID, c Correction) (receipt string, err error) {
	defer fault.Wrap(&err, "register.Correct(%q)", oid)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		o, ok, err := byID(tx, oid)
		if err == nil && (!ok || o.Withheld) {
			err = fault.NotFound
		}
		if err != nil {
			return err
		}
		key := s.IDs.New(tx.Now)
		if err := insertCorrection(tx, key, o.ID, c); err != nil {
			return err
		}
		receipt = key
		return s.Audit.Record(tx, audit.By{Actor: actor}.Entry("correction.create", string(oid), "about="+c.About))
	})
	return receipt, err
}

// RecordFiling stores that the prefecture received (or not yet: zero filed) the annual report of
// the fiscal year that ends on periodEnd.
func (s *Service) RecordFiling(ctx context.Context, actor audit.Actor, oid ID, filings ...Filing) (err error) {
	defer fault.Wrap(&err, "register.RecordFiling(%q)", oid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		for _, f := range filings {
			if err := upsertFiling(tx, oid, f); err != nil {
				return err
			}
		}
		s.touched(tx, oid)
		return s.Audit.Record(tx, audit.By{Actor: actor}.Entry("filing.record", string(oid), ""))
	})
}

// Expire lets the index look again at organizations whose 認定 ended in the last days, as the work
// of a daily tick.
func (s *Service) Expire(tx *sqldb.Tx) error {
	today := term.Of(tx.Now)
	ids, err := expiredBetween(tx, today.AddDays(-lookBack), today)
	if err == nil {
		s.touched(tx, ids...)
	}
	return err
}

// lookBack is for how many days the daily tick may have been missed without harm: a start loads
// the whole index anyway.
const lookBack = 7

// Empty reports whether the register holds nothing yet.
func (s *Service) Empty(ctx context.Context) (empty bool, err error) {
	defer fault.Wrap(&err, "register.Empty")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		_, ok, err := sqldb.One(tx, sqldb.Text, `SELECT id FROM organization LIMIT 1`)
		empty = !ok
		return err
	})
	return empty, err
}
