package bench

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// figure is one line of the report.
type figure struct {
	what     string
	values   []float64 // of the rounds; the figure is their median
	format   string    // of a value with its unit: "%.1f×"
	most     float64   // the target, 0 = none
	least    float64   // the target where more is better, 0 = none
	rate     float64   // requests or rows a second, 0 = does not apply
	comments string
}

// report gathers the figures.
type report struct {
	began time.Time
	lines []string
}

func newReport() *report { return &report{began: time.Now()} }

// add prints a figure at once and keeps its line for the table.
func (r *report) add(f figure) {
	value := func(v float64) string { return fmt.Sprintf(f.format, v) }
	target, verdict := "", ""
	mid := median(f.values)
	switch {
	case f.most > 0:
		target, verdict = "≤ "+value(f.most), kept(mid <= f.most)
	case f.least > 0:
		target, verdict = "≥ "+value(f.least), kept(mid >= f.least)
	}
	spread := ""
	if len(f.values) > 1 {
		spread = value(slices.Min(f.values)) + " – " + value(slices.Max(f.values))
	}
	rate := ""
	if f.rate > 0 {
		rate = fmt.Sprintf("%.0f", f.rate)
	}
	line := "| " + strings.Join([]string{f.what, value(mid), spread, target, verdict, rate, loadAverage(), f.comments}, " | ") + " |"
	fmt.Println(line)
	r.lines = append(r.lines, line)
}

// note prints a line that is no figure.
func (r *report) note(format string, args ...any) {
	line := fmt.Sprintf("| "+format+" | | | | | | "+loadAverage()+" | |", args...)
	fmt.Println(line)
	r.lines = append(r.lines, line)
}

func kept(ok bool) string {
	if ok {
		return "kept"
	}
	return "**missed**"
}

const head = "| what | median | min – max | target | | per second | load | |\n|---|---|---|---|---|---|---|---|\n"

// write keeps the table in artifacts/bench.md, and with -update in docs/bench.md.
func (r *report) write(b *testing.B) {
	b.Helper()
	text := fmt.Sprintf("%s, %s, %d cores, %s, %s\n\n", r.began.UTC().Format("2006-01-02 15:04 UTC"), processor(), runtime.NumCPU(), memory(), runtime.Version()) +
		head + strings.Join(r.lines, "\n") + "\n"
	if err := os.WriteFile(filepath.Join("..", "artifacts", "bench.md"), []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
	if !*update {
		return
	}
	doc := filepath.Join("..", "docs", "bench.md")
	old, err := os.ReadFile(doc)
	if err != nil {
		b.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(old), "<!-- figures -->\n")
	_, after, ok2 := strings.Cut(rest, "<!-- /figures -->")
	if !ok1 || !ok2 {
		b.Fatalf("%s has no place for the figures", doc)
	}
	if err := os.WriteFile(doc, []byte(before+"<!-- figures -->\n"+text+"<!-- /figures -->"+after), 0o644); err != nil {
		b.Fatal(err)
	}
}

// median returns the middle value, of an even number the upper one of the two in the middle.
func median[T cmp.Ordered](values []T) T {
	s := slices.Sorted(slices.Values(values))
	if len(s) == 0 {
		var zero T
		return zero
	}
	return s[len(s)/2]
}

// percentile returns the value below which so much of 1 lies.
func percentile(values []time.Duration, share float64) time.Duration {
	s := slices.Sorted(slices.Values(values))
	if len(s) == 0 {
		return 0
	}
	return s[min(int(float64(len(s))*share), len(s)-1)]
}

// loadAverage is that of the last minute.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// processor names the machine's processor.
func processor() string { return procLine("/proc/cpuinfo", "model name") }

// memory is what the machine has.
func memory() string {
	var kb int
	fmt.Sscan(procLine("/proc/meminfo", "MemTotal"), &kb)
	return fmt.Sprintf("%d GiB", (kb+512<<10)>>20)
}

// procLine returns what stands behind a name and a colon in a file of /proc, "" when nothing does.
func procLine(path, name string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
