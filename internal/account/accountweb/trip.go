package accountweb

import (
	"crypto/rand"
	"encoding/base64"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// tripTime is how long a browser may be away at a provider.
const tripTime = 10 * time.Minute

// purpose says why a browser went to a provider.
type purpose string

// The purposes of a trip.
const (
	toSignIn  purpose = "sign-in"
	toLink    purpose = "link"    // a signed-in person adds the identity to their own
	toAccept  purpose = "accept"  // an invitation is accepted with the identity
	toConfirm purpose = "confirm" // a signed-in person proves again who they are
)

// trip is what a browser takes along to a provider and back: sealed, in a cookie that no script
// reads, so that an answer counts only in the browser that asked (RFC 9700 §2.1).
type trip struct {
	Provider string    `json:"p"`
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"`
	Purpose  purpose   `json:"d"`
	Session  string    `json:"w,omitempty"` // of the person who links or confirms
	Ticket   string    `json:"i,omitempty"` // of the invitation
	Next     string    `json:"t,omitempty"`
	Fresh    bool      `json:"f,omitempty"` // the person must sign in there anew
	Until    time.Time `json:"u"`
}

// depart makes a trip and the address at the provider where it leads.
func (p *provider) depart(e *endpoints, t trip) (trip, string) {
	t.Provider, t.State, t.Nonce, t.Verifier = p.Name, random(), random(), oauth2.GenerateVerifier()
	t.Fresh = t.Purpose == toConfirm
	t.Until = p.now().Add(tripTime)
	opts := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(t.Verifier), oidc.Nonce(t.Nonce)}
	if t.Fresh {
		opts = append(opts, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return t, e.oauth.AuthCodeURL(t.State, opts...)
}

// random is 256 bits for a state or a nonce.
func random() string {
	var b [32]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}
