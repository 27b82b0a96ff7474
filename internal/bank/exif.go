package bank

import (
	"bytes"
	"encoding/binary"
)

// orientation reads how a camera was held (EXIF tag 0x0112, 1 to 8) from a JPEG; 1 = upright, also
// where the file does not say or says nonsense. It reads what the file's lengths allow, no more.
// Source: CIPA DC-008 (Exif 2.32), 4.6.2 and 4.6.4.
func orientation(jpeg []byte) int {
	for b := jpeg; len(b) >= 4; {
		if bytes.HasPrefix(b, []byte{0xFF, 0xD8}) { // start of image
			b = b[2:]
			continue
		}
		if b[0] != 0xFF || b[1] == 0xDA { // no marker, or the image itself
			return 1
		}
		n := int(binary.BigEndian.Uint16(b[2:]))
		if n < 2 || 2+n > len(b) {
			return 1
		}
		segment := b[4 : 2+n]
		if b[1] == 0xE1 {
			if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok {
				return tiffOrientation(tiff)
			}
		}
		b = b[2+n:]
	}
	return 1
}

// tiffOrientation reads the orientation from the first directory of a TIFF.
func tiffOrientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(b, []byte("II")) {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	entries := int(order.Uint16(b[at:]))
	for b = b[at+2:]; entries > 0 && len(b) >= 12; entries, b = entries-1, b[12:] {
		if order.Uint16(b) != 0x0112 || order.Uint16(b[2:]) != 3 {
			continue
		}
		if v := int(order.Uint16(b[8:])); v >= 1 && v <= 8 {
			return v
		}
		return 1
	}
	return 1
}
