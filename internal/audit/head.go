package audit

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"kyodo/internal/sqldb"
)

// origin names the log in its heads, and the key that signs them.
const origin = "kyodo-audit"

// head is a signed statement: when the log had size entries its tree had this root. Its text is a
// checkpoint as transparency logs write them (origin, size, root, then a line of our own with the
// time), so their tools read it.
type head struct {
	size int64
	root tlog.Hash
	at   time.Time
}

func (h head) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n%s\n", origin, h.size, h.root, sqldb.Stamp(h.at))
}

// parseHead reads the text of a head.
func parseHead(text string) (h head, err error) {
	malformed := errors.New("this is not a head of the log")
	line := strings.Split(text, "\n")
	if len(line) != 5 || line[0] != origin || line[4] != "" {
		return h, malformed
	}
	if h.size, err = strconv.ParseInt(line[1], 10, 64); err != nil || h.size < 1 {
		return h, malformed
	}
	if h.root, err = tlog.ParseHash(line[2]); err != nil {
		return h, malformed
	}
	if err := sqldb.Time(&h.at).Scan(line[3]); err != nil {
		return h, malformed
	}
	return h, nil
}

// signer signs heads and knows its own signature. The key follows from the installation's secret,
// so every node has the same.
type signer struct {
	sign   note.Signer
	verify note.Verifiers
}

func newSigner(secret []byte) (*signer, error) {
	seed, err := derive(secret, "kyodo audit head")
	if err != nil {
		return nil, err
	}
	key := ed25519.NewKeyFromSeed(seed)
	vkey, err := note.NewEd25519VerifierKey(origin, key.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	// The form that note.GenerateKey gives a signer: 1 is the algorithm, Ed25519.
	pub := append([]byte{1}, key.Public().(ed25519.PublicKey)...)
	sum := sha256.Sum256(append([]byte(origin+"\n"), pub...))
	skey := fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", origin, binary.BigEndian.Uint32(sum[:]),
		base64.StdEncoding.EncodeToString(append([]byte{1}, seed...)))
	s, err := note.NewSigner(skey)
	if err != nil {
		return nil, err
	}
	return &signer{sign: s, verify: note.VerifierList(verifier)}, nil
}

// note returns the signed note of a head.
func (s *signer) note(h head) (string, error) {
	b, err := note.Sign(&note.Note{Text: h.text()}, s.sign)
	return string(b), err
}

// open returns the head of a note when its signature is ours.
func (s *signer) open(text string) (head, error) {
	n, err := note.Open([]byte(text), s.verify)
	if err != nil {
		return head{}, err
	}
	return parseHead(n.Text)
}

// notes splits a file of signed notes, one after the other, with any blank lines between.
func notes(file string) (list []string) {
	var b strings.Builder
	signed := false
	flush := func() {
		if b.Len() > 0 {
			list = append(list, b.String())
		}
		b.Reset()
		signed = false
	}
	for line := range strings.Lines(strings.ReplaceAll(file, "\r\n", "\n")) {
		line = strings.TrimSuffix(line, "\n") + "\n"
		isSignature := strings.HasPrefix(line, "— ")
		if signed && !isSignature {
			flush()
		}
		if b.Len() == 0 && line == "\n" {
			continue
		}
		signed = signed || isSignature
		b.WriteString(line)
	}
	flush()
	return list
}

// storedHead is a row of audit_head.
type storedHead struct {
	size           int64
	root, note, at string
}

func scanHead(r sqldb.Row) (h storedHead, err error) {
	return h, r.Scan(&h.size, &h.root, &h.note, &h.at)
}

// Head returns the newest signed head, or "" while the tree is empty. Whoever keeps it elsewhere
// can show later that nothing was cut off.
func Head(tx *sqldb.Tx) (string, error) {
	h, _, err := newestHead(tx)
	return h.note, err
}

func newestHead(tx *sqldb.Tx) (storedHead, bool, error) {
	return sqldb.One(tx, scanHead, `SELECT size, root, note, at FROM audit_head ORDER BY size DESC LIMIT 1`)
}
