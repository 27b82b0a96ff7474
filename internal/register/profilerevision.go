package register

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
)

// Revision is one version of a profile: who wrote it, how, and which items it changed.
type Revision struct {
	ID      string
	Version int64
	Changed []string // names of items, and ItemSites
	Actor   audit.Actor
	Origin  ProfileOrigin
	At      time.Time
	Undone  time.Time // when the organization took it back; zero = it stands

	held held
}

// held is what a version of a profile held.
type held struct {
	Values     map[string]string        `json:"values"`
	Visibility map[string]Visibility    `json:"visibility"`
	Provenance map[string]ProfileOrigin `json:"provenance"`
	Sites      []Site                   `json:"sites"`
}

// Undoable says whether the organization may take the revision back: a proxy wrote it, and it
// stands.
func (r *Revision) Undoable() bool { return r.Origin.Source == Proxy && r.Undone.IsZero() }

// Revisions kept of one profile: older ones hold contact data that nobody needs any more.
const maxRevisions = 50

// Revisions returns the versions of an organization's profile, newest first.
func (s *Service) Revisions(ctx context.Context, oid ID) (list []Revision, err error) {
	defer fault.Wrap(&err, "register.Revisions(%q)", oid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = revisionsOf(tx, oid)
		return err
	})
	return list, err
}

// UndoProxy takes back what a proxy entered: items that still hold what the proxy wrote get the value,
// visibility and provenance that they had before; what was changed later stays. That is a new
// version. The errors are fault.NotFound, and fault.Conflict for a revision that cannot be undone.
func (s *Service) UndoProxy(ctx context.Context, by audit.By, oid ID, revision string) (err error) {
	defer fault.Wrap(&err, "register.UndoProxy(%q, %q)", oid, revision)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		p, o, err := profileIn(tx, oid)
		if err != nil {
			return err
		}
		list, err := revisionsOf(tx, oid)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(r Revision) bool { return r.ID == revision })
		switch {
		case at < 0:
			return fault.NotFound
		case !list[at].Undoable():
			return fault.New(fault.Conflict, "nothing of a proxy to undo")
		}
		r, before := list[at], held{}
		if at+1 < len(list) {
			before = list[at+1].held
		} else if len(list) >= maxRevisions { // with fewer, nothing came before
			return fault.New(fault.Conflict, "the version before is not kept any more")
		}
		old := p.clone()
		p.takeBack(&r, before)
		_, err = tx.Exec(`UPDATE profile_revision SET undone_at = $2 WHERE id = $1 AND undone_at = ''`, r.ID, tx.Now)
		if err != nil {
			return err
		}
		changed := old.changes(&p)
		if len(changed) == 0 {
			e := by.Entry(actionProfileUndo, string(oid), `{"changed":[]}`)
			e.Subject = string(oid)
			return s.Audit.Record(tx, e)
		}
		return s.keepProfile(tx, by, &p, changed, ProfileOrigin{Source: sourceOf(by, o), By: by.Post}, actionProfileUndo)
	})
}

// takeBack gives the items that still hold what the revision wrote what they held before.
func (p *Profile) takeBack(r *Revision, before held) {
	for _, name := range r.Changed {
		if name == ItemSites {
			if slices.Equal(p.Sites, r.held.Sites) {
				p.Sites = slices.Clone(before.Sites)
				restore(p.Provenance, before.Provenance, name)
			}
			continue
		}
		if p.Values[name] != r.held.Values[name] || p.Visibility[name] != r.held.Visibility[name] {
			continue
		}
		restore(p.Values, before.Values, name)
		restore(p.Visibility, before.Visibility, name)
		restore(p.Provenance, before.Provenance, name)
	}
}

// restore makes m[name] what it was in before, or nothing.
func restore[V any](m, before map[string]V, name string) {
	if v, ok := before[name]; ok {
		m[name] = v
	} else {
		delete(m, name)
	}
}

const revisionColumns = `id, organization_id, version, content, changed, actor, post, source, behalf, channel, consent, at, undone_at`

func scanRevision(r sqldb.Row) (v Revision, err error) {
	var oid, content, changed, behalf string
	err = r.Scan(&v.ID, &oid, &v.Version, &content, &changed, &v.Actor, &v.Origin.By, &v.Origin.Source, &behalf, &v.Origin.Channel,
		&v.Origin.Consent, sqldb.Time(&v.At), sqldb.Time(&v.Undone))
	if err != nil {
		return v, err
	}
	v.Changed = strings.Fields(changed)
	return v, json.Unmarshal([]byte(content), &v.held)
}

func revisionsOf(tx *sqldb.Tx, oid ID) ([]Revision, error) {
	return sqldb.All(tx, scanRevision, `SELECT `+revisionColumns+` FROM profile_revision WHERE organization_id = $1
		ORDER BY version DESC LIMIT $2`, string(oid), maxRevisions)
}

// insertRevision keeps the version that p is now, and drops the one that is too old.
func insertRevision(tx *sqldb.Tx, key string, by audit.By, p *Profile, changed []string, from ProfileOrigin) error {
	content, err := json.Marshal(held{p.Values, p.Visibility, p.Provenance, p.Sites})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO profile_revision (`+revisionColumns+`) VALUES `+sqldb.Values(1, 13), key, string(p.Organization), p.Version,
		string(content), strings.Join(changed, " "), string(by.Actor), by.Post, string(from.Source), by.Behalf, from.Channel, from.Consent, tx.Now, "")
	if err != nil {
		return err
	}
	_, err = tx.Exec(`DELETE FROM profile_revision WHERE organization_id = $1 AND version <= $2`, string(p.Organization), p.Version-maxRevisions)
	return err
}
