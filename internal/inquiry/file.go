package inquiry

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
)

// Limits of attachments.
const (
	MaxFiles    = 5       // of one message
	MaxFileSize = 5 << 20 // bytes
	maxFileName = 80      // characters
)

// Upload is a file as it was sent.
type Upload struct {
	Name string
	Data []byte
}

// media are the types of files that a message may carry, by the ending of the name, with how their
// bytes begin: an ending alone is a claim. Text is told by being UTF-8 without control characters.
var media = map[string]struct{ kind, begins string }{
	".pdf":  {"application/pdf", "%PDF-"},
	".jpg":  {"image/jpeg", "\xff\xd8\xff"},
	".jpeg": {"image/jpeg", "\xff\xd8\xff"},
	".png":  {"image/png", "\x89PNG\r\n\x1a\n"},
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\x03\x04"},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\x03\x04"},
	".pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK\x03\x04"},
	".txt":  {"text/plain; charset=utf-8", ""},
}

// check says what the upload is, with a name that is safe to hand out; ok is false for a type that
// is not taken, and for one that is too large or empty.
func (u *Upload) check() (f File, ok bool) {
	ending := strings.ToLower(path.Ext(u.Name))
	m, known := media[ending]
	if !known || len(u.Data) == 0 || len(u.Data) > MaxFileSize {
		return f, false
	}
	if !bytes.HasPrefix(u.Data, []byte(m.begins)) || m.begins == "" && !plain(u.Data) {
		return f, false
	}
	return File{Name: cleanName(u.Name, ending), Media: m.kind, Size: int64(len(u.Data))}, true
}

// plain says whether the bytes are text.
func plain(data []byte) bool {
	return utf8.Valid(data) && bytes.IndexFunc(data, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) < 0
}

// cleanName keeps the last part of a path, without what could mislead a reader or a file system.
func cleanName(name, ending string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.TrimSuffix(ja.Clean(name), path.Ext(name))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"|?*%;,`, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	if name == "" {
		name = "file"
	}
	if utf8.RuneCountInString(name) > maxFileName {
		name = string([]rune(name)[:maxFileName])
	}
	return name + ending
}

const fileColumns = `id, message_id, name, media, size, stored`

func scanFile(r sqldb.Row) (f File, err error) {
	return f, r.Scan(&f.ID, &f.Message, &f.Name, &f.Media, &f.Size, &f.Stored)
}

func insertFile(tx *sqldb.Tx, qid string, f *File) error {
	_, err := tx.Exec(`INSERT INTO inquiry_file (id, message_id, inquiry_id, name, media, size, stored) VALUES `+sqldb.Values(1, 7),
		f.ID, f.Message, qid, f.Name, f.Media, f.Size, f.Stored)
	return err
}

// File returns an attachment of an inquiry with its content, or fault.NotFound.
func (s *Service) File(ctx context.Context, qid, fid string) (f File, data []byte, err error) {
	defer fault.Wrap(&err, "inquiry.File(%q, %q)", qid, fid)
	if s.Files == nil {
		return f, nil, fault.NotFound
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		var ok bool
		f, ok, err = sqldb.One(tx, scanFile, `SELECT `+fileColumns+` FROM inquiry_file WHERE id = $1 AND inquiry_id = $2`, fid, qid)
		if err == nil && !ok {
			err = fault.NotFound
		}
		return err
	})
	if err != nil {
		return f, nil, err
	}
	data, err = s.read(f)
	return f, data, err
}

// keep stores uploads and returns what to note of them.
func (s *Service) keep(uploads []Upload, says *Says) (list []File, err error) {
	if len(uploads) == 0 {
		return nil, nil
	}
	if len(uploads) > MaxFiles || s.Files == nil {
		return nil, fault.Fields{{Name: "files", Says: says.Files}}
	}
	for i := range uploads {
		f, ok := uploads[i].check()
		if !ok {
			return nil, fault.Fields{{Name: "files", Says: says.Files}}
		}
		list = append(list, f)
	}
	for i := range list {
		if list[i].Stored, err = s.Files.Put(uploads[i].Data); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// read reads the content of an attachment.
func (s *Service) read(f File) (data []byte, err error) {
	file, err := s.Files.Open(f.Stored)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return io.ReadAll(io.LimitReader(file, MaxFileSize+1))
}
