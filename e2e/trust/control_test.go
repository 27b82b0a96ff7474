package trust

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"kyodo/internal/sqldb"
)

// The environment of the writer process: which database, and how durable.
const (
	writerEnv     = "KYODO_TRUST_WRITER"
	writerModeEnv = "KYODO_TRUST_WRITER_MODE"
)

// writeUntilKilled stores numbered rows through sqldb and says each on standard output once it is
// stored, until the process is killed.
func writeUntilKilled(path, mode string) int {
	ctx := context.Background()
	db, err := sqldb.Open(ctx, "sqlite:"+path, sqldb.Options{Synchronous: mode})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("%d-%d", i, n)
				err := db.Update(ctx, func(tx *sqldb.Tx) error {
					_, err := tx.Exec(`INSERT INTO acknowledged (id, body) VALUES ($1, $2)`, id, strings.Repeat("架空", 40))
					return err
				})
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				mu.Lock()
				fmt.Println(id)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return 1
}

// TestPowerCutControl: the method finds what is lost. The same writer loses nothing with
// synchronous=FULL, as shipped, and something with NORMAL. Without the second half the other tests
// of this file would prove nothing.
func TestPowerCutControl(t *testing.T) {
	template := newImage(t)
	func() {
		dir, umount := mount(t, template)
		defer umount()
		db := open(t, "sqlite:"+dir+"/kyodo.db")
		err := db.Update(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`CREATE TABLE acknowledged (id text PRIMARY KEY, body text NOT NULL)`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}()
	for _, mode := range []string{"FULL", "NORMAL"} {
		rnd := rand.New(rand.NewPCG(7, 3))
		acked, lost, cuts := 0, 0, times(fewCuts, manyCuts)
		var slowest time.Duration
		for range cuts {
			image := copyImage(t, template, "before.img")
			dir, umount := mount(t, image)
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(environment(""), writerEnv+"="+dir+"/kyodo.db", writerModeEnv+"="+mode)
			cmd.Stderr = os.Stderr
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			said := map[string]bool{}
			read := make(chan struct{})
			go func() {
				defer close(read)
				for lines := bufio.NewScanner(out); lines.Scan(); {
					said[lines.Text()] = true
				}
			}()
			time.Sleep(time.Duration(300+rnd.IntN(600)) * time.Millisecond)
			c := powerCut(t, image, func() {
				_ = cmd.Process.Kill()
				<-read // the pipe ends when the process is gone
			})
			_ = cmd.Wait() // killed: that is its exit
			umount()

			back, umount := mount(t, c.image)
			db := open(t, "sqlite:"+back+"/kyodo.db")
			integrity(t, db)
			acked += len(said)
			for _, id := range texts(t, db, `SELECT id FROM acknowledged`) {
				delete(said, id)
			}
			lost += len(said)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			umount()
			slowest = max(slowest, c.after)
		}
		t.Logf("powercut engine=sqlite mode=%s during=control cuts=%d acked=%d lost=%d copied_after=%v", mode, cuts, acked, lost, slowest.Round(time.Millisecond))
		switch {
		case mode == "FULL" && lost > 0:
			t.Errorf("%d rows are lost with FULL", lost)
		case mode == "NORMAL" && lost == 0:
			t.Error("nothing is lost with NORMAL: this way of cutting the power shows nothing")
		}
	}
}
