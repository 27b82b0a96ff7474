package audit

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// columns of table audit in the order of stored.args and stored.targets.
const columns = "id, at, actor, post, session, request, behalf, action, object, subject, result, reason, detail, personal, mac"

// joined are the same columns of a table called a.
const joined = "a.id, a.at, a.actor, a.post, a.session, a.request, a.behalf, a.action, a.object, a.subject, a.result, a.reason, a.detail, a.personal, a.mac"

// width is how many columns these are.
const width = 15

// stored is an entry as its row holds it. Its Personal is empty: the row has the hash alone.
type stored struct {
	ID   string
	At   string // when, as text: the seal is over exactly what the row holds
	Hash string // salted hash of the personal values, "" without any
	MAC  string // seal of everything else
	Entry
}

func (r *stored) args() []any {
	return []any{r.ID, r.At, string(r.Actor), r.Post, r.Session, r.Request, r.Behalf, r.Action, r.Object, r.Subject,
		string(r.Result), r.Reason, r.Detail, r.Hash, r.MAC}
}

func (r *stored) targets() []any {
	return []any{&r.ID, &r.At, &r.Actor, &r.Post, &r.Session, &r.Request, &r.Behalf, &r.Action, &r.Object, &r.Subject,
		&r.Result, &r.Reason, &r.Detail, &r.Hash, &r.MAC}
}

// append adds the canonical bytes of the row without its seal to b: a name with a version, then
// each field with its length, so that no two rows have the same bytes.
func (r *stored) append(b []byte) []byte {
	b = append(b, "kyodo audit entry 1\n"...)
	for _, f := range [width - 1]string{r.ID, r.At, string(r.Actor), r.Post, r.Session, r.Request, r.Behalf, r.Action, r.Object,
		r.Subject, string(r.Result), r.Reason, r.Detail, r.Hash} {
		b = strconv.AppendInt(b, int64(len(f)), 10)
		b = append(b, ':')
		b = append(b, f...)
	}
	return b
}

// sealer makes seals with keys of one installation. It is not safe for concurrent use.
type sealer struct {
	rows, leaves hash.Hash
	buf          []byte
	sum          [sha256.Size]byte
}

func newSealer(secret []byte) (*sealer, error) {
	rows, err := derive(secret, "kyodo audit entry")
	if err != nil {
		return nil, err
	}
	leaves, err := derive(secret, "kyodo audit leaf")
	if err != nil {
		return nil, err
	}
	return &sealer{rows: hmac.New(sha256.New, rows), leaves: hmac.New(sha256.New, leaves)}, nil
}

// derive returns a key of 32 bytes for one purpose.
func derive(secret []byte, purpose string) ([]byte, error) {
	if len(secret) == 0 {
		secret = make([]byte, sha256.Size)
	}
	return hkdf.Key(sha256.New, secret, nil, purpose, sha256.Size)
}

// entry returns the seal of a row: who cannot make it cannot add a row.
func (s *sealer) entry(r *stored) string {
	s.buf = r.append(s.buf[:0])
	return s.seal(s.rows)
}

// leaf returns the leaf's hash in the tree and its seal, which binds its number to the row.
func (s *sealer) leaf(seq int64, r *stored) (tlog.Hash, string) {
	s.buf = append(r.append(s.buf[:0]), r.MAC...)
	h := tlog.RecordHash(s.buf)
	s.buf = strconv.AppendInt(s.buf[:0], seq, 10)
	s.buf = append(append(s.buf, ' '), h[:]...)
	return h, s.seal(s.leaves)
}

// seal returns the seal of what stands in the buffer.
func (s *sealer) seal(mac hash.Hash) string {
	mac.Reset()
	mac.Write(s.buf)
	return base64.RawStdEncoding.EncodeToString(mac.Sum(s.sum[:0]))
}
