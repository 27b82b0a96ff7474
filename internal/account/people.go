package account

import (
	"context"
	"strings"

	"kyodo/internal/fault"
	text "kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Filter says which people to list, in the order of their kana.
type Filter struct {
	Q      string // part of the name, its kana, the mail address or the number
	Status Status // "" = any but erased
	Post   PostID // who holds it today
	Scope  *Scope // who holds any post of this scope today
	After  string // the Next of the page before, "" = from the start
	Limit  int    // of people on a page, 50 when 0, at most 200
}

// PeoplePage is a page of people.
type PeoplePage struct {
	People []Person
	Next   string // for Filter.After, "" on the last page
	Total  int64  // of people that the filter lets through, on all pages
}

// People lists people. To see only those within reach, give Scope.
func (s *Service) People(ctx context.Context, f Filter) (page PeoplePage, err error) {
	defer fault.Wrap(&err, "account.People")
	if f.Limit <= 0 {
		f.Limit = 50
	}
	f.Limit = min(f.Limit, 200)
	return view(ctx, s, func(tx *sqldb.Tx) (page PeoplePage, err error) {
		where, args := f.where(term.Of(tx.Now))
		if page.Total, _, err = sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM person p WHERE `+where, args...); err != nil {
			return page, err
		}
		kana, id, _ := strings.Cut(f.After, "\n")
		n := len(args)
		if f.After != "" {
			where += ` AND (p.kana, p.id) > (` + dollar(n+1) + `, ` + dollar(n+2) + `)`
			args = append(args, kana, id)
		}
		args = append(args, f.Limit+1)
		page.People, err = sqldb.All(tx, scanPerson, `SELECT `+personColumns+` FROM person p WHERE `+where+
			` ORDER BY p.kana, p.id LIMIT `+dollar(len(args)), args...)
		if len(page.People) > f.Limit {
			page.People = page.People[:f.Limit]
			last := page.People[f.Limit-1]
			page.Next = last.Kana + "\n" + string(last.ID)
		}
		return page, err
	})
}

// dollar writes a placeholder.
func dollar(n int) string { return strings.Trim(sqldb.In(n, 1), "()") }

// where writes the filter's condition, without After.
func (f Filter) where(today term.Date) (string, []any) {
	conditions, args := []string{`p.status <> 'erased'`}, []any{}
	arg := func(v any) string { args = append(args, v); return dollar(len(args)) }
	if f.Status != "" {
		conditions[0] = `p.status = ` + arg(string(f.Status))
	}
	for _, word := range text.Words(f.Q) {
		a, b := arg(text.Fold(word)), arg(mailKey(word))
		conditions = append(conditions, `(replace(p.search, `+a+`, '') <> p.search OR replace(p.search, `+b+`, '') <> p.search)`)
	}
	if f.Post != "" || f.Scope != nil {
		day := arg(today.String())
		held := `EXISTS (SELECT 1 FROM tenure t JOIN post o ON o.id = t.post_id WHERE t.person_id = p.id AND t.valid_from <= ` + day +
			` AND (t.valid_until = '' OR t.valid_until >= ` + day + `)`
		if f.Post != "" {
			held += ` AND o.id = ` + arg(string(f.Post))
		}
		if f.Scope != nil {
			held += ` AND o.scope_kind = ` + arg(string(f.Scope.Kind)) + ` AND o.scope_id = ` + arg(f.Scope.ID)
		}
		conditions = append(conditions, held+`)`)
	}
	return strings.Join(conditions, " AND "), args
}
