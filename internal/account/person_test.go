package account_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

func TestPeople(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := must(w.CreatePerson(ctx, officer, account.PersonInput{Name: " 山口　花子 ", Kana: "ヤマグチ ハナコ", Email: "Hanako@Example.jp", Phone: "０８３-933-0000"}))(t)
		p := must(w.Person(ctx, id))(t)
		if p.Name != "山口　花子" || p.Email != "Hanako@Example.jp" || p.Phone != "083-933-0000" || p.Lang != "ja" || p.Status != account.Active || len(p.Number) != 8 {
			t.Errorf("stored %+v", p)
		}
		_, err := w.CreatePerson(ctx, officer, account.PersonInput{Name: "別人", Email: "hanako@example.JP"})
		var f fault.Fields
		if !errors.As(err, &f) || f.Says("mail") == "" {
			t.Errorf("the same mail in other letters: %v", err)
		}
		_, err = w.CreatePerson(account.Speak(ctx, "en"), officer, account.PersonInput{Email: "x", Phone: "call me", Lang: "fr"})
		if !errors.As(err, &f) || len(f) != 4 || f.Says("name") != "Enter the name." {
			t.Errorf("wrong input: %v", err)
		}
		w.person("山田 太郎", "")
		w.person("田中 次郎", "")
		for q, want := range map[string]int{"": 3, "山": 2, "ヤマグチ": 1, "やまぐち": 1, "hanako@example": 1, p.Number: 1, "花子 山口": 1, "100%": 0, "口花": 1} {
			page := must(w.People(ctx, account.Filter{Q: q}))(t)
			if len(page.People) != want || page.Total != int64(want) {
				t.Errorf("%q finds %d (total %d), want %d", q, len(page.People), page.Total, want)
			}
		}
		var pages []int
		for f := (account.Filter{Limit: 2}); ; {
			page := must(w.People(ctx, f))(t)
			pages = append(pages, len(page.People))
			if f.After = page.Next; page.Next == "" {
				break
			}
		}
		if diff := cmp.Diff([]int{2, 1}, pages); diff != "" {
			t.Error("people by page (-want +got)", diff)
		}
		in := account.PersonInput{Name: "山口 花", Kana: p.Kana, Email: p.Email, Phone: p.Phone}
		if err := w.EditPerson(ctx, officer, id, p.Version, in); err != nil {
			t.Fatal(err)
		}
		if err := w.EditPerson(ctx, officer, id, p.Version, in); !errors.Is(err, fault.Conflict) {
			t.Errorf("an edit of an old version: %v", err)
		}
		w.view(func(tx *sqldb.Tx) error {
			n, _, err := sqldb.One(tx, sqldb.Int, `SELECT count(*) FROM audit WHERE replace(detail, '花', '') <> detail`)
			if n != 0 {
				t.Errorf("%d entries of the log have a name outside the erasable part", n)
			}
			return err
		})
		if diff := cmp.Diff(map[string]int64{"person.create": 3, "person.edit": 1}, w.actions("person.create", "person.edit")); diff != "" {
			t.Error("log (-want +got)", diff)
		}
	})
}

func TestTwoOfOneMailAtOnce(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		var wg sync.WaitGroup
		made := make(chan account.PersonID, 20)
		for range 20 {
			wg.Go(func() {
				if id, err := w.CreatePerson(t.Context(), officer, account.PersonInput{Name: "同じ人", Email: "one@example.jp"}); err == nil {
					made <- id
				} else if !errors.Is(err, fault.Invalid) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(made) != 1 {
			t.Errorf("%d people have one mail address", len(made))
		}
	})
}

func TestRightsFollowPosts(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		id := w.person("課員", "")
		token := w.session(id)
		post := w.post("県民生活課", "主査", "", "PREF_LEAD", "AUDITOR")
		if got := w.roles(token); got != nil {
			t.Errorf("without a post: %v", got)
		}
		tenure := w.appoint(post, id)
		if diff := cmp.Diff([]string{"AUDITOR", "PREF_LEAD"}, w.roles(token)); diff != "" {
			t.Error("appointed (-want +got)", diff)
		}
		if _, err := w.Appoint(ctx, officer, post, id, term.On(2027, 1, 1), term.Date{}); !errors.Is(err, fault.Invalid) {
			t.Errorf("appointed twice: %v", err)
		}
		o := must(w.Post(ctx, post))(t)
		in := account.PostInput{Unit: o.Unit, Title: o.Title, Scope: o.Scope, Roles: []string{"PREF_DEPT"}}
		if err := w.EditPost(ctx, officer, post, o.Version, in); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"PREF_DEPT"}, w.roles(token)); diff != "" {
			t.Error("another role (-want +got)", diff)
		}
		if err := w.EditPost(ctx, officer, post, o.Version, in); !errors.Is(err, fault.Conflict) {
			t.Errorf("an edit of an old version: %v", err)
		}
		w.view(func(tx *sqldb.Tx) error {
			held, err := w.TenuresOf(tx, id)
			if err != nil || len(held) != 1 || held[0].Tenure.Post != post || held[0].Post.Title != "主査" {
				t.Errorf("tenures %+v, %v", held, err)
			}
			list, err := w.MembersOf(tx, o.Scope)
			if err != nil || len(list) != 1 || list[0].Person.Name != "課員" || list[0].Post.Roles[0] != "PREF_DEPT" {
				t.Errorf("members %+v, %v", list, err)
			}
			return nil
		})
		if err := w.EndTenure(ctx, officer, tenure, term.Date{}, "異動"); err != nil {
			t.Fatal(err)
		}
		if got := w.roles(token); got != nil {
			t.Errorf("after the end: %v", got)
		}
	})
}

func TestAPostEndsWithItsLastDay(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		id := w.person("課員", "")
		post := w.post("県民生活課", "主査", "", "PREF_LEAD")
		w.appoint(post, id)
		o := must(w.Post(t.Context(), post))(t)
		last := term.On(2026, 12, 31)
		if err := w.ClosePost(t.Context(), officer, post, o.Version, last); err != nil {
			t.Fatal(err)
		}
		w.clock.set(last.AddDays(1).Time().Add(-1e9))
		token := w.session(id)
		if got := w.roles(token); len(got) != 1 {
			t.Errorf("in the last second: %v", got)
		}
		w.clock.turn(1e9)
		if got := w.roles(token); got != nil {
			t.Errorf("at 00:00 of the day after: %v", got)
		}
	})
}

func TestOnePersonInOnePostOnce(t *testing.T) {
	run(t, func(t *testing.T, w *world) {
		id, post := w.person("課員", ""), w.post("課", "主事", "", "PREF_DEPT")
		var wg sync.WaitGroup
		made := make(chan string, 20)
		for range 20 {
			wg.Go(func() {
				if tenure, err := w.Appoint(t.Context(), officer, post, id, term.Date{}, term.Date{}); err == nil {
					made <- tenure
				} else if !errors.Is(err, fault.Invalid) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(made) != 1 {
			t.Errorf("%d tenures of one person in one post", len(made))
		}
	})
}
