// Package idptest is an OpenID Connect provider for tests, with keys of its own. It is strict with
// its client, as real ones are, and can be made to lie in one thing at a time.
package idptest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// IdP is a running provider. Its fields may be changed between requests, under Set.
//
//lint:ignore ST1003 IdP is how the field writes it
type IdP struct {
	URL          string // the issuer
	ClientID     string
	ClientSecret string

	mu      sync.Mutex
	lies    Lies
	now     func() time.Time
	codes   map[string]*grant
	rsa     *rsa.PrivateKey
	ec      *ecdsa.PrivateKey
	Foreign *rsa.PrivateKey // a key that no key set names
	counts  Counts
}

// Lies are what the provider says, and where it does not tell the truth.
type Lies struct {
	Subject string         // who signs in
	Claims  map[string]any // beside the ordinary ones, or instead of them; nil as a value = left out
	Header  map[string]any // instead of the ordinary header
	Sign    string         // "" = RS256; ES256, PS256, none, HS256-public (with the public key as the secret), HS256-client, foreign
	Iss     string         // of the answer in the query, "" = the truth, "-" = none
	Info    map[string]any // what userinfo says; nil = subject alone
	Trust   bool           // the code check is skipped: any verifier will do
}

// Counts are how often the provider was asked.
type Counts struct {
	Authorize, Token, Redeemed, Refused int
}

type grant struct {
	nonce, challenge, redirect string
	used                       bool
}

// Start runs a provider with a clock.
func Start(now func() time.Time) (*IdP, func()) {
	p := &IdP{ClientID: "kyodo", ClientSecret: "a secret of the client", now: now, codes: map[string]*grant{}, lies: Lies{Subject: "s-1"}}
	var err error
	for _, key := range []**rsa.PrivateKey{&p.rsa, &p.Foreign} {
		if *key, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
			panic(err)
		}
	}
	if p.ec, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.metadata)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /userinfo", p.userinfo)
	s := httptest.NewServer(mux)
	p.URL = s.URL
	return p, s.Close
}

// Set makes the provider say something else from now on.
func (p *IdP) Set(l Lies) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.Subject == "" {
		l.Subject = "s-1"
	}
	p.lies = l
}

// Counts tells how often it was asked.
func (p *IdP) Counts() Counts {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.counts
}

func (p *IdP) metadata(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/userinfo",
		"id_token_signing_alg_values_supported":          []string{"RS256", "ES256", "PS256", "HS256", "none"},
		"authorization_response_iss_parameter_supported": true,
		"token_endpoint_auth_methods_supported":          []string{"client_secret_basic"},
		"code_challenge_methods_supported":               []string{"S256"},
	})
}

func (p *IdP) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
		{Key: &p.rsa.PublicKey, KeyID: "r", Use: "sig"}, {Key: &p.ec.PublicKey, KeyID: "e", Use: "sig"}}})
}

// authorize signs the person in without asking, and sends the browser back with a code.
func (p *IdP) authorize(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counts.Authorize++
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	switch {
	case err != nil || q.Get("client_id") != p.ClientID || q.Get("response_type") != "code" || !strings.Contains(q.Get("scope"), "openid"):
		p.refuse(w, "the request")
		return
	case q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 || q.Get("state") == "" || q.Get("nonce") == "":
		p.refuse(w, "no PKCE, state or nonce")
		return
	}
	code := fmt.Sprintf("code-%d-%s", len(p.codes), rand.Text())
	p.codes[code] = &grant{nonce: q.Get("nonce"), challenge: q.Get("code_challenge"), redirect: q.Get("redirect_uri")}
	v := back.Query()
	v.Set("code", code)
	v.Set("state", q.Get("state"))
	switch p.lies.Iss {
	case "":
		v.Set("iss", p.URL)
	case "-":
	default:
		v.Set("iss", p.lies.Iss)
	}
	back.RawQuery = v.Encode()
	w.Header().Set("Location", back.String())
	w.WriteHeader(http.StatusSeeOther)
}

func (p *IdP) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counts.Token++
	id, secret, _ := r.BasicAuth()
	if id, _ = url.QueryUnescape(id); id != p.ClientID || subtle.ConstantTimeCompare([]byte(unescape(secret)), []byte(p.ClientSecret)) != 1 {
		p.refuse(w, "the client")
		return
	}
	g := p.codes[r.PostFormValue("code")]
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case g == nil || g.used || r.PostFormValue("redirect_uri") != g.redirect:
		p.refuse(w, "the code")
		return
	case !p.lies.Trust && base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge:
		p.refuse(w, "the verifier")
		return
	}
	g.used = true
	p.counts.Redeemed++
	now := p.now()
	claims := map[string]any{"iss": p.URL, "sub": p.lies.Subject, "aud": p.ClientID, "nonce": g.nonce,
		"iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "auth_time": now.Unix()}
	maps.Copy(claims, p.lies.Claims)
	maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	raw, err := p.sign(claims)
	if err != nil {
		panic(err)
	}
	answer(w, http.StatusOK, map[string]any{"access_token": "access-" + p.lies.Subject, "token_type": "Bearer", "expires_in": 300, "id_token": raw})
}

func unescape(s string) string {
	v, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return v
}

// sign makes the token, in the way of the lie.
func (p *IdP) sign(claims map[string]any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	key := jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.rsa, KeyID: "r"}}
	switch p.lies.Sign {
	case "":
	case "ES256":
		key = jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: p.ec, KeyID: "e"}}
	case "PS256":
		key.Algorithm = jose.PS256
	case "RS384":
		key.Algorithm = jose.RS384
	case "none":
		header := `{"alg":"none","typ":"JWT"}`
		return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString(payload) + ".", nil
	case "HS256-public":
		public, err := json.Marshal(jose.JSONWebKey{Key: &p.rsa.PublicKey, KeyID: "r"})
		if err != nil {
			return "", err
		}
		key = jose.SigningKey{Algorithm: jose.HS256, Key: jose.JSONWebKey{Key: public, KeyID: "r"}}
	case "HS256-client":
		sum := sha256.Sum256([]byte(p.ClientSecret))
		key = jose.SigningKey{Algorithm: jose.HS256, Key: jose.JSONWebKey{Key: sum[:], KeyID: "r"}}
	case "foreign":
		key.Key = jose.JSONWebKey{Key: p.Foreign, KeyID: "r"}
	case "foreign-embedded":
		key.Key = p.Foreign
	default:
		return "", fmt.Errorf("no way to sign: %q", p.lies.Sign)
	}
	opts := &jose.SignerOptions{EmbedJWK: p.lies.Sign == "foreign-embedded"}
	for name, v := range p.lies.Header {
		opts = opts.WithHeader(jose.HeaderKey(name), v)
	}
	signer, err := jose.NewSigner(key, opts)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}

func (p *IdP) userinfo(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	info := map[string]any{"sub": strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer access-")}
	maps.Copy(info, p.lies.Info)
	answer(w, http.StatusOK, info)
}

func (p *IdP) refuse(w http.ResponseWriter, why string) {
	p.counts.Refused++
	answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_request", "error_description": why})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v) // #nosec G104 -- the client may have gone
}
