package arch

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/cases"
)

// dependencyRecord is the ADR with a line for every module and package that we chose.
const dependencyRecord = "docs/adr/0014-dependencies.md"

// directModules returns the modules that go.mod requires and does not call indirect.
func directModules(gomod string) (list []string) {
	inside := false
	for line := range strings.Lines(gomod) {
		line = strings.TrimSpace(line)
		switch {
		case line == "require (":
			inside = true
		case line == ")":
			inside = false
		case strings.Contains(line, "// indirect"):
		case inside && line != "":
			list = append(list, strings.Fields(line)[0])
		case strings.HasPrefix(line, "require "):
			list = append(list, strings.Fields(line)[1])
		}
	}
	return list
}

// checkRecord says which names have no line of reason in the record, and which lines name nothing.
func checkRecord(names []string, record string) (complaints []string) {
	var lines []string
	for line := range strings.Lines(record) {
		if m := regexp.MustCompile("^\\| `([^`]+)` \\| (.{20,}) \\|").FindStringSubmatch(line); m != nil {
			lines = append(lines, m[1])
		}
	}
	for _, n := range names {
		if !slices.Contains(lines, n) {
			complaints = append(complaints, fmt.Sprintf("%s has no line of reason in %s", n, dependencyRecord))
		}
	}
	for _, l := range lines {
		if !slices.Contains(names, l) {
			complaints = append(complaints, fmt.Sprintf("%s names %s, which is no direct dependency", dependencyRecord, l))
		}
	}
	return complaints
}

func TestEveryDependencyHasItsReason(t *testing.T) {
	names := directModules(read(t, "go.mod"))
	if len(names) < 5 {
		t.Fatalf("go.mod is not read right: %v", names)
	}
	var npm struct {
		Dependencies    map[string]string `json:"dependencies"`
		DevDependencies map[string]string `json:"devDependencies"`
	}
	if err := json.Unmarshal([]byte(read(t, "package.json")), &npm); err != nil {
		t.Fatal(err)
	}
	if len(npm.Dependencies) > 0 {
		t.Errorf("package.json ships %v: nothing of npm is shipped", npm.Dependencies)
	}
	for name := range npm.DevDependencies {
		names = append(names, name)
	}
	report(t, checkRecord(names, read(t, dependencyRecord)))

	record := "| `example.com/a` | because it does what we need |\n"
	mustPass(t, checkRecord([]string{"example.com/a"}, record))
	mustFind(t, checkRecord([]string{"example.com/a", "example.com/b"}, record), "example.com/b has no line")
	mustFind(t, checkRecord(nil, record), "no direct dependency")
	got := directModules("require a.com/x v1\nrequire (\n\tb.com/y v1\n\tc.com/z v1 // indirect\n)\n")
	if !slices.Equal(got, []string{"a.com/x", "b.com/y"}) {
		t.Errorf("direct modules are %v", got)
	}
}

// TestLibcIsTheOneThatSQLiteWasMadeWith: modernc.org/sqlite is C translated for one version of
// modernc.org/libc, and other modules may raise that version.
func TestLibcIsTheOneThatSQLiteWasMadeWith(t *testing.T) {
	dir := goList(t, "-m", "-f", "{{.Dir}}", "modernc.org/sqlite")[0]
	have := goList(t, "-m", "-f", "{{.Version}}", "modernc.org/libc")[0]
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if want := required(string(text), "modernc.org/libc"); have != want {
		t.Errorf("modernc.org/libc is %s, modernc.org/sqlite was made with %s", have, want)
	}
	if got := required("require (\n\tmodernc.org/libc v1.77.1\n)", "modernc.org/libc"); got != "v1.77.1" {
		t.Errorf("the version is read as %q", got)
	}
}

// required returns the version that a go.mod requires of a module.
func required(gomod, module string) string {
	if m := regexp.MustCompile(`(?m)^\s*(?:require\s+)?` + regexp.QuoteMeta(module) + `\s+(v\S+)`).FindStringSubmatch(gomod); m != nil {
		return m[1]
	}
	return ""
}

// licences are the ones that a work under AGPL-3.0-or-later may contain, by words that stand in
// their text and in no other's.
var licences = []struct {
	name  string
	words []string
}{
	{"Apache-2.0", []string{"apache license", "version 2.0, january 2004"}},
	{"MPL-2.0", []string{"mozilla public license version 2.0"}},
	{"BSD", []string{"redistribution and use in source and binary forms, with or without modification, are permitted"}},
	{"MIT", []string{"permission is hereby granted, free of charge, to any person obtaining a copy"}},
	{"ISC", []string{"permission to use, copy, modify, and/or distribute this software for any purpose"}},
	{"CC0-1.0", []string{"cc0 1.0 universal"}},
	{"Unlicense", []string{"this is free and unencumbered software released into the public domain"}},
}

// licence names the licence of a text, "" when it is none of those.
func licence(text string) string {
	text = strings.Join(strings.Fields(cases.Fold().String(text)), " ")
	if strings.Contains(text, "incompatible with secondary licenses") && !strings.Contains(text, "mozilla public license version 2.0") {
		return ""
	}
	for _, l := range licences {
		all := true
		for _, w := range l.words {
			all = all && strings.Contains(text, w)
		}
		if all {
			return l.name
		}
	}
	return ""
}

func TestLicencesOfDependenciesAgreeWithOurs(t *testing.T) {
	seen := 0
	for _, line := range slices.Compact(slices.Sorted(slices.Values(goList(t, "-deps", "-test", "-e",
		"-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", "./...")))) {
		path, dir, _ := strings.Cut(line, " ")
		seen++
		name := ""
		for _, pattern := range []string{"LICEN[CS]E*", "COPYING*", "UNLICENSE*"} {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if info, err := os.Stat(f); err == nil && info.IsDir() { // the texts beside the file, of who uses REUSE
					continue
				}
				text, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				if name == "" {
					name = licence(string(text))
				}
			}
		}
		if name == "" {
			t.Errorf("%s: no licence that this project may use, in %s", path, dir)
		}
	}
	if seen < 10 {
		t.Errorf("only %d modules looked at", seen)
	}
	if got := licence("GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991"); got != "" {
		t.Errorf("GPL-2.0-only passes as %s", got)
	}
	if got := licence("Business Source License 1.1"); got != "" {
		t.Errorf("BUSL passes as %s", got)
	}
}

// TestOurLicence: the text of the AGPL is whole.
func TestOurLicence(t *testing.T) {
	text := read(t, "LICENSE")
	for _, want := range []string{"GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3, 19 November 2007",
		"13. Remote Network Interaction; Use with the GNU General Public License.", "END OF TERMS AND CONDITIONS"} {
		if !strings.Contains(text, want) {
			t.Errorf("LICENSE lacks %q", want)
		}
	}
}
