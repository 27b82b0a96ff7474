package bank

import (
	"log/slog"
	"slices"
	"testing"

	"kyodo/internal/codes"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// published puts a listing on the list.
func published(t *testing.T, s *Service, in Start) string {
	t.Helper()
	ctx := t.Context()
	lid := must(s.Begin(ctx, owner, in, says()))(t)
	if err := s.Submit(ctx, owner, lid, 1, says()); err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, owner, lid, 2, says()); err != nil {
		t.Fatal(err)
	}
	return lid
}

// followed is a service whose index follows by steps.
func followed(t *testing.T, db *sqldb.DB) (*Service, func()) {
	t.Helper()
	s := service(db)
	s.Index = search.New()
	f := s.Feed(slog.New(slog.DiscardHandler))
	if err := f.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, func() {
		t.Helper()
		for {
			more, err := f.Step(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				return
			}
		}
	}
}

func found(t *testing.T, s *Service, f Filter) (ids []string) {
	t.Helper()
	p, err := s.Search(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Cards {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	return ids
}

// Nobody finds what is not for them, by whatever they filter or look for.
func TestSearchShowsNobodyWhatIsNotForThem(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, step := followed(t, db)
		ids := map[Audience]string{}
		for _, a := range []Audience{Everybody, Registered, CenterOnly} {
			in := chairs()
			in.Content.Audience = a
			ids[a] = published(t, s, in)
		}
		draft := must(s.Begin(t.Context(), owner, chairs(), says()))(t)
		step()
		for _, c := range []struct {
			name string
			who  []Audience
			want []string
		}{
			{"guest", nil, []string{ids[Everybody]}},
			{"member", ForMembers(), []string{ids[Everybody], ids[Registered]}},
			{"centre", ForCenter(), []string{ids[Everybody], ids[Registered], ids[CenterOnly]}},
		} {
			slices.Sort(c.want)
			for _, f := range []Filter{{}, {Direction: Offer}, {Q: "いす"}, {Kinds: []string{"G2"}}, {Mains: []string{"G"}}, {Cities: []string{"35206"}},
				{Fields: []string{"welfare"}}, {Statuses: []string{"open"}}, {Standing: []string{"no"}}, {Months: []string{"2027-01"}}, {Organization: "org1"}, {Sort: "closing"}} {
				f.Audiences = c.who
				if got := found(t, s, f); !slices.Equal(got, c.want) {
					t.Errorf("%s finds %v by %+v, want %v (draft %s)", c.name, got, f, c.want, draft)
				}
				p, _ := s.Search(f)
				for key, counts := range p.Counts {
					for _, n := range counts {
						if n.N > len(c.want) {
							t.Errorf("%s sees %s=%s counted %d times", c.name, key, n.Value, n.N)
						}
					}
				}
			}
		}
		for _, f := range []Filter{{Direction: Need}, {Q: "ピアノ"}, {Kinds: []string{"P1"}}, {Cities: []string{"35201"}}, {Months: []string{"2027-04"}}, {Standing: []string{"yes"}}, {Disaster: []string{"yes"}}} {
			f.Audiences = ForCenter()
			if got := found(t, s, f); len(got) > 0 {
				t.Errorf("%+v finds %v", f, got)
			}
		}
	})
}

// An anonymous listing is found, but not by whose it is, and its card does not tell.
func TestAnAnonymousListingDoesNotTellWhoseItIs(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, step := followed(t, db)
		org := string(invented(t, s, "【架空】ひみつ商事株式会社"))
		for _, anonymous := range []bool{false, true} {
			in := chairs()
			in.Organization, in.Content.Audience, in.Content.Anonymous = register.ID(org), Everybody, anonymous
			published(t, s, in)
		}
		step()
		for name, f := range map[string]Filter{"organization": {Organization: register.ID(org)}, "name": {Q: "ひみつ商事"}} {
			p := must(s.Search(f))(t)
			if p.Total != 1 || p.Cards[0].Anonymous || p.Cards[0].Name == "" {
				t.Errorf("by %s: %d", name, p.Total)
			}
		}
		p := must(s.Search(Filter{}))(t)
		if p.Total != 2 {
			t.Fatalf("%d found", p.Total)
		}
		for _, c := range p.Cards {
			if told := c.Organization != "" || c.Name != "" || c.CreatedBy != ""; told == c.Anonymous {
				t.Errorf("anonymous %t, told %t", c.Anonymous, told)
			}
		}
	})
}

// Pages neither repeat nor leave out a listing, whatever the order, also when something is taken
// between two of them; and what is closed leaves the list.
func TestPagesGoOn(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, step := followed(t, db)
		var all []string
		for range 7 {
			in := chairs()
			in.Content.Audience = Everybody
			all = append(all, published(t, s, in))
		}
		step()
		for _, sort := range []string{"", "newest", "closing", "relevance"} {
			var got []string
			f := Filter{Sort: sort, Limit: 3}
			for pages := 0; ; pages++ {
				p := must(s.Search(f))(t)
				for _, c := range p.Cards {
					got = append(got, c.ID)
				}
				if p.Next == "" || pages > 5 {
					break
				}
				f.After = p.Next
				err := db.Update(t.Context(), func(tx *sqldb.Tx) error {
					_, err := Take(tx, all[0], 1)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				step()
			}
			slices.Sort(got)
			if !slices.Equal(got, all) {
				t.Errorf("sort %q: %v, want %v", sort, got, all)
			}
		}
		if got := found(t, s, Filter{Statuses: []string{"partly"}}); !slices.Equal(got, all[:1]) {
			t.Errorf("partly taken: %v", got)
		}
		if err := s.Withdraw(t.Context(), owner, all[1], 3, "R03", "", says()); err != nil {
			t.Fatal(err)
		}
		step()
		if got := found(t, s, Filter{}); len(got) != 6 || slices.Contains(got, all[1]) {
			t.Errorf("withdrawn: %v", got)
		}
	})
}

// invented puts an organization into the register by hand and returns its id.
func invented(t *testing.T, s *Service, name string) register.ID {
	t.Helper()
	r := &register.Service{DB: s.DB, IDs: s.IDs, Audit: s.Audit}
	var oid register.ID
	err := s.DB.Update(t.Context(), func(tx *sqldb.Tx) (err error) {
		oid, err = r.DeclareTx(tx, owner, register.Record{Kind: codes.Company, Name: name, Address: "山口県山口市滝町1", Purpose: "試す。"}, register.Self, "試験")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return oid
}
