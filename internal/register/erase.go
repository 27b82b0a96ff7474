package register

import (
	"encoding/json"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Erase is an account.Eraser: it takes a person out of the contact data of the organizations for
// which they act or acted (the profile, every earlier version of it, the sites, what a list of groups
// said of it) and out of readers' notices. What official sources publish of an organization stays.
func (s *Service) Erase(tx *sqldb.Tx, by audit.By, x *account.Erasure) (entries []string, err error) {
	defer fault.Wrap(&err, "register.Erase(%q)", x.Person)
	for _, org := range x.Organizations {
		if err := s.eraseProfile(tx, by, ID(org), x); err != nil {
			return nil, err
		}
		records, err := unitedWith(tx, ID(org))
		if err != nil {
			return nil, err
		}
		for _, oid := range records {
			if err := eraseRow(tx, oid, x); err != nil {
				return nil, err
			}
			if err := eraseRevisions(tx, oid, x); err != nil {
				return nil, err
			}
			if err := eraseGroupEntries(tx, oid, x); err != nil {
				return nil, err
			}
		}
	}
	return nil, eraseNotices(tx, x)
}

// eraseProfile writes a version of the profile without the person.
func (s *Service) eraseProfile(tx *sqldb.Tx, by audit.By, oid ID, x *account.Erasure) error {
	o, ok, err := byID(tx, oid)
	if err != nil || !ok {
		return err
	}
	old, err := profileOf(tx, o)
	if err != nil || old.Version == 0 {
		return err
	}
	p := old.clone()
	eraseValues(p.Values, x)
	eraseSites(p.Sites, x)
	changed := old.changes(&p)
	if len(changed) == 0 {
		return nil
	}
	from := ProfileOrigin{Source: Self, By: by.Post, On: term.Of(tx.Now)}
	p.mark(changed, from)
	return s.keepProfile(tx, by, &p, changed, from, actionProfileEdit)
}

// eraseRow takes the person out of the profile of exactly this record, which may be a merged one. That
// is no new version: until the union is undone nobody writes there.
func eraseRow(tx *sqldb.Tx, oid ID, x *account.Erasure) error {
	p, ok, err := profileRow(tx, oid)
	if err != nil || !ok {
		return err
	}
	eraseValues(p.Values, x)
	eraseSites(p.Sites, x)
	for name := range p.Provenance {
		if p.Values[name] == "" && name != ItemSites {
			delete(p.Provenance, name)
		}
	}
	if err := saveSites(tx, &p); err != nil {
		return err
	}
	return rewriteProfile(tx, &p)
}

// eraseValues drops what is the person's of the items about persons, of any kind of profile: a group
// may have become a corporation since. The postal address of a group whose head the person is may be
// their home.
func eraseValues(values map[string]string, x *account.Erasure) {
	home := x.IsName(values["head"])
	for _, kind := range []ProfileKind{CompanyProfile, NPOProfile, GroupProfile} {
		for _, i := range Items(kind) {
			if i.Person && (x.Is(values[i.Name]) || home && i.Name == "office_address") {
				delete(values, i.Name)
			}
		}
	}
}

func eraseSites(list []Site, x *account.Erasure) {
	for i := range list {
		s := &list[i]
		if x.IsPhone(s.Phone) {
			s.Phone = ""
		}
		if x.Is(s.Contact) || x.Reaches(s.Contact) {
			s.Contact = ""
		}
	}
}

// eraseRevisions rewrites the earlier versions of a profile that hold the person.
func eraseRevisions(tx *sqldb.Tx, oid ID, x *account.Erasure) error {
	type version struct{ id, content string }
	list, err := sqldb.All(tx, func(r sqldb.Row) (v version, err error) { return v, r.Scan(&v.id, &v.content) },
		`SELECT id, content FROM profile_revision WHERE organization_id = $1`, string(oid))
	if err != nil {
		return err
	}
	for _, v := range list {
		var h held
		if err := json.Unmarshal([]byte(v.content), &h); err != nil {
			return err
		}
		eraseValues(h.Values, x)
		eraseSites(h.Sites, x)
		text, err := json.Marshal(h)
		if err != nil {
			return err
		}
		if string(text) == v.content {
			continue
		}
		if _, err := tx.Exec(`UPDATE profile_revision SET content = $2 WHERE id = $1`, v.id, string(text)); err != nil {
			return err
		}
	}
	return nil
}

// eraseGroupEntries clears what is never public of a group's row in a list, where it is the person's:
// the address there is the representative's.
func eraseGroupEntries(tx *sqldb.Tx, oid ID, x *account.Erasure) error {
	type row struct{ list, key, representative, phone string }
	rows, err := sqldb.All(tx, func(r sqldb.Row) (v row, err error) { return v, r.Scan(&v.list, &v.key, &v.representative, &v.phone) },
		`SELECT list, row_key, representative, phone FROM group_entry WHERE organization_id = $1`, string(oid))
	if err != nil {
		return err
	}
	for _, v := range rows {
		if !x.IsName(v.representative) && !x.IsPhone(v.phone) {
			continue
		}
		_, err := tx.Exec(`UPDATE group_entry SET representative = '', address = '', phone = '', phone_key = '' WHERE list = $1 AND row_key = $2`,
			v.list, v.key)
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseNotices clears how to reach the person from the notices that they sent.
func eraseNotices(tx *sqldb.Tx, x *account.Erasure) error {
	type row struct{ id, contact string }
	rows, err := sqldb.All(tx, func(r sqldb.Row) (v row, err error) { return v, r.Scan(&v.id, &v.contact) },
		`SELECT id, contact FROM correction WHERE contact <> ''`)
	if err != nil {
		return err
	}
	for _, v := range rows {
		if !x.Is(v.contact) && !x.Reaches(v.contact) {
			continue
		}
		if _, err := tx.Exec(`UPDATE correction SET contact = '' WHERE id = $1`, v.id); err != nil {
			return err
		}
	}
	return nil
}
