// Package id mints the program's identifiers: permanent, time-sortable, never secrets.
package id

import (
	"crypto/rand"
	"encoding/binary"
	"sync"
	"time"
)

// alphabet is Crockford's base 32 in lower case: no i, l, o, u, and bytewise sortable.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// Length of every identifier in characters.
const Length = 16

// Source mints identifiers. The zero value is ready; one Source never repeats itself
// and its identifiers sort in the order of minting, even when the clock stands or goes back.
type Source struct {
	mu   sync.Mutex // guards last: two callers never get one value
	last uint64     // 48 bits of milliseconds shifted left by 16, plus a counter
}

// New returns a new identifier for the moment now: 13 characters for time and counter (64 bits),
// 3 characters (15 bits) of randomness. Against a second node that mints many in the same
// millisecond the counter of a millisecond begins anywhere in its lower half.
func (s *Source) New(now time.Time) string {
	var r [4]byte
	rand.Read(r[:])
	v := binary.BigEndian.Uint16(r[:2])
	s.mu.Lock()
	n := uint64(now.UnixMilli()) << 16 // #nosec G115 -- a time after 1970
	if n > s.last {
		n |= uint64(binary.BigEndian.Uint16(r[2:]) >> 1)
	} else {
		n = s.last + 1
	}
	s.last = n
	s.mu.Unlock()
	var b [Length]byte
	for i := 12; i >= 0; i-- {
		b[i] = alphabet[n&31]
		n >>= 5
	}
	for i := 13; i < Length; i++ {
		b[i] = alphabet[v&31]
		v >>= 5
	}
	return string(b[:])
}

// Valid reports whether s could have been minted here.
func Valid(s string) bool {
	if len(s) != Length {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' && c != 'i' && c != 'l' && c != 'o' && c != 'u' {
			continue
		}
		return false
	}
	return true
}
