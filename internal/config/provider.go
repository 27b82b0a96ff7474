package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"kyodo/internal/fault"
)

// Provider is an OpenID Connect provider through which people may sign in.
type Provider struct {
	Name         string // in the paths of this site: lower-case letters, digits and hyphens
	Issuer       string // exactly as in its tokens
	ClientID     string
	ClientSecret string
	Label        string // on the button, in Japanese; "" = the name
	LabelEn      string // the same in English; "" = Label
	Kind         ProviderKind
	TrustMFA     bool              // what the provider says about a second factor (amr, acr) is believed
	ACR          []string          // values of acr that mean a second factor, beside amr=mfa
	NumberClaim  string            // gbizid: the claim that holds the 法人番号
	TypeClaim    string            // gbizid: the claim that holds the type of account
	Types        map[string]string // gbizid: that claim's value to prime, member or entry
}

// ProviderKind says what a provider knows about people.
type ProviderKind string

// The kinds of providers.
const (
	StaffProvider  ProviderKind = "staff"  // an employer's own, such as the prefecture's
	GBizIDProvider ProviderKind = "gbizid" // the state's one for corporations (GビズID)
)

// providerKeys are the keys of one provider's setting.
var providerKeys = []string{"name", "issuer", "client-id", "client-secret", "label", "label-en", "kind", "trust", "acr",
	"number-claim", "type-claim", "types"}

// Providers reads the settings of OIDC; the error does not contain a secret.
func (s Server) Providers() ([]Provider, error) {
	var list []Provider
	for i, text := range s.OIDC {
		if strings.TrimSpace(text) == "" {
			continue
		}
		p, err := parseProvider(text)
		if err != nil {
			return nil, fmt.Errorf("provider %d: %w", i+1, err)
		}
		if slices.ContainsFunc(list, func(q Provider) bool { return q.Name == p.Name }) {
			return nil, fmt.Errorf("provider %d: the name %q is taken", i+1, p.Name)
		}
		list = append(list, p)
	}
	return list, nil
}

func parseProvider(text string) (Provider, error) {
	p := Provider{Kind: StaffProvider, NumberClaim: "corporate_number", TypeClaim: "account_type",
		Types: map[string]string{"prime": "prime", "member": "member", "entry": "entry"}}
	values, err := pairs(text)
	if err != nil {
		return p, err
	}
	for key, v := range values {
		switch key {
		case "name":
			p.Name = v
		case "issuer":
			p.Issuer = v
		case "client-id":
			p.ClientID = v
		case "client-secret":
			p.ClientSecret = v
		case "label":
			p.Label = v
		case "label-en":
			p.LabelEn = v
		case "kind":
			p.Kind = ProviderKind(v)
		case "trust":
			if v != "mfa" {
				return p, errors.New("trust is mfa or left out")
			}
			p.TrustMFA = true
		case "acr":
			p.ACR = strings.Fields(v)
		case "number-claim":
			p.NumberClaim = v
		case "type-claim":
			p.TypeClaim = v
		case "types":
			p.Types = map[string]string{}
			for _, pair := range strings.Fields(v) {
				from, to, ok := strings.Cut(pair, ":")
				if !ok || to != "prime" && to != "member" && to != "entry" {
					return p, errors.New("types is like 2:prime 3:member 1:entry")
				}
				p.Types[from] = to
			}
		}
	}
	if p.Label == "" {
		p.Label = p.Name
	}
	if p.LabelEn == "" {
		p.LabelEn = p.Label
	}
	return p, p.validate()
}

// pairs splits name=…,issuer=…; a comma that no known key follows belongs to the value.
func pairs(text string) (map[string]string, error) {
	out := map[string]string{}
	last := ""
	for part := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		switch {
		case ok && slices.Contains(providerKeys, key):
			if _, twice := out[key]; twice {
				return nil, fmt.Errorf("%s stands there twice", key)
			}
			out[key], last = value, key
		case last == "":
			return nil, errors.New("it begins without a known key")
		default:
			out[last] += "," + part
		}
	}
	return out, nil
}

func (p Provider) validate() error {
	if p.Name == "" || strings.Trim(p.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return errors.New("name is lower-case letters, digits and hyphens")
	}
	u, err := url.Parse(p.Issuer)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Errorf("%s: issuer is an address such as https://login.example.lg.jp", p.Name)
	}
	ip := net.ParseIP(u.Hostname())
	here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && (u.Scheme != "http" || !here) {
		return fmt.Errorf("%s: issuer begins with https://", p.Name)
	}
	if p.ClientID == "" {
		return fmt.Errorf("%s: client-id is missing", p.Name)
	}
	if p.Kind != StaffProvider && p.Kind != GBizIDProvider {
		return fmt.Errorf("%s: kind is staff or gbizid", p.Name)
	}
	return nil
}

// redactProvider hides the secret of one provider's setting; of one that cannot be read it shows nothing.
func redactProvider(text string) string {
	values, err := pairs(text)
	if err != nil {
		return "***"
	}
	var parts []string
	for _, key := range providerKeys {
		if v, ok := values[key]; ok {
			if key == "client-secret" {
				v = "***"
			}
			parts = append(parts, key+"="+v)
		}
	}
	return strings.Join(parts, ",")
}

// providerFaults says what is wrong with the settings of OIDC.
func (s Server) providerFaults() (f fault.Fields) {
	if _, err := s.Providers(); err != nil {
		f = append(f, fault.Field{Name: "KYODO_OIDC",
			Says: "name=pref,issuer=https://…,client-id=…,client-secret=…,label=…,kind=staff の形で指定してください（複数は ; で区切ります）。" + err.Error()})
	}
	return f
}
