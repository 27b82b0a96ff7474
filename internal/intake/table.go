package intake

import (
	"context"
	"io"

	"kyodo/internal/ja"
)

// probed is how many records are looked at to tell a layout that has no header.
const probed = 10

// table is an open file whose layout is known: records without the header.
type table struct {
	src    *source
	text   *ja.Decoder
	scan   *scanner
	lim    Limits
	layout arrangement
	queue  []record // records that were looked at to tell the layout
	rows   int      // records given
	failed error
}

// openTable opens the file, tells its container, encoding and layout. All its errors
// are *FileError, except the context's.
func openTable(ctx context.Context, path string, family Family, lim Limits, progress Progress) (*table, error) {
	src, err := openSource(ctx, path, lim, progress)
	if err != nil {
		return nil, err
	}
	t := &table{src: src, lim: lim}
	if err := t.begin(family); err != nil {
		src.Close() // #nosec G104 -- it was only read; the first error counts
		return nil, err
	}
	return t, nil
}

// begin reads as far as it takes to tell encoding and layout.
func (t *table) begin(family Family) error {
	r, _, err := ja.Decode(t.src)
	if err != nil {
		return err
	}
	text, ok := r.(*ja.Decoder)
	if !ok {
		return broken(nil, "文字コードを判別できません。")
	}
	t.text, t.scan = text, newScanner(r, t.lim)
	for len(t.queue) < probed {
		rec, ok := t.scan.next()
		if !ok {
			break
		}
		t.queue = append(t.queue, rec.keep())
	}
	if t.scan.err != nil {
		return t.scan.err
	}
	first := make([][]string, len(t.queue))
	for i, rec := range t.queue {
		first[i] = rec.fields()
	}
	if t.layout, err = arrange(family, first); err != nil {
		return err
	}
	if t.layout.header {
		t.queue = t.queue[1:]
	}
	return nil
}

// next returns the next data record; it lives until the one after. After false, err
// says whether the file ended well.
func (t *table) next() (record, bool) {
	var rec record
	if len(t.queue) > 0 {
		rec, t.queue = t.queue[0], t.queue[1:]
	} else {
		var ok bool
		if rec, ok = t.scan.next(); !ok {
			t.failed = t.scan.err
			return record{}, false
		}
	}
	if t.rows++; t.rows > t.lim.Rows {
		t.failed = &FileError{Line: rec.line, Says: "行の数が上限の" + count(t.lim.Rows) + "行を超えています。"}
		return record{}, false
	}
	return rec, true
}

// err returns what ended the records before the end of the file, or nil.
func (t *table) err() error { return t.failed }

// drain reads what the scanner left, so that the hash is of the whole file.
func (t *table) drain() error {
	_, err := io.Copy(io.Discard, t.text)
	return err
}

// Close lets go of the file.
func (t *table) Close() error { return t.src.Close() }
