package accountweb

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
)

// sealer keeps what a browser or a mail carries for us from being read or written by anybody else.
type sealer struct{ aead cipher.AEAD }

// newSealer takes a key of 32 bytes.
func newSealer(key []byte) (sealer, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead}, err
}

// seal closes v for one use: what was sealed for another one does not open.
func (s sealer) seal(use string, v any) (string, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, []byte("kyodo "+use))), nil
}

// open reads what seal closed. Whatever is wrong is one refusal.
func (s sealer) open(use, text string, v any) error {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || text == "" || len(text) > 4096 {
		return refusal("what was sealed for %s", use)
	}
	plain, err := s.aead.Open(nil, nil, b, []byte("kyodo "+use))
	if err != nil {
		return refusal("what was sealed for %s: %v", use, err)
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return refusal("what was sealed for %s: %v", use, err)
	}
	return nil
}
