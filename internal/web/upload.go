package web

import (
	"context"
	"io"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/policy"
)

const (
	maxUploads     = 4               // forms with files that one process reads and uses at a time
	uploadInMemory = 1 << 20         // bytes of the files of one form in memory; the rest stands in temporary files
	uploadWait     = 2 * time.Second // how long a form waits for a place
)

// receive decides whether a form with files may be read at all. Nobody's bytes are kept who could do
// the deed to no object, or does it too often; of the others, a few at a time. What is refused is read
// to its end and thrown away, as browsers show the answer only then.
func (r *Request) receive(rt *route) (err error) {
	if !rt.upload {
		return nil
	}
	if rt.Action != Anyone {
		if r.Who == nil { // a stranger's file is not worth the time either
			return errSignIn
		}
		if r.rules, err = r.Site.rules(r.Context()); err != nil {
			return err
		}
		// Who must first prove more is told so once the form is read: what they typed stays with them.
		if d := r.rules.Could(r.Who, rt.Action, r.Now); d.Verdict == policy.Deny {
			r.Decision = d
			return r.unread(r.verdict("", fault.Forbidden))
		}
	}
	if err := r.rated(rt); err != nil {
		return r.unread(err)
	}
	ctx, stop := context.WithTimeout(r.Context(), uploadWait)
	defer stop()
	select {
	case r.Site.uploads <- struct{}{}:
		r.uploading = true
		return nil
	case <-ctx.Done():
		return r.unread(fault.New(fault.Unavailable, "too many uploads at the same time"))
	}
}

// unread throws the body away; the error is what the reader meets.
func (r *Request) unread(err error) error {
	io.Copy(io.Discard, r.Body) // #nosec G104 -- the form is refused anyway
	return err
}

// letGo removes the temporary files of a form and gives its place to the next.
func (r *Request) letGo() {
	if r.MultipartForm != nil {
		if err := r.MultipartForm.RemoveAll(); err != nil {
			r.Site.cfg.Log.ErrorContext(r.Context(), "upload not removed", "id", r.ID, "error", err.Error())
		}
	}
	if r.uploading {
		r.uploading = false
		<-r.Site.uploads
	}
}
