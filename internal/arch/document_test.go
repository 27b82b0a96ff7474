package arch

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	markdownLink = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)\s]*)?\)`)
	backticked   = regexp.MustCompile("`((?:internal|cmd|docs|migrations|scripts|e2e)/[A-Za-z0-9_./-]+)`")
)

// checkLinks says which files a document names that are not there: targets of links, and paths
// from the root in backticks.
func checkLinks(name, text string, exists func(string) bool) (complaints []string) {
	add := func(target string) {
		complaints = append(complaints, fmt.Sprintf("%s names %s, which is not there", name, target))
	}
	for _, m := range markdownLink.FindAllStringSubmatch(text, -1) {
		if target := path.Join(path.Dir(name), m[1]); !strings.Contains(m[1], "://") && !exists(target) {
			add(target)
		}
	}
	for _, m := range backticked.FindAllStringSubmatch(text, -1) {
		if !exists(m[1]) && !strings.Contains(m[1], "NNNN") && !exists(strings.TrimSuffix(m[1], "/")) {
			add(m[1])
		}
	}
	return complaints
}

func TestDocumentsNameWhatIsThere(t *testing.T) {
	exists := func(name string) bool {
		if name == "migrations/sqlite/" || name == "migrations/postgres/" {
			return true // the folders exist where engines differ
		}
		_, err := os.Stat(filepath.Join(root, name))
		return err == nil
	}
	documents := texts(t, ".md")
	if len(documents) < 10 {
		t.Fatalf("only %d documents found", len(documents))
	}
	for _, name := range documents {
		report(t, checkLinks(name, read(t, name), exists))
	}
	none := func(string) bool { return false }
	mustFind(t, checkLinks("docs/x.md", "[a](y.md)", none), "docs/y.md")
	mustFind(t, checkLinks("docs/x.md", "`internal/gone/x.go`", none), "internal/gone/x.go")
	mustPass(t, checkLinks("docs/x.md", "[a](https://example.com/) [b](#c)", none))
}

// TestBothReadmesSayTheSame: the two have the same commands and the same pictures.
func TestBothReadmesSayTheSame(t *testing.T) {
	commands := regexp.MustCompile(`(?m)^(?:go run|make) [^#\n]*|docs/images/[a-z-]+\.png`)
	pictures := strings.NewReplacer("-en.png", ".png", "-ja.png", ".png") // each in its own language
	strip := func(name string) string {
		var list []string
		for _, c := range commands.FindAllString(read(t, name), -1) {
			list = append(list, pictures.Replace(strings.TrimSpace(c)))
		}
		return strings.Join(list, "\n")
	}
	en, ja := strip("README.md"), strip("README.ja.md")
	if en != ja || !strings.Contains(en, "go run ./cmd/kyodo demo") || !strings.Contains(en, "make test") {
		t.Errorf("README.md has\n%s\nand README.ja.md has\n%s", en, ja)
	}
}
