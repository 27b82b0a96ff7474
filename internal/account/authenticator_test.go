package account_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"testing"
)

// The flags of authenticator data (WebAuthn §6.1).
const (
	present  = 0x01
	verified = 0x04
	attested = 0x40
)

// authenticator is a security key in software, with one resident key.
type authenticator struct {
	t      testing.TB
	key    *ecdsa.PrivateKey
	id     []byte
	handle []byte
	count  uint32
}

func newAuthenticator(t testing.TB) *authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &authenticator{t: t, key: key, id: make([]byte, 32)}
	rand.Read(a.id)
	return a
}

// ceremony is what a browser and a key answer; a forger changes it before it is signed.
type ceremony struct {
	Type, Challenge, Origin string
	CrossOrigin             bool
	RPID                    string
	Flags                   byte
	Count                   uint32
	ID, Handle              []byte
	Key                     *ecdsa.PrivateKey // signs
	Spoil                   func(response map[string]string)
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// challengeOf reads the challenge and the user's handle out of options.
func challengeOf(t testing.TB, options []byte) (challenge string, handle []byte) {
	t.Helper()
	var o struct {
		PublicKey struct {
			Challenge string `json:"challenge"`
			RPID      string `json:"rpId"`
			UV        string `json:"userVerification"`
			User      struct {
				ID string `json:"id"`
			} `json:"user"`
			Selection struct {
				UV string `json:"userVerification"`
			} `json:"authenticatorSelection"`
		} `json:"publicKey"`
	}
	if err := json.Unmarshal(options, &o); err != nil {
		t.Fatal(err)
	}
	if o.PublicKey.UV != "required" && o.PublicKey.Selection.UV != "required" {
		t.Errorf("user verification is not required: %s", options)
	}
	handle, err := base64.RawURLEncoding.DecodeString(o.PublicKey.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	return o.PublicKey.Challenge, handle
}

// head writes the head of a CBOR item of less than 64 Ki.
func head(b *bytes.Buffer, major byte, n int) {
	switch {
	case n < 24:
		b.WriteByte(major<<5 | byte(n))
	case n < 256:
		b.Write([]byte{major<<5 | 24, byte(n)})
	default:
		b.Write([]byte{major<<5 | 25, byte(n >> 8), byte(n)})
	}
}

func (a *authenticator) cose() []byte {
	var b bytes.Buffer
	point, err := a.key.PublicKey.Bytes() // 4, x, y
	if err != nil {
		a.t.Fatal(err)
	}
	head(&b, 5, 5)
	b.Write([]byte{1, 2, 3, 0x26, 0x20, 1}) // kty EC2, alg ES256, crv P-256
	b.WriteByte(0x21)
	head(&b, 2, 32)
	b.Write(point[1:33])
	b.WriteByte(0x22)
	head(&b, 2, 32)
	b.Write(point[33:])
	return b.Bytes()
}

func (c *ceremony) client() []byte {
	b, err := json.Marshal(map[string]any{"type": c.Type, "challenge": c.Challenge, "origin": c.Origin, "crossOrigin": c.CrossOrigin})
	if err != nil {
		panic(err)
	}
	return b
}

func (c *ceremony) data(more []byte) []byte {
	id := sha256.Sum256([]byte(c.RPID))
	b := append(id[:], c.Flags)
	b = binary.BigEndian.AppendUint32(b, c.Count)
	return append(b, more...)
}

// create answers navigator.credentials.create.
func (a *authenticator) create(options []byte, change func(*ceremony)) io.Reader {
	a.t.Helper()
	challenge, handle := challengeOf(a.t, options)
	a.handle = handle
	c := ceremony{Type: "webauthn.create", Challenge: challenge, Origin: "https://kyodo.example.jp", RPID: "kyodo.example.jp",
		Flags: present | verified | attested}
	if change != nil {
		change(&c)
	}
	key := append(make([]byte, 16), byte(len(a.id)>>8), byte(len(a.id)))
	key = append(append(key, a.id...), a.cose()...)
	data := c.data(key)
	var b bytes.Buffer
	head(&b, 5, 3)
	head(&b, 3, 3)
	b.WriteString("fmt")
	head(&b, 3, 4)
	b.WriteString("none")
	head(&b, 3, 7)
	b.WriteString("attStmt")
	head(&b, 5, 0)
	head(&b, 3, 8)
	b.WriteString("authData")
	head(&b, 2, len(data))
	b.Write(data)
	return a.answer(a.id, map[string]string{"clientDataJSON": b64(c.client()), "attestationObject": b64(b.Bytes())})
}

// get answers navigator.credentials.get.
func (a *authenticator) get(options []byte, change func(*ceremony)) io.Reader {
	a.t.Helper()
	challenge, _ := challengeOf(a.t, options)
	a.count++
	c := ceremony{Type: "webauthn.get", Challenge: challenge, Origin: "https://kyodo.example.jp", RPID: "kyodo.example.jp",
		Flags: present | verified, Count: a.count, ID: a.id, Handle: a.handle, Key: a.key}
	if change != nil {
		change(&c)
	}
	data, client := c.data(nil), c.client()
	hash := sha256.Sum256(client)
	signed := sha256.Sum256(append(bytes.Clone(data), hash[:]...))
	sig, err := ecdsa.SignASN1(rand.Reader, c.Key, signed[:])
	if err != nil {
		a.t.Fatal(err)
	}
	response := map[string]string{"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(sig), "userHandle": b64(c.Handle)}
	if c.Spoil != nil {
		c.Spoil(response)
	}
	return a.answer(c.ID, response)
}

func (a *authenticator) answer(id []byte, response map[string]string) io.Reader {
	a.t.Helper()
	b, err := json.Marshal(map[string]any{"id": b64(id), "rawId": b64(id), "type": "public-key", "response": response,
		"clientExtensionResults": map[string]any{}})
	if err != nil {
		a.t.Fatal(err)
	}
	return bytes.NewReader(b)
}
