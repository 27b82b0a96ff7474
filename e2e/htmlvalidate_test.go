package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// htmlErrors checks documents (by name) against the HTML standard with
// html-validate, in one run, and returns the errors of each name that has any.
func htmlErrors(t testing.TB, docs map[string][]byte) map[string][]string {
	t.Helper()
	root := moduleRoot(t)
	node, err := exec.LookPath("node")
	cli := filepath.Join(root, "node_modules", "html-validate", "bin", "html-validate.mjs")
	if _, statErr := os.Stat(cli); err != nil || statErr != nil {
		absent(t, "node", "html-validate is not installed")
	}
	dir := t.TempDir()
	names := map[string]string{}
	for name, doc := range docs {
		file := filepath.Join(dir, fmt.Sprintf("%04d.html", len(names)))
		if err := os.WriteFile(file, doc, 0o644); err != nil {
			t.Fatal(err)
		}
		names[file] = name
	}
	if len(names) == 0 {
		t.Fatal("no document to check")
	}
	cmd := exec.Command(node, cli, "--config", filepath.Join(root, ".htmlvalidate.json"), "--formatter", "json", "--ext", "html", dir)
	cmd.Dir = root
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || len(out) == 0) {
		t.Fatalf("html-validate: %v\n%s", err, stderrOf(err))
	}
	var report []struct {
		FilePath string `json:"filePath"`
		Messages []struct {
			RuleID  string `json:"ruleId"`
			Message string `json:"message"`
			Line    int    `json:"line"`
			Column  int    `json:"column"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("html-validate: %v\n%s", err, out)
	}
	found := map[string][]string{}
	for _, file := range report {
		name, ok := names[file.FilePath]
		if !ok {
			t.Fatalf("html-validate reports an unknown file %q", file.FilePath)
		}
		for _, m := range file.Messages {
			found[name] = append(found[name], fmt.Sprintf("%d:%d %s: %s", m.Line, m.Column, m.RuleID, m.Message))
		}
	}
	return found
}

func stderrOf(err error) []byte {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.Stderr
	}
	return nil
}
