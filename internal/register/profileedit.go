package register

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Actions that the log knows of profiles.
const (
	actionProfileEdit    = "profile.edit"
	actionProfilePublish = "profile.publish"
	actionProfileUndo    = "profile.undo"
)

// Profile returns the whole profile of an organization, with what nobody else may see: cut it with
// For before showing it. The error is fault.NotFound.
func (s *Service) Profile(ctx context.Context, oid ID) (p Profile, o Organization, err error) {
	defer fault.Wrap(&err, "register.Profile(%q)", oid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		p, o, err = profileIn(tx, oid)
		return err
	})
	return p, o, err
}

func profileIn(tx *sqldb.Tx, oid ID) (p Profile, o Organization, err error) {
	o, ok, err := byID(tx, oid)
	if err == nil && !ok {
		err = fault.NotFound
	}
	if err != nil {
		return p, o, err
	}
	p, err = profileOf(tx, o)
	return p, o, err
}

// EditProfile puts what was typed on the profile of an organization. version is that of the profile
// that the form showed; where somebody wrote meanwhile the error is fault.Conflict and Profile has
// the present one. What is wrong with the input is fault.Fields by name of the form's fields, and
// nothing is stored. Who acts on behalf of the organization (by.Behalf) says how it was asked to,
// and who agreed; the organization can undo it.
func (s *Service) EditProfile(ctx context.Context, by audit.By, oid ID, version int64, in ProfileInput, says ProfileSays) (err error) {
	defer fault.Wrap(&err, "register.EditProfile(%q)", oid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		old, o, err := profileIn(tx, oid)
		if err != nil {
			return err
		}
		c := checker{says: says, today: term.Of(tx.Now)}
		from := ProfileOrigin{Source: sourceOf(by, o), By: by.Post, On: c.today}
		if from.Source == Proxy {
			from.Channel, from.Consent = c.consent(in)
		}
		p := old.clone()
		c.apply(&p, in)
		if err := c.faults.Err(); err != nil {
			return err
		}
		if old.Version != version {
			return fault.New(fault.Conflict, "version %d, the form had %d", old.Version, version)
		}
		for i := range p.Sites {
			same := func(x Site) bool { return x.ID == p.Sites[i].ID }
			if !slices.ContainsFunc(old.Sites, same) || slices.ContainsFunc(p.Sites[:i], same) {
				p.Sites[i].ID = s.IDs.New(tx.Now)
			}
		}
		changed := old.changes(&p)
		if len(changed) == 0 {
			return nil
		}
		p.mark(changed, from)
		return s.keepProfile(tx, by, &p, changed, from, actionProfileEdit)
	})
}

// BeginProfileTx makes what an organization said when it came in (its application) the first version
// of its profile, inside a transaction, and notes the terms that it agreed to, "" = none. What does
// not fit an item is left out; where a profile is written already nothing happens. It publishes
// nothing.
func (s *Service) BeginProfileTx(tx *sqldb.Tx, by audit.By, oid ID, in ProfileInput, terms string) (err error) {
	defer fault.Wrap(&err, "register.BeginProfileTx(%q)", oid)
	old, o, err := profileIn(tx, oid)
	if err != nil || old.Version > 0 {
		return err
	}
	number := func(int) string { return "" }
	c := checker{says: ProfileSays{Long: number, Many: number, Number: func(int, int) string { return "" }}, today: term.Of(tx.Now)}
	p := old.clone()
	c.apply(&p, in)
	if terms != "" {
		p.TermsVersion, p.ConsentedAt = terms, tx.Now
	}
	changed := old.changes(&p)
	if len(changed) == 0 {
		return nil
	}
	from := ProfileOrigin{Source: sourceOf(by, o), On: c.today}
	p.mark(changed, from)
	return s.keepProfile(tx, by, &p, changed, from, actionProfileEdit)
}

// sourceOf says in whose name somebody writes.
func sourceOf(by audit.By, o Organization) Source {
	switch {
	case by.Behalf != "":
		return Proxy
	case by.Actor == audit.Import || by.Actor == audit.System || by.Actor == audit.Console:
		return Government
	}
	return Self
}

// mark notes who wrote the items that changed.
func (p *Profile) mark(changed []string, from ProfileOrigin) {
	for _, name := range changed {
		if p.Values[name] == "" && name != ItemSites || name == ItemSites && len(p.Sites) == 0 {
			delete(p.Provenance, name)
		} else {
			p.Provenance[name] = from
		}
	}
}

// keepProfile stores a new version of a profile with its revision and the log's entry.
func (s *Service) keepProfile(tx *sqldb.Tx, by audit.By, p *Profile, changed []string, from ProfileOrigin, action string) error {
	p.Version++
	if err := saveProfile(tx, p); err != nil {
		return err
	}
	if slices.Contains(changed, ItemSites) {
		if err := saveSites(tx, p); err != nil {
			return err
		}
	}
	if err := insertRevision(tx, s.IDs.New(tx.Now), by, p, changed, from); err != nil {
		return err
	}
	s.touched(tx, p.Organization)
	detail, err := json.Marshal(struct {
		Version int64    `json:"version"`
		Changed []string `json:"changed"`
		Channel string   `json:"channel,omitempty"`
		Consent string   `json:"consent,omitempty"`
	}{p.Version, changed, from.Channel, from.Consent})
	if err != nil {
		return err
	}
	e := by.Entry(action, string(p.Organization), string(detail))
	e.Subject = string(p.Organization)
	return s.Audit.Record(tx, e)
}

// PublishProfile shows the profile to everybody. terms is the version of the terms of use to which
// the organization agrees, "" for an earlier consent. says words what is missing (the Lacks names),
// and the error is fault.Fields of it.
func (s *Service) PublishProfile(ctx context.Context, by audit.By, oid ID, terms string, says func(lack string) string) (err error) {
	defer fault.Wrap(&err, "register.PublishProfile(%q)", oid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		p, o, err := profileIn(tx, oid)
		if err != nil {
			return err
		}
		if terms == TermsVersion && p.TermsVersion != terms {
			p.TermsVersion, p.ConsentedAt = terms, tx.Now
		}
		was := p.Published
		p.Published = true
		var lacks fault.Fields
		_, missing := Published(p, o)
		for _, m := range missing {
			lacks = append(lacks, fault.Field{Name: m, Says: says(m)})
		}
		if err := lacks.Err(); err != nil {
			return err
		}
		if !was {
			p.PublishedAt = tx.Now
		}
		return s.show(tx, by, &p, `{"published":true,"terms":"`+p.TermsVersion+`"}`)
	})
}

// HideProfile takes the profile out of sight again. What was written stays.
func (s *Service) HideProfile(ctx context.Context, by audit.By, oid ID) (err error) {
	defer fault.Wrap(&err, "register.HideProfile(%q)", oid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		p, _, err := profileIn(tx, oid)
		if err != nil || !p.Published {
			return err
		}
		p.Published = false
		return s.show(tx, by, &p, `{"published":false}`)
	})
}

// EndConsentTx takes the profile out of sight because its organization no longer agrees to the terms,
// inside a transaction. What was written stays; publishing it again asks for the consent anew.
func (s *Service) EndConsentTx(tx *sqldb.Tx, by audit.By, oid ID) (err error) {
	defer fault.Wrap(&err, "register.EndConsentTx(%q)", oid)
	p, _, err := profileIn(tx, oid)
	if err != nil || p.Version == 0 || !p.Published && p.TermsVersion == "" {
		return err
	}
	p.Published, p.TermsVersion, p.ConsentedAt = false, "", time.Time{}
	return s.show(tx, by, &p, `{"published":false,"terms":""}`)
}

// show stores whether a profile is to be seen.
func (s *Service) show(tx *sqldb.Tx, by audit.By, p *Profile, detail string) error {
	_, err := tx.Exec(`UPDATE profile SET published = $2, published_at = $3, terms_version = $4, consented_at = $5 WHERE organization_id = $1`,
		string(p.Organization), p.Published, p.PublishedAt, p.TermsVersion, p.ConsentedAt)
	if err != nil {
		return err
	}
	s.touched(tx, p.Organization)
	e := by.Entry(actionProfilePublish, string(p.Organization), detail)
	e.Subject = string(p.Organization)
	return s.Audit.Record(tx, e)
}

// ReadWithheld puts on record that somebody read data about natural persons that the profile does
// not show to everybody.
func (s *Service) ReadWithheld(ctx context.Context, by audit.By, oid ID) (err error) {
	defer fault.Wrap(&err, "register.ReadWithheld(%q)", oid)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		e := by.Entry(audit.DataRead, string(oid), "profile")
		e.Subject = string(oid)
		return s.Audit.Record(tx, e)
	})
}

// Object returns an organization as the permission table sees it. The error is fault.NotFound; that of
// a record that was merged into another is a *Moved besides: rights to the one are no rights to the other.
func (s *Service) Object(ctx context.Context, oid ID) (o policy.Object, err error) {
	defer fault.Wrap(&err, "register.Object(%q)", oid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		var into ID
		o, ok, err = sqldb.One(tx, func(r sqldb.Row) (policy.Object, error) {
			var city string
			var status codes.Status
			err := r.Scan(&city, &status, (*string)(&into))
			return policyObject(oid, city, status), err
		}, `SELECT city_code, status, united_into FROM organization WHERE id = $1`, string(oid))
		switch {
		case err != nil:
		case !ok:
			err = fault.NotFound
		case into != "":
			o, err = policy.Object{}, &Moved{To: into}
		}
		return err
	})
	return o, err
}

// Named returns the organizations of exactly that name, whatever the writing, oldest first.
func (s *Service) Named(ctx context.Context, name string) (list []Organization, err error) {
	defer fault.Wrap(&err, "register.Named(%q)", name)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = where(tx, "name_key", []string{ja.NameKey(name)})
		return err
	})
	slices.SortFunc(list, func(a, b Organization) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return list, err
}
