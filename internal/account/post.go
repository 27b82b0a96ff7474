package account

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Post is a 職: rights belong to it, and to people only while they hold it.
type Post struct {
	ID        PostID
	Unit      string // 所属
	Title     string // 職名
	Scope     Scope
	Roles     []string // of package policy, sorted
	From      term.Date
	Until     term.Date // the last day; zero = open
	CreatedAt time.Time
	Version   int64
}

// On says whether the post exists on a day.
func (p *Post) On(day term.Date) bool {
	return !day.Before(p.From) && (p.Until.IsZero() || !day.After(p.Until))
}

// PostInput is what is written about a post.
type PostInput struct {
	Unit  string
	Title string
	Scope Scope
	Roles []string
	From  term.Date // zero = today
	Until term.Date // the last day; zero = open
}

const postColumns = `o.id, o.unit, o.title, o.scope_kind, o.scope_id, o.valid_from, o.valid_until, o.created_at, o.version`

func (p *Post) targets() []any {
	return []any{&p.ID, &p.Unit, &p.Title, &p.Scope.Kind, &p.Scope.ID, &p.From, &p.Until, sqldb.Time(&p.CreatedAt), &p.Version}
}

func postObject(id PostID) string { return "post/" + string(id) }

func (in PostInput) clean(w *words, today term.Date) (PostInput, error) {
	var f fault.Fields
	in.Unit, in.Title = text.Clean(in.Unit), text.Clean(in.Title)
	for _, x := range []struct{ name, value, says string }{{"unit", in.Unit, w.NoUnit}, {"title", in.Title, w.NoTitle}} {
		if x.value == "" {
			f = append(f, fault.Field{Name: x.name, Says: x.says})
		} else if utf8.RuneCountInString(x.value) > 100 {
			f = append(f, fault.Field{Name: x.name, Says: w.LongName})
		}
	}
	switch in.Scope.Kind {
	case OfPrefecture:
		in.Scope.ID = ""
	case OfOrganization, OfMunicipality, OfRegion:
		if in.Scope.ID == "" {
			f = append(f, fault.Field{Name: "scope", Says: w.BadScope})
		}
	default:
		f = append(f, fault.Field{Name: "scope", Says: w.BadScope})
	}
	in.Roles = slices.Clone(in.Roles)
	slices.Sort(in.Roles)
	if in.Roles = slices.Compact(in.Roles); len(in.Roles) == 0 || len(in.Roles) > 10 || slices.Contains(in.Roles, "") {
		f = append(f, fault.Field{Name: "roles", Says: w.NoRoles})
	}
	if in.From.IsZero() {
		in.From = today
	}
	if !in.Until.IsZero() && in.Until.Before(in.From) {
		f = append(f, fault.Field{Name: "until", Says: w.BadPeriod})
	}
	return in, f.Err()
}

// CreatePost adds a post. Errors are fault.Fields named unit, title, scope, roles, until.
func (s *Service) CreatePost(ctx context.Context, by audit.By, in PostInput) (PostID, error) {
	return update(ctx, s, func(tx *sqldb.Tx) (PostID, error) { return s.CreatePostTx(tx, by, in) })
}

// CreatePostTx is CreatePost within the caller's transaction.
func (s *Service) CreatePostTx(tx *sqldb.Tx, by audit.By, input PostInput) (post PostID, err error) {
	defer fault.Wrap(&err, "account.CreatePost")
	if input, err = input.clean(in(tx.Context()), term.Of(tx.Now)); err != nil {
		return "", err
	}
	post = PostID(s.IDs.New(tx.Now))
	_, err = tx.Exec(`INSERT INTO post (id, unit, title, scope_kind, scope_id, valid_from, valid_until, created_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)`, string(post), input.Unit, input.Title, string(input.Scope.Kind), input.Scope.ID,
		input.From.String(), input.Until.String(), tx.Now)
	if err != nil {
		return "", err
	}
	if err := setRoles(tx, post, input.Roles); err != nil {
		return "", err
	}
	detail, err := input.detail()
	if err != nil {
		return "", err
	}
	return post, s.Audit.Record(tx, by.Entry("post.create", postObject(post), detail))
}

// detail is the post in the log: nothing of it is personal.
func (in PostInput) detail() (string, error) {
	b, err := json.Marshal(map[string]any{"unit": in.Unit, "title": in.Title, "scope": string(in.Scope.Kind) + ":" + in.Scope.ID,
		"roles": in.Roles, "from": in.From, "until": in.Until})
	return string(b), err
}

func setRoles(tx *sqldb.Tx, post PostID, roles []string) error {
	if _, err := tx.Exec(`DELETE FROM post_role WHERE post_id = $1`, string(post)); err != nil {
		return err
	}
	args := make([]any, 0, 2*len(roles))
	for _, role := range roles {
		args = append(args, string(post), role)
	}
	_, err := tx.Exec(`INSERT INTO post_role (post_id, role) VALUES `+sqldb.Values(len(roles), 2), args...)
	return err
}

// EditPost changes a post: what its holders may do changes with the commit. version is the one
// that was read; an older one is fault.Conflict.
func (s *Service) EditPost(ctx context.Context, by audit.By, id PostID, version int64, input PostInput) (err error) {
	defer fault.Wrap(&err, "account.EditPost(%q)", id)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		old, err := s.PostTx(tx, id)
		if err != nil {
			return err
		}
		if input.From.IsZero() {
			input.From = old.From
		}
		input, err := input.clean(in(tx.Context()), old.From)
		if err != nil {
			return err
		}
		if err := ownPost(tx, by, old, input); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE post SET unit = $3, title = $4, scope_kind = $5, scope_id = $6, valid_from = $7, valid_until = $8,
				version = version + 1
			WHERE id = $1 AND version = $2`, string(id), version, input.Unit, input.Title, string(input.Scope.Kind), input.Scope.ID,
			input.From.String(), input.Until.String())
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "version %d is not the present one", version)
		}
		if err := setRoles(tx, id, input.Roles); err != nil {
			return err
		}
		detail, err := input.detail()
		if err != nil {
			return err
		}
		entries := []audit.Entry{by.Entry("post.edit", postObject(id), detail)}
		if !slices.Equal(old.Roles, input.Roles) || old.Scope != input.Scope {
			entries = append(entries, by.Entry(audit.PermissionChange, postObject(id), detail))
		}
		if err := s.widened(tx, by, old, input); err != nil {
			return err
		}
		return s.Audit.Record(tx, entries...)
	})
}

// ownPost refuses to change what a post may do, where and until when, by who holds it or will. The
// error is fault.Fields named roles, scope, from or until.
func ownPost(tx *sqldb.Tx, by audit.By, old Post, input PostInput) error {
	field := ""
	switch {
	case !slices.Equal(old.Roles, input.Roles):
		field = "roles"
	case old.Scope != input.Scope:
		field = "scope"
	case old.From != input.From:
		field = "from"
	case old.Until != input.Until:
		field = "until"
	default:
		return nil
	}
	own, err := holdsOrWill(tx, old.ID, by.Actor)
	if err == nil && own {
		err = fault.Fields{{Name: field, Says: in(tx.Context()).Duty.OwnPost}}
	}
	return err
}

// ClosePost abolishes a post after a day: the rights that it gave end with that day.
func (s *Service) ClosePost(ctx context.Context, by audit.By, id PostID, version int64, last term.Date) (err error) {
	defer fault.Wrap(&err, "account.ClosePost(%q)", id)
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.ClosePostTx(tx, by, id, version, last) })
}

// ClosePostTx is ClosePost within the caller's transaction.
func (s *Service) ClosePostTx(tx *sqldb.Tx, by audit.By, id PostID, version int64, last term.Date) error {
	old, err := s.PostTx(tx, id)
	if err != nil {
		return err
	}
	if last.IsZero() {
		last = term.Of(tx.Now)
	}
	if !old.Until.IsZero() && last.After(old.Until) { // a closed post opens again
		err := ownPost(tx, by, old, PostInput{Roles: old.Roles, Scope: old.Scope, From: old.From, Until: last})
		if err != nil {
			return err
		}
	}
	holders, err := s.HoldersOf(tx, id)
	if err != nil {
		return err
	}
	for _, m := range holders {
		if err := s.ifPast(tx, by, m.Tenure.Person, last); err != nil {
			return err
		}
	}
	n, err := tx.Exec(`UPDATE post SET valid_until = $3, version = version + 1 WHERE id = $1 AND version = $2`,
		string(id), version, last.String())
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "version %d is not the present one, which is %d", version, old.Version)
	}
	return s.Audit.Record(tx, by.Entry("post.close", postObject(id), `{"until":"`+last.String()+`"}`))
}

// Post returns a post with its roles, or fault.NotFound.
func (s *Service) Post(ctx context.Context, id PostID) (Post, error) {
	return view(ctx, s, func(tx *sqldb.Tx) (Post, error) { return s.PostTx(tx, id) })
}

// PostTx is Post within the caller's transaction.
func (s *Service) PostTx(tx *sqldb.Tx, id PostID) (p Post, err error) {
	defer fault.Wrap(&err, "account.Post(%q)", id)
	list, err := posts(tx, `o.id = $1`, string(id))
	if err != nil {
		return p, err
	}
	if len(list) == 0 {
		return p, fault.New(fault.NotFound, "no such post")
	}
	return list[0], nil
}

// PostsOf returns the posts of exactly this scope, closed ones too, in the order of their names.
func (s *Service) PostsOf(tx *sqldb.Tx, scope Scope) (list []Post, err error) {
	defer fault.Wrap(&err, "account.PostsOf(%q, %q)", scope.Kind, scope.ID)
	return posts(tx, `o.scope_kind = $1 AND o.scope_id = $2`, string(scope.Kind), scope.ID)
}

// Offices returns every post that is not of an organization: 県, 市町, センター, 財団. There are
// some hundreds.
func (s *Service) Offices(tx *sqldb.Tx) (list []Post, err error) {
	defer fault.Wrap(&err, "account.Offices")
	return posts(tx, `o.scope_kind <> 'organization'`)
}

// posts reads posts with their roles, in one statement.
func posts(tx *sqldb.Tx, where string, args ...any) ([]Post, error) {
	var list []Post
	err := sqldb.Each(tx, `SELECT `+postColumns+`, r.role FROM post o JOIN post_role r ON r.post_id = o.id WHERE `+where+
		` ORDER BY o.id, r.role`, args, func(r sqldb.Row) error {
		var p Post
		var role string
		if err := r.Scan(append(p.targets(), &role)...); err != nil {
			return err
		}
		if n := len(list); n > 0 && list[n-1].ID == p.ID {
			list[n-1].Roles = append(list[n-1].Roles, role)
			return nil
		}
		p.Roles = []string{role}
		list = append(list, p)
		return nil
	})
	slices.SortStableFunc(list, func(a, b Post) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}
