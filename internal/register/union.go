package register

import (
	"context"
	"slices"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

// UndoDays is for how many days a union can be undone.
const UndoDays = 30

// States of a union, as the permission table names them.
const (
	UnionUndoable = "undoable"
	UnionFinal    = "final"
	UnionUndone   = "undone"
)

// Union is a person's decision that two records are of one body. Nothing moves: the record that is
// gone keeps what was said about it and its profile, and the one that stays is derived from both. So undoing it
// gives back both exactly, and a statement of a later file belongs to the record that the file
// would have meant without the union.
type Union struct {
	ID                 string
	Keep, Gone         ID
	KeepName, GoneName string
	Reason             string
	Actor, Post        string
	MadeAt             time.Time
	UndoneAt           time.Time // zero = it stands
	UndoneBy           string

	profileMoved bool
}

// Until is the moment at which the union can no longer be undone.
func (u Union) Until() time.Time { return u.MadeAt.AddDate(0, 0, UndoDays) }

// State is how the union stands at the moment now.
func (u Union) State(now time.Time) string {
	switch {
	case !u.UndoneAt.IsZero():
		return UnionUndone
	case now.Before(u.Until()):
		return UnionUndoable
	}
	return UnionFinal
}

// Moved is the error of an id that was merged into another organization. It is of kind
// fault.NotFound for those who do not lead on.
type Moved struct{ To ID }

// Error says where it went.
func (m *Moved) Error() string { return "merged into organization " + string(m.To) }

// Is makes it a kind of fault.NotFound.
func (m *Moved) Is(target error) bool { return target == fault.NotFound }

// Names of the refusals of a union.
const (
	UnionSame     = "same"     // it is one record
	UnionGone     = "gone"     // one of them was merged already
	UnionNumbers  = "numbers"  // two 法人番号: two bodies
	UnionPortals  = "portals"  // two numbers of 内閣府's portal: likewise
	UnionWithheld = "withheld" // one is shown to nobody for want of consent, the other to everybody
	UnionPeople   = "people"   // somebody acts for the one that would be gone: their rights would lead nowhere
)

// unionSays are the refusals in words, for those who have no page.
var unionSays = map[string]string{
	UnionSame:     "同じ登録です。別の登録を選んでください。",
	UnionGone:     "この登録は、すでに別の登録にまとめられています。まとめた先の登録を選んでください。",
	UnionNumbers:  "法人番号が2つあります。別の法人なので、まとめられません。",
	UnionPortals:  "NPO法人ポータルの番号が2つあります。別の法人なので、まとめられません。",
	UnionWithheld: "公開の同意が確かめられていない登録と、公開中の登録はまとめられません。先に同意を確かめてください。",
	UnionPeople:   "まとめられる登録に担当者がいます。担当者のいる登録を残すか、先に残す登録へ招いて担当を終えてください。",
}

// refusals says why two records cannot become one. Where nobody moves what people hold (Uniting), the
// record that goes must have nobody who acts for it.
func (s *Service) refusals(tx *sqldb.Tx, keep, gone *Organization) (names []string, err error) {
	people := 0
	if s.People != nil && len(s.Uniting) == 0 {
		if people, err = s.People(tx, gone.ID); err != nil {
			return nil, err
		}
	}
	say := func(name string, is bool) {
		if is {
			names = append(names, name)
		}
	}
	say(UnionSame, keep.ID == gone.ID)
	say(UnionGone, keep.United != "" || gone.United != "")
	say(UnionNumbers, keep.Number != "" && gone.Number != "" && keep.Number != gone.Number)
	say(UnionPortals, keep.PortalID != "" && gone.PortalID != "" && keep.PortalID != gone.PortalID)
	say(UnionWithheld, keep.Withheld != gone.Withheld)
	say(UnionPeople, people > 0 && keep.ID != gone.ID)
	return names, nil
}

// Unite merges the record gone into keep: one organization with all that is said about both, found
// under both addresses. It is refused with fault.Fields where the two cannot be one body.
func (s *Service) Unite(ctx context.Context, by audit.By, keep, gone ID, reason string) (u Union, err error) {
	defer fault.Wrap(&err, "register.Unite(%q, %q)", keep, gone)
	if reason == "" {
		return u, fault.Fields{{Name: "reason", Says: "まとめる理由を入力してください。"}}
	}
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := search.Turn(tx, mergeTurn); err != nil {
			return err
		}
		k, g, err := s.pair(tx, keep, gone)
		if err != nil {
			return err
		}
		var bad fault.Fields
		names, err := s.refusals(tx, &k.Organization, &g.Organization)
		if err != nil {
			return err
		}
		for _, name := range names {
			bad = append(bad, fault.Field{Name: "gone", Says: unionSays[name]})
		}
		if bad != nil {
			return bad
		}
		made := Union{ID: s.IDs.New(tx.Now), Keep: k.ID, Gone: g.ID, KeepName: k.Name, GoneName: g.Name, Reason: reason,
			Actor: string(by.Actor), Post: by.Post, MadeAt: tx.Now}
		if made.profileMoved, err = s.inheritProfile(tx, k.ID, g.ID); err != nil {
			return err
		}
		if err := insertUnion(tx, made); err != nil {
			return err
		}
		if err := mergeInto(tx, g.ID, k.ID); err != nil {
			return err
		}
		one := join(k, g)
		if err := s.rederive(tx, one); err != nil {
			return err
		}
		for _, hook := range s.Uniting {
			if err := hook(tx, by, k.ID, g.ID); err != nil {
				return err
			}
		}
		s.touched(tx, append([]ID{k.ID, g.ID}, one.members...)...)
		e := by.Entry("merge.make", made.ID, string(g.ID)+" → "+string(k.ID))
		e.Subject, e.Reason = string(k.ID), reason
		u = made
		return s.Audit.Record(tx, e)
	})
	return u, err
}

// UndoUnion takes a union back: both records are what they would be without it. After UndoDays it is
// refused with fault.Fields, a second time with fault.Conflict.
func (s *Service) UndoUnion(ctx context.Context, by audit.By, union string) (u Union, err error) {
	defer fault.Wrap(&err, "register.UndoUnion(%q)", union)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := search.Turn(tx, mergeTurn); err != nil {
			return err
		}
		was, ok, err := unionByID(tx, union)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case was.State(tx.Now) == UnionUndone:
			return fault.New(fault.Conflict, "already undone")
		case was.State(tx.Now) == UnionFinal:
			return fault.Fields{{Name: "union", Says: "まとめてから30日を過ぎたので、元に戻せません。"}}
		}
		if err := endUnion(tx, was.ID, string(by.Actor)); err != nil {
			return err
		}
		m := newMerge(s, tx, &importRun{})
		if err := m.fetch("id", []string{string(was.Gone)}); err != nil {
			return err
		}
		one := m.all[was.Gone]
		own, err := standingUnder(tx, was.Gone, one)
		if err != nil {
			return err
		}
		if was.profileMoved {
			held, err := disinherit(tx, was.Keep, was.Gone)
			if err != nil {
				return err
			}
			s.touched(tx, held...)
		}
		kept, gone, err := part(tx, one, was.Gone, own)
		if err != nil {
			return err
		}
		if err := freeNumber(tx, kept.ID); err != nil { // its number may become that of the other one again
			return err
		}
		for _, k := range []*known{gone, kept} {
			if err := s.rederive(tx, k); err != nil {
				return err
			}
		}
		for _, hook := range s.Parting {
			if err := hook(tx, by, kept.ID, gone.ID); err != nil {
				return err
			}
		}
		s.touched(tx, append([]ID{kept.ID, gone.ID}, own...)...)
		was.UndoneAt, was.UndoneBy = tx.Now, string(by.Actor)
		u = was
		e := by.Entry("merge.undo", was.ID, string(was.Gone)+" ← "+string(kept.ID))
		e.Subject = string(kept.ID)
		return s.Audit.Record(tx, e)
	})
	return u, err
}

// pair brings two organizations by their own ids: a merged one is not followed.
func (s *Service) pair(tx *sqldb.Tx, keep, gone ID) (k, g *known, err error) {
	var pair [2]*known
	for i, oid := range [2]ID{keep, gone} {
		o, ok, err := recordByID(tx, oid)
		if err == nil && !ok {
			err = fault.New(fault.NotFound, "organization %q", oid)
		}
		if err != nil {
			return nil, nil, err
		}
		if o.United != "" {
			pair[i] = &known{Organization: o}
			continue
		}
		m := newMerge(s, tx, &importRun{})
		if err := m.bring([]Organization{o}); err != nil {
			return nil, nil, err
		}
		pair[i] = m.all[oid]
	}
	return pair[0], pair[1], nil
}

// join returns the organization that both become, not derived yet.
func join(k, g *known) *known {
	one := &known{Organization: k.Organization, said: slices.Concat(k.said, g.said),
		members: slices.Concat(k.members, []ID{g.ID}, g.members)}
	return one
}

// part takes gone, and own, the records that had been merged into it, out of one.
func part(tx *sqldb.Tx, one *known, gone ID, own []ID) (kept, parted *known, err error) {
	o, _, err := recordByID(tx, gone)
	if err != nil {
		return nil, nil, err
	}
	o.United = ""
	kept, parted = &known{Organization: one.Organization}, &known{Organization: o, members: own}
	theirs := func(x ID) bool { return x == gone || slices.Contains(own, x) }
	for _, x := range one.members {
		if !theirs(x) {
			kept.members = append(kept.members, x)
		}
	}
	for _, s := range one.said {
		if theirs(s.home) {
			parted.said = append(parted.said, s)
		} else {
			kept.said = append(kept.said, s)
		}
	}
	return kept, parted, splitFrom(tx, gone, own)
}

// rederive stores what follows from the statements of an organization whose statements changed.
func (s *Service) rederive(tx *sqldb.Tx, k *known) error {
	k.derive(k.said)
	k.Version++
	if err := save(tx, []*Organization{&k.Organization}); err != nil {
		return err
	}
	return saveNames(tx, k)
}

// faces are the records that the organization consists of, each as it would be by itself. One that
// no other was merged into is its own face.
func (k *known) faces() []*Organization {
	if len(k.members) == 0 {
		return []*Organization{&k.Organization}
	}
	list := make([]*Organization, 0, len(k.members)+1)
	for _, x := range append([]ID{k.ID}, k.members...) {
		var said []statement
		for _, s := range k.said {
			if s.home == x {
				said = append(said, s)
			}
		}
		f := &Organization{ID: x}
		f.derive(said)
		list = append(list, f)
	}
	return list
}

// home returns the record that a statement about the organization would be about if none had been
// merged into it.
func (k *known) home(s *statement) ID {
	if len(k.members) == 0 {
		return k.ID
	}
	var probe Organization
	probe.derive([]statement{*s})
	faces := k.faces()
	for _, same := range []func(f *Organization) bool{
		func(f *Organization) bool { return probe.Number != "" && f.Number == probe.Number },
		func(f *Organization) bool { return probe.PortalID != "" && f.PortalID == probe.PortalID },
	} {
		if i := slices.IndexFunc(faces, same); i >= 0 {
			return faces[i].ID
		}
	}
	_, home := k.likest(&probe)
	return home
}
