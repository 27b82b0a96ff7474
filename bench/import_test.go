package bench

import (
	"context"
	"encoding/csv"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

// cost is what a child process spent.
type cost struct {
	Rows int
	Wall time.Duration
	CPU  time.Duration
}

// spent measures f.
func spent(rows *int, f func() error) (c cost, err error) {
	wall, cpu := time.Now(), ownCPU()
	err = f()
	return cost{Rows: *rows, Wall: time.Since(wall), CPU: ownCPU() - cpu}, err
}

// importFile imports a file into an empty database while a search index follows, as beside a
// running server. The index has everything when the clock stops.
// Where its processor time goes is kept in the file profile unless that is "".
func importFile(path, database, profile string) (c cost, err error) {
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return c, err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return c, err
		}
		defer pprof.StopCPUProfile()
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	db, svc, err := open(database)
	if err != nil {
		return c, err
	}
	defer db.Close()
	svc.Index, svc.Wake = search.New(), make(chan struct{}, 1)
	feed := svc.Feed(slog.New(slog.DiscardHandler))
	if err := feed.Load(ctx); err != nil {
		return c, err
	}
	followed := make(chan error, 1)
	rows := 0
	c, err = spent(&rows, func() error {
		go func() { followed <- feed.Follow(ctx) }()
		rep, err := svc.Import(ctx, intake.Houjin, path, register.ImportOptions{AsOf: asOf})
		if err != nil {
			return err
		}
		if len(rep.Rejected) > 0 || rep.Asked > 0 {
			return fmt.Errorf("%d rejected, %d questions: the file of the bench must be clean", len(rep.Rejected), rep.Asked)
		}
		rows = rep.Rows
		last, err := lastChange(ctx, db)
		if err != nil {
			return err
		}
		return svc.Index.Wait(ctx, last)
	})
	stop()
	c.Rows = rows
	return c, errorOr(err, <-followed)
}

func errorOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func lastChange(ctx context.Context, db *sqldb.DB) (n int64, err error) {
	err = db.View(ctx, func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, `SELECT n FROM counter WHERE name = 'change'`)
		return err
	})
	return n, err
}

// writeHoujin writes a file of 国税庁's layout with n rows of invented corporations.
func writeHoujin(path string, n int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := csv.NewWriter(f)
	g := newCrowd()
	for made := 0; made < n; {
		for _, h := range g.next().Houjin {
			if made++; made > n {
				break
			}
			if err := w.Write(official(made, h)); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return errorOr(w.Error(), f.Close())
}

// official is a row in the order of the official layout, which has no header.
func official(sequence int, h intake.HoujinRow) []string {
	city := strings.TrimPrefix(h.CityCode, h.PrefectureCode)
	return []string{fmt.Sprint(sequence), string(h.Number), h.Process, h.Correct, h.Updated.String(), h.Changed.String(), h.Name, "", h.Kind,
		h.Prefecture, h.City, h.Street, "", h.PrefectureCode, city, h.PostalCode, "", "", h.Closed.String(), h.CloseCause,
		string(h.Successor), h.ChangeCause, h.Assigned.String(), bit(h.Latest), h.NameEn, "", "", "", h.Kana, bit(h.Hidden)}
}

func bit(v bool) string {
	if v {
		return "1"
	}
	return "0"
}

// measureImport compares the import with its own statements, executed without anything around them.
func measureImport(b *testing.B, r *report) {
	file := scratch("houjin.csv")
	if err := writeHoujin(file, size); err != nil {
		b.Fatal(err)
	}
	model := emptyDatabase(b, "model.db")
	var first cost
	child(b, &first, "import", file, model, filepath.Join("..", "artifacts", "bench-import.pprof")) // also the warm-up
	var share, shareCPU, shareAll, rates, rows, us, plainUS []float64
	for range min(roundCount(), 7) {
		var plain, all, whole cost
		child(b, &plain, "replay", model, emptyDatabase(b, "replay.db"), "writes")
		child(b, &whole, "import", file, emptyDatabase(b, "import.db"), "")
		child(b, &all, "replay", model, emptyDatabase(b, "replay.db"), "lookups")
		share = append(share, 100*plain.Wall.Seconds()/whole.Wall.Seconds())
		shareCPU = append(shareCPU, 100*plain.CPU.Seconds()/whole.CPU.Seconds())
		shareAll = append(shareAll, 100*all.Wall.Seconds()/whole.Wall.Seconds())
		rates = append(rates, float64(plain.Rows)/plain.Wall.Seconds())
		rows = append(rows, float64(whole.Rows)/whole.Wall.Seconds())
		us = append(us, float64(whole.CPU.Microseconds())/float64(whole.Rows))
		plainUS = append(plainUS, float64(plain.CPU.Microseconds())/float64(plain.Rows))
	}
	r.add(figure{what: fmt.Sprintf("import of %d rows with index, share of the speed of its own INSERTs", first.Rows), values: share, format: "%.0f %%",
		least: 50, rate: median(rows), comments: fmt.Sprintf("%.0f rows/s of the statements alone", median(rates))})
	r.add(figure{what: "the same with the lookups among the statements", values: shareAll, format: "%.0f %%", rate: median(rows)})
	r.add(figure{what: "the same in processor time, INSERTs alone", values: shareCPU, format: "%.0f %%", rate: median(rows),
		comments: fmt.Sprintf("%.0f µs a row against %.0f µs", median(us), median(plainUS))})
}

// emptyDatabase returns a path where no database is.
func emptyDatabase(b *testing.B, name string) string {
	b.Helper()
	path := scratch(name)
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !os.IsNotExist(err) {
			b.Fatal(err)
		}
	}
	return path
}

// shared is where official files lie beside the checkout, "" when they do not.
func shared() string {
	dir := os.Getenv("KYODO_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err != nil {
		return ""
	}
	return dir
}

// biggestFile is the official file with the most rows.
func biggestFile(b *testing.B) (path string, rows int) {
	b.Helper()
	err := filepath.WalkDir(shared(), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(p, ".csv") {
			return err
		}
		if s, err := intake.Check(context.Background(), p, intake.Houjin, intake.Limits{}, nil); err == nil && s.Rows > rows {
			path, rows = p, s.Rows
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return path, rows
}

// officialNames are the names in a file of 国税庁.
func officialNames(b *testing.B, path string) (names []string) {
	b.Helper()
	rows, err := intake.HoujinRows(context.Background(), path, intake.Limits{}, 0, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for h, bad := range rows.All() {
		if bad == nil && h.Latest {
			names = append(names, h.Name)
		}
	}
	return names
}

// reportSkew compares the invented names with real ones.
func reportSkew(r *report, b *testing.B, list []record) {
	b.Helper()
	var names []string
	for _, x := range list {
		if x.Kind == "npo" {
			names = append(names, x.Name)
		}
	}
	r.note("neighbouring characters in invented names: %s", skew(names))
	if shared() == "" {
		b.Log("OFFICIAL FILES ARE NOT HERE: invented names are not compared with real ones")
		return
	}
	path, _ := biggestFile(b)
	r.note("in the names of the biggest official file: %s", skew(officialNames(b, path)))
}

// measureFiles imports the biggest official file with the built program.
func measureFiles(b *testing.B, r *report, binary string) {
	if shared() == "" {
		b.Log("OFFICIAL FILES ARE NOT HERE: their import is not measured")
		r.note("import of the biggest official file: not measured, there is none beside the checkout")
		return
	}
	path, rows := biggestFile(b)
	var peaks, rates []float64
	for range min(roundCount(), 3) {
		peak, rate := importOnce(b, binary, path, rows)
		peaks, rates = append(peaks, peak), append(rates, rate)
	}
	r.add(figure{what: fmt.Sprintf("peak memory of importing the biggest official file, %d rows", rows), values: peaks, format: "%.0f MB", most: 250,
		rate: median(rates)})
}
