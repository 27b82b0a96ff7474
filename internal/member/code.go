package member

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// codeAlphabet is Crockford's base 32: no letter that is taken for a digit, 5 bits each.
const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeLength is the length of a letter's code: 10 characters, 50 bits. With five tries a stranger
// hits it once in 2·10¹⁴.
const codeLength = 10

// newCode returns a code in two groups, as it is printed: "7KQ2M-0XB9T".
func newCode() string {
	var b [codeLength]byte
	rand.Read(b[:])
	for i := range b {
		b[i] = codeAlphabet[b[i]&31]
	}
	return string(b[:codeLength/2]) + "-" + string(b[codeLength/2:])
}

// readCode returns the code that somebody typed without what does not count: width, case, hyphens
// and spaces, and letters that are meant as digits.
func readCode(typed string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		if strings.ContainsRune(codeAlphabet, r) {
			return r
		}
		return -1
	}, strings.ToUpper(norm.NFKC.String(typed)))
}

// codeHash is how a claim's code is stored: under the installation's key, since 50 bits can be
// searched by who has a copy of the database.
func (s *Service) codeHash(claim, code string) string {
	mac := hmac.New(sha256.New, s.Key)
	mac.Write([]byte("kyodo claim code\n" + claim + "\n" + readCode(code)))
	return hex.EncodeToString(mac.Sum(nil))
}
