package bench

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"kyodo/internal/search"
	"kyodo/internal/sqldb"
)

// indexed is what loading the index took.
type indexed struct {
	Docs  int
	Read  time.Duration // reading the database and making documents
	Load  time.Duration // of them the index
	CPU   time.Duration
	HeapB uint64 // that the index with its cards and texts holds
}

// loadIndex fills the index from a database, as a start does.
func loadIndex(path string) (x indexed, err error) {
	db, svc, err := open(path)
	if err != nil {
		return x, err
	}
	defer db.Close()
	svc.Index = search.New()
	feed := svc.Feed(slog.New(slog.DiscardHandler))
	before, cpu := heap(), ownCPU()
	err = db.View(context.Background(), func(tx *sqldb.Tx) error {
		began := time.Now()
		docs, err := feed.All(tx)
		if err != nil {
			return err
		}
		x.Read = time.Since(began)
		began = time.Now()
		svc.Index.Load(1, docs)
		x.Load = time.Since(began)
		return nil
	})
	x.CPU = ownCPU() - cpu
	x.HeapB = heap() - before
	x.Docs = svc.Index.Len()
	return x, err
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func measureIndex(b *testing.B, r *report) {
	db := database(b)
	var load, read, cpu, heaps []float64
	docs := 0
	for range roundCount() {
		var x indexed
		child(b, &x, "index", db)
		load, read, cpu = append(load, x.Load.Seconds()), append(read, x.Read.Seconds()), append(cpu, x.CPU.Seconds())
		heaps = append(heaps, float64(x.HeapB)/1e6)
		docs = x.Docs
	}
	r.add(figure{what: fmt.Sprintf("search index of %d documents", docs), values: load, format: "%.2f s", rate: float64(docs) / median(load),
		comments: fmt.Sprintf("%.2f s before it to read and fold them, %.2f s of processor together", median(read), median(cpu))})
	r.add(figure{what: "heap that the index holds, with its texts and rows", values: heaps, format: "%.0f MB"})
}
