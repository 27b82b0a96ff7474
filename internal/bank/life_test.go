package bank

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

var owner = audit.By{Actor: "person1"}

// says are texts that name the refusal.
func says() *Says {
	return &Says{Missing: "missing", MeritMissing: "merit", TitleMissing: "title", ReasonMissing: "reason", NoOrganization: "org", Over: "over", LotteryDeadline: "lottery",
		Long: func(int) string { return "long" }, Many: func(int) string { return "many" }, TakenAlready: func(int64) string { return "taken" }}
}

func service(db *sqldb.DB) *Service {
	ids := &id.Source{}
	return &Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Calendar: term.LocalGovernment()}
}

// chairs is an offer that lacks nothing.
func chairs() Start {
	return Start{Direction: Offer, Organization: "org1", Kind: "G2", Channel: "web", Content: Content{
		Title: "会議いすの寄贈", Body: "事務所の移転で余ったいすを差し上げます。", Detail: map[string]string{"condition": "good"},
		Quantity: 20, Unit: "脚", City: "35203", Cities: []string{"35203", "35206"}, Fields: []string{"welfare"},
		From: term.On(2026, 11, 25), Until: term.On(2027, 3, 20), AdvertiseUntil: term.On(2027, 2, 28)}}
}

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAListingLives(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		in := chairs()
		lid := must(s.Begin(ctx, owner, in, says()))(t)
		got := must(s.Listing(ctx, lid))(t)
		want := in.Content
		want.Kind, want.Audience, want.Choosing, want.Cost, want.HandOver, want.MeritBy = "G2", Registered, ByTalk, "free", "talk", "template"
		m := MeritsOf("G2")
		want.MeritCompany, want.MeritGroup = m.Company.Ja, m.Group.Ja
		if d := cmp.Diff(want, got.Content, cmpopts.EquateEmpty(), cmp.Comparer(term.Date.Equal)); d != "" {
			t.Fatalf("read back (-want +got):\n%s", d)
		}
		if err := s.Publish(ctx, owner, lid, 1, says()); !errors.Is(err, fault.Conflict) {
			t.Errorf("a draft is published: %v", err)
		}
		for _, step := range []func() error{
			func() error { return s.Submit(ctx, owner, lid, 1, says()) },
			func() error { return s.Return(ctx, owner, lid, 2, "写真がありません。", says()) },
			func() error { return s.Submit(ctx, owner, lid, 3, says()) },
			func() error { return s.Publish(ctx, owner, lid, 4, says()) },
			func() error { return s.Pause(ctx, owner, lid, 5, "在庫の確認中") },
			func() error { return s.Resume(ctx, owner, lid, 6, says()) },
		} {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Pause(ctx, owner, lid, 6, ""); !errors.Is(err, fault.Conflict) {
			t.Errorf("an old version is accepted: %v", err)
		}
		got = must(s.Listing(ctx, lid))(t)
		if got.State != Open || got.Status() != IsOpen || got.PublishedAt.IsZero() || got.Version != 7 {
			t.Errorf("%+v", got)
		}
	})
}

// Without a merit text for each side nothing is published.
func TestBothSidesHaveAMerit(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		c := must(s.Listing(ctx, lid))(t).Content
		c.MeritGroup = ""
		if err := s.Save(ctx, owner, lid, 1, "merit", c, says()); err != nil {
			t.Fatal(err)
		}
		err := s.Submit(ctx, owner, lid, 2, says())
		var f fault.Fields
		if !errors.As(err, &f) || len(f) != 1 || f[0].Name != "merit_group" || f[0].Says != "merit" {
			t.Errorf("one-sided merit: %v", err)
		}
	})
}

// However many take at once, what is taken never exceeds what there is.
func TestNobodyTakesMoreThanThereIs(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx := service(db), t.Context()
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		if err := errors.Join(s.Submit(ctx, owner, lid, 1, says()), s.Publish(ctx, owner, lid, 2, says())); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		taken := make(chan bool, 50)
		for range 50 {
			wg.Go(func() {
				err := db.Update(ctx, func(tx *sqldb.Tx) error {
					ok, err := Take(tx, lid, 1)
					if err == nil {
						tx.AfterCommit(func() { taken <- ok })
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		close(taken)
		n := 0
		for ok := range taken {
			if ok {
				n++
			}
		}
		l := must(s.Listing(ctx, lid))(t)
		if n != 20 || l.Taken != 20 || l.Status() != IsTaken {
			t.Errorf("%d took, %d are taken, %s", n, l.Taken, l.Status())
		}
	})
}

// Every kind of support makes a listing that can be published, in both directions.
func TestEveryKindCanBePublished(t *testing.T) {
	db := dbtest.Open(t, dbtest.SQLite(t))
	s, ctx := service(db), t.Context()
	for _, k := range codes.Supports("") {
		for _, d := range []Direction{Offer, Need} {
			in := chairs()
			in.Kind, in.Direction, in.Content.Detail = k, d, map[string]string{}
			in.Content.Unit, in.Content.Beneficiaries = "", "子ども20人"
			if k.Unit() == "" {
				in.Content.Quantity = 0
			}
			for _, f := range Details(k) {
				if !f.Needed {
					continue
				}
				v := "説明"
				switch f.Form {
				case Count, Yen, Percent:
					v = "１０"
				case Day:
					v = "令和9年3月1日"
				case OneOf, SomeOf:
					v = f.Choices[0].Value
				}
				in.Content.Detail[f.Name] = v
			}
			lid, err := s.Begin(ctx, owner, in, says())
			if err == nil {
				err = errors.Join(s.Submit(ctx, owner, lid, 1, says()), s.Publish(ctx, owner, lid, 2, says()))
			}
			if err != nil {
				t.Errorf("%s as %s: %v", k, d, err)
			}
		}
	}
}
