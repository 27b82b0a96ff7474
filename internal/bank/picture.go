package bank

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"kyodo/internal/fault"
)

// Limits of a photo that somebody sends.
const (
	MaxPhotoBytes  = 12 << 20
	maxPhotoPixels = 50_000_000
	largeSide      = 1280
	smallSide      = 480
	photoBytes     = 200 << 10 // about what a kept one weighs at most
)

// errPhoto says that a file is no photo that can be read; the kind is fault.Invalid.
var errPhoto = fault.New(fault.Invalid, "no photo")

// errPhotoSize says that a photo has too many pixels or bytes.
var errPhotoSize = fault.New(fault.TooLarge, "a photo of too many pixels")

// picture is a photo as it is kept: drawn anew, so that nothing of the camera's data (place, name,
// time) and nothing hidden behind the image is in it.
type picture struct {
	large, small  []byte // JPEG
	width, height int    // of the large one
}

// decoders are the forms of photos, by how a file of the form begins: what a file is called says nothing.
var decoders = []struct {
	begins func(b []byte) bool
	size   func(b []byte) (image.Config, error)
	decode func(b []byte) (image.Image, error)
}{
	{func(b []byte) bool { return bytes.HasPrefix(b, []byte("\xff\xd8\xff")) },
		func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }},
	{func(b []byte) bool { return bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")) },
		func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }},
	{func(b []byte) bool { return len(b) > 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP" },
		func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) },
		func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) }},
}

// develop makes the two sizes of a photo. Errors are of kind fault.TooLarge, before anything is decoded,
// and fault.Invalid.
func develop(b []byte) (p picture, err error) {
	if len(b) > MaxPhotoBytes {
		return p, errPhotoSize
	}
	for _, d := range decoders {
		if !d.begins(b) {
			continue
		}
		size, err := d.size(b)
		switch {
		case err != nil || size.Width <= 0 || size.Height <= 0:
			return p, errPhoto
		case size.Width > maxPhotoPixels/size.Height:
			return p, errPhotoSize
		}
		src, err := d.decode(b)
		if err != nil {
			return p, errPhoto
		}
		large := upright(scaled(src, largeSide), orientation(b))
		p.width, p.height = large.Bounds().Dx(), large.Bounds().Dy()
		if p.large, err = pressed(large); err != nil {
			return p, err
		}
		p.small, err = pressed(scaled(large, smallSide))
		return p, err
	}
	return p, errPhoto
}

// scaled draws an image on white, so that its longer side is at most side. A much larger one is first
// brought to twice that, by a way that needs no memory of the size of the original.
func scaled(src image.Image, side int) *image.RGBA {
	if w, h := fit(src, 2*side); w < src.Bounds().Dx() || h < src.Bounds().Dy() {
		half := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.ApproxBiLinear.Scale(half, half.Bounds(), src, src.Bounds(), draw.Src, nil)
		src = half
	}
	w, h := fit(src, side)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.BiLinear.Scale(out, out.Bounds(), src, src.Bounds(), draw.Over, nil)
	return out
}

// fit is the size of an image whose longer side is at most side.
func fit(src image.Image, side int) (w, h int) {
	w, h = src.Bounds().Dx(), src.Bounds().Dy()
	if long := max(w, h); long > side {
		w, h = max(1, w*side/long), max(1, h*side/long)
	}
	return w, h
}

// pressed writes an image as a JPEG of about at most photoBytes.
func pressed(m *image.RGBA) ([]byte, error) {
	for quality := 82; ; quality -= 12 {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		if out.Len() <= photoBytes || quality < 40 {
			return out.Bytes(), nil
		}
	}
}

// upright undoes how the camera was held.
func upright(src *image.RGBA, turn int) *image.RGBA {
	if turn <= 1 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	to := image.Rect(0, 0, w, h)
	if turn >= 5 {
		to = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(to)
	for y := range h {
		for x := range w {
			a, b := x, y
			switch turn {
			case 2:
				a = w - 1 - x
			case 3:
				a, b = w-1-x, h-1-y
			case 4:
				b = h - 1 - y
			case 5:
				a, b = y, x
			case 6:
				a, b = h-1-y, x
			case 7:
				a, b = h-1-y, w-1-x
			case 8:
				a, b = y, w-1-x
			}
			out.SetRGBA(a, b, src.RGBAAt(x, y))
		}
	}
	return out
}
