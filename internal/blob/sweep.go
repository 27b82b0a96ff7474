package blob

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"kyodo/internal/fault"
)

// sweepStep is about how many files named is asked at a time.
const sweepStep = 400

// Sweep deletes the files that were kept before a moment and that nothing names, such as those of a form
// that failed after its files were written, and what a broken Put left. named says which of some names are
// in use; it is asked after the files were listed. n is how many went.
// Errors: fault.Conflict when none of the old files is named, and none is deleted: the folder is then that
// of another database.
func (s *Store) Sweep(before time.Time, named func(names []string) ([]string, error)) (n int, err error) {
	defer fault.Wrap(&err, "blob.Sweep")
	whole, parts, err := s.older(before)
	if err != nil {
		return 0, err
	}
	var loose []string
	for names := range slices.Chunk(whole, sweepStep) {
		used, err := named(names)
		if err != nil {
			return 0, err
		}
		for _, name := range names {
			if !slices.Contains(used, name) {
				loose = append(loose, name)
			}
		}
	}
	if len(whole) > 0 && len(loose) == len(whole) {
		return 0, fault.New(fault.Conflict, "none of %d files is named", len(whole))
	}
	for _, name := range append(loose, parts...) {
		if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return n, err
		}
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return n, s.sync()
}

// older are the files that were written before a moment, and the parts of such.
func (s *Store) older(than time.Time) (whole, parts []string, err error) {
	list, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, nil, err
	}
	for _, e := range list {
		name, part := strings.CutPrefix(e.Name(), ".")
		if !valid(name) {
			continue // not ours
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return nil, nil, err
		}
		switch {
		case !info.ModTime().Before(than):
		case part:
			parts = append(parts, e.Name())
		default:
			whole = append(whole, name)
		}
	}
	return whole, parts, nil
}
