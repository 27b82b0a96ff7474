package inquiryweb

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strconv"

	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
	"kyodo/internal/web"
)

// uploads are the files that came with a form, each read to one byte beyond what is taken.
func uploads(r *web.Request) (list []inquiry.Upload, err error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	for _, head := range r.MultipartForm.File["files"] {
		if head.Filename == "" && head.Size == 0 {
			continue // nothing was chosen
		}
		data, err := content(head)
		if err != nil {
			return nil, err
		}
		list = append(list, inquiry.Upload{Name: head.Filename, Data: data})
	}
	return list, nil
}

func content(head *multipart.FileHeader) (data []byte, err error) {
	f, err := head.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, inquiry.MaxFileSize+1))
}

// file hands out an attachment to who may read the thread, always to be saved: a browser shows none of
// them as a page of this site.
func (p *pages) file(w http.ResponseWriter, r *web.Request) error {
	qid, err := idOf(r)
	if err != nil {
		return err
	}
	fid := r.PathValue("file")
	if !id.Valid(fid) {
		return fault.NotFound
	}
	f, data, err := p.svc.File(r.Context(), qid, fid)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", f.Media)
	h.Set("Content-Disposition", `attachment; filename="file`+path.Ext(f.Name)+`"; filename*=UTF-8''`+url.PathEscape(f.Name))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	_, err = w.Write(data)
	return err
}
