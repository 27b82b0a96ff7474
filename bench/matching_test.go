package bench

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// anchor is what the published study of matching needed for a pair, without reasons: 10,000 needs at a
// time against an index of each kind, ns.
const anchor = 2.0

// pairLine is a result of the package's own benchmark.
var pairLine = regexp.MustCompile(`(?m)^BenchmarkOneNeed/([a-z_]+)\S*\s+\d+\s+([0-9.]+) ns/op(?:\s+([0-9.]+) ns/pair)?`)

// measureMatching ranks one need among 10,000 offers: scored alone, with the reasons of the best ten, and
// with what would change the result. That all three are equal to brute force is a test of the package.
func measureMatching(b *testing.B, r *report) {
	n := roundCount()
	out, err := exec.Command("go", "test", "-run", "^$", "-bench", "OneNeed", "-benchtime", roundTime().String(), "-count", strconv.Itoa(n), "-cpu", "1", "-timeout", "30m", "kyodo/internal/matching").CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	perOp, perPair := map[string][]float64{}, map[string][]float64{}
	for _, m := range pairLine.FindAllStringSubmatch(string(out), -1) {
		v, _ := strconv.ParseFloat(m[2], 64)
		perOp[m[1]] = append(perOp[m[1]], v)
		if v, err := strconv.ParseFloat(m[3], 64); err == nil {
			perPair[m[1]] = append(perPair[m[1]], v)
		}
	}
	if len(perOp["score"]) != n || len(perOp["reasons"]) != n || len(perOp["changes"]) != n || len(perOp["one_listing_changes"]) != n {
		b.Fatalf("the benchmark printed something else: %s", out)
	}
	times := func(what string) (list []float64) {
		for i, v := range perOp[what] {
			list = append(list, v/perOp["score"][i])
		}
		return list
	}
	pair := func(what string) string {
		return fmt.Sprintf("%.1f ns a pair against %.1f scored alone; study: %.0f", median(perPair[what]), median(perPair["score"]), anchor)
	}
	r.add(figure{what: "matching: one need among 10,000 offers, scored alone, ns a pair", values: perPair["score"], format: "%.1f",
		comments: "hard criteria, points of all nine, equity, best ten"})
	r.add(figure{what: "matching: top 10 with reasons, against scored alone", values: times("reasons"), format: "%.1f×", most: 5, rate: 1e9 / median(perOp["reasons"]), comments: pair("reasons")})
	r.add(figure{what: "matching: with what would change the result", values: times("changes"), format: "%.1f×", most: 25, rate: 1e9 / median(perOp["changes"]), comments: pair("changes")})
	one := perOp["one_listing_changes"]
	for i := range one {
		one[i] /= 1000
	}
	r.add(figure{what: "matching: one listing changes, µs", values: one, format: "%.1f", rate: 1e6 / median(one), comments: "taken into the index of 10,000"})
}
