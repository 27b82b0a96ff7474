package bankweb

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/web"
)

// smallSide is the longer side of a small photo at most, in pixels.
const smallSide = 480

// photoView is one photo.
type photoView struct {
	Large, Small, Alt string
	Width, Height     int // of the small one
}

// photos are the photos of a listing, in their order. Their addresses are of one photo for good.
func (p *pages) photos(ctx context.Context, l *bank.Listing) ([]photoView, error) {
	list, err := p.svc.Photos(ctx, l.ID)
	views := make([]photoView, len(list))
	for i, x := range list {
		at := l.Path() + "/photos/" + x.ID + "-"
		v := photoView{Large: at + string(bank.Large), Small: at + string(bank.Small), Alt: x.Alt, Width: x.Width, Height: x.Height}
		if longer := max(x.Width, x.Height); longer > smallSide {
			v.Width, v.Height = max(1, x.Width*smallSide/longer), max(1, x.Height*smallSide/longer)
		}
		views[i] = v
	}
	return views, err
}

// photo answers with a photo: /bank/{id}/photos/{photo}-{size}. Who may not read the listing is told
// that there is none. A photo never changes: those of a public listing may be kept by anybody.
func (p *pages) photo(w http.ResponseWriter, r *web.Request) error {
	key, size, _ := strings.Cut(r.PathValue("name"), "-")
	if !id.Valid(key) {
		return fault.New(fault.NotFound, "bankweb: no such photo")
	}
	f, l, err := p.svc.PhotoFile(r.Context(), key, bank.PhotoSize(size))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if l.ID != r.PathValue("id") || !l.Public() && !r.May(policy.ListingRead, l.Object()) {
		return fault.New(fault.NotFound, "bankweb: no such photo for this reader")
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	h.Set("Cache-Control", "private, no-store")
	if l.Public() {
		h.Set("Cache-Control", "public, max-age=86400")
	}
	if r.Method != http.MethodHead {
		_, err = io.Copy(w, f)
	}
	return err
}
