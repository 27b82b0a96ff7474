package register

import (
	"encoding/json"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

const profileColumns = `organization_id, kind, line, fields, undecided, content, visibility, provenance, published, published_at,
	terms_version, consented_at, version, updated_at`

func scanProfile(r sqldb.Row) (p Profile, err error) {
	var line, fields, content, visibility, provenance string
	var undecided bool
	err = r.Scan(&p.Organization, &p.Kind, &line, &fields, &undecided, &content, &visibility, &provenance, &p.Published,
		sqldb.Time(&p.PublishedAt), &p.TermsVersion, sqldb.Time(&p.ConsentedAt), &p.Version, sqldb.Time(&p.UpdatedAt))
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal([]byte(content), &p.Values); err != nil {
		return p, err
	}
	if err := json.Unmarshal([]byte(visibility), &p.Visibility); err != nil {
		return p, err
	}
	if err := json.Unmarshal([]byte(provenance), &p.Provenance); err != nil {
		return p, err
	}
	for name, v := range map[string]string{ItemLine: line, ItemFields: fields} {
		if v != "" {
			p.Values[name] = v
		}
	}
	if undecided {
		p.Values[ItemUndecided] = "yes"
	}
	return p, nil
}

// profileOf returns the organization's profile with its sites; one that nobody has written yet has
// version 0.
func profileOf(tx *sqldb.Tx, o Organization) (Profile, error) {
	p, ok, err := sqldb.One(tx, scanProfile, `SELECT `+profileColumns+` FROM profile WHERE organization_id = $1`, string(o.ID))
	if err != nil {
		return p, err
	}
	if !ok {
		p = Profile{Organization: o.ID, Values: map[string]string{}, Visibility: map[string]Visibility{}, Provenance: map[string]ProfileOrigin{}}
	}
	p.Kind = ProfileKindOf(o.Kind) // a group that became a corporation fills in the other form from now on
	if ok {
		by, err := sitesOf(tx, []string{string(o.ID)})
		p.Sites = by[o.ID]
		return p, err
	}
	return p, nil
}

// saveProfile writes p over the version before it; somebody else's later version is fault.Conflict.
func saveProfile(tx *sqldb.Tx, p *Profile) error {
	values := map[string]string{}
	for name, v := range p.Values {
		if name != ItemLine && name != ItemFields && name != ItemUndecided {
			values[name] = v
		}
	}
	var text [3]string
	for i, v := range []any{values, p.Visibility, p.Provenance} {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		text[i] = string(b)
	}
	args := []any{string(p.Organization), string(p.Kind), p.Line(), strings.Join(p.Fields(), " "), p.Undecided(), text[0], text[1], text[2],
		p.Published, p.PublishedAt, p.TermsVersion, p.ConsentedAt, p.Version, tx.Now}
	var n int64
	var err error
	if p.Version == 1 {
		n, err = tx.Exec(`INSERT INTO profile (`+profileColumns+`) VALUES `+sqldb.Values(1, len(args))+` ON CONFLICT (organization_id) DO NOTHING`, args...)
	} else {
		// Whether it is shown stays as it is: somebody may have hidden it since it was read.
		n, err = tx.Exec(`UPDATE profile SET kind = $2, line = $3, fields = $4, undecided = $5, content = $6, visibility = $7, provenance = $8,
			version = $9, updated_at = $10 WHERE organization_id = $1 AND version = $9 - 1`, append(args[:8:8], p.Version, tx.Now)...)
	}
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "the profile is not of version %d any more", p.Version-1)
	}
	return err
}

const siteColumns = `id, organization_id, position, name, city_code, street, contact, phone`

func scanSite(r sqldb.Row) (of struct {
	Organization ID
	Site
}, err error) {
	var position int64
	err = r.Scan(&of.ID, &of.Organization, &position, &of.Name, &of.CityCode, &of.Street, &of.Contact, &of.Phone)
	return of, err
}

// sitesOf returns the sites of each of the organizations, in their order.
func sitesOf(tx *sqldb.Tx, ids []string) (map[ID][]Site, error) {
	by := map[ID][]Site{}
	err := inChunks(ids, func(in string, args []any) error {
		return sqldb.Each(tx, `SELECT `+siteColumns+` FROM site WHERE organization_id IN `+in+` ORDER BY organization_id, position`, args,
			func(r sqldb.Row) error {
				of, err := scanSite(r)
				by[of.Organization] = append(by[of.Organization], of.Site)
				return err
			})
	})
	return by, err
}

// saveSites writes all sites of the profile anew.
func saveSites(tx *sqldb.Tx, p *Profile) error {
	if _, err := tx.Exec(`DELETE FROM site WHERE organization_id = $1`, string(p.Organization)); err != nil {
		return err
	}
	for n, s := range p.Sites {
		_, err := tx.Exec(`INSERT INTO site (`+siteColumns+`) VALUES `+sqldb.Values(1, 8), s.ID, string(p.Organization), n, s.Name,
			s.CityCode, s.Street, s.Contact, s.Phone)
		if err != nil {
			return err
		}
	}
	return nil
}

// publishedOf returns the profiles that their organizations published, of all or of those with the
// ids, with their sites.
func publishedOf(tx *sqldb.Tx, ids []string) (map[ID]Profile, error) {
	by := map[ID]Profile{}
	take := func(r sqldb.Row) error {
		p, err := scanProfile(r)
		by[p.Organization] = p
		return err
	}
	var err error
	if ids == nil {
		err = sqldb.Each(tx, `SELECT `+profileColumns+` FROM profile WHERE published`, nil, take)
	} else {
		err = inChunks(ids, func(in string, args []any) error {
			return sqldb.Each(tx, `SELECT `+profileColumns+` FROM profile WHERE published AND organization_id IN `+in, args, take)
		})
	}
	if err != nil || len(by) == 0 {
		return by, err
	}
	have := make([]string, 0, len(by))
	for oid := range by {
		have = append(have, string(oid))
	}
	sites, err := sitesOf(tx, have)
	for oid, list := range sites {
		p := by[oid]
		p.Sites = list
		by[oid] = p
	}
	return by, err
}
