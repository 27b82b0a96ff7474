package app_test

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/app"
	"kyodo/internal/config"
	"kyodo/internal/sqldb/dbtest"
)

var update = flag.Bool("update", false, "write the goldens anew")

// contentHash stands in the names of static files, which change with every colour.
var contentHash = regexp.MustCompile(`\.[0-9a-f]{12}\.`)

func TestRoutes(t *testing.T) {
	a, err := app.New(dbtest.Open(t, dbtest.SQLite(t)), app.Options{Config: config.Server{}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range a.Site.Routes() {
		if r.Action == "" {
			t.Errorf("%s names no action", r.Pattern)
		}
		lines = append(lines, contentHash.ReplaceAllString(r.Pattern, ".*.")+"\t"+string(r.Action)+"\n")
	}
	slices.Sort(lines) // not in the order of the hashes
	got := strings.Join(lines, "")
	golden := filepath.Join("testdata", "routes.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("doors or their locks changed; go test ./internal/app -update (-want +got):\n%s", d)
	}
}

func TestARunningProgramFollowsAnotherProcess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		log := slog.New(slog.DiscardHandler)
		one, err := app.New(dbtest.Open(t, dsn), app.Options{Log: log})
		if err != nil {
			t.Fatal(err)
		}
		if err := one.Load(ctx); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- one.Follow(ctx) }()
		other, err := app.New(dbtest.Open(t, dsn), app.Options{Log: log})
		if err != nil {
			t.Fatal(err)
		}
		seq := one.Register.Seq()
		fill(t, other)
		if err := one.Register.Index.Wait(ctx, seq+30); err != nil {
			t.Fatal(err)
		}
		if n := one.Register.Index.Len(); n != 30 {
			t.Errorf("the first node finds %d organizations, want 30", n)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
