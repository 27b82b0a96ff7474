// Package config is everything that can be set from outside: flags and KYODO_ environment
// variables in one struct, read once.
package config

import (
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"

	"kyodo/internal/fault"
)

// Config is how an installation is set up. The zero value is not usable; the command line fills
// in the defaults that stand in the tags.
type Config struct {
	Database string `name:"database" env:"KYODO_DATABASE" default:"sqlite:kyodo-data/kyodo.db" help:"Database: sqlite:PATH or postgres://… (データベース)"`
	Secret   string `name:"secret" env:"KYODO_SECRET" default:"" help:"Key from which all keys come, at least 32 characters, the same on every node; empty = one is made and kept in a file beside the database (鍵)"`
	LogLevel string `name:"log-level" env:"KYODO_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"What to log: debug, info, warn, error (ログの詳しさ)"`
}

// Server is what a listening process needs beyond Config.
type Server struct {
	Addr       string   `name:"addr" env:"KYODO_ADDR" default:"localhost:8080" help:"Where pages are served; localhost means 127.0.0.1 and [::1] (待受アドレス)"`
	StaffAddr  string   `name:"staff-addr" env:"KYODO_STAFF_ADDR" default:"" help:"Where the pages of the staff (/desk, /admin) are served; then they are on no other address; empty = where all pages are (職員用アドレス)"`
	Writes     int      `name:"writes" env:"KYODO_WRITES" default:"60" help:"How many forms an account may send a minute, and five times as many refusals it may meet in a quarter of an hour; 0 = any number (1分あたりの送信数)"`
	AdminAddr  string   `name:"admin-addr" env:"KYODO_ADMIN_ADDR" default:"" help:"Where healthz, readyz, metrics and pprof are served; loopback only; empty = nowhere (管理用アドレス)"`
	BaseURL    string   `name:"base-url" env:"KYODO_BASE_URL" default:"" help:"Public address of the site, such as https://kyodo.example.lg.jp; empty = http:// and the listening address (公開URL)"`
	TrustProxy []string `name:"trust-proxy" env:"KYODO_TRUST_PROXY" help:"Networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8 (信頼するプロキシ)"`
	SiteName   string   `name:"site-name" env:"KYODO_SITE_NAME" default:"やまぐち社会貢献支援システム" help:"Name of the site (サイトの名前)"`
	SiteNameEn string   `name:"site-name-en" env:"KYODO_SITE_NAME_EN" default:"Yamaguchi Civic Contribution Support System" help:"Name of the site in English"`
	Operator   string   `name:"operator" env:"KYODO_OPERATOR" default:"" help:"Who runs the site (運営者の名称)"`
	OperatorEn string   `name:"operator-en" env:"KYODO_OPERATOR_EN" default:"" help:"Who runs the site, in English"`
	SourceURL  string   `name:"source-url" env:"KYODO_SOURCE_URL" default:"" help:"Where readers get the source of this program, as its licence asks of who runs a changed one (ソースコードの公開先)"`
	Contact    string   `name:"contact" env:"KYODO_CONTACT" default:"" help:"How readers reach the operator: telephone, mail or postal address (問い合わせ先)"`
	Files      string   `name:"files" env:"KYODO_FILES" default:"" help:"Folder of the photos and attachments, the same for every node; empty = beside the database (写真と添付の保存先)"`
	SMTP       string   `name:"smtp" env:"KYODO_SMTP" default:"" help:"Relay for mail: smtp://user:password@host:587 (STARTTLS), smtps://…:465, or smtp+insecure://localhost:25 for one on this machine; empty = mails wait in the outbox (メール中継サーバー)"`
	MailFrom   string   `name:"mail-from" env:"KYODO_MAIL_FROM" default:"" help:"Address from which mails are sent; needed with KYODO_SMTP (差出人アドレス)"`
	MailName   string   `name:"mail-name" env:"KYODO_MAIL_NAME" default:"" help:"Name beside that address; empty = the name of the site (差出人名)"`
	MailReply  string   `name:"mail-reply-to" env:"KYODO_MAIL_REPLY_TO" default:"" help:"Address that answers go to; empty = the sender (返信先アドレス)"`
	OIDC       []string `name:"oidc" env:"KYODO_OIDC" sep:";" help:"Providers through which people sign in, parted by semicolons: name=pref,issuer=https://…,client-id=…,client-secret=…,label=…,label-en=…,kind=staff or gbizid,trust=mfa (外部ログイン)"`
}

// Validate says what is wrong with the configuration; the error is of kind fault.Invalid.
func (c Config) Validate() error {
	var f fault.Fields
	switch {
	case strings.HasPrefix(c.Database, "sqlite:") && len(c.Database) > len("sqlite:"),
		strings.HasPrefix(c.Database, "postgres://"), strings.HasPrefix(c.Database, "postgresql://"):
	default:
		f = append(f, fault.Field{Name: "KYODO_DATABASE", Says: "sqlite:PATH か postgres://… の形で指定してください。"})
	}
	if c.Secret != "" && len(c.Secret) < 32 {
		f = append(f, fault.Field{Name: "KYODO_SECRET", Says: "32文字以上にしてください。"})
	}
	return f.Err()
}

// Validate says what is wrong with the configuration; the error is of kind fault.Invalid.
func (s Server) Validate() error {
	var f fault.Fields
	if s.BaseURL != "" {
		u, err := url.Parse(s.BaseURL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" && u.Path != "/" {
			f = append(f, fault.Field{Name: "KYODO_BASE_URL", Says: "https://ホスト名 の形で指定してください。"})
		}
	}
	if s.SourceURL != "" {
		if u, err := url.Parse(s.SourceURL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			f = append(f, fault.Field{Name: "KYODO_SOURCE_URL", Says: "https:// で始まるURLを指定してください。"})
		}
	}
	if s.AdminAddr != "" && !loopback(s.AdminAddr) {
		f = append(f, fault.Field{Name: "KYODO_ADMIN_ADDR", Says: "localhost:9090 のように、この機械の中だけのアドレスを指定してください。"})
	}
	if _, err := s.Proxies(); err != nil {
		f = append(f, fault.Field{Name: "KYODO_TRUST_PROXY", Says: "10.0.0.0/8 のようなネットワークを指定してください。"})
	}
	return slices.Concat(f, s.mailFaults(), s.providerFaults()).Err()
}

// loopback says that a listener at the address is reached from this machine alone.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// Proxies returns the networks of TrustProxy.
func (s Server) Proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, p := range s.TrustProxy {
		prefix, err := netip.ParsePrefix(strings.TrimSpace(p))
		if err != nil {
			return nil, fmt.Errorf("proxy network %q: %w", p, err)
		}
		list = append(list, prefix)
	}
	return list, nil
}

// Dump writes the configuration for people, with secrets hidden.
func Dump(w io.Writer, c Config, s Server) error {
	secret := "(file)"
	if c.Secret != "" {
		secret = "***"
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, line := range append([][2]string{{"KYODO_DATABASE", redact(c.Database)}, {"KYODO_LOG_LEVEL", c.LogLevel}, {"KYODO_SECRET", secret}}, Lines(s)...) {
		fmt.Fprintf(t, "%s\t%s\n", line[0], line[1])
	}
	return t.Flush()
}

// Lines returns the settings of a listening process, a name and a value a line, with secrets hidden.
func Lines(s Server) [][2]string {
	var providers []string
	for _, p := range s.OIDC {
		providers = append(providers, redactProvider(p))
	}
	return [][2]string{
		{"KYODO_ADDR", s.Addr},
		{"KYODO_STAFF_ADDR", s.StaffAddr}, {"KYODO_WRITES", fmt.Sprint(s.Writes)}, {"KYODO_ADMIN_ADDR", s.AdminAddr}, {"KYODO_BASE_URL", s.BaseURL},
		{"KYODO_TRUST_PROXY", strings.Join(s.TrustProxy, ",")}, {"KYODO_SITE_NAME", s.SiteName},
		{"KYODO_SITE_NAME_EN", s.SiteNameEn}, {"KYODO_OPERATOR", s.Operator}, {"KYODO_OPERATOR_EN", s.OperatorEn},
		{"KYODO_CONTACT", s.Contact}, {"KYODO_SOURCE_URL", s.SourceURL},
		{"KYODO_FILES", s.Files},
		{"KYODO_SMTP", redact(s.SMTP)}, {"KYODO_MAIL_FROM", s.MailFrom}, {"KYODO_MAIL_NAME", s.MailName},
		{"KYODO_MAIL_REPLY_TO", s.MailReply}, {"KYODO_OIDC", strings.Join(providers, ";")},
	}
}

// redact hides the passwords of a database's or a relay's address, in the user's part and in the query; of an
// address that cannot be read it shows nothing but the engine.
func redact(database string) string {
	engine, _, ok := strings.Cut(database, "://")
	if !ok {
		return database
	}
	u, err := url.Parse(database)
	if err != nil {
		return engine + "://***"
	}
	q := u.Query()
	for _, key := range []string{"password", "sslpassword"} {
		if q.Has(key) {
			q.Set(key, "***")
			u.RawQuery = q.Encode()
		}
	}
	return u.Redacted()
}
