package trust

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// forbidden are statements that only who owns the database may run, or nobody.
var forbidden = []string{
	`CREATE TABLE planted (id text)`,
	`ALTER TABLE organization ADD COLUMN planted text`,
	`DROP TABLE audit`,
	`TRUNCATE audit`,
	`UPDATE audit SET actor = 'somebody'`,
	`DELETE FROM audit`,
	`DELETE FROM audit_leaf`,
	`UPDATE audit_head SET note = ''`,
	`UPDATE audit_personal SET content = ''`,
	`INSERT INTO audit_tree (name, size, frontier, turns) VALUES ('other', 0, '', 0)`,
	`ALTER TABLE audit DISABLE TRIGGER ALL`,
	`DROP TRIGGER audit_no_change ON audit`,
	`CREATE FUNCTION planted() RETURNS text LANGUAGE sql AS 'SELECT 1::text'`,
	`UPDATE schema_version SET is_applied = false`,
	`CREATE ROLE planted`,
	`SET session_replication_role = replica`,
	`COPY organization TO PROGRAM 'cat'`,
	`SELECT pg_read_file('/etc/passwd')`,
}

// as is the address of the database for another role.
func as(t testing.TB, dsn, role, password string) string {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.User != nil {
		u.User = url.UserPassword(role, password)
	} else {
		q.Set("user", role)
		q.Set("password", password)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func execute(db *sqldb.DB, text string) error {
	return db.Update(context.Background(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(text)
		return err
	})
}

// TestProgramsRole: with a role that may only read and write rows, and of the log only add them,
// every command but migrate and restore works; what the role may not do, PostgreSQL refuses.
func TestProgramsRole(t *testing.T) {
	dsn := dbtest.EmptyPostgres(t)
	owner := open(t, dsn)
	defer owner.Close()
	role := fmt.Sprintf("kyodo_app_%d", os.Getpid())
	if err := execute(owner, `CREATE ROLE "`+role+`" LOGIN PASSWORD 'app'`); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		db := open(t, dsn)
		defer db.Close()
		for _, text := range []string{`DROP OWNED BY "` + role + `"`, `DROP ROLE "` + role + `"`} {
			if err := execute(db, text); err != nil {
				t.Error(err)
			}
		}
	})
	app := as(t, dsn, role, "app")
	if r := kyodo(t, app, "check", "--secret", secret); r.code != 1 || !strings.Contains(r.err, "kyodo migrate --grant") {
		t.Errorf("a role without rights, on an empty database: exit %d\n%s", r.code, r.err)
	}
	must(t, dsn, "migrate", "--grant", role)
	must(t, dsn, "migrate", "--grant", role) // again, as after each release

	s := start(t, app, "demo", "--secret", secret, "--count", "20")
	entry := enter(t, s, "CENTER_ADMIN")
	for _, path := range []string{"/admin", "/admin/people", "/admin/jobs", "/desk/intake", "/my/account"} {
		if status := entry.get(t, path); status != http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) { // the sequencer works too
		n, err := number(owner, `SELECT count(*) FROM audit_pending`)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d entries are not in the tree", n)
		}
	}
	if n, err := number(owner, `SELECT count(*) FROM audit_leaf`); n == 0 || err != nil {
		t.Fatalf("%d entries in the tree (%v)", n, err)
	}
	s.kill()
	must(t, app, "--secret", secret, "verify")
	must(t, app, "--secret", secret, "backup", t.TempDir()+"/all.kyodo")
	must(t, app, "--secret", secret, "import", "houjin", fourFiles(t, invent(20, 3), func(r [][]string) [][]string { return r })[0].path)

	db := open(t, app)
	defer db.Close()
	for _, text := range forbidden {
		var pg *pgconn.PgError
		if err := execute(db, text); !errors.As(err, &pg) || pg.Code != "42501" {
			t.Errorf("%s: %v, want insufficient_privilege", text, err)
		}
	}
	t.Logf("%d of %d forbidden statements tried", len(forbidden), len(forbidden))
	for text, says := range map[string]string{"kyodo": "強すぎ", "nobody_has_this_name": "役割がありません", `a"b`: "小文字"} {
		if r := kyodo(t, dsn, "migrate", "--grant", text); r.code == 0 || !strings.Contains(r.err, says) {
			t.Errorf("--grant %s: exit %d, %s", text, r.code, r.err)
		}
	}
}

// secret is the installation's where a test needs the same one in several commands.
const secret = "the secret of the trust tests, 40 letters"

var hiddenField = regexp.MustCompile(`name="_token" value="([^"]+)"`)

// seat is somebody signed in by the demo's door.
type seat struct{ origin, cookie string }

func enter(t testing.TB, s *server, role string) seat {
	t.Helper()
	cookies := map[string]string{}
	header := func() string {
		var list []string
		for name, value := range cookies {
			list = append(list, name+"="+value)
		}
		return strings.Join(list, "; ")
	}
	send := func(method string, form url.Values) string {
		r, err := http.NewRequest(method, s.origin+"/demo/"+role, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Cookie", header())
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		res, err := plain.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		for _, c := range res.Cookies() {
			cookies[c.Name] = c.Value
		}
		b := make([]byte, 1<<20)
		n := 0
		for n < len(b) {
			k, err := res.Body.Read(b[n:])
			n += k
			if err != nil {
				break
			}
		}
		if m := hiddenField.FindSubmatch(b[:n]); m != nil {
			return string(m[1])
		}
		if res.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s /demo/%s: %d", method, role, res.StatusCode)
		}
		return ""
	}
	send(http.MethodPost, url.Values{"_token": {send(http.MethodGet, nil)}})
	return seat{s.origin, header()}
}

func (x seat) get(t testing.TB, path string) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, x.origin+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Cookie", x.cookie)
	res, err := plain.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}
