package codes_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

func TestFieldGenerations(t *testing.T) {
	for _, tt := range []struct {
		on   term.Date
		want []string
	}{
		{term.On(1998, 11, 30), nil},
		{term.On(1998, 12, 1), []string{"welfare", "social-education", "town", "culture-sports", "environment", "disaster", "safety",
			"human-rights", "international", "gender-equality", "children", "support"}},
		{term.On(2003, 5, 1), []string{"welfare", "social-education", "town", "culture-sports", "environment", "disaster", "safety",
			"human-rights", "international", "gender-equality", "children", "it", "science", "economy", "employment", "consumer", "support"}},
		{term.On(2012, 4, 1), []string{"welfare", "social-education", "town", "tourism", "rural", "culture-sports", "environment", "disaster",
			"safety", "human-rights", "international", "gender-equality", "children", "it", "science", "economy", "employment", "consumer",
			"support", "ordinance"}},
	} {
		var got []string
		for i, f := range codes.Fields(tt.on) {
			if n, _ := f.Number(tt.on); n != i+1 {
				t.Errorf("%s: %s has number %d, want %d", tt.on, f.Slug, n, i+1)
			}
			if by, ok := codes.FieldByNumber(i+1, tt.on); !ok || by.Slug != f.Slug {
				t.Errorf("%s: FieldByNumber(%d) = %s", tt.on, i+1, by.Slug)
			}
			got = append(got, f.Slug)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Fields(%s) (-want +got):\n%s", tt.on, diff)
		}
	}
}

func TestFieldByNumber(t *testing.T) {
	for _, tt := range []struct {
		number         int
		on             term.Date
		slug, official string
	}{
		{4, term.On(2000, 1, 1), "culture-sports", "文化、芸術又はスポーツの振興を図る活動"},
		{4, term.On(2003, 4, 30), "culture-sports", "文化、芸術又はスポーツの振興を図る活動"},
		{4, term.On(2008, 10, 1), "culture-sports", "学術、文化、芸術又はスポーツの振興を図る活動"},
		{4, term.On(2012, 3, 31), "culture-sports", "学術、文化、芸術又はスポーツの振興を図る活動"},
		{4, term.On(2012, 4, 1), "tourism", "観光の振興を図る活動"},
		{12, term.On(2003, 4, 30), "support", "前各号に掲げる活動を行う団体の運営又は活動に関する連絡、助言又は援助の活動"},
		{12, term.On(2008, 10, 1), "it", "情報化社会の発展を図る活動"},
		{12, term.On(2026, 1, 1), "gender-equality", "男女共同参画社会の形成の促進を図る活動"},
		{17, term.On(2008, 10, 1), "support", "前各号に掲げる活動を行う団体の運営又は活動に関する連絡、助言又は援助の活動"},
		{18, term.On(2008, 10, 1), "", ""},
		{0, term.On(2026, 1, 1), "", ""},
	} {
		f, ok := codes.FieldByNumber(tt.number, tt.on)
		p, _ := f.At(tt.on)
		if diff := cmp.Diff([]string{tt.slug, tt.official}, []string{f.Slug, p.Official}); diff != "" || ok != (tt.slug != "") {
			t.Errorf("FieldByNumber(%d, %s), ok %v (-want +got):\n%s", tt.number, tt.on, ok, diff)
		}
	}
}

func TestFieldsAgainstTheAnnex(t *testing.T) {
	on := term.On(2026, 1, 1)
	i := 0
	sharedRows(t, "codes/npo_activity_fields.csv", func(row map[string]string) {
		f := codes.Fields(on)[i]
		i++
		if diff := cmp.Diff([]string{row["official_name"], row["effective_date"]}, []string{f.Official(), f.Periods[0].From.String()}); diff != "" {
			t.Errorf("第%d号 (-want +got):\n%s", i, diff)
		}
	})
	if i != 20 {
		t.Errorf("compared %d fields, want 20", i)
	}
}

func TestFacets(t *testing.T) {
	if got := len(codes.Facets()); got != 6 {
		t.Errorf("%d facets, want 6", got)
	}
	for _, facet := range codes.Facets() {
		for _, slug := range facet.Fields {
			if _, ok := codes.FieldBySlug(slug); !ok {
				t.Errorf("facet %s names the unknown field %s", facet.Slug, slug)
			}
		}
		if found, ok := codes.FacetBySlug(facet.Slug); !ok || found.Label != facet.Label {
			t.Errorf("FacetBySlug(%s) = %v, %v", facet.Slug, found, ok)
		}
	}
	for _, f := range codes.Fields(term.On(2026, 1, 1)) {
		if len(codes.FacetsOf(f.Slug)) == 0 {
			t.Errorf("no facet has the field %s", f.Slug)
		}
	}
	both := codes.FacetsOf("social-education")
	if got := slices.IndexFunc(both, func(f codes.Facet) bool { return f.Slug == "youth" }); got < 0 || len(both) != 2 {
		t.Errorf("FacetsOf(social-education) = %v, want learning and youth", both)
	}
}

func TestFieldLabels(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range codes.Fields(term.On(2026, 1, 1)) {
		for _, s := range []string{f.Slug, f.Label.Ja, f.Label.En, f.Plain} {
			if s == "" || seen[s] {
				t.Errorf("%s: %q is empty or not its own", f.Slug, s)
			}
			seen[s] = true
		}
	}
}
