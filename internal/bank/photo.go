package bank

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/jobs"
	"kyodo/internal/sqldb"
)

// MaxPhotos is how many photos a listing has at most, MaxAlt how long the words for one are.
const (
	MaxPhotos = 4
	MaxAlt    = 120
)

// PhotoSize is one of the two sizes of a photo.
type PhotoSize string

// The sizes: the longer side has at most 1,280 and 480 pixels.
const (
	Large PhotoSize = "large"
	Small PhotoSize = "small"
)

// Photo is a photo of a listing. Who may read the listing may see it.
type Photo struct {
	ID            string
	Listing       string
	Alt           string
	Width, Height int // of the large one
	CreatedAt     time.Time
	large, small  string // names of the files
}

// PhotoSays are the refusals of a photo, in the reader's language.
type PhotoSays struct {
	Form  string // no JPEG, PNG or WebP, or a broken one
	Size  string // too many bytes or pixels
	Many  string
	Alt   string // the words for it are missing
	Long  func(limit int) string
	Order string
}

const photoColumns = `id, listing_id, alt, width, height, created_at, large, small`

func scanPhoto(r sqldb.Row) (p Photo, err error) {
	return p, r.Scan(&p.ID, &p.Listing, &p.Alt, &p.Width, &p.Height, sqldb.Time(&p.CreatedAt), &p.large, &p.small)
}

// Photos are the photos of a listing in their order.
func (s *Service) Photos(ctx context.Context, listing string) (list []Photo, err error) {
	defer fault.Wrap(&err, "bank.Photos(%q)", listing)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		list, err = photosTx(tx, listing)
		return err
	})
	return list, err
}

func photosTx(tx *sqldb.Tx, listing string) ([]Photo, error) {
	return sqldb.All(tx, scanPhoto, `SELECT `+photoColumns+` FROM listing_photo WHERE listing_id = $1 ORDER BY position, id LIMIT $2`, listing, MaxPhotos)
}

// PhotoFile opens a photo, to be read and closed by the caller, with the listing that it follows: who
// may not read that may not see it. Errors: fault.NotFound.
func (s *Service) PhotoFile(ctx context.Context, id string, size PhotoSize) (f *os.File, l Listing, err error) {
	defer fault.Wrap(&err, "bank.PhotoFile(%q, %q)", id, size)
	var p Photo
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		if p, ok, err = sqldb.One(tx, scanPhoto, `SELECT `+photoColumns+` FROM listing_photo WHERE id = $1`, id); err == nil && !ok {
			err = fault.NotFound
		}
		if err != nil {
			return err
		}
		l, err = ListingTx(tx, p.Listing)
		return err
	})
	if err != nil {
		return nil, l, err
	}
	if s.Files == nil || size != Large && size != Small {
		return nil, l, fault.NotFound
	}
	name := p.large
	if size == Small {
		name = p.small
	}
	f, err = s.Files.Open(name)
	return f, l, err
}

// AddPhoto keeps a photo of a listing, behind those that it has. alt are the words for who does not see
// it. Errors: fault.Fields named photo, alt; fault.Conflict once the listing is closed.
func (s *Service) AddPhoto(ctx context.Context, by audit.By, listing string, file []byte, alt string, says *PhotoSays) (id string, err error) {
	defer fault.Wrap(&err, "bank.AddPhoto(%q)", listing)
	if alt, err = checkAlt(alt, says); err != nil {
		return "", err
	}
	if s.Files == nil {
		return "", fault.New(fault.Unavailable, "there is no folder for files")
	}
	s.developing.Lock() // one at a time: a large photo needs much memory
	p, err := develop(file)
	s.developing.Unlock()
	switch {
	case errors.Is(err, fault.TooLarge):
		return "", fault.Fields{{Name: "photo", Says: says.Size}}
	case errors.Is(err, fault.Invalid):
		return "", fault.Fields{{Name: "photo", Says: says.Form}}
	case err != nil:
		return "", err
	}
	// The files are there before the row: a row never names a file that is not. What no row names, as
	// after a refusal, goes at once.
	large, err := s.Files.Put(p.large)
	if err != nil {
		return "", err
	}
	small, err := s.Files.Put(p.small)
	if err != nil {
		return "", errors.Join(err, s.Files.Remove(large))
	}
	err = s.photoChange(ctx, by, listing, "photo.add", true, func(tx *sqldb.Tx, list []Photo) (string, error) {
		if len(list) >= MaxPhotos {
			return "", fault.Fields{{Name: "photo", Says: says.Many}}
		}
		id = s.IDs.New(tx.Now)
		_, err := tx.Exec(`INSERT INTO listing_photo (id, listing_id, position, alt, large, small, width, height, created_at) VALUES `+sqldb.Values(1, 9),
			id, listing, len(list), alt, large, small, p.width, p.height, tx.Now)
		return "photo=" + id, err
	})
	if err != nil {
		return "", errors.Join(err, s.Files.Remove(large), s.Files.Remove(small))
	}
	return id, nil
}

func checkAlt(alt string, says *PhotoSays) (string, error) {
	alt = strings.Join(strings.Fields(ja.Clean(alt)), " ")
	switch {
	case alt == "":
		return "", fault.Fields{{Name: "alt", Says: says.Alt}}
	case utf8.RuneCountInString(alt) > MaxAlt:
		return "", fault.Fields{{Name: "alt", Says: says.Long(MaxAlt)}}
	}
	return alt, nil
}

// photoChange changes the photos of a listing. The listing's row is locked by it, so that of many at
// once each sees what the one before it did. Where fresh says that readers get to see something new, a
// published listing goes back to the centre, as with its words: see Save.
func (s *Service) photoChange(ctx context.Context, by audit.By, listing, action string, fresh bool, work func(tx *sqldb.Tx, list []Photo) (string, error)) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(`UPDATE listing SET updated_at = $2 WHERE id = $1`, listing, tx.Now); err != nil {
			return err
		}
		l, err := ListingTx(tx, listing)
		if err != nil {
			return err
		}
		if l.State == Withdrawn || l.State == Done || fresh && l.State == Expired { // that is public, and is renewed without a check
			return fault.New(fault.Conflict, "the listing is %s", l.State)
		}
		list, err := photosTx(tx, listing)
		if err != nil {
			return err
		}
		detail, err := work(tx, list)
		if err != nil {
			return err
		}
		if l.State.drafting() { // a superior reads the photos too
			if _, err := tx.Exec(`UPDATE approval SET decision = 'void' WHERE listing_id = $1 AND decision IN ('', 'approved')`, l.ID); err != nil {
				return err
			}
		}
		if l.State == Approving {
			return s.moveTx(tx, by, &l, l.Version, Drafted, action, func(tx *sqldb.Tx, l *Listing) (string, error) { return detail, s.edited(tx, l) })
		}
		if fresh && (l.State == Open || l.State == Paused) {
			return s.moveTx(tx, by, &l, l.Version, Checking, action, func(tx *sqldb.Tx, l *Listing) (string, error) {
				return detail + " check=again", jobs.Schedule(tx, dueCheck, l.ID, s.within(tx.Now, checkDays))
			})
		}
		s.touched(tx, l.ID)
		return s.Audit.Record(tx, s.entry(by, action, &l, detail))
	})
}

// RemovePhoto takes a photo away, and its files once that is certain. Errors: fault.NotFound, also of a
// photo of another listing.
func (s *Service) RemovePhoto(ctx context.Context, by audit.By, listing, id string) (err error) {
	defer fault.Wrap(&err, "bank.RemovePhoto(%q, %q)", listing, id)
	var gone Photo
	err = s.photoChange(ctx, by, listing, "photo.remove", false, func(tx *sqldb.Tx, list []Photo) (string, error) {
		p, ok := photoOf(list, id)
		if !ok {
			return "", fault.NotFound
		}
		gone = p
		_, err := tx.Exec(`DELETE FROM listing_photo WHERE id = $1 AND listing_id = $2`, id, listing)
		return "photo=" + id, err
	})
	if err != nil || s.Files == nil {
		return err
	}
	return errors.Join(s.Files.Remove(gone.large), s.Files.Remove(gone.small))
}

func photoOf(list []Photo, id string) (Photo, bool) {
	for _, p := range list {
		if p.ID == id {
			return p, true
		}
	}
	return Photo{}, false
}

// DescribePhoto changes the words for a photo. Errors: fault.Fields named alt; fault.NotFound.
func (s *Service) DescribePhoto(ctx context.Context, by audit.By, listing, id, alt string, says *PhotoSays) (err error) {
	defer fault.Wrap(&err, "bank.DescribePhoto(%q, %q)", listing, id)
	if alt, err = checkAlt(alt, says); err != nil {
		return err
	}
	return s.photoChange(ctx, by, listing, "photo.describe", true, func(tx *sqldb.Tx, list []Photo) (string, error) {
		if _, ok := photoOf(list, id); !ok {
			return "", fault.NotFound
		}
		_, err := tx.Exec(`UPDATE listing_photo SET alt = $2 WHERE id = $1`, id, alt)
		return "photo=" + id, err
	})
}

// OrderPhotos puts the photos of a listing in the order of ids, which name each of them once; the first
// stands in lists. Errors: fault.Fields named order.
func (s *Service) OrderPhotos(ctx context.Context, by audit.By, listing string, ids []string, says *PhotoSays) (err error) {
	defer fault.Wrap(&err, "bank.OrderPhotos(%q)", listing)
	return s.photoChange(ctx, by, listing, "photo.order", false, func(tx *sqldb.Tx, list []Photo) (string, error) {
		seen := map[string]bool{}
		for _, id := range ids {
			if _, ok := photoOf(list, id); ok {
				seen[id] = true
			}
		}
		if len(seen) != len(list) || len(ids) != len(list) {
			return "", fault.Fields{{Name: "order", Says: says.Order}}
		}
		for i, id := range ids {
			if _, err := tx.Exec(`UPDATE listing_photo SET position = $2 WHERE id = $1`, id, i); err != nil {
				return "", err
			}
		}
		return "photos=" + strings.Join(ids, ","), nil
	})
}
