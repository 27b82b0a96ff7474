package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTally(t *testing.T) {
	tests := []struct {
		name, events, want string
		ran                int
	}{
		{
			name: "subtests count, not their parent",
			events: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestA/x"}
{"Action":"output","Package":"p","Test":"TestA/x","Output":"noise\n"}
{"Action":"pass","Package":"p","Test":"TestA/x","Elapsed":0.2}
{"Action":"run","Package":"p","Test":"TestA/y"}
{"Action":"output","Package":"p","Test":"TestA/y","Output":"    a_test.go:3: y is wrong\n"}
{"Action":"fail","Package":"p","Test":"TestA/y","Elapsed":0.1}
{"Action":"fail","Package":"p","Test":"TestA","Elapsed":0.3}
{"Action":"output","Package":"p","Output":"FAIL\tp\t0.4s\n"}
{"Action":"fail","Package":"p","Elapsed":0.4}
`,
			want: "    a_test.go:3: y is wrong\nFAIL\tp\t0.4s\n\nslowest:\n     0.3 s  p TestA\n\n2 tests ran\n1 passed, 1 failed, 0 skipped\n",
			ran:  2,
		},
		{
			name: "a skipped test says why",
			events: `{"Action":"run","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Test":"TestB","Output":"=== RUN   TestB\n"}
{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:9: no PostgreSQL here\n"}
{"Action":"skip","Package":"p","Test":"TestB","Elapsed":0}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p","Elapsed":0.1}
`,
			want: "ok  \tp\t0.1s\n\nSKIPPED (1):\n  p TestB: b_test.go:9: no PostgreSQL here\n\nslowest:\n     0.0 s  p TestB\n\n0 tests ran\n0 passed, 0 failed, 1 skipped\n",
			ran:  0,
		},
		{
			name: "a package that does not build is a failure",
			events: `{"ImportPath":"p [p.test]","Action":"build-output","Output":"p/a.go:1:1: syntax error\n"}
{"Action":"output","Package":"p","Output":"FAIL\tp [build failed]\n"}
{"Action":"fail","Package":"p","Elapsed":0,"FailedBuild":"p [p.test]"}
`,
			want: "p/a.go:1:1: syntax error\nFAIL\tp [build failed]\n\nslowest:\n\n1 tests ran\n0 passed, 1 failed, 0 skipped\n",
			ran:  1,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			sum := newTally(&out)
			if err := read(strings.NewReader(tt.events), sum); err != nil {
				t.Fatal(err)
			}
			if got := sum.close(); got != tt.ran {
				t.Errorf("ran = %d, want %d", got, tt.ran)
			}
			if diff := cmp.Diff(tt.want, out.String()); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
		})
	}
}
