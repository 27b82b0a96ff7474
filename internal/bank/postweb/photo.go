package postweb

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/policy"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// maxPhoto is how many bytes a photo may have as a phone sends it.
const maxPhoto = 16 << 20

// smallSide is the longer side of a small photo, in pixels.
const smallSide = 480

// pictures draws the photos of a listing; base is the address before a photo's id.
func pictures(list []bank.Photo, base string) (out []picture) {
	for _, x := range list {
		w, h := x.Width, x.Height
		if long := max(w, h); long > smallSide {
			w, h = w*smallSide/long, h*smallSide/long
		}
		out = append(out, picture{Src: base + x.ID, Alt: x.Alt, Width: strconv.Itoa(w), Height: strconv.Itoa(h)})
	}
	return out
}

// photoPart shows the photos of a listing; with change they can be added and removed.
func (p *pages) photoPart(r *web.Request, l *bank.Listing, base string, change bool, e fault.Fields) (part, error) {
	lang := r.Lang
	pt := part{ID: "photos", Title: wPhotos.In(lang)}
	list, err := p.svc.Photos(r.Context(), l.ID)
	if err != nil {
		return pt, err
	}
	pt.Photos = pictures(list, base)
	if !change || !r.May(policy.ListingEdit, l.Object()) || !editable(l) {
		if len(list) == 0 {
			return part{}, nil
		}
		return pt, nil
	}
	pt.Text = []string{wPhotosHint.In(lang)}
	if l.State == bank.Open || l.State == bank.Paused {
		pt.Text = append(pt.Text, wPhotosAgain.In(lang))
	}
	for i := range pt.Photos {
		pt.Photos[i].Form = &form{Action: path(l) + "/photo", Button: wPhotoRemove.In(lang), For: pt.Photos[i].Alt, Second: true, Hidden: [][2]string{{"remove", list[i].ID}}}
	}
	if len(list) < bank.MaxPhotos {
		alt := r.PostForm.Get("alt")
		if alt == "" {
			alt = l.Title
		}
		pt.Forms = []form{{Action: path(l) + "/photo", Button: wPhotoSend.In(lang), Upload: true, Inputs: []input{
			{Kind: "photo", Control: ui.Control{Name: "photo", Label: wPhotoFile.In(lang), Hint: wPhotoFileHint.In(lang), Error: e.Says("photo")}},
			{Control: ui.Control{Name: "alt", Label: wPhotoAlt.In(lang), Hint: wPhotoAltHint.In(lang), Value: alt, Error: e.Says("alt"), MaxLength: bank.MaxAlt}}}}}
	}
	return pt, nil
}

// photo takes a photo, or takes one away.
func (p *pages) photo(w http.ResponseWriter, r *web.Request) error {
	l, err := p.listing(r)
	if err != nil {
		return err
	}
	if remove := r.PostForm.Get("remove"); remove != "" {
		return p.done(w, r, &l, "unphotoed", p.svc.RemovePhoto(r.Context(), by(r, &l), l.ID, remove))
	}
	data, err := sent(r)
	if err == nil {
		_, err = p.svc.AddPhoto(r.Context(), by(r, &l), l.ID, data, r.PostForm.Get("alt"), photoSays(r.Lang))
	}
	return p.done(w, r, &l, "photoed", err)
}

// sent is the file of the form.
func sent(r *web.Request) ([]byte, error) {
	file, _, err := r.FormFile("photo")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.Fields{{Name: "photo", Says: wPhotoMissing.In(r.Lang)}}
	} else if err != nil {
		return nil, err
	}
	return all(file)
}

func all(file multipart.File) (data []byte, err error) {
	defer func() { err = errors.Join(err, file.Close()) }()
	return io.ReadAll(io.LimitReader(file, maxPhoto))
}

// ownPhoto is a small photo for those who look after its listing, or check it.
func (p *pages) ownPhoto(w http.ResponseWriter, r *web.Request) error {
	lid, err := idOf(r)
	if err != nil {
		return err
	}
	return p.show(w, r, lid, r.PathValue("photo"))
}

// superiorPhoto is a small photo for whom a superior's link is open.
func (p *pages) superiorPhoto(w http.ResponseWriter, r *web.Request) error {
	a, l, err := p.svc.ByApproval(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	if a.Link(r.Now, &l) != bank.LinkOpen {
		return fault.NotFound
	}
	return p.show(w, r, l.ID, r.PathValue("photo"))
}

// show answers with a photo of one listing and of no other.
func (p *pages) show(w http.ResponseWriter, r *web.Request, listing, photo string) (err error) {
	f, l, err := p.svc.PhotoFile(r.Context(), photo, bank.Small)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if l.ID != listing {
		return fault.NotFound
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Cache-Control", "private, max-age=3600")
	h.Set("Referrer-Policy", "no-referrer")
	_, err = io.Copy(w, f)
	return err
}
