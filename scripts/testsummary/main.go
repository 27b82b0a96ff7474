// Command testsummary runs go test with the given arguments and ends with the
// number of tests that ran, passed, failed and were skipped.
//
// It prints go test's own closing line of every package, the whole output of
// every test that failed, and the reason of every test that was skipped. Its
// exit code is go test's; it is 1 also when no test ran.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sort"
	"strings"
)

// event is one line of go test -json (go doc test2json).
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Elapsed    float64 // seconds
	Output     string
}

// key names one test of one package; an empty Test names the package itself.
type key struct{ pkg, test string }

// tally holds what the events so far said.
type tally struct {
	out     io.Writer
	output  map[key][]string // held back until the test's fate is known
	parents map[key]bool     // tests that have subtests
	state   map[key]string   // pass, fail, skip
	skips   []string
	elapsed map[key]float64
}

func newTally(out io.Writer) *tally {
	return &tally{
		out:     out,
		output:  map[key][]string{},
		parents: map[key]bool{},
		state:   map[key]string{},
		elapsed: map[key]float64{},
	}
}

// add takes one event and prints what is settled by it.
func (t *tally) add(e event) {
	k := key{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "run":
		if i := strings.LastIndex(e.Test, "/"); i >= 0 {
			t.parents[key{e.Package, e.Test[:i]}] = true
		}
	case "output":
		if e.Test != "" {
			t.output[k] = append(t.output[k], e.Output)
		} else if isClosing(e.Output) {
			fmt.Fprint(t.out, e.Output)
		} else {
			t.output[k] = append(t.output[k], e.Output)
		}
	case "fail":
		t.print(k)
		t.settle(k, e)
	case "skip":
		if e.Test != "" {
			t.skips = append(t.skips, fmt.Sprintf("%s %s: %s", e.Package, e.Test, reason(t.output[k])))
		}
		t.settle(k, e)
	case "pass":
		t.settle(k, e)
	}
}

func (t *tally) settle(k key, e event) {
	delete(t.output, k)
	t.elapsed[k] = e.Elapsed
	if k.test != "" || e.Action == "fail" {
		t.state[k] = e.Action
	}
}

// print writes the held output of k.
func (t *tally) print(k key) {
	for _, s := range t.output[k] {
		fmt.Fprint(t.out, s)
	}
}

// isClosing tells go test's closing line of a package from its other output.
func isClosing(s string) bool {
	return strings.HasPrefix(s, "ok  \t") || strings.HasPrefix(s, "FAIL\t") ||
		strings.HasPrefix(s, "?   \t")
}

// reason returns the text that a skipped test gave.
func reason(lines []string) string {
	for _, s := range lines {
		s = strings.TrimSpace(s)
		if s != "" && !strings.HasPrefix(s, "===") && !strings.HasPrefix(s, "---") {
			return s
		}
	}
	return "no reason given"
}

// close prints the skipped tests, the five slowest tests and the counts, and
// returns the number of tests that ran. A test with subtests counts once for
// each of its subtests, not once more for itself.
func (t *tally) close() (ran int) {
	if len(t.skips) > 0 {
		sort.Strings(t.skips)
		fmt.Fprintf(t.out, "\nSKIPPED (%d):\n  %s\n", len(t.skips), strings.Join(t.skips, "\n  "))
	}
	count := map[string]int{"fail": t.ownFailures()}
	var slow []key
	for k, state := range t.state {
		if !t.parents[k] && state != "fail" {
			count[state]++
		}
		if k.test != "" && !strings.Contains(k.test, "/") {
			slow = append(slow, k)
		}
	}
	sort.Slice(slow, func(i, j int) bool {
		if t.elapsed[slow[i]] != t.elapsed[slow[j]] {
			return t.elapsed[slow[i]] > t.elapsed[slow[j]]
		}
		return slow[i].pkg+slow[i].test < slow[j].pkg+slow[j].test
	})
	fmt.Fprintln(t.out, "\nslowest:")
	for _, k := range slow[:min(5, len(slow))] {
		fmt.Fprintf(t.out, "  %6.1f s  %s %s\n", t.elapsed[k], k.pkg, k.test)
	}
	ran = count["pass"] + count["fail"]
	fmt.Fprintf(t.out, "\n%d tests ran\n%d passed, %d failed, %d skipped\n",
		ran, count["pass"], count["fail"], count["skip"])
	return ran
}

// ownFailures counts the tests and packages that failed while nothing inside
// them did: a package that does not build counts once.
func (t *tally) ownFailures() int {
	inner := map[key]bool{}
	for k, state := range t.state {
		if state != "fail" || k.test == "" {
			continue
		}
		inner[key{k.pkg, ""}] = true
		for i, c := range k.test {
			if c == '/' {
				inner[key{k.pkg, k.test[:i]}] = true
			}
		}
	}
	n := 0
	for k, state := range t.state {
		if state == "fail" && !inner[k] {
			n++
		}
	}
	return n
}

func main() {
	code, err := run(os.Args[1:], os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testsummary:", err)
	}
	os.Exit(code)
}

// run runs go test -json with args and returns the exit code.
func run(args []string, stdout, stderr io.Writer) (code int, err error) {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...) // #nosec G204 -- go test with the arguments of whoever runs it
	cmd.Stderr = stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return 1, err
	}
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	t := newTally(stdout)
	readErr := read(pipe, t)
	waitErr := cmd.Wait()
	ran := t.close()
	if readErr != nil {
		return 1, readErr
	}
	var exit *exec.ExitError
	if errors.As(waitErr, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	if waitErr != nil {
		return 1, waitErr
	}
	if ran == 0 {
		return 1, errors.New("no test ran")
	}
	return 0, nil
}

// read feeds every line of r to t. A line that is not JSON is printed as it is.
func read(r io.Reader, t *tally) error {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) == nil && e.Action != "" {
				t.add(e)
			} else {
				fmt.Fprintf(t.out, "%s", line)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
