package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The cost of a password (OWASP; trust bar 11.4.2): 19 MiB, two passes, one lane.
const (
	argonMemory  = 19 * 1024 // KiB
	argonTime    = 2
	argonThreads = 1
	argonSalt    = 16
	argonLength  = 32
)

// phc is a hash with its parameters, as PHC text: $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
type phc struct {
	memory, time uint32
	threads      uint8
	salt, sum    []byte
}

func (h phc) String() string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.time, h.threads,
		b.EncodeToString(h.salt), b.EncodeToString(h.sum))
}

// current says whether a password hashed today would have the same parameters.
func (h phc) current() bool {
	return h.memory == argonMemory && h.time == argonTime && h.threads == argonThreads &&
		len(h.salt) == argonSalt && len(h.sum) == argonLength
}

func parsePHC(text string) (h phc, ok bool) {
	part := strings.Split(text, "$")
	if len(part) != 6 || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return h, false
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &h.memory, &h.time, &h.threads); err != nil {
		return h, false
	}
	var err1, err2 error
	h.salt, err1 = base64.RawStdEncoding.DecodeString(part[4])
	h.sum, err2 = base64.RawStdEncoding.DecodeString(part[5])
	return h, err1 == nil && err2 == nil && len(h.sum) > 0 && h.time > 0 && h.threads > 0 && h.memory <= 1<<20
}

// key is the costly part, one at a time for each place of Hash.
func (s *Service) key(ctx context.Context, password string, h phc, length uint32) ([]byte, error) {
	if s.Hash != nil {
		select {
		case s.Hash <- struct{}{}:
			defer func() { <-s.Hash }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return argon2.IDKey([]byte(norm.NFC.String(password)), h.salt, h.time, h.memory, h.threads, length), nil
}

// hashPassword hashes a password as it is stored. Not inside an Update.
func (s *Service) hashPassword(ctx context.Context, password string) (string, error) {
	h := phc{memory: argonMemory, time: argonTime, threads: argonThreads, salt: make([]byte, argonSalt)}
	rand.Read(h.salt)
	var err error
	h.sum, err = s.key(ctx, password, h, argonLength)
	return h.String(), err
}

// checkPassword compares. A stored text that is no hash, as where there is no password, costs the
// same time and is never right. again says that the password should be hashed anew.
func (s *Service) checkPassword(ctx context.Context, stored, password string) (ok, again bool, err error) {
	h, real := parsePHC(stored)
	if !real {
		h = phc{memory: argonMemory, time: argonTime, threads: argonThreads, salt: make([]byte, argonSalt), sum: make([]byte, argonLength)}
	}
	if len(password) > 4*maxPassword { // no character has more bytes
		password = ""
	}
	sum, err := s.key(ctx, password, h, uint32(len(h.sum))) // #nosec G115 -- a sum has at most a few dozen bytes
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(sum, h.sum) == 1 && real
	return ok, ok && !h.current(), nil
}
