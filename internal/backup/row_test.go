package backup

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kyodo/internal/sqldb"
)

func TestRowsComeBackExactly(t *testing.T) {
	columns := []sqldb.Column{{Name: "a", Kind: "text"}, {Name: "b", Kind: "bigint"}, {Name: "c", Kind: "boolean"}, {Name: "d", Kind: "text"}}
	rapid.Check(t, func(t *rapid.T) {
		want := []any{rapid.String().Draw(t, "text"), rapid.Int64().Draw(t, "number"), rapid.Bool().Draw(t, "truth"),
			string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))}
		if rapid.Bool().Draw(t, "null") {
			want[rapid.IntRange(0, 3).Draw(t, "which")] = nil
		}
		line, err := appendRow(nil, want)
		if err != nil || line[len(line)-1] != '\n' || bytes.Count(line, []byte("\n")) != 1 || !json.Valid(line) || !utf8.Valid(line) {
			t.Fatalf("%q, %v: no line of JSON", line, err)
		}
		got, err := parseRow(line[:len(line)-1], columns)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("(-want +got):\n%s", d)
		}
	})
	for _, bad := range []string{``, `[]`, `["a",1,true]`, `["a",1.5,true,"d"]`, `["a",1,"true","d"]`, `[1,1,true,"d"]`, `["a",9223372036854775808,true,"d"]`, `["a",1,true,{"hex":"x"}]`} {
		if row, err := parseRow([]byte(bad), columns); err == nil {
			t.Errorf("%s is read as %v", bad, row)
		}
	}
}
