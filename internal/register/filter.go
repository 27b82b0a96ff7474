package register

import (
	"kyodo/internal/codes"
	"kyodo/internal/ja"
	"kyodo/internal/search"
	"kyodo/internal/term"
)

// Facet keys of the search index.
const (
	FacetField    = "field"
	FacetCity     = "city"
	FacetKind     = "kind"
	FacetStatus   = "status"
	FacetApproval = "level"
)

// Filter is what a reader asks of the register. The zero value is everything, by kana.
type Filter struct {
	Q         string   // words, AND
	Fields    []string // activity field slugs, OR
	Cities    []string // JIS 5-digit codes, OR
	Regions   []string // region slugs "scheme.region": each stands for its municipalities, OR with Cities
	Kinds     []string
	Statuses  []string
	Approvals []string // "certified", "special", "none"
	Sort      string   // "relevance", "newest", "kana"; "" = relevance with words, else kana
	After     string   // cursor
	Limit     int      // 1..100; 0 = 20
	Bare      bool     // no facet counts: for those who only want the rows
}

// Card is one organization in a list: what the search index hands back with a hit.
type Card struct {
	ID        ID
	Number    string
	Name      string
	Kana      string // as the source writes it
	Reading   string // the same without the legal form
	Kind      codes.Kind
	Status    codes.Status
	CityCode  string
	Place     string // prefecture and municipality
	Address   string // the whole address
	Purpose   string
	Folded    string // the purpose as the index searches it
	Line      string // what the published profile says in one line, "" without one
	Said      string // what else it says in words, for everybody
	Fields    []string
	Approval  Approval // only while it stands
	Until     term.Date
	ChangedOn term.Date
	Latest    Event // the latest thing that happened to it
	AsOf      term.Date
	Invented  bool
}

// Path is the organization's permanent address on the site.
func (c Card) Path() string { return OrganizationPath(c.ID) }

// Page is one page of a list.
type Page struct {
	Total  int
	Cards  []*Card
	Words  []string                  // the folded words, for highlighting
	Counts map[string][]search.Count // by facet key, all values
	Prefer string                    // the municipality whose name the words are, "" if none
	Next   string
	Seq    int64 // the state of the register: an ETag
}

// words returns the folded words of the query.
func (f Filter) words() []string { return ja.Words(f.Q) }
