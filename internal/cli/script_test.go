package cli_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"kyodo/internal/cli"
	"kyodo/internal/ja"
	"kyodo/internal/sqldb/dbtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kyodo": func() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// commands are what scripts can do beside running kyodo.
var commands = map[string]func(*testscript.TestScript, bool, []string){
	"cp932":   convert(func(in []byte) []byte { out, _ := ja.EncodeCP932(string(in)); return out }),
	"gzip":    convert(gzipped),
	"zip":     convert(zipped),
	"exit":    exit,
	"capture": capture,
}

// convert is a command FILE OUT that writes FILE in another form.
func convert(f func([]byte) []byte) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		in, err := os.ReadFile(ts.MkAbs(args[0]))
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), f(in), 0o600))
	}
}

func gzipped(in []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(in)
	w.Close()
	return b.Bytes()
}

func zipped(in []byte) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range map[string][]byte{"readme.txt": []byte("説明"), "035_AdministrativeInputData_20261101.csv": in} {
		f, err := w.Create(name)
		if err != nil {
			panic(err)
		}
		f.Write(text)
	}
	w.Close()
	return b.Bytes()
}

// exit runs kyodo as a command CODE ARGS… and wants that exit code.
func exit(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("kyodo", args[1:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("kyodo %s: exit code %s, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

// capture is a command NAME REGEXP that keeps the first group of what the last command printed.
func capture(ts *testscript.TestScript, _ bool, args []string) {
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) != 2 {
		ts.Fatalf("%q is not in the output", args[1])
	}
	ts.Setenv(args[0], m[1])
}

// TestScripts runs every script on a database file, and those of folder both on PostgreSQL too.
func TestScripts(t *testing.T) {
	run := func(name string, dsn func(testing.TB) string, folders ...string) {
		t.Run(name, func(t *testing.T) {
			for _, folder := range folders {
				scripts, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
				if err != nil || len(scripts) == 0 {
					t.Fatalf("no scripts in %q: %v", folder, err)
				}
				for _, script := range scripts {
					database := dsn(t)
					testscript.Run(t, testscript.Params{Files: []string{script}, Cmds: commands, RequireExplicitExec: true,
						Setup: func(env *testscript.Env) error {
							env.Setenv("KYODO_DATABASE", database)
							return nil
						}})
				}
			}
		})
	}
	run("sqlite", func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "new", "kyodo.db") }, "", "both")
	run("postgres", dbtest.EmptyPostgres, "both")
}
