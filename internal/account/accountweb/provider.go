package accountweb

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"kyodo/internal/config"
	"kyodo/internal/fault"
)

// algorithms are the signatures that are believed: asymmetric ones, whatever a provider offers.
var algorithms = []string{oidc.RS256, oidc.ES256, oidc.PS256}

const (
	answerWait  = 10 * time.Second // for an answer of a provider
	answerLimit = 1 << 20          // bytes of an answer that are read
	failureKept = 5 * time.Second  // in which a provider that could not be reached is not asked again
)

// provider is the other end of signing in elsewhere (OpenID Connect Core 1.0, code flow with PKCE).
type provider struct {
	config.Provider
	redirect string // this site's address for the answer
	client   *http.Client
	now      func() time.Time

	mu     sync.Mutex
	found  *endpoints
	failed time.Time
}

// endpoints are what a provider says about itself.
type endpoints struct {
	oauth    oauth2.Config
	provider *oidc.Provider
	verifier *oidc.IDTokenVerifier
	saysIss  bool // its answers carry iss (RFC 9207)
}

// newClient asks a provider: no redirects, no waiting for ever, no endless answer.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       answerWait,
		Transport:     limited{http.DefaultTransport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

type limited struct{ next http.RoundTripper }

// RoundTrip cuts the answer's body after answerLimit.
func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.next.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, answerLimit), answer.Body}
	}
	return answer, err
}

// discover reads the provider's metadata at the first use. Its issuer must be the configured one,
// to the letter; that is checked by package oidc.
func (p *provider) discover(ctx context.Context) (_ *endpoints, err error) {
	defer fault.Wrap(&err, "accountweb.discover(%q)", p.Name)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	if now := p.now(); now.Sub(p.failed) < failureKept && !p.failed.IsZero() {
		return nil, fault.New(fault.Unavailable, "it failed a moment ago")
	}
	// Not the reader's context: one who leaves would make the provider unreachable for everybody.
	ctx = oidc.ClientContext(context.WithoutCancel(ctx), p.client)
	found, err := oidc.NewProvider(ctx, p.Issuer)
	if err != nil {
		p.failed = p.now()
		return nil, fault.New(fault.Unavailable, "%v", err)
	}
	var meta struct {
		Iss     bool     `json:"authorization_response_iss_parameter_supported"`
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := found.Claims(&meta); err != nil {
		return nil, fault.New(fault.Unavailable, "%v", err)
	}
	endpoint := found.Endpoint()
	if err := sameScheme(p.Issuer, endpoint.AuthURL, endpoint.TokenURL); err != nil {
		return nil, fault.New(fault.Unavailable, "%v", err)
	}
	// Said, not tried out: trying would send the code twice.
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if p.ClientSecret == "" || len(meta.Methods) > 0 && !slices.Contains(meta.Methods, "client_secret_basic") {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	p.found = &endpoints{
		oauth: oauth2.Config{ClientID: p.ClientID, ClientSecret: p.ClientSecret, Endpoint: endpoint, RedirectURL: p.redirect,
			Scopes: p.scopes()},
		provider: found,
		verifier: found.VerifierContext(context.WithoutCancel(ctx), &oidc.Config{ClientID: p.ClientID, SupportedSigningAlgs: algorithms, Now: p.now}),
		saysIss:  meta.Iss,
	}
	return p.found, nil
}

// scopes are what is asked for: nothing but who it is, and of GビズID the corporation.
func (p *provider) scopes() []string {
	if p.Kind == config.GBizIDProvider {
		return []string{oidc.ScopeOpenID, "profile"}
	}
	return []string{oidc.ScopeOpenID}
}

// sameScheme refuses endpoints that are less protected than the issuer.
func sameScheme(issuer string, list ...string) error {
	i, err := url.Parse(issuer)
	if err != nil {
		return err
	}
	for _, s := range list {
		if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != i.Scheme {
			return fmt.Errorf("endpoint %q of issuer %q", s, issuer)
		}
	}
	return nil
}
