package inject

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kyodo/internal/web/ui"
)

// verdict is what sqlmap said of one address.
type verdict struct {
	tested   []string // parameters, with their place
	found    []string // those through which it reached the database
	limited  bool     // the program refused for too many tries
	finished bool
}

var (
	testedLine = regexp.MustCompile(`(?m)\] \[(?:WARNING|INFO)\] ((?:GET|POST|Cookie|URI) parameter '[^']+') (?:does not seem to be injectable|is '.*' injectable|is vulnerable|appears to be '.*' injectable)`)
	foundLine  = regexp.MustCompile(`(?m)^Parameter: (.*)$`)
)

// sqlmap tries one address for at most limit. Every segment of the path that the route's pattern
// leaves open, and every parameter of query and form but the hidden ones of the site, is tried.
func sqlmap(ctx context.Context, t testing.TB, dir, dbms, cookie string, x *target, limit time.Duration) verdict {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	u := *x.url
	address := u.Scheme + "://" + u.Host + marked(x)
	if u.RawQuery != "" {
		address += "?" + u.RawQuery
	}
	args := []string{"-u", address, "--cookie", cookie, "--batch", "--level", "2", "--risk", "1", "--threads", "1", "--technique", "BEUST",
		"--flush-session", "--dbms", dbms, "--time-sec", "3", "--timeout", "20", "--retries", "1", "--ignore-redirects", "--ignore-code", "*", "--skip-waf",
		"--tamper", "xforwardedfor", "--disable-coloring", "--param-exclude", "^(form|session|lang|" + ui.TokenField + "|" + ui.OnceField + ")$",
		"--output-dir", filepath.Join(dir, "out")}
	if x.form != nil {
		args = append(args, "--method", x.method, "--data", x.form.Encode())
	}
	cmd := exec.CommandContext(ctx, "sqlmap", args...)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	b, err := cmd.CombinedOutput()
	out := string(b)
	var exit *exec.ExitError
	if err != nil && ctx.Err() == nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	v := verdict{finished: ctx.Err() == nil, limited: strings.Contains(out, "429 (Too Many Requests)")}
	seen := map[string]bool{}
	for _, m := range testedLine.FindAllStringSubmatch(out, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			v.tested = append(v.tested, m[1])
		}
	}
	for _, m := range foundLine.FindAllStringSubmatch(out, -1) {
		v.found = append(v.found, m[1])
	}
	if log := os.Getenv("KYODO_SQLMAP_LOG"); log != "" {
		f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		must(t, err)
		_, err = f.WriteString("#### " + x.String() + "\n" + out + "\n")
		must(t, errors.Join(err, f.Close()))
	}
	return v
}

// marked is the path with a star behind each segment that the pattern leaves open.
func marked(x *target) string {
	_, pattern, _ := strings.Cut(x.pattern, " ")
	open := strings.Split(pattern, "/")
	parts := strings.Split(x.url.EscapedPath(), "/")
	for i := range parts {
		if i < len(open) && strings.HasPrefix(open[i], "{") && open[i] != "{$}" {
			parts[i] += "*"
		}
	}
	return strings.Join(parts, "/")
}
