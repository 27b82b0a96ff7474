package audit_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/id"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// The writers of the test with several nodes.
const (
	writers = 50
	each    = 20 // transactions of a writer, with one or two entries
)

// asNode names the database for a process of this test binary that is one node.
const asNode = "KYODO_AUDIT_TEST_NODE"

func TestMain(m *testing.M) {
	if dsn := os.Getenv(asNode); dsn != "" {
		if err := node(dsn); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// node opens the database as a process of its own would, and lets the writers write while its
// sequencer follows.
func node(dsn string) error {
	db, err := sqldb.Open(context.Background(), dsn, sqldb.Options{MaxConns: 12})
	if err != nil {
		return err
	}
	defer db.Close()
	wake := make(chan struct{}, 1)
	log := audit.Log{IDs: &id.Source{}, Key: key, Wake: wake}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	seq := &audit.Sequencer{DB: db, Key: key, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Wake: wake}
	followed := make(chan error, 1)
	go func() { followed <- seq.Follow(ctx) }()
	errs := make(chan error, writers)
	for w := range writers {
		go func() {
			for i := range each {
				err := db.Update(ctx, func(tx *sqldb.Tx) error { return log.Record(tx, sample(1+(w+i)%2)...) })
				if err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range writers {
		if err := <-errs; err != nil {
			return err
		}
	}
	time.Sleep(time.Second) // what is committed is in the tree by then
	stop()
	return <-followed
}

// TestTwoNodesKeepOneTree runs two processes with 50 writers each on one database, and both append.
func TestTwoNodesKeepOneTree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		nodes := 2
		var wg sync.WaitGroup
		for range nodes {
			wg.Add(1)
			go func() {
				defer wg.Done()
				var out bytes.Buffer
				cmd := exec.Command(os.Args[0])
				cmd.Env = append(os.Environ(), asNode+"="+dsn)
				cmd.Stdout, cmd.Stderr = &out, &out
				if err := cmd.Run(); err != nil || out.Len() > 0 {
					t.Errorf("a node: %v: %s", err, &out)
				}
			}()
		}
		wg.Wait()
		w := newWorld(dbtest.Open(t, dsn))
		rep := w.green(t, "")
		if want := int64(nodes * writers * each * 3 / 2); rep.Entries != want || rep.Pending != 0 {
			t.Errorf("%d entries in the tree and %d waiting a second after the last commit, want %d and 0", rep.Entries, rep.Pending, want)
		}
		if n := w.number(t, `SELECT count(DISTINCT entry_id) FROM audit_leaf`); n != rep.Entries {
			t.Errorf("%d entries have a leaf, want %d", n, rep.Entries)
		}
		t.Logf("%d entries of %d nodes under %d heads", rep.Entries, nodes, rep.Heads)
	})
}

// TestAnEntryIsInTheTreeWithinASecond commits on one connection and follows on another.
func TestAnEntryIsInTheTreeWithinASecond(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w := newWorld(dbtest.Open(t, dsn))
		ctx, stop := context.WithCancel(context.Background())
		followed := make(chan error, 1)
		other := sequencer(dbtest.Open(t, dsn), slog.New(slog.DiscardHandler))
		go func() { followed <- other.Follow(ctx) }()
		for i := range 3 {
			w.record(t, sample(1)...)
			committed := time.Now()
			for w.number(t, `SELECT count(*) FROM audit_leaf`) != int64(i+1) {
				if time.Since(committed) > time.Second {
					t.Fatal("an entry of another node is not in the tree after a second")
				}
				time.Sleep(10 * time.Millisecond)
			}
		}
		stop()
		if err := <-followed; err != nil {
			t.Error(err)
		}
	})
}

// TestAForgedEntryDoesNotStopTheTree leaves forged entries where they are and logs each once.
func TestAForgedEntryDoesNotStopTheTree(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(db)
		var out bytes.Buffer
		w.seq = sequencer(db, slog.New(slog.NewTextHandler(&out, nil)))
		w.exec(t, `INSERT INTO audit (id, at, actor, action, object, detail) VALUES ('0', '', 'p1', 'a.b', 'o1', '')`)
		w.exec(t, `INSERT INTO audit_pending (entry_id) VALUES ('0')`)
		for range 3 {
			w.record(t, sample(1500)...)
			w.drain(t)
		}
		if n := strings.Count(out.String(), "forged"); n != 1 {
			t.Errorf("logged %d times, want once: %s", n, &out)
		}
		rep := w.verify(t, "")
		if want := (audit.Bad{Seq: -1, Entry: "0", Flaw: audit.Forged}); rep.Bad == nil || *rep.Bad != want || rep.Entries != 4500 {
			t.Errorf("report %+v %+v, want %+v", rep, rep.Bad, want)
		}
	})
}

// TestAClockThatGoesBackIsAnEvent sets the clock back by less and by more than two seconds.
func TestAClockThatGoesBackIsAnEvent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		c := &clock{dbtest.Now()}
		db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		w := newWorld(db)
		for _, step := range []struct {
			by   time.Duration
			want int64
		}{{0, 0}, {time.Second, 0}, {-2 * time.Second, 0}, {-3 * time.Second, 1}, {0, 1}, {time.Hour, 1}, {-time.Hour, 2}, {time.Second, 2}} {
			c.now = c.now.Add(step.by)
			w.record(t, sample(1)...)
			w.drain(t)
			w.drain(t)
			if n := w.number(t, `SELECT count(*) FROM audit WHERE action = $1`, audit.ClockBack); n != step.want {
				t.Errorf("after %v: %d events, want %d", step.by, n, step.want)
			}
		}
		w.green(t, "")
	})
}

// TestVerifyBesideWriters verifies while entries come in: nothing is disturbed.
func TestVerifyBesideWriters(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(db)
		done := make(chan struct{})
		go func() {
			defer close(done)
			for range 40 {
				err := db.Update(context.Background(), func(tx *sqldb.Tx) error { return w.log.Record(tx, sample(7)...) })
				if err == nil {
					_, err = w.seq.Step(context.Background())
				}
				if err != nil {
					t.Error(err)
				}
			}
		}()
		for running := true; running; {
			select {
			case <-done:
				running = false
			default:
			}
			w.green(t, "")
		}
		if rep := w.green(t, w.head(t)); rep.Entries != 280 || rep.Anchors != 1 {
			t.Errorf("report %+v", rep)
		}
	})
}
