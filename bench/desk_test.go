package bench

import (
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// The budget of a page, in bytes.
const (
	pageBytes   = 100_000
	pagePacked  = 25_000
	queueRounds = 3
)

// queueLine is a result of the package's own benchmark: its numbers in the order of their units' names.
var queueLine = regexp.MustCompile(`(?m)^BenchmarkQueueOf300\S*\s+\d+\s+([0-9.]+) ns/op\s+([0-9.]+) bytes\s+([0-9.]+) packed`)

// measureDesk draws the coordinator's queue of three hundred cases: from the request to the last byte,
// unpacked, and whether the page stays within the budget of bytes.
func measureDesk(b *testing.B, r *report) {
	out, err := exec.Command("go", "test", "-run", "^$", "-bench", "QueueOf300", "-benchtime", roundTime().String(), "-count", strconv.Itoa(queueRounds), "-cpu", "1", "-timeout", "30m", "kyodo/internal/desk/deskweb").CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	var took, bytes, packed []float64
	for _, m := range queueLine.FindAllStringSubmatch(string(out), -1) {
		for i, list := range []*[]float64{&took, &bytes, &packed} {
			v, err := strconv.ParseFloat(m[i+1], 64)
			if err != nil {
				b.Fatal(err)
			}
			*list = append(*list, v)
		}
	}
	if len(took) != queueRounds {
		b.Fatalf("the benchmark printed something else: %s", out)
	}
	rate := 1e9 / median(took)
	for i := range took {
		took[i] /= 1e6
		bytes[i] /= 1000
		packed[i] /= 1000
	}
	r.add(figure{what: "coordinator's queue of 300 cases on one screen", values: took, format: "%.1f ms", rate: rate, comments: "six lists merged and sorted, owners and deputies of the day, the page drawn"})
	r.add(figure{what: "its bytes", values: bytes, format: "%.1f kB", most: pageBytes / 1000})
	r.add(figure{what: "its bytes packed", values: packed, format: "%.1f kB", most: pagePacked / 1000})
}
