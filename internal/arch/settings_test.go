package arch

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"kyodo/internal/config"
)

// TestTheSettingsAreTheOperationsDocument writes every setting of package config into
// docs/operations.md, and sees that kyodo check prints it.
func TestTheSettingsAreTheOperationsDocument(t *testing.T) {
	var dump bytes.Buffer
	if err := config.Dump(&dump, config.Config{}, config.Server{}); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| environment | flag | default | |\n|---|---|---|---|\n")
	for _, s := range []any{config.Config{}, config.Server{}} {
		for _, f := range settings(reflect.TypeOf(s)) {
			standard := f.Get("default")
			if standard != "" {
				standard = "`" + standard + "`"
			}
			fmt.Fprintf(&b, "| `%s` | `--%s` | %s | %s |\n", f.Get("env"), f.Get("name"), standard, f.Get("help"))
			if !strings.Contains(dump.String(), f.Get("env")+" ") {
				t.Errorf("kyodo check does not print %s", f.Get("env"))
			}
		}
	}
	section(t, "docs/operations.md", "settings", b.String())

	if got := settings(reflect.TypeFor[struct {
		A string `env:"KYODO_A"`
		B string
	}]()); len(got) != 1 {
		t.Errorf("of two fields, one with a variable, %d are taken for settings", len(got))
	}
}

// settings returns the tags of the fields that an environment variable sets.
func settings(t reflect.Type) (list []reflect.StructTag) {
	for i := range t.NumField() {
		if tag := t.Field(i).Tag; tag.Get("env") != "" {
			list = append(list, tag)
		}
	}
	return list
}
