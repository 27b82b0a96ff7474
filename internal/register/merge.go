package register

import (
	"maps"
	"reflect"
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
)

// known is an organization at hand in one transaction, with all that is said about it.
type known struct {
	Organization
	said    []statement
	members []ID            // records that were merged into it
	changed map[string]bool // source + digest of statements to write
	isNew   bool
	dirty   bool
}

// merge takes rows into the register inside one transaction. Rows find their organization by
// 法人番号, by the portal's number, by an earlier answer, and else by name and address.
type merge struct {
	service  *Service
	tx       *sqldb.Tx
	run      *importRun
	all      map[ID]*known // by id, and by the ids that were merged into it
	order    []ID
	byNumber map[string]ID
	byPortal map[string]ID
	byName   map[string][]ID

	created, updated, unchanged, asked, closed int
	questions                                  []question
}

func newMerge(s *Service, tx *sqldb.Tx, run *importRun) *merge {
	return &merge{service: s, tx: tx, run: run, all: map[ID]*known{}, byNumber: map[string]ID{}, byPortal: map[string]ID{},
		byName: map[string][]ID{}}
}

// take takes the rows and writes everything. It returns the organization of each row, "" for a
// row that waits for an answer.
func (m *merge) take(rows []row) ([]ID, error) {
	if err := m.load(rows); err != nil {
		return nil, err
	}
	ids := make([]ID, len(rows))
	for i := range rows {
		k, asked, err := m.place(&rows[i])
		if err != nil {
			return nil, err
		}
		if asked {
			continue
		}
		m.put(k, rows[i].statement)
		ids[i] = k.ID
	}
	return ids, m.write()
}

// load brings everything at hand that the rows may be about, in a fixed number of queries.
func (m *merge) load(rows []row) error {
	numbers, portals := map[string]bool{}, map[string]bool{}
	for i := range rows {
		if _, n := rows[i].nameAndNumber(); n != "" {
			numbers[n] = true
		}
		if p := rows[i].portal; p != nil && p.PortalID != "" {
			portals[p.PortalID] = true
		}
	}
	if err := m.fetch("corporate_number", keys(numbers)); err != nil {
		return err
	}
	if err := m.fetch("portal_id", keys(portals)); err != nil {
		return err
	}
	names := map[string]bool{}
	for i := range rows {
		if name, n := rows[i].nameAndNumber(); m.byNumber[n] == "" && rows[i].isNPO() {
			names[ja.NameKey(name)] = true
		}
	}
	return m.fetch("name_key", keys(names))
}

func keys(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

func (r *row) isNPO() bool {
	return r.portal != nil || r.houjin != nil && codes.KindOf(codes.HoujinKind(r.houjin.Kind), r.houjin.Name) == codes.NPO
}

func (m *merge) fetch(column string, keys []string) error {
	found, err := where(m.tx, column, keys)
	if err != nil {
		return err
	}
	if column == "name_key" {
		united, err := unitedByName(m.tx, keys)
		if err != nil {
			return err
		}
		found = append(found, united...)
	}
	return m.bring(found)
}

// bring holds the organizations that the records are, or became, with all that is said about them.
func (m *merge) bring(found []Organization) error {
	var roots []Organization
	var ids, elsewhere []string
	seen := map[ID]bool{}
	for _, o := range found {
		switch {
		case m.all[o.ID] != nil || seen[o.ID]:
		case o.United == "":
			seen[o.ID] = true
			roots, ids = append(roots, o), append(ids, string(o.ID))
		}
	}
	for _, o := range found {
		if o.United != "" && m.all[o.United] == nil && !seen[o.United] {
			seen[o.United] = true
			ids, elsewhere = append(ids, string(o.United)), append(elsewhere, string(o.United))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	more, err := byIDs(m.tx, elsewhere)
	if err != nil {
		return err
	}
	members, err := membersOf(m.tx, ids)
	if err != nil {
		return err
	}
	for _, list := range members {
		for _, x := range list {
			ids = append(ids, string(x))
		}
	}
	said, err := statementsBy(m.tx, ids)
	if err != nil {
		return err
	}
	for _, o := range append(roots, more...) {
		k := &known{Organization: o, said: said[o.ID], members: members[o.ID]}
		for _, x := range k.members {
			k.said = append(k.said, said[x]...)
		}
		m.hold(k)
	}
	return nil
}

// hold makes an organization findable.
func (m *merge) hold(k *known) {
	m.all[k.ID] = k
	for _, x := range k.members {
		m.all[x] = k
	}
	m.order = append(m.order, k.ID)
	m.index(k)
}

func (m *merge) index(k *known) {
	if k.Number != "" {
		m.byNumber[string(k.Number)] = k.ID
	}
	if k.PortalID != "" {
		m.byPortal[k.PortalID] = k.ID
	}
	for _, f := range k.faces() {
		if key := ja.NameKey(f.Name); !slices.Contains(m.byName[key], k.ID) {
			m.byName[key] = append(m.byName[key], k.ID)
		}
	}
}

// place finds the organization that the row is about, makes a new one, or asks.
func (m *merge) place(r *row) (k *known, asked bool, err error) {
	_, number := r.nameAndNumber()
	byNumber := m.all[m.byNumber[number]]
	if number == "" {
		byNumber = nil
	}
	var byPortal *known
	if r.portal != nil && r.portal.PortalID != "" {
		byPortal = m.all[m.byPortal[r.portal.PortalID]]
	}
	switch {
	case byNumber != nil && byPortal != nil && byNumber != byPortal:
		return m.ask(r, []ID{byNumber.ID, byPortal.ID})
	case byNumber != nil:
		return byNumber, false, nil
	case byPortal != nil:
		return byPortal, false, nil
	case !r.isNPO():
		return m.fresh(), false, nil
	}
	same, maybe := m.namesakes(r)
	if r.isHistory() { // a name and an address of old prove nothing
		candidates, err := m.waitsFor(r)
		if err != nil {
			return nil, false, err
		}
		same, maybe = nil, append(candidates, append(same, maybe...)...)
	}
	switch {
	case len(same) == 1:
		return m.all[same[0]], false, nil
	case len(same)+len(maybe) > 0:
		return m.ask(r, append(same, maybe...))
	}
	return m.fresh(), false, nil
}

func (m *merge) fresh() *known {
	k := &known{Organization: Organization{ID: ID(m.service.IDs.New(m.tx.Now))}, isNew: true}
	m.all[k.ID] = k
	m.order = append(m.order, k.ID)
	return k
}

// namesakes sorts the corporations of the same name into those that are the row's for certain and
// those that may be.
func (m *merge) namesakes(r *row) (same, maybe []ID) {
	var probe Organization
	probe.derive([]statement{r.statement})
	name := ja.NameKey(probe.Name)
	for _, oid := range m.byName[name] {
		k := m.all[oid]
		if k.Kind != codes.NPO || probe.Number != "" && k.Number != "" || probe.PortalID != "" && k.PortalID != "" {
			continue // known to be another
		}
		switch best, _ := k.likest(&probe); best {
		case alike:
			same = append(same, oid)
		case perhaps:
			maybe = append(maybe, oid)
		}
	}
	return same, maybe
}

// likeness is how sure a name and an address make that two records are of one body.
type likeness int

const (
	unlike likeness = iota
	perhaps
	alike
)

// likest compares what a row says with each record that the organization consists of, and returns
// the record that is most like it.
func (k *known) likest(probe *Organization) (best likeness, home ID) {
	home = k.ID
	for _, f := range k.faces() {
		if l := compare(probe, f); l > best {
			best, home = l, f.ID
		}
	}
	return best, home
}

func compare(probe, o *Organization) likeness {
	switch {
	case ja.NameKey(o.Name) != ja.NameKey(probe.Name): // it was called so before a row of this batch
		return unlike
	case !probe.CertifiedOn.IsZero() && !o.CertifiedOn.IsZero():
		if probe.CertifiedOn == o.CertifiedOn && probe.Address.PrefectureCode == o.Address.PrefectureCode {
			return alike
		}
		return unlike
	}
	mine, its := placeKey(probe.Address), placeKey(o.Address)
	switch {
	case probe.Address.Street != "" && mine == its:
		return alike
	case probe.Address.PrefectureCode == o.Address.PrefectureCode,
		probe.Address.PrefectureCode == "", o.Address.PrefectureCode == "":
		return perhaps
	}
	return unlike
}

// put adds what the row says and derives the organization anew.
func (m *merge) put(k *known, s statement) {
	if s.home == "" {
		s.home = k.home(&s)
	}
	said, changed := add(k.said, s)
	k.said = said
	if s.houjin != nil && !s.houjin.Closed.IsZero() {
		m.closed++
	} else if s.portal != nil {
		if _, ended := portalEnd(s.portal); ended {
			m.closed++
		}
	}
	if !changed {
		m.unchanged++
		return
	}
	if k.changed == nil {
		k.changed = map[string]bool{}
	}
	k.changed[string(s.Source)+s.Digest] = true
	before := k.Organization
	fresh := k.isNew && before.Version == 0
	k.derive(k.said)
	if !reflect.DeepEqual(before, k.Organization) {
		k.dirty = true
		if before.Version == 0 {
			k.Version = 1
		}
	}
	m.index(k)
	if fresh {
		m.created++
	} else {
		m.updated++
	}
}

// write stores what changed, with its audit records and the numbers for the index.
func (m *merge) write() error {
	var changed []*Organization
	var touched []ID
	var entries []audit.Entry
	var owners []ID
	var said []statement
	var united []*known
	by := m.run.By
	if by.Actor == "" {
		by.Actor = audit.Import
	}
	for _, oid := range m.order {
		k := m.all[oid]
		if k.dirty {
			action := "organization.create"
			if !k.isNew {
				k.Version++
				action = "organization.update"
			}
			changed = append(changed, &k.Organization)
			touched = append(touched, oid)
			entries = append(entries, by.Entry(action, string(oid), m.run.FileName))
		}
		for _, s := range k.said {
			if k.changed[string(s.Source)+s.Digest] {
				owners, said = append(owners, s.home), append(said, s)
			}
		}
		if k.dirty && len(k.members) > 0 {
			united = append(united, k)
		}
	}
	if err := save(m.tx, changed); err != nil {
		return err
	}
	if err := saveStatements(m.tx, owners, said); err != nil {
		return err
	}
	for _, k := range united {
		if err := saveNames(m.tx, k); err != nil {
			return err
		}
	}
	if err := saveQuestions(m.tx, m.questions); err != nil {
		return err
	}
	for _, q := range m.questions {
		entries = append(entries, by.Entry("question.create", q.ID, m.run.FileName))
	}
	if err := m.service.Audit.Record(m.tx, entries...); err != nil {
		return err
	}
	m.service.touched(m.tx, touched...)
	return nil
}
