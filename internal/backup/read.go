package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"

	"kyodo/internal/fault"
)

// Check reads a whole backup and compares every hash. An error is ErrDamaged, ErrKey, ErrNeedsKey,
// ErrNoSecret or one of reading.
func Check(ctx context.Context, r io.Reader, key []byte) (m Manifest, err error) {
	defer fault.Wrap(&err, "backup.Check")
	return read(ctx, r, key, func(Manifest) error { return nil }, func(TableManifest, []any) error { return nil })
}

// read reads a backup: about is called once with the description, row for every row. What they were
// given is true only when read returns without an error.
func read(ctx context.Context, r io.Reader, key []byte, about func(Manifest) error, row func(TableManifest, []any) error) (m Manifest, err error) {
	plain, err := open(r, key)
	if err != nil {
		return m, err
	}
	body := &summed{r: plain, sum: sha256.New()}
	large := bufio.NewReaderSize(body, 256<<10) // the tar is read in small pieces
	m, err = entries(ctx, large, about, row)
	if ours := new(stop); errors.As(err, &ours) {
		return m, ours.error // not the file's fault
	}
	if errors.Is(err, ErrKey) {
		return m, err
	}
	if err != nil {
		return m, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if _, err := io.Copy(io.Discard, large); err != nil { // what stands behind the manifest is summed up too
		return m, err
	}
	if !bytes.Equal(body.held, tail(body.sum)) {
		return m, fmt.Errorf("%w: the sum does not agree", ErrDamaged)
	}
	return m, nil
}

// stop is an error of a callback.
type stop struct{ error }

func entries(ctx context.Context, body io.Reader, about func(Manifest) error, row func(TableManifest, []any) error) (m Manifest, err error) {
	var first Manifest
	files := tar.NewReader(body)
	if err := document(files, aboutName, &first); err != nil {
		return m, err
	}
	if first.Format != format {
		return m, fmt.Errorf("%w: layout %d", ErrDamaged, first.Format)
	}
	if err := about(first); err != nil {
		return m, &stop{err}
	}
	var head *tar.Header
	for i := range first.Tables {
		t := &first.Tables[i]
		sum := sha256.New()
		for part := 1; ; part++ {
			if err := ctx.Err(); err != nil {
				return m, &stop{err}
			}
			if head == nil {
				if head, err = files.Next(); err != nil {
					return m, err
				}
			}
			if head.Name != fmt.Sprintf(partFormat, t.Name, part) {
				if part == 1 {
					return m, fmt.Errorf("%s stands where table %s begins", head.Name, t.Name)
				}
				break
			}
			head = nil
			if err := rows(io.TeeReader(unpack(files), sum), t, row); err != nil {
				return m, fmt.Errorf("table %s: %w", t.Name, err)
			}
		}
		t.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}
	if head == nil || head.Name != manifestName {
		return m, errors.New("the manifest is missing")
	}
	if err := decode(files, &m); err != nil {
		return m, err
	}
	for i, t := range m.Tables {
		if i >= len(first.Tables) || t.Name != first.Tables[i].Name || t.Rows != first.Tables[i].Rows || t.SHA256 != first.Tables[i].SHA256 ||
			!slices.Equal(t.Columns, first.Tables[i].Columns) {
			return m, fmt.Errorf("table %s is not as the manifest says", t.Name)
		}
	}
	if len(m.Tables) != len(first.Tables) {
		return m, errors.New("the manifest has other tables")
	}
	return m, nil
}

// document reads the next entry, which must have that name.
func document(files *tar.Reader, name string, v any) error {
	head, err := files.Next()
	if err != nil {
		return err
	}
	if head.Name != name {
		return fmt.Errorf("%s stands where %s should", head.Name, name)
	}
	return decode(files, v)
}

func decode(r io.Reader, v any) error {
	d := json.NewDecoder(io.LimitReader(r, 64<<20))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

// unpack reads a gzip of bounded size. Its error waits for the first Read.
func unpack(r io.Reader) io.Reader {
	z, err := gzip.NewReader(r)
	if err != nil {
		return &failed{err}
	}
	return io.LimitReader(z, maxFile)
}

type failed struct{ err error }

// Read returns the error.
func (f *failed) Read([]byte) (int, error) { return 0, f.err }

// rows reads the lines of one part.
func rows(r io.Reader, t *TableManifest, row func(TableManifest, []any) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), maxRow+1)
	lines.Split(wholeLines)
	for lines.Scan() {
		values, err := parseRow(lines.Bytes(), t.Columns)
		if err != nil {
			return fmt.Errorf("row %d: %w", t.Rows+1, err)
		}
		t.Rows++
		if err := row(*t, values); err != nil {
			return &stop{err}
		}
	}
	return lines.Err()
}

// wholeLines is bufio.ScanLines that refuses a last line without its end.
func wholeLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return 0, nil, nil
}

// summed reads r and sums up all but the last tailSize bytes, which it holds back and never returns.
type summed struct {
	r    io.Reader
	sum  hash.Hash
	held []byte
	err  error
}

// Read returns what is certainly before the tail.
func (s *summed) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	buf := make([]byte, max(len(p), 2*tailSize))
	for len(s.held) <= tailSize && s.err == nil {
		var n int
		n, s.err = s.r.Read(buf)
		s.held = append(s.held, buf[:n]...)
	}
	if len(s.held) <= tailSize {
		if s.err == nil || errors.Is(s.err, io.EOF) {
			return 0, io.EOF
		}
		return 0, s.err
	}
	n := copy(p, s.held[:len(s.held)-tailSize])
	s.sum.Write(p[:n])
	s.held = append(s.held[:0], s.held[n:]...)
	return n, nil
}
