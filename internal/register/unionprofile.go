package register

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"kyodo/internal/sqldb"
)

// inheritProfile gives keep, where it has no profile, a copy of that of gone with its sites and versions.
// What gone wrote stays with gone as it is, so an undo has nothing to give back.
func (s *Service) inheritProfile(tx *sqldb.Tx, keep, gone ID) (is bool, err error) {
	n, err := tx.Exec(`INSERT INTO profile (`+profileColumns+`) SELECT CAST($1 AS text), kind, line, fields, undecided, content, visibility, provenance,
		published, published_at, terms_version, consented_at, version, updated_at FROM profile WHERE organization_id = $2
		ON CONFLICT (organization_id) DO NOTHING`, string(keep), string(gone))
	if err != nil || n == 0 {
		return false, err
	}
	sites, err := sitesOf(tx, []string{string(gone)})
	if err != nil {
		return false, err
	}
	renamed := map[string]string{} // a site has an id of its own in each profile
	rename := func(list []Site) {
		for i := range list {
			if renamed[list[i].ID] == "" {
				renamed[list[i].ID] = s.IDs.New(tx.Now)
			}
			list[i].ID = renamed[list[i].ID]
		}
	}
	copied := sites[gone]
	rename(copied)
	if err := saveSites(tx, &Profile{Organization: keep, Sites: copied}); err != nil {
		return false, err
	}
	revisions, err := heldBy(tx, gone)
	if err != nil {
		return false, err
	}
	for _, v := range revisions {
		rename(v.held.Sites)
		text, err := json.Marshal(v.held)
		if err != nil {
			return false, err
		}
		_, err = tx.Exec(`INSERT INTO profile_revision (`+revisionColumns+`) SELECT CAST($1 AS text), CAST($2 AS text), version, CAST($3 AS text), changed,
			actor, post, source, behalf, channel, consent, at, undone_at FROM profile_revision WHERE id = $4`,
			s.IDs.New(tx.Now), string(keep), string(text), v.ID)
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

// heldBy returns the versions of the profile of exactly this record, oldest first.
func heldBy(tx *sqldb.Tx, oid ID) ([]Revision, error) {
	list, err := revisionsOf(tx, oid)
	slices.Reverse(list)
	return list, err
}

// profileRow returns the profile of exactly this record, merged or not.
func profileRow(tx *sqldb.Tx, oid ID) (p Profile, ok bool, err error) {
	p, ok, err = sqldb.One(tx, scanProfile, `SELECT `+profileColumns+` FROM profile WHERE organization_id = $1`, string(oid))
	if err != nil || !ok {
		return p, ok, err
	}
	sites, err := sitesOf(tx, []string{string(oid)})
	p.Sites = sites[oid]
	return p, true, err
}

// disinherit takes what keep had from gone out of the profile of keep, and of those to which keep was
// merged in its turn and that had it from keep. It returns whose profiles it changed.
func disinherit(tx *sqldb.Tx, keep, gone ID) (changed []ID, err error) {
	theirs, ok, err := profileRow(tx, gone)
	if err != nil || !ok {
		return nil, err
	}
	for x := keep; x != ""; {
		if err := stripProfile(tx, x, &theirs); err != nil {
			return nil, err
		}
		changed = append(changed, x)
		next, _, err := sqldb.One(tx, sqldb.Text, `SELECT keep_id FROM organization_union WHERE gone_id = $1 AND undone_at = '' AND profile_moved`, string(x))
		if err != nil {
			return nil, err
		}
		x = ID(next)
	}
	return changed, nil
}

// stripProfile leaves of the profile of a record, which began as a copy of theirs, what was written
// since: the items that a later version changed, in that version and those after it. Without a later
// version nothing stays. Only who published and consented for this record itself stays published.
func stripProfile(tx *sqldb.Tx, oid ID, theirs *Profile) error {
	p, ok, err := profileRow(tx, oid)
	if err != nil || !ok {
		return err
	}
	versions, err := heldBy(tx, oid)
	if err != nil {
		return err
	}
	from := held{theirs.Values, theirs.Visibility, theirs.Provenance, theirs.Sites}
	own := map[string]bool{}
	for _, v := range versions {
		if v.Version <= theirs.Version {
			continue
		}
		for _, name := range v.Changed {
			own[name] = true
		}
		v.held.strip(from, own)
		text, err := json.Marshal(v.held)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE profile_revision SET content = $2 WHERE id = $1`, v.ID, string(text)); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`DELETE FROM profile_revision WHERE organization_id = $1 AND version <= $2`, string(oid), theirs.Version)
	if err != nil {
		return err
	}
	now := held{p.Values, p.Visibility, p.Provenance, p.Sites}
	now.strip(from, own)
	p.Sites = now.Sites
	if p.Version <= theirs.Version {
		p.Sites = nil
	}
	if err := saveSites(tx, &p); err != nil {
		return err
	}
	if p.Version <= theirs.Version {
		_, err = tx.Exec(`DELETE FROM profile WHERE organization_id = $1`, string(oid))
		return err
	}
	if p.ConsentedAt.Equal(theirs.ConsentedAt) {
		p.TermsVersion, p.ConsentedAt = "", time.Time{}
	}
	if p.Published && (p.PublishedAt.Equal(theirs.PublishedAt) || p.TermsVersion == "") {
		p.Published = false
	}
	if !p.Published && p.PublishedAt.Equal(theirs.PublishedAt) {
		p.PublishedAt = time.Time{}
	}
	if err := rewriteProfile(tx, &p); err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE profile SET published = $2, published_at = $3, terms_version = $4, consented_at = $5 WHERE organization_id = $1`,
		string(oid), p.Published, p.PublishedAt, p.TermsVersion, p.ConsentedAt)
	return err
}

// rewriteProfile stores what a profile says without making a new version of it.
func rewriteProfile(tx *sqldb.Tx, p *Profile) error {
	values := maps.Clone(p.Values)
	for _, name := range []string{ItemLine, ItemFields, ItemUndecided} {
		delete(values, name)
	}
	var text [3]string
	for i, v := range []any{values, p.Visibility, p.Provenance} {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		text[i] = string(b)
	}
	_, err := tx.Exec(`UPDATE profile SET line = $2, fields = $3, undecided = $4, content = $5, visibility = $6, provenance = $7, updated_at = $8
		WHERE organization_id = $1`, string(p.Organization), p.Line(), strings.Join(p.Fields(), " "), p.Undecided(), text[0], text[1], text[2], tx.Now)
	return err
}

// strip removes what is as it was in from, unless its name is in own; what differs joins own. A
// version older than those that are kept may have changed it.
func (h *held) strip(from held, own map[string]bool) {
	names := map[string]bool{}
	for _, of := range []held{*h, from} {
		for name := range of.Values {
			names[name] = true
		}
		for name := range of.Visibility {
			names[name] = true
		}
	}
	for name := range names {
		if h.Values[name] != from.Values[name] || h.Visibility[name] != from.Visibility[name] || h.Provenance[name] != from.Provenance[name] {
			own[name] = true
		}
		if !own[name] {
			delete(h.Values, name)
			delete(h.Visibility, name)
			delete(h.Provenance, name)
		}
	}
	same := func(a, b Site) bool { a.ID, b.ID = "", ""; return a == b }
	if !slices.EqualFunc(h.Sites, from.Sites, same) || h.Provenance[ItemSites] != from.Provenance[ItemSites] {
		own[ItemSites] = true
	}
	if !own[ItemSites] {
		h.Sites = nil
		delete(h.Provenance, ItemSites)
	}
}
