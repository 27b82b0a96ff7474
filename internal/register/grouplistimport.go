package register

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

// MapGroups says which column of the sheet holds what: as by says, as an earlier list of that name with
// the same headings was read, or as the headings suggest. by may be nil; it names headings by column.
// The error is fault.Fields.
func (s *Service) MapGroups(ctx context.Context, l *GroupList, by map[GroupColumn]string) (m GroupMapping, err error) {
	defer fault.Wrap(&err, "register.MapGroups(%q)", l.Name)
	rows := l.Sheet.Rows
	guess, bad := guessGroups(rows)
	if len(by) > 0 {
		if bad == nil {
			return mapGroups(guess.Header, guess.Heads, by)
		}
		for i, row := range rows[:min(len(rows), headerRows)] { // headings that no word tells
			if m, err = mapGroups(i, row, by); err == nil {
				return m, nil
			}
		}
		return m, err
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		for i, row := range rows[:min(len(rows), headerRows)] {
			kept, ok, err := mappingOf(tx, l.Name, headerDigest(row))
			if err != nil {
				return err
			}
			if ok {
				if m, err = mapGroups(i, row, kept); err == nil {
					m.Kept = true
					return nil
				}
			}
		}
		return nil
	})
	if err != nil || m.Kept {
		return m, err
	}
	return guess, bad
}

// ImportGroups takes a list of groups into the register, in one transaction: a record for each row that
// the register does not have, a question for each that may be one it has (the same name in the same
// municipality, or the same telephone). The same list again changes nothing.
func (s *Service) ImportGroups(ctx context.Context, by audit.By, l GroupList) (rep GroupReport, err error) {
	defer fault.Wrap(&err, "register.ImportGroups(%q)", l.Name)
	if l.Name == "" {
		return rep, fault.Fields{{Name: "source", Says: "名簿の名前を入力してください。例：山口市 市民活動団体名簿"}}
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := search.Turn(tx, mergeTurn); err != nil {
			return err
		}
		if rep, err = s.takeGroups(tx, by, l); err != nil || !l.DryRun {
			return err
		}
		return errDryRun
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return rep, err
}

func (s *Service) takeGroups(tx *sqldb.Tx, by audit.By, l GroupList) (rep GroupReport, err error) {
	run := &importRun{Family: "groups", FileName: l.FileName, Digest: l.Name + "|" + l.Sheet.SHA256, AsOf: l.AsOf, By: by, FinishedAt: tx.Now}
	if run.AsOf = firstDate(l.AsOf, s.today()); run.AsOf.After(s.today()) {
		run.AsOf = s.today()
	}
	if l.AsOf.IsZero() {
		if err := keepFirstDay(tx, run); err != nil {
			return rep, err
		}
	}
	l.AsOf = run.AsOf
	rows, rejected := groupRows(&l)
	g := &groupMerge{merge: newMerge(s, tx, run), list: &l}
	if err := g.load(rows); err != nil {
		return rep, err
	}
	rep = GroupReport{List: l.Name, Sheet: l.Sheet.Name, AsOf: l.AsOf, Mapping: l.Mapping.Headings(), Outcomes: []GroupOutcome{}}
	for i := range rows {
		out, err := g.take(&rows[i])
		if err != nil {
			return rep, err
		}
		rep.Outcomes = append(rep.Outcomes, out)
		switch out.Consent {
		case ConsentOpen:
			rep.Open++
		case ConsentRefused:
			rep.Refused++
		default:
			rep.Unknown++
		}
	}
	if err := g.write(); err != nil {
		return rep, err
	}
	if err := saveEntries(tx, l.Name, g.entries); err != nil {
		return rep, err
	}
	if err := saveMapping(tx, l.Name, headerDigest(l.Mapping.Heads), rep.Mapping, string(by.Actor)); err != nil {
		return rep, err
	}
	rep.Report = Report{Rows: len(rows), Created: g.created, Updated: g.updated, Unchanged: g.unchanged, Asked: g.asked, Rejected: rejected, DryRun: l.DryRun}
	if rep.Rejected == nil {
		rep.Rejected = rejections
	}
	run.ID = s.IDs.New(tx.Now)
	run.count(rep.Report)
	if err := insertFinished(tx, run); err != nil {
		return rep, err
	}
	if err := saveRejections(tx, run.ID, rejected); err != nil {
		return rep, err
	}
	return rep, s.Audit.Record(tx, by.Entry("groups.import", run.ID, l.Name+" "+l.Sheet.SHA256))
}

// groupMerge is a merge of a list: its rows find their organization by the entry of an earlier list,
// and else ask wherever a name or a telephone is known.
type groupMerge struct {
	*merge
	list    *GroupList
	known   map[string]groupEntry // entries of this list, by key
	phones  map[string][]ID       // organizations by telephone
	many    map[string]int        // how often the list has a telephone: that of a desk says nothing
	entries []groupEntry          // to write
}

func (g *groupMerge) load(rows []groupRow) (err error) {
	if g.known, err = entriesOf(g.tx, g.list.Name); err != nil {
		return err
	}
	names, owners, phones := map[string]bool{}, map[string]bool{}, map[string]bool{}
	g.many, g.phones = map[string]int{}, map[string][]ID{}
	for i := range rows {
		r := &rows[i]
		names[ja.NameKey(r.record.Name)] = true
		if key := phoneKey(r.phone); key != "" {
			g.many[key]++
			phones[key] = true
		}
		if e := g.known[r.key]; e.Organization != "" {
			owners[string(e.Organization)] = true
		}
	}
	shared, err := entriesByPhone(g.tx, keys(phones))
	if err != nil {
		return err
	}
	for _, e := range shared {
		if e.Organization != "" {
			owners[string(e.Organization)] = true
		}
	}
	if err := g.fetch("id", keys(owners)); err != nil {
		return err
	}
	for _, e := range shared {
		if k := g.all[e.Organization]; k != nil {
			g.phones[e.phoneKey()] = append(g.phones[e.phoneKey()], k.ID)
		}
	}
	return g.fetch("name_key", keys(names))
}

// take takes one row.
func (g *groupMerge) take(r *groupRow) (out GroupOutcome, err error) {
	out = GroupOutcome{Line: r.line, Name: r.record.Name, Consent: r.consent}
	e := groupEntry{Key: r.key, Consent: r.consent, Representative: r.representative, Address: r.address, Phone: r.phone, AsOf: g.list.AsOf}
	before, again := g.known[r.key]
	if again && !before.DecidedOn.IsZero() && (r.consent == ConsentUnknown || !g.list.AsOf.After(before.DecidedOn)) {
		e.Consent, e.DecidedOn = before.Consent, before.DecidedOn // an officer knew better than this list
		out.Consent = e.Consent
	}
	var k *known
	if again && before.Organization != "" {
		k, err = g.at(before.Organization)
		r.home, e.Organization = before.Organization, before.Organization
	} else if maybe := g.maybe(r); len(maybe) > 0 {
		var asked bool
		if k, asked, err = g.ask(&r.row, maybe); asked {
			out.Outcome = GroupAsked
		}
	} else {
		k = g.fresh()
	}
	if err != nil {
		return out, err
	}
	if k != nil {
		out.Organization, e.Organization = k.ID, cmp.Or(e.Organization, k.ID)
		out.Outcome = g.note(k, r.statement, e.Consent)
		if key := phoneKey(r.phone); key != "" && !slices.Contains(g.phones[key], k.ID) {
			g.phones[key] = append(g.phones[key], k.ID)
		}
	}
	if !again || before != e {
		g.entries = append(g.entries, e)
	}
	return out, nil
}

// note puts what the list says and how its consent stands; it tells the outcome.
func (m *merge) note(k *known, s statement, c Consent) string {
	created, updated := m.created, m.updated
	m.agree(k, s, c)
	m.put(k, s)
	switch {
	case m.created > created:
		return GroupCreated
	case m.updated > updated:
		return GroupUpdated
	case k.dirty && k.Version > 0 && !k.isNew:
		m.unchanged--
		m.updated++
		return GroupUpdated
	}
	return GroupUnchanged
}

// agree notes the consent that goes with a statement of a list, before it is put. A list that says
// nothing does not take back a consent.
func (m *merge) agree(k *known, s statement, c Consent) {
	if s.Source != List || c == k.Consent || c == ConsentUnknown && k.Consent != ConsentNone {
		return
	}
	if k.Consent == ConsentNone && slices.ContainsFunc(k.said, func(s statement) bool { return s.Source != List }) {
		return // others speak for it
	}
	k.Consent = c
	if len(k.said) > 0 {
		k.derive(k.said)
		k.dirty = true
	}
}

// maybe returns the organizations that the row may be about.
func (g *groupMerge) maybe(r *groupRow) (list []ID) {
	var probe Organization
	probe.derive([]statement{r.statement})
	name := ja.NameKey(r.record.Name)
	for _, oid := range g.byName[name] {
		for _, f := range g.all[oid].faces() {
			if ja.NameKey(f.Name) == name && (f.Address.CityCode == probe.Address.CityCode || f.Address.CityCode == "" || probe.Address.CityCode == "") {
				list = append(list, oid)
			}
		}
	}
	if key := phoneKey(r.phone); key != "" && g.many[key] <= 2 && len(g.phones[key]) == 1 {
		list = append(list, g.phones[key]...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
