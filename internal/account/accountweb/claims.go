package accountweb

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"

	"kyodo/internal/codes"
	"kyodo/internal/config"
	"kyodo/internal/fault"
)

// tokenAge is how old a provider's word may be; skew how far its clock may be ahead.
const (
	tokenAge = 10 * time.Minute
	skew     = 5 * time.Minute
)

// claims are what a provider said about somebody, checked. The key of a person is issuer and
// subject; there is no mail address in it on purpose.
type claims struct {
	Issuer, Subject string
	Multi           bool                  // signed in with a second factor, from a provider that is believed in this
	At              time.Time             // when the person signed in there, zero = not said
	Number          codes.CorporateNumber // GビズID: the corporation, "" = none
	Type            string                // GビズID: prime or member
}

// redeem turns the answer of a provider into claims: exchanges the code once, with the verifier
// that only this browser's trip knows, and checks the token. Whatever is wrong is one refusal.
func (p *provider) redeem(ctx context.Context, t trip, answer url.Values) (_ claims, err error) {
	defer fault.Wrap(&err, "accountweb.redeem(%q)", p.Name)
	e, err := p.discover(ctx)
	if err != nil {
		return claims{}, err
	}
	if err := p.answered(e, t, answer); err != nil {
		return claims{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := e.oauth.Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(t.Verifier))
	if err != nil {
		return claims{}, refusal("exchange: %v", err)
	}
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return claims{}, refusal("no id_token")
	}
	return p.read(ctx, e, t, token, raw)
}

// answered checks the query with which the browser came back (RFC 6749 §4.1.2, RFC 9207).
func (p *provider) answered(e *endpoints, t trip, answer url.Values) error {
	for _, name := range [...]string{"state", "code", "iss", "error"} {
		if len(answer[name]) > 1 {
			return refusal("%s stands there twice", name)
		}
	}
	iss := answer.Get("iss")
	switch {
	case t.Provider != p.Name:
		return refusal("the trip went to %q", t.Provider)
	case !p.now().Before(t.Until):
		return refusal("the trip took too long")
	case subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(t.State)) != 1:
		return refusal("state")
	case iss != "" && iss != p.Issuer, iss == "" && e.saysIss:
		return refusal("iss %q", iss)
	case answer.Get("error") != "":
		return refusal("the provider says %.100q", answer.Get("error"))
	case answer.Get("code") == "":
		return refusal("no code")
	}
	return nil
}

// read checks the token and takes out of it what counts (OpenID Connect Core 1.0 §3.1.3.7).
func (p *provider) read(ctx context.Context, e *endpoints, t trip, token *oauth2.Token, raw string) (c claims, err error) {
	id, err := e.verifier.Verify(ctx, raw) // signature, alg, iss, aud, exp, nbf
	if err != nil {
		return c, refusal("token: %v", err)
	}
	if err := typed(raw); err != nil {
		return c, err
	}
	var said struct {
		AZP  string   `json:"azp"`
		AMR  []string `json:"amr"`
		ACR  string   `json:"acr"`
		Auth int64    `json:"auth_time"`
	}
	all := map[string]any{}
	if err := id.Claims(&said); err != nil {
		return c, refusal("claims: %v", err)
	}
	if err := id.Claims(&all); err != nil {
		return c, refusal("claims: %v", err)
	}
	now := p.now()
	switch {
	case subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(t.Nonce)) != 1:
		return c, refusal("nonce")
	case said.AZP != "" && said.AZP != p.ClientID, said.AZP == "" && len(id.Audience) != 1:
		return c, refusal("azp %q of %d audiences", said.AZP, len(id.Audience))
	case id.Subject == "" || len(id.Subject) > 255:
		return c, refusal("sub of %d bytes", len(id.Subject))
	case id.IssuedAt.Before(now.Add(-tokenAge)) || id.IssuedAt.After(now.Add(skew)):
		return c, refusal("iat %s", id.IssuedAt)
	}
	if id.AccessTokenHash != "" {
		if err := id.VerifyAccessToken(token.AccessToken); err != nil {
			return c, refusal("at_hash: %v", err)
		}
	}
	c = claims{Issuer: id.Issuer, Subject: id.Subject}
	c.Multi = p.TrustMFA && (slices.Contains(said.AMR, "mfa") || said.ACR != "" && slices.Contains(p.ACR, said.ACR))
	if said.Auth > 0 {
		c.At = time.Unix(said.Auth, 0)
	}
	if t.Fresh && (c.At.IsZero() || c.At.Before(t.Until.Add(-tripTime-skew))) {
		return c, refusal("auth_time %s is older than the question", c.At)
	}
	if p.Kind == config.GBizIDProvider {
		return c, p.corporation(ctx, e, token, all, &c)
	}
	return c, nil
}

// typed refuses a token of another kind, such as an access token (RFC 8725 §3.11).
func typed(raw string) error {
	signed, err := jose.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256, jose.ES256, jose.PS256})
	if err != nil {
		return refusal("token: %v", err)
	}
	if typ, ok := signed.Signatures[0].Header.ExtraHeaders[jose.HeaderType]; ok && typ != "JWT" {
		return refusal("typ %v", typ)
	}
	return nil
}

// corporation reads what GビズID says of the account: its type and its 法人番号, from the token or
// the userinfo endpoint. A number with a wrong check digit is refused, and so is a type that nobody
// knows and the type entry, which anybody makes with a mail address.
func (p *provider) corporation(ctx context.Context, e *endpoints, token *oauth2.Token, all map[string]any, c *claims) error {
	if all[p.TypeClaim] == nil && e.provider.UserInfoEndpoint() != "" {
		info, err := e.provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return refusal("userinfo: %v", err)
		}
		if info.Subject != c.Subject {
			return refusal("userinfo of somebody else")
		}
		all = map[string]any{}
		if err := info.Claims(&all); err != nil {
			return refusal("userinfo: %v", err)
		}
	}
	c.Type = p.Types[fmt.Sprint(all[p.TypeClaim])]
	if c.Type == "entry" {
		return refusal("an entry account: nobody has seen who it is")
	}
	if c.Type == "" {
		return refusal("account type %.40q", fmt.Sprint(all[p.TypeClaim]))
	}
	if number, _ := all[p.NumberClaim].(string); number != "" {
		n, err := codes.ParseCorporateNumber(number)
		if err != nil {
			return refusal("法人番号: %v", err)
		}
		c.Number = n
	}
	return nil
}

// refusal is an answer of a provider that is not believed; the reason is for the log alone.
func refusal(format string, args ...any) error {
	return fault.New(fault.Unauthenticated, format, args...)
}
