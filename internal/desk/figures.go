package desk

import (
	"context"
	"slices"
	"strconv"
	"time"

	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Measure is one indicator of the bank that counts rows. Source: domain study 1.1, "Numbers".
type Measure string

// The measures, in the order of the page.
const (
	Companies  Measure = "companies"  // 登録企業数: with a published profile, at the end of the period
	Offers     Measure = "offers"     // 提供数: published in the period
	Needs      Measure = "needs"      // ニーズ数
	Asked      Measure = "asked"      // 問合せ
	Replied    Measure = "replied"    // of these, answered by the owner
	Met        Measure = "met"        // of these, with a meeting
	Agreed     Measure = "agreed"     // 成立
	Refused    Measure = "refused"    // 不調: inquiries that ended without an agreement, by reason
	Handed     Measure = "handed"     // 引渡し・実施
	Unused     Measure = "unused"     // 未利用提供: published in the period, open today, and nothing of them is taken
	Views      Measure = "views"      // 閲覧: openings of listings' pages, sums by day
	Consulted  Measure = "consulted"  // 相談, of all books: numbers alone
	NeedsAsked Measure = "needsasked" // needs of the period with an inquiry
)

// Measures returns the measures whose rows can be opened, in their order.
func Measures() []Measure {
	return []Measure{Companies, Offers, Needs, NeedsAsked, Asked, Replied, Met, Agreed, Refused, Handed, Unused, Views}
}

// source is where the rows of a measure stand: rows of id, at, kind, city, channel, reason, title, name,
// path, quantity, unit, and the listing's audience and state. at is a moment, or a civil day where civil says so.
type source struct {
	civil bool
	sums  bool // a row counts as often as its quantity says
	whole bool // everything before the end counts, not only what is of the period
	rows  string
}

const listingRows = `SELECT l.id AS id, l.published_at AS at, l.kind AS kind, l.city_code AS city, l.channel AS channel, '' AS reason, l.title AS title,
	coalesce(o.name, '') AS name, '/bank/' || l.id AS path, l.quantity AS quantity, l.unit AS unit, l.audience AS audience, l.state AS state
	FROM listing l LEFT JOIN organization o ON o.id = l.organization_id WHERE l.published_at <> '' `

const inquiryRows = ` AS at, l.kind AS kind, l.city_code AS city, q.channel AS channel, q.code AS reason, l.title AS title,
	coalesce(o.name, '') AS name, '/desk/cases/inquiry:' || q.id AS path, q.quantity AS quantity, l.unit AS unit, l.audience AS audience, l.state AS state
	FROM inquiry q JOIN listing l ON l.id = q.listing_id LEFT JOIN organization o ON o.id = q.asker_id WHERE q.id <> '' `

const collaborationRows = ` AS at, c.kind AS kind, coalesce(l.city_code, '') AS city, c.channel AS channel, '' AS reason, c.title AS title,
	coalesce(o.name, '') AS name, '/collaborations/' || c.id AS path, c.handed_quantity AS quantity, c.unit AS unit, coalesce(l.audience, '') AS audience, coalesce(l.state, '') AS state
	FROM collaboration c LEFT JOIN listing l ON l.id = c.listing_id LEFT JOIN organization o ON o.id = c.receiver_id WHERE c.id <> '' `

func sourceOf(m Measure) (source, bool) {
	s, ok := map[Measure]source{
		Companies: {whole: true, rows: `SELECT o.id AS id, p.published_at AS at, '' AS kind, o.city_code AS city, '' AS channel, '' AS reason, o.name AS title,
			'' AS name, '/orgs/' || o.id AS path, 0 AS quantity, '' AS unit, '' AS audience, '' AS state FROM profile p JOIN organization o ON o.id = p.organization_id WHERE p.kind = 'company' AND p.published`},
		Offers:     {rows: listingRows + `AND l.direction = 'offer'`},
		Needs:      {rows: listingRows + `AND l.direction = 'need'`},
		NeedsAsked: {rows: listingRows + `AND l.direction = 'need' AND EXISTS (SELECT 1 FROM inquiry q WHERE q.listing_id = l.id)`},
		Unused:     {rows: listingRows + `AND l.direction = 'offer' AND l.state = 'open' AND l.taken = 0 AND NOT EXISTS (SELECT 1 FROM collaboration c WHERE c.listing_id = l.id)`},
		Asked:      {rows: `SELECT q.id AS id, q.created_at` + inquiryRows},
		Replied:    {rows: `SELECT q.id AS id, q.created_at` + inquiryRows + `AND q.first_reply_at <> ''`},
		Met:        {rows: `SELECT q.id AS id, q.created_at` + inquiryRows + `AND q.meeting_at <> ''`},
		Refused:    {rows: `SELECT q.id AS id, q.closed_at` + inquiryRows + `AND q.state IN ('declined', 'withdrawn', 'silent')`},
		Agreed:     {rows: `SELECT c.id AS id, c.agreed_at` + collaborationRows},
		Handed:     {civil: true, rows: `SELECT c.id AS id, c.handed_on` + collaborationRows + `AND c.handed_on <> ''`},
		Views: {civil: true, sums: true, rows: `SELECT l.id AS id, v.day AS at, l.kind AS kind, l.city_code AS city, '' AS channel, '' AS reason, l.title AS title,
			'' AS name, '/bank/' || l.id AS path, v.views AS quantity, '' AS unit, l.audience AS audience, l.state AS state
			FROM listing_view v JOIN listing l ON l.id = v.listing_id WHERE v.views > 0`},
		Consulted: {civil: true, rows: `SELECT c.id AS id, c.received_at AS at, c.category AS kind, '' AS city, c.channel AS channel, '' AS reason, '' AS title,
			'' AS name, '' AS path, c.minutes AS quantity, '' AS unit, '' AS audience, '' AS state FROM consultation c WHERE c.id <> ''`},
	}[m]
	return s, ok
}

// Span is a fiscal year, or one month of it.
type Span struct {
	Year  term.FiscalYear
	Month int // 1 to 12, 0 = the whole year
}

// Bounds are the first and the last day of the span.
func (p Span) Bounds() (first, last term.Date) {
	if p.Month == 0 {
		return p.Year.First(), p.Year.Last()
	}
	year := int(p.Year)
	if p.Month < 4 {
		year++
	}
	first = term.On(year, p.Month, 1)
	return first, first.AddMonths(1).AddDays(-1)
}

// args are the span as arguments: a beginning and the end, after which nothing counts, and the first
// days of the months between.
func (s source) args(p Span) (from, until string, months []string) {
	first, last := p.Bounds()
	text := func(d term.Date) string {
		if s.civil {
			return d.String()
		}
		return sqldb.Stamp(d.Time())
	}
	for d := first.AddMonths(1); !d.After(last); d = d.AddMonths(1) {
		months = append(months, text(d))
	}
	from = text(first)
	if s.whole {
		from = ""
	}
	return from, text(last.AddDays(1)), months
}

// Cell is a count of rows that are alike.
type Cell struct {
	Kind    codes.Support
	City    string
	Channel string
	Reason  codes.Exit
	Month   int // 1 to 12 of the calendar
	N       int
}

// Sum is what was given in one unit.
type Sum struct {
	Unit     string
	Quantity int64
}

// Figures are the bank's numbers in a span.
type Figures struct {
	Span   Span
	Cells  map[Measure][]Cell
	Given  []Sum // 提供総量: what was handed over, by unit
	Yen    int64 // 円換算: the worth of what was handed over, by the givers' own estimate
	Median int   // days until the first reply, rounded up; -1 = no reply yet
}

// maxReplies bounds what the median is made of.
const maxReplies = 50_000

// Figures reckons the bank's numbers: one statement a measure, each a sum of rows that Rows returns.
func (s *Service) Figures(ctx context.Context, p Span) (f Figures, err error) {
	defer fault.Wrap(&err, "desk.Figures")
	f = Figures{Span: p, Cells: map[Measure][]Cell{}, Median: -1}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		for _, m := range append(Measures(), Consulted) {
			if f.Cells[m], err = cells(tx, m, p); err != nil {
				return err
			}
		}
		if f.Given, err = given(tx, p); err != nil {
			return err
		}
		first, last := p.Bounds()
		if f.Yen, _, err = sqldb.One(tx, sqldb.Int, `SELECT coalesce(sum(r.value), 0) FROM collaboration_report r JOIN collaboration c ON c.id = r.collaboration_id
			WHERE c.handed_on >= $1 AND c.handed_on <= $2`, first.String(), last.String()); err != nil {
			return err
		}
		f.Median, err = median(tx, p)
		return err
	})
	return f, err
}

// cells counts the rows of a measure in one statement.
func cells(tx *sqldb.Tx, m Measure, p Span) ([]Cell, error) {
	src, _ := sourceOf(m)
	from, until, months := src.args(p)
	first, _ := p.Bounds()
	args := []any{from, until}
	nth := `0`
	if len(months) > 0 {
		nth = `CASE`
		for i, at := range months {
			args = append(args, at)
			nth += ` WHEN x.at < $` + strconv.Itoa(len(args)) + ` THEN ` + strconv.Itoa(i)
		}
		nth += ` ELSE ` + strconv.Itoa(len(months)) + ` END`
	}
	count := `count(*)`
	if src.sums {
		count = `CAST(sum(y.quantity) AS bigint)`
	}
	return sqldb.All(tx, func(r sqldb.Row) (c Cell, err error) {
		err = r.Scan(&c.Kind, &c.City, &c.Channel, &c.Reason, &c.Month, &c.N)
		c.Month = first.AddMonths(c.Month).Month()
		return c, err
	}, `SELECT y.kind, y.city, y.channel, y.reason, y.nth, `+count+` FROM (
			SELECT x.kind AS kind, x.city AS city, x.channel AS channel, x.reason AS reason, x.quantity AS quantity, `+nth+` AS nth FROM (`+src.rows+`) AS x WHERE x.at >= $1 AND x.at < $2) AS y
		GROUP BY y.kind, y.city, y.channel, y.reason, y.nth ORDER BY y.kind, y.city, y.channel, y.reason, y.nth`, args...)
}

// given sums what was handed over by unit: people, pieces, yen.
func given(tx *sqldb.Tx, p Span) ([]Sum, error) {
	first, last := p.Bounds()
	return sqldb.All(tx, func(r sqldb.Row) (x Sum, err error) { return x, r.Scan(&x.Unit, &x.Quantity) },
		`SELECT unit, coalesce(sum(handed_quantity), 0) FROM collaboration WHERE handed_on >= $1 AND handed_on <= $2 AND handed_quantity > 0
		GROUP BY unit ORDER BY unit LIMIT 100`, first.String(), last.String())
}

// median is the median of the days until the first reply, of the inquiries of a span; -1 without any.
func median(tx *sqldb.Tx, p Span) (int, error) {
	first, last := p.Bounds()
	days, err := sqldb.All(tx, func(r sqldb.Row) (int, error) {
		var asked, replied time.Time
		err := r.Scan(sqldb.Time(&asked), sqldb.Time(&replied))
		return term.Of(asked).DaysUntil(term.Of(replied)), err
	}, `SELECT created_at, first_reply_at FROM inquiry WHERE created_at >= $1 AND created_at < $2 AND first_reply_at <> '' ORDER BY id LIMIT $3`,
		first.Time(), last.AddDays(1).Time(), maxReplies)
	if err != nil || len(days) == 0 {
		return -1, err
	}
	slices.Sort(days)
	mid := len(days) / 2
	if len(days)%2 == 0 {
		return (days[mid-1] + days[mid] + 1) / 2, nil
	}
	return days[mid], nil
}

// Count is the whole of a measure.
func (f *Figures) Count(m Measure) (n int) {
	for _, c := range f.Cells[m] {
		n += c.N
	}
	return n
}

// By sums a measure by what key says of each cell.
func (f *Figures) By(m Measure, key func(Cell) string) map[string]int {
	by := map[string]int{}
	for _, c := range f.Cells[m] {
		by[key(c)] += c.N
	}
	return by
}

// Entry is one row behind a number.
type Entry struct {
	ID       string
	On       term.Date
	Kind     codes.Support
	City     string
	Channel  string
	Reason   codes.Exit
	Title    string
	Name     string // of an organization, "" = none
	Path     string
	Quantity int64
	Unit     string
	Hidden   bool // the reader may not know the listing: Title, Name and Path are ""
}

// RowFilter chooses among the rows behind a number; "" chooses all.
type RowFilter struct{ Kind, City, Channel, Reason string }

// Counts is how often a row of a measure counts: once, but of Views as often as the page was opened.
func (e *Entry) Counts(m Measure) int {
	if m == Views {
		return int(e.Quantity)
	}
	return 1
}

// MaxEntries is the most rows behind a number that are returned at once.
const MaxEntries = 5000

// Rows returns what a measure counts, the oldest first: every row, but of listings that the reader may
// not see no word. more says that there are more than MaxEntries.
// Errors: fault.NotFound for what has no rows to show.
func (s *Service) Rows(ctx context.Context, see Sight, m Measure, p Span, f RowFilter) (list []Entry, more bool, err error) {
	defer fault.Wrap(&err, "desk.Rows(%q)", m)
	src, ok := sourceOf(m)
	if !ok || !slices.Contains(Measures(), m) {
		return nil, false, fault.NotFound
	}
	from, until, _ := src.args(p)
	where, args := ``, []any{from, until, MaxEntries + 1}
	for _, x := range [...]struct{ column, value string }{{"kind", f.Kind}, {"city", f.City}, {"channel", f.Channel}, {"reason", f.Reason}} {
		if x.value != "" {
			args = append(args, x.value)
			where += ` AND x.` + x.column + ` = $` + strconv.Itoa(len(args))
		}
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = sqldb.All(tx, func(r sqldb.Row) (e Entry, err error) {
			var at, audience, state string
			err = r.Scan(&e.ID, &at, &e.Kind, &e.City, &e.Channel, &e.Reason, &e.Title, &e.Name, &e.Path, &e.Quantity, &e.Unit, &audience, &state)
			if err != nil {
				return e, err
			}
			if e.Hidden = see.hides(audience, state); e.Hidden {
				e.Title, e.Name, e.Path = "", "", ""
			}
			if src.civil {
				return e, e.On.Scan(at)
			}
			var moment time.Time
			err = sqldb.Time(&moment).Scan(at)
			e.On = term.Of(moment)
			return e, err
		}, `SELECT x.id, x.at, x.kind, x.city, x.channel, x.reason, x.title, x.name, x.path, x.quantity, x.unit, x.audience, x.state FROM (`+src.rows+`) AS x
			WHERE x.at >= $1 AND x.at < $2`+where+` ORDER BY x.at, x.id LIMIT $3`, args...)
		return err
	})
	if more = len(list) > MaxEntries; more {
		list = list[:MaxEntries]
	}
	return list, more, err
}
