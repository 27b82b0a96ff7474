package matching

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"kyodo/internal/codes"
	"kyodo/internal/term"
)

var update = flag.Bool("update", false, "write the expected results anew")

// TestCases reads testdata/*.txtar: a listing, its candidates, and the order and the reasons that a
// person expects.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]*txtar.File{}
			for i := range a.Files {
				part[a.Files[i].Name] = &a.Files[i]
			}
			x := NewIndex()
			for block := range strings.SplitSeq(string(part["candidates"].Data), "\n\n") {
				if strings.TrimSpace(block) != "" {
					x.Put(parse(t, block))
				}
			}
			opt := Options{Equity: DefaultEquity, Changes: true}
			if w := part["weight"]; w != nil {
				if opt.Equity, err = strconv.Atoi(strings.TrimSpace(string(w.Data))); err != nil {
					t.Fatal(err)
				}
			}
			listing := string(part["listing"].Data)
			opt.PinFirst, opt.Without = named(listing, "first"), named(listing, "without")
			got := print(x.Rank(parse(t, listing), opt))
			if *update {
				part["want"].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if d := gocmp.Diff(string(part["want"].Data), got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// named are the ids on the line of a key: what a coordinator decided about a listing's candidates.
func named(block, key string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(block) {
		if k, v, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && k == key {
			for _, id := range strings.Fields(v) {
				set[id] = true
			}
		}
	}
	return set
}

// parse reads "key: value" lines.
func parse(t *testing.T, block string) (f Facts) {
	t.Helper()
	day := func(v string) term.Date {
		d, err := term.ParseISO(v)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	number := func(v string) int {
		n, err := strconv.Atoi(v)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for line := range strings.Lines(block) {
		key, v, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		switch key {
		case "id":
			f.ID = v
		case "offer", "need":
			f.Kind, f.Need = codes.Support(v), key == "need"
		case "org":
			f.Organization = v
		case "text":
			f.Text = v
		case "city":
			f.City = v
		case "cities":
			f.Cities = strings.Fields(v)
		case "whole":
			f.Whole = true
		case "online":
			f.Online = Is
		case "fields":
			f.Fields = strings.Fields(v)
		case "from":
			f.From = day(v)
		case "until":
			f.Until = day(v)
		case "standing":
			f.Standing = true
		case "quantity", "least", "capacity":
			i := strings.IndexFunc(v, func(r rune) bool { return r < '0' || r > '9' })
			n := int64(number(v[:i]))
			switch key {
			case "quantity":
				f.Quantity, f.Unit = n, v[i:]
			case "least":
				f.Least = n
			default:
				f.Capacity = n
			}
		case "legal":
			f.Legal = codes.Kind(v)
		case "published":
			f.Published = Of(v == "yes")
		case "certified":
			f.Certified = Of(v == "yes")
		case "level":
			f.Level = number(v)
		case "requires":
			for _, r := range strings.Fields(v) {
				switch r {
				case "published":
					f.Requires.Published = true
				case "certified":
					f.Requires.Certified = true
				default:
					f.Requires.Legal = append(f.Requires.Legal, codes.Kind(r))
				}
			}
		case "first", "without": // see named
		case "done":
			f.Done = number(v)
		case "contacts":
			f.Contacts = number(v)
		default:
			t.Fatalf("unknown key %q", key)
		}
	}
	return f
}

// print writes a ranking as the cases hold it.
func print(r Ranking) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d considered, %d fit\n", r.Considered, r.Fit)
	for i, c := range r.Candidates {
		fmt.Fprintf(&b, "%d %s %d", i+1, c.ID, c.Score)
		if c.Adjusted != c.Score*scale {
			fmt.Fprintf(&b, " (%d.%d)", c.Adjusted/scale, c.Adjusted%scale/100)
		}
		b.WriteString("\n")
		for _, k := range c.Criteria {
			fmt.Fprintf(&b, "  %s %s %d %s\n", k.Name, k.Verdict, k.Points, k.Says.Ja)
		}
	}
	for _, q := range r.Questions {
		fmt.Fprintf(&b, "? %s %s %s\n", q.Candidate, q.Name, q.Says.Ja)
	}
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "+ %d %s\n", c.Adds, c.Says.Ja)
	}
	return b.String()
}
