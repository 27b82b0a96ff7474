package bank

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"kyodo/internal/blob"
	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

func photoSays() *PhotoSays {
	return &PhotoSays{Form: "form", Size: "size", Many: "many", Alt: "alt", Order: "order", Long: func(int) string { return "long" }}
}

// shot is a picture whose upper left corner is red and whose rest is blue.
func shot(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{B: 200, A: 255})
			if x < w/2 && y < h/2 {
				m.Set(x, y, color.RGBA{R: 200, A: 255})
			}
		}
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// held is a JPEG with what a camera writes: how it was held, and where.
func held(t testing.TB, turn byte) []byte {
	t.Helper()
	b := asJPEG(t, shot(80, 40))
	exif := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(turn) + "\x00\x00\x00\x00\x00\x00\x00GPS-SECRET-PLACE")
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(exif)+2))
	return slices.Concat(b[:2], segment, exif, b[2:])
}

// A photo stands upright however the camera was held, and nothing but the image of it is kept.
func TestAPhotoIsDrawnAnew(t *testing.T) {
	corners := map[byte][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}}
	for turn, corner := range corners {
		file := held(t, turn)
		p, err := develop(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range [][]byte{p.large, p.small} {
			if bytes.Contains(b, []byte("Exif")) || bytes.Contains(b, []byte("SECRET")) {
				t.Errorf("turn %d: the camera's data are kept", turn)
			}
		}
		m, err := jpeg.Decode(bytes.NewReader(p.large))
		if err != nil {
			t.Fatal(err)
		}
		w, h := 80, 40
		if turn >= 5 {
			w, h = 40, 80
		}
		if m.Bounds().Dx() != w || m.Bounds().Dy() != h || p.width != w || p.height != h {
			t.Fatalf("turn %d: %v", turn, m.Bounds())
		}
		for _, at := range [][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			r, _, b, _ := m.At(w/4+at[0]*w/2, h/4+at[1]*h/2).RGBA()
			if red := r > b; red != (at == corner) {
				t.Errorf("turn %d: %v is red: %v", turn, at, red)
			}
		}
	}
}

func TestSizesOfAPhoto(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 3000, 1500))
	seed := uint32(1)
	for i := range noise.Pix {
		seed = seed*1664525 + 1013904223
		noise.Pix[i] = byte(seed >> 24)
	}
	p, err := develop(asJPEG(t, noise))
	if err != nil {
		t.Fatal(err)
	}
	if p.width != 1280 || p.height != 640 || len(p.large) > 2*photoBytes {
		t.Errorf("%d × %d, %d bytes", p.width, p.height, len(p.large))
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(p.small)); err != nil || c.Width != 480 || c.Height != 240 {
		t.Errorf("%+v, %v", c, err)
	}
	webp, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"png": asPNG(t, shot(10, 4000)), "webp": webp} {
		if p, err := develop(file); err != nil || p.width < 1 || p.height > 1280 {
			t.Errorf("%s: %+v, %v", name, p.width, err)
		}
	}
}

// bomb is a PNG that says it has so many pixels.
func bomb(t testing.TB, w, h uint32) []byte {
	t.Helper()
	b := asPNG(t, shot(1, 1))
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestHostileFilesAreNoPhotos(t *testing.T) {
	whole := asJPEG(t, shot(64, 64))
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"nothing", nil, fault.Invalid},
		{"a page", []byte("<!doctype html><script>alert(1)</script>"), fault.Invalid},
		{"a drawing with a script", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), fault.Invalid},
		{"a gif", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), fault.Invalid},
		{"many pixels", bomb(t, 60_000, 60_000), fault.TooLarge},
		{"a line of pixels", bomb(t, 1<<31-1, 1), fault.TooLarge},
		{"more pixels than a number holds", bomb(t, 1<<31-1, 1<<31-1), nil},
		{"no pixels", bomb(t, 0, 5), fault.Invalid},
		{"many bytes", append(slices.Clone(whole), make([]byte, MaxPhotoBytes)...), fault.TooLarge},
		{"cut short", whole[:len(whole)/2], fault.Invalid},
		{"a head alone", whole[:3], fault.Invalid},
		{"a png cut short", asPNG(t, shot(64, 64))[:60], fault.Invalid},
		{"a webp that is none", []byte("RIFF\xff\xff\xff\xffWEBPVP8X\xff\xff\xff\xff"), fault.Invalid},
	} {
		_, err := develop(c.file)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	// A page behind or within the image (a polyglot) does not survive.
	script := "<script>alert(1)</script>"
	for name, file := range map[string][]byte{
		"behind":  append(slices.Clone(whole), script...),
		"comment": slices.Concat(whole[:2], []byte{0xFF, 0xFE, 0, byte(len(script) + 2)}, []byte(script), whole[2:]),
	} {
		p, err := develop(file)
		if err != nil || bytes.Contains(p.large, []byte("script")) || bytes.Contains(p.small, []byte("script")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(held(f, 6))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if n := orientation(b); n < 1 || n > 8 {
			t.Errorf("%d", n)
		}
	})
}

func TestPhotosOfAListing(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		s, ctx, dir := service(db), t.Context(), t.TempDir()
		files, err := blob.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer files.Close()
		s.Files = files
		lid := must(s.Begin(ctx, owner, chairs(), says()))(t)
		other := must(s.Begin(ctx, owner, chairs(), says()))(t)
		var ids []string
		for range MaxPhotos {
			ids = append(ids, must(s.AddPhoto(ctx, owner, lid, asJPEG(t, shot(60, 30)), "積んだいす", photoSays()))(t))
		}
		for name, c := range map[string]struct {
			file []byte
			alt  string
		}{"photo=many": {asJPEG(t, shot(9, 9)), "いす"}, "alt=alt": {asJPEG(t, shot(9, 9)), " "}, "alt=long": {asJPEG(t, shot(9, 9)), strings.Repeat("長", 121)},
			"photo=form": {[]byte("no"), "いす"}, "photo=size": {bomb(t, 60_000, 60_000), "いす"}} {
			_, err := s.AddPhoto(ctx, owner, lid, c.file, c.alt, photoSays())
			var f fault.Fields
			if !errors.As(err, &f) || f[0].Name+"="+f[0].Says != name {
				t.Errorf("%s: %v", name, err)
			}
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) != 2*MaxPhotos {
			t.Errorf("%d files, %v", len(list), err)
		}
		slices.Reverse(ids)
		if err := s.OrderPhotos(ctx, owner, lid, ids, photoSays()); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range [][]string{ids[1:], {ids[0], ids[0], ids[1], ids[2]}, append(ids[:3:3], "x")} {
			if err := s.OrderPhotos(ctx, owner, lid, wrong, photoSays()); !errors.Is(err, fault.Invalid) {
				t.Errorf("order %v: %v", wrong, err)
			}
		}
		if err := errors.Join(s.DescribePhoto(ctx, owner, lid, ids[0], "  いすの  山 ", photoSays()), s.RemovePhoto(ctx, owner, lid, ids[1])); err != nil {
			t.Fatal(err)
		}
		// A photo of one listing is not reached through another.
		if err := s.RemovePhoto(ctx, owner, other, ids[0]); !errors.Is(err, fault.NotFound) {
			t.Errorf("through another listing: %v", err)
		}
		if err := s.DescribePhoto(ctx, owner, other, ids[0], "違う", photoSays()); !errors.Is(err, fault.NotFound) {
			t.Errorf("through another listing: %v", err)
		}
		list := must(s.Photos(ctx, lid))(t)
		if len(list) != 3 || list[0].ID != ids[0] || list[0].Alt != "いすの 山" || list[1].ID != ids[2] || list[0].Width != 60 {
			t.Errorf("%+v", list)
		}
		for _, size := range []PhotoSize{Large, Small} {
			f, l, err := s.PhotoFile(ctx, ids[0], size)
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(f)
			f.Close()
			if _, e := jpeg.Decode(bytes.NewReader(b)); err != nil || e != nil || l.ID != lid {
				t.Errorf("%s of %s: %v %v", size, l.ID, err, e)
			}
		}
		for _, c := range [][2]string{{ids[1], "large"}, {ids[0], "../secret"}, {"nothing", "small"}} {
			if _, _, err := s.PhotoFile(ctx, c[0], PhotoSize(c[1])); !errors.Is(err, fault.NotFound) {
				t.Errorf("%v: %v", c, err)
			}
		}
		// What a superior was shown is another thing with another photo.
		l := must(s.Listing(ctx, lid))(t)
		token := must(s.AskApproval(ctx, owner, lid, l.Version, says()))(t)
		if err := s.DescribePhoto(ctx, owner, lid, ids[0], "別の写真", photoSays()); err != nil {
			t.Fatal(err)
		}
		if a, l, err := s.ByApproval(ctx, token); err != nil || l.State != Drafted || a.Link(db.Now(), &l) == LinkOpen {
			t.Errorf("%s, %s, %v", l.State, a.Decision, err)
		}
		if list, _ := os.ReadDir(dir); len(list) != 6 {
			t.Errorf("%d files are left", len(list))
		}
	})
}
