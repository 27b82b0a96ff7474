package trust

import (
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kyodo/internal/sqldb/dbtest"
)

// TestKilledImport: an import that is killed again and again leaves a sound database each time,
// goes on where it was, and ends as if it had not been killed, on both engines.
func TestKilledImport(t *testing.T) {
	file := store(t, "h.csv", nil, invent(times(8000, 20000), 13).houjin)
	want := undisturbed(t, file)
	engines := map[string]func(t testing.TB) string{
		"sqlite":   func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "kyodo.db") },
		"postgres": dbtest.EmptyPostgres,
	}
	for name, empty := range engines {
		t.Run(name, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(7, 4))
			dsn := empty(t)
			must(t, dsn, "migrate")
			kills, inside, ended, position := 0, 0, 0, 0
			end := func() {
				got := finished(t, dsn, file)
				if d := want.diff(t, got); d != "" {
					t.Errorf("the import ends otherwise (-undisturbed +killed):\n%s", d)
				}
				if says := strings.Contains(got.run.out, "前回の続きから再開"); says != (position > 0) {
					t.Errorf("killed at row %d, then it says that it goes on: %v\n%s", position, says, got.run.out)
				}
				ended++
			}
			for kills < times(3, 20) {
				cmd := exec.Command(binary(t), "import", "houjin", file)
				r := finish(t, cmd, dsn, func() {
					time.Sleep(time.Duration(50+rnd.IntN(1450)) * time.Millisecond)
					_ = cmd.Process.Kill() // it may have ended already
				})
				if r.code == 0 { // it was faster: begin anew
					ended++
					dsn, position = empty(t), 0
					must(t, dsn, "migrate")
					continue
				}
				if r.code != -1 {
					t.Fatalf("the import ended by itself: exit %d\n%s\n%s", r.code, r.out, r.err)
				}
				kills++
				db := open(t, dsn)
				integrity(t, db)
				done, err := number(db, `SELECT count(*) FROM import_run WHERE finished_at <> ''`)
				if err != nil {
					t.Fatal(err)
				}
				if done > 0 { // killed after its last commit, before it left: begin anew too
					if err := db.Close(); err != nil {
						t.Fatal(err)
					}
					ended++
					dsn, position = empty(t), 0
					must(t, dsn, "migrate")
					continue
				}
				before := position
				if position, err = number(db, `SELECT position FROM import_run`); err != nil {
					t.Fatal(err)
				}
				if position < before {
					t.Errorf("kill %d: the import went back from row %d to %d", kills, before, position)
				}
				if position > 0 && position < want.Rows {
					inside++
				}
				if err := db.Close(); err != nil {
					t.Fatal(err)
				}
			}
			end()
			t.Logf("kill engine=%s rows=%d kills=%d between_first_and_last_row=%d imports_ended=%d organizations=%d", name, want.Rows, kills, inside, ended, want.Total)
		})
	}
}
