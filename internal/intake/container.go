package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// directoryBytes bounds what is read of a zip's directory before its one CSV is found.
const directoryBytes = 1 << 20

// source is the unpacked byte stream of a file: bounded, counted, hashed, and
// stopped by its context.
type source struct {
	ctx      context.Context
	file     *os.File
	packed   *meter    // what was read of the file
	stream   io.Reader // unpacked
	member   io.Closer // the open zip member, or nil
	inner    string    // the name of the CSV in a zip
	left     int64     // bytes that may still come
	limit    int64
	bytes    int64
	sum      hash.Hash
	progress Progress
	total    int64 // of the file as it lies on disk, or of the unpacked zip member
	zipped   bool
}

// meter counts what passes.
type meter struct {
	r io.Reader
	n int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	return n, err
}

// budget is a ReaderAt that refuses to read more than left bytes, so that a zip
// whose directory lists millions of files is not taken into memory.
type budget struct {
	r    io.ReaderAt
	left int64
}

var errBudget = errors.New("zip directory too large")

func (b *budget) ReadAt(p []byte, off int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errBudget
	}
	return b.r.ReadAt(p, off)
}

// openSource opens the file and unpacks it by its first bytes. All its errors are
// *FileError, except the context's.
func openSource(ctx context.Context, path string, lim Limits, progress Progress) (_ *source, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, broken(err, "ファイル「%s」がありません。パスを確かめてください。", path)
	case err != nil:
		return nil, broken(err, "ファイル「%s」を開けません。読み取りの権限を確かめてください。", path)
	case !info.Mode().IsRegular():
		return nil, broken(nil, "「%s」は通常のファイルではありません。CSVファイルを指定してください。", path)
	case info.Size() == 0:
		return nil, broken(nil, "ファイルが空です。")
	case info.Size() > lim.FileBytes:
		return nil, tooLarge(lim)
	}
	f, err := os.Open(path) // #nosec G304 -- a path that whoever runs the command gives
	if err != nil {
		return nil, broken(err, "ファイル「%s」を開けません。読み取りの権限を確かめてください。", path)
	}
	s := &source{
		ctx: ctx, file: f, packed: &meter{r: f}, left: lim.FileBytes, limit: lim.FileBytes,
		sum: sha256.New(), progress: progress, total: info.Size(),
	}
	if err := s.unpack(info.Size()); err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

// unpack looks at the first bytes and sets the stream.
func (s *source) unpack(size int64) error {
	var magic [4]byte
	n, err := s.file.ReadAt(magic[:], 0)
	if err != nil && err != io.EOF {
		return broken(err, "ファイルを読み取れません。")
	}
	switch {
	case n >= 2 && magic[0] == 0x1f && magic[1] == 0x8b: // #nosec G602 -- n says how many there are
		z, err := gzip.NewReader(s.packed)
		if err != nil {
			return broken(err, "gzipファイルが壊れています。もう一度ダウンロードしてください。")
		}
		s.stream = z
		return nil
	case bytes.Equal(magic[:n], []byte("PK\x03\x04")), bytes.Equal(magic[:n], []byte("PK\x05\x06")):
		return s.unzip(size)
	}
	s.stream = s.packed
	return nil
}

// unzip opens the one CSV of a zip; a readme beside it does not matter.
func (s *source) unzip(size int64) error {
	at := &budget{r: s.file, left: directoryBytes}
	z, err := zip.NewReader(at, size)
	switch {
	case errors.Is(err, errBudget):
		return broken(err, "zipファイルの中のファイルが多すぎます。CSVが1つだけ入ったzipを指定してください。")
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return broken(err, "zipファイルが壊れています。もう一度ダウンロードしてください。")
	}
	at.left = 2*size + directoryBytes
	var found *zip.File
	for _, f := range z.File {
		base := filepath.Base(f.Name)
		if f.FileInfo().IsDir() || strings.HasPrefix(base, "._") || !strings.EqualFold(filepath.Ext(base), ".csv") {
			continue
		}
		if found != nil {
			return broken(nil, "zipファイルにCSVが2つ以上入っています。展開して、1つずつ指定してください。")
		}
		found = f
	}
	switch {
	case found == nil:
		return broken(nil, "zipファイルにCSVが入っていません。")
	case found.Flags&1 != 0:
		return broken(nil, "zipファイルが暗号化されています。展開したCSVを指定してください。")
	case found.UncompressedSize64 > uint64(s.left): // #nosec G115 -- limits are positive, and what is larger was refused
		return tooLarge(Limits{FileBytes: s.left})
	}
	r, err := found.Open()
	if err != nil {
		return broken(err, "zipファイルの中のCSVを開けません。展開したCSVを指定してください。")
	}
	s.stream, s.member, s.inner = r, r, filepath.Base(found.Name)
	s.zipped, s.total = true, int64(found.UncompressedSize64) // #nosec G115 -- limits are positive, and what is larger was refused
	return nil
}

// Read gives unpacked bytes.
func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.stream.Read(p)
	s.left -= int64(n)
	if s.left < 0 {
		return 0, tooLarge(Limits{FileBytes: s.limit})
	}
	s.bytes += int64(n)
	s.sum.Write(p[:n])
	if s.progress != nil && n > 0 {
		done := s.packed.n
		if s.zipped {
			done = s.bytes
		}
		s.progress(min(done, s.total), s.total)
	}
	if err == nil || err == io.EOF {
		return n, err
	}
	switch {
	case s.zipped:
		err = broken(err, "zipファイルが途中で壊れています。もう一度ダウンロードしてください。")
	case s.stream != io.Reader(s.packed):
		err = broken(err, "gzipファイルが途中で切れているか、壊れています。もう一度ダウンロードしてください。")
	default:
		err = broken(err, "ファイルを読み取れません。")
	}
	return n, err
}

// sha256 returns the hash of what was read so far.
func (s *source) sha256() string { return hex.EncodeToString(s.sum.Sum(nil)) }

// Close lets go of the file.
func (s *source) Close() error {
	if s.member != nil {
		s.member.Close() // #nosec G104 -- it was only read
	}
	return s.file.Close()
}

func tooLarge(lim Limits) *FileError {
	return broken(nil, "ファイル（展開後）が上限の%sを超えています。", binary(lim.FileBytes))
}
