package desk

import (
	"context"
	"slices"
	"strings"

	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

const noteColumns = `id, body_code, received_at, channel, organization_id, caller, category, content, response, minutes, next_action, next_on,
	ref, consent, consented_at, owner_post, closed_at, version, created_by, created_at, updated_at`

func scanNote(r sqldb.Row) (n Note, err error) {
	var ref string
	err = r.Scan(&n.ID, &n.Body, &n.On, &n.Channel, &n.Organization, &n.Caller, &n.Category, &n.Content, &n.Response, &n.Minutes, &n.NextAction, &n.NextOn,
		&ref, &n.Consent, &n.ConsentedOn, &n.Owner, sqldb.Time(&n.ClosedAt), &n.Version, &n.CreatedBy, sqldb.Time(&n.CreatedAt), sqldb.Time(&n.UpdatedAt))
	n.Ref, _ = ParseRef(ref)
	return n, err
}

func insertNote(tx *sqldb.Tx, n *Note) error {
	_, err := tx.Exec(`INSERT INTO consultation (`+noteColumns+`) VALUES `+sqldb.Values(1, 21),
		n.ID, n.Body, n.On.String(), n.Channel, string(n.Organization), n.Caller, n.Category, n.Content, n.Response, n.Minutes, n.NextAction, n.NextOn.String(),
		n.Ref.String(), n.Consent, n.ConsentedOn.String(), string(n.Owner), n.ClosedAt, n.Version, string(n.CreatedBy), n.CreatedAt, n.UpdatedAt)
	return err
}

func updateNote(tx *sqldb.Tx, n *Note, version int64) (int64, error) {
	return tx.Exec(`UPDATE consultation SET received_at = $3, channel = $4, organization_id = $5, caller = $6, category = $7, content = $8, response = $9,
		minutes = $10, next_action = $11, next_on = $12, ref = $13, consent = $14, consented_at = $15, owner_post = $16, closed_at = $17, version = $18, updated_at = $19
		WHERE id = $1 AND version = $2`,
		n.ID, version, n.On.String(), n.Channel, string(n.Organization), n.Caller, n.Category, n.Content, n.Response,
		n.Minutes, n.NextAction, n.NextOn.String(), n.Ref.String(), n.Consent, n.ConsentedOn.String(), string(n.Owner), n.ClosedAt, n.Version, n.UpdatedAt)
}

func noteByID(tx *sqldb.Tx, nid string) (Note, bool, error) {
	return sqldb.One(tx, scanNote, `SELECT `+noteColumns+` FROM consultation WHERE id = $1`, nid)
}

// NoteFilter chooses consultations of a book.
type NoteFilter struct {
	Books        []string // bodies; none = nothing
	Text         string   // every word stands in what was said, or in who asked
	Channel      string
	Category     string
	Organization register.ID
	Ref          Ref
	From, Until  term.Date
	Open         bool // not closed
	After        string
	Limit        int // 0 = 50
}

// Notes are read newest first; the words of a search are looked for in at most maxScan of them.
const (
	notesPage = 50
	maxScan   = 20_000
)

// Notes returns a page of consultations, the newest first. next is the After of the page after it,
// "" on the last one.
func (s *Service) Notes(ctx context.Context, f NoteFilter) (list []Note, next string, err error) {
	defer fault.Wrap(&err, "desk.Notes")
	if len(f.Books) == 0 {
		return nil, "", nil
	}
	limit := f.Limit
	if limit == 0 {
		limit = notesPage
	}
	where, args := f.where()
	words := strings.Fields(ja.Fold(ja.Clean(f.Text)))
	scan := limit + 1
	if len(words) > 0 {
		scan = maxScan
	}
	args = append(args, scan)
	text := `SELECT ` + noteColumns + ` FROM consultation WHERE ` + where + ` ORDER BY id DESC LIMIT ` + sqldb.In(len(args), 1)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list = nil
		return sqldb.Each(tx, text, args, func(r sqldb.Row) error {
			n, err := scanNote(r)
			if err == nil && len(list) <= limit && n.holds(words) {
				list = append(list, n)
			}
			return err
		})
	})
	if len(list) > limit {
		list = list[:limit]
		next = list[limit-1].ID
	}
	return list, next, err
}

// where is the filter but for the words, as a condition.
func (f *NoteFilter) where() (string, []any) {
	var args []any
	for _, b := range f.Books {
		args = append(args, b)
	}
	where := `body_code IN ` + sqldb.In(1, len(f.Books))
	add := func(set bool, condition string, value any) {
		if set {
			args = append(args, value)
			where += ` AND ` + condition + ` ` + sqldb.In(len(args), 1)
		}
	}
	add(f.Channel != "", `channel =`, f.Channel)
	add(f.Category != "", `category =`, f.Category)
	add(f.Organization != "", `organization_id =`, string(f.Organization))
	add(f.Ref.ID != "", `ref =`, f.Ref.String())
	add(!f.From.IsZero(), `received_at >=`, f.From.String())
	add(!f.Until.IsZero(), `received_at <=`, f.Until.String())
	add(f.After != "", `id <`, f.After)
	if f.Open {
		where += ` AND closed_at = ''`
	}
	return where, args
}

// holds says whether every word stands in the consultation.
func (n *Note) holds(words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := ja.Fold(n.Caller + "\n" + n.Content + "\n" + n.Response + "\n" + n.NextAction)
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}
