package config_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"kyodo/internal/config"
	"kyodo/internal/fault"
)

func TestValidateNamesTheSettingThatIsWrong(t *testing.T) {
	tests := []struct {
		name   string
		config config.Config
		server config.Server
		wrong  string // the setting, "" for none
	}{
		{"sqlite", config.Config{Database: "sqlite:kyodo.db"}, config.Server{}, ""},
		{"postgres", config.Config{Database: "postgres://u@h/d"}, config.Server{}, ""},
		{"postgresql", config.Config{Database: "postgresql://u@h/d"}, config.Server{}, ""},
		{"no database", config.Config{}, config.Server{}, "KYODO_DATABASE"},
		{"sqlite without a path", config.Config{Database: "sqlite:"}, config.Server{}, "KYODO_DATABASE"},
		{"another engine", config.Config{Database: "mysql://h/d"}, config.Server{}, "KYODO_DATABASE"},
		{"public address", config.Config{Database: "sqlite:x"}, config.Server{BaseURL: "https://kyodo.example.lg.jp"}, ""},
		{"public address with a slash", config.Config{Database: "sqlite:x"}, config.Server{BaseURL: "https://kyodo.example.lg.jp/"}, ""},
		{"public address with a path", config.Config{Database: "sqlite:x"}, config.Server{BaseURL: "https://example.lg.jp/kyodo"}, "KYODO_BASE_URL"},
		{"public address without scheme", config.Config{Database: "sqlite:x"}, config.Server{BaseURL: "kyodo.example.lg.jp"}, "KYODO_BASE_URL"},
		{"public address of a script", config.Config{Database: "sqlite:x"}, config.Server{BaseURL: "javascript:alert(1)"}, "KYODO_BASE_URL"},
		{"administration here", config.Config{Database: "sqlite:x"}, config.Server{AdminAddr: "localhost:9090"}, ""},
		{"administration here by number", config.Config{Database: "sqlite:x"}, config.Server{AdminAddr: "[::1]:0"}, ""},
		{"administration for everybody", config.Config{Database: "sqlite:x"}, config.Server{AdminAddr: ":9090"}, "KYODO_ADMIN_ADDR"},
		{"administration in the network", config.Config{Database: "sqlite:x"}, config.Server{AdminAddr: "10.0.0.1:9090"}, "KYODO_ADMIN_ADDR"},
		{"secret", config.Config{Database: "sqlite:x", Secret: strings.Repeat("s", 32)}, config.Server{}, ""},
		{"short secret", config.Config{Database: "sqlite:x", Secret: strings.Repeat("s", 31)}, config.Server{}, "KYODO_SECRET"},
		{"relay", config.Config{Database: "sqlite:x"}, config.Server{SMTP: "smtp://u:p@relay.example.jp", MailFrom: "kyodo@example.jp"}, ""},
		{"relay on this machine", config.Config{Database: "sqlite:x"}, config.Server{SMTP: "smtp+insecure://localhost:25", MailFrom: "kyodo@example.jp"}, ""},
		{"relay without a sender", config.Config{Database: "sqlite:x"}, config.Server{SMTP: "smtps://relay.example.jp"}, "KYODO_MAIL_FROM"},
		{"password in the open", config.Config{Database: "sqlite:x"}, config.Server{SMTP: "smtp+insecure://u:p@h", MailFrom: "k@example.jp"}, "KYODO_SMTP"},
		{"relay of the web", config.Config{Database: "sqlite:x"}, config.Server{SMTP: "https://relay.example.jp", MailFrom: "k@example.jp"}, "KYODO_SMTP"},
		{"relay with a path", config.Config{Database: "sqlite:x"}, config.Server{SMTP: "smtp://relay.example.jp/x", MailFrom: "k@example.jp"}, "KYODO_SMTP"},
		{"sender with a name", config.Config{Database: "sqlite:x"}, config.Server{MailFrom: "Kyodo <k@example.jp>"}, "KYODO_MAIL_FROM"},
		{"answers to nowhere", config.Config{Database: "sqlite:x"}, config.Server{MailReply: "nowhere"}, "KYODO_MAIL_REPLY_TO"},
		{"sender's name of two lines", config.Config{Database: "sqlite:x"}, config.Server{MailName: "a\nBcc: b@example.jp"}, "KYODO_MAIL_NAME"},
		{"proxies", config.Config{Database: "sqlite:x"}, config.Server{TrustProxy: []string{"10.0.0.0/8", " fd00::/8"}}, ""},
		{"a proxy without its network", config.Config{Database: "sqlite:x"}, config.Server{TrustProxy: []string{"10.0.0.1"}}, "KYODO_TRUST_PROXY"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := errors.Join(tt.config.Validate(), tt.server.Validate())
			if tt.wrong == "" {
				if err != nil {
					t.Errorf("got %v, want nothing wrong", err)
				}
				return
			}
			var fields fault.Fields
			if !errors.As(err, &fields) || len(fields) != 1 || fields[0].Name != tt.wrong || fields[0].Says == "" {
				t.Errorf("got %v, want one complaint about %s", err, tt.wrong)
			}
		})
	}
}

func TestDumpShowsEverySettingAndNoSecret(t *testing.T) {
	const secret, password = "a-very-secret-key-of-32-characters", "hunter2"
	c := config.Config{Database: "postgres://kyodo:" + password + "@db.example/kyodo?sslmode=require", LogLevel: "warn", Secret: secret}
	s := config.Server{Addr: "0.0.0.0:80", SMTP: "smtp://kyodo:" + password + "@relay.example", TrustProxy: []string{"10.0.0.0/8", "fd00::/8"}, SiteName: "見本"}
	var out bytes.Buffer
	if err := config.Dump(&out, c, s); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, hidden := range []string{secret, password} {
		if strings.Contains(text, hidden) {
			t.Errorf("the dump shows %q:\n%s", hidden, text)
		}
	}
	for _, shown := range []string{"db.example/kyodo", "0.0.0.0:80", "10.0.0.0/8,fd00::/8", "見本", "***"} {
		if !strings.Contains(text, shown) {
			t.Errorf("the dump lacks %q:\n%s", shown, text)
		}
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[config.Config](), reflect.TypeFor[config.Server]()} {
		for i := range typ.NumField() {
			if env := typ.Field(i).Tag.Get("env"); env == "" || !strings.Contains(text, env) {
				t.Errorf("%s.%s (%q) is not in the dump", typ.Name(), typ.Field(i).Name, env)
			}
		}
	}
}

func TestDumpHidesPasswordsHoweverTheyAreWritten(t *testing.T) {
	for _, database := range []string{"postgres://kyodo:hunter2@h/d", "postgres://h/d?user=kyodo&password=hunter2", "postgresql://kyodo:hunter2@h:5432,i:5432/d",
		"postgres://kyodo:hun%zzter2hunter2@h/d", "postgres://h/d?sslpassword=hunter2&sslmode=require"} {
		var out bytes.Buffer
		if err := config.Dump(&out, config.Config{Database: database}, config.Server{}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "hunter2") {
			t.Errorf("%s: the dump shows the password", database)
		}
	}
}

func TestRelay(t *testing.T) {
	for address, want := range map[string]config.Relay{
		"smtp://u:p%40@relay.example.jp": {Host: "relay.example.jp", Port: 587, User: "u", Password: "p@", Security: config.StartTLS},
		"smtp://relay.example.jp:2525":   {Host: "relay.example.jp", Port: 2525, Security: config.StartTLS},
		"smtps://u:p@relay.example.jp/":  {Host: "relay.example.jp", Port: 465, User: "u", Password: "p", Security: config.TLS},
		"smtp+insecure://localhost":      {Host: "localhost", Port: 25, Security: config.Insecure},
		"smtp+insecure://[::1]:1025":     {Host: "::1", Port: 1025, Security: config.Insecure},
	} {
		got, ok, err := config.Server{SMTP: address}.Relay()
		if err != nil || !ok || got != want {
			t.Errorf("%s: %+v, %v, %v; want %+v", address, got, ok, err, want)
		}
	}
	if _, ok, err := (config.Server{}).Relay(); ok || err != nil {
		t.Errorf("without a setting there is a relay: %v, %v", ok, err)
	}
	for _, address := range []string{"relay.example.jp", "smtp://", "smtp://h:99999", "smtp://u:secret@h:x"} {
		_, _, err := config.Server{SMTP: address}.Relay()
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want an error without the password", address, err)
		}
	}
}

func TestProxies(t *testing.T) {
	list, err := config.Server{TrustProxy: []string{"10.0.0.0/8", "::1/128"}}.Proxies()
	if err != nil || len(list) != 2 || list[0].String() != "10.0.0.0/8" || list[1].String() != "::1/128" {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := (config.Server{TrustProxy: []string{"everyone"}}).Proxies(); err == nil {
		t.Error("a network called everyone is believed")
	}
}
