package search

// Sort is the order of the hits.
type Sort string

// The orders. Anything else is taken for ByRelevance.
const (
	// ByRelevance puts preferred documents first, then those with the whole name,
	// the start of the name, the name, the name with its aliases, any text; inside
	// each by Kana. Without words it is Kana order behind the preference.
	ByRelevance Sort = "relevance"
	ByNewest    Sort = "newest" // Newest descending, then Kana
	ByKana      Sort = "kana"   // Kana, Tie, ID ascending
)

// LimitMax is the largest page.
const LimitMax = 100

// Query says what is looked for. Its cost grows with the number of words: bound
// what strangers may send.
type Query struct {
	Words  []string            // folded; a document must match all of them
	Filter map[string][]string // key → values: one of a key's, of every key; a key without values does not filter
	Counts []string            // keys whose values are counted; each as if the query had no Filter of that key
	Prefer *Facet              // ranks documents that have it first (ByRelevance only)
	Sort   Sort
	After  string // Next of the page before, "" for the first
	Limit  int    // 0 to LimitMax hits; larger means LimitMax
}

// Hit is one document of a page.
type Hit struct {
	ID    string
	Card  any
	Where string // best place that has all words: "name", "alias", "body"; "" without words
}

// Count is how many hits have a value.
type Count struct {
	Value string
	N     int
}

// Result is one page and what is known about all of them.
type Result struct {
	Total  int // all hits, not only those of the page
	Hits   []Hit
	Counts map[string][]Count // by key of Query.Counts: values with hits, most hits first, then by value
	Next   string             // cursor of the next page, "" on the last
	Seq    int64              // the last change that this answer has seen
}
