package backup

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A sealed file is the magic, a random salt and pieces of 64 KiB, each sealed with AES-256-GCM under
// a key that is derived from the key file and the salt. The nonce of a piece is its number and
// whether it is the last, so that pieces cannot be moved, left out, repeated or cut off. The magic
// and the salt are sealed along with each piece.
const (
	magic    = "KYODO-BACKUP-1\r\n"
	saltSize = 32
	keySize  = 32
	piece    = 64 << 10
	overhead = 16
)

// ParseKey reads the content of a key file: 64 hexadecimal digits, as "openssl rand -hex 32" prints.
func ParseKey(text string) (key []byte, err error) {
	key, err = hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("a key is %d hexadecimal digits", 2*keySize)
	}
	return key, nil
}

func newAEAD(key, salt []byte) (cipher.AEAD, error) {
	if len(key) != keySize {
		return nil, fmt.Errorf("a key has %d bytes", keySize)
	}
	derived, err := hkdf.Key(sha256.New, key, salt, "kyodo backup 1", keySize)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func nonce(number uint64, last bool) []byte {
	n := make([]byte, 12)
	binary.BigEndian.PutUint64(n, number)
	if last {
		n[11] = 1
	}
	return n
}

// sealer seals what is written to it.
type sealer struct {
	w      io.Writer
	aead   cipher.AEAD
	head   []byte
	plain  []byte
	number uint64
}

func newSealer(w io.Writer, key []byte) (*sealer, error) {
	head := make([]byte, len(magic)+saltSize)
	copy(head, magic)
	rand.Read(head[len(magic):])
	aead, err := newAEAD(key, head[len(magic):])
	if err != nil {
		return nil, err
	}
	_, err = w.Write(head)
	return &sealer{w: w, aead: aead, head: head, plain: make([]byte, 0, piece)}, err
}

// Write keeps up to one piece back, because the last piece is sealed differently.
func (s *sealer) Write(p []byte) (n int, err error) {
	for len(p) > 0 {
		if len(s.plain) == piece {
			if err := s.flush(false); err != nil {
				return n, err
			}
		}
		k := min(len(p), piece-len(s.plain))
		s.plain = append(s.plain, p[:k]...)
		p, n = p[k:], n+k
	}
	return n, nil
}

// Close writes the last piece.
func (s *sealer) Close() error { return s.flush(true) }

func (s *sealer) flush(last bool) error {
	_, err := s.w.Write(s.aead.Seal(nil, nonce(s.number, last), s.plain, s.head)) // #nosec G407 -- the nonce is the number of the block, under a key of this file alone
	s.plain = s.plain[:0]
	s.number++
	return err
}

// opener reads what a sealer wrote.
type opener struct {
	r      *bufio.Reader
	aead   cipher.AEAD
	head   []byte
	plain  []byte // not read yet
	sealed []byte
	number uint64
	done   bool
}

// open returns the tar in r, which is sealed if and only if a key is given.
func open(r io.Reader, key []byte) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 2*piece)
	head, err := b.Peek(len(magic))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch sealed := bytes.Equal(head, []byte(magic)); {
	case !sealed && key == nil:
		return b, nil
	case !sealed:
		return nil, ErrNoSecret
	case key == nil:
		return nil, ErrNeedsKey
	}
	head = make([]byte, len(magic)+saltSize)
	if _, err := io.ReadFull(b, head); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	aead, err := newAEAD(key, head[len(magic):])
	return &opener{r: b, aead: aead, head: head, sealed: make([]byte, piece+overhead)}, err
}

// Read returns only what was found whole.
func (o *opener) Read(p []byte) (int, error) {
	for len(o.plain) == 0 {
		if o.done {
			return 0, io.EOF
		}
		n, err := io.ReadFull(o.r, o.sealed)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if _, err := o.r.Peek(1); errors.Is(err, io.EOF) {
			o.done = true
		}
		if o.plain, err = o.aead.Open(o.sealed[:0], nonce(o.number, o.done), o.sealed[:n], o.head); err != nil {
			return 0, ErrKey
		}
		o.number++
	}
	n := copy(p, o.plain)
	o.plain = o.plain[n:]
	return n, nil
}
