package desk

import (
	"slices"

	"kyodo/internal/account"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// officers is who looks after cases today.
type officers struct {
	posts   map[account.PostID]account.Post // those of today, held or not
	holders map[account.PostID][]string     // names of today's active holders
	members []account.Member
	lead    []account.Post // whose roles may mediate, everywhere
	area    []account.Post // the same, of a region
	away    map[account.PostID]account.PostID
}

// staff reads posts, holders and absences, in three statements.
func (s *Service) staff(tx *sqldb.Tx) (o officers, err error) {
	today := term.Of(tx.Now)
	posts, err := s.People.Offices(tx)
	if err != nil {
		return o, err
	}
	if o.members, err = s.People.Officers(tx); err != nil {
		return o, err
	}
	if o.away, err = absent(tx, today); err != nil {
		return o, err
	}
	o.posts, o.holders = map[account.PostID]account.Post{}, map[account.PostID][]string{}
	for _, p := range posts {
		if !p.On(today) {
			continue
		}
		o.posts[p.ID] = p
		if s.May == nil || !s.May(policy.DeskAssign, p.Roles) {
			continue
		}
		if p.Scope.Kind == account.OfRegion {
			o.area = append(o.area, p)
		} else if p.Scope.Kind == account.OfPrefecture {
			o.lead = append(o.lead, p)
		}
	}
	o.members = slices.DeleteFunc(o.members, func(m account.Member) bool {
		return m.Person.Status != account.Active || !m.Tenure.On(today)
	})
	for _, m := range o.members {
		if !slices.Contains(o.holders[m.Post.ID], m.Person.Name) {
			o.holders[m.Post.ID] = append(o.holders[m.Post.ID], m.Person.Name)
		}
	}
	return o, nil
}

// acts says whether a post may look after cases today.
func (o *officers) acts(post account.PostID) bool {
	of := func(p account.Post) bool { return p.ID == post }
	return slices.ContainsFunc(o.lead, of) || slices.ContainsFunc(o.area, of)
}

// own says who looks after a case today: the post that it was given to, or its deputy; else, also where
// that post may not look after cases, the coordinators of the area; else the centre. A consultation is
// of whoever keeps the book.
func (o *officers) own(r *Row) {
	if _, ok := o.posts[r.post]; ok && (r.What == Consultation || o.acts(r.post)) {
		post, deputy := o.deputy(r.post)
		r.Posts, r.Deputy, r.Owner = []account.PostID{post}, deputy, o.name(post)
		return
	}
	r.Posts, r.Owner = nil, ""
	for _, p := range o.area {
		if region, ok := codes.RegionBySlug(p.Scope.ID); ok && r.City != "" && region.Has(r.City) {
			post, deputy := o.deputy(p.ID)
			r.Posts, r.Deputy = append(r.Posts, post), r.Deputy || deputy
		}
	}
	if len(r.Posts) > 0 {
		r.Owner = o.name(r.Posts[0])
		return
	}
	for _, p := range o.lead {
		r.Posts = append(r.Posts, p.ID)
	}
}

// deputy is who does the work of a post today; deputies of deputies too, five steps at most.
func (o *officers) deputy(post account.PostID) (_ account.PostID, deputy bool) {
	for range 5 {
		next, ok := o.away[post]
		if !ok || !o.acts(next) {
			break
		}
		post, deputy = next, true
	}
	return post, deputy
}

// name is how a post is called at the desk: by who holds it, else by its title.
func (o *officers) name(post account.PostID) string {
	if names := o.holders[post]; len(names) == 1 {
		return names[0]
	}
	p := o.posts[post]
	return p.Title
}

// Post is a post that can look after cases.
type Post struct {
	ID     account.PostID
	Label  string // unit, title and who holds it
	Absent bool   // today
}

// Posts are the posts that may look after cases today.
func (s *Service) Posts(tx *sqldb.Tx) (list []Post, err error) {
	defer fault.Wrap(&err, "desk.Posts")
	o, err := s.staff(tx)
	if err != nil {
		return nil, err
	}
	for _, p := range slices.Concat(o.lead, o.area) {
		label := p.Unit + " " + p.Title
		for _, n := range o.holders[p.ID] {
			label += "（" + n + "）"
		}
		_, away := o.away[p.ID]
		list = append(list, Post{p.ID, label, away})
	}
	return list, nil
}

// Recipients are the people to whom mail about a case goes today: who holds the post that looks after
// it, or its deputy; nobody where no post does, or where nobody holds it.
func (s *Service) Recipients(tx *sqldb.Tx, post account.PostID, city string) (list []account.Person, err error) {
	defer fault.Wrap(&err, "desk.Recipients(%q)", post)
	o, err := s.staff(tx)
	if err != nil {
		return nil, err
	}
	r := Row{post: post, City: city}
	o.own(&r)
	if r.Owner == "" {
		return nil, nil
	}
	for _, m := range o.members {
		if m.Person.Email != "" && slices.Contains(r.Posts, m.Post.ID) && !slices.ContainsFunc(list, func(p account.Person) bool { return p.ID == m.Person.ID }) {
			list = append(list, m.Person)
		}
	}
	return list, nil
}
