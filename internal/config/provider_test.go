package config_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/config"
)

func TestProviders(t *testing.T) {
	plain := map[string]string{"prime": "prime", "member": "member", "entry": "entry"}
	got, err := config.Server{OIDC: []string{
		"name=pref,issuer=https://login.example.lg.jp,client-id=kyodo,client-secret=a,b=c,label=県のアカウント,label-en=Prefecture,trust=mfa,acr=loa3 phr",
		"name=gbiz,kind=gbizid,issuer=https://gbiz-id.go.jp/oauth/,client-id=k,types=2:prime 3:member 1:entry,number-claim=houjin",
	}}.Providers()
	if err != nil {
		t.Fatal(err)
	}
	want := []config.Provider{
		{Name: "pref", Issuer: "https://login.example.lg.jp", ClientID: "kyodo", ClientSecret: "a,b=c", Label: "県のアカウント", LabelEn: "Prefecture",
			Kind: config.StaffProvider, TrustMFA: true, ACR: []string{"loa3", "phr"}, NumberClaim: "corporate_number", TypeClaim: "account_type", Types: plain},
		{Name: "gbiz", Issuer: "https://gbiz-id.go.jp/oauth/", ClientID: "k", Label: "gbiz", LabelEn: "gbiz", Kind: config.GBizIDProvider,
			NumberClaim: "houjin", TypeClaim: "account_type", Types: map[string]string{"2": "prime", "3": "member", "1": "entry"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestProvidersThatAreWrong(t *testing.T) {
	const good = "name=a,issuer=https://i.example,client-id=c"
	for name, list := range map[string][]string{
		"no key":             {"pref"},
		"a name with a path": {"name=a/b,issuer=https://i.example,client-id=c"},
		"plain http":         {"name=a,issuer=http://i.example,client-id=c"},
		"a user in it":       {"name=a,issuer=https://u:p@i.example,client-id=c"},
		"no client":          {"name=a,issuer=https://i.example"},
		"another kind":       {good + ",kind=github"},
		"another trust":      {good + ",trust=all"},
		"a type too many":    {good + ",types=1:gold"},
		"twice the same":     {good, good},
		"a key twice":        {good + ",name=b"},
	} {
		if _, err := (config.Server{OIDC: list}).Providers(); err == nil {
			t.Errorf("%s: taken", name)
		}
		if err := (config.Server{OIDC: list}).Validate(); err == nil || !strings.Contains(err.Error(), "KYODO_OIDC") {
			t.Errorf("%s: Validate says %v", name, err)
		}
	}
	if _, err := (config.Server{OIDC: []string{"name=a,issuer=http://localhost:7999/,client-id=c"}}).Providers(); err != nil {
		t.Errorf("one on this machine: %v", err)
	}
}

func TestDumpHidesTheSecretsOfProviders(t *testing.T) {
	for _, text := range []string{"name=a,client-secret=hunter2,issuer=https://i.example,client-id=c", "name=a,client-secret=x,hunter2,kind=staff", "client-secret-hunter2"} {
		var out bytes.Buffer
		if err := config.Dump(&out, config.Config{}, config.Server{OIDC: []string{text}}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "hunter2") {
			t.Errorf("%s: the dump shows the secret:\n%s", text, out.String())
		}
	}
}
