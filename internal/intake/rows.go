package intake

import (
	"context"
	"iter"
)

// Rows reads a checked file row by row.
type Rows[T any] struct {
	table *table
	parse func(*cells) T
	skip  int
	done  int
	err   error
}

// openRows opens the file and tells its layout anew.
func openRows[T any](ctx context.Context, path string, family Family, lim Limits, skip int, progress Progress, parse func(*cells) T) (*Rows[T], error) {
	t, err := openTable(ctx, path, family, lim.filled(), progress)
	if err != nil {
		return nil, err
	}
	return &Rows[T]{table: t, parse: parse, skip: skip}, nil
}

// All yields each row, or the reason why it is not taken, in the order of the file.
// Afterwards ask Err whether the file ended well.
func (r *Rows[T]) All() iter.Seq2[T, *Rejection] {
	return func(yield func(T, *Rejection) bool) {
		var c cells
		for {
			rec, ok := r.table.next()
			if !ok {
				r.err = r.table.err()
				return
			}
			if r.done++; r.done <= r.skip {
				continue
			}
			c.open(rec.line, rec.fields(), &r.table.layout)
			var row T
			if c.bad == nil {
				row = r.parse(&c)
			}
			if c.bad != nil {
				var none T
				row = none
			}
			if !yield(row, c.bad) {
				return
			}
		}
	}
}

// Done returns how many data records were read, the skipped ones among them: the
// skip with which a later HoujinRows or PortalRows goes on.
func (r *Rows[T]) Done() int { return r.done }

// Err returns what ended the reading before the end of the file: a *FileError, the
// context's error, or nil.
func (r *Rows[T]) Err() error { return r.err }

// Close lets go of the file.
func (r *Rows[T]) Close() error { return r.table.Close() }
