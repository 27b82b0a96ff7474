package arch

import (
	"bufio"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens and the generated parts of docs anew")

// module is the import path that all of our packages start with.
const module = "kyodo"

// root is where go.mod lies, seen from this package.
const root = "../.."

// file is one Go file of ours.
type file struct {
	path      string // from the root, with slashes: internal/ja/fold.go
	pkg       string // its directory: internal/ja
	test      bool   // *_test.go
	generated bool   // *_templ.go
	fset      *token.FileSet
	ast       *ast.File
}

// parse parses one Go file from text.
func parse(name, text string) (file, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	return file{path: name, pkg: path.Dir(name), test: strings.HasSuffix(name, "_test.go"),
		generated: strings.HasSuffix(name, "_templ.go"), fset: fset, ast: f}, err
}

// synthetic parses one file that a test makes up to see its own rule fail.
func synthetic(t *testing.T, name, text string) []file {
	t.Helper()
	f, err := parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return []file{f}
}

// at writes a position as internal/ja/fold.go:12.
func (f file) at(pos token.Pos) string {
	return f.path + ":" + strconv.Itoa(f.fset.Position(pos).Line)
}

// imports returns the import paths of the file.
func (f file) imports() []string {
	var list []string
	for _, s := range f.ast.Imports {
		p, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			panic(err) // the parser took it
		}
		list = append(list, p)
	}
	return list
}

// ours returns the directory of an import path inside the module.
func ours(importPath string) (dir string, ok bool) {
	return strings.CutPrefix(importPath, module+"/")
}

// texts returns the paths from the root of the files with one of the extensions, in order.
func texts(t *testing.T, ext ...string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case ".git", "node_modules", "artifacts", "bin", "tmp", "kyodo-data":
				return filepath.SkipDir
			}
			return nil
		}
		for _, e := range ext {
			if strings.HasSuffix(p, e) {
				rel, err := filepath.Rel(root, p)
				if err != nil {
					return err
				}
				list = append(list, filepath.ToSlash(rel))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// read returns the text of a file named from the root.
func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var (
	sourceOnce  sync.Once
	sourceFiles []file
)

// source returns every Go file of the module, parsed once.
func source(t *testing.T) []file {
	t.Helper()
	sourceOnce.Do(func() {
		for _, name := range texts(t, ".go") {
			f, err := parse(name, read(t, name))
			if err != nil {
				t.Fatal(err)
			}
			sourceFiles = append(sourceFiles, f)
		}
	})
	if len(sourceFiles) == 0 {
		t.Fatal("no source found")
	}
	return sourceFiles
}

// report fails the test with every complaint.
func report(t *testing.T, complaints []string) {
	t.Helper()
	for _, c := range complaints {
		t.Error(c)
	}
}

// mustFind fails the test unless the rule complains about the made-up source: so is shown that
// the rule can fail.
func mustFind(t *testing.T, complaints []string, want string) {
	t.Helper()
	for _, c := range complaints {
		if strings.Contains(c, want) {
			return
		}
	}
	t.Errorf("the rule finds nothing wrong in source that breaks it; want a complaint with %q, got %q", want, complaints)
}

// mustPass fails the test when the rule complains about made-up source that keeps it.
func mustPass(t *testing.T, complaints []string) {
	t.Helper()
	if len(complaints) > 0 {
		t.Errorf("the rule complains about source that keeps it: %q", complaints)
	}
}

// golden compares text with a file named from the root, or writes it there.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join(root, name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(read(t, name), got); diff != "" {
		t.Errorf("%s is not current; read the difference, then go test ./internal/arch -update (-want +got):\n%s", name, diff)
	}
}

// section compares text with the part of a document between <!-- name --> and <!-- /name -->, or
// writes it there.
func section(t *testing.T, doc, name, got string) {
	t.Helper()
	text := read(t, doc)
	open, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	before, rest, ok1 := strings.Cut(text, open)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no part between %q and %q", doc, open, end)
	}
	golden(t, doc, before+open+got+end+after)
}

// goList runs go list at the root and returns the lines of its answer.
func goList(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir = root
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v: %s", args, err, errs.String())
	}
	var lines []string
	for s := bufio.NewScanner(strings.NewReader(string(out))); s.Scan(); {
		if s.Text() != "" {
			lines = append(lines, s.Text())
		}
	}
	return lines
}
